// Svelte 3 and later: stores that follow the visitor's segments, for `$store` and, in Svelte 5, `fromStore`. Svelte itself
// is not needed for them.
import type { Covey } from '../../api.ts';
import type { Choices, ChoicesWithDefault, ExperienceId, SegmentId } from '../../known.ts';
import type { Explanation } from '../../../shared/engine/types.ts';
import { chosenOf, followExplanation, type Live, liveOf } from './live.ts';

/** What Svelte calls a readable store. */
export interface Readable<T> {
  /** Hands over what holds now, and then whatever differs. Gives what ends it. */
  subscribe(this: void, run: (value: T) => void): () => void;
}

const readable = <T>(live: Live, read: () => T): Readable<T> => ({
  subscribe(run) {
    let last = read();
    run(last);
    return live.subscribe(() => {
      const next = read();
      if (next === last) return;
      last = next;
      run(next);
    });
  },
});

/**
 * Whether the visitor is in the segment: true only for true. `covey` is what `createCovey` gave; without it the page's
 * own, `window.covey`.
 *
 * @example
 * const isChampion = segment('champion', covey); // in a component: {#if $isChampion}
 */
export function segment(id: SegmentId, covey?: Covey): Readable<boolean> {
  const live = liveOf(covey);
  return readable(live, () => live.has(id));
}

/** All segments the visitor is in, in the order of the definitions. */
export function segments(covey?: Covey): Readable<readonly string[]> {
  const live = liveOf(covey);
  return readable(live, live.segments);
}

/** The value of the first segment, in the order written, that the visitor is in; else `default`. */
export function choose<T>(choices: ChoicesWithDefault<T>, covey?: Covey): Readable<T>;
export function choose<T>(choices: Choices<T>, covey?: Covey): Readable<T | undefined>;
export function choose<T>(choices: Choices<T>, covey?: Covey): Readable<T | undefined> {
  const live = liveOf(covey);
  return readable(
    live,
    () => (choices as { readonly [id: string]: T })[chosenOf(choices, live.has)],
  );
}

/** The variant of an experience that the page shows; null as `covey.variant` gives it. */
export function variant(experience: ExperienceId, covey?: Covey): Readable<string | null> {
  const live = liveOf(covey);
  return readable(live, () => live.variant(experience));
}

/**
 * Why the segment answers as it does; null until that is known, and where `covey.explain` gives null. Asked again
 * with every change of segments or consent; loads the words of explanations.
 */
export const explain = (id: SegmentId, covey?: Covey): Readable<Explanation | null> => ({
  subscribe(run) {
    run(null);
    return followExplanation(liveOf(covey), id, run);
  },
});
