import type { Mapping } from './types.ts';

/** Events by the command that sends them, those of `trackEvent` by their action; Piwik PRO's commands as well. */
export const matomo: Mapping = {
  tool: 'Matomo',
  events: {
    track_page_view: 'page_view',
    track_site_search: 'search',
    track_ecommerce_order: 'purchase',
    track_ecommerce_cart_update: 'cart_update',
    ecommerce_abandoned_cart: 'cart_update',
    ecommerce_product_detail_view: 'view_item',
    ecommerce_add_to_cart: 'add_to_cart',
    ecommerce_remove_from_cart: 'remove_from_cart',
    ecommerce_cart_update: 'cart_update',
    ecommerce_order: 'purchase',
  },
  properties: {
    transaction_id: 'orderId',
    value: 'grandTotal revenue',
    tax: 'tax',
    shipping: 'shipping',
    currency: 'currencyCode',
    search_term: 'keyword',
    page_title: 'title',
  },
  items: {
    list: 'products',
    properties: {
      item_id: 'sku',
      item_name: 'name',
      item_brand: 'brand',
      item_category: 'category.0 category',
      item_variant: 'variant',
      price: 'price',
      quantity: 'quantity',
    },
  },
};
