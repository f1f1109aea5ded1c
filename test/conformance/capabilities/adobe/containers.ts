import type { Capability } from '../types.ts';

export const containers: readonly Capability[] = [
  {
    says: 'hit container: one hit meets all conditions',
    definitions: {
      metrics: {
        cheap: { count: 'view_item', where: { item_category: 'lamps', price: { $lt: 50 } } },
      },
      segments: { looker: { when: { 'metric.cheap': { $gte: 1 } } } },
    },
    visitors: {
      'a lamp of 40': [['10:00', 'view_item', { item_category: 'lamps', price: 40 }], true],
      'a lamp of 90, a vase of 40': [
        ['10:00', 'view_item', { item_category: 'lamps', price: 90 }],
        ['10:01', 'view_item', { item_category: 'vases', price: 40 }],
        false,
      ],
    },
  },
  {
    says: 'visit container: one visit meets all conditions',
    definitions: {
      metrics: {
        visits: {
          sessions: { 'session.pages': { $gte: 3 }, 'metric.adds': { $gte: 1 } },
          each: { adds: { count: 'add_to_cart' } },
        },
      },
      segments: { engaged: { when: { 'metric.visits': { $gte: 1 } } } },
    },
    visitors: {
      'three pages and a basket in one visit': [
        ['10:00', 'page_view'],
        ['10:01', 'page_view'],
        ['10:02', 'add_to_cart'],
        ['10:03', 'page_view'],
        true,
        ['03-04 10:00', 'page_view'],
        true,
      ],
      'three pages in one visit, a basket in the next': [
        ['10:00', 'page_view'],
        ['10:01', 'page_view'],
        ['10:02', 'page_view'],
        ['03-04 10:00', 'add_to_cart'],
        false,
      ],
    },
  },
  {
    says: 'visit container: this visit meets all conditions',
    definitions: {
      metrics: { adds: { count: 'add_to_cart', within: 'session' } },
      segments: {
        engaged: { when: { 'session.pages': { $gte: 2 }, 'metric.adds': { $gte: 1 } } },
      },
    },
    visitors: {
      'two pages and a basket, until the next visit begins': [
        ['10:00', 'page_view'],
        ['10:01', 'page_view'],
        ['10:02', 'add_to_cart'],
        true,
        ['12:00', true],
        ['12:01', 'page_view'],
        false,
      ],
      'a basket in the visit before': [
        ['10:00', 'add_to_cart'],
        ['12:00', 'page_view'],
        ['12:01', 'page_view'],
        false,
      ],
    },
  },
  {
    says: 'visitor container: the conditions are met in the whole history',
    definitions: {
      metrics: { adds: { count: 'add_to_cart' }, wishes: { count: 'add_to_wishlist' } },
      segments: {
        keen: { when: { 'metric.adds': { $gte: 1 }, 'metric.wishes': { $gte: 1 } } },
      },
    },
    visitors: {
      'on two days': [['10:00', 'add_to_cart'], ['03-09 10:00', 'add_to_wishlist'], true],
      'only a basket': [['10:00', 'add_to_cart'], ['03-09 10:00', 'add_to_cart'], false],
    },
  },
  {
    says: 'hits nested in a visit nested in the visitor: at least two visits, each with a hit that meets two conditions',
    definitions: {
      metrics: {
        visits: {
          sessions: { 'session.pages': { $gte: 2 }, 'metric.german': { $gte: 1 } },
          each: {
            german: {
              count: 'page_view',
              where: { page_path: { $regex: '^/de/' }, page_title: { $regex: 'Sale' } },
            },
          },
        },
        orders: { count: 'purchase' },
      },
      segments: {
        saleVisitor: { when: { 'metric.visits': { $gte: 2 }, 'metric.orders': 0 } },
      },
    },
    visitors: {
      'two such visits': [
        ['10:00', 'page_view', { page_path: '/de/', page_title: 'Sale' }],
        ['10:01', 'page_view', { page_path: '/' }],
        false,
        ['12:00', 'page_view', { page_path: '/' }],
        ['12:01', 'page_view', { page_path: '/de/a', page_title: 'Sale of lamps' }],
        true,
      ],
      'one such visit, one whose hits meet one condition each': [
        ['10:00', 'page_view', { page_path: '/de/', page_title: 'Sale' }],
        ['10:01', 'page_view', { page_path: '/' }],
        ['12:00', 'page_view', { page_path: '/de/', page_title: 'Home' }],
        ['12:01', 'page_view', { page_path: '/', page_title: 'Sale' }],
        false,
      ],
    },
  },
  {
    says: 'products: the conditions are met by one item of the hit',
    definitions: {
      metrics: {
        dear: {
          count: 'purchase',
          where: { item_brand: 'Norr', 'items.price': { $gte: 100 } },
        },
      },
      segments: { connoisseur: { when: { 'metric.dear': { $gte: 1 } } } },
    },
    visitors: {
      'a Norr of 120': [
        [
          '10:00',
          'purchase',
          {
            items: [
              { item_brand: 'Hay', price: 20 },
              { item_brand: 'Norr', price: 120 },
            ],
          },
        ],
        true,
      ],
      'a Norr of 20 beside another of 120': [
        [
          '10:00',
          'purchase',
          {
            items: [
              { item_brand: 'Norr', price: 20 },
              { item_brand: 'Hay', price: 120 },
            ],
          },
        ],
        false,
      ],
    },
  },
  {
    says: 'exclude a hit container: a hit that is not so',
    definitions: {
      metrics: {
        others: { count: 'page_view', where: { $not: { page_path: '/', page_title: 'Home' } } },
      },
      segments: { explorer: { when: { 'metric.others': { $gte: 1 } } } },
    },
    visitors: {
      'a page with another title': [
        ['10:00', 'page_view', { page_path: '/', page_title: 'Home' }],
        ['10:01', 'page_view', { page_path: '/', page_title: 'Welcome back' }],
        true,
      ],
      'home alone': [['10:00', 'page_view', { page_path: '/', page_title: 'Home' }], false],
    },
  },
  {
    says: 'exclude a visit container: a visit without a search',
    definitions: {
      metrics: {
        visits: { sessions: { 'metric.searches': 0 }, each: { searches: { count: 'search' } } },
      },
      segments: { strollers: { when: { 'metric.visits': { $gte: 1 } } } },
    },
    visitors: {
      'searches in the second visit only': [
        ['10:00', 'page_view'],
        ['12:00', 'page_view'],
        ['12:01', 'search'],
        true,
      ],
      'searches in each visit': [['10:00', 'search'], ['12:00', 'search'], false],
    },
  },
  {
    says: 'exclude a visitor container: who never did',
    definitions: {
      metrics: { orders: { count: 'purchase' } },
      segments: { prospect: { when: { $not: { 'metric.orders': { $gte: 1 } } } } },
    },
    visitors: {
      'has not bought': [['10:00', 'page_view'], true],
      'bought two months ago': [
        ['2026-01-05 10:00', 'purchase'],
        ['2026-03-02 10:00', false],
      ],
    },
  },
  {
    says: 'exclude a visit container at the visitor: never a visit that is so',
    definitions: {
      metrics: {
        visits: {
          sessions: { 'metric.searches': { $gte: 2 } },
          each: { searches: { count: 'search' } },
        },
      },
      segments: { decided: { when: { 'metric.visits': 0, 'visitor.sessions': { $gte: 1 } } } },
    },
    visitors: {
      'one search in each of two visits': [['10:00', 'search'], ['03-03 10:00', 'search'], true],
      'two searches in a visit, long ago': [
        ['2025-11-02 10:00', 'search'],
        ['2025-11-02 10:01', 'search'],
        ['03-03 10:00', 'page_view'],
        false,
      ],
    },
  },
  {
    says: 'products nested in a visit nested in the visitor: two visits, each with one item that is so',
    definitions: {
      metrics: {
        visits: {
          sessions: { 'metric.dear': { $gte: 1 } },
          each: {
            dear: {
              count: 'view_item',
              where: { item_brand: 'Norr', 'items.price': { $gte: 100 } },
            },
          },
        },
      },
      segments: { connoisseur: { when: { 'metric.visits': { $gte: 2 } } } },
    },
    visitors: {
      'a Norr of 120 in two visits': [
        ['10:00', 'view_item', { items: [{ item_brand: 'Norr', price: 120 }] }],
        ['03-03 10:00', 'view_item', { items: [{ item_brand: 'Norr', price: 120 }] }],
        true,
      ],
      'brand and price on two items of a hit, in the second visit': [
        ['10:00', 'view_item', { items: [{ item_brand: 'Norr', price: 120 }] }],
        [
          '03-03 10:00',
          'view_item',
          {
            items: [
              { item_brand: 'Norr', price: 20 },
              { item_brand: 'Syd', price: 120 },
            ],
          },
        ],
        false,
      ],
      'twice in one visit': [
        ['10:00', 'view_item', { items: [{ item_brand: 'Norr', price: 120 }] }],
        ['10:05', 'view_item', { items: [{ item_brand: 'Norr', price: 140 }] }],
        false,
      ],
    },
  },
  {
    says: 'exclude a product container: a hit none of whose items is so',
    definitions: {
      metrics: {
        others: {
          count: 'purchase',
          where: {
            items: {
              $exists: true,
              $not: { $elemMatch: { item_brand: 'Norr', price: { $gte: 100 } } },
            },
          },
        },
      },
      segments: { modest: { when: { 'metric.others': { $gte: 1 } } } },
    },
    visitors: {
      'a Norr of 20 beside another of 120': [
        [
          '10:00',
          'purchase',
          {
            items: [
              { item_brand: 'Norr', price: 20 },
              { item_brand: 'Syd', price: 120 },
            ],
          },
        ],
        true,
      ],
      'a Norr of 120 beside others': [
        [
          '10:00',
          'purchase',
          {
            items: [
              { item_brand: 'Syd', price: 20 },
              { item_brand: 'Norr', price: 120 },
            ],
          },
        ],
        false,
      ],
    },
  },
  {
    says: 'any nesting of AND and OR',
    definitions: {
      metrics: {
        a: { count: 'view_promotion' },
        b: { count: 'select_promotion' },
        c: { count: 'view_cart' },
        d: { count: 'share' },
      },
      segments: {
        nested: {
          when: {
            $or: [
              {
                'metric.a': { $gte: 1 },
                $or: [{ 'metric.b': { $gte: 1 } }, { 'metric.c': { $gte: 1 } }],
              },
              { $nor: [{ 'metric.d': 0 }, { 'metric.a': { $gte: 1 } }] },
            ],
          },
        },
      },
    },
    visitors: {
      'a and c': [['10:00', 'view_promotion'], ['10:01', 'view_cart'], true],
      'd without a': [['10:00', 'share'], true],
      'd and a': [['10:00', 'share'], ['10:01', 'view_promotion'], false],
      'b and c': [['10:00', 'select_promotion'], ['10:01', 'view_cart'], false],
    },
  },
];
