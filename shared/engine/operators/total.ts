import { type Demand, type Metric, reached } from '../graph/metric.ts';
import type { MetricState, VisitorState, IngestedEvent } from '../graph/visitor-state.ts';
import { MILLIONTHS, Range, inMillionths, UNKNOWN, type Value } from '../values/values.ts';
import type { Predicate } from '../graph/predicate.ts';
import type { Property } from '../graph/property.ts';
import type { Selection } from './select.ts';
import {
  type Entries,
  FORGOT,
  HIGH,
  LOW,
  type SavedEntries,
  TOTAL,
  amountAt,
  clear,
  deserializeEntries,
  emptyRow,
  drop,
  isFull,
  pair,
  push,
  serializeEntries,
  timeAt,
} from './entries.ts';
import {
  CAP,
  type Period,
  type Window,
  freshPeriod,
  moveOn,
  nextWindowChange,
} from '../graph/window.ts';

/** How many entries are asked for when one of them will change an answer. */
const LOOK_AHEAD = 64;

/**
 * A count, or a sum in millionths, of some that have left the window as well: `advanceTime` puts it right. Has entries
 * where the window slides. Bounds are found when asked for, not kept.
 */
export interface TotalState extends MetricState, Entries {
  /** The local period, or the session, that all this is about. */
  period: Period;
  negative: boolean;
  /** Entries up to here are counted in pairs. */
  pairedTo: number | null;
}

/** As a state is written down. */
interface SavedTotal extends Omit<TotalState, keyof Entries> {
  readonly n: number;
  readonly forgotTo: number | null;
  readonly entries?: SavedEntries;
}

/** How many events are in the window, or what a number of theirs comes to. */
export const total = (selection: Selection): Metric<TotalState> => new Total(selection);

// A class, as all that most events meet: which method is called is known without looking.
class Total implements Metric<TotalState> {
  private readonly _bit: number;
  private readonly _slides: boolean;
  /** Its window starts empty time and again. */
  private readonly _restarts: boolean;
  private readonly _holds: Window['holds'];
  private readonly _length: number;
  private readonly _property: Property | null;
  /** Of a property that stands in the event itself. */
  private readonly _plainName: string | null;
  private readonly _where: Predicate | null;
  private readonly _window: Window;
  readonly scale: number;
  readonly followsSessions: boolean;
  readonly isDuration = false;
  readonly forgets: boolean;
  readonly isScore = false;

  constructor({ window, value, where, bit }: Selection) {
    this._bit = bit;
    this._slides = window.length < Infinity;
    this._restarts = window.followsSessions || window.unit !== null;
    this._holds = window.holds;
    this._length = window.length;
    this._property = value;
    this._plainName = value?.isPlain ? value.name : null;
    this._where = where;
    this._window = window;
    this.scale = value ? MILLIONTHS : 1;
    this.followsSessions = window.followsSessions;
    this.forgets = this._slides;
  }

  fresh(unknownTo: number | null): TotalState {
    return {
      // What most events ask for stands first, and so together.
      unknownTo,
      row: emptyRow(),
      negative: false,
      width: 1,
      head: 0,
      size: 0,
      period: freshPeriod(this._restarts),
      pairedTo: null,
    };
  }

  add(
    visitor: VisitorState,
    state: TotalState,
    event: IngestedEvent,
    bits: number,
    demand: Demand,
  ): boolean {
    const { _property: property, _holds: holds } = this;
    let isDue = false;
    if (this._restarts || state.unknownTo !== null) isDue = this._follow(visitor, state);
    if (
      bits & this._bit &&
      (state.unknownTo === null || visitor.now > state.unknownTo) &&
      (holds === null || holds(visitor))
    ) {
      if (property === null) this._count(visitor, state, 1, demand);
      else this._sum(visitor, state, property, event, demand);
    }
    // Positive entries only keep a total up for longer, and it is due before it falls below the threshold:
    // as long as it is not above the next, what has left the window need not be looked for.
    if (isSteady(state)) return isDue;
    if (this._slides) this._drop(visitor.now, state, demand);
    return isDue || !isSteady(state);
  }

  advanceTime(visitor: VisitorState, state: TotalState, demand: Demand): void {
    if (this._restarts || state.unknownTo !== null) this._follow(visitor, state);
    if (this._slides) this._drop(visitor.now, state, demand);
  }

  /** Lets the window follow time; true where it is due at another time than before. */
  private _follow(visitor: VisitorState, state: TotalState): boolean {
    const { end } = state.period;
    if (moveOn(visitor, this._window, state)) clear(state);
    return state.period.end !== end;
  }

  nextTimer(visitor: VisitorState, state: TotalState, demand: Demand): number {
    return Math.min(
      nextWindowChange(visitor, this._window, state),
      this._slides ? this._leaves(visitor, state, demand) : Infinity,
    );
  }

