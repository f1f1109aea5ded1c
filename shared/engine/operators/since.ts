import { type Demand, type Metric, thresholdRank, nextThreshold } from '../graph/metric.ts';
import type { MetricState, VisitorState, IngestedEvent } from '../graph/visitor-state.ts';
import { Range, type Value } from '../values/values.ts';
import type { Selection } from './select.ts';
import {
  type Period,
  type Window,
  freshPeriod,
  moveOn,
  nextWindowChange,
} from '../graph/window.ts';

interface SinceState extends MetricState {
  /** Of the last match in the window; -Infinity without one. */
  time: number;
  /** A match makes this answer no other than it was. Found when asked for, not kept. */
  steady: boolean;
  period: Period;
}

/** Time since the last match in the window. */
export const since = ({ window, bit }: Selection): Metric<SinceState> => new Since(window, bit);

class Since implements Metric<SinceState> {
  private readonly _bit: number;
  private readonly _length: number;
  /** Its window starts empty time and again. */
  private readonly _restarts: boolean;
  private readonly _window: Window;
  readonly followsSessions: boolean;
  readonly isDuration = true;
  readonly isLatest = true;
  readonly scale = 1;
  readonly forgets = false;
  readonly isScore = false;

  constructor(window: Window, bit: number) {
    this._bit = bit;
    this._length = window.length;
    this._restarts = window.followsSessions || window.unit !== null;
    this._window = window;
    this.followsSessions = window.followsSessions;
  }

  fresh(unknownTo: number | null): SinceState {
    return { unknownTo, time: -Infinity, steady: false, period: freshPeriod(this._restarts) };
  }

  add(visitor: VisitorState, state: SinceState, _: IngestedEvent, bits: number): boolean {
    const { now } = visitor;
    if (this._restarts || state.unknownTo !== null) {
      this.advanceTime(visitor, state);
      state.steady = false;
    }
    const { holds } = this._window;
    if (
      bits & this._bit &&
      (state.unknownTo === null || now > state.unknownTo) &&
      (holds === null || holds(visitor))
    )
      state.time = now;
    return !state.steady;
  }

  advanceTime(visitor: VisitorState, state: SinceState): void {
    if ((this._restarts || state.unknownTo !== null) && moveOn(visitor, this._window, state))
      state.time = -Infinity;
    if (state.time + this._length <= visitor.now) state.time = -Infinity;
  }

  nextTimer(visitor: VisitorState, state: SinceState, demand: Demand): number {
    const { time, unknownTo } = state;
    const { now } = visitor;
    return Math.min(
      nextWindowChange(visitor, this._window, state),
      time === -Infinity
        ? Infinity
        : Math.min(time + this._length, nextThreshold(time, now, demand)),
      unknownTo === null ? Infinity : nextThreshold(unknownTo, now, demand),
    );
  }

  value({ now }: VisitorState, { time, unknownTo }: SinceState): Value {
    if (time === -Infinity && unknownTo !== null)
      return new Range(now - unknownTo, Infinity, false);
    return now - time;
  }

  serialize(state: SinceState): object {
    return { ...state, steady: undefined };
  }

  rank(visitor: VisitorState, state: SinceState, { thresholds }: Demand): number {
    const { time, unknownTo } = state;
    if (unknownTo !== null) return -1;
    const count = thresholdRank(thresholds, visitor.now - time);
    // It is looked at again before a threshold is passed: a match only puts that off.
    state.steady = count === 0 && (thresholds[0] as number) > 0;
    return count;
  }
}
