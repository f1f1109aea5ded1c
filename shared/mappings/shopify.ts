import type { Mapping } from './types.ts';

/** An order as Shopify's Admin API writes it; its events are called after what became of it. */
export const shopify: Mapping = {
  tool: 'Shopify',
  events: {
    order_paid: 'purchase',
    order_refunded: 'refund',
  },
  properties: {
    transaction_id: 'name order_id',
    value: 'total_price amount',
    tax: 'total_tax',
    shipping: 'total_shipping_price_set.shop_money.amount total_shipping',
    coupon: 'discount_codes.0.code',
  },
  items: {
    list: 'line_items',
    properties: {
      item_id: 'sku product_id',
      item_name: 'title name',
      item_brand: 'vendor',
      item_variant: 'variant_title',
      price: 'price',
      quantity: 'quantity',
    },
  },
};
