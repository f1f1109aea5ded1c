import type { Operation, Snapshot } from './snapshot.ts';

/** More operations than this are not told: who wants to know them reads the store. */
const MAX_TOLD = 100;

/** What a tab tells the others when it has written: enough to do the same. */
export interface RemoteCommit {
  /** The snapshot's number, and that of the one it was made from. */
  readonly rev: number;
  readonly base: number;
  readonly plan: string;
  readonly done: Snapshot['done'];
  /** Null where it is not made of these alone, or of too many: then the store is to be read. */
  readonly operations: readonly Operation[] | null;
}

export function remoteCommit(
  base: number,
  { rev, plan, done }: Snapshot,
  operations: readonly Operation[] | null,
): RemoteCommit {
  const few = operations && operations.length <= MAX_TOLD ? operations : null;
  return { rev, base, plan, done, operations: few };
}
