import type { Capability } from '../types.ts';

export const composition: readonly Capability[] = [
  {
    says: 'a segment in a segment (nesting)',
    note: 'Adobe copies the inner one when it is dragged in; here it is read, and changes with it.',
    definitions: {
      metrics: { orders: { count: 'purchase' }, views: { count: 'view_item', within: '7d' } },
      segments: {
        customer: { when: { 'metric.orders': { $gte: 1 } } },
        returning: { when: { 'segment.customer': true, 'metric.views': { $gte: 1 } } },
      },
    },
    visitors: {
      'a customer who looks around': [['10:00', 'purchase'], ['03-04 10:00', 'view_item'], true],
      'looks around': [['03-04 10:00', 'view_item'], false],
    },
  },
  {
    says: 'several segments at once (stacking)',
    definitions: {
      metrics: { orders: { count: 'purchase' } },
      segments: {
        customer: { when: { 'metric.orders': { $gte: 1 } } },
        german: { when: { 'geo.country': 'DE' } },
        both: { when: { 'segment.customer': true, 'segment.german': true } },
      },
    },
    visitors: {
      'a customer in Germany': [{ facts: { geo: { country: 'DE' } } }, ['10:00', 'purchase'], true],
      'a customer in France': [{ facts: { geo: { country: 'FR' } } }, ['10:00', 'purchase'], false],
    },
  },
  {
    says: 'a published audience: stays 16 days',
    definitions: {
      metrics: { carts: { count: 'add_to_cart', within: 'session' } },
      segments: { adder: { when: { 'metric.carts': { $gte: 1 } }, keep: '16d' } },
    },
    visitors: {
      'added, and came back without adding': [
        ['03-02 10:00', 'add_to_cart'],
        ['03-05 10:00', 'page_view'],
        true,
        ['03-21 09:59', true],
        ['03-21 10:00', false],
      ],
      'did not add': [['10:00', 'page_view'], false],
    },
  },
];
