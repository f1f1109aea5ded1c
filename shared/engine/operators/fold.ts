import { type Unit, periodAt } from '../values/calendar.ts';
import { stepsOf, timesOf } from './entries.ts';
import { type Accumulator, type Aggregate, emptyAccumulator } from './aggregates.ts';
import { type Demand, type Metric, thresholdRank, nextThreshold } from '../graph/metric-node.ts';
import type { MetricState, VisitorState, IngestedEvent } from '../graph/visitor-state.ts';
import { Range, type Scalar, UNKNOWN, type Value } from '../values/values.ts';
import { type Predicate, type Property, eachNumber, eachValue } from '../graph/where.ts';
import {
  CAP,
  type Period,
  type Window,
  certainFrom,
  moveOn,
  oldestStart,
  windowDue,
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

export interface Folded {
  readonly kind: Aggregate;
  readonly window: Window;
  /** What to read of an event; null takes the event as one. */
  readonly value: Property | null;
  readonly where: Predicate | null;
  /** Of the events to gather. */
  readonly bit: number;
  /** Takes the number of the local period in which an event happens. */
  readonly unit: Unit | null;
}

/** A metric that takes one value, or several, from each event and gathers those in its window. */
export const fold = (folded: Folded): Metric<FoldState> => new Fold(folded);

// A class: which method is called is known without looking.
class Fold implements Metric<FoldState> {
  // What most events ask for stands first, and so together. Kinds differ in what they have: looking
  // that up for each event would be slow.
  private readonly bit: number;
  private readonly slides: boolean;
  /** Its window starts empty time and again. */
  private readonly restarts: boolean;
  private readonly isOfSeveral: boolean;
  private readonly adds: boolean;
  private readonly queued: boolean;
  private readonly numeric: boolean;
  readonly scale: number;
  private readonly length: number;
  private readonly from: Property | null;
  private readonly holds: Window['holds'];
  private readonly supersedes: Aggregate['supersedes'];
  private readonly each: number;
  private readonly gather: Aggregate['add'];
  private readonly remove: Aggregate['remove'];
  private readonly read: Aggregate['read'];
  private readonly moves: Aggregate['moves'];
  private readonly bound: Aggregate['bound'];
  private readonly where: Predicate | null;
  private readonly unit: Unit | null;
  private readonly window: Window;
  readonly session: boolean;
  readonly isDuration: boolean;
  readonly limited = false;
  readonly isScore: boolean;

  constructor({ kind, window, value, where, bit, unit }: Folded) {
    this.bit = bit;
    this.isOfSeveral = window.several > 0;
    this.slides = window.length < Infinity || this.isOfSeveral;
    this.restarts = !this.isOfSeveral && (window.session || window.unit !== null);
    this.adds = this.isOfSeveral && kind.adds === true;
    this.queued = this.slides || kind.queued === true;
    this.numeric = kind.numeric ?? false;
    this.scale = kind.scale;
    this.length = window.length;
    this.from = value;
    this.holds = window.holds;
    this.supersedes = kind.supersedes;
    this.each = kind.each ?? 0;
    this.gather = kind.add;
    this.remove = kind.remove;
    this.read = kind.read;
    this.moves = kind.moves;
    this.bound = kind.bound;
    this.where = where;
    this.unit = unit;
    this.window = window;
    this.session = window.session;
    this.isDuration = kind.isDuration ?? false;
    this.isScore = kind.isScore ?? false;
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
    const { from, unit } = this;
    this.advanceTime(visitor, state);
    if (!(bits & this.bit)) return true;
    if (state.unknownTo !== null) {
      if (now <= state.unknownTo) return true;
      // Its own session may have begun with what is missing.
      if (this.isOfSeveral) certainFrom(state.period, visitor.session.number + 1);
    }
    if (this.holds && !this.holds(visitor)) return true;
    if (from === null) this.push(state, unit ? periodAt(host, unit, now) : 1, now);
    else if (!this.numeric) eachValue(event, from, this.where, (one) => this.push(state, one, now));
    else eachNumber(visitor, event, from, this.where, (amount) => this.push(state, amount, now));
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
    if (!this.remove) this.gatherAnew(state);
  }

  due(visitor: VisitorState, state: FoldState, demand: Demand): number {
    const { entries, head } = state;
    // The next entry that leaves may take the value past a mark.
    const leaves = head < entries.length ? (entries[head] as number) + this.length : Infinity;
    let next = Math.min(windowDue(visitor, this.window, state), leaves);
    if (this.moves) {
      next = Math.min(next, this.moves(state, visitor, demand));
      if (this.isDuration && state.unknownTo !== null)
        next = Math.min(next, nextThreshold(state.unknownTo, visitor.now, demand));
    }
    return next;
  }

  value(visitor: VisitorState, state: FoldState): Value {
    const known = this.read(state, visitor);
    const { unknownTo } = state;
    return unknownTo === null ? known : bounded(this.bound, known, visitor.now - unknownTo);
  }

  rank(visitor: VisitorState, state: FoldState, { thresholds }: Demand): number {
    if (state.unknownTo !== null) return -1;
    return thresholdRank(thresholds, this.read(state, visitor));
  }

  approximate(_: VisitorState, state: FoldState): boolean {
    return state.approximate;
  }

  save(state: FoldState): object {
    if (!this.queued) return state;
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

  load(state: FoldState, saved: Partial<FoldState>): void {
    Object.assign(state, saved);
    if (!this.queued) return;
    const [steps = [], values = []] = state.entries as unknown as [number[]?, Scalar[]?];
    state.entries = timesOf(steps).flatMap((time, i) => [time, values[i] ?? 1]);
    this.gatherAnew(state);
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
    const { each } = this;
    if (!this.queued) {
      const { by } = state;
      if (!by || by.has(one) || by.size < CAP) this.gather(state, one, now);
      else state.approximate = true;
      return;
    }
    if (this.adds && entries.length > state.head) {
      const [time, sum] = entries.slice(-2) as [number, number];
      if (time >= (state.period.starts?.at(-1) ?? Infinity)) {
        entries[entries.length - 1] = sum + (one as number);
        this.gather(state, one, now);
        return;
      }
    }
    if (this.supersedes)
      while (entries.length > state.head && this.supersedes(one, entries.at(-1) as Scalar))
        entries.splice(entries.length - 2);
    if (each > 0 && (state.by?.get(one) ?? 0) >= each) {
      let place = state.head;
      while (entries[place + 1] !== one) place += 2;
      this.remove?.(state, one);
      entries.splice(place, 2);
    }
    entries.push(now, one);
    this.gather(state, one, now);
    if (entries.length - state.head > 2 * CAP) this.shorten(state);
  }

  /** The oldest entry goes. */
  private drop(state: FoldState): void {
    const one = state.entries[state.head + 1] as Scalar;
    this.remove?.(state, one);
    state.head += 2;
    if (state.head >= 128 && state.head * 2 > state.entries.length) trim(state);
  }

  private gatherAnew(state: FoldState): void {
    Object.assign(state, emptyAccumulator());
    for (let i = state.head; i < state.entries.length; i += 2)
      this.gather(state, state.entries[i + 1] as Scalar, Math.ceil(state.entries[i] as number));
  }

  /** The older half goes. */
  private shorten(state: FoldState): void {
    trim(state);
    state.approximate = true;
    state.entries.splice(0, CAP);
    this.gatherAnew(state);
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
const bounded = (bound: Aggregate['bound'], known: Value, missing: number): Value => {
  if (bound === 'latest' && known !== undefined && known !== Infinity) return known;
  if (known === Infinity) return new Range(missing, Infinity, false);
  if (typeof known !== 'number') return UNKNOWN;
  if (bound === 'least' || bound === 'since') return new Range(known, Infinity, true);
  return bound === 'most' ? new Range(-Infinity, known, true) : UNKNOWN;
};
