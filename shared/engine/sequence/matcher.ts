import type { VisitorState, IngestedEvent } from '../graph/visitor-state.ts';
import type { Pattern } from './pattern.ts';
import { CAP } from '../graph/window.ts';

/** A partial match is so many numbers in a row. */
const WIDTH = 6;
/** When the first of the matches counted together started. */
const START = 0;
/** When this match started. */
const FIRST = 1;
/** When the last step was met. */
const SINCE = 2;
/** Position of the last event; -1 where there is no match. */
const POSITION = 3;
const SESSION = 4;
const FIRST_POSITION = 5;
const NONE: readonly number[] = [0, 0, 0, -1, 0, 0];

/**
 * How far a pattern has come. States are numbered from the one after the first step, row by row: one
 * row without a sliding window; with it, one for each number of matches in it and one more.
 */
export interface PartialMatches {
  /** By state, the match that entered it last. It has the latest start, which is the best. */
  newest: number[];
  /** By state, those before it, the latest last: they matter while the newest is too young for the next step. */
  older: Map<number, number[]> | null;
  /** Sliding: at j, the latest start of j + 1 matches, one after the other. */
  starts: number[];
  /** Not sliding: how many were completed. */
  completed: number;
  /** Position at which the first completed one started. */
  firstPosition: number | null;
  /** What must not come before the first step has come. */
  blocked: boolean;
}

export const noMatches = (): PartialMatches => ({
  newest: [],
  older: null,
  starts: [],
  completed: 0,
  firstPosition: null,
  blocked: false,
});

/** So many matches are counted in a sliding window. */
export const MOST_COUNTED = 100;
/** What can happen in a state: four numbers in a row. */
const STEP = 4;
/** A step is just met in the state it leads to, so that gaps run from there. */
const STEP_MET = 1;
/** It must be met by the very next event. */
const MUST_BE_NEXT = 2;

/**
 * Counts matches of a pattern that follow one another, in a window of `length` ms (Infinity: since the last reset).
 * Its tables are lists of numbers, side by side in memory, because every event that a step names is
 * held against them.
 */
export class Matcher {
  private readonly length: number;
  private readonly restMs: number;
  private readonly spanMs: number;
  private readonly inSession: boolean;
  /** The state in which a match is complete, or rests. */
  private readonly last: number;
  /** How many states a row has. */
  private readonly rowLength: number;
  private readonly slides: boolean;
  /** From the last state back: the bit of an event, the state, the state it leads to (-1: none, it must not happen), and flags. */
  private readonly table: number[] = [];
  /** For each in the table: least and greatest gap to the step before; of what must not happen, 0 and for how long. */
  private readonly gaps: number[] = [];
  /** By state, the least gap to the step ahead. */
  private readonly least: readonly number[];

  constructor({ states, restMs, spanMs, inSession }: Pattern, length: number) {
    this.length = length;
    this.restMs = restMs;
    this.spanMs = spanMs;
    this.inSession = inSession;
    this.last = states.length - 1;
    this.rowLength = restMs > 0 ? this.last : this.last - 1;
    this.slides = length < Infinity;
    this.least = states.map(({ atLeast }) => atLeast);
    // Backwards, so that no event serves two steps, or the end of one match and the start of the next.
    for (const [at, { transitions, forbidden, mustBeNext, atLeast, atMost }] of [
      ...states.entries(),
    ].toReversed()) {
      for (const { bit, to } of transitions) {
        this.table.push(
          bit,
          at,
          to,
          (states[to]?.isStepMet ? STEP_MET : 0) | (mustBeNext ? MUST_BE_NEXT : 0),
        );
        this.gaps.push(atLeast, atMost);
      }
      for (const { bit, forMs } of forbidden) {
        this.table.push(bit, at, -1, 0);
        this.gaps.push(0, forMs);
      }
    }
  }

