import type { Column } from '../analysis/index.ts';
import { randomFrom } from '../random/index.ts';
import { centresOf, nearest, type Point } from './k-means.ts';
import { roundThresholds } from './round-thresholds.ts';
import { sampleOf } from './sample.ts';
import { extremes, scaleOf, type Scale } from './scale.ts';
import { thresholdRules, type Bounds } from './threshold-tree.ts';
import { STUDIED, aboveEven, isWorthHaving, tryClusters, type Tried } from './try-clusters.ts';

/** A metric to find clusters by. */
export interface Asked {
  readonly column: Column;
  readonly isDuration: boolean;
}

/** A metric that visitors are told apart by. */
export interface Measured {
  readonly metric: string;
  readonly isLog: boolean;
  readonly isWhole: boolean;
  /** Visitors who have no value, and those whose value is not known or no number. */
  readonly none: number;
  readonly unknown: number;
}

export interface ClusterRule {
  readonly bounds: ReadonlyMap<string, { readonly from?: number; readonly to?: number }>;
  /** Visitors of the cluster, those whom the rule takes, and those who are both. */
  readonly size: number;
  readonly members: number;
  readonly both: number;
  /** By metric: the middle value of the cluster's visitors, and what share of all in clusters have less. */
  readonly medians: ReadonlyMap<string, { readonly value: number; readonly above: number }>;
}

export interface Clusters {
  readonly metrics: readonly Measured[];
  /** Metrics of which all visitors have the same, and which tell nobody apart. */
  readonly same: readonly string[];
  /** Visitors who are in clusters: those with a value of every metric. */
  readonly visitors: number;
  readonly seed: number;
  /** Visitors from whom centres and thresholds are taken, and of whom clusters were tried. */
  readonly sample: { readonly fitted: number; readonly studied: number };
  readonly tried: readonly Tried[];
  /** How many clusters were taken, and whether they are worth having; null where none are. */
  readonly chosen: Tried | null;
  readonly isWorthHaving: boolean;
  /** The largest first. */
  readonly rules: readonly ClusterRule[];
}

export const MOST_CLUSTERS = 8;
export const FEWEST_VISITORS = 100;
/** Visitors from whom centres and thresholds are taken; all others are put to the nearest. */
const FITTED = 20_000;

/**
 * Finds clusters of visitors by k-means, and a rule of thresholds for each. `clusters`: how many; null for as many as
 * are furthest apart. Without rules where there are none worth having, unless a number was asked for.
 */
export function findClusters(
  asked: readonly Asked[],
  { clusters, seed }: { readonly clusters: number | null; readonly seed: number },
): Clusters {
  const chance = randomFrom(seed);
  const visitors = withAll(asked);
  const fitted = sampleOf(visitors.length, FITTED, chance).map((at) => visitors[at] ?? 0);
  const scaled = asked.map((one) => ({
    ...one,
    scale: scaleOf(
      fitted.map((visitor) => one.column.numbers[visitor] ?? 0),
      { isDuration: one.isDuration, chance },
    ),
  }));
  const used = scaled.flatMap(({ scale, ...one }) => (scale ? [{ ...one, scale }] : []));
  const isAnyone = visitors.length > 0;
  const points = fitted.map((visitor) => pointOf(used, visitor, chance));
  const studied = points.slice(0, STUDIED.visitors);
  const isEnough = used.length > 0 && visitors.length >= FEWEST_VISITORS;
  const tried = isEnough
    ? (clusters === null ? numbers() : [clusters]).map((number) =>
        tryClusters(studied, number, { seed, chance }),
      )
    : [];
  const worth = tried.filter(isWorthHaving);
  const chosen =
    clusters === null
      ? (worth.toSorted((a, b) => aboveEven(b) - aboveEven(a))[0] ?? null)
      : (tried[0] ?? null);
  return {
    metrics: scaled
      .filter(({ scale }) => scale !== null || !isAnyone)
      .map(({ column, scale }) => ({
        metric: column.metric,
        isLog: scale?.isLog ?? false,
        isWhole: scale?.isWhole ?? false,
        ...missingOf(column),
      })),
    same: scaled.flatMap(({ scale, column }) => (scale || !isAnyone ? [] : [column.metric])),
    visitors: visitors.length,
    seed,
    sample: { fitted: fitted.length, studied: studied.length },
    tried,
    chosen,
    isWorthHaving: chosen !== null && isWorthHaving(chosen),
    rules: chosen ? rulesOf(used, { visitors, fitted, points, chosen, seed }) : [],
  };
}

