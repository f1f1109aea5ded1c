import type { Point } from './k-means.ts';
import type { Scale } from './scale.ts';
import type { Threshold } from './round-thresholds.ts';

/** What a metric has to be: at least `from`, and less than `to`; by the place of the metric. */
export type Bounds = ReadonlyMap<number, { readonly from?: number; readonly to?: number }>;

export interface Rule {
  readonly cluster: number;
  readonly bounds: Bounds;
}

/** What the tree is grown from: values as they are, and the cluster of each. */
interface Grown {
  readonly values: readonly (readonly number[])[];
  readonly labels: readonly number[];
  readonly centres: readonly Point[];
  readonly scales: readonly Scale[];
  readonly thresholds: readonly (readonly Threshold[])[];
}

/** How many more may be on the wrong side for the sake of a threshold that is said more easily. */
const ROUNDER = { share: 0.005, times: 1.1 };

/**
 * A tree of thresholds with one leaf for each cluster: each split parts the centres that are left, and takes the fewest
 * from their own centre (iterative mistake minimisation: Dasgupta, Frost, Moshkovitz, Rashtchian 2020). Thresholds are
 * round from the beginning, so that what is found is what is said. A cluster that no round threshold parts from
 * another has no rule.
 */
export function thresholdRules(grown: Grown): readonly Rule[] {
  const rules: Rule[] = [];
  const grow = (clusters: readonly number[], visitors: readonly number[], bounds: Bounds): void => {
    const split = clusters.length > 1 ? bestSplit(grown, clusters, visitors) : null;
    if (!split) {
      const largest = clusters
        .map((cluster) => ({ cluster, size: visitors.filter(isOf(grown, [cluster])).length }))
        .reduce((most, one) => (one.size > most.size ? one : most));
      rules.push({ cluster: largest.cluster, bounds });
      return;
    }
    const { metric, threshold } = split;
    const isAbove = (cluster: number) => centreIsAbove(grown, cluster, metric, threshold);
    for (const above of [false, true]) {
      const some = clusters.filter((cluster) => isAbove(cluster) === above);
      const kept = visitors.filter(
        (visitor) =>
          (grown.values[visitor]?.[metric] ?? 0) >= threshold === above &&
          isOf(grown, some)(visitor),
      );
      const side = above ? { from: threshold } : { to: threshold };
      grow(some, kept, new Map([...bounds, [metric, { ...bounds.get(metric), ...side }]]));
    }
  };
  grow(
    grown.centres.map((_, at) => at),
    grown.labels.map((_, at) => at),
    new Map(),
  );
  return rules;
}

const isOf =
  ({ labels }: Grown, clusters: readonly number[]) =>
  (visitor: number): boolean =>
    clusters.includes(labels[visitor] ?? -1);

const centreIsAbove = (
  { centres, scales }: Grown,
  cluster: number,
  metric: number,
  threshold: number,
): boolean => (centres[cluster]?.[metric] ?? 0) >= (scales[metric]?.of(threshold) ?? 0);

interface Split {
  readonly metric: number;
  readonly threshold: number;
  readonly level: number;
  readonly mistakes: number;
}

function bestSplit(
  grown: Grown,
  clusters: readonly number[],
  visitors: readonly number[],
): Split | null {
  const splits = grown.thresholds.flatMap((thresholds, metric) =>
    splitsOf(grown, { clusters, visitors, metric, thresholds }),
  );
  if (splits.length === 0) return null;
  const fewest = Math.min(...splits.map(({ mistakes }) => mistakes));
  const allowed = Math.max(fewest * ROUNDER.times, fewest + visitors.length * ROUNDER.share);
  return splits
    .filter(({ mistakes }) => mistakes <= allowed)
    .reduce((best, one) =>
      one.level < best.level || (one.level === best.level && one.mistakes < best.mistakes)
        ? one
        : best,
    );
}

/** Of one metric, the thresholds that part some centres from others, and how many visitors each takes from theirs. */
function splitsOf(
  grown: Grown,
  asked: {
    readonly clusters: readonly number[];
    readonly visitors: readonly number[];
    readonly metric: number;
    readonly thresholds: readonly Threshold[];
  },
): readonly Split[] {
  const { clusters, visitors, metric, thresholds } = asked;
  // Values of each cluster, ascending: how many are below a threshold is where it stands among them.
  const own = clusters.map((cluster) =>
    Float64Array.from(
      visitors.filter(isOf(grown, [cluster])),
      (visitor) => grown.values[visitor]?.[metric] ?? 0,
    ).toSorted(),
  );
  const below = own.map(() => 0);
  return thresholds.flatMap(({ value, level }) => {
    let [mistakes, above] = [0, 0];
    for (const [at, values] of own.entries()) {
      let place = below[at] ?? 0;
      while (place < values.length && (values[place] ?? 0) < value) place += 1;
      below[at] = place;
      const isAbove = centreIsAbove(grown, clusters[at] ?? 0, metric, value);
      if (isAbove) above += 1;
      mistakes += isAbove ? place : values.length - place;
    }
    return above > 0 && above < clusters.length
      ? [{ metric, threshold: value, level, mistakes }]
      : [];
  });
}
