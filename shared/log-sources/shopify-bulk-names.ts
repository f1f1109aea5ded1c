// What Shopify's GraphQL API calls what an order of the REST API has.

/** Before the number of an order. */
export const ORDER = 'gid://shopify/Order/';
/** Where things stand, by what the REST API calls the same. */
export const OF_ORDER = {
  name: 'name',
  email: 'email',
  phone: 'phone',
  test: 'test',
  created_at: 'createdAt',
  processed_at: 'processedAt',
  cancelled_at: 'cancelledAt',
  financial_status: 'displayFinancialStatus',
  currency: 'currencyCode',
  payment_gateway_names: 'paymentGatewayNames',
  subtotal_price: 'subtotalPriceSet.shopMoney.amount',
  total_price: 'totalPriceSet.shopMoney.amount',
  total_tax: 'totalTaxSet.shopMoney.amount',
  total_shipping: 'totalShippingPriceSet.shopMoney.amount',
  total_discounts: 'totalDiscountsSet.shopMoney.amount',
} as const;
export const OF_LINE = {
  sku: 'sku',
  title: 'title',
  name: 'name',
  vendor: 'vendor',
  variant_title: 'variantTitle',
  price: 'originalUnitPriceSet.shopMoney.amount',
  quantity: 'quantity',
} as const;
export const REFUNDED = 'totalRefundedSet.shopMoney.amount';
