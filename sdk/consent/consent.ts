import type { ConsentAnswer, ConsentState } from '../api.ts';
import type { LocalRecord, RecordStore } from './record.ts';

/** Thirteen months of 30.4 days: no answer holds for longer, and nothing that rests on it is kept for longer. */
const LIFE_MS = 395 * 864e5;
/** Clocks disagree; an answer further in the future than a day is a mistake. */
const DAY_MS = 864e5;

export interface ConsentOptions {
  readonly record: RecordStore;
  readonly now: () => number;
  readonly signal: () => ConsentState['signal'];
  /** Version of the text this page shows; an answer to an older one no longer holds. */
  readonly text?: number | undefined;
}

export interface Consent {
  get(): ConsentState;
  /** True where the answer changed; null where it makes no sense. */
  set(answer: ConsentAnswer): boolean | null;
  /**
   * Forgets a grant that does not hold, and what has lived its time, but for when that was: an answer
   * from before is none, whoever repeats it. False where there is nothing to forget.
   */
  _lapse(forced?: boolean): boolean;
  /** The history behind the grant has lived its time, whatever the visitor answered since. */
  _outlived(): boolean;
}

export function createConsent({ record, now, signal, text: asks = 0 }: ConsentOptions): Consent {
  // Also where the clock was ahead and was set right.
  const isOld = (time = now()) => Math.abs(now() - time) >= LIFE_MS;
  let last: ConsentState;
  let lastText: string | undefined;
  /** What was answered, where it holds. */
  const standing = (sign: ConsentState['signal']): LocalRecord => {
    const stored = record.read();
    const holds =
      stored.time && !isOld(stored.time) && (!sign || stored.signal) && (stored.text ?? 1) >= asks;
    return holds ? stored : {};
  };
  const get = (): ConsentState => {
    const sign = signal();
    const { time = null, text: version, ...answer } = standing(sign);
    const otherwise = sign && !time ? false : null;
    const state = {
      personalisation: answer.personalisation ?? otherwise,
      measurement: answer.measurement ?? otherwise,
      time,
      text: version || null,
      signal: sign,
    };
    // Whatever the page made of JSON.
    const stateText = Object.values(state).join();
    if (stateText !== lastText) {
      lastText = stateText;
      last = Object.freeze(state);
    }
    return last;
  };
  return {
    get,
    set(answer) {
      const isDated = answer.time !== undefined;
      const at = isDated ? +new Date(answer.time) : Infinity;
      // `null` and the like come out as the first day of all.
      if (isDated && !(at > DAY_MS && at < now() + DAY_MS)) return null;
      const sign = signal();
      const before = standing(sign);
      const { asked } = record.read();
      const isPast = answer.replayed || isDated;
      if (isPast) {
        // What came since counts for more: an answer here, that one lapsed, the browser's signal.
        const isStale = isDated ? isOld(at) || at <= (before.time ?? asked ?? 0) : asked;
        if (isStale || (sign && !before.time)) return false;
      }
      const version = answer.text ?? (asks || before.text);
      if (Number(version) < asks) return false;
      /** Given nobody knows when: it can refuse what was granted, and grants nothing that was refused. */
      const isWeak = isPast && !isDated && before.time;
      const merged = (value: unknown, known: boolean | undefined) =>
        // A boolean is what it is made to by denying it twice.
        !!value === value && !(value && isWeak && known === false) ? value : known;
      const personalisation = merged(
        answer.personalisation ?? answer.personalization,
        before.personalisation,
      );
      const measurement = merged(answer.measurement, before.measurement);
      if ((personalisation ?? measurement) === undefined) return false;
      const changed =
        personalisation !== before.personalisation || measurement !== before.measurement;
      // Consent tools repeat an answer on every page: its time is when the visitor gave it.
      if (!changed && (isWeak || (!isDated && version === before.text))) return false;
      const begins =
        (personalisation || measurement) && !before.personalisation && !before.measurement;
      record.update({
        personalisation,
        measurement,
        time: Math.min(at, now()),
        asked: undefined,
        ...(begins && { erased: now() }),
        text: version,
        signal: sign ? true : undefined,
        ...(!personalisation && { shown: undefined, until: undefined }),
        ...(!personalisation && !measurement && { erased: undefined, handed: undefined }),
      });
      return changed;
    },
    _lapse(forced) {
      const { personalisation, measurement, time, asked } = record.read();
      const grants = personalisation || measurement;
      if (!forced && !(grants && !get().time) && !isOld(time ?? asked)) return false;
      record.remove();
      if (time !== undefined) record.update({ asked: now() });
      return true;
    },
    _outlived() {
      const { erased, time } = record.read();
      return isOld(erased ?? time);
    },
  };
}
