import type { ConsentAnswer, ConsentState, Purpose } from '../api.ts';
import { isGrant, ofEach, saidIn } from './purposes.ts';
import { NOTHING_SHOWN, type LocalRecord, type RecordStore } from './record.ts';

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
  /** True where the answer changed; undefined where it makes no sense. */
  set(answer: ConsentAnswer): boolean | undefined;
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
      ...ofEach((purpose) => answer[purpose] ?? otherwise),
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
      if (isDated && !(at > DAY_MS && at < now() + DAY_MS)) return undefined;
      const sign = signal();
      const before = standing(sign);
      const isPast = answer.replayed || isDated;
      if (isPast) {
        // What came since counts for more: an answer here, that one lapsed, the browser's signal.
        const { asked } = record.read();
        const isStale = isDated ? isOld(at) || at <= (before.time ?? asked ?? 0) : asked;
        if (isStale || (sign && !before.time)) return false;
      }
      const version = answer.text ?? (asks || before.text);
      if ((version as number) < asks) return false;
      /** Given nobody knows when: it can refuse what was granted, and grants nothing that was refused. */
      const isWeak = isPast && !isDated && before.time;
      const next = ofEach<boolean | undefined>((purpose) => {
        // In the platform's spelling, too.
        const value: unknown = answer[purpose] ?? answer[purpose.replace('isa', 'iza') as Purpose];
        const known = before[purpose];
        // A boolean is what it is made to by denying it twice.
        return !!value === value && !(value && isWeak && known === false) ? value : known;
      });
      const said = saidIn(next);
      const changed = said !== saidIn(before);
      // Commas alone: nothing was ever answered. Consent tools repeat an answer on every page: its time is when the
      // visitor gave it.
      if (!said[2] || (!changed && (isWeak || (!isDated && version === before.text)))) return false;
      record.update({
        ...next,
        time: Math.min(at, now()),
        asked: undefined,
        ...(isGrant(next) && !isGrant(before) && { erased: now() }),
        text: version,
        signal: sign ? true : undefined,
        // Handing on rests on personalisation: a refusal of that takes a grant along which it does not name itself.
        ...(!next.personalisation && {
          activation: answer.activation && next.activation,
          ...NOTHING_SHOWN,
        }),
        ...(!isGrant(next) && { erased: undefined, handed: undefined }),
      });
      return changed;
    },
    _lapse(forced) {
      const stored = record.read();
      if (!forced && !(isGrant(stored) && !get().time) && !isOld(stored.time ?? stored.asked))
        return false;
      record.remove();
      if (stored.time !== undefined) record.update({ asked: now() });
      return true;
    },
    _outlived() {
      const stored = record.read();
      return isOld(stored.erased ?? stored.time);
    },
  };
}
