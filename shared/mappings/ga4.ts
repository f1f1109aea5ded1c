import type { Mapping } from './types.ts';

/** The names of the web are Google Analytics 4's: only where its export has them elsewhere something is said. */
export const ga4: Mapping = {
  tool: 'Google Analytics 4',
  events: {},
  properties: {
    transaction_id: 'transaction_id ecommerce.transaction_id',
    value: 'value ecommerce.purchase_revenue',
    tax: 'tax ecommerce.tax_value',
    shipping: 'shipping ecommerce.shipping_value',
  },
  items: {
    list: 'items',
    properties: { index: 'index item_list_index' },
  },
};
