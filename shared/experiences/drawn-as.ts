import type { ExperienceDefinition } from '../definitions/types.ts';
import { hash } from '../engine/values/hash.ts';

/** What is drawn for who is to see the page as it is. No variant has this id. */
export const HOLDOUT = 'holdout';

/**
 * The trait that holds what was drawn. Its name hangs on all that a draw depends on, so that another experience draws
 * anew: variants with their weights, hold-out, and who takes part. Names, dates, goal and counting leave it as it is.
 */
export function drawnAs(id: string, experience: ExperienceDefinition): string {
  const { variants, holdout = 0, segments = null } = Object(experience) as ExperienceDefinition;
  const weights = Object.entries(Object(variants) as ExperienceDefinition['variants']).map(
    ([variant, of]) => [variant, of?.weight ?? 1],
  );
  const who = Array.isArray(segments) ? segments.toSorted() : segments;
  return `${id}@${hash(JSON.stringify([weights.toSorted(), holdout, who]))}`;
}
