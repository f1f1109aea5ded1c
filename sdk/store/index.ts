// Store: events and state in one IndexedDB database, written in transactions that are the lock
// between tabs. What the browser will not keep is kept in memory for this page; nothing throws.
export { deleteUnseen, eraseDatabase } from './erase.ts';
export { moveDatabase } from './move.ts';
export { openStore } from './store.ts';
export type { Store, StoreOptions } from './store.ts';
export type { Dump, Transaction } from './transaction.ts';
