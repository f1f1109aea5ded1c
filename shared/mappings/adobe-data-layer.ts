import type { Mapping } from './types.ts';

/** The data layer prescribes no names: these are the ones of Adobe Commerce and of the Core Components. */
export const adobeDataLayer: Mapping = {
  tool: 'Adobe Client Data Layer',
  events: {
    product_page_view: 'view_item',
    shopping_cart_view: 'view_cart',
    initiate_checkout: 'begin_checkout',
    place_order: 'purchase',
    search_request_sent: 'search',
    sign_in: 'login',
    create_account: 'sign_up',
    cmp_click: 'click',
  },
  properties: {
    transaction_id: 'transaction_id eventInfo.orderContext.orderId',
    value: 'value eventInfo.orderContext.grandTotal',
    currency:
      'currency eventInfo.productContext.pricing.currencyCode eventInfo.storefrontInstanceContext.storeViewCurrencyCode',
    search_term: 'search_term eventInfo.searchInputContext.units.0.phrase',
  },
  items: {
    list: 'items products',
    properties: {
      item_id: 'item_id sku eventInfo.productContext.sku',
      item_name: 'item_name name eventInfo.productContext.name',
      price: 'price eventInfo.productContext.pricing.regularPrice',
      quantity: 'quantity',
    },
    single: true,
  },
};
