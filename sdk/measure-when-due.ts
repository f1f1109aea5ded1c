import { MAX_RETENTION_MS } from '../shared/definitions/durations.ts';
import type { Definitions } from '../shared/definitions/types.ts';
import type { Measuring, MeasuringOptions } from './measuring.ts';
import type { Parts } from './parts/index.ts';

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
export function measureWhenDue(options: MeasuringOptions, load: () => Promise<Parts['counting']>) {
  const { now, background, counted } = options;
  let isOn = false;
  let measuring: Measuring | null = null;

  const isOff = (time: unknown) => Number(time) > now() || Number(time) + MAX_RETENTION_MS <= now();
  const isDue = async () => {
    if (counted.until() <= now()) return true;
    const { seed, ledger } = ((await options.kept((stored) => stored)) ?? {}) as {
      readonly seed?: { readonly made?: unknown };
      readonly ledger?: readonly { readonly from?: unknown }[];
    };
    const entries = Array.isArray(ledger) ? ledger : [];
    return isOff(seed?.made) || entries.some((entry) => isOff(entry?.from));
  };
  const begin = async (isAsked = false) => {
    const definitions = options.definitions();
    const isWanted = () => isOn && !measuring;
    if (!isWanted() || !definitions || !counts(definitions)) return;
    if (!isAsked && !(await isDue())) return;
    const { startMeasuring } = await load();
    if (isWanted()) measuring = startMeasuring(options);
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
      else if (isOn) background(options.kept((stored) => ({ ...stored, pending: undefined })));
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
