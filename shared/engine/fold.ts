import { type Unit, periodAt } from './calendar.ts';
import { type Gathered, type Kind, kinds } from './kinds.ts';
import { type Asked, type Metric, bucketOf, nextMark, reached } from './metric.ts';
import type { MetricState, Run, Taken } from './run.ts';
import { MILLIONTHS, Range, type Scalar, UNKNOWN, type Value, isScalar } from './values.ts';
import { type Predicate, type Property, itemsOf } from './where.ts';
import { type Period, type Window, moveOn, windowDue } from './window.ts';

/** Entries, or different values, that one metric keeps. Beyond, it is approximate. */
export const CAP = 1000;
/** How many entries are asked for when one of them will change an answer. */
const LOOK_AHEAD = 64;
/**
 * This many entries stay even where fewer settle every answer: most visitors have no more, and then the
 * value is exact; and a negative one may come to a sum.
 */
const SPARE = 32;

export interface FoldState extends MetricState {
  /** What the events in the window come to. */
  all: Gathered;
  /** Entries of a sliding window, the oldest at `head`. */
  times: number[];
  values: Scalar[];
  head: number;
  /** The local period, or the session, that `all` is about. */
  period: Period;
  /** Entries up to here were forgotten because no answer needed them. */
  forgotTo: number | null;
  negative: boolean;
  approximate: boolean;
}

export interface Folded {
  readonly kind: Kind;
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

// A class, as all that most events meet: which method is called is known without looking.
class Fold implements Metric<FoldState> {
  readonly session: boolean;
  readonly isDuration: boolean;
  readonly scale: number;
  readonly limited: boolean;
  readonly isScore: boolean;
  // Kinds differ in what they have, and looking that up for each event would be slow.
  private readonly gather: Kind['add'];
  private readonly remove: Kind['remove'];
  private readonly read: Kind['read'];
  private readonly total: Kind['total'];
  private readonly moves: Kind['moves'];
  private readonly supersedes: Kind['supersedes'];
  private readonly bound: Kind['bound'];
  private readonly each: number;
  private readonly additive: boolean;
  private readonly numeric: boolean;
  private readonly from: Property | null;
  private readonly where: Predicate | null;
  private readonly bit: number;
  private readonly unit: Unit | null;
  private readonly window: Window;
  private readonly slides: boolean;
  /** Its window starts empty time and again. */
  private readonly restarts: boolean;
  private readonly queued: boolean;

  constructor({ kind, window, value, where, bit, unit }: Folded) {
    this.session = window.session;
    this.isDuration = kind.read === kinds.since.read;
    this.scale = kind.scale;
    this.isScore = kind.isScore ?? false;
    this.gather = kind.add;
    this.remove = kind.remove;
    this.read = kind.read;
    this.total = kind.total;
    this.moves = kind.moves;
    this.supersedes = kind.supersedes;
    this.bound = kind.bound;
    this.each = kind.each ?? 0;
    this.additive = kind.additive ?? false;
    this.numeric = kind.numeric ?? false;
    this.from = value;
    this.where = where;
    this.bit = bit;
    this.unit = unit;
    this.window = window;
    this.slides = window.length < Infinity;
    this.restarts = window.session || window.unit !== null;
    this.queued = this.slides || kind.queued === true;
    this.limited = kind.total !== undefined && (this.queued || kind === kinds.distinct);
  }

  fresh(unknownTo: number | null): FoldState {
    return {
      unknownTo,
      all: { n: 0 },
      times: [],
      values: [],
      head: 0,
      period: { ordinal: 0, end: 0 },
      forgotTo: null,
      negative: false,
      approximate: false,
    };
  }

