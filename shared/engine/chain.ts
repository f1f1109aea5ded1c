import type { Taken } from './run.ts';
import { MOST_COUNTED, type Progress, Sequence } from './sequence.ts';
import type { Place, Steps } from './sequence-steps.ts';

/** A sequence part of the way is two numbers: when the first of those counted together started, and when its last step was met. */
const WIDTH = 2;
/** The start of none. */
const NONE = -9e15;

/** Whether steps only have to follow one another, each less than a time after the one before. */
export const isChain = ({ places, rest, span, inSession }: Steps): boolean =>
  rest === 0 &&
  span === Infinity &&
  !inSession &&
  places.every(
    ({ moves, nots, next, atLeast }, at) =>
      nots.length === 0 &&
      !next &&
      atLeast === 0 &&
      (at === places.length - 1 || (moves.length === 1 && (places[at + 1] as Place).meets)),
  );

/** A sequence that is a chain: of those that wait for the same step the newest alone matters. */
export class Chain extends Sequence {
  /** By step. */
  private readonly bits: readonly number[];
  private readonly atMost: readonly number[];

  constructor(steps: Steps, length: number) {
    super(steps, length, WIDTH);
    this.bits = steps.places.map(({ bits }) => bits);
    this.atMost = steps.places.map(({ atMost }) => atMost);
  }

  override add(
    progress: Progress,
    event: Taken,
    bits: number,
    counts: boolean,
    limit: number,
  ): number {
    const { row, length, slides, atMost } = this;
    const { newest, starts } = progress;
    const { time } = event;
    let trail = slides ? starts.length : 0;
    if (trail >= limit) trail = limit - 1;
    if (trail >= MOST_COUNTED) trail = MOST_COUNTED - 1;
    if (!counts) trail = -1;
    for (; trail >= 0; trail--)
      // Backwards, so that no event serves two steps.
      for (let step = row; step >= 0; step--) {
        if (!(bits & (this.bits[step] as number))) continue;
        const to = (trail * row + step) * WIDTH;
        let start = time;
        if (step > 0) {
          if (to > newest.length) continue;
          start = newest[to - 2] as number;
          const since = newest[to - 1] as number;
          if (start === NONE || time >= since + (atMost[step] as number)) continue;
        } else if (trail > 0) start = starts[trail - 1] as number;
        if (start + length <= time) continue;
        if (step < row) {
          while (newest.length < to + WIDTH) newest.push(NONE);
          newest[to] = start;
          newest[to + 1] = time;
        } else if (slides) starts[trail] = start;
        else {
          progress.newest = [];
          return ++progress.completed;
        }
      }
    return slides ? starts.length : progress.completed;
  }

  override isIdle({ newest, starts, completed }: Progress): boolean {
    return completed + starts.length === 0 && newest.every((one) => one === NONE);
  }
}
