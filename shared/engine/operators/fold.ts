import { type Unit, periodAt } from '../values/calendar.ts';
import { stepsOf, timesOf } from './entries.ts';
import { type Accumulator, type Aggregate, emptyAccumulator } from './aggregate.ts';
import { type Demand, type Metric, thresholdRank, nextThreshold } from '../graph/metric.ts';
import type { Selection } from './select.ts';
import type { MetricState, VisitorState, IngestedEvent } from '../graph/visitor-state.ts';
import { Range, type Scalar, UNKNOWN, type Value } from '../values/values.ts';
import type { Predicate } from '../graph/predicate.ts';
import type { Property } from '../graph/property.ts';
import {
  CAP,
  type Period,
  type Window,
  certainFrom,
  moveOn,
  oldestStart,
  nextWindowChange,
} from '../graph/window.ts';

/** Stands between an instant and the millisecond before. */
const HALF = 0.5;

/** What the events in the window come to, and what is needed to know it later. */
export interface FoldState extends MetricState, Accumulator {
  /** Of a window that slides, or loses sessions: times and values in turn, the oldest at `head`. */
  entries: Scalar[];
  head: number;
  /** The local period, or the session, that all this is about. */
  period: Period;
  approximate: boolean;
}

/** A metric that adds up one value, or several, of each selected event in its window. With a unit, the number of the local period in which the event happens. */
export const fold = (
  selection: Selection,
  aggregate: Aggregate,
  unit: Unit | null = null,
): Metric<FoldState> => new Fold(selection, aggregate, unit);

// A class: which method is called is known without looking.
class Fold implements Metric<FoldState> {
  // What most events ask for stands first, and so together. Aggregates differ in what they have: looking
  // that up for each event would be slow.
  private readonly bit: number;
  private readonly slides: boolean;
  /** Its window starts empty time and again. */
  private readonly restarts: boolean;
  private readonly isOfSeveral: boolean;
  private readonly isAdditive: boolean;
  private readonly needsEntries: boolean;
  private readonly isNumeric: boolean;
  readonly scale: number;
  private readonly length: number;
  private readonly property: Property | null;
  private readonly holds: Window['holds'];
  private readonly dominates: Aggregate['dominates'];
  private readonly maxPerValue: number;
  private readonly accumulate: Aggregate['add'];
  private readonly retract: Aggregate['retract'];
  private readonly result: Aggregate['result'];
  private readonly nextChange: Aggregate['nextChange'];
  private readonly bound: Aggregate['bound'];
  private readonly where: Predicate | null;
  private readonly unit: Unit | null;
  private readonly window: Window;
  readonly followsSessions: boolean;
  readonly isDuration: boolean;
  readonly forgets = false;
  readonly isScore: boolean;

  constructor({ window, value, where, bit }: Selection, aggregate: Aggregate, unit: Unit | null) {
    this.bit = bit;
    this.isOfSeveral = window.sessions > 0;
    this.slides = window.length < Infinity || this.isOfSeveral;
    this.restarts = !this.isOfSeveral && (window.followsSessions || window.unit !== null);
    this.isAdditive = this.isOfSeveral && aggregate.isAdditive === true;
    this.needsEntries = this.slides || aggregate.needsEntries === true;
    this.isNumeric = aggregate.isNumeric ?? false;
    this.scale = aggregate.scale;
    this.length = window.length;
    this.property = value;
    this.holds = window.holds;
    this.dominates = aggregate.dominates;
    this.maxPerValue = aggregate.maxPerValue ?? 0;
    this.accumulate = aggregate.add;
    this.retract = aggregate.retract;
    this.result = aggregate.result;
    this.nextChange = aggregate.nextChange;
    this.bound = aggregate.bound;
    this.where = where;
    this.unit = unit;
    this.window = window;
    this.followsSessions = window.followsSessions;
    this.isDuration = aggregate.isDuration ?? false;
    this.isScore = aggregate.isScore ?? false;
  }

  fresh(unknownTo: number | null): FoldState {
    return {
      unknownTo,
      ...emptyAccumulator(),
      entries: [],
      head: 0,
      period: { ordinal: 0, end: 0 },
      approximate: false,
    };
  }

  add(visitor: VisitorState, state: FoldState, event: IngestedEvent, bits: number): boolean {
    const { now, host } = visitor;
    const { property, unit } = this;
    this.advanceTime(visitor, state);
    if (!(bits & this.bit)) return true;
    if (state.unknownTo !== null) {
      if (now <= state.unknownTo) return true;
      // Its own session may have begun with what is missing.
      if (this.isOfSeveral) certainFrom(state.period, visitor.session.number + 1);
    }
    if (this.holds && !this.holds(visitor)) return true;
    if (property === null) this.push(state, unit ? periodAt(host, unit, now) : 1, now);
    else if (!this.isNumeric)
      property.eachValue(event, this.where, (one) => this.push(state, one, now));
    else property.eachNumber(visitor, event, this.where, (amount) => this.push(state, amount, now));
    return true;
  }

  advanceTime(visitor: VisitorState, state: FoldState): void {
    if ((this.restarts || state.unknownTo !== null) && moveOn(visitor, this.window, state))
      clear(state);
    if (!this.slides) return;
    const gone = this.isOfSeveral ? this.follow(visitor, state) : visitor.now - this.length;
    if (!((state.entries[state.head] as number) <= gone)) return;
    while ((state.entries[state.head] as number) <= gone) this.drop(state);
    if (state.head === state.entries.length) state.approximate = false;
    if (!this.retract) this.accumulateAnew(state);
  }

