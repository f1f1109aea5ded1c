/**
 * Empties the database, then deletes it; needs nothing of the rest of the store. Tabs that have it
 * open close it; one that is frozen may hold the empty shell a while longer. Never rejects.
 */
export function eraseDatabase(factory: () => IDBFactory | undefined): Promise<void> {
  return new Promise((resolve) => {
    try {
      const found = factory();
      if (!found) return resolve();
      const remove = () => {
        const deletion = found.deleteDatabase('covey');
        deletion.onsuccess = deletion.onerror = deletion.onblocked = () => resolve();
      };
      const opening = found.open('covey');
      // There is none: it is not to be made for being deleted.
      opening.onupgradeneeded = () => opening.transaction?.abort();
      opening.onerror = opening.onblocked = remove;
      opening.onsuccess = () => {
        const database = opening.result;
        const names = [...database.objectStoreNames];
        const end = () => {
          database.close();
          remove();
        };
        if (names.length === 0) return end();
        const emptying = database.transaction(names, 'readwrite');
        for (const name of names) emptying.objectStore(name).clear();
        emptying.oncomplete = emptying.onabort = end;
      };
    } catch {
      // Storage is blocked: there is nothing of ours in it that could be read.
      resolve();
    }
  });
}
