/** Bytes in IndexedDB as JSON, `localStorage`, `sessionStorage` and cookies. Runs in the page. */
export async function storedBytes(): Promise<number> {
  // The function travels alone.
  // oxlint-disable-next-line unicorn/consistent-function-scoping
  const answer = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error ?? new Error('unreadable')));
    });
  let bytes = document.cookie.length;
  for (const area of [localStorage, sessionStorage])
    for (const [key, value] of Object.entries(area)) bytes += key.length + String(value).length;
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await answer(indexedDB.open(name));
    for (const store of database.objectStoreNames)
      for (const row of await answer(database.transaction(store).objectStore(store).getAll()))
        bytes += JSON.stringify(row, (_key, part: unknown) =>
          ArrayBuffer.isView(part) ? 'x'.repeat(part.byteLength) : part,
        ).length;
    database.close();
  }
  return bytes;
}
