import type { Run, Taken } from './run.ts';
import type { Steps } from './sequence-steps.ts';
import { CAP } from './window.ts';

/**
 * Sequences part of the way, waiting in one place, the newest arrival last: in a row, so many numbers
 * for each. The newest has the latest start, which is the best; older arrivals matter only while the
 * newer are too young for the next step.
 */
type Queue = number[];
/** What the numbers are. */
const WIDTH = 6;
/** When the first of the sequences counted together started. */
const START = 0;
/** When this sequence started. */
const FIRST = 1;
/** When the last step was met. */
const SINCE = 2;
/** Position of the last event. */
const POSITION = 3;
const SESSION = 4;
const FIRST_POSITION = 5;

export interface Progress {
  /**
   * By place: one row of places without a sliding window; with it, one row for each number of
   * sequences in it and one more.
   */
  queues: (Queue | null | undefined)[];
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
  queues: [],
  starts: [],
  completed: 0,
  firstPosition: null,
  blocked: false,
});

/** Nothing is under way, and nothing counted. */
export const isIdle = ({ queues, starts, completed, blocked }: Progress): boolean =>
  !blocked && completed + starts.length === 0 && queues.every((queue) => !queue?.length);

/** The attempt at hand. */
const one: Queue = [0, 0, 0, 0, 0, 0];

const take = (queue: Queue, from: number): void => {
  for (let i = 0; i < WIDTH; i++) one[i] = queue[from + i] as number;
};

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
    this.row = places.length;
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

  /** `bits` says which events of the steps this is; `counts`, whether steps may be met now. */
  add(progress: Progress, event: Taken, bits: number, counts: boolean, limit: number): void {
    const { table, row } = this;
    const { time } = event;
    const most = this.slides ? Math.min(progress.starts.length, limit - 1, 99) : 0;
    let counting = counts;
    let blocks = false;
    for (let trail = most; trail >= 0; trail--)
      for (let i = 0; i < table.length; i += STEP) {
        if (!(bits & (table[i] as number))) continue;
        const at = table[i + 1] as number;
        const to = table[i + 2] as number;
        if (to < 0) {
          this.forget(progress.queues[trail * row + at], time, this.gaps[i / 2 + 1] as number);
          blocks ||= at === 0;
        } else if (
          counting &&
          (at === 0
            ? this.begin(progress, trail, event)
            : this.goOn(progress.queues[trail * row + at], event, i))
        ) {
          const { completed } = progress;
          if (at === 0 || (table[i + 3] as number) & MEETS) one[SINCE] = time;
          this.arrive(progress, trail, to, time);
          counting = progress.completed === completed;
        }
      }
    if (blocks) progress.blocked = true;
  }

  tick(progress: Progress, { now }: Run): void {
    const { rest, row, slides, length } = this;
    if (rest > 0)
      for (let trail = Math.ceil(progress.queues.length / row) - 1; trail >= 0; trail--) {
        const resting = progress.queues[trail * row + row - 1] ?? [];
        while (resting.length > 0 && (resting[SINCE] as number) + rest <= now) {
          take(resting, 0);
          resting.splice(0, WIDTH);
          if ((one[START] as number) + length > now) this.complete(progress, trail);
          if (!slides) break;
        }
      }
    if (!slides) return;
    const { starts, queues } = progress;
    while ((starts.at(-1) ?? Infinity) + length <= now) starts.pop();
    const most = (starts.length + 1) * row;
    if (queues.length > most) queues.length = most;
  }

  due({ queues, starts }: Progress): number {
    const { rest, row, length } = this;
    let next = starts.length > 0 ? (starts[starts.length - 1] as number) + length : Infinity;
    if (rest > 0)
      for (let last = row - 1; last < queues.length; last += row)
        next = Math.min(next, (queues[last]?.[SINCE] ?? Infinity) + rest);
    return next;
  }

  count({ starts, completed }: Progress): number {
    return this.slides ? starts.length : completed;
  }

  /** Starts an attempt after the sequences before it; false where there are none. */
  private begin(progress: Progress, trail: number, { time, position, session }: Taken): boolean {
    const start = trail === 0 ? time : progress.starts[trail - 1];
    if (progress.blocked || start === undefined || start + this.length <= time) return false;
    one[START] = start;
    one[FIRST] = time;
    one[POSITION] = position;
    one[SESSION] = session;
    one[FIRST_POSITION] = position;
    return true;
  }

  /** Takes the best attempt that the event can carry on, as the table has it at `i`; false if there is none. */
  private goOn(
    queue: Queue | null | undefined,
    { time, position, session }: Taken,
    i: number,
  ): boolean {
    if (!queue) return false;
    const { gaps } = this;
    let from = queue.length - WIDTH;
    while (from >= 0 && (queue[from + SINCE] as number) + (gaps[i / 2] as number) > time)
      from -= WIDTH;
    if (
      from < 0 ||
      time >= (queue[from + SINCE] as number) + (gaps[i / 2 + 1] as number) ||
      time >= (queue[from + FIRST] as number) + this.span ||
      time >= (queue[from + START] as number) + this.length ||
      ((this.table[i + 3] as number) & NEXT &&
        position !== (queue[from + POSITION] as number) + 1) ||
      (this.inSession && session !== queue[from + SESSION])
    )
      return false;
    take(queue, from);
    one[POSITION] = position;
    return true;
  }

  private arrive(progress: Progress, trail: number, to: number, now: number): void {
    const { row, rest } = this;
    const isLast = to === row - 1;
    if (isLast && rest === 0) return this.complete(progress, trail);
    const queue = (progress.queues[trail * row + to] ??= []);
    const least = this.least[to] as number;
    // Without a window the first to rest completes, and takes the others with it.
    if (isLast && !this.slides && queue.length > 0) {
      if ((queue[SINCE] as number) < now) return;
      queue.length = 0;
    }
    // The usual case of what follows.
    if (!isLast && queue.length === WIDTH && (one[SINCE] as number) + least <= now) {
      for (let i = 0; i < WIDTH; i++) queue[i] = one[i] as number;
      return;
    }
    if (!isLast)
      while (queue.length > 0 && (queue[WIDTH + SINCE] ?? (one[SINCE] as number)) + least <= now)
        queue.splice(0, WIDTH);
    if (queue.length >= CAP * WIDTH) queue.splice(0, WIDTH);
    for (let i = 0; i < WIDTH; i++) queue.push(one[i] as number);
  }

  private complete(progress: Progress, trail: number): void {
    progress.firstPosition ??= one[FIRST_POSITION] as number;
    if (this.slides) progress.starts[trail] = one[START] as number;
    else {
      progress.completed++;
      progress.queues = [];
    }
  }

  /** Gives up the attempts to which what happens now must not have happened. */
  private forget(queue: Queue | null | undefined, time: number, forMs: number): void {
    for (let from = (queue?.length ?? 0) - WIDTH; from >= 0; from -= WIDTH)
      if (time < (queue?.[from + SINCE] as number) + forMs) queue?.splice(from, WIDTH);
  }
}
