import { adobeDatafeed } from './adobe-datafeed.ts';
import { ga4BigQuery } from './ga4-bigquery.ts';
import { ga4Json } from './ga4-json.ts';
import { matomo } from './matomo.ts';
import { mixpanelExport } from './mixpanel-export.ts';
import { plausible } from './plausible.ts';
import { posthogEvents } from './posthog-events.ts';
import { rudderstack } from './rudderstack.ts';
import { segment } from './segment.ts';
import { shopifyOrders } from './shopify-orders.ts';
import { snowplowEnriched } from './snowplow-enriched.ts';
import { umami } from './umami.ts';
import type { LogSource } from './types.ts';

/** All tools whose exports are read. */
export const LOG_SOURCES: readonly LogSource[] = [
  ga4BigQuery,
  ga4Json,
  mixpanelExport,
  posthogEvents,
  segment,
  rudderstack,
  matomo,
  plausible,
  umami,
  shopifyOrders,
  snowplowEnriched,
  adobeDatafeed,
];

export const sourceNamed = (name: string): LogSource | undefined =>
  LOG_SOURCES.find((source) => source.name === name);
