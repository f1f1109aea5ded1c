import { adobeDatafeed } from './adobe-datafeed.ts';
import { ga4BigQuery } from './ga4-bigquery.ts';
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

/** Exports that cannot be a log, and why. */
export const NO_SOURCES: { readonly [name: string]: string } = {
  'ga4-json':
    'The JSON that BigQuery exports is read with --source ga4-bigquery. The Data API of Google Analytics gives sums, and no events.',
  csv: 'A CSV of your own is a log as it is: leave out --source, and name its columns with --visitor, --time and --event.',
};

export const sourceNamed = (name: string): LogSource | undefined =>
  LOG_SOURCES.find((source) => source.name === name);
