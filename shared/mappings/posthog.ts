import { commerceSpec } from './commerce-spec.ts';
import type { Mapping } from './types.ts';

/** PostHog's own events begin with `$`; for shops its guides use the names of Segment's specification. */
export const posthog: Mapping = {
  ...commerceSpec,
  tool: 'PostHog',
  own: '$',
  events: {
    ...commerceSpec.events,
    $pageview: 'page_view',
    $autocapture: 'click',
    $exception: 'exception',
  },
};
