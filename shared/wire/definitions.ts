import { siteUrl } from './site.ts';

/** Media type of the signed envelope (RFC 7515 §9.2.1). */
export const ENVELOPE_TYPE = 'application/jose+json';

/** An envelope larger than this is refused before it is read, by Worker and page alike. Bytes. */
export const MAX_ENVELOPE_BYTES = 512 * 1024;

/**
 * `GET`: the signed envelope, the newest or one version (immutable).
 * `PUT` (without version, bearer token): publish.
 */
export function definitionsUrl(edge: string, site: string, version?: number): string {
  return `${siteUrl(edge, site)}/definitions${version === undefined ? '' : `/${version}`}`;
}

/**
 * `GET`: the first document that listed this version of the key set (immutable). A page that missed
 * several sets asks for them one by one.
 */
export function keySetUrl(edge: string, site: string, keySet: number): string {
  return `${siteUrl(edge, site)}/keys/${keySet}`;
}

/** A finding of the checker; the path leads to the place in the document. */
export interface WireIssue {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Answer to a publish. */
export interface Published {
  readonly version: number;
  /** SHA-256 of the payload, base64url: the next document's `previous`. */
  readonly hash: string;
  /** What the checker would have the owner look at; it did not stop the publish. */
  readonly warnings: readonly WireIssue[];
}
