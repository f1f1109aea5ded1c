import { type Demand, type Metric, reached } from '../graph/metric.ts';
import type { MetricState, VisitorState, IngestedEvent } from '../graph/visitor-state.ts';
import { MOST_COUNTED } from './matcher.ts';
import type { PatternState, Pattern } from './pattern.ts';
import { Range, type Value } from '../values/values.ts';

/** A partial match is two numbers: when the first of those counted together started, and when its last step was met. */
const WIDTH = 2;
/** The start of none. */
const NONE = -9e15;

interface LinearState extends MetricState {
  /**
   * After each step but the last, the match that came last, which has the latest start: row by
   * row, one for each number of matches in the window and one more.
   */
  readonly newest: number[];
  /** At j, the latest start of j + 1 matches, one after the other. */
  readonly starts: number[];
  /** How many there are, and how many there were when last looked at. Found when asked for, not kept. */
  count: number;
  seen: number;
}

/** Whether steps only have to follow one another, each less than a time after the one before. */
export const isLinear = ({ states, restMs, spanMs, inSession }: Pattern): boolean =>
  restMs === 0 &&
  spanMs === Infinity &&
  !inSession &&
  states.every(
    ({ transitions, forbidden, mustBeNext, atLeast }, at) =>
      forbidden.length === 0 &&
      !mustBeNext &&
      atLeast === 0 &&
      (at === states.length - 1 ||
        (transitions.length === 1 && (states[at + 1] as PatternState).isStepMet)),
  );

/** Counts matches of a linear pattern in a sliding window: of those that wait for the same step, the newest alone matters. */
export const linearMetric = (pattern: Pattern, length: number): Metric<LinearState> =>
  new LinearPattern(pattern, length);

class LinearPattern implements Metric<LinearState> {
  /** The last step. */
  private readonly last: number;
  /** By step, the bits of its events. */
  private readonly bits: readonly number[];
  private readonly length: number;
  /** By step, how long after the one before it is too late. */
  private readonly atMost: readonly number[];
  readonly followsSessions = false;
  readonly isDuration = false;
  readonly scale = 1;
  readonly forgets = true;
  readonly isScore = false;

  constructor({ states }: Pattern, length: number) {
    this.last = states.length - 2;
    this.bits = states.map(({ bits }) => bits);
    this.length = length;
    this.atMost = states.map(({ atMost }) => atMost);
  }

  fresh(unknownTo: number | null): LinearState {
    return { unknownTo, newest: [], starts: [], count: 0, seen: -1 };
  }

  add(
    visitor: VisitorState,
    state: LinearState,
    { time }: IngestedEvent,
    bits: number,
    demand: Demand,
  ): boolean {
    if (state.count > 0 || state.unknownTo !== null) {
      this.advanceTime(visitor, state);
      if (state.unknownTo !== null && time <= state.unknownTo) return true;
    }
    const { last, length, atMost } = this;
    const { newest, starts } = state;
    for (let row = Math.min(state.count, MOST_COUNTED - 1); row >= 0; row--) {
      if (row > 0 && row >= demand.max) continue;
      // Backwards, so that no event serves two steps.
      for (let step = last; step >= 0; step--) {
        if (!(bits & (this.bits[step] as number))) continue;
        const to = (row * last + step) * WIDTH;
        let start = time;
        if (step > 0) {
          if (to > newest.length) continue;
          start = newest[to - 2] as number;
          const since = newest[to - 1] as number;
          if (start === NONE || time >= since + (atMost[step] as number)) continue;
        } else if (row > 0) start = starts[row - 1] as number;
        if (start + length <= time) continue;
        if (step < last) {
          while (newest.length < to + WIDTH) newest.push(NONE);
          newest[to] = start;
          newest[to + 1] = time;
        } else {
          starts[row] = start;
          state.count = starts.length;
        }
      }
    }
    return state.count !== state.seen || state.unknownTo !== null;
  }

  advanceTime({ now }: VisitorState, state: LinearState): void {
    const { starts, newest } = state;
    const gone = now - this.length;
    if (state.unknownTo !== null && state.unknownTo <= gone) state.unknownTo = null;
    if (state.count === 0 || (starts[state.count - 1] as number) > gone) return;
    while (starts.length > 0 && (starts[starts.length - 1] as number) <= gone) starts.pop();
    state.count = starts.length;
    newest.splice((starts.length + 1) * this.last * WIDTH);
  }

  nextTimer({ now }: VisitorState, { starts, unknownTo }: LinearState): number {
    const known = (unknownTo ?? -Infinity) + this.length;
    const leaves =
      starts.length > 0 ? (starts[starts.length - 1] as number) + this.length : Infinity;
    return known > now ? Math.min(known, leaves) : leaves;
  }

  value(_: VisitorState, { count, unknownTo }: LinearState): Value {
    return unknownTo === null ? count : new Range(count, Infinity, true);
  }

  rank(_: VisitorState, state: LinearState, { thresholds }: Demand): number {
    state.seen = state.count;
    return state.unknownTo === null ? reached(thresholds, state.count) : -1;
  }

  isLowerBound(_: VisitorState, { count, unknownTo }: LinearState, { max }: Demand): boolean {
    return unknownTo === null && count >= max;
  }

  isApproximate(_: VisitorState, { count }: LinearState): boolean {
    return count >= MOST_COUNTED;
  }

  serialize({ unknownTo, newest, starts }: LinearState): object {
    return { unknownTo, newest, starts };
  }

  deserialize(state: LinearState, saved: Partial<LinearState>, limit: number): void {
    Object.assign(state, saved);
    const { starts, newest } = state;
    // Beyond what is asked no event is held against them any longer.
    if (limit < Infinity) {
      starts.splice(limit);
      newest.splice(limit * this.last * WIDTH);
    }
    state.count = starts.length;
  }
}
