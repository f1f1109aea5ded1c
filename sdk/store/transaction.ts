import type { CoveyEvent } from '../../shared/engine/types.ts';

/** All that is stored. */
export interface Dump {
  readonly events: readonly CoveyEvent[];
  readonly state: { readonly [key: string]: unknown };
}

/**
 * One readwrite transaction over everything. Reads may be awaited; nothing else may, or the
 * transaction closes. All of its writes hold, or none.
 */
export interface Transaction {
  get(key: string): Promise<unknown>;
  /** Undefined removes what stands there. */
  put(key: string, value: unknown): void;
  add(event: CoveyEvent): void;
  /** Up to `limit` events in the order they were added, from after the key `after`. */
  events(after: number, limit: number): Promise<[key: number, event: CoveyEvent][]>;
  /** Puts another event in the place of one, or removes it. */
  replace(key: number, event: CoveyEvent | null): void;
  all(): Promise<Dump>;
  /** Removes everything. */
  clear(): void;
}
