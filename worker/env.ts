import type { Sites } from './shards.ts';
import type { SiteObject } from './site-object.ts';

/** What `wrangler.toml`, `.dev.vars` and `wrangler secret` bind. */
export interface Env extends Sites<SiteObject> {
  /** The built files: script, panel, studio. */
  readonly ASSETS: Fetcher;
  /** Bearer token of the owner's routes. Without it they refuse everyone. */
  readonly COVEY_TOKEN?: string;
  /** Bearer token of `/metrics`. Without it nothing is gathered. */
  readonly COVEY_METRICS_TOKEN?: string;
  /** JSON of a context to answer with instead of the request's own: for local runs. */
  readonly COVEY_DEV_CONTEXT?: string;
  /** A site whose visitors are simulated, for local runs: its counts say so. */
  readonly COVEY_SIMULATED_SITE?: string;
  /** Reports a site may receive in a minute; 60,000 by default. */
  readonly COVEY_REPORTS_PER_MINUTE?: string;
  /** Megabytes that a site's counters may take; 1,024 by default. When they are full, new reports are refused. */
  readonly COVEY_MEGABYTES_PER_SITE?: string;
}
