/** Who holds the database for longer than this is not waited for. */
const WAIT_MS = 5000;

/**
 * Empties the database, then deletes it; needs nothing of the rest of the store. Resolves as soon as
 * it is empty: a tab that sleeps may hold the empty shell a while longer. False: it could not be
 * emptied in time, or the page is left, and it is to be tried again. Never rejects.
 */
export function eraseDatabase(
  factory: () => IDBFactory | undefined,
  left: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    setTimeout(resolve, WAIT_MS, false);
    left.addEventListener('abort', () => resolve(false));
    try {
      const found = factory();
      if (!found) return resolve(true);
      const remove = () => {
        const deletion = found.deleteDatabase('covey');
        deletion.onsuccess = () => resolve(true);
        deletion.onerror = () => resolve(false);
      };
      const opening = found.open('covey');
      // There is none: it is not to be made for being deleted.
      opening.onupgradeneeded = () => opening.transaction?.abort();
      opening.onerror = remove;
      opening.onsuccess = () => {
        const database = opening.result;
        const names = [...database.objectStoreNames];
        const end = () => {
          database.close();
          if (!left.aborted) remove();
        };
        if (left.aborted || names.length === 0) return end();
        const emptying = database.transaction(names, 'readwrite');
        for (const name of names) emptying.objectStore(name).clear();
        emptying.oncomplete = () => {
          resolve(true);
          end();
        };
        emptying.onabort = end;
        left.addEventListener('abort', () => {
          database.close();
          try {
            emptying.abort();
          } catch {
            // It is done.
          }
        });
      };
    } catch {
      // Storage is blocked: there is nothing of ours in it that could be read.
      resolve(true);
    }
  });
}
