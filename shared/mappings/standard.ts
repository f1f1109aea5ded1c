const list = (names: string): readonly string[] => names.split(' ');

/** Events about one product. */
export const SINGLE = list('view_item select_item add_to_wishlist add_to_cart remove_from_cart');

/** Events about goods, whose worth is that of their items. */
export const WORTH = list(
  'view_item add_to_wishlist add_to_cart remove_from_cart view_cart begin_checkout add_shipping_info add_payment_info purchase',
);

/** What Covey captures by itself, where that is not switched off. */
export const AUTOMATIC = list(
  'page_view user_engagement scroll click file_download form_start form_submit view_search_results session_start first_visit',
);

/** Names that mean the same whichever tool they were sent to. */
export const STANDARD = [
  ...WORTH,
  ...AUTOMATIC,
  ...list(
    'view_item_list select_item refund view_promotion select_promotion search login sign_up share select_content ' +
      'generate_lead exception video_start video_progress video_complete',
  ),
];
