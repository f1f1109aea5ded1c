import type { Definitions } from '../../shared/definitions/types.ts';

/** Of a usual site: a dozen segments, five of which are counted. */
export const recipe: Partial<Definitions> = {
  metrics: {
    orders: { count: 'purchase', within: '90d' },
    visits: { count: 'session_start', within: '30d' },
    recency: { since: 'purchase' },
    categories: { distinct: 'view_item.item_category', within: '30d' },
  },
  segments: {
    ...Object.fromEntries(
      Array.from({ length: 7 }, (_, at) => [
        `visits-${at + 1}`,
        { name: `Came ${at + 1} times`, when: { 'metric.visits': { $gte: at + 1 } } },
      ]),
    ),
    buyer: { name: 'Buyers', when: { 'metric.orders': { $gte: 1 } }, count: true },
    regular: { name: 'Regulars', when: { 'metric.orders': { $gte: 3 } }, count: true },
    recent: { name: 'Bought lately', when: { 'metric.recency': { $lt: '30d' } }, count: true },
    curious: { name: 'Curious', when: { 'metric.categories': { $gte: 3 } }, count: true },
    mobile: { name: 'On a phone', when: { 'device.type': 'mobile' }, count: true },
  },
};