  value(_: VisitorState, { row, unknownTo }: TotalState): Value {
    const known = (row[TOTAL] as number) / this.scale;
    if (unknownTo === null) return known;
    return this._property ? UNKNOWN : new Range(known, Infinity, true);
  }

  rank(_: VisitorState, { row, unknownTo }: TotalState, { thresholds }: Demand): number {
    const { scale } = this;
    const count = reached(thresholds, (row[TOTAL] as number) / scale);
    // An array is slow to say that it has no element -1.
    row[LOW] = count === 0 ? -Infinity : Math.round((thresholds[count - 1] as number) * scale);
    row[HIGH] =
      count === thresholds.length ? Infinity : Math.round((thresholds[count] as number) * scale);
    return unknownTo === null ? count : -1;
  }

  isLowerBound({ now }: VisitorState, { row }: TotalState): boolean {
    return (row[FORGOT] as number) + this._length > now;
  }

  isApproximate({ now }: VisitorState, { pairedTo }: TotalState): boolean {
    return pairedTo !== null && pairedTo + this._length > now;
  }

  serialize(state: TotalState): object {
    const { unknownTo, row, period, negative, pairedTo } = state;
    const forgotTo = row[FORGOT] as number;
    return {
      unknownTo,
      // What the entries come to is found again.
      n: this._slides ? 0 : row[TOTAL],
      period,
      forgotTo: forgotTo > -Infinity ? forgotTo : null,
      negative,
      pairedTo,
      ...(this._slides && { entries: serializeEntries(state) }),
    };
  }

  deserialize(
    state: TotalState,
    { n = 0, forgotTo = null, entries = [], ...saved }: Partial<SavedTotal>,
  ): void {
    Object.assign(state, saved);
    state.row[TOTAL] = n;
    state.row[FORGOT] = forgotTo ?? -Infinity;
    deserializeEntries(state, entries);
  }

  private _count(visitor: VisitorState, state: TotalState, amount: number, demand: Demand): void {
    const { now } = visitor;
    const { row } = state;
    if (Number.isNaN(amount)) return;
    if (amount < 0) {
      this._drop(visitor.now, state, demand);
      state.negative = true;
      // What was forgotten as needless may be needed now: nothing is sure until it has left.
      if (this.isLowerBound(visitor, state))
        state.unknownTo = Math.max(state.unknownTo ?? 0, row[FORGOT] as number);
    }
    row[TOTAL] = (row[TOTAL] as number) + amount;
    if (!this._slides) return;
    if (isFull(state)) this._drop(visitor.now, state, demand);
    push(state, now, amount);
    if (state.size <= CAP) return;
    this._drop(visitor.now, state, demand);
    if (state.size > CAP) state.pairedTo = pair(state);
  }

  /** Drops what has left the window, and forgets the oldest that the total can do without. */
  private _drop(now: number, state: TotalState, { max }: Demand): void {
    drop(state, now - this._length, state.negative ? Infinity : max * this.scale);
  }

  private _sum(
    visitor: VisitorState,
    state: TotalState,
    property: Property,
    event: IngestedEvent,
    demand: Demand,
  ): void {
    const { _plainName: name } = this;
    // The usual case apart. What is inherited is no number.
    const value = name === null ? null : event.props?.[name];
    if (typeof value !== 'number')
      property.eachNumber(visitor, event, this._where, (one) =>
        this._count(visitor, state, one, demand),
      );
    else this._count(visitor, state, inMillionths(value), demand);
  }

  /** When an entry leaves and takes the total past a threshold; a little early where many would have to be asked. */
  private _leaves(visitor: VisitorState, state: TotalState, demand: Demand): number {
    const { row } = state;
    let at = 0;
    if (demand.max < Infinity) {
      if (!isSteady(state)) this.rank(visitor, state, demand);
      const low = row[LOW] as number;
      const high = row[HIGH] as number;
      if (low === -Infinity && !state.negative) return Infinity;
      // Of what has left the window whoever asks is yet to be told.
      this._drop(-Infinity, state, demand);
      const end = Math.min(state.size, LOOK_AHEAD);
      let left = row[TOTAL] as number;
      for (; at < end; at++) {
        left -= amountAt(state, at);
        if (left < low || left >= high) break;
      }
    }
    return at < state.size ? timeAt(state, at) + this._length : Infinity;
  }
}

/** Whether the total changes no answer, and will not before its timer. */
const isSteady = ({ row, negative, unknownTo }: TotalState): boolean =>
  (row[TOTAL] as number) >= (row[LOW] as number) &&
  (row[TOTAL] as number) < (row[HIGH] as number) &&
  !negative &&
  unknownTo === null;
