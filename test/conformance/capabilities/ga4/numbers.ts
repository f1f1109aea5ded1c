import type { Capability } from '../types.ts';
import { valueCapability } from '../value.ts';

export const numbers: readonly Capability[] = [
  valueCapability('number equals', 50, [50], [49, 51]),
  valueCapability('number is less than', { $lt: 50 }, [49.99], [50]),
  valueCapability('number is greater than', { $gt: 50 }, [50.01], [50]),
  valueCapability(
    'number is between, both included',
    { $gte: 50, $lte: 100 },
    [50, 100],
    [49, 101],
  ),
  {
    says: 'a metric of the visitor: lifetime value greater than 100',
    definitions: {
      metrics: { value: { sum: 'purchase.value' } },
      segments: { valuable: { when: { 'metric.value': { $gt: 100 } } } },
    },
    visitors: {
      'spends 60 and 50': [
        ['10:00', 'purchase', { value: 60 }],
        false,
        ['11:00', 'purchase', { value: 50 }],
        true,
      ],
      'spends 60 and 40': [
        ['10:00', 'purchase', { value: 60 }],
        ['11:00', 'purchase', { value: 40 }],
        false,
      ],
    },
  },
  {
    says: 'session count',
    definitions: { segments: { regular: { when: { 'visitor.sessions': { $gt: 2 } } } } },
    visitors: {
      'three sessions': [
        ['10:00', 'page_view'],
        ['10:30', 'page_view'],
        ['12:00', 'page_view'],
        true,
      ],
      'two sessions of two pages each': [
        ['10:00', 'page_view'],
        ['10:29', 'page_view'],
        ['12:00', 'page_view'],
        ['12:01', 'page_view'],
        false,
      ],
    },
  },
  {
    says: 'engaged time of a session',
    definitions: { segments: { engaged: { when: { 'session.engaged': { $gt: '10s' } } } } },
    visitors: {
      '12 seconds in two parts': [
        ['10:00', 'page_view'],
        ['10:01', 'user_engagement', { engagement_time_msec: 7000 }],
        false,
        ['10:02', 'user_engagement', { engagement_time_msec: 5000 }],
        true,
      ],
      '12 seconds in two sessions': [
        ['10:00', 'page_view'],
        ['10:01', 'user_engagement', { engagement_time_msec: 7000 }],
        ['12:00', 'page_view'],
        ['12:01', 'user_engagement', { engagement_time_msec: 5000 }],
        false,
      ],
    },
  },
];
