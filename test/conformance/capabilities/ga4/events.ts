import { each } from '../../examples/example.ts';
import type { Capability } from '../types.ts';

export const events: readonly Capability[] = [
  {
    says: 'event happened, ever',
    definitions: {
      metrics: { leads: { count: 'generate_lead' } },
      segments: { lead: { when: { 'metric.leads': { $gte: 1 } } } },
    },
    visitors: {
      'a lead last year': [
        ['2025-06-01 10:00', 'generate_lead'],
        ['2026-03-02 10:00', true],
      ],
      'only pages': [['10:00', 'page_view'], false],
    },
  },
  {
    says: 'event count greater than N, ever',
    note: 'Beside an event count Google Analytics ignores other filters on parameters; Covey counts the events that meet "where".',
    definitions: {
      metrics: { coupons: { count: 'purchase', where: { coupon: { $exists: true } } } },
      segments: { saver: { when: { 'metric.coupons': { $gt: 2 } } } },
    },
    visitors: {
      'three purchases with a coupon': [
        ...each('purchase', ['10:00', '11:00', '12:00'], { coupon: 'SPRING' }),
        true,
      ],
      'three purchases, two with a coupon': [
        ...each('purchase', ['10:00', '11:00'], { coupon: 'SPRING' }),
        ['12:00', 'purchase'],
        false,
      ],
    },
  },
  {
    says: 'event count in the most recent N days',
    note: 'Google Analytics counts whole days; a window here slides with the moment. Up to 395 days instead of 60.',
    definitions: {
      metrics: { visits: { count: 'view_item', within: '7d' } },
      segments: { shopper: { when: { 'metric.visits': { $gt: 1 } } } },
    },
    visitors: {
      'two within seven days, until the first is seven days old': [
        ['03-02 10:00', 'view_item'],
        ['03-08 10:00', 'view_item'],
        true,
        ['03-09 09:59:59.999', true],
        ['03-09 10:00', false],
      ],
      'two, seven days apart': [['03-02 10:00', 'view_item'], ['03-09 10:00', 'view_item'], false],
    },
  },
  {
    says: 'event count in any period of N days, at any point in time',
    definitions: {
      metrics: { views: { count: 'view_item', within: '2d' } },
      segments: { once: { when: { 'metric.views': { $gte: 3 } }, keep: 'forever' } },
    },
    visitors: {
      'three within two days, months ago': [
        ['2025-09-01 10:00', 'view_item'],
        ['2025-09-02 10:00', 'view_item'],
        ['2025-09-03 09:59', 'view_item'],
        true,
        ['2026-03-02 10:00', true],
      ],
      'three within three days': [
        ...each('view_item', ['03-02 10:00', '03-03 10:00', '03-04 10:00']),
        false,
      ],
    },
  },
];
