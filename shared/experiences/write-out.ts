import type { Condition, Definitions, SegmentDefinition } from '../definitions/types.ts';
import { drawnAs, HOLDOUT } from './drawn-as.ts';

/** Definitions in which experiences are segments like others. */
export interface WrittenOut {
  readonly segments: Definitions['segments'];
  /** Of each experience that is counted: the segments that are its answers; the first that holds is the visitor's. */
  readonly answersOf: { readonly [experience: string]: readonly string[] };
}

/** Whom the page shows a variant: what markup, `has`, `choose` and `on` name. */
export const shownAs = (experience: string, variant: string): string => `${experience}:${variant}`;
/** Who may see one of the variants. */
export const eligibleFor = (experience: string): string => `${experience}:?`;

/**
 * Writes experiences out in the rest of the language: what the page shows, and what is counted, are segments whose
 * ids no owner can write. What was drawn is a trait that no site can declare. What makes no sense is left out.
 */
export function writeOut<T extends Pick<Definitions, 'segments' | 'experiences'>>(
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
  return { ...definitions, segments: { ...definitions?.segments, ...segments }, answersOf };
}
