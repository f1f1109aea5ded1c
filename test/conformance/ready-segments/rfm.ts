import type { Entry, Fragment } from '../examples/example.ts';
import type { ReadySegment } from './types.ts';

/** 1 where a whole number has reached a cut point, 0 below it. */
const reaches = (metric: string, cut: number) =>
  ({
    min: [1, { max: [0, { subtract: [metric, cut - 1] }] }],
  }) as const;
/** The same for money: steep between a cent below the cut point and the cut point. */
const reachesMoney = (metric: string, cut: number) =>
  ({
    min: [1, { max: [0, { multiply: [1000, { subtract: [metric, cut - 0.01] }] }] }],
  }) as const;

/** Scores from 1 to 5: one point, and one for each cut point reached. */
const definitions: Fragment = {
  metrics: {
    rfm_orders: { count: 'purchase', within: '365d' },
    rfm_orders_180d: { count: 'purchase', within: '180d' },
    rfm_orders_90d: { count: 'purchase', within: '90d' },
    rfm_orders_30d: { count: 'purchase', within: '30d' },
    rfm_orders_14d: { count: 'purchase', within: '14d' },
    rfm_spend: { sum: 'purchase.value', within: '365d' },
    rfm_recency: {
      formula: {
        add: [
          1,
          reaches('metric.rfm_orders_180d', 1),
          reaches('metric.rfm_orders_90d', 1),
          reaches('metric.rfm_orders_30d', 1),
          reaches('metric.rfm_orders_14d', 1),
        ],
      },
    },
    rfm_frequency: {
      formula: {
        add: [
          1,
          reaches('metric.rfm_orders', 2),
          reaches('metric.rfm_orders', 3),
          reaches('metric.rfm_orders', 5),
          reaches('metric.rfm_orders', 10),
        ],
      },
    },
    rfm_money: {
      formula: {
        add: [
          1,
          reachesMoney('metric.rfm_spend', 50),
          reachesMoney('metric.rfm_spend', 100),
          reachesMoney('metric.rfm_spend', 250),
          reachesMoney('metric.rfm_spend', 500),
        ],
      },
    },
  },
  segments: {
    champions: {
      name: 'Champions',
      kind: 'behavioral',
      stage: 'retention',
      when: {
        'metric.rfm_recency': { $gte: 4 },
        'metric.rfm_frequency': { $gte: 4 },
        'metric.rfm_money': { $gte: 4 },
      },
    },
    loyal: {
      name: 'Loyal',
      kind: 'behavioral',
      stage: 'retention',
      when: { 'metric.rfm_recency': { $gte: 3 }, 'metric.rfm_frequency': { $gte: 3 } },
    },
    'cannot-lose': {
      name: "Can't lose them",
      kind: 'behavioral',
      stage: 'retention',
      when: {
        'metric.rfm_recency': { $lte: 2 },
        'metric.rfm_frequency': { $gte: 4 },
        'metric.rfm_money': { $gte: 4 },
      },
    },
    'at-risk-customer': {
      name: 'At risk',
      kind: 'behavioral',
      stage: 'retention',
      when: { 'metric.rfm_recency': { $lte: 2 }, 'metric.rfm_frequency': { $gte: 2 } },
    },
    'needs-attention': {
      name: 'Needs attention',
      kind: 'behavioral',
      stage: 'retention',
      when: { 'metric.rfm_recency': 3, 'metric.rfm_frequency': 2 },
    },
    'potential-loyalist': {
      name: 'Potential loyalist',
      kind: 'behavioral',
      stage: 'retention',
      when: { 'metric.rfm_recency': { $gte: 4 }, 'metric.rfm_frequency': 2 },
    },
    'new-customer': {
      name: 'New customer',
      kind: 'behavioral',
      stage: 'onboarding',
      when: { 'metric.rfm_recency': { $gte: 4 }, 'metric.rfm_orders': 1 },
    },
    hibernating: {
      name: 'Hibernating',
      kind: 'behavioral',
      stage: 'retention',
      when: { 'metric.rfm_orders': { $gte: 1 } },
    },
  },
  groups: {
    rfm: {
      name: 'RFM tiers',
      segments: [
        'champions',
        'loyal',
        'cannot-lose',
        'at-risk-customer',
        'needs-attention',
        'potential-loyalist',
        'new-customer',
        'hibernating',
      ],
    },
  },
};

