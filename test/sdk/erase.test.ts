import { IDBFactory } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { eraseDatabase } from '../../sdk/store/index.ts';
import { settle, useClock } from './harness.ts';

useClock();

/** Opened by a page that sleeps: it does not let go of it. */
function hold(factory: IDBFactory, name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('state');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

it('two databases that others hold are each known to be empty, until they are gone', async () => {
  const factory = new IDBFactory();
  const names = ['covey:a.example', 'covey:b.example'];
  const held = await Promise.all(names.map((name) => hold(factory, name)));
  const { signal } = new AbortController();
  const done: string[] = [];
  const erase = async (name: string) => {
    if (await eraseDatabase(() => factory, name, signal)) done.push(name);
  };
  for (const name of names) void erase(name);
  await settle();
  expect(done).toEqual(names);
  // Again, as the next answer does: an opening would wait behind the deletion.
  for (const name of names) void erase(name);
  await settle();
  expect(done).toEqual([...names, ...names]);
  for (const database of held) database.close();
  await settle();
  expect(await factory.databases()).toEqual([]);
});
