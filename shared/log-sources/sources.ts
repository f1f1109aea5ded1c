import { adobeDatafeed } from './adobe-datafeed.ts';
import { ga4BigQuery } from './ga4-bigquery.ts';
import { matomo } from './matomo.ts';
import { mixpanelExport } from './mixpanel-export.ts';
import { posthogEvents } from './posthog-events.ts';
import { rudderstack } from './rudderstack.ts';
import { segment } from './segment.ts';
import { shopifyOrders } from './shopify-orders.ts';
import { snowplowEnriched } from './snowplow-enriched.ts';
import type { LogSource } from './types.ts';

/** All tools whose exports are read. */
export const LOG_SOURCES: readonly LogSource[] = [
  ga4BigQuery,
  mixpanelExport,
  posthogEvents,
  segment,
  rudderstack,
  matomo,
  shopifyOrders,
  snowplowEnriched,
  adobeDatafeed,
];

/** Exports that cannot be a log, and why. */
export const NO_SOURCES: { readonly [name: string]: string } = {
  plausible:
    'Plausible exports sums by day and page, and no events: it keeps nobody’s history, so no export says what one visitor did.',
};

export const sourceNamed = (name: string): LogSource | undefined =>
  LOG_SOURCES.find((source) => source.name === name);
