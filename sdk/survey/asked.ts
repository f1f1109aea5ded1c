import { parseDuration } from '../../shared/definitions/durations.ts';
import type { SurveyDefinition } from '../../shared/definitions/types.ts';
import type { Store } from '../store/index.ts';

/** A card that was seen goes on being shown this long, on whatever page. */
const SHOWING_MS = 30 * 60_000;
/** Then no card is shown for so long. */
const REST_MS = 864e5;
const CAP = 3;

/** What is remembered of one question. Times are milliseconds since the epoch. */
export interface Asked {
  /** How often it was shown since it was last answered or closed. */
  readonly times: number;
  /** When it was last shown. */
  readonly shown: number;
  readonly answered?: number;
  readonly closed?: number;
}
export type AllAsked = { readonly [survey: string]: Asked };

/** Under which key it stands in the store. */
const KEY = 'surveys';

/** Also where the clock was ahead, and was set right. */
const isWithin = (time: number, ms: number, now: number): boolean => Math.abs(now - time) < ms;

/** Whether a question may be asked, as far as it was asked before. */
export function isDue(id: string, { show }: SurveyDefinition, all: AllAsked, now: number): boolean {
  const {
    times = 0,
    shown = 0,
    answered = 0,
    closed = 0,
  } = Object.hasOwn(all, id) ? (all[id] as Asked) : {};
  const done = Math.max(answered, closed);
  const everyMs = show.every === undefined ? Infinity : (parseDuration(show.every) ?? Infinity);
  if (done > 0 && isWithin(done, everyMs, now)) return false;
  if (times > 0 && isWithin(shown, SHOWING_MS, now)) return true;
  const rests = Object.values(all).some((other) => isWithin(other.shown, REST_MS, now));
  return !rests && times < (show.cap ?? CAP);
}

/** What was asked, as it stands in the store; what makes no sense there was not asked. */
export const readAsked = ({ transact }: Store): Promise<AllAsked> =>
  transact(async (tx) => soundOf(await tx.get(KEY)));

/** Notes that a question was shown, answered or closed; of questions that there are no more nothing is kept. */
export const noteAsked = (
  { transact }: Store,
  id: string,
  what: 'shown' | 'answered' | 'closed',
  now: number,
  known: (id: string) => boolean,
): Promise<AllAsked> =>
  transact(async (tx) => {
    const all = soundOf(await tx.get(KEY));
    const before: Asked = Object.hasOwn(all, id) ? (all[id] as Asked) : { times: 0, shown: 0 };
    const goesOn = before.times > 0 && isWithin(before.shown, SHOWING_MS, now);
    if (what === 'shown' && goesOn) return all;
    const next: Asked =
      what === 'shown'
        ? { ...before, times: before.times + 1, shown: now }
        : { ...before, times: 0, [what]: now };
    const kept = Object.entries({ ...all, [id]: next }).filter(([each]) => known(each));
    const changed = Object.fromEntries(kept);
    tx.put(KEY, changed);
    return changed;
  });

function soundOf(value: unknown): AllAsked {
  const entries = Object.entries(Object(value) as { readonly [id: string]: Partial<Asked> | null });
  return Object.fromEntries(
    entries.filter(([, asked]) => Number.isFinite(asked?.times) && Number.isFinite(asked?.shown)),
  ) as AllAsked;
}
