import { siteUrl } from './site.ts';

export interface ServedFile {
  /** `/covey.js`, or `/covey-HASH.js`, which never changes. */
  readonly path: string;
  readonly bytes: number;
  /** For the `integrity` attribute: `sha256-…`. */
  readonly integrity: string;
}

/** Answer to `GET filesUrl(…)`: what the Worker serves for pages. */
export interface Files {
  readonly files: readonly ServedFile[];
  /** Of the releases before, newest first: what pages may still name. */
  readonly earlier?: readonly { readonly files: readonly ServedFile[] }[];
}

export function filesUrl(edge: string): string {
  return `${edge}/v1/files`;
}

export interface Health {
  readonly ok: true;
  /** Covey's version. */
  readonly version: string;
}

export function healthUrl(edge: string): string {
  return `${edge}/v1/health`;
}

/**
 * Answer to `GET siteHealthUrl(…)`; 503, with an `error` beside, once the definitions have run out. Where the database
 * does not answer there is the error alone, `unavailable`.
 */
export interface SiteHealth {
  /** False: pages decide nothing any more. */
  readonly ok: boolean;
  readonly site: string;
  readonly definitions: {
    readonly version: number;
    readonly hash: string;
    /** ISO 8601. */
    readonly expires: string;
    /** `ending`: within 30 days, or within half of the days from when it was published to its end, where that is less. */
    readonly state: 'good' | 'ending' | 'ended';
    /** Whole days that are left; negative: days since. */
    readonly daysLeft: number;
  };
  readonly database: {
    /** It was read for this answer, in the site's object and, at most a minute ago, in its shards. */
    readonly ok: true;
  };
  readonly reports: {
    /** `arriving`: the last came today or yesterday (UTC); `quiet`: longer ago; `none`: never; `off`: nothing is counted. */
    readonly state: 'arriving' | 'quiet' | 'none' | 'off';
    /** With a bearer token that reads counts: the day of the last one (`2026-12-03`). */
    readonly last?: string | null;
  };
  /** The rest with a bearer token that reads counts. */
  readonly counters?: CountersRoom;
  readonly backup?: {
    /** The last that was taken; null: none yet, or none since the site was restored. */
    readonly last: TakenBackup | null;
    /** A larger one cannot be taken. */
    readonly maxBytes: number;
  };
}

/** What a site's counters store: with the hashes of reports, which end a day after their period. */
export interface CountersRoom {
  readonly bytes: number;
  readonly maxBytes: number;
  /** Part of its own room that the fullest part of the counters takes, 0 to 1. At 1 reports that fall there are not counted. */
  readonly fullest: number;
}

export interface TakenBackup {
  /** ISO 8601. */
  readonly taken: string;
  readonly bytes: number;
}

export function siteHealthUrl(edge: string, site: string): string {
  return `${siteUrl(edge, site)}/health`;
}
