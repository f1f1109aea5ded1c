// What Shopify's orders call things.

/** Columns of the CSV, by what the API calls the same. */
export const ORDER: { readonly [api: string]: string } = {
  name: 'Name',
  email: 'Email',
  phone: 'Phone',
  financial_status: 'Financial Status',
  created_at: 'Created at',
  paid_at: 'Paid at',
  cancelled_at: 'Cancelled at',
  currency: 'Currency',
  subtotal_price: 'Subtotal',
  total_price: 'Total',
  total_tax: 'Taxes',
  total_shipping: 'Shipping',
  total_discounts: 'Discount Amount',
  gateway: 'Payment Method',
};
export const LINE: { readonly [api: string]: string } = {
  sku: 'Lineitem sku',
  title: 'Lineitem name',
  vendor: 'Vendor',
  price: 'Lineitem price',
  quantity: 'Lineitem quantity',
};
/** Lists that some loaders keep as text. */
export const LISTS = ['line_items', 'discount_codes'];
export const UNPAID = ['pending', 'unpaid', 'voided', 'expired'];
/** What says who, or holds what is told otherwise: no property of a purchase. */
export const PERSONAL =
  'email contact_email phone customer billing_address shipping_address client_details browser_ip landing_site token cart_token checkout_token note note_attributes refunds fulfillments'.split(
    ' ',
  );
/** With what others' loaders add: Airbyte's, Stitch's and Fivetran's columns. */
export const OWN = '_';