/** From two on. */
const numbers = (): readonly number[] =>
  Array.from({ length: MOST_CLUSTERS - 1 }, (_, at) => at + 2);

interface Used extends Asked {
  readonly scale: Scale;
}

/** Visitors who have a number of every metric, by their places. */
function withAll(asked: readonly Asked[]): Uint32Array {
  const [first] = asked;
  const all = Uint32Array.from({ length: first?.column.kinds.length ?? 0 }, (_, at) => at);
  return all.filter((visitor) => asked.every(({ column }) => column.kinds[visitor] === 'number'));
}

function missingOf({ kinds }: Column): { readonly none: number; readonly unknown: number } {
  let [none, unknown] = [0, 0];
  for (const kind of kinds)
    if (kind === 'none') none += 1;
    else if (kind !== 'number') unknown += 1;
  return { none, unknown };
}

/** Where a visitor stands. Whole numbers are somewhere in their unit, in the middle where nothing is left to chance. */
const pointOf = (used: readonly Used[], visitor: number, chance: () => number = () => 0.5): Point =>
  used.map(({ column, scale }) =>
    scale.of((column.numbers[visitor] ?? 0) + (scale.isWhole ? chance() : 0)),
  );

function rulesOf(
  used: readonly Used[],
  found: {
    readonly visitors: Uint32Array;
    readonly fitted: readonly number[];
    readonly points: readonly Point[];
    readonly chosen: Tried;
    readonly seed: number;
  },
): readonly ClusterRule[] {
  const { visitors, fitted, points, chosen, seed } = found;
  const centres = centresOf(points, chosen.clusters, { seed });
  const values = fitted.map((visitor) => used.map(({ column }) => column.numbers[visitor] ?? 0));
  const rules = thresholdRules({
    values,
    labels: points.map((point) => nearest(centres, point).at),
    centres,
    scales: used.map(({ scale }) => scale),
    thresholds: used.map(({ isDuration, scale: { isWhole } }, metric) => {
      const [least, most] = extremes(values.map((value) => value[metric] ?? 0));
      return roundThresholds(least, most, { isDuration, isWhole });
    }),
  });
  const labels = Uint8Array.from(
    visitors,
    (visitor) => nearest(centres, pointOf(used, visitor)).at,
  );
  const sorted = used.map(({ column }) =>
    Float64Array.from(visitors, (visitor) => column.numbers[visitor] ?? 0).toSorted(),
  );
  return rules
    .map(({ cluster, bounds }) => {
      const own = visitors.filter((_, at) => labels[at] === cluster);
      const isTaken = (visitor: number) => meets(used, bounds, visitor);
      return {
        bounds: new Map(
          [...bounds].map(([metric, bound]) => [used[metric]?.column.metric ?? '', bound]),
        ),
        size: own.length,
        members: visitors.filter(isTaken).length,
        both: own.filter(isTaken).length,
        medians: new Map(
          used.map(({ column }, metric) => [
            column.metric,
            medianOf(
              Float64Array.from(own, (visitor) => column.numbers[visitor] ?? 0),
              sorted[metric] ?? new Float64Array(),
            ),
          ]),
        ),
      };
    })
    .filter(({ members }) => members > 0)
    .toSorted((a, b) => b.members - a.members);
}

const meets = (used: readonly Used[], bounds: Bounds, visitor: number): boolean =>
  [...bounds].every(([metric, { from = -Infinity, to = Infinity }]) => {
    const value = used[metric]?.column.numbers[visitor] ?? NaN;
    return value >= from && value < to;
  });

/** The middle of a cluster's values, and where that stands among all, of equal ones in the middle. */
function medianOf(
  own: Float64Array,
  all: Float64Array,
): { readonly value: number; readonly above: number } {
  const value = own.toSorted()[own.length >> 1] ?? 0;
  let [less, same] = [0, 0];
  for (const one of all)
    if (one < value) less += 1;
    else if (one === value) same += 1;
    else break;
  return { value, above: (less + same / 2) / Math.max(1, all.length) };
}
