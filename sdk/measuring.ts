import type { ActiveContext } from './active/context.ts';
import { COUNTING } from './active/counting.ts';
import type { DefinitionsInUse } from './active/definitions-in-use.ts';
import type { Stores } from './active/stores.ts';
import { countedUntil } from './counted.ts';
import type { Ingest } from './ingest/index.ts';
import { createReporter, type Kept } from './report/index.ts';
import { takePeriod } from './take-period.ts';

export type Measuring = ReturnType<typeof startMeasuring>;

/**
 * When reports are prepared and sent, while measurement is granted: by its own clock, never by the page's. On the site's
 * store, and by the definitions in use. `since`: when the device was first seen on this page.
 */
export function startMeasuring(
  context: ActiveContext,
  { store, counted }: Stores,
  ingest: Ingest,
  { active }: DefinitionsInUse,
  since: number,
) {
  const { host, background } = context;
  let stopped = false;
  let prepared: Promise<void> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const granted = () => !context.stopped && context.permitted() && context.measured();
  const until = () => countedUntil(host.localStorage);
  const kept = async (change: (stored: Kept) => Kept) => {
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
  };
  const reporter = createReporter({
    edge: context.edge,
    site: context.site,
    fetch: host.fetch,
    subtle: host.crypto.subtle as never,
    random: (bytes) => void host.crypto.getRandomValues(bytes),
    now: host.now,
    kept,
    counted: {
      until,
      take: (from, to) =>
        takePeriod({ until, storage: host.localStorage, store: counted, granted }, from, to),
    },
    decided: () => active() !== null && ingest.engine() !== null && ingest.isWhole(),
    has: (id) => ingest.engine()?.has(id) === true && !ingest.memory().objections.includes(id),
    onProblem: context.report,
  });

  const step = async () => {
    clearTimeout(timer);
    if (!active() || stopped) return;
    const wait = await reporter.step();
    if (wait === null || stopped) return;
    clearTimeout(timer);
    timer = setTimeout(() => background(step()), wait);
  };
  const prepare = (seen = host.now()) => {
    const loaded = active();
    if (!loaded || stopped) return;
    prepared = reporter.prepare(loaded.definitions, seen);
    background(prepared.then(step));
  };
  prepare(since);
  return {
    prepare: () => prepare(),
    /** What is true is another now because the visitor says so: an answer that waits is drawn anew. */
    again() {
      background(kept((stored) => ({ ...stored, pending: undefined })).then(() => prepare()));
    },
    /** The page is in view again; another period may have begun. */
    wake() {
      if (reporter.expired()) prepare();
    },
    async facts() {
      await prepared.catch(() => {});
      return reporter.facts();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      reporter.stop();
    },
  };
}
