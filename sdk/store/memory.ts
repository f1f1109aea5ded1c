import type { CoveyEvent } from '../../shared/engine/types.ts';
import type { Transaction } from './transaction.ts';

/** What stands in for the database while a page lives, where the browser offers none. */
export function createMemory(): Transaction {
  const state = new Map<string, unknown>();
  const events = new Map<number, CoveyEvent>();
  let key = 0;
  return {
    get: async (name) => state.get(name),
    put: (name, value) => void (value === undefined ? state.delete(name) : state.set(name, value)),
    add: (event) => void events.set(++key, event),
    events: async (after, limit) => [...events].filter(([at]) => at > after).slice(0, limit),
    replace: (at, event) => void (event ? events.set(at, event) : events.delete(at)),
    all: async () => ({ events: [...events.values()], state: Object.fromEntries(state) }),
    clear() {
      state.clear();
      events.clear();
    },
  };
}
