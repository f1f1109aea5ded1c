import type { Example } from '../examples/example.ts';

/** One concrete thing that a peer can say about a visitor, and the definitions that say the same. */
export interface Capability extends Example {
  readonly says: string;
  /** Where the two differ, or what else is worth knowing. */
  readonly note?: string;
}

export interface Peer {
  readonly name: string;
  readonly groups: { readonly [title: string]: readonly Capability[] };
}
