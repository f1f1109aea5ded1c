import { countedUntil } from '../counted.ts';
import type { Ingest } from '../ingest/index.ts';
import { measureWhenDue } from '../measure-when-due.ts';
import type { PartLoader } from '../parts/index.ts';
import type { Kept } from '../report/index.ts';
import type { Transaction } from '../store/index.ts';
import type { ActiveContext } from './context.ts';
import type { DefinitionsInUse } from './definitions-in-use.ts';
import type { Stores } from './stores.ts';

/** What is kept for counting, and goes when measurement is withdrawn. */
const COUNTING = ['seed', 'pending', 'ledger'] as const;

export const forgetCounting = (tx: Transaction): void => {
  for (const key of COUNTING) tx.put(key, undefined);
};

/** Counting, on the site's store and by the definitions in use. */
export function createCounting(
  context: ActiveContext,
  { store, counted }: Stores,
  ingest: Ingest,
  definitions: DefinitionsInUse,
  parts: PartLoader,
): ReturnType<typeof measureWhenDue> {
  const { host, background } = context;
  const granted = () => !context.stopped && context.permitted() && context.measured();
  return measureWhenDue(
    {
      edge: context.edge,
      site: context.site,
      fetch: host.fetch,
      subtle: host.crypto.subtle as never,
      random: (bytes) => void host.crypto.getRandomValues(bytes),
      now: host.now,
      definitions: () => definitions.active()?.definitions ?? null,
      decided: () => definitions.active() !== null && ingest.engine() !== null && ingest.isWhole(),
      background,
      async kept(change) {
        const next = await store.transact(async (tx) => {
          const values = await Promise.all(COUNTING.map((key) => tx.get(key)));
          const stored = Object.fromEntries(COUNTING.map((key, at) => [key, values[at]])) as Kept;
          // It may have been withdrawn since this began to wait for its turn.
          const changed = granted() ? change(stored) : stored;
          for (const key of COUNTING) if (changed[key] !== stored[key]) tx.put(key, changed[key]);
          return changed;
        });
        // What is forgotten with the page would draw new coins on the next.
        return store.mode() === 'indexeddb' && granted() ? next : null;
      },
      counted: {
        until: () => countedUntil(host.localStorage),
        storage: host.localStorage,
        store: counted,
        granted,
      },
      has: (id) => ingest.engine()?.has(id) === true && !ingest.memory().objections.includes(id),
      onProblem: context.report,
    },
    () => parts.need('counting'),
  );
}
