import type { Mapping } from './types.ts';

/**
 * Events by the name of their schema, those of Snowplow's own e-commerce schema by their `type`, structured ones by
 * their action; and what the e-commerce plugin calls them.
 */
export const snowplow: Mapping = {
  tool: 'Snowplow',
  events: {
    page_view: 'page_view',
    page_ping: 'user_engagement',
    link_click: 'click',
    submit_form: 'form_submit',
    focus_form: 'form_start',
    change_form: '',
    product_view: 'view_item',
    list_view: 'view_item_list',
    list_click: 'select_item',
    product_list_view: 'view_item_list',
    product_list_click: 'select_item',
    checkout_step: 'begin_checkout',
    transaction: 'purchase',
    promo_view: 'view_promotion',
    promo_click: 'select_promotion',
    promotion_view: 'view_promotion',
    promotion_click: 'select_promotion',
    site_search: 'search',
    add_to_cart: 'add_to_cart',
    remove_from_cart: 'remove_from_cart',
  },
  properties: {
    transaction_id: 'transaction_id transaction.transaction_id refund.transaction_id',
    value:
      'revenue transaction.revenue refund.refund_amount refund_amount total_value cart.total_value value',
    currency: 'currency transaction.currency refund.currency cart.currency products.0.currency',
    tax: 'tax transaction.tax',
    shipping: 'shipping transaction.shipping',
    coupon: 'discount_code transaction.discount_code coupon',
    payment_type: 'payment_method transaction.payment_method checkout_step.payment_method',
    promotion_id: 'promotion.id',
    promotion_name: 'promotion.name',
    search_term: 'terms.0',
  },
  items: {
    list: 'products product items',
    properties: {
      item_id: 'id',
      item_name: 'name',
      item_brand: 'brand',
      item_category: 'category',
      item_variant: 'variant',
      price: 'price',
      quantity: 'quantity',
      index: 'position',
    },
    single: true,
  },
};
