import type { PublicKey } from '../definitions/types.ts';

/** Body of `PUT siteUrl(…)`, with a bearer token: the keys that may sign the first document. */
export interface Registration {
  readonly keys: readonly PublicKey[];
}

/** Answer, 201. */
export interface Registered {
  readonly site: string;
  readonly keys: readonly string[];
}
