import { type Demand, type Metric, reached } from '../graph/metric-node.ts';
import type { MetricState, VisitorState, IngestedEvent } from '../graph/visitor-state.ts';
import { MOST_COUNTED } from './sequence.ts';
import type { Place, Steps } from './steps.ts';
import { Range, type Value } from '../values/values.ts';

/** A sequence part of the way is two numbers: when the first of those counted together started, and when its last step was met. */
const WIDTH = 2;
/** The start of none. */
const NONE = -9e15;

interface ChainState extends MetricState {
  /**
   * After each step but the last, the sequence that came last, which has the latest start: row by
   * row, one for each number of sequences in the window and one more.
   */
  readonly newest: number[];
  /** At j, the latest start of j + 1 sequences, one after the other. */
  readonly starts: number[];
  /** How many there are, and how many there were when last looked at. Found when asked for, not kept. */
  count: number;
  seen: number;
}

/** Whether steps only have to follow one another, each less than a time after the one before. */
export const isChain = ({ places, rest, span, inSession }: Steps): boolean =>
  rest === 0 &&
  span === Infinity &&
  !inSession &&
  places.every(
    ({ moves, nots, next, atLeast }, at) =>
      nots.length === 0 &&
      !next &&
      atLeast === 0 &&
      (at === places.length - 1 || (moves.length === 1 && (places[at + 1] as Place).meets)),
  );

/** What a sequence in a sliding window counts, where it is a chain: the newest alone matters of those that wait for the same step. */
export const chain = (steps: Steps, length: number): Metric<ChainState> => new Chain(steps, length);

class Chain implements Metric<ChainState> {
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

  constructor({ places }: Steps, length: number) {
    this.last = places.length - 2;
    this.bits = places.map(({ bits }) => bits);
    this.length = length;
    this.atMost = places.map(({ atMost }) => atMost);
  }

  fresh(unknownTo: number | null): ChainState {
    return { unknownTo, newest: [], starts: [], count: 0, seen: -1 };
  }

  add(
    visitor: VisitorState,
    state: ChainState,
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
    for (let trail = Math.min(state.count, MOST_COUNTED - 1); trail >= 0; trail--) {
      if (trail > 0 && trail >= demand.max) continue;
      // Backwards, so that no event serves two steps.
      for (let step = last; step >= 0; step--) {
        if (!(bits & (this.bits[step] as number))) continue;
        const to = (trail * last + step) * WIDTH;
        let start = time;
        if (step > 0) {
          if (to > newest.length) continue;
          start = newest[to - 2] as number;
          const since = newest[to - 1] as number;
          if (start === NONE || time >= since + (atMost[step] as number)) continue;
        } else if (trail > 0) start = starts[trail - 1] as number;
        if (start + length <= time) continue;
        if (step < last) {
          while (newest.length < to + WIDTH) newest.push(NONE);
          newest[to] = start;
          newest[to + 1] = time;
        } else {
          starts[trail] = start;
          state.count = starts.length;
        }
      }
    }
    return state.count !== state.seen || state.unknownTo !== null;
  }

  advanceTime({ now }: VisitorState, state: ChainState): void {
    const { starts, newest } = state;
    const gone = now - this.length;
    if (state.unknownTo !== null && state.unknownTo <= gone) state.unknownTo = null;
    if (state.count === 0 || (starts[state.count - 1] as number) > gone) return;
    while (starts.length > 0 && (starts[starts.length - 1] as number) <= gone) starts.pop();
    state.count = starts.length;
    newest.splice((starts.length + 1) * this.last * WIDTH);
  }

  nextTimer({ now }: VisitorState, { starts, unknownTo }: ChainState): number {
    const known = (unknownTo ?? -Infinity) + this.length;
    const leaves =
      starts.length > 0 ? (starts[starts.length - 1] as number) + this.length : Infinity;
    return known > now ? Math.min(known, leaves) : leaves;
  }

  value(_: VisitorState, { count, unknownTo }: ChainState): Value {
    return unknownTo === null ? count : new Range(count, Infinity, true);
  }

  rank(_: VisitorState, state: ChainState, { thresholds }: Demand): number {
    state.seen = state.count;
    return state.unknownTo === null ? reached(thresholds, state.count) : -1;
  }

  isLowerBound(_: VisitorState, { count, unknownTo }: ChainState, { max }: Demand): boolean {
    return unknownTo === null && count >= max;
  }

  isApproximate(_: VisitorState, { count }: ChainState): boolean {
    return count >= MOST_COUNTED;
  }

  serialize({ unknownTo, newest, starts }: ChainState): object {
    return { unknownTo, newest, starts };
  }

  deserialize(state: ChainState, saved: Partial<ChainState>, limit: number): void {
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
