import type { KeySet, PublicKey } from '../definitions/types.ts';
import { siteUrl } from './site.ts';

/** Characters of a reason. */
export const MAX_REASON = 200;

/** Body of `PUT siteUrl(…)`, with a bearer token: the keys that may sign the first document. */
export interface Registration {
  readonly keys: readonly PublicKey[];
  /** Puts these keys in the place of those registered: for a wrong registration, or lost keys. */
  readonly replace?: boolean;
  /** Why, for the audit. */
  readonly reason?: string;
}

/** Answer: 201, or 200 for keys that were registered already or have been replaced. */
export interface Registered {
  readonly site: string;
  readonly keys: readonly string[];
  /** These keys were put in the place of others. */
  readonly replaced: boolean;
}

export interface AuditEntry {
  /** ISO 8601. */
  readonly time: string;
  readonly action:
    | 'registered'
    | 'replaced'
    | 'published'
    | 'token-created'
    | 'token-rotated'
    | 'token-revoked'
    | 'restored'
    | 'backed-up';
  /** `operator`: the Worker's own token; else the id of a token. Null where an earlier release did not note it. */
  readonly by: string | null;
  /** Ids of the keys registered from then on, or that signed what was published. */
  readonly keys: readonly string[];
  /** Why; of a token, its label. */
  readonly reason: string | null;
  /** The version that was published, the id of the token that was made, changed or revoked, or when the backup was taken. */
  readonly subject: string | null;
}

/** Entries in one answer, of all and of those about keys. */
export const MAX_AUDITED = 1000;
/** No answer is longer, though each of its entries be as long as it may. Bytes. */
export const MAX_AUDIT_BYTES = 4 * 1024 * 1024;

/** Answer to `GET auditUrl(…)`, with a bearer token. */
export interface Audit {
  readonly site: string;
  /** The keys registered now. */
  readonly registered: readonly PublicKey[];
  /** The keys that the newest document lists; they alone may sign, and registered ones that no list spoke about. */
  readonly listed: KeySet | null;
  /** Oldest first: the newest, and the newest of those about keys. */
  readonly entries: readonly AuditEntry[];
}

export function auditUrl(edge: string, site: string): string {
  return `${siteUrl(edge, site)}/audit`;
}
