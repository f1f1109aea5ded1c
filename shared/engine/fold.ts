import { type Unit, periodAt } from './calendar.ts';
import { type Gathered, type Kind, type Scalar, kinds } from './kinds.ts';
import { type Asked, type Metric, nextMark, reached } from './metric.ts';
import type { MetricState } from './run.ts';
import { MILLIONTHS, Range, UNKNOWN, type Value } from './values.ts';
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
export const fold = ({ kind, window, value, where, bit, unit }: Folded): Metric<FoldState> => {
  // Kinds differ in what they have, and looking that up for each event would be slow.
  const {
    add: gather,
    remove,
    read,
    total,
    supersedes,
    each,
    additive,
    numeric,
    scale,
    moves,
  } = kind;
  const queued = window.length < Infinity || kind.queued === true;
  const weight = (one: Scalar): number => (additive ? (one as number) : 1);

  const push = (state: FoldState, one: Scalar, now: number, limit: number): void => {
    const { all, times, values } = state;
    if (!queued) {
      // What is settled needs no more values, and beyond the cap none are taken.
      const most = total ? limit : Infinity;
      if (!all.by || all.by.has(one) || all.by.size < Math.min(most, CAP)) gather(all, one, now);
      else state.approximate ||= most > CAP;
      return;
    }
    while (times.length > state.head && supersedes?.(one, values.at(-1) as Scalar)) {
      values.pop();
      times.pop();
    }
    if (each && (all.by?.get(one) ?? 0) >= each) {
      const place = values.indexOf(one, state.head);
      remove?.(all, one);
      values.splice(place, 1);
      times.splice(place, 1);
    }
    times.push(now);
    values.push(one);
    gather(all, one, now);
    if (numeric && (one as number) < 0) {
      state.negative = true;
      // What was forgotten as needless may be needed now: nothing is sure until it has left.
      if (state.forgotTo !== null) state.unknownTo = Math.max(state.unknownTo ?? 0, state.forgotTo);
    }
    while (
      total &&
      !state.negative &&
      times.length - state.head > SPARE &&
      (total(all) - weight(values[state.head] as Scalar)) / scale >= limit
    ) {
      state.forgotTo = times[state.head] as number;
      drop(state);
    }
    if (times.length - state.head > CAP) shorten(state);
  };

  /** The oldest entry goes. */
  const drop = (state: FoldState): void => {
    remove?.(state.all, state.values[state.head] as Scalar);
    state.head++;
    if (state.head >= 64 && state.head * 2 > state.times.length) trim(state);
  };

  const gatherAnew = (state: FoldState): void => {
    state.all = { n: 0 };
    for (let i = state.head; i < state.times.length; i++)
      gather(state.all, state.values[i] as Scalar, state.times[i] as number);
  };

  const shorten = (state: FoldState): void => {
    trim(state);
    state.approximate = true;
    const { times, values } = state;
    const half = CAP / 2;
    if (!additive) {
      values.splice(0, half);
      times.splice(0, half);
      return gatherAnew(state);
    }
    for (let i = 0; i < half / 2; i++) {
      times[i] = times[2 * i + 1] as number;
      values[i] = (values[2 * i] as number) + (values[2 * i + 1] as number);
    }
    times.splice(half / 2, half / 2);
    values.splice(half / 2, half / 2);
  };

  const clear = (state: FoldState): void => {
    state.head = state.times.length;
    trim(state);
    state.all = { n: 0 };
  };

  const take = (state: FoldState, raw: unknown, now: number, limit: number): void => {
    if (typeof raw === 'number') {
      if (Number.isFinite(raw))
        push(state, numeric ? Math.round(raw * MILLIONTHS) : raw, now, limit);
    } else if (!numeric && (typeof raw === 'string' || typeof raw === 'boolean'))
      push(state, raw, now, limit);
  };

  /** A list stands for its elements. */
  const takeAll = (state: FoldState, raw: unknown, now: number, limit: number): void => {
    if (Array.isArray(raw)) for (const one of raw as unknown[]) take(state, one, now, limit);
    else take(state, raw, now, limit);
  };

  /** When an entry leaves and takes the value past a mark; a little early where many would have to be asked. */
  const leaves = (
    { all, times, values, head, negative }: FoldState,
    { marks, limit }: Asked,
  ): number => {
    let at = head;
    if (total && limit < Infinity) {
      let left = total(all);
      const before = reached(marks, left / scale);
      if (before === 0 && !negative) return Infinity;
      for (; at < times.length && at < head + LOOK_AHEAD; at++) {
        left -= weight(values[at] as Scalar);
        if (reached(marks, left / scale) !== before) break;
      }
    }
    return (times[at] ?? Infinity) + window.length;
  };

  const self: Metric<FoldState> = {
    session: window.session,
    isDuration: read === kinds.since.read,
    scale,
    limited: total !== undefined && (queued || kind === kinds.distinct),
    isScore: kind.isScore ?? false,

    fresh: (unknownTo) => ({
      unknownTo,
      all: { n: 0 },
      times: [],
      values: [],
      head: 0,
      period: { ordinal: 0, end: 0 },
      forgotTo: null,
      negative: false,
      approximate: false,
    }),

    add(run, state, event, bits, asked) {
      const { now } = run;
      if (!(bits & bit)) return;
      if (state.unknownTo !== null && now <= state.unknownTo) return;
      if (window.holds && !window.holds(run)) return;
      if (window.unit && moveOn(run, window, state)) clear(state);
      if (value === null)
        return push(state, unit ? periodAt(run.host, unit, now) : 1, now, asked.limit);
      if (!value.ofItem) return takeAll(state, value.get(event), now, asked.limit);
      for (const item of itemsOf(event)) {
        event.item = item;
        if (where === null || !where.ofItem || where.test(event))
          takeAll(state, value.get(event), now, asked.limit);
      }
    },

    tick(run, state) {
      if (moveOn(run, window, state)) clear(state);
      let left = false;
      while (
        window.length < Infinity &&
        (state.times[state.head] ?? Infinity) + window.length <= run.now
      ) {
        drop(state);
        left = true;
      }
      if (left && !remove) gatherAnew(state);
    },

    due(run, state, asked) {
      const { now } = run;
      const { unknownTo, all } = state;
      let next = Math.min(windowDue(run, window, state), leaves(state, asked));
      if (moves) {
        next = Math.min(next, moves(all, run, asked));
        if (self.isDuration && unknownTo !== null)
          next = Math.min(next, nextMark(unknownTo, now, asked));
      }
      return next;
    },

    // Positive entries only keep a value up for longer.
    isSteady: ({ negative, unknownTo }) => !negative && unknownTo === null,

    value(run, { all, unknownTo }) {
      const known = read(all, run);
      return unknownTo === null ? known : bounded(kind, known, run.now - unknownTo);
    },

    isLeast: (run, { all, forgotTo }, { limit }) =>
      total !== undefined &&
      (queued
        ? (forgotTo ?? -Infinity) + window.length > run.now
        : all.by !== undefined && all.by.size >= limit),

    approximate: (state) => state.approximate,

    save(state) {
      trim(state);
      const { times, values, all, ...rest } = state;
      if (!queued) return { ...rest, all };
      return {
        ...rest,
        // Each from the one before it.
        times: times.map((time, i) => time - (times[i - 1] ?? 0)),
        values: values.every((one) => one === 1) ? [] : values,
      };
    },

    load(state) {
      let time = 0;
      state.times = state.times.map((step) => (time += step));
      if (state.values.length === 0) state.values = state.times.map(() => 1);
      if (queued) gatherAnew(state);
    },
  };
  return self;
};

const trim = (state: FoldState): void => {
  state.times.splice(0, state.head);
  state.values.splice(0, state.head);
  state.head = 0;
};

/** What is certain of a value when events at least `missing` ms ago may be missing. */
const bounded = ({ bound }: Kind, known: Value, missing: number): Value => {
  if (bound === 'latest' && known !== undefined && known !== Infinity) return known;
  if (known === Infinity) return new Range(missing, Infinity, false);
  if (typeof known !== 'number') return UNKNOWN;
  if (bound === 'least' || bound === 'since') return new Range(known, Infinity, true);
  return bound === 'most' ? new Range(-Infinity, known, true) : UNKNOWN;
};
