import {
  type Entries,
  type SavedEntries,
  amountAt,
  isFull,
  deserializeEntries,
  noEntries,
  pair,
  push,
  serializeEntries,
  shift,
  timeAt,
} from './entries.ts';
import { type Demand, type Metric, reached } from '../graph/metric.ts';
import type { MetricState, VisitorState, IngestedEvent } from '../graph/visitor-state.ts';
import { MILLIONTHS, Range, inMillionths, UNKNOWN, type Value } from '../values/values.ts';
import type { Predicate } from '../graph/predicate.ts';
import type { Property } from '../graph/property.ts';
import { eachNumber } from '../graph/event-values.ts';
import type { Selection } from './select.ts';
import { CAP, type Period, SPARE, type Window, moveOn, nextWindowChange } from '../graph/window.ts';

/** How many entries are asked for when one of them will change an answer. */
const LOOK_AHEAD = 64;

/** Has entries where the window slides. */
export interface TotalState extends MetricState, Entries {
  /** A count, or a sum in millionths, of some that have left the window as well: `advanceTime` puts it right. */
  n: number;
  /** From `low` on and below `high` it changes no answer. Found when asked for, not kept. */
  low: number;
  high: number;
  /** The local period, or the session, that all this is about. */
  period: Period;
  /** Entries up to here were forgotten because no answer needed them. */
  forgotTo: number | null;
  negative: boolean;
  /** Entries up to here are counted in pairs. */
  pairedTo: number | null;
}

const UNSAVED = {
  low: undefined,
  high: undefined,
  ring: undefined,
  head: undefined,
  size: undefined,
};

/** How many events are in the window, or what a number of theirs comes to. */
export const total = (selection: Selection): Metric<TotalState> => new Total(selection);

// A class, as all that most events meet: which method is called is known without looking.
class Total implements Metric<TotalState> {
  private readonly bit: number;
  private readonly slides: boolean;
  /** Its window starts empty time and again. */
  private readonly restarts: boolean;
  private readonly length: number;
  private readonly property: Property | null;
  private readonly where: Predicate | null;
  private readonly window: Window;
  readonly scale: number;
  readonly followsSessions: boolean;
  readonly isDuration = false;
  readonly forgets: boolean;
  readonly isScore = false;

  constructor({ window, value, where, bit }: Selection) {
    this.bit = bit;
    this.slides = window.length < Infinity;
    this.restarts = window.followsSessions || window.unit !== null;
    this.length = window.length;
    this.property = value;
    this.where = where;
    this.window = window;
    this.scale = value ? MILLIONTHS : 1;
    this.followsSessions = window.followsSessions;
    this.forgets = this.slides;
  }

  fresh(unknownTo: number | null): TotalState {
    return {
      unknownTo,
      n: 0,
      low: Infinity,
      high: -Infinity,
      ...noEntries(),
      period: { ordinal: 0, end: 0 },
      forgotTo: null,
      negative: false,
      pairedTo: null,
    };
  }

  add(
    visitor: VisitorState,
    state: TotalState,
    event: IngestedEvent,
    bits: number,
    { max }: Demand,
  ): boolean {
    const { now } = visitor;
    let isDue = false;
    if (this.restarts || state.unknownTo !== null) isDue = this.follow(visitor, state);
    const { holds } = this.window;
    if (
      bits & this.bit &&
      (state.unknownTo === null || now > state.unknownTo) &&
      (holds === null || holds(visitor))
    ) {
      const { property } = this;
      if (property === null) this.count(visitor, state, 1, max);
      else this.sum(visitor, state, property, event, max);
    }
    // Positive entries only keep a total up for longer, and it is due before it falls below the threshold:
    // as long as it is not above the next, what has left the window need not be looked for.
    if (state.n >= state.low && state.n < state.high) return isDue;
    if (this.slides) expire(state, now - this.length);
    return isDue || state.n < state.low || state.n >= state.high;
  }

  advanceTime(visitor: VisitorState, state: TotalState): void {
    if (this.restarts || state.unknownTo !== null) this.follow(visitor, state);
    if (this.slides) expire(state, visitor.now - this.length);
  }

  /** Lets the window follow time; true where it is due at another time than before. */
  private follow(visitor: VisitorState, state: TotalState): boolean {
    const { end } = state.period;
    if (moveOn(visitor, this.window, state)) {
      state.n = 0;
      state.size = 0;
    }
    return state.period.end !== end;
  }