  /** Gives the new count. `bits` says which events of the steps this is; `counts`, whether steps may be met now. */
  add(
    matches: PartialMatches,
    event: IngestedEvent,
    bits: number,
    counts: boolean,
    limit: number,
  ): number {
    const { table } = this;
    const { completed } = matches;
    let most = this.slides ? matches.starts.length : 0;
    if (most >= limit) most = limit - 1;
    if (most >= MOST_COUNTED) most = MOST_COUNTED - 1;
    let blocks = false;
    for (let row = most; row >= 0; row--)
      for (let i = 0; i < table.length; i += STEP) {
        if (!(bits & (table[i] as number))) continue;
        const at = table[i + 1] as number;
        if ((table[i + 2] as number) < 0) {
          if (at > 0) this.abandon(matches, row * this.rowLength + at - 1, event.time, i);
          else blocks = true;
        } else if (counts && matches.completed === completed) {
          if (at > 0) this.advance(matches, row, event, i);
          else this.start(matches, row, event, table[i + 2] as number);
        }
      }
    if (blocks) matches.blocked = true;
    return this.slides ? matches.starts.length : matches.completed;
  }

  advanceTime(matches: PartialMatches, { now }: VisitorState): void {
    const { rowLength, length } = this;
    const { starts } = matches;
    if (this.restMs > 0) {
      const rows = Math.ceil(matches.newest.length / WIDTH / rowLength);
      for (let row = rows - 1; row >= 0; row--) this.completeRested(matches, row, now);
    }
    if (!this.slides) return;
    while (starts.length > 0 && (starts[starts.length - 1] as number) + length <= now) starts.pop();
    const most = (starts.length + 1) * rowLength;
    if (matches.newest.length <= most * WIDTH) return;
    matches.newest.splice(most * WIDTH);
    for (const index of matches.older?.keys() ?? [])
      if (index >= most) matches.older?.delete(index);
  }

  /** Gives up what leads to more matches than are asked for: no event is held against it any longer. */
  trim({ newest, older, starts }: PartialMatches, limit: number): void {
    if (!this.slides || limit === Infinity) return;
    const most = limit * this.rowLength;
    starts.splice(limit);
    newest.splice(most * WIDTH);
    for (const index of older?.keys() ?? []) if (index >= most) older?.delete(index);
  }

  nextTimer({ newest, older, starts }: PartialMatches): number {
    const { restMs, rowLength, length } = this;
    let next = starts.length > 0 ? (starts[starts.length - 1] as number) + length : Infinity;
    if (restMs > 0)
      for (let index = rowLength - 1; (index + 1) * WIDTH <= newest.length; index += rowLength) {
        const from = index * WIDTH;
        if (newest[from + POSITION] === -1) continue;
        const oldest = older?.get(index)?.[SINCE] ?? (newest[from + SINCE] as number);
        next = Math.min(next, oldest + restMs);
      }
    return next;
  }

  /** Nothing is under way, and nothing counted. */
  isIdle({ newest, starts, completed, blocked }: PartialMatches): boolean {
    for (let i = POSITION; i < newest.length; i += WIDTH) if (newest[i] !== -1) return false;
    return !blocked && completed + starts.length === 0;
  }

  count({ starts, completed }: PartialMatches): number {
    return this.slides ? starts.length : completed;
  }

  /** Starts one after the matches before it, where there are so many. */
  private start(matches: PartialMatches, row: number, event: IngestedEvent, to: number): void {
    const { time, position } = event;
    if (matches.blocked) return;
    const start = row === 0 ? time : (matches.starts[row - 1] as number);
    if (start + this.length <= time) return;
    if (to === this.last && this.restMs === 0) return this.complete(matches, row, start, position);
    this.enter(matches, row, to, event, start, time, time, position);
  }