  add(run: Run, state: FoldState, event: Taken, bits: number, { limit }: Asked): void {
    const { now } = run;
    const { from, where, window } = this;
    this.tick(run, state);
    if (!(bits & this.bit)) return;
    if (state.unknownTo !== null && now <= state.unknownTo) return;
    if (window.holds && !window.holds(run)) return;
    if (from === null)
      return this.push(state, this.unit ? periodAt(run.host, this.unit, now) : 1, now, limit);
    if (!from.ofItem) return this.takeAll(state, from.get(event), now, limit);
    for (const item of itemsOf(event)) {
      event.item = item;
      if (where === null || !where.ofItem || where.test(event))
        this.takeAll(state, from.get(event), now, limit);
    }
  }

  tick(run: Run, state: FoldState): void {
    if ((this.restarts || state.unknownTo !== null) && moveOn(run, this.window, state))
      clear(state);
    if (!this.slides) return;
    const gone = run.now - this.window.length;
    if (!((state.times[state.head] as number) <= gone)) return;
    while ((state.times[state.head] as number) <= gone) this.drop(state);
    if (!this.remove) this.gatherAnew(state);
  }

  due(run: Run, state: FoldState, asked: Asked): number {
    const { now } = run;
    const { unknownTo, all } = state;
    let next = Math.min(windowDue(run, this.window, state), this.leaves(state, asked));
    if (this.moves) {
      next = Math.min(next, this.moves(all, run, asked));
      if (this.isDuration && unknownTo !== null)
        next = Math.min(next, nextMark(unknownTo, now, asked));
    }
    return next;
  }

  // Positive entries only keep a value up for longer; but the first begins a period.
  isSteady({ negative, unknownTo }: FoldState, wasDue: boolean): boolean {
    return !negative && unknownTo === null && (wasDue || this.window.unit === null);
  }

  value(run: Run, { all, unknownTo }: FoldState): Value {
    const known = this.read(all, run);
    return unknownTo === null ? known : bounded(this.bound, known, run.now - unknownTo);
  }

  bucket(run: Run, { all, unknownTo }: FoldState, { marks }: Asked): number {
    if (unknownTo !== null) return -1;
    return this.additive
      ? reached(marks, all.n / this.scale)
      : bucketOf(marks, this.read(all, run));
  }

  isLeast(run: Run, { all, forgotTo }: FoldState, { limit }: Asked): boolean {
    if (!this.total) return false;
    return this.queued
      ? (forgotTo ?? -Infinity) + this.window.length > run.now
      : all.by !== undefined && all.by.size >= limit;
  }

  approximate(state: FoldState): boolean {
    return state.approximate;
  }

  save(state: FoldState): object {
    trim(state);
    const { times, values, all, ...rest } = state;
    if (!this.queued) return { ...rest, all };
    return {
      ...rest,
      // Each from the one before it.
      times: times.map((time, i) => time - (times[i - 1] ?? 0)),
      values: values.every((one) => one === 1) ? [] : values,
    };
  }

  load(state: FoldState): void {
    let time = 0;
    state.times = state.times.map((step) => (time += step));
    if (state.values.length === 0) state.values = state.times.map(() => 1);
    if (this.queued) this.gatherAnew(state);
  }

  private push(state: FoldState, one: Scalar, now: number, limit: number): void {
    const { all, times, values } = state;
    const { additive, total, each } = this;
    if (!this.queued) {
      // What is settled needs no more values, and beyond the cap none are taken.
      const most = total ? limit : Infinity;
      if (!all.by || all.by.has(one) || all.by.size < Math.min(most, CAP))
        this.gather(all, one, now);
      else state.approximate ||= most > CAP;
      return;
    }
    if (this.supersedes)
      while (times.length > state.head && this.supersedes(one, values.at(-1) as Scalar)) {
        values.pop();
        times.pop();
      }
    if (each > 0 && (all.by?.get(one) ?? 0) >= each) {
      const place = values.indexOf(one, state.head);
      this.remove?.(all, one);
      values.splice(place, 1);
      times.splice(place, 1);
    }
    times.push(now);
    values.push(one);
    if (additive) all.n += one as number;
    else this.gather(all, one, now);
    if (this.numeric && (one as number) < 0) {
      state.negative = true;
      // What was forgotten as needless may be needed now: nothing is sure until it has left.
      if (state.forgotTo !== null) state.unknownTo = Math.max(state.unknownTo ?? 0, state.forgotTo);
    }
    if (total && !state.negative)
      while (
        times.length - state.head > SPARE &&
        (total(all) - this.weight(values[state.head] as Scalar)) / this.scale >= limit
      ) {
        state.forgotTo = times[state.head] as number;
        this.drop(state);
      }
    if (times.length - state.head > CAP) this.shorten(state);
  }

