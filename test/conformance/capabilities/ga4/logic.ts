import type { Capability } from '../types.ts';

export const logic: readonly Capability[] = [
  {
    says: 'AND of ORs',
    definitions: {
      metrics: {
        carts: { count: 'add_to_cart' },
        wishes: { count: 'add_to_wishlist' },
        searches: { count: 'search' },
        lists: { count: 'view_item_list' },
      },
      segments: {
        looking: {
          when: {
            $and: [
              { $or: [{ 'metric.carts': { $gte: 1 } }, { 'metric.wishes': { $gte: 1 } }] },
              { $or: [{ 'metric.searches': { $gte: 1 } }, { 'metric.lists': { $gte: 1 } }] },
            ],
          },
        },
      },
    },
    visitors: {
      'a wish and a list': [['10:00', 'view_item_list'], ['10:01', 'add_to_wishlist'], true],
      'a wish and a basket': [['10:00', 'add_to_cart'], ['10:01', 'add_to_wishlist'], false],
    },
  },
  {
    says: 'NOT around one dimension filter: an event whose page is not the home page',
    note: 'As in Google Analytics, "not" is asked of each event.',
    definitions: {
      metrics: {
        inside: { count: 'page_view', where: { $not: { page_path: '/' } } },
      },
      segments: { explorer: { when: { 'metric.inside': { $gte: 1 } } } },
    },
    visitors: {
      'the home page, then the journal': [
        ['10:00', 'page_view', { page_path: '/' }],
        ['10:01', 'page_view', { page_path: '/journal' }],
        true,
      ],
      'the home page twice': [
        ['10:00', 'page_view', { page_path: '/' }],
        ['10:01', 'page_view', { page_path: '/' }],
        false,
      ],
    },
  },
  {
    says: 'NOT around one metric filter: not more than two page views',
    definitions: {
      metrics: { pages: { count: 'page_view' } },
      segments: { brief: { when: { 'metric.pages': { $not: { $gt: 2 } } } } },
    },
    visitors: {
      'two pages': [['10:00', 'page_view'], ['10:01', 'page_view'], true],
      'three pages': [
        ['10:00', 'page_view'],
        ['10:01', 'page_view'],
        ['10:02', 'page_view'],
        false,
      ],
    },
  },
  {
    says: 'several include clauses, all of which hold',
    definitions: {
      metrics: {
        orders: { count: 'purchase' },
        coupons: { count: 'purchase', where: { coupon: { $exists: true } } },
      },
      segments: {
        saver: {
          when: {
            $and: [{ 'metric.orders': { $gte: 2 } }, { 'metric.coupons': { $gte: 1 } }],
          },
        },
      },
    },
    visitors: {
      'two purchases, one with a coupon': [
        ['10:00', 'purchase', { coupon: 'SPRING' }],
        ['03-09 10:00', 'purchase'],
        true,
      ],
      'two purchases without': [['10:00', 'purchase'], ['03-09 10:00', 'purchase'], false],
    },
  },
];