const TIERS = Object.keys(definitions.segments ?? {});
/** In this tier and no other. */
const tier = (time: string, id: string | null): Entry => [
  time,
  { members: Object.fromEntries(TIERS.map((one) => [one, one === id])) },
];
const scores = (recency: number, frequency: number, money: number): Entry => ({
  metrics: { rfm_recency: recency, rfm_frequency: frequency, rfm_money: money },
});
const buys = (value: number, ...times: string[]): Entry[] =>
  times.map((time): Entry => [time, 'purchase', { value }]);

export const rfm: readonly ReadySegment[] = [
  {
    number: '11–18',
    name: 'RFM tiers',
    says: 'Champions, loyal, can’t lose them, at risk, needs attention, potential loyalist, new customer, hibernating: by scores from 1 to 5 on recency, frequency and money. The first tier that fits takes the visitor.',
    tune: [
      'recency: within 180, 90, 30, 14 days',
      'frequency: 2, 3, 5, 10 orders in 365 days',
      'money: 50, 100, 250, 500 in 365 days',
    ],
    definitions,
    segment: 'hibernating',
    visitors: {
      'five orders of 50 in January: champion, then loyal, then not to be lost, then at risk': [
        ...buys(50, '01-01 10:00', '01-02 10:00', '01-03 10:00', '01-04 10:00', '01-05 10:00'),
        scores(5, 4, 4),
        tier('01-05 10:00', 'champions'),
        ['01-19 10:00', { metrics: { rfm_recency: 4 } }],
        tier('02-04 09:59', 'champions'),
        tier('02-04 10:00', 'loyal'),
        ['04-05 10:00', { metrics: { rfm_recency: 2 } }],
        tier('04-05 10:00', 'cannot-lose'),
        // The first order is a year old: four orders, 200.
        ['2027-01-01 10:00', { metrics: { rfm_recency: 1, rfm_frequency: 3, rfm_money: 3 } }],
        tier('2027-01-01 10:00', 'at-risk-customer'),
        tier('2027-01-04 10:00', 'hibernating'),
        ['2027-01-04 10:00', true],
        tier('2027-01-05 10:00', null),
      ],
      'one order, then a second': [
        ...buys(20, '03-02 10:00'),
        scores(5, 1, 1),
        tier('03-02 10:00', 'new-customer'),
        ...buys(29.99, '03-03 10:00'),
        scores(5, 2, 1),
        tier('03-03 10:00', 'potential-loyalist'),
        tier('04-02 09:59', 'potential-loyalist'),
        tier('04-02 10:00', 'needs-attention'),
        tier('06-01 10:00', 'at-risk-customer'),
        ['06-01 10:00', false],
      ],
      'three orders of a cent less than 250 together': [
        ...buys(83.33, '03-02 10:00', '03-03 10:00', '03-04 10:00'),
        scores(5, 3, 3),
        tier('03-04 10:00', 'loyal'),
        ...buys(0.01, '03-05 10:00'),
        scores(5, 3, 4),
        tier('03-05 10:00', 'loyal'),
        ['03-05 10:00', false],
      ],
      'one order, a month ago': [
        ...buys(500, '03-02 10:00'),
        scores(5, 1, 5),
        tier('04-01 10:00', 'hibernating'),
        ['04-01 10:00', true],
      ],
      'no order': [['10:00', 'page_view'], scores(1, 1, 1), tier('10:00', null), false],
    },
  },
];
