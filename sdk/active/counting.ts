import { MAX_RETENTION_MS } from '../../shared/definitions/durations.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { countedUntil } from '../counted.ts';
import type { Ingest } from '../ingest/index.ts';
import type { Measuring } from '../measuring.ts';
import type { PartLoader } from '../parts/index.ts';
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
 * is open or something that is kept for counting has had its time.
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
  let isOn = false;
  let measuring: Measuring | null = null;

  const isOff = (time: unknown) => Number(time) > now() || Number(time) + MAX_RETENTION_MS <= now();
  const isDue = async () => {
    if (countedUntil(localStorage) <= now()) return true;
    const [seed, , ledger] = (await transact((tx) =>
      Promise.all(COUNTING.map((key) => tx.get(key))),
    )) as [{ readonly made?: unknown }?, unknown?, (readonly { readonly from?: unknown }[])?];
    const entries = Array.isArray(ledger) ? ledger : [];
    return isOff(seed?.made) || entries.some((entry) => isOff(entry?.from));
  };
  const begin = async (isAsked = false) => {
    const loaded = definitions.active();
    const isWanted = () => isOn && !measuring;
    if (!isWanted() || !loaded || !counts(loaded.definitions)) return;
    if (!isAsked && !(await isDue())) return;
    const part = await parts.need('counting');
    if (isWanted()) measuring = part.startMeasuring(context, stores, ingest, definitions);
  };
  return {
    isOn: () => isOn,
    start() {
      isOn = true;
      background(begin());
    },
    /** Other definitions are there. */
    prepare() {
      if (measuring) measuring.prepare();
      else background(begin());
    },
    /** What is true is another now because the visitor says so: an answer that waits is drawn anew. */
    again() {
      if (measuring) measuring.again();
      else if (isOn) background(transact(async (tx) => tx.put('pending', undefined)));
    },
    wake() {
      if (measuring) measuring.wake();
      else background(begin());
    },
    /** For the panel. */
    async facts() {
      await begin(true);
      return measuring?.facts() ?? null;
    },
    stop() {
      isOn = false;
      measuring?.stop();
      measuring = null;
    },
  };
}
