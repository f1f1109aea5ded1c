import type { CoveyEvent } from '../../shared/engine/types.ts';
import { inDatabase, openDatabase, type Database } from './database.ts';
import { createMemory } from './memory.ts';
import type { Transaction } from './transaction.ts';

export interface StoreOptions {
  readonly factory: () => IDBFactory | undefined;
  /** Another tab deletes the database. */
  readonly onDeleted: () => void;
  /** `storage-missing`, `storage-full` or `storage-lost`: from here on this page remembers in memory. */
  readonly onProblem: (code: 'storage-missing' | 'storage-full' | 'storage-lost') => void;
}

export interface Dump {
  readonly events: readonly CoveyEvent[];
  readonly state: { readonly [key: string]: unknown };
}

export interface Store {
  readonly mode: () => 'indexeddb' | 'memory';
  /** Runs the work in one transaction. Where the database fails, runs it once more in memory. */
  transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  dump(): Promise<Dump>;
  close(): void;
}

export async function openStore({ factory, onDeleted, onProblem }: StoreOptions): Promise<Store> {
  const memory = createMemory();
  let database: Database | null = null;
  let closed = false;
  const lost = (code: Parameters<typeof onProblem>[0]) => {
    database?.close();
    database = null;
    if (!closed) onProblem(code);
  };
  try {
    const found = factory();
    if (!found) throw new Error('no IndexedDB');
    database = await openDatabase(found, () => {
      if (!closed) onDeleted();
    });
  } catch {
    lost('storage-missing');
  }

  /** In memory one work waits for the other, as transactions do. */
  let queue: Promise<unknown> = Promise.resolve();
  const inMemory = <T>(work: (transaction: Transaction) => Promise<T>): Promise<T> => {
    const result = queue.then(() => work(memory.transaction));
    queue = result.catch(() => {});
    return result;
  };

  return {
    mode: () => (database ? 'indexeddb' : 'memory'),
    async transact(work) {
      if (database) {
        try {
          return await inDatabase(database, work);
        } catch (error) {
          if (closed) throw error;
          const full = error instanceof Error && error.name === 'QuotaExceededError';
          lost(full ? 'storage-full' : 'storage-lost');
        }
      }
      return inMemory(work);
    },
    async dump() {
      if (!database)
        return { events: [...memory.events.values()], state: Object.fromEntries(memory.state) };
      const tx = database.transaction(['events', 'state']);
      const state = tx.objectStore('state');
      const [events, keys, values] = await Promise.all([
        tx.objectStore('events').getAll(),
        state.getAllKeys(),
        state.getAll(),
      ]);
      return { events, state: Object.fromEntries(keys.map((key, i) => [key, values[i]])) };
    },
    close() {
      closed = true;
      database?.close();
    },
  };
}
