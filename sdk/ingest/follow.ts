import type { Due } from './commit.ts';
import type { Queue } from './queue.ts';
import { isOperation } from './read-stored.ts';
import type { RemoteCommit } from './remote-commit.ts';
import type { Visitor } from './visitor.ts';

/** How this tab stands. */
export interface FollowOptions {
  readonly visitor: Visitor;
  readonly queue: Queue;
  readonly due: Due;
  /** Of the definitions that it runs. */
  readonly planId: string | undefined;
  /** A commit is under way, or it was not told how one ended. */
  readonly isUncertain: boolean;
}

/**
 * Does what another tab did, where this one stands as that one stood. False: the store is to be read, as all that is
 * known is that something was stored.
 */
export function follow(heard: unknown, options: FollowOptions): boolean {
  const told = readRemoteCommit(heard);
  if (!told) return false;
  const { base, rev, plan, done, operations } = told;
  const { visitor, queue, due, planId, isUncertain } = options;
  const memory = visitor.memory();
  // What this tab has read since is news no more.
  if (rev <= memory.rev && plan === memory.plan) return true;
  const isSame =
    !isUncertain &&
    !due.isStale &&
    !due.isDirty &&
    queue.pending().length === 0 &&
    base === memory.rev &&
    plan === memory.plan &&
    plan === planId;
  if (!isSame || !operations?.every(({ time }) => time >= visitor.cameTo())) return false;
  for (const operation of operations) visitor.decide({ operation, stored: [] });
  memory.rev = rev;
  memory.done = done;
  return true;
}

/** What was heard, or null where it says no more than that something was stored. */
function readRemoteCommit(heard: unknown): RemoteCommit | null {
  const { rev, base, plan, done, operations } = (heard ?? {}) as Partial<RemoteCommit>;
  const isSound =
    Number.isSafeInteger(rev) &&
    Number.isSafeInteger(base) &&
    typeof plan === 'string' &&
    Array.isArray(done) &&
    (operations === null || (Array.isArray(operations) && operations.every(isOperation)));
  return isSound ? (heard as RemoteCommit) : null;
}
