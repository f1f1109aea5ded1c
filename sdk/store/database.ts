import { unwrap, wrap, type IDBPDatabase } from 'idb';
import type { CoveyEvent } from '../../shared/engine/types.ts';
import type { Transaction } from './transaction.ts';
import { createWatchdog } from './watchdog.ts';

const STORES = ['events', 'state'] as const;

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

export async function openDatabase(
  factory: IDBFactory,
  options: OpenOptions,
): Promise<IDBDatabase> {
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
  const giveUp = () => {
    late = true;
    request.transaction?.abort();
  };
  return unlessStuck(OPEN_TIMEOUT_MS, left, giveUp, async () => {
    // What goes through the wrapper costs a page several times as much: only promises are made by it.
    const database = unwrap(await (wrap(request) as unknown as Promise<IDBPDatabase>));
    // Whoever deletes or upgrades the database must not wait for this tab.
    database.onversionchange = () => {
      database.close();
      onDeleted();
    };
    database.onclose = onDeleted;
    if (late) database.close();
    return database;
  });
}

/**
 * Runs `work` in one transaction; resolves when it is committed, rejects when it was not: because
 * it failed, because the page is left, or because it is stuck.
 */
export async function inDatabase<T>(
  database: IDBDatabase,
  left: AbortSignal,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  // A lost last moment is worth less than the wait for the disk.
  const tx = database.transaction(STORES, 'readwrite', { durability: 'relaxed' });
  const { done } = wrap(tx);
  done.catch(() => {});
  return unlessStuck(
    STUCK_MS,
    left,
    () => tx.abort(),
    async (moved) => {
      const result = await work(over(tx, moved));
      tx.commit();
      await done;
      return result;
    },
  );
}

/**
 * What `work` gives. When it fails, when the page is left, or when it does not move for `ms`, `giveUp` ends what is
 * under way, and nobody waits for it any more.
 */
async function unlessStuck<T>(
  ms: number,
  left: AbortSignal,
  giveUp: () => void,
  work: (moved: () => void) => Promise<T>,
): Promise<T> {
  let end = () => {};
  const ended = new Promise<never>((_, reject) => {
    end = () => {
      try {
        giveUp();
      } catch {
        // It had ended by itself.
      }
      reject(new Stuck());
    };
  });
  const watchdog = createWatchdog(ms, end);
  left.addEventListener('abort', end);
  try {
    return await Promise.race([work(watchdog.moved), ended]);
  } catch (error) {
    end();
    throw error;
  } finally {
    watchdog.stop();
    left.removeEventListener('abort', end);
  }
}

function over(tx: IDBTransaction, moved: () => void): Transaction {
  const state = tx.objectStore('state');
  const events = tx.objectStore('events');
  // Nobody waits for a write, so none has a promise: one that fails aborts the transaction, and `done` tells why.
  const read = async <T>(request: IDBRequest<T>): Promise<T> => {
    const result = await wrap(request);
    moved();
    return result;
  };
  // A proxy of the page's, say, is taken as what it shows: one value must not cost the whole store.
  const write = <T>(value: T, put: (value: T) => unknown) => {
    try {
      put(value);
    } catch (error) {
      if ((error as Error).name !== 'DataCloneError') throw error;
      put(JSON.parse(JSON.stringify(value)) as T);
    }
  };
  return {
    get: (key) => read<unknown>(state.get(key)),
    put: (key, value) =>
      void (value === undefined
        ? state.delete(key)
        : write(value, (plain) => state.put(plain, key))),
    add: (event) => write(event, (plain) => events.add(plain)),
    async events(after, limit) {
      const range = IDBKeyRange.lowerBound(after, true);
      const [keys, values] = await Promise.all([
        read(events.getAllKeys(range, limit) as IDBRequest<number[]>),
        read<CoveyEvent[]>(events.getAll(range, limit)),
      ]);
      return values.map((event, i) => [keys[i] ?? 0, event]);
    },
    replace: (key, event) => void (event ? events.put(event, key) : events.delete(key)),
    async all() {
      const [stored, keys, values] = await Promise.all([
        read<CoveyEvent[]>(events.getAll()),
        read(state.getAllKeys()),
        read<unknown[]>(state.getAll()),
      ]);
      return {
        events: stored,
        state: Object.fromEntries(keys.map((key, i) => [key, values[i]])),
      };
    },
    clear() {
      events.clear();
      state.clear();
    },
  };
}
