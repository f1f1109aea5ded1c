import {
  clusterDefinitions,
  clusterSegments,
  findClusters,
  membersIn,
  ruleText,
  type Clusters,
} from '../../shared/clusters/index.ts';
import { amountsOf } from '../../shared/analysis/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { Failure } from '../failure.ts';
import type { Analysis } from '../json/index.ts';
import type { Crowd } from './crowd.ts';

export interface ClustersAsked {
  /** Metrics to find them by; undefined for all that are numbers. */
  readonly metrics: readonly string[] | undefined;
  /** How many; null for as many as are furthest apart. */
  readonly clusters: number | null;
  readonly seed: number;
}

/** Clusters of the visitors of a log. @throws Failure where a metric that was named is no number. */
export function clustersOf(
  { columns }: Crowd,
  definitions: Definitions,
  { metrics, clusters, seed }: ClustersAsked,
): Clusters {
  const named = columns.filter(({ metric }) => metrics?.includes(metric) ?? true);
  const isNumber = ({ kinds }: (typeof columns)[number]) => !kinds.includes('other');
  const text = named.find((column) => !isNumber(column));
  if (text && metrics)
    throw new Failure('usage', `${text.metric} is no number.`, [
      'Clusters are found by metrics that are numbers or times.',
    ]);
  const numbers = named.filter(isNumber);
  // Of all metrics, those that anybody has; of those that were named, all.
  const some = numbers.filter(({ kinds }) => kinds.includes('number'));
  const asked = (metrics || some.length === 0 ? numbers : some).map((column) => ({
    column,
    isDuration: amountsOf(column.metric, definitions).isDuration,
  }));
  if (asked.length === 0)
    throw new Failure('usage', 'No metric of the definitions is a number.', [
      'Clusters are found by metrics that are numbers or times, such as "orders": { "count": "purchase" }.',
    ]);
  return findClusters(asked, { clusters, seed });
}

/** How many visitors of another log each rule takes, and how many there are. */
export interface ClustersThen {
  readonly members: readonly number[];
  readonly visitors: number;
}

export const clustersThen = (
  found: Clusters,
  { columns, visitors }: Crowd,
  definitions: Definitions,
): ClustersThen => ({
  members: membersIn(found, columns, (metric) => amountsOf(metric, definitions).isDuration),
  visitors,
});

/** For other programs. */
export function clustersJson(
  found: Clusters,
  definitions: Definitions,
  visitors: number,
  then: ClustersThen | undefined,
): NonNullable<Analysis['clusters']> {
  const { chosen, rules, metrics, same, sample, seed, tried, isWorthHaving } = found;
  const segments = Object.entries(clusterSegments(found, definitions));
  return {
    metrics: metrics.map(({ metric, isLog, isWhole, none, unknown }) => ({
      metric,
      logarithm: isLog,
      whole: isWhole,
      none,
      unknown,
    })),
    same,
    visitors: found.visitors,
    sample,
    seed,
    tried,
    chosen: chosen?.clusters ?? null,
    worthHaving: isWorthHaving,
    segments: rules.map(({ size, members, both, medians, ...rule }, at) => ({
      segment: segments[at]?.[0] ?? '',
      name: segments[at]?.[1].name ?? '',
      rule: ruleText({ size, members, both, medians, ...rule }, definitions),
      cluster: size,
      members,
      share: members / visitors,
      ...(then && {
        other: {
          members: then.members[at] ?? 0,
          share: (then.members[at] ?? 0) / Math.max(1, then.visitors),
        },
      }),
      purity: both / members,
      coverage: size > 0 ? both / size : 0,
      medians: Object.fromEntries(
        [...medians].map(([metric, { value, above }]) => [metric, { value, above }]),
      ),
    })),
    ...(rules.length > 0 && { definitions: clusterDefinitions(found, definitions) }),
  };
}
