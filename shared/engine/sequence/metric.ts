import { linearMetric, isLinear } from './linear.ts';
import { type Demand, type Metric, type Subscription, reached } from '../graph/metric.ts';
import type { MetricState, VisitorState, IngestedEvent } from '../graph/visitor-state.ts';
import type { PatternState, Pattern } from './pattern.ts';
import { MOST_COUNTED, type PartialMatches, Matcher, noMatches } from './matcher.ts';
import { Range, type Scalar, UNKNOWN, type Value, isScalar } from '../values/values.ts';
import { itemsOf } from '../graph/items.ts';
import type { Property } from '../graph/property.ts';
import { type Period, type Window, moveOn, nextWindowChange } from '../graph/window.ts';
import type { Inputs } from '../graph/subscriptions.ts';

/** Values of `by` that are followed at the same time. */
const VALUES = 200;

interface SequenceState extends MetricState {
  /** Of a sequence whose steps share no value. */
  one: PartialMatches | null;
  /** By the value that all steps share. */
  by: Map<Scalar, PartialMatches>;
  period: Period;
  /** When time alone next moves one of them. */
  next: number;
  /** How many there were when last looked at. Found when asked for, not kept. */
  count: number;
  approximate: boolean;
}

/** How many sequences were completed, one after the other, by events in the window: for all values of `by` together. */
export const sequenceMetric = (
  pattern: Pattern,
  window: Window,
  by: Property | null,
  { list }: Inputs,
): Metric =>
  (isLinear(pattern) && !by && window.length < Infinity
    ? linearMetric(pattern, window.length)
    : new SequenceMetric(pattern, window, by, list)) as Metric;

class SequenceMetric implements Metric<SequenceState> {
  readonly followsSessions: boolean;
  readonly isDuration = false;
  readonly scale = 1;
  readonly forgets: boolean;
  readonly isScore = false;
  private readonly matcher: Matcher;
  private readonly window: Window;
  private readonly by: Property | null;
  private readonly list: readonly Subscription[];
  /** Bits of what starts a sequence, or keeps one from starting. */
  private readonly starting: number;
  private readonly startsWithNot: boolean;
  /** Its window starts empty time and again. */
  private readonly restarts: boolean;
  /** It changes with the events of its steps alone, and when the last start leaves the window. */
  private readonly isPlain: boolean;

  constructor(
    pattern: Pattern,
    window: Window,
    by: Property | null,
    list: readonly Subscription[],
  ) {
    const first = pattern.states[0] as PatternState;
    this.followsSessions = window.followsSessions;
    this.matcher = new Matcher(pattern, window.length);
    this.by = by;
    this.list = list;
    this.starting = first.bits;
    this.startsWithNot = first.forbidden.length > 0;
    // A log that reaches back no further than the window could not build it anew.
    this.forgets = window.length < Infinity && !this.startsWithNot;
    // What must not come before reaches back to the beginning, whatever the window.
    this.window = this.startsWithNot ? { ...window, isCovered: () => false } : window;
    this.restarts = window.followsSessions || window.unit !== null;
    this.isPlain = !by && !this.restarts && pattern.restMs === 0 && !window.holds;
  }

  fresh(unknownTo: number | null): SequenceState {
    return {
      unknownTo,
      one: null,
      by: new Map(),
      period: { ordinal: 0, end: 0 },
      next: Infinity,
      count: -1,
      approximate: false,
    };
  }

  add(
    visitor: VisitorState,
    state: SequenceState,
    event: IngestedEvent,
    bits: number,
    demand: Demand,
  ): boolean {
    const { by, starting } = this;
    const limit = this.startsWithNot ? Infinity : demand.max;
    if (this.isPlain && state.unknownTo === null) {
      if (visitor.now >= state.next) this.advanceTime(visitor, state);
      // Nothing is under way that it could go on with or break, and it starts nothing.
      if (state.one === null && !(bits & starting)) return false;
      const one = (state.one ??= noMatches());
      const count = this.matcher.add(one, event, bits, true, limit);
      if (count > 0) state.next = this.matcher.nextTimer(one);
      return count !== state.count;
    }
    this.advanceTime(visitor, state);
    if (state.unknownTo !== null && visitor.now <= state.unknownTo) return true;
    if (!by) {
      if (state.one || bits & starting)
        this.advance(visitor, state, event, (state.one ??= noMatches()), bits, limit);
      return true;
    }
    // Of items, each has its own value, and meets the conditions or not.
    const met = new Map<unknown, number>();
    for (const item of by.ofItem ? itemsOf(event) : [undefined]) {
      event.item = item;
      const own = this.list.reduce(
        (all, { where, bit }) =>
          bits & bit && (!where?.ofItem || !by.ofItem || where.test(event)) ? all | bit : all,
        0,
      );
      for (const value of [by.get(event)].flat()) met.set(value, (met.get(value) ?? 0) | own);
    }
    for (const [value, own] of met)
      if (own && isScalar(value) && (own & starting || state.by.has(value)))
        this.advance(visitor, state, event, matchesOf(state, value), own, limit);
    return true;
  }

