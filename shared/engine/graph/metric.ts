import { DAY_MS } from '../../definitions/durations.ts';
import type { MetricState, VisitorState, IngestedEvent } from './visitor-state.ts';
import type { Value } from '../values/values.ts';
import type { Predicate } from './predicate.ts';

/** Events that a metric reads. The bit tells it which of its subscriptions an event meets. */
export interface Subscription {
  readonly names: readonly string[];
  readonly where: Predicate | null;
  readonly bit: number;
}

/** What a log must keep for a metric to be rebuilt from it. */
export interface LogNeed {
  readonly names: readonly string[];
  readonly paths: readonly string[];
  readonly forMs: number;
}

/** What the answers of a plan depend on of a value. */
export interface Demand {
  /** Where answers change, ascending. */
  readonly thresholds: readonly number[];
  /** Above this no answer looks any closer; Infinity where the exact value is read. */
  readonly max: number;
  /** A formula reads it: durations by whole days, scores by hundredths. */
  readonly inFormula: boolean;
}

/**
 * A function of the event log, folded. Time is `visitor.now`: an event is added at its own time, and
 * `advanceTime` lets any time pass in one go.
 */
export interface Metric<State extends MetricState = MetricState> {
  /** Its time is advanced when a session begins. */
  readonly followsSessions: boolean;
  readonly isDuration: boolean;
  /** The time since the last match: an older one tells nothing more. */
  readonly isLatest?: boolean;
  /** Values are whole numbers when multiplied by this; 0 where any are possible. */
  readonly scale: number;
  /** Forgets what no answer needs: where answers depend on more, it has to be built anew. */
  readonly forgets: boolean;
  /** A formula looks at it by hundredths. */
  readonly isScore: boolean;
  fresh(unknownTo: number | null): State;
  /**
   * Lets time pass, then adds the event. False where no answer changes with it and its timer is no
   * sooner than it was: then nothing that reads it is looked at.
   */
  add(
    visitor: VisitorState,
    state: State,
    event: IngestedEvent,
    bits: number,
    demand: Demand,
  ): boolean;
  advanceTime(visitor: VisitorState, state: State, demand: Demand): void;
  /** The next instant after now at which time alone changes the value, as far as answers depend on it; else Infinity. */
  nextTimer(visitor: VisitorState, state: State, demand: Demand): number;
  value(visitor: VisitorState, state: State): Value;
  /** What `thresholdRank` says of the value. */
  rank(visitor: VisitorState, state: State, demand: Demand): number;
  /** The value stands for "at least": more was forgotten because no answer needs it. */
  isLowerBound?(visitor: VisitorState, state: State, demand: Demand): boolean;
  /** Above its cap: older events are counted together, or not at all. */
  isApproximate?(visitor: VisitorState, state: State): boolean;
  /** The state as it is stored: plain data and maps. */
  serialize?(state: State): object;
  /** Brings a fresh state to what was stored, perhaps when answers depended on more than `max`. */
  deserialize?(state: State, saved: Partial<State>, max: number): void;
}

/** How many thresholds a number has reached; -1 for all that is no number, or is *never*. */
export const thresholdRank = (thresholds: readonly number[], value: Value): number =>
  typeof value === 'number' && value !== Infinity ? reached(thresholds, value) : -1;

/** How many thresholds a value has reached. */
export const reached = (thresholds: readonly number[], value: number): number => {
  let count = 0;
  while (count < thresholds.length && value >= (thresholds[count] as number)) count++;
  return count;
};

/** When the time since `from` next reaches a threshold or, for a formula, a whole day. */
export const nextThreshold = (
  from: number,
  now: number,
  { thresholds, inFormula }: Pick<Demand, 'thresholds' | 'inFormula'>,
): number => {
  const next = from + (thresholds[reached(thresholds, now - from)] ?? Infinity);
  return inFormula ? Math.min(next, from + (Math.floor((now - from) / DAY_MS) + 1) * DAY_MS) : next;
};
