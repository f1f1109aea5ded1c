import type { Mapping } from './types.ts';

/**
 * The names of the web are Google Analytics 4's: only where its export has them elsewhere something is said. What goods
 * are worth is not added, as it is not to what a page pushes to the data layer.
 */
export const ga4: Mapping = {
  tool: 'Google Analytics 4',
  events: {},
  properties: {
    transaction_id: 'transaction_id ecommerce.transaction_id',
    value: 'value ecommerce.purchase_revenue',
    tax: 'tax ecommerce.tax_value',
    shipping: 'shipping ecommerce.shipping_value',
  },
};
