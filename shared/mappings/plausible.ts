import { commerceSpec } from './commerce-spec.ts';
import type { Mapping } from './types.ts';

/** Plausible names what it captures by itself; goals have whatever name the site gives. */
export const plausible: Mapping = {
  ...commerceSpec,
  tool: 'Plausible',
  events: {
    ...commerceSpec.events,
    pageview: 'page_view',
    engagement: 'user_engagement',
    outbound_link_click: 'click',
    form_submission: 'form_submit',
    signup: 'sign_up',
    register: 'sign_up',
    start_checkout: 'begin_checkout',
    checkout: 'begin_checkout',
  },
  properties: {
    ...commerceSpec.properties,
    value: 'revenue.amount',
    currency: 'revenue.currency currency',
  },
};