  advanceTime(visitor: VisitorState, state: SequenceState): void {
    if ((this.restarts || state.unknownTo !== null) && moveOn(visitor, this.window, state))
      restart(state);
    if (visitor.now < state.next) return;
    const { matcher } = this;
    state.next = Infinity;
    const { one } = state;
    if (one) {
      matcher.advanceTime(one, visitor);
      state.next = matcher.nextTimer(one);
      if (matcher.isIdle(one)) state.one = null;
    }
    for (const [value, matches] of state.by) {
      matcher.advanceTime(matches, visitor);
      state.next = Math.min(state.next, matcher.nextTimer(matches));
      if (matcher.isIdle(matches)) state.by.delete(value);
    }
    if (state.by.size === 0) state.approximate = false;
  }

  nextTimer(visitor: VisitorState, state: SequenceState): number {
    return Math.min(state.next, nextWindowChange(visitor, this.window, state));
  }

  value(_: VisitorState, state: SequenceState): Value {
    const count = this.count(state);
    if (state.unknownTo === null) return count;
    return this.startsWithNot ? UNKNOWN : new Range(count, Infinity, true);
  }

  rank(_: VisitorState, state: SequenceState, { thresholds }: Demand): number {
    state.count = this.count(state);
    return state.unknownTo === null ? reached(thresholds, state.count) : -1;
  }

  isLowerBound(_: VisitorState, state: SequenceState, { max }: Demand): boolean {
    return !this.startsWithNot && state.unknownTo === null && this.count(state) >= max;
  }

  isApproximate(_: VisitorState, { one, by, approximate }: SequenceState): boolean {
    return approximate || (one !== null && isCapped(one)) || [...by.values()].some(isCapped);
  }

  serialize(state: SequenceState): object {
    return { ...state, count: undefined };
  }

  deserialize(state: SequenceState, saved: Partial<SequenceState>, limit: number): void {
    Object.assign(state, saved);
    if (this.startsWithNot) return;
    for (const one of [state.one, ...state.by.values()]) if (one) this.matcher.trim(one, limit);
  }

  private count({ one, by }: SequenceState): number {
    let count = one ? this.matcher.count(one) : 0;
    if (this.by) for (const matches of by.values()) count += this.matcher.count(matches);
    return count;
  }

  private advance(
    visitor: VisitorState,
    state: SequenceState,
    event: IngestedEvent,
    matches: PartialMatches,
    met: number,
    limit: number,
  ): void {
    this.matcher.add(matches, event, met, this.window.holds?.(visitor) ?? true, limit);
    const due = this.matcher.nextTimer(matches);
    if (due < state.next) state.next = due;
  }
}

const isCapped = ({ starts }: PartialMatches): boolean => starts.length >= MOST_COUNTED;

const restarted = ({ blocked }: PartialMatches): PartialMatches | null =>
  blocked ? { ...noMatches(), blocked } : null;

const restart = (state: SequenceState): void => {
  state.one = state.one && restarted(state.one);
  for (const [value, matches] of state.by) {
    const left = restarted(matches);
    if (left) state.by.set(value, left);
    else state.by.delete(value);
  }
  state.next = Infinity;
};

const matchesOf = (state: SequenceState, value: Scalar): PartialMatches => {
  const known = state.by.get(value) ?? noMatches();
  // The value touched last stands last.
  state.by.delete(value);
  state.by.set(value, known);
  if (state.by.size > VALUES) {
    state.by.delete(state.by.keys().next().value as Scalar);
    state.approximate = true;
  }
  return known;
};
