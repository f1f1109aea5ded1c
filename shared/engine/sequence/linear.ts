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
   * Row by row, one for each number of matches in the window and one more. After each step but the last, the match that
   * came last, which has the latest start; then the latest start of so many matches and one more, one after the other.
   */
  row: number[];
  /** How many matches there are, and how many there were when last looked at. Found when asked for, not kept. */
  count: number;
  seen: number;
}

/** As a state is written down: the matches under way, and the starts of those counted. */
interface SavedLinear {
  readonly unknownTo: number | null;
  readonly newest: number[];
  readonly starts: number[];
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
  private readonly _last: number;
  /** Numbers of a row. */
  private readonly _width: number;
  private readonly _length: number;
  /** By step, the bits of its events. */
  private readonly _bits: readonly number[];
  /** By step, how long after the one before it is too late. */
  private readonly _late: readonly number[];
  readonly followsSessions = false;
  readonly isDuration = false;
  readonly scale = 1;
  readonly forgets = true;
  readonly isScore = false;

  constructor({ states }: Pattern, length: number) {
    this._last = states.length - 2;
    this._width = this._last * WIDTH + 1;
    this._length = length;
    this._bits = states.map(({ bits }) => bits);
    this._late = states.map(({ atMost }) => atMost);
  }

  fresh(unknownTo: number | null): LinearState {
    return { unknownTo, row: [], count: 0, seen: -1 };
  }

  add(
    visitor: VisitorState,
    state: LinearState,
    { time }: IngestedEvent,
    bits: number,
    { max }: Demand,
  ): boolean {
    if (state.unknownTo !== null || this._leaves(state) <= time) {
      this.advanceTime(visitor, state);
      if (state.unknownTo !== null && time <= state.unknownTo) return true;
    }
    const most = max < MOST_COUNTED ? max : MOST_COUNTED;
    let row = state.count < most ? state.count : (most - 1) | 0;
    for (; row >= 0; row--)
      // Backwards, so that no event serves two steps.
      for (let step = this._last; step >= 0; step--)
        if (bits & (this._bits[step] as number)) this._meet(state, row, step, time);
    return state.count !== state.seen || state.unknownTo !== null;
  }

  /** Lets an event be a step of the match that waits for it in a row, if any does. */
  private _meet(state: LinearState, at: number, step: number, time: number): void {
    const { row } = state;
    const { _width: width } = this;
    const from = at * width;
    const to = from + step * WIDTH;
    let start = time;
    if (step > 0) {
      if (to > row.length) return;
      start = row[to - 2] as number;
      if (time >= (row[to - 1] as number) + (this._late[step] as number)) return;
    } else if (at > 0) start = row[from - 1] as number;
    if (start === NONE || start + this._length <= time) return;
    while (row.length < from + width) row.push(NONE);
    row[to] = start;
    if (step < this._last) row[to + 1] = time;
    else if (at === state.count) state.count++;
  }

  advanceTime({ now }: VisitorState, state: LinearState): void {
    const { row } = state;
    const { _width: width } = this;
    const gone = now - this._length;
    if (state.unknownTo !== null && state.unknownTo <= gone) state.unknownTo = null;
    while (state.count > 0 && (row[state.count * width - 1] as number) <= gone) state.count--;
    while (row.length > (state.count + 1) * width) row.pop();
  }

  nextTimer({ now }: VisitorState, state: LinearState): number {
    const known = (state.unknownTo ?? -Infinity) + this._length;
    const leaves = this._leaves(state);
    return known > now ? Math.min(known, leaves) : leaves;
  }

  /** When the last of those counted leaves the window. */
  private _leaves({ row, count }: LinearState): number {
    return count > 0 ? (row[count * this._width - 1] as number) + this._length : Infinity;
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

  serialize({ unknownTo, row, count }: LinearState): SavedLinear {
    const { _width: width } = this;
    const newest = row.filter((_, i) => i % width < width - 1);
    while (newest.at(-1) === NONE) newest.pop();
    const starts = row.filter((_, i) => i % width === width - 1).slice(0, count);
    return { unknownTo, newest, starts };
  }

  deserialize(
    state: LinearState,
    { unknownTo = null, newest = [], starts = [] }: Partial<SavedLinear>,
    limit: number,
  ): void {
    const { _width: width } = this;
    state.unknownTo = unknownTo;
    // Beyond what is asked no event is held against them any longer.
    state.count = Math.min(starts.length, limit);
    const rows = Math.min(
      Math.max(state.count, Math.ceil(newest.length / (width - 1 || 1))),
      limit,
    );
    for (let i = 0; i < rows * width; i++) {
      const row = Math.floor(i / width);
      const inRow = i % width;
      const saved = inRow < width - 1 ? newest[row * (width - 1) + inRow] : starts[row];
      state.row.push(saved ?? NONE);
    }
  }
}
