import { commerceSpec } from './commerce-spec.ts';
import type { Mapping } from './types.ts';

/** Mixpanel prescribes no names but its own: these are the ones that its guides and Segment's specification use. */
export const mixpanel: Mapping = {
  ...commerceSpec,
  tool: 'Mixpanel',
  own: '$',
  events: {
    ...commerceSpec.events,
    $mp_web_page_view: 'page_view',
    $mp_click: 'click',
    $mp_scroll: 'scroll',
    $mp_submit: 'form_submit',
    item_viewed: 'view_item',
    item_purchased: 'purchase',
    checkout: 'begin_checkout',
    order_placed: 'purchase',
    purchase_completed: 'purchase',
  },
};
