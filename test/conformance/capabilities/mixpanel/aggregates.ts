import { each } from '../../examples/example.ts';
import type { Entry } from '../../examples/example.ts';
import type { Capability } from '../types.ts';

const spends = (...values: number[]): Entry[] =>
  values.map((value): Entry => ['+1h', 'purchase', { value }]);

export const aggregates: readonly Capability[] = [
  {
    says: 'sum of a property',
    definitions: {
      metrics: { spend: { sum: 'purchase.value', within: '90d' } },
      segments: { spender: { when: { 'metric.spend': { $gt: 100 } } } },
    },
    visitors: {
      '60 and 41': [...spends(60, 41), { metrics: { spend: 101 } }, true],
      '60 and 40': [...spends(60, 40), false],
    },
  },
  {
    says: 'average of a property',
    definitions: {
      metrics: { average: { mean: 'purchase.value', within: '90d' } },
      segments: { spender: { when: { 'metric.average': { $gte: 50 } } } },
    },
    visitors: {
      '80, 20 and 50 make 50': [...spends(80, 20, 50), { metrics: { average: 50 } }, true],
      '80 and 10 make 45': [...spends(10, 80), { metrics: { average: 45 } }, false],
      'no purchase has no average': [['10:00', 'page_view'], { metrics: { average: null } }, false],
    },
  },
  {
    says: 'minimum of a property',
    definitions: {
      metrics: { least: { min: 'purchase.value', within: '7d' } },
      segments: { never_small: { when: { 'metric.least': { $gte: 20 } } } },
    },
    visitors: {
      '15, and seven days later 30': [
        ['03-02 10:00', 'purchase', { value: 15 }],
        ['03-09 09:00', 'purchase', { value: 30 }],
        false,
        ['03-09 10:00', { metrics: { least: 30 } }],
        true,
      ],
      '30 and 15': [...spends(15, 30), { metrics: { least: 15 } }, false],
    },
  },
  {
    says: 'maximum of a property',
    definitions: {
      metrics: { most: { max: 'purchase.value', within: '7d' } },
      segments: { once_large: { when: { 'metric.most': { $gte: 100 } } } },
    },
    visitors: {
      '120, for a week, then 30': [
        ['03-02 10:00', 'purchase', { value: 120 }],
        ['03-05 10:00', 'purchase', { value: 30 }],
        true,
        ['03-09 10:00', { metrics: { most: 30 } }],
        false,
      ],
      '99 and 30': [...spends(99, 30), false],
    },
  },
  {
    says: 'distinct count of a property',
    definitions: {
      metrics: { genres: { distinct: 'play_song.genre', within: '30d' } },
      segments: { broad: { when: { 'metric.genres': { $gte: 3 } } } },
    },
    visitors: {
      'jazz, soul, jazz, pop': [
        ...each('play_song', ['10:00'], { genre: 'jazz' }),
        ...each('play_song', ['10:05'], { genre: 'soul' }),
        ...each('play_song', ['10:10'], { genre: 'jazz' }),
        { metrics: { genres: 2 } },
        ...each('play_song', ['10:15'], { genre: 'pop' }),
        true,
      ],
      'jazz three times': [
        ...each('play_song', ['10:00', '10:05', '10:10'], { genre: 'jazz' }),
        false,
      ],
    },
  },
  {
    says: 'on at least N distinct days (active days): five of the last seven',
    note: 'Local calendar days that an event of the last seven days falls on.',
    definitions: {
      metrics: { days: { periods: '*', unit: 'day', within: '7d' } },
      segments: { power: { when: { 'metric.days': { $gte: 5 } } } },
    },
    visitors: {
      'five days': [
        ...each('page_view', ['03-02 10:00', '03-03 10:00', '03-04 10:00', '03-06 10:00']),
        false,
        ['03-07 10:00', 'page_view'],
        true,
        ['03-09 09:59', true],
        ['03-09 10:00', false],
      ],
      'five times on two days': [
        ...each('page_view', ['03-02 08:00', '03-02 12:00', '03-02 22:00']),
        ...each('page_view', ['03-03 08:00', '03-03 12:00']),
        { metrics: { days: 2 } },
        false,
      ],
    },
  },
  {
    says: 'at least N times a day on at least M days',
    definitions: {
      metrics: { days: { periods: 'play_song', unit: 'day', atLeast: 2, within: '30d' } },
      segments: { devoted: { when: { 'metric.days': { $gte: 2 } } } },
    },
    visitors: {
      'two songs on two days': [
        ...each('play_song', ['03-02 10:00', '03-02 11:00', '03-05 10:00', '03-05 11:00']),
        true,
      ],
      'two songs on one, one on two': [
        ...each('play_song', ['03-02 10:00', '03-02 11:00', '03-05 10:00', '03-06 11:00']),
        false,
      ],
    },
  },
];
