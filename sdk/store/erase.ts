/** Who holds the database for longer than this is not waited for. */
const WAIT_MS = 5000;

/** Databases that were emptied and wait to be deleted, behind whoever holds them: nobody can write there before. */
const emptied = new WeakMap<IDBFactory, Set<string>>();

/**
 * Empties the database, then deletes it; needs nothing of the rest of the store. Resolves as soon as
 * it is empty: a tab that sleeps may hold the empty shell a while longer. False: it could not be
 * emptied in time, or the page is left, and it is to be tried again. Never rejects.
 */
export const eraseDatabase = (
  factory: () => IDBFactory | undefined,
  name: string,
  left: AbortSignal,
): Promise<boolean> =>
  new Promise((resolve) => {
    // With nothing, which is as good as false.
    setTimeout(resolve, WAIT_MS);
    let database: IDBDatabase;
    let emptying: IDBTransaction;
    left.addEventListener('abort', () => {
      resolve(false);
      try {
        database.close();
        emptying.abort();
      } catch {
        // It has not begun, or it is done.
      }
    });
    try {
      const found = factory();
      if (!found) return resolve(true);
      const waiting = emptied.get(found) ?? new Set();
      emptied.set(found, waiting);
      if (waiting.has(name)) return resolve(true);
      const remove = () => {
        const deletion = found.deleteDatabase(name);
        deletion.onsuccess = deletion.onerror = () => {
          waiting.delete(name);
          resolve(!deletion.error);
        };
      };
      const opening = found.open(name);
      // There is none: it is not to be made for being deleted.
      opening.onupgradeneeded = () => opening.transaction?.abort();
      opening.onerror = remove;
      opening.onsuccess = () => {
        database = opening.result;
        const stores = database.objectStoreNames;
        const end = () => {
          database.close();
          if (!left.aborted) remove();
        };
        if (left.aborted || !stores.length) return end();
        emptying = database.transaction([...stores], 'readwrite');
        for (const store of stores) emptying.objectStore(store).clear();
        emptying.oncomplete = () => {
          waiting.add(name);
          resolve(true);
          end();
        };
        emptying.onabort = end;
      };
    } catch {
      // Storage is blocked: there is nothing of ours in it that could be read.
      resolve(true);
    }
  });

/** Deletes it without a look into it, where nobody may have consented to one; nobody waits for that. */
export function deleteUnseen(factory: () => IDBFactory | undefined, name: string): void {
  try {
    factory()?.deleteDatabase(name);
  } catch {
    // Storage is blocked.
  }
}
