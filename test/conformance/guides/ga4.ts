import { each } from '../examples/example.ts';
import type { Capability } from '../capabilities/types.ts';

/** Audiences that Google's help and templates name, with their Covey segments. */
export const ga4: readonly Capability[] = [
  {
    says: 'Purchasers',
    definitions: {
      metrics: { orders: { count: 'purchase' } },
      segments: { purchaser: { name: 'Purchasers', when: { 'metric.orders': { $gte: 1 } } } },
    },
    visitors: {
      'buys, and comes back months later': [
        ['10:00', 'purchase'],
        true,
        ['06-02 10:00', 'page_view'],
        true,
      ],
      'only looks': [['10:00', 'view_item'], false],
    },
  },
  {
    says: 'Non-purchasers',
    note: 'False from the first purchase on, in the same moment.',
    definitions: {
      metrics: { orders: { count: 'purchase' } },
      segments: { visitor: { name: 'Non-purchasers', when: { 'metric.orders': 0 } } },
    },
    visitors: {
      'only looks': [['10:00', 'view_item'], true],
      buys: [['10:00', 'purchase'], false],
    },
  },
  {
    says: '7-day inactive users',
    note: 'Who stays away has no page to be asked on. What a page can know is that somebody is back after seven days; it holds for that visit.',
    definitions: {
      segments: {
        back: { name: 'Back after a week', when: { 'visitor.away': { $gte: '7d' } } },
      },
    },
    visitors: {
      'comes back after eight days': [
        ['03-02 10:00', 'page_view'],
        ['03-10 10:00', 'page_view'],
        true,
      ],
      'comes back after two': [['03-02 10:00', 'page_view'], ['03-04 10:00', 'page_view'], false],
    },
  },
  {
    says: '7-day inactive purchasers',
    definitions: {
      metrics: { orders: { count: 'purchase' } },
      segments: {
        back: {
          name: 'Customers who are back after a week',
          when: { 'metric.orders': { $gte: 1 }, 'visitor.away': { $gte: '7d' } },
        },
      },
    },
    visitors: {
      'bought, and is back after eight days': [
        ['03-02 10:00', 'purchase'],
        false,
        ['03-10 10:00', 'page_view'],
        true,
      ],
      'never bought': [['03-02 10:00', 'page_view'], ['03-10 10:00', 'page_view'], false],
    },
  },
  {
    says: 'Users who added items to their carts but did not purchase',
    note: 'Membership duration is `keep`, here two days. Exclude temporarily is `exclude`, exclude permanently `excludeEver`.',
    definitions: {
      metrics: {
        added: { count: 'add_to_cart', within: '7d' },
        bought: { count: 'purchase', within: '7d' },
      },
      segments: {
        'cart-abandoner': {
          name: 'Cart abandoners',
          when: { 'metric.added': { $gte: 1 } },
          exclude: { 'metric.bought': { $gte: 1 } },
          keep: '2d',
        },
      },
    },
    visitors: {
      'adds, and does not buy': [
        ['03-02 10:00', 'add_to_cart'],
        true,
        ['03-11 09:59', true],
        ['03-11 10:00', false],
      ],
      'adds and buys': [['10:00', 'add_to_cart'], ['10:05', 'purchase'], false],
    },
  },
  {
    says: 'Users who spend at least a minimum amount',
    note: 'Amounts in one currency: `"currency": "EUR"` in the document, or `"where": { "currency": "EUR" }` in the metric.',
    definitions: {
      metrics: { spend: { sum: 'purchase.value', within: '365d' } },
      segments: {
        'big-spender': { name: 'Spent 200 and more', when: { 'metric.spend': { $gte: 200 } } },
      },
    },
    visitors: {
      '150 and 50': [
        ['10:00', 'purchase', { value: 150 }],
        false,
        ['11:00', 'purchase', { value: 50 }],
        true,
      ],
      '199.99': [['10:00', 'purchase', { value: 199.99 }], false],
    },
  },
  {
    says: 'Users who have made a minimum number of purchases',
    note: 'The same purchase sent twice counts once, by its `transaction_id`.',
    definitions: {
      metrics: { orders: { count: 'purchase', within: '365d' } },
      segments: { regular: { name: 'Regulars', when: { 'metric.orders': { $gte: 3 } } } },
    },
    visitors: {
      three: [...each('purchase', ['10:00', '11:00', '12:00']), true],
      'two, one of them sent twice': [
        ['10:00', 'purchase', { transaction_id: 'a' }],
        ['11:00', 'purchase', { transaction_id: 'b' }],
        ['11:01', 'purchase', { transaction_id: 'b' }],
        false,
      ],
    },
  },
  {
    says: 'Users in a particular geographic area',
    note: 'Country, region and city come from the request, as codes, and are not kept beyond the session.',
    definitions: {
      segments: {
        bavarian: { name: 'From Bavaria', when: { 'geo.country': 'DE', 'geo.region': 'BY' } },
      },
    },
    visitors: {
      'in Munich': [{ facts: { geo: { country: 'DE', region: 'BY', city: 'Munich' } } }, true],
      'in Vienna': [{ facts: { geo: { country: 'AT', region: '9' } } }, false],
    },
  },
  {
    says: 'A sequence: viewed a lamp, then bought within seven days',
    note: 'Indirectly followed by is `then`, which need not be written; directly followed by is `"after": "next"`.',
    definitions: {
      metrics: {
        path: {
          sequence: [
            { event: 'view_item', where: { item_category: 'Lamps' } },
            { event: 'purchase', atMost: '7d' },
          ],
        },
      },
      segments: { 'lamp-buyer': { name: 'Lamp buyers', when: { 'metric.path': { $gte: 1 } } } },
    },
    visitors: {
      'buys the day after': [
        ['03-02 10:00', 'view_item', { item_category: 'Lamps' }],
        ['03-03 10:00', 'purchase'],
        true,
      ],
      'buys first': [
        ['03-02 10:00', 'purchase'],
        ['03-03 10:00', 'view_item', { item_category: 'Lamps' }],
        false,
      ],
    },
  },
  {
    says: 'Likely 7-day purchasers',
    note: 'Google learns its score from everybody’s events; here the weights are yours, signed, and readable by anyone. An export of your own orders can give them.',
    definitions: {
      metrics: {
        carts: { count: 'add_to_cart', within: '7d' },
        views: { count: 'view_item', within: '7d' },
        score: {
          formula: { logistic: { bias: -3, weights: { 'metric.carts': 2, 'metric.views': 0.5 } } },
        },
      },
      segments: { likely: { name: 'Likely to buy', when: { 'metric.score': { $gte: 0.5 } } } },
    },
    visitors: {
      'one in the basket, two views': [
        ['10:00', 'add_to_cart'],
        ...each('view_item', ['10:01', '10:02']),
        { metrics: { score: 0.5 } },
        true,
      ],
      'one view': [['10:00', 'view_item'], false],
    },
  },
];
