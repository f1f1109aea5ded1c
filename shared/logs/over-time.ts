import type { Change } from '../engine/types.ts';
import { addTo } from './sums.ts';

/** Sizes at the end of each step. The last step ends at the instant of the evaluation. */
export interface OverTime {
  readonly stepMs: number;
  /** Milliseconds since the epoch, ascending. */
  readonly times: readonly number[];
  /** Visitors known by then. */
  readonly visitors: readonly number[];
  /** Members by then, by segment in the order of the definitions. */
  readonly members: readonly (readonly number[])[];
}

/** Follows one visitor after the other: each begins, changes, and ends. */
export interface OverTimeCount {
  /** At the visitor's first event. */
  begin(first: number): void;
  take(changes: readonly Change[]): void;
  /** With the places of the segments that hold at last. */
  end(held: readonly number[]): void;
  /** What was counted; `addCounted` adds what another with the same steps has counted of other visitors. */
  readonly counted: Float64Array<ArrayBuffer>;
  addCounted(counted: Float64Array): void;
  result(): OverTime;
}

export interface Steps {
  readonly first: number;
  readonly at: number;
  readonly stepMs: number;
}

/** How many there are: before more than anyone looks at are counted, somebody has to refuse them. */
export const stepsIn = ({ first, at, stepMs }: Steps): number =>
  Math.max(1, Math.floor((at - first) / stepMs) + 1);

/** The ends of the steps, of which the last is the instant of the evaluation. */
export function stepTimes(span: Steps): readonly number[] {
  const steps = stepsIn(span);
  return Array.from({ length: steps }, (_, step) => span.at - (steps - 1 - step) * span.stepMs);
}

export function countOverTime(ids: readonly string[], { first, at, stepMs }: Steps): OverTimeCount {
  const times = stepTimes({ first, at, stepMs });
  const steps = times.length;
  const places = new Map(ids.map((id, place) => [id, place]));
  // What each step adds to the one before: row 0 for the visitors, row 1 + n for segment n.
  const added = new Float64Array(steps * (ids.length + 1));
  const add = (row: number, step: number, by: number) => {
    const place = row * steps + step;
    added[place] = (added[place] ?? 0) + by;
  };
  const sums = (row: number) => {
    let sum = 0;
    return Array.from(added.subarray(row * steps, (row + 1) * steps), (by) => (sum += by));
  };
  /** The first step that ends at or after a time. */
  const stepOf = (time: number) =>
    Math.min(steps - 1, Math.max(0, steps - 1 - Math.floor((at - time) / stepMs)));

  let came = 0;
  return {
    counted: added,
    addCounted: (counted) => addTo(added, counted),
    begin(time) {
      came = stepOf(time);
      add(0, came, 1);
    },
    take(changes) {
      for (const { segment, from, to, time } of changes) {
        const by = Number(to === true) - Number(from === true);
        const step = stepOf(time);
        const place = places.get(segment);
        if (by === 0 || step === came || place === undefined) continue;
        // What it was at first is what it is at last, without the changes.
        add(1 + place, step, by);
        add(1 + place, came, -by);
      }
    },
    end(held) {
      for (const place of held) add(1 + place, came, 1);
    },
    result() {
      return { stepMs, times, visitors: sums(0), members: ids.map((_, place) => sums(1 + place)) };
    },
  };
}
