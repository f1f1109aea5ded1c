import type { Mapping } from './types.ts';

/**
 * The names that Segment specified for shops and sites in general, and that others took over or copy: RudderStack,
 * PostHog, Mixpanel.
 */
export const commerceSpec: Omit<Mapping, 'tool'> = {
  events: {
    products_searched: 'search',
    product_list_viewed: 'view_item_list',
    product_clicked: 'select_item',
    product_viewed: 'view_item',
    product_added: 'add_to_cart',
    product_removed: 'remove_from_cart',
    product_added_to_wishlist: 'add_to_wishlist',
    wishlist_product_added_to_cart: 'add_to_cart',
    cart_viewed: 'view_cart',
    checkout_started: 'begin_checkout',
    payment_info_entered: 'add_payment_info',
    order_completed: 'purchase',
    order_refunded: 'refund',
    promotion_viewed: 'view_promotion',
    promotion_clicked: 'select_promotion',
    product_shared: 'share',
    signed_up: 'sign_up',
    signed_in: 'login',
    logged_in: 'login',
  },
  properties: {
    transaction_id: 'transaction_id order_id orderId',
    value: 'value revenue total',
    payment_type: 'payment_type payment_method',
    shipping_tier: 'shipping_tier shipping_method',
    search_term: 'search_term query',
    creative_name: 'creative_name creative',
    item_list_id: 'item_list_id list_id',
    method: 'method share_via',
  },
  items: {
    list: 'items products',
    properties: {
      item_id: 'item_id product_id sku',
      item_name: 'item_name name',
      item_brand: 'item_brand brand',
      item_category: 'item_category category',
      item_variant: 'item_variant variant',
      price: 'price',
      quantity: 'quantity',
      coupon: 'coupon',
      index: 'index position',
    },
    single: true,
  },
};
