import { siteUrl } from './site.ts';

/** What a token may do at its site: read counts; publish; or all of it, keys and tokens included. */
export const TOKEN_SCOPES = ['counts', 'publish', 'admin'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** Header of what is answered to a token that ends by itself: when, ISO 8601. */
export const TOKEN_EXPIRES = 'covey-token-expires';

/** Characters of a label. */
export const MAX_LABEL = 100;
/** Tokens of one site that hold at once. */
export const MAX_TOKENS = 50;
/** How long a token may hold, and how long the secret before it goes on after a rotation. */
export const MAX_TOKEN_DAYS = 3660;
export const MAX_OVERLAP_HOURS = 720;

/** Body of `POST tokensUrl(…)`. */
export interface NewToken {
  readonly scope: TokenScope;
  /** Who has it, or what for. */
  readonly label?: string;
  /** How long it holds; without it, until it is revoked. */
  readonly days?: number;
}

/** Body of `POST tokenUrl(…)`: a new secret under the same id, for as long as the one before was made for. */
export interface Rotation {
  /** How long the secret before goes on; 0 by default. A secret before that one ends at once. */
  readonly overlapHours?: number;
}

/** A token, as far as the Worker tells of it: it keeps a hash of the secret, and shows the secret once. */
export interface TokenEntry {
  readonly id: string;
  readonly scope: TokenScope;
  readonly label: string;
  /** ISO 8601: when its secret was made, at first or by a rotation. */
  readonly created: string;
  /** ISO 8601; null: it holds until it is revoked. Those that ran out are listed for 90 days. */
  readonly expires: string | null;
  /** The day on which it was last used (`2026-12-03`, UTC). */
  readonly used: string | null;
}

/** Answer to a creation (201) and to a rotation (200). */
export interface CreatedToken extends TokenEntry {
  /** `covey_SCOPE_ID_SECRET`; shown this once. */
  readonly token: string;
}

/** Answer to `GET tokensUrl(…)`. */
export interface TokenList {
  readonly site: string;
  readonly tokens: readonly TokenEntry[];
}

/** Answer to `DELETE tokenUrl(…)`. */
export interface RevokedToken {
  readonly id: string;
}

export function tokensUrl(edge: string, site: string): string {
  return `${siteUrl(edge, site)}/tokens`;
}

export function tokenUrl(edge: string, site: string, id: string): string {
  return `${tokensUrl(edge, site)}/${id}`;
}

/** Whether a request can carry it as a bearer token: visible characters of ASCII, and no space. */
export const isSendable = (token: string): boolean => /^[\x21-\x7e]+$/.test(token);

/** The scope that a token says it has; null where it is none of a site, such as the operator's own. */
export function scopeIn(token: string): TokenScope | null {
  const [, scope] =
    /^covey_(counts|publish|admin)_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$/.exec(token) ?? [];
  return (scope as TokenScope | undefined) ?? null;
}
