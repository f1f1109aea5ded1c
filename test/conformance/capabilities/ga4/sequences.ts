import type { Capability } from '../types.ts';

export const sequences: readonly Capability[] = [
  {
    says: 'event A indirectly followed by event B',
    definitions: {
      metrics: { path: { sequence: [{ event: 'view_item' }, { event: 'add_to_cart' }] } },
      segments: { adder: { when: { 'metric.path': { $gte: 1 } } } },
    },
    visitors: {
      'adds after viewing, with a scroll between': [
        ['10:00', 'view_item'],
        ['10:01', 'scroll'],
        ['10:02', 'add_to_cart'],
        true,
      ],
      'adds before viewing': [['10:00', 'add_to_cart'], ['10:01', 'view_item'], false],
    },
  },
  {
    says: 'event A directly followed by event B',
    definitions: {
      metrics: {
        path: { sequence: [{ event: 'view_item' }, { event: 'add_to_cart', after: 'next' }] },
      },
      segments: { adder: { when: { 'metric.path': { $gte: 1 } } } },
    },
    visitors: {
      'adds right after viewing': [['10:00', 'view_item'], ['10:01', 'add_to_cart'], true],
      'scrolls between': [
        ['10:00', 'view_item'],
        ['10:01', 'scroll'],
        ['10:02', 'add_to_cart'],
        false,
      ],
    },
  },
  {
    says: 'a step within a time of the step before',
    definitions: {
      metrics: {
        path: {
          sequence: [{ event: 'begin_checkout' }, { event: 'purchase', atMost: '10m' }],
        },
      },
      segments: { quick: { when: { 'metric.path': { $gte: 1 } } } },
    },
    visitors: {
      'buys after nine minutes': [['10:00', 'begin_checkout'], ['10:09', 'purchase'], true],
      'buys after eleven': [['10:00', 'begin_checkout'], ['10:11', 'purchase'], false],
      'begins again, and buys soon after that': [
        ['10:00', 'begin_checkout'],
        ['10:05', 'begin_checkout'],
        ['10:14', 'purchase'],
        true,
      ],
    },
  },
  {
    says: 'the whole sequence within a time',
    definitions: {
      metrics: {
        path: {
          sequence: [{ event: 'view_item' }, { event: 'add_to_cart' }, { event: 'purchase' }],
          span: '1h',
        },
      },
      segments: { quick: { when: { 'metric.path': { $gte: 1 } } } },
    },
    visitors: {
      'three steps in 50 minutes': [
        ['10:00', 'view_item'],
        ['10:25', 'add_to_cart'],
        ['10:50', 'purchase'],
        true,
      ],
      'three steps in an hour': [
        ['10:00', 'view_item'],
        ['10:30', 'add_to_cart'],
        ['11:00', 'purchase'],
        false,
      ],
    },
  },
  {
    says: 'the whole sequence in one session',
    definitions: {
      metrics: {
        path: {
          sequence: [{ event: 'search' }, { event: 'purchase' }],
          scope: 'session',
        },
      },
      segments: { finder: { when: { 'metric.path': { $gte: 1 } } } },
    },
    visitors: {
      'searches and buys in one session': [['10:00', 'search'], ['10:20', 'purchase'], true],
      'buys in the next session': [['10:00', 'search'], ['11:00', 'purchase'], false],
    },
  },
  {
    says: 'a sequence across all sessions',
    definitions: {
      metrics: { path: { sequence: [{ event: 'search' }, { event: 'purchase' }] } },
      segments: { finder: { when: { 'metric.path': { $gte: 1 } } } },
    },
    visitors: {
      'buys a week after searching': [['10:00', 'search'], ['+7d', 'purchase'], true],
      'buys, then searches': [['10:00', 'purchase'], ['+7d', 'search'], false],
    },
  },
  {
    says: 'a step with a number of events',
    definitions: {
      metrics: {
        path: { sequence: [{ event: 'view_item', times: 3 }, { event: 'purchase' }] },
      },
      segments: { careful: { when: { 'metric.path': { $gte: 1 } } } },
    },
    visitors: {
      'views three, then buys': [
        ['10:00', 'view_item'],
        ['10:01', 'view_item'],
        ['10:02', 'view_item'],
        ['10:03', 'purchase'],
        true,
      ],
      'the third view comes after the purchase': [
        ['10:00', 'view_item'],
        ['10:01', 'view_item'],
        ['10:02', 'purchase'],
        ['10:03', 'view_item'],
        false,
      ],
    },
  },
  {
    says: 'a step with conditions on parameters',
    definitions: {
      metrics: {
        path: {
          sequence: [
            { event: 'page_view', where: { page_path: '/pricing' } },
            { event: 'sign_up', where: { method: 'email' } },
          ],
        },
      },
      segments: { convinced: { when: { 'metric.path': { $gte: 1 } } } },
    },
    visitors: {
      'prices, then sign-up by e-mail': [
        ['10:00', 'page_view', { page_path: '/pricing' }],
        ['10:05', 'sign_up', { method: 'email' }],
        true,
      ],
      'prices, then sign-up by telephone': [
        ['10:00', 'page_view', { page_path: '/pricing' }],
        ['10:05', 'sign_up', { method: 'phone' }],
        false,
      ],
    },
  },
];
