import type { VisitorState, IngestedEvent } from '../graph/visitor-state.ts';
import type { Steps } from './steps.ts';
import { CAP } from '../graph/window.ts';

/** A sequence part of the way is so many numbers in a row. */
const WIDTH = 6;
/** When the first of the sequences counted together started. */
const START = 0;
/** When this sequence started. */
const FIRST = 1;
/** When the last step was met. */
const SINCE = 2;
/** Position of the last event; -1 where there is no sequence. */
const POSITION = 3;
const SESSION = 4;
const FIRST_POSITION = 5;
const NONE: readonly number[] = [0, 0, 0, -1, 0, 0];

/**
 * Places are numbered from the one after the first step, row by row: one row without a sliding
 * window; with it, one for each number of sequences in it and one more.
 */
export interface Progress {
  /** By place, the sequence that came last. It has the latest start, which is the best. */
  newest: number[];
  /** By place, those before it, the latest last: they matter while the newest is too young for the next step. */
  older: Map<number, number[]> | null;
  /** Sliding: at j, the latest start of j + 1 sequences, one after the other. */
  starts: number[];
  /** Not sliding: how many were completed. */
  completed: number;
  /** Position at which the first completed one started. */
  firstPosition: number | null;
  /** What must not come before the first step has come. */
  blocked: boolean;
}

export const freshProgress = (): Progress => ({
  newest: [],
  older: null,
  starts: [],
  completed: 0,
  firstPosition: null,
  blocked: false,
});

/** So many sequences are counted in a sliding window. */
export const MOST_COUNTED = 100;
/** What can happen in a place: four numbers in a row. */
const STEP = 4;
/** A step is just met in the place it leads to, so that gaps run from there. */
const MEETS = 1;
/** It must be met by the very next event. */
const NEXT = 2;

/**
 * Counts sequences that follow one another, in a window of `length` ms (Infinity: since the last reset).
 * Its tables are lists of numbers, side by side in memory, because every event that a step names is
 * held against them.
 */
export class Sequence {
  private readonly length: number;
  private readonly rest: number;
  private readonly span: number;
  private readonly inSession: boolean;
  /** The place in which a sequence is complete, or rests. */
  private readonly last: number;
  /** How many places a row has. */
  private readonly row: number;
  private readonly slides: boolean;
  /** From the last place back: the bit of an event, the place, the place it leads to (-1: none, it must not happen), and flags. */
  private readonly table: number[] = [];
  /** For each in the table: least and greatest gap to the step before; of what must not happen, 0 and for how long. */
  private readonly gaps: number[] = [];
  /** By place, the least gap to the step ahead. */
  private readonly least: readonly number[];

  constructor({ places, rest, span, inSession }: Steps, length: number) {
    this.length = length;
    this.rest = rest;
    this.span = span;
    this.inSession = inSession;
    this.last = places.length - 1;
    this.row = rest > 0 ? this.last : this.last - 1;
    this.slides = length < Infinity;
    this.least = places.map(({ atLeast }) => atLeast);
    // Backwards, so that no event serves two steps, or the end of one sequence and the start of the next.
    for (const [at, { moves, nots, next, atLeast, atMost }] of [...places.entries()].toReversed()) {
      for (const { bit, to } of moves) {
        this.table.push(bit, at, to, (places[to]?.meets ? MEETS : 0) | (next ? NEXT : 0));
        this.gaps.push(atLeast, atMost);
      }
      for (const { bit, forMs } of nots) {
        this.table.push(bit, at, -1, 0);
        this.gaps.push(0, forMs);
      }
    }
  }

