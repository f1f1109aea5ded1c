import { unwrap, wrap, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import type { CoveyEvent } from '../../shared/engine/types.ts';
import type { Transaction } from './transaction.ts';
import { createWatchdog } from './watchdog.ts';

interface Schema extends DBSchema {
  events: { key: number; value: CoveyEvent };
  state: { key: string; value: unknown };
}
export type Database = IDBPDatabase<Schema>;
type Names = ('events' | 'state')[];

const STORES: Names = ['events', 'state'];

/** A database that does not open in this time (another tab holds it, or the browser hangs) is done without. */
const OPEN_TIMEOUT_MS = 3000;
/** So is one in which a transaction gets no further for this long. */
const STUCK_MS = 5000;

/** The browser did not answer in time. */
export class Stuck extends Error {}

export interface OpenOptions {
  readonly name: string;
  /** The page is left: nothing of this may be under way while it sleeps. */
  readonly left: AbortSignal;
  /** It was there before: if it is not now, it was deleted, and is not made anew. */
  readonly existing: boolean;
  /** Somebody deletes it. */
  readonly onDeleted: () => void;
}

export async function openDatabase(factory: IDBFactory, options: OpenOptions): Promise<Database> {
  const { name, left, existing, onDeleted } = options;
  const request = factory.open(name, 1);
  /** Nobody waits for it any more. */
  let late = left.aborted;
  request.onupgradeneeded = () => {
    if (existing && !late) onDeleted();
    if (existing || late) return request.transaction?.abort();
    request.result.createObjectStore('events', { autoIncrement: true });
    request.result.createObjectStore('state');
  };
  const opening = (wrap(request) as unknown as Promise<Database>).then((database) => {
    // Whoever deletes or upgrades the database must not wait for this tab.
    database.onversionchange = () => {
      database.close();
      onDeleted();
    };
    database.onclose = onDeleted;
    if (late) database.close();
    return database;
  });
  let giveUp: () => void = () => {};
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = () => {
      late = true;
      try {
        request.transaction?.abort();
      } catch {
        // It was not being made.
      }
      reject(new Stuck());
    };
  });
  const timer = setTimeout(giveUp, OPEN_TIMEOUT_MS);
  left.addEventListener('abort', giveUp);
  return Promise.race([opening, givenUp]).finally(() => {
    clearTimeout(timer);
    left.removeEventListener('abort', giveUp);
  });
}

/**
 * Runs `work` in one transaction; resolves when it is committed, rejects when it was not: because
 * it failed, because the page is left, or because it is stuck.
 */
export async function inDatabase<T>(
  database: Database,
  left: AbortSignal,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  // A lost last moment is worth less than the wait for the disk.
  const tx = database.transaction(STORES, 'readwrite', { durability: 'relaxed' });
  tx.done.catch(() => {});
  let giveUp: () => void = () => {};
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = () => {
      try {
        tx.abort();
      } catch {
        // It had ended by itself.
      }
      reject(new Stuck());
    };
  });
  const watchdog = createWatchdog(STUCK_MS, giveUp);
  left.addEventListener('abort', giveUp);
  const done = async () => {
    const result = await work(over(tx, watchdog.moved));
    tx.commit();
    await tx.done;
    return result;
  };
  try {
    return await Promise.race([done(), givenUp]);
  } catch (error) {
    giveUp();
    throw error;
  } finally {
    watchdog.stop();
    left.removeEventListener('abort', giveUp);
  }
}

function over(tx: IDBPTransaction<Schema, Names, 'readwrite'>, moved: () => void): Transaction {
  const state = tx.objectStore('state');
  const events = tx.objectStore('events');
  // Nobody waits for a write, so none has a promise: one that fails aborts the transaction, and `done` tells why.
  const written = { state: unwrap(state), events: unwrap(events) };
  const read = async <T>(request: Promise<T>): Promise<T> => {
    const result = await request;
    moved();
    return result;
  };
  return {
    get: (key) => read(state.get(key)),
    put: (key, value) =>
      void (value === undefined ? written.state.delete(key) : written.state.put(value, key)),
    add: (event) => void written.events.add(event),
    async events(after, limit) {
      const range = IDBKeyRange.lowerBound(after, true);
      const [keys, values] = await read(
        Promise.all([events.getAllKeys(range, limit), events.getAll(range, limit)]),
      );
      return values.map((event, i) => [keys[i] ?? 0, event]);
    },
    replace: (key, event) =>
      void (event ? written.events.put(event, key) : written.events.delete(key)),
    async all() {
      const [stored, keys, values] = await read(
        Promise.all([events.getAll(), state.getAllKeys(), state.getAll()]),
      );
      return {
        events: stored,
        state: Object.fromEntries(keys.map((key, i) => [key, values[i]])),
      };
    },
    clear() {
      written.events.clear();
      written.state.clear();
    },
  };
}
