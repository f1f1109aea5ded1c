import type { Condition, Definitions, SegmentDefinition } from '../definitions/types.ts';
import { writeOutBins } from '../histograms/write-out.ts';
import { drawnAs, HOLDOUT } from './drawn-as.ts';

/** Definitions in which experiences, and the bins of histograms, are segments like others. */
export interface WrittenOut {
  readonly segments: Definitions['segments'];
  /** Of each experience that is counted, and each histogram: the segments that are its answers; the first that holds is the visitor's. */
  readonly answersOf: { readonly [question: string]: readonly string[] };
}

/** Whom the page shows a variant: what markup, `has`, `choose` and `on` name. */
export const shownAs = (experience: string, variant: string): string => `${experience}:${variant}`;
/** Who may see one of the variants. */
export const eligibleFor = (experience: string): string => `${experience}:?`;

/**
 * Writes experiences and histograms out in the rest of the language: what the page shows, and what is counted, are
 * segments whose ids no owner can write. What was drawn is a trait that no site can declare. What makes no sense is left out.
 */
export function writeOut<T extends Pick<Definitions, 'segments' | 'experiences' | 'histograms'>>(
  definitions: T,
): T & WrittenOut {
  const segments: Record<string, SegmentDefinition> = {};
  const answersOf: Record<string, readonly string[]> = {};
  for (const [id, experience] of Object.entries(Object(definitions?.experiences) as object)) {
    const {
      name = id,
      segments: who,
      start,
      end,
      goal,
      holdout,
      count,
      activate,
    } = Object(experience);
    const variants = Object.entries(Object(Object(experience).variants) as object);
    const trait = `trait.${drawnAs(id, experience)}`;
    const shadow = (when: Condition, more?: Partial<SegmentDefinition>): SegmentDefinition => ({
      name,
      shadow: true,
      when,
      ...more,
    });
    const isIn = (segment: unknown) => ({ [`segment.${segment}`]: true });
    const eligible: Condition = {
      ...(Array.isArray(who) && { $or: who.map(isIn) }),
      ...((start ?? end) && {
        'now.date': { ...(start && { $gte: start }), ...(end && { $lt: end }) },
      }),
    };
    segments[eligibleFor(id)] = shadow(eligible, { name: `${name}: who may see it` });
    for (const [variant, of] of variants)
      segments[shownAs(id, variant)] = {
        name: `${name}: ${Object(of).name ?? variant}`,
        when: { ...isIn(eligibleFor(id)), [trait]: variant },
        ...(activate && { activate }),
      };
    if (!count) continue;
    const arms = [...variants.map(([variant]) => variant), ...(holdout ? [HOLDOUT] : [])];
    const converted = `${id}:!`;
    if (goal !== undefined)
      segments[converted] = shadow({ [trait]: { $in: arms }, ...isIn(goal) }, { keep: 'forever' });
    answersOf[id] = arms.flatMap((arm) => {
      const all = `${shownAs(id, arm)}-`;
      segments[all] = shadow({ [trait]: arm });
      if (goal === undefined) return [all];
      const those = `${shownAs(id, arm)}+`;
      segments[those] = shadow({ [trait]: arm, ...isIn(converted) });
      return [those, all];
    });
  }
  for (const [id, histogram] of Object.entries(Object(definitions?.histograms) as object)) {
    const bins = writeOutBins(id, histogram);
    Object.assign(segments, bins);
    if (Object.keys(bins).length > 0) answersOf[id] = Object.keys(bins);
  }
  return { ...definitions, segments: { ...definitions?.segments, ...segments }, answersOf };
}
