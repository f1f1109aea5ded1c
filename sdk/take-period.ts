import { COUNTED } from './counted.ts';
import type { Store } from './store/index.ts';

/** Where it is noted until when this origin was counted. */
export interface CountedStore {
  /** End of the last period that was answered, milliseconds since the epoch; 0: none is known of. */
  readonly until: () => number;
  readonly storage: () => Storage;
  /** The database of that name; a transaction in it is the lock between tabs and sites. */
  readonly store: Pick<Store, 'transact' | 'mode'>;
  readonly granted: () => boolean;
}

/**
 * Takes a period for one report, once on this origin. False where it, or one that overlaps with it, has
 * been taken, and where it cannot be noted that it is. Periods are taken in the order of time. What is
 * withdrawn before it is begun takes nothing; what is begun is noted in both places.
 */
export async function takePeriod(
  { until, storage, store, granted }: CountedStore,
  from: number,
  to: number,
): Promise<boolean> {
  if (!granted() || until() > from) return false;
  const before = await store.transact(async (tx) => {
    const stored = Number(await tx.get('until')) || 0;
    if (!granted()) return null;
    if (stored <= from) tx.put('until', to);
    return stored;
  });
  if (before === null) return false;
  // What is forgotten with the page would let the next one report again.
  if (store.mode() !== 'indexeddb') return false;
  try {
    storage().setItem(COUNTED, String(Math.max(before, to)));
  } catch {
    return false;
  }
  return before <= from;
}
