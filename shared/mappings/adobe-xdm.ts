import type { Mapping } from './types.ts';

/** Events of the Experience Platform by their `eventType`, which is in the schema "ExperienceEvent". */
export const adobeXdm: Mapping = {
  tool: 'Adobe Experience Platform Web SDK',
  events: {
    commerce_product_views: 'view_item',
    commerce_product_list_adds: 'add_to_cart',
    commerce_product_list_removals: 'remove_from_cart',
    commerce_product_list_views: 'view_cart',
    commerce_checkouts: 'begin_checkout',
    commerce_purchases: 'purchase',
    commerce_save_for_laters: 'add_to_wishlist',
    web_webpagedetails_page_views: 'page_view',
    web_web_page_details_page_views: 'page_view',
    web_webinteraction_link_clicks: 'click',
    web_web_interaction_link_clicks: 'click',
    web_form_filled_out: 'form_submit',
    site_search: 'search',
    user_account_login: 'login',
    user_account_create_profile: 'sign_up',
  },
  own: 'decisioning.',
  properties: {
    transaction_id: 'commerce.order.purchaseID commerce.order.purchaseOrderNumber',
    value: 'commerce.order.priceTotal',
    currency: 'commerce.order.currencyCode productListItems.0.currencyCode',
    tax: 'commerce.order.taxAmount',
    shipping: 'commerce.shipping.shippingAmount',
    payment_type: 'commerce.order.payments.0.paymentType',
    coupon: 'commerce.order.discountCode',
    search_term: 'siteSearch.phrase',
    page_title: 'web.webPageDetails.name',
  },
  items: {
    list: 'productListItems',
    properties: {
      item_id: 'SKU product',
      item_name: 'name',
      item_brand: 'brand',
      item_category: 'productCategories.0.categoryName',
      price: 'priceTotal',
      quantity: 'quantity',
      discount: 'discountAmount',
    },
    linePrice: true,
  },
};
