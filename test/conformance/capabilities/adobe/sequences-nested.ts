import type { Capability } from '../types.ts';

/** Sequences of containers, and logic groups whose checkpoints have conditions of their own. */
export const nestedSequences: readonly Capability[] = [
  {
    says: 'a sequence in a visit THEN another visit: A THEN B in one, later a visit with C and D',
    definitions: {
      metrics: {
        first: {
          sequence: [{ event: 'search' }, { event: 'view_item' }],
          scope: 'session',
          within: 'session',
        },
        c: { count: 'add_to_cart', within: 'session' },
        d: { count: 'purchase', within: 'session' },
        path: {
          sequence: [
            { event: 'enter:found' },
            { event: 'session_start' },
            { event: 'enter:bought' },
          ],
        },
      },
      segments: {
        found: { when: { 'metric.first': { $gte: 1 } } },
        bought: { when: { 'metric.c': { $gte: 1 }, 'metric.d': { $gte: 1 } } },
        returned: { when: { 'metric.path': { $gte: 1 } } },
      },
    },
    visitors: {
      'finds today, buys tomorrow': [
        ['10:00', 'session_start'],
        ['10:00', 'search'],
        ['10:01', 'view_item'],
        ['03-03 10:00', 'session_start'],
        ['03-03 10:01', 'add_to_cart'],
        false,
        ['03-03 10:02', 'purchase'],
        true,
      ],
      'all in one visit': [
        ['10:00', 'session_start'],
        ['10:00', 'search'],
        ['10:01', 'view_item'],
        ['10:02', 'add_to_cart'],
        ['10:03', 'purchase'],
        false,
      ],
      'the later visit has only one of them': [
        ['10:00', 'session_start'],
        ['10:00', 'search'],
        ['10:01', 'view_item'],
        ['03-03 10:00', 'session_start'],
        ['03-03 10:01', 'add_to_cart'],
        ['03-04 10:00', 'session_start'],
        ['03-04 10:01', 'purchase'],
        false,
      ],
    },
  },
  {
    says: 'logic group: one of several checkpoints, each with conditions of its own',
    note: 'One sequence for each; they share a step only where they ask the same of it.',
    definitions: {
      metrics: {
        byTerm: {
          sequence: [
            { event: 'search', where: { search_term: { $regexi: 'lamp' } } },
            { event: 'purchase' },
          ],
        },
        byPrice: {
          sequence: [
            { event: 'view_item', where: { value: { $gte: 100 } } },
            { event: 'purchase' },
          ],
        },
      },
      segments: {
        thorough: {
          when: { $or: [{ 'metric.byTerm': { $gte: 1 } }, { 'metric.byPrice': { $gte: 1 } }] },
        },
      },
    },
    visitors: {
      'searches a lamp': [
        ['10:00', 'search', { search_term: 'Lamp' }],
        ['10:01', 'purchase'],
        true,
      ],
      'views something dear': [['10:00', 'view_item', { value: 120 }], ['10:01', 'purchase'], true],
      'searches a vase, views something cheap': [
        ['10:00', 'search', { search_term: 'vase' }],
        ['10:01', 'view_item', { value: 20 }],
        ['10:02', 'purchase'],
        false,
      ],
    },
  },
  {
    says: 'logic group, excluded: none of several checkpoints between, each with conditions of its own',
    definitions: {
      metrics: {
        path: {
          sequence: [
            { event: 'sign_up' },
            { not: 'search', where: { search_term: { $regexi: 'refund' } } },
            { not: 'page_view', where: { page_path: '/help' } },
            { event: 'purchase' },
          ],
        },
      },
      segments: { certain: { when: { 'metric.path': { $gte: 1 } } } },
    },
    visitors: {
      'searches for something else': [
        ['10:00', 'sign_up'],
        ['10:01', 'search', { search_term: 'lamp' }],
        ['10:02', 'purchase'],
        true,
      ],
      'asks for help': [
        ['10:00', 'sign_up'],
        ['10:01', 'page_view', { page_path: '/help' }],
        ['10:02', 'purchase'],
        false,
      ],
    },
  },
  {
    says: 'logic group, excluded: not all of several checkpoints between (B and C)',
    note: 'Not both is: not the one, or not the other.',
    definitions: {
      metrics: {
        withoutB: {
          sequence: [{ event: 'sign_up' }, { not: 'search' }, { event: 'purchase' }],
        },
        withoutC: {
          sequence: [{ event: 'sign_up' }, { not: 'view_item_list' }, { event: 'purchase' }],
        },
      },
      segments: {
        quick: {
          when: { $or: [{ 'metric.withoutB': { $gte: 1 } }, { 'metric.withoutC': { $gte: 1 } }] },
        },
      },
    },
    visitors: {
      'one of them': [['10:00', 'sign_up'], ['10:01', 'search'], ['10:02', 'purchase'], true],
      both: [
        ['10:00', 'sign_up'],
        ['10:01', 'search'],
        ['10:02', 'view_item_list'],
        ['10:03', 'purchase'],
        false,
      ],
    },
  },
  {
    says: 'exclude several checkpoints at the end, each within a time of its own',
    definitions: {
      metrics: {
        left: {
          sequence: [
            { event: 'begin_checkout' },
            { not: 'purchase', for: '1h' },
            { not: 'generate_lead', for: '1d' },
          ],
        },
      },
      segments: { gone: { when: { 'metric.left': { $gte: 1 } } } },
    },
    visitors: {
      'buys after an hour, but asks nothing for a day': [
        ['03-02 10:00', 'begin_checkout'],
        ['03-02 11:00', 'purchase'],
        ['03-03 09:59', false],
        ['03-03 10:00', true],
      ],
      'asks in the evening': [
        ['03-02 10:00', 'begin_checkout'],
        ['03-02 20:00', 'generate_lead'],
        ['03-04 10:00', false],
      ],
    },
  },
];
