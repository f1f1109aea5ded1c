import type { Capability } from '../types.ts';
import { valueCapability } from '../value.ts';

export const numbers: readonly Capability[] = [
  valueCapability('is equal to', { $eq: 50 }, [50], [51, undefined]),
  valueCapability('is not equal to', { $ne: 50 }, [51, undefined], [50]),
  valueCapability('is less than', { $lt: 50 }, [49], [50, undefined]),
  valueCapability('is less than or equal to', { $lte: 50 }, [50], [51]),
  valueCapability('is greater than', { $gt: 50 }, [51], [50]),
  valueCapability('is greater than or equal to', { $gte: 50 }, [50], [49, undefined]),
  valueCapability('metric exists', { $exists: true }, [0], [undefined]),
  {
    says: 'sum of a metric over the visitor: revenue of 200 or more',
    definitions: {
      metrics: { revenue: { sum: 'purchase.value' } },
      segments: { big: { when: { 'metric.revenue': { $gte: 200 } } } },
    },
    visitors: {
      'a refund later': [
        ['10:00', 'purchase', { value: 150 }],
        ['11:00', 'purchase', { value: 50 }],
        { metrics: { revenue: 200 } },
        true,
        ['12:00', 'purchase', { value: -10 }],
        false,
      ],
      '199.99': [['10:00', 'purchase', { value: 199.99 }], false],
    },
  },
  {
    says: 'sum of a metric over one visit',
    definitions: {
      metrics: {
        visits: {
          sessions: { 'metric.revenue': { $gte: 200 } },
          each: { revenue: { sum: 'purchase.value' } },
        },
      },
      segments: { big: { when: { 'metric.visits': { $gte: 1 } } } },
    },
    visitors: {
      '120 and 80 in one visit': [
        ['10:00', 'purchase', { value: 120 }],
        ['10:20', 'purchase', { value: 80 }],
        true,
      ],
      '120 and 80 in two': [
        ['10:00', 'purchase', { value: 120 }],
        ['12:00', 'purchase', { value: 80 }],
        false,
      ],
    },
  },
  {
    says: 'sum over items: units of one product',
    definitions: {
      metrics: { units: { sum: 'purchase.items.quantity', where: { item_id: 'lamp-1' } } },
      segments: { stocking: { when: { 'metric.units': { $gte: 5 } } } },
    },
    visitors: {
      'two, then three': [
        ['10:00', 'purchase', { items: [{ item_id: 'lamp-1', quantity: 2 }] }],
        [
          '11:00',
          'purchase',
          {
            items: [
              { item_id: 'vase-1', quantity: 9 },
              { item_id: 'lamp-1', quantity: 3 },
            ],
          },
        ],
        { metrics: { units: 5 } },
        true,
      ],
      'nine of another': [
        ['10:00', 'purchase', { items: [{ item_id: 'vase-1', quantity: 9 }] }],
        false,
      ],
    },
  },
  {
    says: 'distinct count of a dimension: three products viewed',
    definitions: {
      metrics: { items: { distinct: 'view_item.item_id' } },
      segments: { browser: { when: { 'metric.items': { $gte: 3 } } } },
    },
    visitors: {
      'three products': [
        ['10:00', 'view_item', { item_id: 'a' }],
        ['10:01', 'view_item', { items: [{ item_id: 'b' }, { item_id: 'c' }] }],
        true,
      ],
      'two products, three times': [
        ['10:00', 'view_item', { item_id: 'a' }],
        ['10:01', 'view_item', { item_id: 'b' }],
        ['10:02', 'view_item', { item_id: 'a' }],
        false,
      ],
    },
  },
  {
    says: 'how often an event happened to the visitor: three orders or more',
    definitions: {
      metrics: { orders: { count: 'purchase' } },
      segments: { regular: { when: { 'metric.orders': { $gte: 3 } } } },
    },
    visitors: {
      'three, in three visits': [
        ['10:00', 'purchase'],
        ['03-03 10:00', 'purchase'],
        ['03-04 10:00', 'purchase'],
        true,
      ],
      two: [['10:00', 'purchase'], ['10:01', 'purchase'], false],
    },
  },
  {
    says: 'distinct count in one visit: three products viewed in a visit',
    definitions: {
      metrics: {
        visits: {
          sessions: { 'metric.items': { $gte: 3 } },
          each: { items: { distinct: 'view_item.item_id' } },
        },
      },
      segments: { browser: { when: { 'metric.visits': { $gte: 1 } } } },
    },
    visitors: {
      'three products in a visit': [
        ['10:00', 'view_item', { items: [{ item_id: 'a' }, { item_id: 'b' }] }],
        ['10:01', 'view_item', { item_id: 'c' }],
        true,
      ],
      'three products in two visits': [
        ['10:00', 'view_item', { items: [{ item_id: 'a' }, { item_id: 'b' }] }],
        ['03-03 10:01', 'view_item', { item_id: 'c' }],
        false,
      ],
    },
  },
  {
    says: 'an event happened (event exists) or not',
    definitions: {
      metrics: { carts: { count: 'add_to_cart' }, orders: { count: 'purchase' } },
      segments: { open: { when: { 'metric.carts': { $gte: 1 }, 'metric.orders': 0 } } },
    },
    visitors: {
      'a basket, no order': [['10:00', 'add_to_cart'], true],
      neither: [['10:00', 'page_view'], false],
    },
  },
];
