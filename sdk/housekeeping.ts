import { sessionTimeoutOf } from '../shared/definitions/durations.ts';
import {
  createIngest,
  readSnapshot,
  sessionEnd,
  SNAPSHOT,
  withoutSession,
  type Code,
  type IngestOptions,
} from './ingest/index.ts';
import type { Loaded } from './loader/index.ts';

/**
 * While no definitions are to be acted on (they ran out, say stop, or cannot be had), what is due goes
 * all the same: by the last that are known, which answer nothing. Gives the instant at which something is due next.
 */
export async function keepHouse(
  options: IngestOptions,
  last: Loaded | null,
  codeFor: (loaded: Loaded) => Promise<Code>,
): Promise<number> {
  const { now, transact } = options;
  const timeoutMs = sessionTimeoutOf(last?.definitions);
  const found = await transact(async (tx) => {
    const stored = readSnapshot(await tx.get(SNAPSHOT));
    if (!stored || sessionEnd(stored, timeoutMs) > now()) return stored;
    const next = { ...withoutSession(stored), rev: stored.rev + 1 };
    tx.put(SNAPSHOT, next);
    return next;
  });
  if (!found) return Infinity;
  const sessionDue = sessionEnd(found, timeoutMs);
  if (!last) {
    // Nobody can tell how long each is kept: all of it goes when the last of it is due.
    const end = found.clock + found.keptMs;
    if (end <= now()) await transact(async (tx) => tx.clear());
    return Math.min(end, sessionDue);
  }
  const due = found.pruneAt ?? Infinity;
  if (found.plan === last.hash && due > now()) return Math.min(due, sessionDue);
  const nothing = () => {};
  const keeper = createIngest({
    ...options,
    page: `${options.page}-`,
    journal: { read: nothing, know: nothing, add: () => false, remove: nothing },
    isHidden: () => false,
    onChange: nothing,
    onCommit: nothing,
    onForeignPlan: async () => {},
  });
  keeper.setDefinitions(last, await codeFor(last));
  await keeper.sync();
  keeper.advance();
  await keeper.prune();
  // Without a part that they need nothing is removed by them: it is tried again when the page is turned to.
  return keeper.isWhole() ? Math.min(keeper.memory().pruneAt ?? Infinity, sessionDue) : Infinity;
}
