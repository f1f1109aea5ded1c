import type { Column } from './values.ts';

/** How two groups of visitors differ in a value. */
export interface Apart {
  /** 0: none. 1: the value alone tells one group from the other. The greatest difference of shares that any threshold makes. */
  readonly strength: number;
  /** The threshold that makes it: shares of each group that have at least so much. */
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
    .filter(Number.isFinite)
    .toSorted((a, b) => a - b);
  let best = { strength: 0, least: values[0] ?? 0, shares: [1, 1] as readonly [number, number] };
  let [i, j] = [0, 0];
  for (const least of values) {
    while (i < first.length && (first[i] ?? 0) < least) i += 1;
    while (j < second.length && (second[j] ?? 0) < least) j += 1;
    const shares = [1 - i / first.length, 1 - j / second.length] as const;
    const strength = Math.abs(shares[0] - shares[1]);
    if (strength > best.strength) best = { strength, least, shares };
  }
  return {
    ...best,
    medians: [middle(first), middle(second)],
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

function middle(values: Float64Array): number | null {
  const some = values.filter(Number.isFinite);
  return some[Math.floor((some.length - 1) / 2)] ?? null;
}

/** How strong a difference chance alone makes, once in twenty tries of so many comparisons; groups of such sizes. */
export function byChance([one, other]: readonly [number, number], comparisons: number): number {
  const level = 0.05 / Math.max(1, comparisons);
  return Math.min(
    1,
    Math.sqrt(-Math.log(level / 2) / 2) * Math.sqrt((one + other) / (one * other)),
  );
}

/** A difference of two shares, and how far it may be off: 95 times of 100. */
export function shareDifference(
  [one, ofOne]: readonly [number, number],
  [other, ofOther]: readonly [number, number],
): { readonly difference: number; readonly within: number } {
  const [p, q] = [one / ofOne, other / ofOther];
  const within = 1.96 * Math.sqrt((p * (1 - p)) / ofOne + (q * (1 - q)) / ofOther);
  return { difference: q - p, within };
}