  /** Gives the new count. `bits` says which events of the steps this is; `counts`, whether steps may be met now. */
  add(
    progress: Progress,
    event: IngestedEvent,
    bits: number,
    counts: boolean,
    limit: number,
  ): number {
    const { table } = this;
    const { completed } = progress;
    let most = this.slides ? progress.starts.length : 0;
    if (most >= limit) most = limit - 1;
    if (most >= MOST_COUNTED) most = MOST_COUNTED - 1;
    let blocks = false;
    for (let trail = most; trail >= 0; trail--)
      for (let i = 0; i < table.length; i += STEP) {
        if (!(bits & (table[i] as number))) continue;
        const at = table[i + 1] as number;
        if ((table[i + 2] as number) < 0) {
          if (at > 0) this.forget(progress, trail * this.row + at - 1, event.time, i);
          else blocks = true;
        } else if (counts && progress.completed === completed) {
          if (at > 0) this.goOn(progress, trail, event, i);
          else this.begin(progress, trail, event, table[i + 2] as number);
        }
      }
    if (blocks) progress.blocked = true;
    return this.slides ? progress.starts.length : progress.completed;
  }

  advanceTime(progress: Progress, { now }: VisitorState): void {
    const { row, length } = this;
    const { starts } = progress;
    if (this.rest > 0) {
      const rows = Math.ceil(progress.newest.length / WIDTH / row);
      for (let trail = rows - 1; trail >= 0; trail--) this.wake(progress, trail, now);
    }
    if (!this.slides) return;
    while (starts.length > 0 && (starts[starts.length - 1] as number) + length <= now) starts.pop();
    const most = (starts.length + 1) * row;
    if (progress.newest.length <= most * WIDTH) return;
    progress.newest.splice(most * WIDTH);
    for (const place of progress.older?.keys() ?? [])
      if (place >= most) progress.older?.delete(place);
  }

  /** Gives up what leads to more sequences than are asked for: no event is held against it any longer. */
  trim({ newest, older, starts }: Progress, limit: number): void {
    if (!this.slides || limit === Infinity) return;
    const most = limit * this.row;
    starts.splice(limit);
    newest.splice(most * WIDTH);
    for (const place of older?.keys() ?? []) if (place >= most) older?.delete(place);
  }

  due({ newest, older, starts }: Progress): number {
    const { rest, row, length } = this;
    let next = starts.length > 0 ? (starts[starts.length - 1] as number) + length : Infinity;
    if (rest > 0)
      for (let place = row - 1; (place + 1) * WIDTH <= newest.length; place += row) {
        const from = place * WIDTH;
        if (newest[from + POSITION] === -1) continue;
        const oldest = older?.get(place)?.[SINCE] ?? (newest[from + SINCE] as number);
        next = Math.min(next, oldest + rest);
      }
    return next;
  }

  /** Nothing is under way, and nothing counted. */
  isIdle({ newest, starts, completed, blocked }: Progress): boolean {
    for (let i = POSITION; i < newest.length; i += WIDTH) if (newest[i] !== -1) return false;
    return !blocked && completed + starts.length === 0;
  }

  count({ starts, completed }: Progress): number {
    return this.slides ? starts.length : completed;
  }

  /** Starts one after the sequences before it, where there are so many. */
  private begin(progress: Progress, trail: number, event: IngestedEvent, to: number): void {
    const { time, position } = event;
    if (progress.blocked) return;
    const start = trail === 0 ? time : (progress.starts[trail - 1] as number);
    if (start + this.length <= time) return;
    if (to === this.last && this.rest === 0) return this.complete(progress, trail, start, position);
    this.arrive(progress, trail, to, event, start, time, time, position);
  }

  /** Takes the best sequence that the event can carry on, as the table has it at `i`. */
  private goOn(progress: Progress, trail: number, event: IngestedEvent, i: number): void {
    const place = trail * this.row + (this.table[i + 1] as number) - 1;
    const { time, position } = event;
    const atLeast = this.gaps[i >> 1] as number;
    const { newest } = progress;
    let list = newest;
    let from = place * WIDTH;
    if (from >= list.length || list[from + POSITION] === -1) return;
    if ((list[from + SINCE] as number) + atLeast > time) {
      list = progress.older?.get(place) ?? [];
      from = list.length - WIDTH;
      while (from >= 0 && (list[from + SINCE] as number) + atLeast > time) from -= WIDTH;
      if (from < 0) return;
    }
    const start = list[from + START] as number;
    const first = list[from + FIRST] as number;
    const since = list[from + SINCE] as number;
    const began = list[from + FIRST_POSITION] as number;
    const flags = this.table[i + 3] as number;
    if (
      time >= since + (this.gaps[(i >> 1) + 1] as number) ||
      time >= first + this.span ||
      time >= start + this.length ||
      (flags & NEXT && position !== (list[from + POSITION] as number) + 1) ||
      (this.inSession && event.session !== list[from + SESSION])
    )
      return;
    const to = this.table[i + 2] as number;
    if (to === this.last && this.rest === 0) return this.complete(progress, trail, start, began);
    const gapFrom = flags & MEETS ? time : since;
    this.arrive(progress, trail, to, event, start, first, gapFrom, began);
  }

