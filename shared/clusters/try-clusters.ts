import { quantile } from '../analysis/index.ts';
import { centresOf, nearest, type Point } from './k-means.ts';
import { agreement, silhouette, sizesOf } from './quality.ts';
import { sampleOf } from './sample.ts';
import { spreadEvenly } from './spread-evenly.ts';

/** How good so many clusters are. */
export interface Tried {
  readonly clusters: number;
  /** How much nearer visitors are to their own cluster than to the next: 1 at most. */
  readonly silhouette: number;
  /** The same of as many visitors who are spread evenly, without any clusters. */
  readonly evenly: number;
  /** How often two halves of the visitors agree on who belongs together: 1 always, 0 as by chance. */
  readonly together: number;
  /** Share of the smallest cluster. */
  readonly smallest: number;
}

/** What makes clusters worth having: how much further apart than evenly spread visitors, how stable, and how large. */
export const WORTH = { aboveEven: 0.12, together: 0.75, smallest: 0.02 } as const;

/** How far the silhouette lies above that of visitors spread evenly. */
export const aboveEven = ({ silhouette: own, evenly }: Tried): number => own - evenly;

export const isWorthHaving = (tried: Tried): boolean =>
  aboveEven(tried) >= WORTH.aboveEven &&
  tried.together >= WORTH.together &&
  tried.smallest >= WORTH.smallest;

/** Visitors of whom all distances are taken, crowds without clusters, and pairs of halves. */
export const STUDIED = { visitors: 1000, evenly: 5, halves: 10 } as const;

/** Tries so many clusters on a sample of points. */
export function tryClusters(
  points: readonly Point[],
  clusters: number,
  { seed, chance }: { readonly seed: number; readonly chance: () => number },
): Tried {
  const labelled = (some: readonly Point[], tries: number) => {
    const centres = centresOf(some, clusters, { seed, tries });
    return some.map((point) => nearest(centres, point).at);
  };
  const separation = (some: readonly Point[], labels: readonly number[]) =>
    silhouette(some, labels, clusters);
  const labels = labelled(points, 4);
  const evenly = Array.from({ length: STUDIED.evenly }, () => {
    const crowd = spreadEvenly(points, chance);
    return separation(crowd, labelled(crowd, 2));
  });
  return {
    clusters,
    silhouette: separation(points, labels),
    evenly: evenly.reduce((sum, one) => sum + one, 0) / evenly.length,
    together: stability(points, clusters, { seed, chance }),
    smallest: Math.min(...sizesOf(labels, clusters)) / points.length,
  };
}

/** Clusters are found in each of two halves apart, and everyone is put into those of both: the middle of several tries. */
function stability(
  points: readonly Point[],
  clusters: number,
  { seed, chance }: { readonly seed: number; readonly chance: () => number },
): number {
  const tries = Array.from({ length: STUDIED.halves }, (_, attempt) => {
    const order = sampleOf(points.length, points.length, chance);
    const middle = order.length >> 1;
    const [one, other] = [order.slice(0, middle), order.slice(middle)].map((half) =>
      labelsBy(points, half, clusters, seed + attempt),
    );
    return one && other ? agreement(one, other) : 0;
  });
  return quantile(Float64Array.from(tries).toSorted(), 0.5) ?? 0;
}

function labelsBy(
  points: readonly Point[],
  half: readonly number[],
  clusters: number,
  seed: number,
): readonly number[] {
  const some = half.flatMap((at) => {
    const point = points[at];
    return point ? [point] : [];
  });
  const centres = centresOf(some, clusters, { seed, tries: 2 });
  return points.map((point) => nearest(centres, point).at);
}
