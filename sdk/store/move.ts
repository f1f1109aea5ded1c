import { inDatabase, openDatabase } from './database.ts';
import type { Dump } from './transaction.ts';

/**
 * Copies a database to another name, with its state as `change` gives it back; null: it is not copied.
 * What stands under the new name already is not touched. Rejects when the page is left meanwhile.
 */
export async function moveDatabase(
  factory: IDBFactory,
  names: { readonly from: string; readonly to: string },
  left: AbortSignal,
  change: (state: Dump['state']) => Dump['state'] | null,
): Promise<void> {
  const options = { left, existing: false, onDeleted() {} };
  const old = await openDatabase(factory, { ...options, name: names.from });
  const found = await inDatabase(old, left, (tx) => tx.all()).finally(() => old.close());
  const state = change(found.state);
  if (!state) return;
  const next = await openDatabase(factory, { ...options, name: names.to });
  await inDatabase(next, left, async (tx) => {
    // Another tab was here first.
    if (Object.keys((await tx.all()).state).length > 0) return;
    for (const [key, value] of Object.entries(state)) tx.put(key, value);
    for (const event of found.events) tx.add(event);
  }).finally(() => next.close());
}
