import { stepsOf, timesOf } from './entries.ts';
import { type Demand, type Metric, reached } from '../graph/metric.ts';
import type { MetricState, VisitorState, IngestedEvent } from '../graph/visitor-state.ts';
import { Range, type Scalar, type Value } from '../values/values.ts';
import type { Predicate } from '../graph/predicate.ts';
import type { Property } from '../graph/property.ts';
import type { PropertySelection } from './select.ts';
import {
  CAP,
  type Period,
  SPARE,
  type Window,
  freshPeriod,
  moveOn,
  nextWindowChange,
} from '../graph/window.ts';

interface DistinctState extends MetricState {
  /** When each value was seen last, the oldest first; some may have left the window: `advanceTime` takes them out. */
  readonly seen: Map<Scalar, number>;
  /** None of them was seen last before this. Found when asked for, not kept. */
  oldest: number;
  /** From `low` on and below `high` their number changes no answer. Found when asked for, not kept. */
  low: number;
  high: number;
  period: Period;
  /** Values last seen up to here were forgotten because no answer needed them. */
  forgotTo: number | null;
  /** Above the cap values last seen up to here were left out. */
  lostTo: number | null;
}

const UNSAVED = { oldest: undefined, low: undefined, high: undefined };

/** How many different values a property has in the window. */
export const distinct = (selection: PropertySelection): Metric<DistinctState> =>
  new Distinct(selection);

class Distinct implements Metric<DistinctState> {
  private readonly bit: number;
  private readonly slides: boolean;
  /** Its window starts empty time and again. */
  private readonly restarts: boolean;
  private readonly property: Property;
  private readonly where: Predicate | null;
  private readonly window: Window;
  readonly followsSessions: boolean;
  readonly isDuration = false;
  readonly scale = 1;
  readonly forgets = true;
  readonly isScore = false;

  constructor({ window, value, where, bit }: PropertySelection) {
    this.bit = bit;
    this.slides = window.length < Infinity;
    this.restarts = window.followsSessions || window.unit !== null;
    this.property = value;
    this.where = where;
    this.window = window;
    this.followsSessions = window.followsSessions;
  }

  fresh(unknownTo: number | null): DistinctState {
    return {
      unknownTo,
      seen: new Map(),
      oldest: -Infinity,
      low: Infinity,
      high: -Infinity,
      period: freshPeriod(this.restarts),
      forgotTo: null,
      lostTo: null,
    };
  }

  add(
    visitor: VisitorState,
    state: DistinctState,
    event: IngestedEvent,
    bits: number,
    { max }: Demand,
  ): boolean {
    const { seen } = state;
    const { holds } = this.window;
    let isDue = false;
    if (this.restarts || state.unknownTo !== null) isDue = this.follow(visitor, state);
    if (
      bits & this.bit &&
      (state.unknownTo === null || visitor.now > state.unknownTo) &&
      (holds === null || holds(visitor))
    )
      this.property.eachValue(event, this.where, (one) => this.see(visitor, state, one, max));
    // It is due before it falls below a threshold: until it reaches the next, what has left need not be looked for.
    if (seen.size >= state.low && seen.size < state.high) return isDue;
    this.expire(visitor, state);
    return isDue || seen.size < state.low || seen.size >= state.high;
  }

  advanceTime(visitor: VisitorState, state: DistinctState): void {
    if (this.restarts || state.unknownTo !== null) this.follow(visitor, state);
    this.expire(visitor, state);
  }

  nextTimer(visitor: VisitorState, state: DistinctState, { thresholds, max }: Demand): number {
    const due = nextWindowChange(visitor, this.window, state);
    const { seen } = state;
    const before = reached(thresholds, seen.size);
    if (!this.slides || (max < Infinity && before === 0)) return due;
    // With so many gone, the next that leaves takes the number below the threshold.
    let more = max < Infinity ? seen.size - (thresholds[before - 1] as number) : 0;
    for (const time of seen.values())
      if (more-- <= 0) return Math.min(due, time + this.window.length);
    return due;
  }

  value(_: VisitorState, { seen, unknownTo }: DistinctState): Value {
    return unknownTo === null ? seen.size : new Range(seen.size, Infinity, true);
  }

  rank(_: VisitorState, state: DistinctState, { thresholds }: Demand): number {
    const count = reached(thresholds, state.seen.size);
    state.low =
      state.unknownTo !== null ? Infinity : count === 0 ? 0 : (thresholds[count - 1] as number);
    state.high = thresholds[count] ?? Infinity;
    return state.unknownTo === null ? count : -1;
  }

  isLowerBound({ now }: VisitorState, { seen, forgotTo }: DistinctState, { max }: Demand): boolean {
    return this.slides
      ? forgotTo !== null && forgotTo + this.window.length > now
      : seen.size >= max;
  }

  isApproximate({ now }: VisitorState, { lostTo }: DistinctState): boolean {
    return lostTo !== null && lostTo + this.window.length > now;
  }

  serialize(state: DistinctState): object {
    const { seen } = state;
    // Where nothing leaves, times do not matter.
    const steps = this.slides ? stepsOf([...seen.values()]) : [];
    return { ...state, ...UNSAVED, seen: [...seen.keys()], steps };
  }

  deserialize(
    state: DistinctState,
    saved: Partial<DistinctState> & { seen?: unknown; steps?: number[] },
  ): void {
    const { seen, steps = [], ...rest } = saved;
    Object.assign(state, rest);
    const times = timesOf(steps);
    for (const [i, one] of ((seen ?? []) as Scalar[]).entries()) state.seen.set(one, times[i] ?? 0);
  }

  /** Lets the window follow time; true where it is due at another time than before. */
  private follow(visitor: VisitorState, state: DistinctState): boolean {
    const { end } = state.period;
    if (moveOn(visitor, this.window, state)) {
      state.seen.clear();
      state.lostTo = null;
    }
    return state.period.end !== end;
  }

  private expire({ now }: VisitorState, state: DistinctState): void {
    if (!this.slides) return;
    const gone = now - this.window.length;
    if (state.oldest > gone) return;
    const { seen } = state;
    state.oldest = Infinity;
    for (const [one, time] of seen) {
      state.oldest = time;
      if (time > gone) return;
      seen.delete(one);
    }
    state.oldest = Infinity;
  }

  private see(visitor: VisitorState, state: DistinctState, one: Scalar, limit: number): void {
    const { seen } = state;
    if (!this.slides) {
      // What is settled needs no more values, and beyond the cap none are taken.
      if (seen.has(one)) return;
      if (seen.size < Math.min(limit, CAP)) seen.set(one, visitor.now);
      else if (limit > CAP) state.lostTo = visitor.now;
      return;
    }
    if (state.oldest === Infinity) state.oldest = visitor.now;
    seen.delete(one);
    seen.set(one, visitor.now);
    if (seen.size > CAP) this.expire(visitor, state);
    if (seen.size > CAP) state.lostTo = this.forget(state, CAP / 2);
    const most = Math.max(SPARE, limit);
    if (seen.size > most) {
      this.expire(visitor, state);
      if (seen.size > most) state.forgotTo = this.forget(state, most);
    }
  }

  /** Forgets the oldest, until so many are left; gives the time of the last that went. */
  private forget({ seen }: DistinctState, most: number): number {
    let last = 0;
    for (const [one, time] of seen) {
      if (seen.size <= most) break;
      seen.delete(one);
      last = time;
    }
    return last;
  }
}
