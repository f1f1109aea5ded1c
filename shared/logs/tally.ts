import type { Membership } from '../engine/types.ts';
import { createOverlaps } from './overlaps.ts';

/** Told of a visitor, the segments that hold for it, and those of which the log does not say enough. */
export type OnVisitor = (
  visitor: string,
  segments: readonly string[],
  unknown: readonly string[],
) => void;

/** Counts answers, whoever gives them, one visitor after the other. */
export function createTally(ids: readonly string[], onVisitor: OnVisitor | undefined) {
  const sizes = ids.map(() => ({ members: 0, unknown: 0 }));
  const overlaps = createOverlaps(ids.length);
  let visitors = 0;
  return {
    /** Gives the places of the segments that hold. */
    add(visitor: string, answerOf: (place: number) => Membership): readonly number[] {
      const held: number[] = [];
      const unknown: number[] = [];
      for (const [place, size] of sizes.entries()) {
        const member = answerOf(place);
        if (member === null) {
          size.unknown += 1;
          unknown.push(place);
        } else if (member) {
          size.members += 1;
          held.push(place);
        }
      }
      overlaps.add(held);
      const idsAt = (places: readonly number[]) => places.map((place) => ids[place] ?? '');
      onVisitor?.(visitor, idsAt(held), idsAt(unknown));
      visitors += 1;
      return held;
    },
    visitors: () => visitors,
    result: () => ({ visitors, sizes, overlaps: overlaps.ranked(ids, visitors) }),
  };
}
