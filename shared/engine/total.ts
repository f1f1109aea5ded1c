import { type Asked, type Metric, reached } from './metric.ts';
import type { MetricState, Run, Taken } from './run.ts';
import { MILLIONTHS, Range, UNKNOWN, type Value } from './values.ts';
import { type Predicate, type Property, itemsOf } from './where.ts';
import { CAP, type Period, SPARE, type Window, moveOn, windowDue } from './window.ts';

/** How many entries are asked for when one of them will change an answer. */
const LOOK_AHEAD = 64;

export interface TotalState extends MetricState {
  /** A count, or a sum in millionths. */
  n: number;
  /** From `low` on and below `high` it changes no answer. Found when asked for, not kept. */
  low: number;
  high: number;
  /** Of a sliding window: time and amount in turn, the oldest at `head`. */
  entries: number[];
  head: number;
  /** The local period, or the session, that all this is about. */
  period: Period;
  /** Entries up to here were forgotten because no answer needed them. */
  forgotTo: number | null;
  negative: boolean;
  approximate: boolean;
}

export interface Totalled {
  readonly window: Window;
  /** What to add up; null counts the events. */
  readonly value: Property | null;
  readonly where: Predicate | null;
  /** Of the events to count. */
  readonly bit: number;
}

/** How many events are in the window, or what a number of theirs comes to. */
export const total = (totalled: Totalled): Metric<TotalState> => new Total(totalled);

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
  readonly session: boolean;
  readonly isDuration = false;
  readonly limited: boolean;
  readonly isScore = false;

  constructor({ window, value, where, bit }: Totalled) {
    this.bit = bit;
    this.slides = window.length < Infinity;
    this.restarts = window.session || window.unit !== null;
    this.length = window.length;
    this.property = value;
    this.where = where;
    this.window = window;
    this.scale = value ? MILLIONTHS : 1;
    this.session = window.session;
    this.limited = this.slides;
  }

  fresh(unknownTo: number | null): TotalState {
    return {
      unknownTo,
      n: 0,
      low: Infinity,
      high: -Infinity,
      entries: [],
      head: 0,
      period: { ordinal: 0, end: 0 },
      forgotTo: null,
      negative: false,
      approximate: false,
    };
  }

  add(run: Run, state: TotalState, event: Taken, bits: number, { limit }: Asked): boolean {
    const { now } = run;
    const { end } = state.period;
    this.tick(run, state);
    const { holds } = this.window;
    if (
      bits & this.bit &&
      (state.unknownTo === null || now > state.unknownTo) &&
      (holds === null || holds(run))
    ) {
      const { property } = this;
      if (property === null) this.push(state, 1, now, limit);
      else if (!property.ofItem) this.takeAll(state, property.get(event), now, limit);
      else this.takeItems(state, property, event, now, limit);
    }
    // Positive entries only keep a total up for longer; but the first begins a period.
    return state.n < state.low || state.n >= state.high || state.period.end !== end;
  }

  tick(run: Run, state: TotalState): void {
    if ((this.restarts || state.unknownTo !== null) && moveOn(run, this.window, state))
      clear(state);
    if (!this.slides) return;
    const gone = run.now - this.length;
    const { entries } = state;
    while (state.head < entries.length && (entries[state.head] as number) <= gone) drop(state);
  }

  due(run: Run, state: TotalState, asked: Asked): number {
    return Math.min(windowDue(run, this.window, state), this.leaves(state, asked));
  }

  value(_: Run, { n, unknownTo }: TotalState): Value {
    const known = n / this.scale;
    if (unknownTo === null) return known;
    return this.property ? UNKNOWN : new Range(known, Infinity, true);
  }

  bucket(_: Run, state: TotalState, { marks }: Asked): number {
    const { n, negative, unknownTo } = state;
    const { scale } = this;
    const count = reached(marks, n / scale);
    const isSteady = !negative && unknownTo === null;
    state.low = isSteady ? Math.round((marks[count - 1] ?? -Infinity) * scale) : Infinity;
    state.high = Math.round((marks[count] ?? Infinity) * scale);
    return unknownTo === null ? count : -1;
  }

  isLeast({ now }: Run, { forgotTo }: TotalState): boolean {
    return forgotTo !== null && forgotTo + this.length > now;
  }

  approximate(state: TotalState): boolean {
    return state.approximate;
  }

  save(state: TotalState): object {
    const { entries, low, high, ...rest } = trimmed(state);
    if (!this.slides) return rest;
    const times = entries.filter((_, i) => i % 2 === 0);
    const amounts = entries.filter((_, i) => i % 2 === 1);
    return {
      ...rest,
      // It is found again.
      n: 0,
      // Each time from the one before it.
      entries:
        times.length === 0
          ? []
          : [
              times.map((time, i) => time - (times[i - 1] ?? 0)),
              amounts.every((one) => one === 1) ? [] : amounts,
            ],
    };
  }

  load(state: TotalState): void {
    if (!this.slides) return;
    const [steps = [], amounts = []] = state.entries as unknown as [number[]?, number[]?];
    state.entries = [];
    let time = 0;
    for (const [i, step] of steps.entries()) {
      const amount = amounts[i] ?? 1;
      state.entries.push((time += step), amount);
      state.n += amount;
    }
  }

  private push(state: TotalState, amount: number, now: number, limit: number): void {
    state.n += amount;
    if (amount < 0) {
      state.negative = true;
      state.low = Infinity;
      // What was forgotten as needless may be needed now: nothing is sure until it has left.
      if (state.forgotTo !== null) state.unknownTo = Math.max(state.unknownTo ?? 0, state.forgotTo);
    }
    if (!this.slides) return;
    const { entries } = state;
    entries.push(now, amount);
    if (!state.negative)
      while (
        entries.length - state.head > 2 * SPARE &&
        (state.n - (entries[state.head + 1] as number)) / this.scale >= limit
      ) {
        state.forgotTo = entries[state.head] as number;
        drop(state);
      }
    if (entries.length - state.head > 2 * CAP) pair(state);
  }

  private take(state: TotalState, raw: unknown, now: number, limit: number): void {
    if (typeof raw === 'number' && Number.isFinite(raw))
      this.push(state, Math.round(raw * MILLIONTHS), now, limit);
  }

  /** A list stands for its elements. */
  private takeAll(state: TotalState, raw: unknown, now: number, limit: number): void {
    if (Array.isArray(raw)) for (const one of raw as unknown[]) this.take(state, one, now, limit);
    else this.take(state, raw, now, limit);
  }

  private takeItems(
    state: TotalState,
    property: Property,
    event: Taken,
    now: number,
    limit: number,
  ): void {
    const { where } = this;
    for (const item of itemsOf(event)) {
      event.item = item;
      if (where === null || !where.ofItem || where.test(event))
        this.takeAll(state, property.get(event), now, limit);
    }
  }

  /** When an entry leaves and takes the total past a mark; a little early where many would have to be asked. */
  private leaves({ entries, head, n, negative }: TotalState, { marks, limit }: Asked): number {
    const { scale } = this;
    let at = head;
    if (limit < Infinity) {
      const before = reached(marks, n / scale);
      if (before === 0 && !negative) return Infinity;
      const low = Math.round((marks[before - 1] ?? -Infinity) * scale);
      const high = Math.round((marks[before] ?? Infinity) * scale);
      const end = Math.min(entries.length, head + 2 * LOOK_AHEAD);
      let left = n;
      for (; at < end; at += 2) {
        left -= entries[at + 1] as number;
        if (left < low || left >= high) break;
      }
    }
    return (entries[at] ?? Infinity) + this.length;
  }
}

/** The oldest entry goes. */
const drop = (state: TotalState): void => {
  state.n -= state.entries[state.head + 1] as number;
  state.head += 2;
  if (state.head >= 128 && state.head * 2 > state.entries.length) trimmed(state);
};

const clear = (state: TotalState): void => {
  state.n = 0;
  state.entries.length = 0;
  state.head = 0;
};

const trimmed = (state: TotalState): TotalState => {
  state.entries.splice(0, state.head);
  state.head = 0;
  return state;
};

/** Of the older half two count as one, at the time of the later. */
const pair = (state: TotalState): void => {
  const { entries } = trimmed(state);
  state.approximate = true;
  for (let i = 0; i < CAP / 2; i += 2) {
    entries[i] = entries[2 * i + 2] as number;
    entries[i + 1] = (entries[2 * i + 1] as number) + (entries[2 * i + 3] as number);
  }
  entries.splice(CAP / 2, CAP / 2);
};
