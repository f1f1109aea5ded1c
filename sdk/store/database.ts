import { wrap, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import type { CoveyEvent } from '../../shared/engine/types.ts';
import type { Transaction } from './transaction.ts';

interface Schema extends DBSchema {
  events: { key: number; value: CoveyEvent };
  state: { key: string; value: unknown };
}
export type Database = IDBPDatabase<Schema>;
type Names = ('events' | 'state')[];

const NAME = 'covey';
const STORES: Names = ['events', 'state'];

/** A database that does not open in this time (another tab holds it, or the browser hangs) is done without. */
const OPEN_TIMEOUT_MS = 3000;

export async function openDatabase(factory: IDBFactory, onClose: () => void): Promise<Database> {
  const request = factory.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('events', { autoIncrement: true });
    request.result.createObjectStore('state');
  };
  let late = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const opening = (wrap(request) as unknown as Promise<Database>).then((database) => {
    // Whoever deletes or upgrades the database must not wait for this tab.
    database.onversionchange = () => {
      database.close();
      onClose();
    };
    database.onclose = onClose;
    if (late) database.close();
    return database;
  });
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      late = true;
      reject(new Error('blocked'));
    }, OPEN_TIMEOUT_MS);
  });
  return Promise.race([opening, timeout]).finally(() => clearTimeout(timer));
}

/** Runs `work` in one transaction; resolves when it is committed, rejects when it was not. */
export async function inDatabase<T>(
  database: Database,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  // A lost last moment is worth less than the wait for the disk.
  const tx = database.transaction(STORES, 'readwrite', { durability: 'relaxed' });
  try {
    const result = await work(over(tx));
    tx.commit();
    await tx.done;
    return result;
  } catch (error) {
    tx.done.catch(() => {});
    try {
      tx.abort();
    } catch {
      // It had ended by itself.
    }
    throw error;
  }
}

/** A failed request aborts the transaction, and `done` tells why: its own promise is not needed. */
const send = (request: Promise<unknown>) => void request.catch(() => {});

function over(tx: IDBPTransaction<Schema, Names, 'readwrite'>): Transaction {
  const state = tx.objectStore('state');
  const events = tx.objectStore('events');
  return {
    get: (key) => state.get(key),
    put: (key, value) => send(value === undefined ? state.delete(key) : state.put(value, key)),
    add: (event) => send(events.add(event)),
    async events(after, limit) {
      const range = IDBKeyRange.lowerBound(after, true);
      const [keys, values] = await Promise.all([
        events.getAllKeys(range, limit),
        events.getAll(range, limit),
      ]);
      return values.map((event, i) => [keys[i] ?? 0, event]);
    },
    replace: (key, event) => send(event ? events.put(event, key) : events.delete(key)),
  };
}
