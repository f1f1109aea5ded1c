import type { Operation } from './snapshot.ts';
import type { Entry } from './visitor.ts';

/** Decided and not yet stored, or waiting for definitions, at most. */
export const MAX_PENDING = 500;
/** Of what waits, one task takes in so many: deciding and writing them stays below 50 ms. */
const SLICE = 100;
/** Events that wait for their turn behind these, at most. */
export const MAX_WAITING = 10_000;
/** A flood of events does not crowd out what `identify` is given, and other last words: these wait behind so many. */
const MOST_WAITING = 2 * MAX_WAITING;

/** What happened on this page and is not stored yet, in order. */
export interface Queue {
  /** Takes part in the answers; written with the next commit. */
  pending(): readonly Entry[];
  /** Came in a burst, and waits until the page has had its turn. */
  waiting(): readonly Operation[];
  /** `pending` where it is to be decided at once; null where it is dropped. */
  add(change: Omit<Operation, 'sequence'>, mayWait: boolean): Entry | 'waiting' | null;
  /** Moves as many of what waits to what is pending as one task can carry. */
  admit(): readonly Entry[];
  /** Everything up to this sequence is stored. Gives how many of what was pending that were. */
  acknowledge(sequence: number): number;
}

export function createQueue(): Queue {
  let pending: Entry[] = [];
  let waiting: Operation[] = [];
  let sequence = 0;
  const entryOf = (operation: Operation): Entry => ({ operation, stored: [] });
  return {
    pending: () => pending,
    waiting: () => waiting,
    add(change, mayWait) {
      const waits = waiting.length > 0 || pending.length >= MAX_PENDING;
      const others = change.event ? (mayWait ? MAX_WAITING : 0) : MOST_WAITING;
      if (waits && waiting.length >= others) return null;
      const operation = { ...change, sequence: ++sequence };
      if (waits) {
        waiting.push(operation);
        return 'waiting';
      }
      const entry = entryOf(operation);
      pending.push(entry);
      return entry;
    },
    admit() {
      const next = waiting.splice(0, Math.min(SLICE, MAX_PENDING - pending.length)).map(entryOf);
      pending.push(...next);
      return next;
    },
    acknowledge(stored) {
      const before = pending.length;
      pending = pending.filter(({ operation }) => operation.sequence > stored);
      waiting = waiting.filter((operation) => operation.sequence > stored);
      return before - pending.length;
    },
  };
}
