import { normalPoint } from '../counting/estimate.ts';
import { quantile } from './distribution.ts';
import type { Column } from './values.ts';

/** How two groups of visitors differ in a value. */
export interface Apart {
  /** 0: none. 1: the value alone tells one group from the other. The greatest difference of shares that any threshold makes. */
  readonly strength: number;
  /** The threshold that makes it: shares of each group that have at least so much. Infinity: of a time that something never was. */
  readonly least: number;
  readonly shares: readonly [number, number];
  /** Of each group the middle value of those who have one; null where nobody has. */
  readonly medians: readonly [number | null, number | null];
  /** Visitors of each group whose value is known. */
  readonly sizes: readonly [number, number];
}

/** Where those stand who have no value: below all, or, of a time since something that never was, above. */
export type NoneStands = 'below' | 'above';

/**
 * The greatest difference between two distributions (Kolmogorov and Smirnov's), and where it is; null
 * where one of the groups has no known value.
 */
export function apart(
  one: readonly [Column, visitors: readonly number[]],
  other: readonly [Column, visitors: readonly number[]],
  none: NoneStands,
): Apart | null {
  const [first, second] = [one, other].map(([column, visitors]) => known(column, visitors, none));
  if (!first?.length || !second?.length) return null;
  const values = [...new Set([...first, ...second])]
    .filter((value) => value > -Infinity)
    .toSorted((a, b) => a - b);
  let best = { strength: 0, least: values[0] ?? 0, shares: [1, 1] as readonly [number, number] };
  let [i, j] = [0, 0];
  for (const least of values) {
    while (i < first.length && (first[i] ?? 0) < least) i += 1;
    while (j < second.length && (second[j] ?? 0) < least) j += 1;
    const shares = [
      (first.length - i) / first.length,
      (second.length - j) / second.length,
    ] as const;
    const strength = Math.abs(shares[0] - shares[1]);
    if (strength > best.strength) best = { strength, least, shares };
  }
  return {
    ...best,
    medians: [
      quantile(first.filter(Number.isFinite), 0.5),
      quantile(second.filter(Number.isFinite), 0.5),
    ],
    sizes: [first.length, second.length],
  };
}

function known(
  { numbers, kinds }: Column,
  visitors: readonly number[],
  none: NoneStands,
): Float64Array {
  const stands = none === 'below' ? -Infinity : Infinity;
  return Float64Array.from(
    visitors.flatMap((visitor) => {
      const kind = kinds[visitor];
      if (kind === 'none') return [stands];
      return kind === 'number' ? [numbers[visitor] ?? NaN] : [];
    }),
  ).toSorted();
}

/** How strong a difference chance alone makes, once in twenty tries of so many comparisons; groups of such sizes. */
export function byChance([one, other]: readonly [number, number], comparisons: number): number {
  const level = 0.05 / Math.max(1, comparisons);
  return Math.min(
    1,
    Math.sqrt(-Math.log(level / 2) / 2) * Math.sqrt((one + other) / (one * other)),
  );
}

/** Members, and visitors whose answer is known. */
type Part = readonly [members: number, of: number];

/**
 * A difference of two shares, and how far it may be off: 95 times of 100. One more in and one more out in each group
 * keep that honest where groups are small, or nobody is in (Agresti and Caffo 2000).
 */
export function shareDifference(
  one: Part,
  other: Part,
): { readonly difference: number; readonly within: number } {
  const variance = ([members, of]: Part) => {
    const share = (members + 1) / (of + 2);
    return (share * (1 - share)) / (of + 2);
  };
  const difference = other[0] / other[1] - one[0] / one[1];
  return { difference, within: 1.96 * Math.sqrt(variance(one) + variance(other)) };
}

/** Whether chance alone makes such a difference of shares once in twenty tries of so many comparisons. */
export function isShareByChance(one: Part, other: Part, comparisons: number): boolean {
  const together = (one[0] + other[0]) / (one[1] + other[1]);
  const error = Math.sqrt(together * (1 - together) * (1 / one[1] + 1 / other[1]));
  const difference = Math.abs(one[0] / one[1] - other[0] / other[1]);
  return !(difference > normalPoint(0.025 / Math.max(1, comparisons)) * error);
}
