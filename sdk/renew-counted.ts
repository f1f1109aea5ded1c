import { COUNTED, countedUntil } from './counted.ts';
import type { Store } from './store/index.ts';

/**
 * Makes good the loss of what stood in local storage. `store` is the database of that name; a transaction in it is
 * the lock between tabs and sites.
 */
export async function renewCounted(
  storage: () => Storage,
  store: Pick<Store, 'transact'>,
): Promise<void> {
  if (countedUntil(storage)) return;
  const stored = await store.transact(async (tx) => Number(await tx.get('until')) || 0);
  // By its date the next page removes both, when they have had their time.
  if (stored && !countedUntil(storage)) storage().setItem(COUNTED, String(stored));
}
