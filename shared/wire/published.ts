import { siteUrl } from './site.ts';

/** Documents in one answer, the newest. */
export const MAX_LISTED = 1000;

/** A document that was handed out to everyone, or should have been. */
export interface PublishedDocument {
  readonly version: number;
  /** Version of its key set; 0: it lists none. */
  readonly keySet: number;
  /** SHA-256 of the signed bytes, base64url. */
  readonly hash: string;
  /** ISO 8601; null where an earlier release of the Worker did not note it. */
  readonly published: string | null;
  /** ISO 8601. */
  readonly expires: string;
  /** The trusted keys whose signatures the Worker checked; null where it did not note them. */
  readonly signers: readonly string[] | null;
}

/** Answer to `GET publishedUrl(…)`, for anyone: what a visitor's or a monitor's own copy is held against. */
export interface PublishedList {
  readonly site: string;
  /** Newest first. */
  readonly documents: readonly PublishedDocument[];
}

export function publishedUrl(edge: string, site: string): string {
  return `${siteUrl(edge, site)}/published`;
}
