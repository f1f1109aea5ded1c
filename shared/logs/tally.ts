import type { Membership } from '../engine/types.ts';
import { createOverlaps } from './overlaps.ts';
import { addTo } from './sums.ts';

/** Told of a visitor, the segments that hold for it, and those of which the log does not say enough. */
export type OnVisitor = (
  visitor: string,
  segments: readonly string[],
  unknown: readonly string[],
) => void;

/** What was counted of some visitors, to be added to what was counted of others. */
export interface Counted {
  readonly visitors: number;
  /** By segment. */
  readonly members: readonly number[];
  readonly unknown: readonly number[];
  readonly overlaps: Float64Array<ArrayBuffer>;
}

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
      if (onVisitor) onVisitor(visitor, idsAt(held), idsAt(unknown));
      visitors += 1;
      return held;
    },
    visitors: () => visitors,
    counted: (): Counted => ({
      visitors,
      members: sizes.map(({ members }) => members),
      unknown: sizes.map((size) => size.unknown),
      overlaps: overlaps.counts,
    }),
    /** Visitors of whom somebody else has counted the answers. */
    addCounted(counted: Counted): void {
      visitors += counted.visitors;
      for (const [place, size] of sizes.entries()) {
        size.members += counted.members[place] ?? 0;
        size.unknown += counted.unknown[place] ?? 0;
      }
      addTo(overlaps.counts, counted.overlaps);
    },
    result: () => ({ visitors, sizes, overlaps: overlaps.ranked(ids, visitors) }),
  };
}
