import type { Capability } from '../types.ts';

export const membership: readonly Capability[] = [
  {
    says: 'exclude temporarily, while a condition is met',
    definitions: {
      metrics: {
        carts: { count: 'add_to_cart', within: '30d' },
        orders: { count: 'purchase', within: '7d' },
      },
      segments: {
        waiting: {
          when: { 'metric.carts': { $gte: 1 } },
          exclude: { 'metric.orders': { $gte: 1 } },
        },
      },
    },
    visitors: {
      'buys, and is back a week later': [
        ['03-02 10:00', 'add_to_cart'],
        true,
        ['03-03 10:00', 'purchase'],
        false,
        ['03-10 09:59', false],
        ['03-10 10:00', true],
      ],
      'bought within the week': [
        ['03-02 10:00', 'purchase'],
        ['03-02 10:05', 'add_to_cart'],
        false,
      ],
    },
  },
  {
    says: 'exclude permanently, once a condition was met',
    definitions: {
      metrics: {
        carts: { count: 'add_to_cart', within: '30d' },
        orders: { count: 'purchase', within: '7d' },
      },
      segments: {
        neverBought: {
          when: { 'metric.carts': { $gte: 1 } },
          excludeEver: { 'metric.orders': { $gte: 1 } },
        },
      },
    },
    visitors: {
      'buys, and stays out': [
        ['03-02 10:00', 'add_to_cart'],
        true,
        ['03-03 10:00', 'purchase'],
        false,
        ['03-20 10:00', false],
      ],
      'bought once, adds months later': [
        ['2025-12-01 10:00', 'purchase'],
        ['2026-03-02 10:00', 'add_to_cart'],
        false,
      ],
    },
  },
  {
    says: 'exclude who completed a sequence',
    definitions: {
      metrics: {
        carts: { count: 'add_to_cart', within: '30d' },
        bought: {
          sequence: [{ event: 'add_to_cart' }, { event: 'purchase', atMost: '1d' }],
          within: '30d',
        },
      },
      segments: {
        hesitant: {
          when: { 'metric.carts': { $gte: 1 } },
          exclude: { 'metric.bought': { $gte: 1 } },
        },
      },
    },
    visitors: {
      'buys two days later': [['03-02 10:00', 'add_to_cart'], ['03-04 10:00', 'purchase'], true],
      'buys within a day': [['03-02 10:00', 'add_to_cart'], ['03-02 20:00', 'purchase'], false],
    },
  },
  {
    says: 'membership duration of N days, counted from the event',
    note: 'Up to 395 days, or without "within" for as long as the visitor’s data lasts; Google Analytics up to 540. Every new event begins it anew.',
    definitions: {
      metrics: { trials: { count: 'start_trial', within: '30d' } },
      segments: { trial: { when: { 'metric.trials': { $gte: 1 } } } },
    },
    visitors: {
      'stays 30 days': [
        ['03-02 10:00', 'start_trial'],
        true,
        ['04-01 09:59', true],
        ['04-01 10:00', false],
      ],
      'never began': [['10:00', 'page_view'], false],
    },
  },
  {
    says: 'membership duration of N days, counted from when the conditions were last met',
    note: 'Up to 395 days, or for ever; Google Analytics up to 540. Every new match begins it anew, and it can be changed later.',
    definitions: {
      metrics: { trials: { count: 'start_trial', within: '1h' } },
      segments: { trial: { when: { 'metric.trials': { $gte: 1 } }, keep: '30d' } },
    },
    visitors: {
      'stays 30 days after the hour': [
        ['03-02 10:00', 'start_trial'],
        true,
        ['04-01 10:59', true],
        ['04-01 11:00', false],
      ],
      'never began': [['10:00', 'page_view'], false],
    },
  },
  {
    says: 'trigger on joining: an event of its own, to be counted',
    note: 'On the page: covey.on("enter:fan", …).',
    definitions: {
      metrics: {
        views: { count: 'view_item', within: '1d' },
        joined: { count: 'enter:fan' },
      },
      segments: {
        fan: { when: { 'metric.views': { $gte: 2 } } },
        twice: { when: { 'metric.joined': { $gte: 2 } } },
      },
    },
    visitors: {
      'joins, leaves after a day, joins again': [
        ['03-02 10:00', 'view_item'],
        ['03-02 10:01', 'view_item'],
        { metrics: { joined: 1 } },
        ['03-05 10:00', 'view_item'],
        ['03-05 10:01', 'view_item'],
        true,
      ],
      'joins once': [
        ['03-02 10:00', 'view_item'],
        ['03-02 10:01', 'view_item'],
        ['03-02 10:02', 'view_item'],
        false,
      ],
    },
  },
  {
    says: 'trigger on renewing: the condition is met anew during the membership',
    note: 'Counted from the last joining on. On the page: covey.on("enter:interested", …) while covey.has("member").',
    definitions: {
      metrics: {
        views: { count: 'view_item', within: '1d' },
        met: {
          count: 'enter:interested',
          after: { sequence: [{ event: 'enter:member' }] },
        },
      },
      segments: {
        interested: { when: { 'metric.views': { $gte: 1 } } },
        member: { when: { 'segment.interested': true }, keep: '30d' },
        renewed: { when: { 'segment.member': true, 'metric.met': { $gte: 1 } } },
      },
    },
    visitors: {
      'comes back after ten days': [
        ['03-02 10:00', 'view_item'],
        { members: { member: true, renewed: false } },
        ['03-12 10:00', 'view_item'],
        true,
      ],
      'comes once': [
        ['03-02 10:00', 'view_item'],
        ['03-12 10:00', false],
      ],
      'joins again after the membership has ended': [
        ['03-02 10:00', 'view_item'],
        ['04-20 10:00', { members: { member: false } }],
        ['04-20 10:00', 'view_item'],
        { members: { member: true, renewed: false } },
        false,
      ],
    },
  },
  {
    says: 'predictive audience: likely to buy within seven days',
    note: 'A score by weights that the owner signs. They are learned elsewhere: see the last section.',
    definitions: {
      metrics: {
        carts: { count: 'add_to_cart', within: '7d' },
        views: { count: 'view_item', within: '7d' },
        score: {
          formula: {
            logistic: { bias: -3, weights: { 'metric.carts': 2, 'metric.views': 0.5 } },
          },
        },
      },
      segments: { likely: { when: { 'metric.score': { $gte: 0.5 } } } },
    },
    visitors: {
      'one in the basket, two views: -3 + 2 + 1 = 0, which is 0.5': [
        ['10:00', 'add_to_cart'],
        ['10:01', 'view_item'],
        false,
        ['10:02', 'view_item'],
        { metrics: { score: 0.5 } },
        true,
      ],
      'one view': [['10:00', 'view_item'], false],
    },
  },
  {
    says: 'predictive audience: likely to churn',
    definitions: {
      metrics: {
        gone: { since: '*' },
        recent: { count: '*', within: '7d' },
        score: {
          formula: {
            logistic: { bias: -2, weights: { 'metric.gone': 0.5, 'metric.recent': -1 } },
          },
        },
      },
      segments: { leaving: { when: { 'metric.score': { $gt: 0.8 } } } },
    },
    visitors: {
      'seven days away: -2 + 3.5 = 1.5, which is 0.82': [
        ['03-02 10:00', 'page_view'],
        false,
        ['03-08 10:00', false],
        ['03-09 10:00', true],
      ],
      'comes every day': [
        ['03-02 10:00', 'page_view'],
        ['03-03 10:00', 'page_view'],
        ['03-04 10:00', 'page_view'],
        false,
      ],
    },
  },
];
