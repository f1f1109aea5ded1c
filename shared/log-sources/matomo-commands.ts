// What each of Matomo's actions is, as the command of the page that sends it.
import type { Json } from '../definitions/types.ts';
import type { Fields } from '../mappings/types.ts';
import { cleaned, firstText, isFields, listOf, textOf } from './fields.ts';
import type { Row } from './types.ts';

/** Its name, and with what it was called. */
type Command = readonly [name: string, fields: Fields];

const itemsOf = (action: Row): readonly Fields[] =>
  listOf(action['itemDetails'])
    .filter(isFields)
    .map((item) =>
      cleaned({
        sku: item['itemSKU'],
        name: item['itemName'],
        category: firstText(item['itemCategory'], listOf(item['categories'])[0]) || null,
        price: item['price'],
        quantity: item['quantity'],
      }),
    );

/** A page about one product, or about a category. */
function viewed(action: Row): readonly Command[] {
  const categories = listOf(action['productViewCategories']);
  const [category = null] = categories;
  const sku = textOf(action['productViewSku']);
  if (sku !== '')
    return [
      [
        'view_item',
        {
          products: [
            cleaned({
              sku,
              name: action['productViewName'],
              category,
              price: action['productViewPrice'],
            }),
          ],
        },
      ],
    ];
  return categories.length > 0 ? [['view_item_list', { item_category: category }]] : [];
}

/** What the site called, and with what; nothing for what is no command. */
export function commandsOf(action: Row, currency: Json | undefined): readonly Command[] {
  const revenue = action['revenue'];
  switch (action['type']) {
    case 'action':
      return [
        ['trackPageView', { title: firstText(action['pageTitle'], action['title']) }],
        ...viewed(action),
      ];
    case 'search':
      return [
        [
          'trackSiteSearch',
          {
            keyword: firstText(action['siteSearchKeyword'], action['subtitle']),
            search_category: action['siteSearchCategory'],
            results: action['siteSearchCount'],
          },
        ],
      ];
    case 'event':
      return [
        [
          textOf(action['eventAction']),
          {
            event_category: action['eventCategory'],
            event_label: action['eventName'],
            value: action['eventValue'],
          },
        ],
      ];
    case 'goal':
      return [[`goal_${textOf(action['goalId'])}`, { revenue }]];
    case 'download':
      return [['file_download', { link_url: action['url'] }]];
    case 'outlink':
      return [['click', { link_url: action['url'], outbound: true }]];
    case 'ecommerceOrder':
      return [
        [
          'trackEcommerceOrder',
          {
            orderId: action['orderId'],
            grandTotal: revenue,
            subTotal: action['revenueSubTotal'],
            tax: action['revenueTax'],
            shipping: action['revenueShipping'],
            discount: action['revenueDiscount'],
            currencyCode: currency,
            products: itemsOf(action),
          },
        ],
      ];
    case 'ecommerceAbandonedCart':
      return [
        [
          'ecommerceAbandonedCart',
          { grandTotal: revenue, currencyCode: currency, products: itemsOf(action) },
        ],
      ];
    default:
      return [];
  }
}
