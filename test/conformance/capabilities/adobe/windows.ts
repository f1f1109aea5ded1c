import type { Capability } from '../types.ts';

export const windows: readonly Capability[] = [
  {
    says: 'rolling: the last 30 days',
    definitions: {
      metrics: { orders: { count: 'purchase', within: '30d' } },
      segments: { recent: { when: { 'metric.orders': { $gte: 1 } } } },
    },
    visitors: {
      'bought, until 30 days later': [
        ['03-02 10:00', 'purchase'],
        true,
        ['04-01 09:59:59.999', true],
        ['04-01 10:00', false],
      ],
      'bought 40 days ago': [
        ['2026-01-20 10:00', 'purchase'],
        ['2026-03-01 10:00', false],
      ],
    },
  },
  {
    says: 'the last three visits',
    definitions: {
      metrics: { orders: { count: 'purchase', within: { sessions: 3 } } },
      segments: { lately: { when: { 'metric.orders': { $gte: 1 } } } },
    },
    visitors: {
      'bought two visits ago, until one more': [
        ['03-02 10:00', 'purchase'],
        ['03-05 10:00', 'page_view'],
        ['03-25 10:00', 'page_view'],
        true,
        ['03-26 10:00', 'page_view'],
        false,
      ],
      'bought three visits ago': [
        ['03-02 10:00', 'purchase'],
        ['03-02 12:00', 'page_view'],
        ['03-02 14:00', 'page_view'],
        ['03-02 16:00', 'page_view'],
        false,
      ],
    },
  },
  {
    says: 'rolling: this month',
    note: 'In the local time of the device.',
    definitions: {
      metrics: { orders: { count: 'purchase', within: 'month' } },
      segments: { recent: { when: { 'metric.orders': { $gte: 1 } } } },
    },
    visitors: {
      'bought on the first day of March, until April': [
        ['03-01 00:00', 'purchase'],
        true,
        ['03-31 23:59', true],
        ['04-01 00:00', false],
      ],
      'bought on the last of February': [
        ['02-28 23:59', 'purchase'],
        ['03-01 10:00', false],
      ],
    },
  },
  {
    says: 'rolling: last month, this week, yesterday (a calendar period before this one)',
    note: 'The current streak reaches back to the period before: this period taken away, the one before is left. This says that something happened; a sum over the last calendar month needs two dates.',
    definitions: {
      metrics: {
        streak: { periods: 'purchase', unit: 'month', streak: 'current' },
        now: { count: 'purchase', within: 'month' },
      },
      segments: {
        lastMonth: {
          when: {
            $or: [
              { 'metric.now': 0, 'metric.streak': { $gte: 1 } },
              { 'metric.now': { $gte: 1 }, 'metric.streak': { $gte: 2 } },
            ],
          },
        },
      },
    },
    visitors: {
      'bought in February, asked in March': [
        ['02-10 10:00', 'purchase'],
        false,
        ['03-01 00:00', true],
        ['03-05 10:00', 'purchase'],
        true,
        ['03-31 23:59', true],
      ],
      'bought in January and in March': [
        ['01-10 10:00', 'purchase'],
        ['03-05 10:00', false],
        ['03-05 10:01', 'purchase'],
        false,
      ],
    },
  },
  {
    says: 'fixed: between two dates',
    definitions: {
      metrics: {
        orders: {
          count: 'purchase',
          within: { from: '2026-03-01T00:00:00+01:00', to: '2026-03-08T00:00:00+01:00' },
        },
      },
      segments: { springSale: { when: { 'metric.orders': { $gte: 1 } } } },
    },
    visitors: {
      'bought at the last moment': [
        ['03-07 23:59:59.999', 'purchase'],
        true,
        ['03-31 10:00', true],
      ],
      'bought a millisecond too late': [['03-08 00:00', 'purchase'], false],
    },
  },
];
