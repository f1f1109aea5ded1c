import { isOperation, type Operation, type Snapshot } from './snapshot.ts';

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

/** What was heard, or null where it says no more than that something was stored. */
export function readRemoteCommit(heard: unknown): RemoteCommit | null {
  const { rev, base, plan, done, operations } = (heard ?? {}) as Partial<RemoteCommit>;
  const isSound =
    Number.isSafeInteger(rev) &&
    Number.isSafeInteger(base) &&
    typeof plan === 'string' &&
    Array.isArray(done) &&
    (operations === null || (Array.isArray(operations) && operations.every(isOperation)));
  return isSound ? (heard as RemoteCommit) : null;
}
