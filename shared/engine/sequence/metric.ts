import { chain, isChain } from './linear.ts';
import { type Demand, type Metric, type Subscription, reached } from '../graph/metric-node.ts';
import type { MetricState, VisitorState, IngestedEvent } from '../graph/visitor-state.ts';
import type { Place, Steps } from './steps.ts';
import { MOST_COUNTED, type Progress, Sequence, freshProgress } from './sequence.ts';
import { Range, type Scalar, UNKNOWN, type Value, isScalar } from '../values/values.ts';
import { type Property, itemsOf } from '../graph/where.ts';
import { type Period, type Window, moveOn, nextWindowChange } from '../graph/window.ts';
import type { Inputs } from '../graph/subscriptions.ts';

/** Values of `by` that are followed at the same time. */
const VALUES = 200;

interface SequenceState extends MetricState {
  /** Of a sequence whose steps share no value. */
  one: Progress | null;
  /** By the value that all steps share. */
  by: Map<Scalar, Progress>;
  period: Period;
  /** When time alone next moves one of them. */
  next: number;
  /** How many there were when last looked at. Found when asked for, not kept. */
  count: number;
  approximate: boolean;
}

/** How many sequences were completed, one after the other, by events in the window: for all values of `by` together. */
export const sequenceMetric = (
  steps: Steps,
  window: Window,
  by: Property | null,
  { list }: Inputs,
): Metric =>
  (isChain(steps) && !by && window.length < Infinity
    ? chain(steps, window.length)
    : new SequenceMetric(steps, window, by, list)) as Metric;

class SequenceMetric implements Metric<SequenceState> {
  readonly followsSessions: boolean;
  readonly isDuration = false;
  readonly scale = 1;
  readonly forgets: boolean;
  readonly isScore = false;
  private readonly sequence: Sequence;
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

  constructor(steps: Steps, window: Window, by: Property | null, list: readonly Subscription[]) {
    const first = steps.places[0] as Place;
    this.followsSessions = window.followsSessions;
    this.sequence = new Sequence(steps, window.length);
    this.by = by;
    this.list = list;
    this.starting = first.bits;
    this.startsWithNot = first.nots.length > 0;
    // A log that reaches back no further than the window could not build it anew.
    this.forgets = window.length < Infinity && !this.startsWithNot;
    // What must not come before reaches back to the beginning, whatever the window.
    this.window = this.startsWithNot ? { ...window, isCovered: () => false } : window;
    this.restarts = window.followsSessions || window.unit !== null;
    this.isPlain = !by && !this.restarts && steps.rest === 0 && !window.holds;
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
      const one = (state.one ??= freshProgress());
      const count = this.sequence.add(one, event, bits, true, limit);
      if (count > 0) state.next = this.sequence.due(one);
      return count !== state.count;
    }
    this.advanceTime(visitor, state);
    if (state.unknownTo !== null && visitor.now <= state.unknownTo) return true;
    if (!by) {
      if (state.one || bits & starting)
        this.advance(visitor, state, event, (state.one ??= freshProgress()), bits, limit);
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
        this.advance(visitor, state, event, progressOf(state, value), own, limit);
    return true;
  }

  advanceTime(visitor: VisitorState, state: SequenceState): void {
    if ((this.restarts || state.unknownTo !== null) && moveOn(visitor, this.window, state))
      restart(state);
    if (visitor.now < state.next) return;
    const { sequence } = this;
    state.next = Infinity;
    const { one } = state;
    if (one) {
      sequence.advanceTime(one, visitor);
      state.next = sequence.due(one);
      if (sequence.isIdle(one)) state.one = null;
    }
    for (const [value, progress] of state.by) {
      sequence.advanceTime(progress, visitor);
      state.next = Math.min(state.next, sequence.due(progress));
      if (sequence.isIdle(progress)) state.by.delete(value);
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
    const isCapped = (progress: Progress): boolean => progress.starts.length >= MOST_COUNTED;
    return approximate || (one !== null && isCapped(one)) || [...by.values()].some(isCapped);
  }

  serialize(state: SequenceState): object {
    return { ...state, count: undefined };
  }

  deserialize(state: SequenceState, saved: Partial<SequenceState>, limit: number): void {
    Object.assign(state, saved);
    if (this.startsWithNot) return;
    for (const one of [state.one, ...state.by.values()]) if (one) this.sequence.trim(one, limit);
  }

  private count({ one, by }: SequenceState): number {
    let count = one ? this.sequence.count(one) : 0;
    if (this.by) for (const progress of by.values()) count += this.sequence.count(progress);
    return count;
  }

  private advance(
    visitor: VisitorState,
    state: SequenceState,
    event: IngestedEvent,
    progress: Progress,
    met: number,
    limit: number,
  ): void {
    this.sequence.add(progress, event, met, this.window.holds?.(visitor) ?? true, limit);
    const due = this.sequence.due(progress);
    if (due < state.next) state.next = due;
  }
}

const restarted = ({ blocked }: Progress): Progress | null =>
  blocked ? { ...freshProgress(), blocked } : null;

const restart = (state: SequenceState): void => {
  state.one = state.one && restarted(state.one);
  for (const [value, progress] of state.by) {
    const left = restarted(progress);
    if (left) state.by.set(value, left);
    else state.by.delete(value);
  }
  state.next = Infinity;
};

const progressOf = (state: SequenceState, value: Scalar): Progress => {
  const known = state.by.get(value) ?? freshProgress();
  // The value touched last stands last.
  state.by.delete(value);
  state.by.set(value, known);
  if (state.by.size > VALUES) {
    state.by.delete(state.by.keys().next().value as Scalar);
    state.approximate = true;
  }
  return known;
};