  nextTimer(visitor: VisitorState, state: FoldState, demand: Demand): number {
    const { entries, head } = state;
    // The next entry that leaves may take the value past a threshold.
    const leaves = head < entries.length ? (entries[head] as number) + this.length : Infinity;
    let next = Math.min(nextWindowChange(visitor, this.window, state), leaves);
    if (this.nextChange) {
      next = Math.min(next, this.nextChange(state, visitor, demand));
      if (this.isDuration && state.unknownTo !== null)
        next = Math.min(next, nextThreshold(state.unknownTo, visitor.now, demand));
    }
    return next;
  }

  value(visitor: VisitorState, state: FoldState): Value {
    const known = this.result(state, visitor);
    const { unknownTo } = state;
    return unknownTo === null ? known : certainOf(this.bound, known, visitor.now - unknownTo);
  }

  rank(visitor: VisitorState, state: FoldState, { thresholds }: Demand): number {
    if (state.unknownTo !== null) return -1;
    return thresholdRank(thresholds, this.result(state, visitor));
  }

  isApproximate(_: VisitorState, state: FoldState): boolean {
    return state.approximate;
  }

  serialize(state: FoldState): object {
    if (!this.needsEntries) return state;
    trim(state);
    const times = state.entries.filter((_, i) => i % 2 === 0) as number[];
    const values = state.entries.filter((_, i) => i % 2 === 1);
    const isPlain = values.every((one) => one === 1);
    return {
      ...state,
      // What they come to is found again.
      ...emptyAccumulator(),
      entries: times.length === 0 ? [] : [stepsOf(times), isPlain ? [] : values],
    };
  }

  deserialize(state: FoldState, saved: Partial<FoldState>): void {
    Object.assign(state, saved);
    if (!this.needsEntries) return;
    const [steps = [], values = []] = state.entries as unknown as [number[]?, Scalar[]?];
    state.entries = timesOf(steps).flatMap((time, i) => [time, values[i] ?? 1]);
    this.accumulateAnew(state);
  }

  /** Lets a window of several sessions follow them; gives up to when entries are too old. */
  private follow(visitor: VisitorState, state: FoldState): number {
    const { number, start } = visitor.session;
    const { entries, head, period } = state;
    // A transition may come in the very millisecond in which the next session begins, and before it.
    if (number !== period.ordinal)
      for (let i = entries.length - 2; i >= head && entries[i] === start; i -= 2)
        entries[i] = start - HALF;
    return oldestStart(visitor, this.window, period) - HALF;
  }

  private push(state: FoldState, one: Scalar, now: number): void {
    const { entries } = state;
    const { maxPerValue } = this;
    if (!this.needsEntries) {
      const { by } = state;
      if (!by || by.has(one) || by.size < CAP) this.accumulate(state, one, now);
      else state.approximate = true;
      return;
    }
    if (this.isAdditive && entries.length > state.head) {
      const [time, sum] = entries.slice(-2) as [number, number];
      if (time >= (state.period.starts?.at(-1) ?? Infinity)) {
        entries[entries.length - 1] = sum + (one as number);
        this.accumulate(state, one, now);
        return;
      }
    }
    if (this.dominates)
      while (entries.length > state.head && this.dominates(one, entries.at(-1) as Scalar))
        entries.splice(entries.length - 2);
    if (maxPerValue > 0 && (state.by?.get(one) ?? 0) >= maxPerValue) {
      let oldest = state.head;
      while (entries[oldest + 1] !== one) oldest += 2;
      this.retract?.(state, one);
      entries.splice(oldest, 2);
    }
    entries.push(now, one);
    this.accumulate(state, one, now);
    if (entries.length - state.head > 2 * CAP) this.shorten(state);
  }

  /** The oldest entry goes. */
  private drop(state: FoldState): void {
    const one = state.entries[state.head + 1] as Scalar;
    this.retract?.(state, one);
    state.head += 2;
    if (state.head >= 128 && state.head * 2 > state.entries.length) trim(state);
  }

  private accumulateAnew(state: FoldState): void {
    Object.assign(state, emptyAccumulator());
    for (let i = state.head; i < state.entries.length; i += 2)
      this.accumulate(state, state.entries[i + 1] as Scalar, Math.ceil(state.entries[i] as number));
  }

  /** The older half goes. */
  private shorten(state: FoldState): void {
    trim(state);
    state.approximate = true;
    state.entries.splice(0, CAP);
    this.accumulateAnew(state);
  }
}

const clear = (state: FoldState): void => {
  state.head = state.entries.length;
  trim(state);
  Object.assign(state, emptyAccumulator());
};

const trim = (state: FoldState): void => {
  state.entries.splice(0, state.head);
  state.head = 0;
};

/** What is certain of a value when events at least `missing` ms ago may be missing. */
const certainOf = (bound: Aggregate['bound'], known: Value, missing: number): Value => {
  if (bound === 'latest' && known !== undefined && known !== Infinity) return known;
  if (known === Infinity) return new Range(missing, Infinity, false);
  if (typeof known !== 'number') return UNKNOWN;
  if (bound === 'least' || bound === 'since') return new Range(known, Infinity, true);
  return bound === 'most' ? new Range(-Infinity, known, true) : UNKNOWN;
};
