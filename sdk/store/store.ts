import { inDatabase, openDatabase, Stuck } from './database.ts';
import { createMemory } from './memory.ts';
import type { Transaction } from './transaction.ts';

export interface StoreOptions {
  readonly name: string;
  readonly factory: () => IDBFactory | undefined;
  /** Asked before every transaction: false once nothing may be written any more. */
  readonly permitted: () => boolean;
  /** Somebody else deleted the database. */
  readonly onDeleted: () => void;
  /** From here on this page remembers in memory. */
  readonly onProblem: (
    code: 'storage-missing' | 'storage-full' | 'storage-blocked' | 'storage-lost',
  ) => void;
}

export interface Store {
  /** `none` until the database has opened, or turned out not to. */
  mode(): 'none' | 'indexeddb' | 'memory';
  /**
   * Runs the work in one transaction. While the page is left, it waits; where the database fails
   * or hangs, it runs once more in memory. Rejects when nothing may be written any more.
   */
  transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /**
   * The page is left and may sleep for long, or for ever. A sleeping page that holds a transaction or
   * a connection would keep every other waiting: what is under way ends, and nothing begins.
   */
  leave(): void;
  /** The tab is hidden and may be put to sleep without a word: the connection is held only while used. */
  hide(): void;
  /** The visitor is here again. */
  show(): void;
  close(): void;
}

export function openStore(options: StoreOptions): Store {
  const { name, factory, permitted, onDeleted, onProblem } = options;
  const memory = createMemory();
  let mode: ReturnType<Store['mode']> = 'none';
  let connection: Promise<IDBDatabase> | null = null;
  let running = 0;
  let hidden = false;
  let closed = false;
  /** Ends what is under way as the page is left. */
  let leaving = new AbortController();
  /** While the page is left: resolves when it is not any more. */
  let away: Promise<void> | null = null;
  let shown = () => {};

  const disconnect = () => {
    connection?.then((database) => database.close()).catch(() => {});
    connection = null;
  };
  const deleted = () => {
    connection = null;
    if (!closed) onDeleted();
  };
  const connect = async (left: AbortSignal): Promise<IDBDatabase> => {
    const found = factory();
    if (!found) throw new Error('no IndexedDB');
    const existing = mode === 'indexeddb';
    const database = await openDatabase(found, { name, left, existing, onDeleted: deleted });
    mode = 'indexeddb';
    return database;
  };
  const lost = (error: unknown) => {
    if (mode === 'memory') return;
    const full = error instanceof Error && error.name === 'QuotaExceededError';
    const stuck = error instanceof Stuck;
    const missing = mode === 'none';
    mode = 'memory';
    disconnect();
    if (stuck) onProblem('storage-blocked');
    else if (missing) onProblem('storage-missing');
    else onProblem(full ? 'storage-full' : 'storage-lost');
  };

  /** In memory one work waits for the other, as transactions do. */
  let queue: Promise<unknown> = Promise.resolve();
  const inMemory = <T>(work: (transaction: Transaction) => Promise<T>): Promise<T> => {
    const result = queue.then(() => work(memory));
    queue = result.catch(() => {});
    return result;
  };

  return {
    mode: () => mode,
    async transact(work) {
      for (;;) {
        while (away) await away;
        if (closed || !permitted()) throw new Error('ended');
        if (mode === 'memory') return inMemory(work);
        const left = leaving.signal;
        running++;
        try {
          connection ??= connect(left);
          const database = await connection;
          if (!left.aborted) return await inDatabase(database, left, work);
        } catch (error) {
          if (closed) throw error;
          if (!left.aborted) lost(error);
        } finally {
          running--;
          if (hidden && running === 0) disconnect();
        }
      }
    },
    leave() {
      away ??= new Promise((resolve) => (shown = resolve));
      leaving.abort();
      disconnect();
    },
    hide() {
      hidden = true;
      if (running === 0) disconnect();
    },
    show() {
      hidden = false;
      if (!away) return;
      leaving = new AbortController();
      away = null;
      shown();
    },
    close() {
      closed = true;
      disconnect();
      away = null;
      shown();
    },
  };
}
