import type { Mapping } from './types.ts';

/** Events as `s.events` lists them. The items are what `s.products` says: category;product;quantity;price. */
export const adobeAnalytics: Mapping = {
  tool: 'Adobe Analytics (AppMeasurement)',
  events: {
    prod_view: 'view_item',
    sc_add: 'add_to_cart',
    sc_remove: 'remove_from_cart',
    sc_view: 'view_cart',
    sc_checkout: 'begin_checkout',
    purchase: 'purchase',
  },
  properties: {
    transaction_id: 'purchaseID transactionID',
    currency: 'currencyCode',
    page_title: 'pageName',
  },
  items: {
    list: 'products',
    properties: {
      item_id: 'product',
      item_category: 'category',
      quantity: 'quantity',
      price: 'price',
    },
    linePrice: true,
  },
};
