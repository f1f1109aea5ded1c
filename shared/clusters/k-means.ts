import { kmeans } from 'ml-kmeans';

export type Point = readonly number[];

/** Centres of so many clusters: the best of several beginnings by k-means++, the same for the same seed. */
export function centresOf(
  points: readonly Point[],
  clusters: number,
  { seed, tries = 4 }: { readonly seed: number; readonly tries?: number },
): readonly Point[] {
  // The library's type wants lists that may be changed, and changes none.
  const own = points.map((point) => [...point]);
  const found = Array.from({ length: tries }, (_, attempt) => {
    const { centroids } = kmeans(own, clusters, { seed: seed * 1009 + attempt * 7919 + 1 });
    const away = points.reduce((sum, point) => sum + nearest(centroids, point).away, 0);
    return { centroids, away };
  });
  return found.reduce((best, one) => (one.away < best.away ? one : best)).centroids;
}

/** The place of the centre that is nearest, and the square of how far away it is. */
export function nearest(
  centres: readonly Point[],
  point: Point,
): { readonly at: number; readonly away: number } {
  let [at, away] = [0, Infinity];
  for (const [place, centre] of centres.entries()) {
    const here = squaredDistance(centre, point);
    if (here < away) [at, away] = [place, here];
  }
  return { at, away };
}

export function squaredDistance(one: Point, other: Point): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += ((one[at] ?? 0) - (other[at] ?? 0)) ** 2;
  return sum;
}