  nextTimer(visitor: VisitorState, state: TotalState, demand: Demand): number {
    return Math.min(nextWindowChange(visitor, this.window, state), this.leaves(state, demand));
  }

  value(_: VisitorState, { n, unknownTo }: TotalState): Value {
    const known = n / this.scale;
    if (unknownTo === null) return known;
    return this.property ? UNKNOWN : new Range(known, Infinity, true);
  }

  rank(_: VisitorState, state: TotalState, { thresholds }: Demand): number {
    const { n, negative, unknownTo } = state;
    const { scale } = this;
    const count = reached(thresholds, n / scale);
    const isSteady = !negative && unknownTo === null;
    state.low = isSteady ? levelBelow(thresholds, count, scale) : Infinity;
    state.high = levelAbove(thresholds, count, scale);
    return unknownTo === null ? count : -1;
  }

  isLowerBound({ now }: VisitorState, { forgotTo }: TotalState): boolean {
    return forgotTo !== null && forgotTo + this.length > now;
  }

  isApproximate({ now }: VisitorState, { pairedTo }: TotalState): boolean {
    return pairedTo !== null && pairedTo + this.length > now;
  }

  serialize(state: TotalState): object {
    // What the entries come to is found again.
    const entries = this.slides && { n: 0, entries: serializeEntries(state) };
    return { ...state, ...UNSAVED, ...entries };
  }

  deserialize(
    state: TotalState,
    { entries = [], ...saved }: Partial<TotalState> & { entries?: SavedEntries },
  ): void {
    Object.assign(state, saved);
    deserializeEntries(state, entries);
    for (let i = 0; i < state.size; i++) state.n += amountAt(state, i);
  }

  private count(visitor: VisitorState, state: TotalState, amount: number, limit: number): void {
    const { now } = visitor;
    if (Number.isNaN(amount)) return;
    state.n += amount;
    if (amount < 0) {
      state.negative = true;
      state.low = Infinity;
      // What was forgotten as needless may be needed now: nothing is sure until it has left.
      if (this.isLowerBound(visitor, state))
        state.unknownTo = Math.max(state.unknownTo ?? 0, state.forgotTo as number);
    }
    if (!this.slides) return;
    if (isFull(state)) expire(state, now - this.length);
    push(state, now, amount);
    if (!state.negative)
      while (state.size > SPARE && state.n - amountAt(state, 0) >= limit * this.scale) {
        state.forgotTo = timeAt(state, 0);
        state.n -= amountAt(state, 0);
        shift(state);
      }
    if (state.size <= CAP) return;
    expire(state, now - this.length);
    if (state.size > CAP) state.pairedTo = pair(state);
  }

  private sum(
    visitor: VisitorState,
    state: TotalState,
    property: Property,
    event: IngestedEvent,
    limit: number,
  ): void {
    // The usual case apart.
    const value = property.ofItem ? null : property.get(event);
    if (typeof value !== 'number')
      eachNumber(visitor, event, property, this.where, (one) =>
        this.count(visitor, state, one, limit),
      );
    else this.count(visitor, state, inMillionths(value), limit);
  }

  /** When an entry leaves and takes the total past a threshold; a little early where many would have to be asked. */
  private leaves(state: TotalState, { thresholds, max }: Demand): number {
    const { n, negative, size } = state;
    const { scale } = this;
    let at = 0;
    if (max < Infinity) {
      const before = reached(thresholds, n / scale);
      if (before === 0 && !negative) return Infinity;
      const low = levelBelow(thresholds, before, scale);
      const high = levelAbove(thresholds, before, scale);
      const end = Math.min(size, LOOK_AHEAD);
      let left = n;
      for (; at < end; at++) {
        left -= amountAt(state, at);
        if (left < low || left >= high) break;
      }
    }
    return at < size ? timeAt(state, at) + this.length : Infinity;
  }
}

/** The threshold reached last, and the next. An array is slow to say that it has no element -1. */
const levelBelow = (thresholds: readonly number[], count: number, scale: number): number =>
  count === 0 ? -Infinity : Math.round((thresholds[count - 1] as number) * scale);
const levelAbove = (thresholds: readonly number[], count: number, scale: number): number =>
  count === thresholds.length ? Infinity : Math.round((thresholds[count] as number) * scale);

/** What is gone no longer counts. */
const expire = (state: TotalState, gone: number): void => {
  while (state.size > 0 && timeAt(state, 0) <= gone) {
    state.n -= amountAt(state, 0);
    shift(state);
  }
};
