import { amountsOf, wholeDefinitions, type Amounts } from '../analysis/index.ts';
import type { Condition, Definitions, SegmentDefinition } from '../definitions/types.ts';
import type { ClusterRule, Clusters } from './find-clusters.ts';

/** Whole definitions of what was found: a segment for each cluster, and what these read. */
export function clusterDefinitions(found: Clusters, definitions: Definitions): Definitions {
  const segments = clusterSegments(found, definitions);
  const ids = Object.keys(segments);
  const conditions = Object.values(segments).map(({ when }) => when);
  const read = found.metrics
    .map(({ metric }) => `metric.${metric}`)
    .filter((fact) => conditions.some((when) => Object.hasOwn(when, fact)));
  return wholeDefinitions(definitions, read, {
    segments,
    groups: ids.length > 1 ? { clusters: { name: 'Clusters', segments: ids } } : {},
  });
}

/** A segment for each cluster, in their order; by ids that the definitions have not. */
export function clusterSegments(
  found: Clusters,
  definitions: Definitions,
): { readonly [id: string]: SegmentDefinition } {
  const names = namesOf(found, definitions);
  const isTaken = Object.keys(definitions.segments).some((id) => /^cluster-\d+$/.test(id));
  const prefix = isTaken ? 'found-cluster' : 'cluster';
  return Object.fromEntries(
    found.rules.map((rule, at): [string, SegmentDefinition] => [
      `${prefix}-${at + 1}`,
      {
        name: names[at] ?? '',
        description: ruleText(rule, definitions),
        when: whenOf(rule, found, definitions),
      },
    ]),
  );
}

function whenOf({ bounds }: ClusterRule, found: Clusters, definitions: Definitions): Condition {
  return Object.fromEntries(
    found.metrics.flatMap(({ metric, none, unknown }) => {
      const { from, to } = bounds.get(metric) ?? {};
      const { write, isDuration } = amountsOf(metric, definitions);
      const operand = {
        ...(from !== undefined && { $gte: write(from) }),
        ...(to !== undefined && { $lt: write(to) }),
        ...(!isSaid({ from, to }, isDuration) && none + unknown > 0 && { $exists: true }),
      };
      return Object.keys(operand).length > 0 ? [[`metric.${metric}`, operand]] : [];
    }),
  );
}

/**
 * Whether bounds say that there is a value, as who has none is in no cluster: an upper one does, and so does a lower
 * one, unless it is of a time, than which "never" is longer.
 */
export const isSaid = (
  { from, to }: { readonly from?: number | undefined; readonly to?: number | undefined },
  isDuration: boolean,
): boolean => to !== undefined || (from !== undefined && !isDuration);

/** "orders at least 6, spend less than €200" */
export function ruleText({ bounds }: ClusterRule, definitions: Definitions): string {
  return [...bounds]
    .map(([metric, { from, to }]) => {
      const { say } = amountsOf(metric, definitions);
      const least = from === undefined ? [] : [`at least ${say(from)}`];
      const less = to === undefined ? [] : [`less than ${say(to)}`];
      return `${metric} ${[...least, ...less].join(' and ')}`;
    })
    .join(', ');
}

/** Names that say what is high and what is low, each once. */
function namesOf(found: Clusters, definitions: Definitions): readonly string[] {
  const names = found.rules.map((rule) => nameOf(rule, (id) => amountsOf(id, definitions)));
  return names.map((name, at) => {
    const before = names.slice(0, at).filter((other) => other === name).length;
    return before === 0 ? name : `${name} ${before + 1}`;
  });
}

/** Of all in clusters, how many have less than a cluster's middle visitor, from where on it is high, and very high; low is the same from below. */
const HIGH = { high: 0.65, very: 0.9 };

/** "High orders, very short recency": of the middle visitor of a cluster, what is high and what is low among all. */
function nameOf({ medians }: ClusterRule, amounts: (metric: string) => Amounts): string {
  const parts = [...medians].flatMap(([metric, { above }]) => {
    const [high, low] = amounts(metric).isDuration ? ['long', 'short'] : ['high', 'low'];
    const most = Math.max(above, 1 - above);
    if (most < HIGH.high) return [];
    return [`${most >= HIGH.very ? 'very ' : ''}${above > 0.5 ? high : low} ${metric}`];
  });
  const name = parts.join(', ') || 'in the middle';
  return name.charAt(0).toUpperCase() + name.slice(1);
}