  private weight(one: Scalar): number {
    return this.additive ? (one as number) : 1;
  }

  /** The oldest entry goes. */
  private drop(state: FoldState): void {
    const one = state.values[state.head] as Scalar;
    if (this.additive) state.all.n -= one as number;
    else this.remove?.(state.all, one);
    state.head++;
    if (state.head >= 64 && state.head * 2 > state.times.length) trim(state);
  }

  private gatherAnew(state: FoldState): void {
    state.all = { n: 0 };
    for (let i = state.head; i < state.times.length; i++)
      this.gather(state.all, state.values[i] as Scalar, state.times[i] as number);
  }

  private shorten(state: FoldState): void {
    trim(state);
    state.approximate = true;
    const { times, values } = state;
    const half = CAP / 2;
    if (!this.additive) {
      values.splice(0, half);
      times.splice(0, half);
      return this.gatherAnew(state);
    }
    for (let i = 0; i < half / 2; i++) {
      times[i] = times[2 * i + 1] as number;
      values[i] = (values[2 * i] as number) + (values[2 * i + 1] as number);
    }
    times.splice(half / 2, half / 2);
    values.splice(half / 2, half / 2);
  }

  private take(state: FoldState, raw: unknown, now: number, limit: number): void {
    if (typeof raw === 'number') {
      if (Number.isFinite(raw))
        this.push(state, this.numeric ? Math.round(raw * MILLIONTHS) : raw, now, limit);
    } else if (!this.numeric && isScalar(raw)) this.push(state, raw, now, limit);
  }

  /** A list stands for its elements. */
  private takeAll(state: FoldState, raw: unknown, now: number, limit: number): void {
    if (Array.isArray(raw)) for (const one of raw as unknown[]) this.take(state, one, now, limit);
    else this.take(state, raw, now, limit);
  }

  /** When an entry leaves and takes the value past a mark; a little early where many would have to be asked. */
  private leaves(
    { all, times, values, head, negative }: FoldState,
    { marks, limit }: Asked,
  ): number {
    const { total, scale, window } = this;
    let at = head;
    if (total && limit < Infinity) {
      let left = total(all);
      const before = reached(marks, left / scale);
      if (before === 0 && !negative) return Infinity;
      const low = Math.round((marks[before - 1] ?? -Infinity) * scale);
      const high = Math.round((marks[before] ?? Infinity) * scale);
      const end = Math.min(times.length, head + LOOK_AHEAD);
      for (; at < end; at++) {
        left -= this.weight(values[at] as Scalar);
        if (left < low || left >= high) break;
      }
    }
    return (times[at] ?? Infinity) + window.length;
  }
}

const clear = (state: FoldState): void => {
  state.head = state.times.length;
  trim(state);
  state.all = { n: 0 };
};

const trim = (state: FoldState): void => {
  state.times.splice(0, state.head);
  state.values.splice(0, state.head);
  state.head = 0;
};

/** What is certain of a value when events at least `missing` ms ago may be missing. */
const bounded = (bound: Kind['bound'], known: Value, missing: number): Value => {
  if (bound === 'latest' && known !== undefined && known !== Infinity) return known;
  if (known === Infinity) return new Range(missing, Infinity, false);
  if (typeof known !== 'number') return UNKNOWN;
  if (bound === 'least' || bound === 'since') return new Range(known, Infinity, true);
  return bound === 'most' ? new Range(-Infinity, known, true) : UNKNOWN;
};
