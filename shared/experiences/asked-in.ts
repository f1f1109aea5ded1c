import type { Definitions } from '../definitions/types.ts';
import { writeOut } from './write-out.ts';

/** A question that is counted, of those that plan its exactness. */
export interface Asked {
  /** Of the segment, group, experience or histogram. */
  readonly id: string;
  /** How many answers there are. */
  readonly answers: number;
  /** The segments, or bins, that it counts; none of an experience. */
  readonly of: readonly string[];
}

/** What definitions have counted, in the order of `questionSet`: segments, groups, experiences, histograms. */
export function askedIn(
  definitions: Pick<Definitions, 'segments' | 'groups' | 'experiences' | 'histograms'>,
): readonly Asked[] {
  const { segments, groups = {} } = definitions;
  return [
    ...Object.entries(segments).flatMap(([id, { count }]) =>
      count ? [{ id, answers: 2, of: [id] }] : [],
    ),
    ...Object.entries(groups).flatMap(([id, { count, segments: of }]) =>
      count ? [{ id, answers: of.length + 1, of }] : [],
    ),
    ...Object.entries(writeOut(definitions).answersOf).map(([id, of]) => ({
      id,
      answers: of.length + 1,
      of: Object.hasOwn(definitions.histograms ?? {}, id) ? of : [],
    })),
  ];
}

/** The same if a segment were counted, too, whether or not it is yet. */
export function askedWith(definitions: Definitions, segment: string): readonly Asked[] {
  const asked = askedIn(definitions);
  return asked.some(({ id }) => id === segment)
    ? asked
    : [{ id: segment, answers: 2, of: [segment] }, ...asked];
}
