import { CAP } from './fold.ts';
import type { Run, Taken } from './run.ts';
import type { Place, Steps } from './sequence-steps.ts';

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

/** Counts sequences that follow one another, in a window of `length` ms (Infinity: since the last reset). */
export const makeSequence = (steps: Steps, length: number) => {
  const { places, rest, span, inSession } = steps;
  const row = places.length;
  const last = row - 1;
  const slides = length < Infinity;
  /** The attempt at hand. */
  const one: Queue = [0, 0, 0, 0, 0, 0];

  const take = (queue: Queue, from: number): void => {
    for (let i = 0; i < WIDTH; i++) one[i] = queue[from + i] as number;
  };

  const complete = (progress: Progress, trail: number): void => {
    progress.firstPosition ??= one[FIRST_POSITION] as number;
    if (slides) progress.starts[trail] = one[START] as number;
    else {
      progress.completed++;
      progress.queues = [];
    }
  };

  const arrive = (progress: Progress, trail: number, to: number, now: number): void => {
    if (to === last && rest === 0) return complete(progress, trail);
    const { queues } = progress;
    const queue = (queues[trail * row + to] ??= []);
    const { atLeast } = places[to] as Place;
    // Without a window the first to rest completes, and takes the others with it.
    if (to === last && !slides && queue.length > 0) {
      if ((queue[SINCE] as number) < now) return;
      queue.length = 0;
    }
    // The usual case of what follows.
    if (to !== last && queue.length === WIDTH && (one[SINCE] as number) + atLeast <= now) {
      for (let i = 0; i < WIDTH; i++) queue[i] = one[i] as number;
      return;
    }
    if (to !== last)
      while (queue.length > 0 && (queue[WIDTH + SINCE] ?? (one[SINCE] as number)) + atLeast <= now)
        queue.splice(0, WIDTH);
    if (queue.length >= CAP * WIDTH) queue.splice(0, WIDTH);
    for (let i = 0; i < WIDTH; i++) queue.push(one[i] as number);
  };

  /** Takes the best attempt that the event can carry on from a place; false if there is none. */
  const goOn = (
    queue: Queue | null | undefined,
    { atLeast, atMost, next }: Place,
    { time, position, session }: Taken,
  ): boolean => {
    if (!queue) return false;
    let from = queue.length - WIDTH;
    while (from >= 0 && (queue[from + SINCE] as number) + atLeast > time) from -= WIDTH;
    if (
      from < 0 ||
      time >= (queue[from + SINCE] as number) + atMost ||
      time >= (queue[from + FIRST] as number) + span ||
      time >= (queue[from + START] as number) + length ||
      (next && position !== (queue[from + POSITION] as number) + 1) ||
      (inSession && session !== queue[from + SESSION])
    )
      return false;
    take(queue, from);
    one[POSITION] = position;
    return true;
  };

  /** Starts an attempt after the sequences before it; false where there are none. */
  const begin = (progress: Progress, trail: number, event: Taken): boolean => {
    const { time, position, session } = event;
    const start = trail === 0 ? time : progress.starts[trail - 1];
    if (progress.blocked || start === undefined || start + length <= time) return false;
    one[START] = start;
    one[FIRST] = time;
    one[POSITION] = position;
    one[SESSION] = session;
    one[FIRST_POSITION] = position;
    return true;
  };

  return {
    /** `bits` says which events of the steps this is; `counts`, whether steps may be met now. */
    add(progress: Progress, event: Taken, bits: number, counts: boolean, limit: number): void {
      const { time } = event;
      const most = slides ? Math.min(progress.starts.length, limit - 1, 99) : 0;
      let counting = counts;
      // Backwards, so that no event serves two steps, or the end of one sequence and the start of the next.
      for (let trail = most; trail >= 0; trail--)
        for (let at = last; at >= 0; at--) {
          const place = places[at] as Place;
          if (!(bits & place.bits)) continue;
          for (const { bit, to } of place.moves) {
            if (!counting || !(bits & bit)) continue;
            if (
              at === 0
                ? !begin(progress, trail, event)
                : !goOn(progress.queues[trail * row + at], place, event)
            )
              continue;
            const { completed } = progress;
            if (at === 0 || (places[to] as Place).meets) one[SINCE] = time;
            arrive(progress, trail, to, time);
            counting = progress.completed === completed;
          }
          if (place.nots.length > 0) {
            const queue = progress.queues[trail * row + at];
            for (const { bit, forMs } of place.nots)
              for (let from = (queue?.length ?? 0) - WIDTH; from >= 0; from -= WIDTH)
                if (bits & bit && time < (queue?.[from + SINCE] as number) + forMs)
                  queue?.splice(from, WIDTH);
          }
        }
      for (const { bit } of (places[0] as Place).nots) if (bits & bit) progress.blocked = true;
    },

    tick(progress: Progress, { now }: Run): void {
      if (rest > 0)
        for (let trail = Math.ceil(progress.queues.length / row) - 1; trail >= 0; trail--) {
          const resting = progress.queues[trail * row + last] ?? [];
          while (resting.length > 0 && (resting[SINCE] as number) + rest <= now) {
            take(resting, 0);
            resting.splice(0, WIDTH);
            if ((one[START] as number) + length > now) complete(progress, trail);
            if (!slides) break;
          }
        }
      if (!slides) return;
      const { starts, queues } = progress;
      while ((starts.at(-1) ?? Infinity) + length <= now) starts.pop();
      const most = (starts.length + 1) * row;
      if (queues.length > most) queues.length = most;
    },

    due({ queues, starts }: Progress): number {
      let next = starts.length > 0 ? (starts[starts.length - 1] as number) + length : Infinity;
      if (rest > 0)
        for (let at = last; at < queues.length; at += row)
          next = Math.min(next, (queues[at]?.[SINCE] ?? Infinity) + rest);
      return next;
    },

    count: ({ starts, completed }: Progress): number => (slides ? starts.length : completed),
  };
};

export type Sequence = ReturnType<typeof makeSequence>;
