/** Two segments that some visitors are both in. */
export interface Overlap {
  readonly segments: readonly [string, string];
  readonly both: number;
  /** Of the smaller of the two segments, the share that is in the other too. */
  readonly share: number;
  /** How many times more are in both than if the two had nothing to do with each other. */
  readonly lift: number;
}

export interface Overlaps {
  /** Takes one visitor: places of the segments that hold, ascending. */
  add(held: readonly number[]): void;
  /** What was counted, for another to add up. */
  readonly counts: Float64Array<ArrayBuffer>;
  /** The pairs that have visitors, those with the most first; equals in the order of the definitions. */
  ranked(ids: readonly string[], visitors: number): readonly Overlap[];
}

/** Counts for each pair of segments how many visitors are in both. */
export function createOverlaps(size: number): Overlaps {
  // Place a · size + b for a ≤ b; the diagonal holds the segments' own members.
  const counts = new Float64Array(size * size);
  const inBoth = (a: number, b: number) => counts[a * size + b] ?? 0;
  return {
    counts,
    add(held) {
      for (let first = 0; first < held.length; first++) {
        const row = (held[first] ?? 0) * size;
        for (let second = first; second < held.length; second++) {
          const place = row + (held[second] ?? 0);
          counts[place] = (counts[place] ?? 0) + 1;
        }
      }
    },
    ranked: (ids, visitors) => rankedOverlaps(ids, visitors, inBoth),
  };
}

/** The pairs of segments that have visitors, by how many are in both: `inBoth(a, a)` is a segment's size. */
export function rankedOverlaps(
  ids: readonly string[],
  visitors: number,
  inBoth: (a: number, b: number) => number,
): readonly Overlap[] {
  const pairs: Overlap[] = [];
  for (const [a, first] of ids.entries()) {
    for (const [b, second] of ids.entries()) {
      const both = a < b ? inBoth(a, b) : 0;
      if (both === 0) continue;
      const [one, other] = [inBoth(a, a), inBoth(b, b)];
      pairs.push({
        segments: [first, second],
        both,
        share: both / Math.min(one, other),
        lift: (both * visitors) / (one * other),
      });
    }
  }
  return pairs.toSorted((a, b) => b.both - a.both);
}
