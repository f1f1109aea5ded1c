import type { Capability } from '../types.ts';

export const scope: readonly Capability[] = [
  {
    says: 'conditions met by the same event',
    definitions: {
      metrics: {
        large: { count: 'purchase', where: { currency: 'EUR', value: { $gt: 100 } } },
      },
      segments: { buyer: { when: { 'metric.large': { $gte: 1 } } } },
    },
    visitors: {
      'one purchase of 120 euros': [['10:00', 'purchase', { currency: 'EUR', value: 120 }], true],
      'one of 20 euros, one of 120 dollars': [
        ['10:00', 'purchase', { currency: 'EUR', value: 20 }],
        ['11:00', 'purchase', { currency: 'USD', value: 120 }],
        false,
      ],
    },
  },
  {
    says: 'conditions met within the same session',
    definitions: {
      metrics: {
        both: {
          sessions: { 'metric.searches': { $gte: 1 }, 'metric.adds': { $gte: 1 } },
          each: { searches: { count: 'search' }, adds: { count: 'add_to_cart' } },
        },
      },
      segments: { decided: { when: { 'metric.both': { $gte: 1 } } } },
    },
    visitors: {
      'searches and adds in one session': [['10:00', 'add_to_cart'], ['10:20', 'search'], true],
      'searches in one session, adds in another': [
        ['10:00', 'search'],
        ['10:30', 'add_to_cart'],
        false,
      ],
    },
  },
  {
    says: 'conditions met across all sessions',
    definitions: {
      metrics: { searches: { count: 'search' }, adds: { count: 'add_to_cart' } },
      segments: {
        decided: { when: { 'metric.searches': { $gte: 1 }, 'metric.adds': { $gte: 1 } } },
      },
    },
    visitors: {
      'searches on Monday, adds on Friday': [
        ['10:00', 'search'],
        ['03-06 10:00', 'add_to_cart'],
        true,
      ],
      'only searches': [['10:00', 'search'], ['03-06 10:00', 'search'], false],
    },
  },
  {
    says: 'a sequence step met within one session: signed up and filled in a form in one session, later bought',
    definitions: {
      metrics: {
        signed: { count: 'sign_up', within: 'session' },
        filled: { count: 'form_submit', within: 'session' },
        bought: { sequence: [{ event: 'enter:registered' }, { event: 'purchase' }] },
      },
      segments: {
        registered: { when: { 'metric.signed': { $gte: 1 }, 'metric.filled': { $gte: 1 } } },
        buyer: { when: { 'metric.bought': { $gte: 1 } } },
      },
    },
    visitors: {
      'both in one session, then a purchase': [
        ['10:00', 'sign_up'],
        ['10:10', 'form_submit'],
        false,
        ['03-05 10:00', 'purchase'],
        true,
      ],
      'in two sessions, then a purchase': [
        ['10:00', 'sign_up'],
        ['12:00', 'form_submit'],
        ['03-05 10:00', 'purchase'],
        false,
      ],
    },
  },
  {
    says: 'a sequence step met across sessions, its conditions in any order',
    definitions: {
      metrics: {
        bought: {
          sequence: [
            { anyOrder: [{ event: 'sign_up' }, { event: 'form_submit' }] },
            { event: 'purchase' },
          ],
        },
      },
      segments: { buyer: { when: { 'metric.bought': { $gte: 1 } } } },
    },
    visitors: {
      'form, sign-up, purchase on three days': [
        ['10:00', 'form_submit'],
        ['03-03 10:00', 'sign_up'],
        ['03-04 10:00', 'purchase'],
        true,
      ],
      'purchase before the form': [
        ['10:00', 'sign_up'],
        ['03-03 10:00', 'purchase'],
        ['03-04 10:00', 'form_submit'],
        false,
      ],
    },
  },
  {
    says: 'each clause with a scope of its own: one event, one session, all sessions',
    definitions: {
      metrics: {
        large: { count: 'purchase', where: { currency: 'EUR', value: { $gt: 100 } } },
        both: {
          sessions: { 'metric.searches': { $gte: 1 }, 'metric.adds': { $gte: 1 } },
          each: { searches: { count: 'search' }, adds: { count: 'add_to_cart' } },
        },
        shares: { count: 'share' },
        wishes: { count: 'add_to_wishlist' },
      },
      segments: {
        keen: {
          when: {
            'metric.large': { $gte: 1 },
            'metric.both': { $gte: 1 },
            'metric.shares': { $gte: 1 },
            'metric.wishes': { $gte: 1 },
          },
        },
      },
    },
    visitors: {
      'everything, each where it has to be': [
        ['10:00', 'search'],
        ['10:01', 'add_to_cart'],
        ['03-03 10:00', 'share'],
        ['03-04 10:00', 'add_to_wishlist'],
        ['03-05 10:00', 'purchase', { currency: 'EUR', value: 120 }],
        true,
      ],
      'searches and adds in two sessions': [
        ['10:00', 'search'],
        ['03-03 10:01', 'add_to_cart'],
        ['03-03 10:02', 'share'],
        ['03-03 10:03', 'add_to_wishlist'],
        ['03-03 10:04', 'purchase', { currency: 'EUR', value: 120 }],
        false,
      ],
    },
  },
];
