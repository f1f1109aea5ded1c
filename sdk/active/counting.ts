import { MAX_RETENTION_MS } from '../../shared/definitions/durations.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { countedUntil } from '../counted.ts';
import type { Ingest } from '../ingest/index.ts';
import type { Measuring } from '../measuring.ts';
import type { PartLoader } from '../parts/index.ts';
import type { LedgerEntry, Seed } from '../report/index.ts';
import { SEEN_MS } from '../seen.ts';
import type { Transaction } from '../store/index.ts';
import type { ActiveContext } from './context.ts';
import type { DefinitionsInUse } from './definitions-in-use.ts';
import type { Stores } from './stores.ts';

/** What is kept for counting, and goes when measurement is withdrawn. */
export const COUNTING = ['seed', 'pending', 'ledger'] as const;

export const forgetCounting = (tx: Transaction): void => {
  for (const key of COUNTING) tx.put(key, undefined);
};

/** Whether definitions ask how many visitors are in some segment, see some variant, or have a value in some bin. */
const counts = (definitions: Definitions) =>
  Object.values(definitions)
    .flatMap(Object.values)
    // Of metrics it says what they count.
    .some((each) => each?.count === true || each?.bins);

/**
 * Counting, while measurement is granted. Its code is loaded where the definitions count something, and a period
 * is open or something that is kept for counting has had its time: not before the device has been seen, unless an answer
 * waits, so that it does not compete with what a page begins with.
 */
export function createCounting(
  context: ActiveContext,
  stores: Stores,
  ingest: Ingest,
  definitions: DefinitionsInUse,
  parts: PartLoader,
) {
  const { background } = context;
  const { now, localStorage } = context.host;
  const { transact } = stores.store;
  /** When measurement was granted, the page began with that, or was turned to again. */
  let since = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOn = false;
  let measuring: Measuring | null = null;

  /** Later than now, or 13 months after its end; what makes no sense is neither. */
  const isOff = (begin: number, end = begin) => begin > now() || end + MAX_RETENTION_MS <= now();
  /** In so many milliseconds; null: not on this page. */
  const dueIn = async () => {
    const [seed, pending, ledger] = (await transact((tx) =>
      Promise.all(COUNTING.map((key) => tx.get(key))),
    )) as [Seed?, unknown?, (readonly LedgerEntry[])?];
    const entries = Array.isArray(ledger) ? ledger : [];
    if (isOff(seed?.made as number) || entries.some((entry) => isOff(entry?.from, entry?.to)))
      return 0;
    if (countedUntil(localStorage) > now()) return null;
    return pending ? 0 : since + SEEN_MS - now();
  };
  const isWanted = () => {
    const loaded = isOn && !measuring && definitions.active();
    return loaded && counts(loaded.definitions);
  };
  const begin = async (load: 'need' | 'load' = 'need') => {
    if (!isWanted()) return;
    const part = await parts[load]('counting');
    if (isWanted()) measuring = part.startMeasuring(context, stores, ingest, definitions, since);
  };
  const beginWhenDue = async () => {
    if (!isWanted()) return;
    const wait = await dueIn();
    clearTimeout(timer);
    if (wait !== null)
      timer = setTimeout(() => background(begin()), Math.min(Math.max(0, wait), SEEN_MS));
  };
  return {
    isOn: () => isOn,
    start() {
      isOn = true;
      since = now();
      background(beginWhenDue());
    },
    /** Other definitions are there. */
    prepare() {
      if (measuring) measuring.prepare();
      else background(beginWhenDue());
    },
    /** What is true is another now because the visitor says so: an answer that waits is drawn anew. */
    again() {
      if (measuring) measuring.again();
      else if (isOn) background(transact(async (tx) => tx.put('pending', undefined)));
    },
    wake() {
      if (measuring) return measuring.wake();
      since = now();
      background(beginWhenDue());
    },
    /** For the panel. */
    async facts() {
      // The panel opens without them where the code cannot be had.
      await begin('load').catch(() => {});
      return measuring?.facts() ?? null;
    },
    stop() {
      isOn = false;
      clearTimeout(timer);
      measuring?.stop();
      measuring = null;
    },
  };
}
