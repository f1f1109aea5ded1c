import { type Tiers, rfmDefinitions } from '../../shared/analysis/index.ts';
import type { Clusters } from '../../shared/clusters/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import type { Analysis } from '../json/index.ts';
import { asJson, type SimulateResult } from '../simulate/index.ts';
import { clustersJson, type ClustersThen } from './clusters.ts';
import type { Differences } from './differences.ts';
import type { Spread } from './findings.ts';

/** What was asked for, and found. */
export interface Found {
  readonly spreads?: readonly Spread[];
  readonly compared?: Differences;
  readonly drifted?: Differences;
  readonly tiers?: readonly Tiers[];
  readonly clusters?: Clusters;
  /** Of the other log, how many visitors each cluster's rule takes, of how many. */
  readonly clustersThen?: ClustersThen;
}

/** For other programs. */
export function analysisJson(
  result: SimulateResult,
  other: SimulateResult | undefined,
  definitions: Definitions,
  { spreads, compared, drifted, tiers, clusters, clustersThen }: Found,
): Analysis {
  return {
    ...asRead(result),
    ...(other && { with: asRead(other) }),
    ...(spreads && {
      metrics: spreads.map(({ metric, name, all, any, bins, quantiles, tops }) => ({
        metric,
        name,
        visitors: {
          any: any.length,
          none: all.none,
          unknown: all.unknown,
          other: all.other,
        },
        quantiles,
        tops,
        bins,
      })),
    }),
    ...(compared && { compare: differencesJson(compared) }),
    ...(drifted && { drift: differencesJson(drifted) }),
    ...(tiers && {
      rfm: { tiers, definitions: rfmDefinitions(tiers, definitions) },
    }),
    ...(clusters && {
      clusters: clustersJson(clusters, definitions, result.visitors, clustersThen),
    }),
  };
}

/** Of how a log was read, what "simulate" says. */
function asRead(result: SimulateResult) {
  const { segments: _, overlaps: _overlaps, overTime: _overTime, ...read } = asJson(result, []);
  return read;
}

const differencesJson = ({
  groups,
  sizes,
  both,
  unknown,
  overlap,
  metrics,
  noNumbers,
  segments,
}: Differences) => ({
  groups,
  sizes,
  both,
  unknown,
  ...(overlap && { overlap }),
  metrics: metrics.map(({ metric, strength, least, shares, medians, bins, isChance, readBy }) => ({
    metric,
    strength,
    least: Number.isFinite(least) ? least : null,
    shares,
    medians,
    bins,
    chance: isChance,
    readBy,
  })),
  noNumbers,
  segments: segments.map(({ segment, counts, difference, within, isChance }) => ({
    segment,
    shares: counts.map(([members, known]) => (known > 0 ? members / known : null)),
    difference: Number.isFinite(difference) ? difference : null,
    within: Number.isFinite(within) ? within : null,
    chance: isChance,
  })),
});
