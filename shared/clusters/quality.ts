import { squaredDistance, type Point } from './k-means.ts';

/**
 * How much nearer points are to their own cluster than to the next, on average: 1 where clusters are dense and far
 * apart, 0 where they run into each other (Rousseeuw 1987). Of each pair of points the distance is taken once.
 */
export function silhouette(
  points: readonly Point[],
  labels: readonly number[],
  clusters: number,
): number {
  const sums = points.map(() => new Float64Array(clusters));
  for (const [i, one] of points.entries())
    for (let j = 0; j < i; j++) {
      const distance = Math.sqrt(squaredDistance(one, points[j] ?? one));
      add(sums[i], labels[j] ?? 0, distance);
      add(sums[j], labels[i] ?? 0, distance);
    }
  const sizes = sizesOf(labels, clusters);
  const each = sums.map((sum, i) => {
    const own = labels[i] ?? 0;
    // A point alone is neither near to its cluster nor far from it.
    if ((sizes[own] ?? 0) < 2) return 0;
    const inside = (sum[own] ?? 0) / ((sizes[own] ?? 0) - 1);
    const outside = Math.min(
      ...sizes.flatMap((size, other) =>
        other === own || size === 0 ? [] : [(sum[other] ?? 0) / size],
      ),
    );
    const most = Math.max(inside, outside);
    return most > 0 && Number.isFinite(outside) ? (outside - inside) / most : 0;
  });
  return each.reduce((total, one) => total + one, 0) / each.length;
}

function add(sums: Float64Array | undefined, at: number, value: number): void {
  if (sums) sums[at] = (sums[at] ?? 0) + value;
}

/** Members of each cluster. */
export function sizesOf(labels: Iterable<number>, clusters: number): readonly number[] {
  const sizes = Array.from({ length: clusters }, () => 0);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  return sizes;
}

/**
 * How often two partitions agree on which points stay together: 1 where they are the same, 0 as often as chance alone
 * would (the adjusted Rand index of Hubert and Arabie, 1985).
 */
export function agreement(one: readonly number[], other: readonly number[]): number {
  const both = new Map<string, number>();
  const [first, second] = [new Map<number, number>(), new Map<number, number>()];
  for (const [at, a] of one.entries()) {
    const b = other[at] ?? 0;
    count(both, `${a} ${b}`);
    count(first, a);
    count(second, b);
  }
  const [together, ofOne, ofOther] = [both, first, second].map((sizes) =>
    [...sizes.values()].reduce((sum, n) => sum + pairs(n), 0),
  );
  const [index = 0, a = 0, b = 0] = [together, ofOne, ofOther];
  const byChance = (a * b) / Math.max(1, pairs(one.length));
  const most = (a + b) / 2;
  return most === byChance ? 1 : (index - byChance) / (most - byChance);
}

function count<T>(sizes: Map<T, number>, key: T): void {
  sizes.set(key, (sizes.get(key) ?? 0) + 1);
}

const pairs = (n: number): number => (n * (n - 1)) / 2;
