import { each } from '../examples/example.ts';
import type { ReadySegment } from './types.ts';

export const shopping: readonly ReadySegment[] = [
  {
    number: '19',
    name: 'Cart abandoner',
    says: 'Something put into the cart in the last 7 days, nothing bought since, at least 30 minutes ago.',
    tune: ['7 days', '30 minutes'],
    definitions: {
      metrics: {
        since_cart: { since: 'add_to_cart' },
        bought_since_cart: {
          count: 'purchase',
          after: { sequence: [{ event: 'add_to_cart' }] },
        },
      },
      segments: {
        'cart-abandoner': {
          name: 'Cart abandoner',
          kind: 'behavioral',
          stage: 'retention',
          when: {
            'metric.since_cart': { $gte: '30m', $lt: '7d' },
            'metric.bought_since_cart': 0,
          },
        },
      },
    },
    visitors: {
      'from half an hour on, for a week': [
        ['03-02 10:00', 'add_to_cart'],
        ['03-02 10:29:59.999', false],
        ['03-02 10:30', true],
        ['03-09 09:59:59.999', true],
        ['03-09 10:00', false],
      ],
      'until bought': [
        ['03-02 10:00', 'add_to_cart'],
        ['03-02 11:00', true],
        ['03-02 11:00', 'purchase'],
        false,
      ],
      'bought at once': [
        ['03-02 10:00', 'add_to_cart'],
        ['03-02 10:10', 'purchase'],
        ['03-02 11:00', false],
      ],
      'bought before': [
        ['03-02 10:00', 'purchase'],
        ['03-02 10:10', 'add_to_cart'],
        ['03-02 11:00', true],
      ],
    },
  },
  {
    number: '20',
    name: 'Checkout abandoner',
    says: 'Checkout begun in the last 7 days, and no purchase within an hour.',
    tune: ['1 hour', '7 days'],
    definitions: {
      metrics: {
        dropped_checkouts: {
          sequence: [{ event: 'begin_checkout' }, { not: 'purchase', for: '1h' }],
          within: '7d',
        },
      },
      segments: {
        'checkout-abandoner': {
          name: 'Checkout abandoner',
          kind: 'behavioral',
          stage: 'retention',
          when: { 'metric.dropped_checkouts': { $gte: 1 } },
        },
      },
    },
    visitors: {
      'an hour passes': [
        ['03-02 10:00', 'begin_checkout'],
        ['03-02 10:59:59.999', false],
        ['03-02 11:00', true],
        ['03-09 10:00', false],
      ],
      'buys after 59 minutes': [
        ['03-02 10:00', 'begin_checkout'],
        ['03-02 10:59', 'purchase'],
        ['03-02 12:00', false],
      ],
    },
  },
  {
    number: '21',
    name: 'Payment drop',
    says: 'Payment details given in the last 7 days, and no purchase within 30 minutes.',
    tune: ['30 minutes', '7 days'],
    definitions: {
      metrics: {
        dropped_payments: {
          sequence: [{ event: 'add_payment_info' }, { not: 'purchase', for: '30m' }],
          within: '7d',
        },
      },
      segments: {
        'payment-drop': {
          name: 'Payment drop',
          kind: 'behavioral',
          stage: 'retention',
          when: { 'metric.dropped_payments': { $gte: 1 } },
        },
      },
    },
    visitors: {
      'half an hour passes': [
        ['10:00', 'add_payment_info'],
        ['10:29', false],
        ['10:30', true],
      ],
      buys: [
        ['10:00', 'add_payment_info'],
        ['10:05', 'purchase'],
        ['11:00', false],
      ],
    },
  },
  {
    number: '22',
    name: 'Window shopper',
    says: 'At least 5 distinct items viewed in 7 days, nothing put into the cart.',
    tune: ['5 items', '7 days'],
    definitions: {
      metrics: {
        items_viewed: { distinct: 'view_item.item_id', within: '7d' },
        items_added: { count: 'add_to_cart', within: '7d' },
      },
      segments: {
        'window-shopper': {
          name: 'Window shopper',
          kind: 'behavioral',
          stage: 'acquisition',
          when: { 'metric.items_viewed': { $gte: 5 }, 'metric.items_added': 0 },
        },
      },
    },
    visitors: {
      'five items': [
        ...['a', 'b', 'c', 'd'].flatMap((item_id) => each('view_item', ['+1m'], { item_id })),
        false,
        ['+1m', 'view_item', { items: [{ item_id: 'e' }] }],
        true,
        ['+1m', 'add_to_cart'],
        false,
      ],
      'one item five times': [
        ...each('view_item', ['+1m', '+1m', '+1m', '+1m', '+1m'], { item_id: 'a' }),
        false,
      ],
    },
  },
  {
    number: '23',
    name: 'Product obsessive',
    says: 'One item viewed at least 3 times in 7 days, and none that was viewed bought.',
    tune: ['3 views', '7 days'],
    definitions: {
      metrics: {
        views_of_one_item: { count: 'view_item', by: 'item_id', within: '7d' },
        viewed_then_bought: {
          sequence: [{ event: 'view_item' }, { event: 'purchase' }],
          by: 'item_id',
          within: '7d',
        },
      },
      segments: {
        'product-obsessive': {
          name: 'Product obsessive',
          kind: 'behavioral',
          stage: 'acquisition',
          when: {
            'metric.views_of_one_item': { $gte: 3 },
            'metric.viewed_then_bought': 0,
          },
        },
      },
    },
    visitors: {
      'the lamp three times, a vase once': [
        ['03-02 10:00', 'view_item', { item_id: 'lamp' }],
        ['03-03 10:00', 'view_item', { item_id: 'vase' }],
        ['03-04 10:00', 'view_item', { item_id: 'lamp' }],
        false,
        ['03-05 10:00', 'view_item', { item_id: 'lamp' }],
        true,
        ['03-05 11:00', 'purchase', { items: [{ item_id: 'rug' }] }],
        true,
        ['03-05 12:00', 'purchase', { items: [{ item_id: 'rug' }, { item_id: 'lamp' }] }],
        false,
      ],
      'three items': [
        ...['a', 'b', 'c'].flatMap((item_id) => each('view_item', ['+1m'], { item_id })),
        false,
      ],
    },
  },
  {
    number: '24',
    name: 'Price sensitive',
    says: 'A coupon in at least half of the purchases, or at least 3 promotions selected in 30 days.',
    tune: ['half', '3 promotions', '30 days'],
    definitions: {
      metrics: {
        orders_year: { count: 'purchase', within: '365d' },
        orders_with_coupon: {
          count: 'purchase',
          where: { coupon: { $exists: true } },
          within: '365d',
        },
        coupon_share: { formula: { divide: ['metric.orders_with_coupon', 'metric.orders_year'] } },
        promotions_selected: { count: 'select_promotion', within: '30d' },
      },
      segments: {
        'price-sensitive': {
          name: 'Price sensitive',
          kind: 'behavioral',
          stage: 'retention',
          when: {
            $or: [
              { 'metric.coupon_share': { $gte: 0.5 } },
              { 'metric.promotions_selected': { $gte: 3 } },
            ],
          },
        },
      },
    },
    visitors: {
      'one coupon in two': [
        ['03-02 10:00', 'purchase'],
        false,
        ['03-09 10:00', 'purchase', { coupon: 'SPRING' }],
        { metrics: { coupon_share: 0.5 } },
        true,
        ['03-10 10:00', 'purchase'],
        false,
      ],
      'three promotions, no purchase': [
        ...each('select_promotion', ['10:00', '10:05', '10:10']),
        { metrics: { coupon_share: null } },
        true,
      ],
      'one promotion': [['10:00', 'select_promotion'], false],
    },
  },
  {
    number: '25',
    name: 'Wishlist without buying',
    says: 'An item put on the wish list in the last 60 days, and not bought since.',
    tune: ['60 days'],
    definitions: {
      metrics: {
        wished_items: { distinct: 'add_to_wishlist.item_id', within: '60d' },
        wishes_bought: {
          sequence: [{ event: 'add_to_wishlist' }, { event: 'purchase' }],
          by: 'item_id',
          within: '60d',
        },
        open_wishes: { formula: { subtract: ['metric.wished_items', 'metric.wishes_bought'] } },
      },
      segments: {
        'wishlist-waiting': {
          name: 'Wishlist without buying',
          kind: 'behavioral',
          stage: 'retention',
          when: { 'metric.open_wishes': { $gte: 1 } },
        },
      },
    },
    visitors: {
      'two wishes, one bought': [
        ['03-02 10:00', 'add_to_wishlist', { item_id: 'lamp' }],
        ['03-02 10:01', 'add_to_wishlist', { item_id: 'rug' }],
        { metrics: { open_wishes: 2 } },
        ['03-05 10:00', 'purchase', { items: [{ item_id: 'rug' }] }],
        { metrics: { open_wishes: 1 } },
        true,
        ['05-01 10:00', false],
      ],
      'the wish is bought': [
        ['03-02 10:00', 'add_to_wishlist', { item_id: 'lamp' }],
        ['03-02 10:05', 'purchase', { items: [{ item_id: 'lamp' }] }],
        false,
      ],
    },
  },
  {
    number: '26',
    name: 'High-value cart',
    says: "A cart worth at least twice the visitor's own average order.",
    tune: ['twice', 'the cart’s value as view_cart tells it'],
    definitions: {
      metrics: {
        average_order: { mean: 'purchase.value', within: '365d' },
        cart_value: {
          last: 'view_cart.value',
          within: '7d',
          after: { sequence: [{ event: 'purchase' }] },
        },
        cart_ratio: { formula: { divide: ['metric.cart_value', 'metric.average_order'] } },
      },
      segments: {
        'high-value-cart': {
          name: 'High-value cart',
          kind: 'behavioral',
          stage: 'retention',
          when: { 'metric.cart_ratio': { $gte: 2 } },
        },
      },
    },
    visitors: {
      'orders of 40 and 60, a cart of 100': [
        ['03-02 10:00', 'purchase', { value: 40 }],
        ['03-05 10:00', 'purchase', { value: 60 }],
        ['03-09 10:00', 'view_cart', { value: 90 }],
        false,
        ['03-09 10:05', 'view_cart', { value: 100 }],
        { metrics: { average_order: 50, cart_value: 100, cart_ratio: 2 } },
        true,
        ['03-09 10:06', 'purchase', { value: 100 }],
        { metrics: { cart_value: null, cart_ratio: null } },
        false,
      ],
      'never bought, so nothing to compare with': [
        ['10:00', 'view_cart', { value: 500 }],
        { metrics: { cart_ratio: null } },
        false,
      ],
    },
  },
  {
    number: '27',
    name: 'Big spender',
    says: 'Spent at least 500 euros in 365 days.',
    tune: ['500', 'the currency', '365 days'],
    definitions: {
      metrics: {
        spend_year: { sum: 'purchase.value', where: { currency: 'EUR' }, within: '365d' },
      },
      segments: {
        'big-spender': {
          name: 'Big spender',
          kind: 'behavioral',
          stage: 'retention',
          when: { 'metric.spend_year': { $gte: 500 } },
        },
      },
    },
    visitors: {
      '300 and 200': [
        ['2025-06-01 10:00', 'purchase', { currency: 'EUR', value: 300 }],
        ['2026-03-02 10:00', 'purchase', { currency: 'EUR', value: 200 }],
        true,
        ['2026-06-01 10:00', false],
      ],
      '300 euros and 900 crowns': [
        ['10:00', 'purchase', { currency: 'EUR', value: 300 }],
        ['10:05', 'purchase', { currency: 'SEK', value: 900 }],
        false,
      ],
    },
  },
  {
    number: '28',
    name: 'Repeat category buyer',
    says: 'At least 2 purchases in one category in 180 days.',
    tune: ['2 purchases', '180 days'],
    definitions: {
      metrics: {
        orders_in_one_category: { count: 'purchase', by: 'item_category', within: '180d' },
      },
      segments: {
        'repeat-category-buyer': {
          name: 'Repeat category buyer',
          kind: 'behavioral',
          stage: 'retention',
          when: { 'metric.orders_in_one_category': { $gte: 2 } },
        },
      },
    },
    visitors: {
      'lamps twice': [
        ['03-02 10:00', 'purchase', { items: [{ item_category: 'lamps' }] }],
        [
          '05-02 10:00',
          'purchase',
          { items: [{ item_category: 'rugs' }, { item_category: 'lamps' }] },
        ],
        true,
        ['08-29 10:00', false],
      ],
      'lamps, then rugs': [
        ['03-02 10:00', 'purchase', { items: [{ item_category: 'lamps' }] }],
        ['05-02 10:00', 'purchase', { items: [{ item_category: 'rugs' }] }],
        false,
      ],
    },
  },
  {
    number: '29',
    name: 'Cross-sell candidate',
    says: 'Bought lamps in 90 days, never viewed bulbs in that time.',
    tune: ['category A: lamps', 'category B: bulbs', '90 days'],
    definitions: {
      metrics: {
        bought_a: { count: 'purchase', where: { item_category: 'lamps' }, within: '90d' },
        viewed_b: {
          count: ['view_item', 'view_item_list'],
          where: { item_category: 'bulbs' },
          within: '90d',
        },
      },
      segments: {
        'cross-sell': {
          name: 'Cross-sell candidate',
          kind: 'behavioral',
          stage: 'retention',
          when: { 'metric.bought_a': { $gte: 1 }, 'metric.viewed_b': 0 },
        },
      },
    },
    visitors: {
      'a lamp, until a bulb is viewed': [
        ['03-02 10:00', 'purchase', { items: [{ item_category: 'lamps' }] }],
        true,
        ['03-09 10:00', 'view_item', { item_category: 'bulbs' }],
        false,
      ],
      'a rug': [['10:00', 'purchase', { items: [{ item_category: 'rugs' }] }], false],
    },
  },
  {
    number: '30',
    name: 'Serial refunder',
    says: 'At least half as many refunds as purchases, of at least 2 purchases in a year.',
    tune: ['half', '2 purchases'],
    definitions: {
      metrics: {
        purchases_year: { count: 'purchase', within: '365d' },
        refunds_year: { count: 'refund', within: '365d' },
        refund_share: { formula: { divide: ['metric.refunds_year', 'metric.purchases_year'] } },
      },
      segments: {
        'serial-refunder': {
          name: 'Serial refunder',
          kind: 'behavioral',
          stage: 'retention',
          when: { 'metric.refund_share': { $gte: 0.5 }, 'metric.purchases_year': { $gte: 2 } },
        },
      },
    },
    visitors: {
      'two purchases, one refund': [
        ...each('purchase', ['03-02 10:00', '03-03 10:00']),
        ['03-05 10:00', 'refund'],
        true,
        ['03-09 10:00', 'purchase'],
        false,
      ],
      'one purchase, one refund': [['10:00', 'purchase'], ['11:00', 'refund'], false],
    },
  },
];
