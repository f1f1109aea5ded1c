import { MAX_RETENTION_MS } from '../../definitions/durations.ts';
import { type Unit, nextPeriod, periodAt } from '../values/calendar.ts';
import type { VisitorState } from './visitor-state.ts';
import { CompileError, duration, isRecord } from '../values/values.ts';

/** Entries, or different values, that one metric keeps. Beyond, it is approximate. */
export const CAP = 1000;
/**
 * This many entries stay even where fewer settle every answer: most visitors have no more, and then the
 * value is exact; and a negative one may come to a sum.
 */
export const SPARE = 32;

/** When an event counts, compiled. */
export interface Window {
  /** Of a sliding window: an event at t counts until t + length. Infinity for all others. */
  readonly length: number;
  /** The value is the one that the window had so many milliseconds ago. */
  readonly offset: number;
  /** Changes with every session: starts empty, or with several loses the oldest. */
  readonly followsSessions: boolean;
  /** How many of the latest sessions it holds, where there are several. */
  readonly sessions: number;
  /** Starts empty with every local day, week or month. */
  readonly unit: Unit | null;
  /** Whether an event happening now counts. */
  readonly holds: ((visitor: VisitorState) => boolean) | null;
  /** Whether all events that count now came after an instant. */
  readonly isCovered: (visitor: VisitorState, unknownTo: number, period: Period) => boolean;
  /** How long a log must keep the events. */
  readonly forMs: number;
}

export const EVER: Window = {
  length: Infinity,
  offset: 0,
  followsSessions: false,
  sessions: 0,
  unit: null,
  holds: null,
  isCovered: () => false,
  forMs: MAX_RETENTION_MS,
};

/** Any other window than all of time or a length, compiled; null for those two. */
export type SpecialWindow = (within: unknown) => Window | null;

export const compileWindow = (within: unknown, special: SpecialWindow | undefined): Window => {
  if (within === undefined) return EVER;
  const found = special?.(within);
  if (found) return found;
  if (!isRecord(within)) return sliding(duration(within), 0);
  return sliding(duration(within['length']), duration(within['ago']));
};

const sliding = (length: number, offset: number): Window => {
  if (length === 0) throw new CompileError('bad "within"');
  return {
    ...EVER,
    length,
    offset,
    isCovered: (visitor, unknownTo) => visitor.now >= unknownTo + length,
    forMs: Math.min(length + offset, MAX_RETENTION_MS),
  };
};

/** The local period, or the session, that a metric is in. */
export interface Period {
  ordinal: number;
  /** When to look again. */
  end: number;
  /** Of several sessions, those in the window of which something was seen: number and start in turn, the oldest first. */
  starts?: number[];
  /** Of several, the first that surely began after what may be missing. */
  certain?: number;
}

/** Of a window that never starts empty again. */
const NO_PERIOD: Period = Object.freeze({ ordinal: 0, end: 0 });

export const freshPeriod = (restarts: boolean): Period =>
  restarts ? { ordinal: 0, end: 0 } : NO_PERIOD;

interface Windowed {
  unknownTo: number | null;
  readonly period: Period;
}

/** Lets a window follow time; true where another session or period has begun, and with it an empty window. */
export const moveOn = (visitor: VisitorState, window: Window, state: Windowed): boolean => {
  if (state.unknownTo !== null && window.isCovered(visitor, state.unknownTo, state.period))
    state.unknownTo = null;
  const { period } = state;
  const { unit } = window;
  if (unit ? visitor.now < period.end : !window.followsSessions || window.sessions > 0)
    return false;
  const ordinal = unit ? periodAt(visitor.host, unit, visitor.now) : visitor.session.number;
  const isNew = ordinal !== period.ordinal;
  period.ordinal = ordinal;
  if (unit) period.end = nextPeriod(visitor.host, unit, visitor.now);
  return isNew;
};

/** Lets a window of several sessions follow them; gives when the oldest in it began. */
export const oldestStart = (
  { session: { number, start } }: VisitorState,
  { sessions }: Window,
  period: Period,
): number => {
  const starts = (period.starts ??= []);
  if (number !== period.ordinal) starts.push(number, start);
  period.ordinal = number;
  while ((starts[0] ?? Infinity) <= number - sessions) starts.splice(0, 2);
  return starts[1] ?? -Infinity;
};

/** A session from this number on surely began after what may be missing. */
export const certainFrom = (period: Period, number: number): void => {
  period.certain = Math.min(period.certain ?? Infinity, number);
};

/** When `moveOn` has something to do next, with time alone. */
export const nextWindowChange = (
  { now }: VisitorState,
  window: Window,
  { unknownTo, period }: Windowed,
): number => {
  const covered = unknownTo === null ? Infinity : unknownTo + window.length;
  return Math.min(covered > now ? covered : Infinity, period.end > now ? period.end : Infinity);
};