  /** Puts a sequence where the event has brought it, as the newest there, unless it is not wanted. */
  private arrive(
    progress: Progress,
    trail: number,
    to: number,
    { time, position, session }: IngestedEvent,
    start: number,
    first: number,
    since: number,
    began: number,
  ): void {
    const { newest } = progress;
    const place = trail * this.row + to - 1;
    const from = place * WIDTH;
    while (newest.length < from + WIDTH) newest.push(...NONE);
    const isLast = to === this.last;
    if (newest[from + POSITION] !== -1 && (isLast || this.least[to] !== 0)) {
      if (!isLast || this.slides) this.keep(progress, to, place, since, time);
      // Without a window the first to rest completes, and takes the others with it.
      else if ((newest[from + SINCE] as number) < time) return;
    }
    newest[from + START] = start;
    newest[from + FIRST] = first;
    newest[from + SINCE] = since;
    newest[from + POSITION] = position;
    newest[from + SESSION] = session;
    newest[from + FIRST_POSITION] = began;
  }

  /** Keeps what was the newest in a place, and those before it, as far as they matter beside one that has been there `since`. */
  private keep(progress: Progress, to: number, place: number, since: number, now: number): void {
    const older = (progress.older ??= new Map<number, number[]>());
    const queue = older.get(place) ?? [];
    queue.push(...progress.newest.slice(place * WIDTH, (place + 1) * WIDTH));
    const least = this.least[to] as number;
    // All that rest are complete in turn.
    if (to !== this.last)
      while (queue.length > 0 && (queue[WIDTH + SINCE] ?? since) + least <= now)
        queue.splice(0, WIDTH);
    if (queue.length > CAP * WIDTH) queue.splice(0, WIDTH);
    if (queue.length > 0) older.set(place, queue);
    else older.delete(place);
  }

  /** Gives up those to which what happens now must not have happened. */
  private forget({ newest, older }: Progress, place: number, time: number, i: number): void {
    const from = place * WIDTH;
    const forMs = this.gaps[(i >> 1) + 1] as number;
    while (
      from < newest.length &&
      newest[from + POSITION] !== -1 &&
      time < (newest[from + SINCE] as number) + forMs
    ) {
      const before = older?.get(place)?.splice(-WIDTH) ?? [];
      for (let k = 0; k < WIDTH; k++) newest[from + k] = before[k] ?? (NONE[k] as number);
    }
  }

  /** Completes those in a row that have rested long enough, the oldest first. */
  private wake(progress: Progress, trail: number, now: number): void {
    const place = trail * this.row + this.row - 1;
    for (;;) {
      const { newest } = progress;
      const queue = progress.older?.get(place) ?? [];
      const list = queue.length > 0 ? queue : newest;
      const from = queue.length > 0 ? 0 : place * WIDTH;
      if (from >= list.length || list[from + POSITION] === -1) return;
      if ((list[from + SINCE] as number) + this.rest > now) return;
      const start = list[from + START] as number;
      const began = list[from + FIRST_POSITION] as number;
      if (list === queue) queue.splice(0, WIDTH);
      else newest[from + POSITION] = -1;
      if (start + this.length > now) this.complete(progress, trail, start, began);
      if (!this.slides) return;
    }
  }

  private complete(progress: Progress, trail: number, start: number, began: number): void {
    progress.firstPosition ??= began;
    if (this.slides) progress.starts[trail] = start;
    else {
      progress.completed++;
      progress.newest = [];
      progress.older = null;
    }
  }
}