  /** Takes the best match that the event can carry on, as the table has it at `i`. */
  private advance(matches: PartialMatches, row: number, event: IngestedEvent, i: number): void {
    const index = row * this.rowLength + (this.table[i + 1] as number) - 1;
    const { time, position } = event;
    const atLeast = this.gaps[i >> 1] as number;
    const { newest } = matches;
    let list = newest;
    let from = index * WIDTH;
    if (from >= list.length || list[from + POSITION] === -1) return;
    if ((list[from + SINCE] as number) + atLeast > time) {
      list = matches.older?.get(index) ?? [];
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
      time >= first + this.spanMs ||
      time >= start + this.length ||
      (flags & MUST_BE_NEXT && position !== (list[from + POSITION] as number) + 1) ||
      (this.inSession && event.session !== list[from + SESSION])
    )
      return;
    const to = this.table[i + 2] as number;
    if (to === this.last && this.restMs === 0) return this.complete(matches, row, start, began);
    const gapFrom = flags & STEP_MET ? time : since;
    this.enter(matches, row, to, event, start, first, gapFrom, began);
  }

  /** Puts a match into the state that the event has brought it to, as the newest there, unless it is not wanted. */
  private enter(
    matches: PartialMatches,
    row: number,
    to: number,
    { time, position, session }: IngestedEvent,
    start: number,
    first: number,
    since: number,
    began: number,
  ): void {
    const { newest } = matches;
    const index = row * this.rowLength + to - 1;
    const from = index * WIDTH;
    while (newest.length < from + WIDTH) newest.push(...NONE);
    const isLast = to === this.last;
    if (newest[from + POSITION] !== -1 && (isLast || this.least[to] !== 0)) {
      if (!isLast || this.slides) this.keepOlder(matches, to, index, since, time);
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

  /** Keeps what was the newest in a state, and those before it, as far as they matter beside one that has been there `since`. */
  private keepOlder(
    matches: PartialMatches,
    to: number,
    index: number,
    since: number,
    now: number,
  ): void {
    const older = (matches.older ??= new Map<number, number[]>());
    const queue = older.get(index) ?? [];
    queue.push(...matches.newest.slice(index * WIDTH, (index + 1) * WIDTH));
    const least = this.least[to] as number;
    // All that rest are complete in turn.
    if (to !== this.last)
      while (queue.length > 0 && (queue[WIDTH + SINCE] ?? since) + least <= now)
        queue.splice(0, WIDTH);
    if (queue.length > CAP * WIDTH) queue.splice(0, WIDTH);
    if (queue.length > 0) older.set(index, queue);
    else older.delete(index);
  }

  /** Gives up those to which what happens now must not have happened. */
  private abandon({ newest, older }: PartialMatches, index: number, time: number, i: number): void {
    const from = index * WIDTH;
    const forMs = this.gaps[(i >> 1) + 1] as number;
    while (
      from < newest.length &&
      newest[from + POSITION] !== -1 &&
      time < (newest[from + SINCE] as number) + forMs
    ) {
      const before = older?.get(index)?.splice(-WIDTH) ?? [];
      for (let k = 0; k < WIDTH; k++) newest[from + k] = before[k] ?? (NONE[k] as number);
    }
  }

  /** Completes those in a row that have rested long enough, the oldest first. */
  private completeRested(matches: PartialMatches, row: number, now: number): void {
    const index = row * this.rowLength + this.rowLength - 1;
    for (;;) {
      const { newest } = matches;
      const queue = matches.older?.get(index) ?? [];
      const list = queue.length > 0 ? queue : newest;
      const from = queue.length > 0 ? 0 : index * WIDTH;
      if (from >= list.length || list[from + POSITION] === -1) return;
      if ((list[from + SINCE] as number) + this.restMs > now) return;
      const start = list[from + START] as number;
      const began = list[from + FIRST_POSITION] as number;
      if (list === queue) queue.splice(0, WIDTH);
      else newest[from + POSITION] = -1;
      if (start + this.length > now) this.complete(matches, row, start, began);
      if (!this.slides) return;
    }
  }

  private complete(matches: PartialMatches, row: number, start: number, began: number): void {
    matches.firstPosition ??= began;
    if (this.slides) matches.starts[row] = start;
    else {
      matches.completed++;
      matches.newest = [];
      matches.older = null;
    }
  }
}
