import { createEvaluation, type EvaluationOptions } from './evaluation.ts';
import type { Loaded } from './loader/index.ts';
import { readSnapshot } from './snapshot.ts';

/**
 * While no definitions are to be acted on (they ran out, say stop, or cannot be had), what is due goes
 * all the same: by the last that are known, which answer nothing. Gives the instant at which something is due next.
 */
export async function keepHouse(options: EvaluationOptions, last: Loaded | null): Promise<number> {
  const { now, transact } = options;
  const found = readSnapshot(await transact((tx) => tx.get('snapshot')));
  if (!found) return Infinity;
  if (!last) {
    // Nobody can tell how long each is kept: all of it goes when the last of it is due.
    const end = found.clock + found.keptMs;
    if (end <= now()) await transact(async (tx) => tx.clear());
    return end;
  }
  const due = found.pruneAt ?? Infinity;
  if (found.plan === last.hash && due > now()) return due;
  const nothing = () => {};
  const keeper = createEvaluation({
    ...options,
    page: `${options.page}-`,
    handed: { read: nothing, know: nothing, add: nothing, remove: nothing },
    onChange: nothing,
    onStored: nothing,
    onOtherPlan: async () => {},
  });
  keeper.use(last);
  await keeper.sync();
  keeper.advance();
  await keeper.prune();
  return keeper.memory().pruneAt ?? Infinity;
}
