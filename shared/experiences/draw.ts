import type { Definitions, ExperienceDefinition, Json } from '../definitions/types.ts';
import { drawnAs, HOLDOUT } from './drawn-as.ts';
import { eligibleFor } from './write-out.ts';

/** At least 0, below 1, and each as likely. */
export type Random = () => number;

/** The id of a variant, by weight; or `HOLDOUT`. */
export function drawVariant(experience: ExperienceDefinition, random: Random): string {
  // What is signed may be anything.
  const { variants, holdout = 0 } = Object(experience) as ExperienceDefinition;
  if (random() < holdout) return HOLDOUT;
  const weights = Object.entries(Object(variants) as ExperienceDefinition['variants']).map(
    ([id, of]) => [id, of?.weight ?? 1] as const,
  );
  let left = random() * weights.reduce((sum, [, weight]) => sum + weight, 0);
  const found = weights.find(([, weight]) => (left -= weight) < 0) ?? weights.at(-1);
  return found?.[0] ?? HOLDOUT;
}

/**
 * Draws for each experience that the visitor has become eligible for and that nothing was drawn for: traits to be
 * remembered. Null where there is nothing to draw.
 *
 * @param has whether the visitor is in a segment of the definitions written out, and it may be used for them
 * @param traits what is remembered, earlier draws among it
 */
export type Draw = (
  has: (segment: string) => boolean,
  traits: { readonly [id: string]: Json },
  random: Random,
) => { readonly [id: string]: string } | null;

/** What draws for the experiences of definitions: it is asked whenever answers change, so it knows their names. */
export function drawFor({ experiences = {} }: Definitions): Draw {
  const all = Object.entries(experiences).map(([id, experience]) => ({
    trait: drawnAs(id, experience),
    eligible: eligibleFor(id),
    experience,
  }));
  return (has, traits, random) => {
    const due = all.filter(({ trait, eligible, experience }) => {
      const { segments } = Object(experience) as ExperienceDefinition;
      // Whoever is in none of these is not eligible; whom it may not be used for is in none, either.
      const isFor = !Array.isArray(segments) || segments.some(has);
      return has(eligible) && isFor && !Object.hasOwn(traits, trait);
    });
    if (due.length === 0) return null;
    return Object.fromEntries(
      due.map(({ trait, experience }) => [trait, drawVariant(experience, random)]),
    );
  };
}
