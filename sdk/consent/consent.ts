import type { ConsentAnswer, ConsentState } from '../api.ts';
import type { RecordStore } from './record.ts';

export interface ConsentOptions {
  readonly record: RecordStore;
  readonly now: () => number;
  readonly signal: () => ConsentState['signal'];
  /** Version of the text this page shows; an answer to an older one no longer holds. */
  readonly text?: number | undefined;
}

export interface Consent {
  get(): ConsentState;
  /** True where the answer changed. */
  set(answer: ConsentAnswer): boolean;
  /**
   * The signed definitions name the text that is asked about now. An answer to an older one lapses:
   * returns true, and the visitor is to be asked again. An answer that named none is taken as to this one.
   */
  textIs(version: number): boolean;
}

export function createConsent({ record, now, signal, text }: ConsentOptions): Consent {
  let last: ConsentState | undefined;
  const get = (): ConsentState => {
    const stored = record.read();
    const sign = signal();
    const holds =
      stored.time !== undefined && (!sign || stored.signal) && (stored.text ?? 1) >= (text ?? 0);
    const unanswered = sign ? false : null;
    const state = {
      personalisation: holds ? (stored.personalisation ?? null) : unanswered,
      measurement: holds ? (stored.measurement ?? null) : unanswered,
      time: (holds && stored.time) || null,
      text: (holds && stored.text) || null,
      signal: sign,
    };
    if (JSON.stringify(state) !== JSON.stringify(last)) last = Object.freeze(state);
    return last ?? state;
  };
  return {
    get,
    set(answer) {
      const before = get();
      const given = {
        personalisation: answer.personalisation ?? answer.personalization,
        measurement: answer.measurement,
      };
      const version = answer.text ?? text ?? before.text ?? undefined;
      const merged = (purpose: 'personalisation' | 'measurement') => {
        const value: unknown = given[purpose];
        if (typeof value === 'boolean') return value;
        return before.time === null ? undefined : (before[purpose] ?? undefined);
      };
      const personalisation = merged('personalisation');
      const measurement = merged('measurement');
      if (personalisation === undefined && measurement === undefined) return false;
      const changed =
        before.time === null ||
        personalisation !== (before.personalisation ?? undefined) ||
        measurement !== (before.measurement ?? undefined);
      // Consent tools repeat an answer on every page: its time is when the visitor gave it.
      if (!changed && version === (before.text ?? undefined)) return false;
      const time = now();
      const begins =
        (personalisation || measurement) && !before.personalisation && !before.measurement;
      record.update({
        personalisation,
        measurement,
        time,
        ...(begins && { erased: time }),
        text: version,
        signal: before.signal ? true : undefined,
        ...(!personalisation && { shown: undefined, until: undefined }),
        ...(!personalisation && !measurement && { erased: undefined, handed: undefined }),
      });
      return changed;
    },
    textIs(version) {
      const { time, text: answered } = get();
      if (time === null) return false;
      if (answered === null) record.update({ text: version });
      return answered !== null && answered < version;
    },
  };
}
