import { CAP } from './fold.ts';
import type { Run, Taken } from './run.ts';
import type { Place, Steps } from './sequence-steps.ts';

/**
 * A sequence part of the way. In each place the latest start is the best, and the newest
 * arrival has it; older arrivals matter only while the newer are too young for the next step.
 */
export type Attempt = [
  /** When the first of the sequences counted together started. */
  start: number,
  /** When this sequence started. */
  first: number,
  /** When the last step was met. */
  since: number,
  /** Position of the last event. */
  position: number,
  session: number,
  firstPosition: number,
];

/** Attempts by place, for the (j + 1)-th of several sequences that do not overlap. */
type Trail = Attempt[][];

export interface Progress {
  /** One without a sliding window; with it, one for each number of sequences in it and one more. */
  trails: Trail[];
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
  trails: [],
  starts: [],
  completed: 0,
  firstPosition: null,
  blocked: false,
});

/** Nothing is under way, and nothing counted. */
export const isIdle = ({ trails, starts, completed, blocked }: Progress): boolean =>
  !blocked &&
  completed + starts.length === 0 &&
  trails.flat().every((attempts) => !attempts?.length);

/** Counts sequences that follow one another, in a window of `length` ms (Infinity: since the last reset). */
export const makeSequence = (steps: Steps, length: number) => {
  const { places, rest, span, inSession } = steps;
  const last = places.length - 1;
  const slides = length < Infinity;

  const complete = (progress: Progress, trail: number, attempt: Attempt): void => {
    progress.firstPosition ??= attempt[5];
    if (slides) progress.starts[trail] = attempt[0];
    else {
      progress.completed++;
      progress.trails = [];
    }
  };

  const arrive = (
    progress: Progress,
    trail: number,
    to: number,
    attempt: Attempt,
    now: number,
  ): void => {
    if (to === last && rest === 0) return complete(progress, trail, attempt);
    const attempts = ((progress.trails[trail] ??= [])[to] ??= []);
    const { atLeast } = places[to] as Place;
    // Without a window the first to rest completes, and takes the others with it.
    if (to === last && !slides && attempts[0]) {
      if (attempts[0][2] < now) return;
      attempts.length = 0;
    }
    // The usual case of what follows.
    if (to !== last && attempts.length === 1 && attempt[2] + atLeast <= now) {
      attempts[0] = attempt;
      return;
    }
    while (
      attempts.length >= CAP ||
      (to !== last && attempts.length > 0 && (attempts[1] ?? attempt)[2] + atLeast <= now)
    )
      attempts.shift();
    attempts.push(attempt);
  };

  const usable = (
    attempts: readonly Attempt[] | undefined,
    place: number,
    event: Taken,
  ): Attempt | undefined => {
    const { atLeast, atMost, next } = places[place] as Place;
    if (!attempts) return undefined;
    const { time } = event;
    let newest = attempts.length - 1;
    while (newest >= 0 && (attempts[newest] as Attempt)[2] + atLeast > time) newest--;
    const attempt = newest < 0 ? undefined : attempts[newest];
    return attempt !== undefined &&
      time < attempt[2] + atMost &&
      time < attempt[1] + span &&
      time < attempt[0] + length &&
      (!next || event.position === attempt[3] + 1) &&
      (!inSession || event.session === attempt[4])
      ? attempt
      : undefined;
  };

  /** Where a sequence can start: after those before it. */
  const begin = (progress: Progress, trail: number, event: Taken): Attempt | undefined => {
    const { time, position, session } = event;
    const start = trail === 0 ? time : progress.starts[trail - 1];
    return progress.blocked || start === undefined || start + length <= time
      ? undefined
      : [start, time, time, position, session, position];
  };

  return {
    /** `bits` says which events of the steps this is; `counts`, whether steps may be met now. */
    add(progress: Progress, event: Taken, bits: number, counts: boolean, limit: number): void {
      const { time, position } = event;
      const most = slides ? Math.min(progress.starts.length, limit - 1, 99) : 0;
      let counting = counts;
      // Backwards, so that no event serves two steps, or the end of one sequence and the start of the next.
      for (let trail = most; trail >= 0; trail--)
        for (let at = last; at >= 0; at--) {
          const { moves, nots, bits: watched } = places[at] as Place;
          if (!(bits & watched)) continue;
          for (const { bit, to } of moves) {
            if (!counting || !(bits & bit)) continue;
            const from =
              at === 0
                ? begin(progress, trail, event)
                : usable(progress.trails[trail]?.[at], at, event);
            if (!from) continue;
            const { completed } = progress;
            const since = (places[to] as Place).meets ? time : from[2];
            // The first step leaves nothing behind that it could share.
            const attempt: Attempt =
              at === 0 ? from : [from[0], from[1], since, position, from[4], from[5]];
            arrive(progress, trail, to, attempt, time);
            counting = progress.completed === completed;
          }
          for (const { bit, forMs } of nots) {
            if (!(bits & bit)) continue;
            const here = progress.trails[trail];
            const attempts = here?.[at];
            if (here && attempts) here[at] = attempts.filter((one) => time >= one[2] + forMs);
          }
        }
      if (places[0]?.nots.some(({ bit }) => bits & bit)) progress.blocked = true;
    },

    tick(progress: Progress, { now }: Run): void {
      for (let trail = progress.trails.length - 1; trail >= 0; trail--) {
        const resting = progress.trails[trail]?.[last];
        while (resting?.[0] && resting[0][2] + rest <= now) {
          const attempt = resting.shift() as Attempt;
          if (attempt[0] + length > now) complete(progress, trail, attempt);
          if (!slides) break;
        }
      }
      if (!slides) return;
      while ((progress.starts.at(-1) ?? Infinity) + length <= now) progress.starts.pop();
      if (progress.trails.length > progress.starts.length + 1)
        progress.trails.length = progress.starts.length + 1;
    },

    due({ trails, starts }: Progress): number {
      let next = starts.length > 0 ? (starts[starts.length - 1] as number) + length : Infinity;
      if (rest > 0)
        for (const trail of trails)
          next = Math.min(next, (trail?.[last]?.[0]?.[2] ?? Infinity) + rest);
      return next;
    },

    count: ({ starts, completed }: Progress): number => (slides ? starts.length : completed),
  };
};

export type Sequence = ReturnType<typeof makeSequence>;
