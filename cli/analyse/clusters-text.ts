import {
  FEWEST_VISITORS,
  WORTH,
  aboveEven,
  clusterSegments,
  ruleText,
  type Clusters,
  type Tried,
} from '../../shared/clusters/index.ts';
import { amountsOf } from '../../shared/analysis/index.ts';
import { count, exactPercent } from '../../shared/counting/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { plural } from '../plural.ts';
import { numberColumn, table, type Strong } from '../table.ts';
import type { ClustersThen } from './clusters.ts';

/** For people. */
export function clustersText(
  found: Clusters,
  definitions: Definitions,
  visitors: number,
  then: ClustersThen | undefined,
  strong: Strong,
): string {
  const { tried, rules } = found;
  const segments = clusterSegments(found, definitions);
  return [
    ...(tried.length > 0 ? [triedTable(found, strong)] : []),
    verdict(found),
    ...(rules.length > 0
      ? [
          rulesTable(found, definitions, visitors, then, strong),
          mediansTable(found, definitions, strong),
          `${exactPercent(rules.reduce((sum, { both }) => sum + both, 0) / found.visitors)} of the visitors in clusters are where their cluster's rule puts them.`,
        ]
      : []),
    remarks(found),
    ...(rules.length > 0
      ? [
          JSON.stringify(
            {
              segments,
              ...(rules.length > 1 && {
                groups: { clusters: { name: 'Clusters', segments: Object.keys(segments) } },
              }),
            },
            null,
            2,
          ),
        ]
      : []),
  ].join('\n\n');
}

const hundredths = (part: number): string => part.toFixed(2);

function triedTable({ tried, chosen }: Clusters, strong: Strong): string {
  return table(
    [
      numberColumn('Clusters'),
      numberColumn('Above even'),
      numberColumn('Silhouette'),
      numberColumn('Evenly'),
      numberColumn('Together'),
      numberColumn('Smallest'),
      { title: '' },
    ],
    tried.map((one) => [
      String(one.clusters),
      hundredths(aboveEven(one)),
      hundredths(one.silhouette),
      hundredths(one.evenly),
      hundredths(one.together),
      exactPercent(one.smallest),
      one === chosen ? 'taken' : '',
    ]),
    strong,
  );
}

function verdict({ tried, chosen, isWorthHaving, visitors }: Clusters): string {
  if (visitors < FEWEST_VISITORS)
    return `No clusters: ${count(FEWEST_VISITORS)} visitors with a value of every metric are needed, and there are ${count(visitors)}.`;
  if (tried.length === 0) return 'No clusters: everyone has the same of every metric.';
  if (!chosen) return 'No clusters worth having: see below what that takes.';
  if (isWorthHaving)
    return `${chosen.clusters} clusters, above even by ${hundredths(aboveEven(chosen))} and together by ${hundredths(chosen.together)}.`;
  return `No clusters worth having: ${chosen.clusters} were asked for, and ${whyNot(chosen)}. What follows cuts through visitors who are much alike.`;
}

function whyNot(tried: Tried): string {
  const reasons = [
    aboveEven(tried) < WORTH.aboveEven &&
      `they are hardly further apart than those of visitors spread evenly (${hundredths(aboveEven(tried))}, less than ${hundredths(WORTH.aboveEven)})`,
    tried.together < WORTH.together &&
      `halves of the visitors have others (${hundredths(tried.together)}, less than ${hundredths(WORTH.together)})`,
    tried.smallest < WORTH.smallest &&
      `the smallest holds ${exactPercent(tried.smallest)} of the visitors, less than ${exactPercent(WORTH.smallest)}`,
  ];
  return reasons.filter((reason) => reason !== false).join(', and ');
}

function rulesTable(
  found: Clusters,
  definitions: Definitions,
  visitors: number,
  then: ClustersThen | undefined,
  strong: Strong,
): string {
  const segments = Object.entries(clusterSegments(found, definitions));
  return table(
    [
      { title: 'Segment' },
      numberColumn('Visitors'),
      numberColumn('Share'),
      numberColumn('Purity'),
      numberColumn('Coverage'),
      ...(then ? [numberColumn('Other log')] : []),
      { title: 'Rule' },
    ],
    found.rules.map((rule, at) => [
      segments[at]?.[0] ?? '',
      count(rule.members),
      exactPercent(rule.members / visitors),
      exactPercent(rule.both / rule.members),
      exactPercent(rule.both / rule.size),
      ...(then ? [exactPercent((then.members[at] ?? 0) / then.visitors)] : []),
      ruleText(rule, definitions),
    ]),
    strong,
  );
}

const BAR = 8;

/** The middle visitor of each cluster, with a bar of how many of all have less. */
function mediansTable(found: Clusters, definitions: Definitions, strong: Strong): string {
  const segments = Object.entries(clusterSegments(found, definitions));
  return table(
    [
      { title: 'Medians' },
      ...found.metrics.flatMap(({ metric }) => [numberColumn(metric), { title: '' }]),
      { title: 'Name' },
    ],
    found.rules.map(({ medians }, at) => [
      segments[at]?.[0] ?? '',
      ...found.metrics.flatMap(({ metric }) => {
        const { value, above } = medians.get(metric) ?? { value: 0, above: 0 };
        return [
          amountsOf(metric, definitions).say(value),
          '█'.repeat(Math.round(above * BAR)).padEnd(BAR, '░'),
        ];
      }),
      segments[at]?.[1].name ?? '',
    ]),
    strong,
  );
}

/** How it was done, who was left out, and what to keep in mind. */
function remarks(found: Clusters): string {
  const { metrics, same, visitors, sample, seed, tried, chosen, rules } = found;
  const listed = (which: (metric: (typeof metrics)[number]) => boolean) =>
    metrics.filter(which).map(({ metric }) => metric);
  const [logs, wholes] = [listed(({ isLog }) => isLog), listed(({ isWhole }) => isWhole)];
  return [
    ...(tried.length > 0
      ? [
          `${plural(visitors, 'visitor')} with a value of ${metrics.map(({ metric }) => metric).join(', ')}; tried on ${count(sample.studied)} of them, centres and thresholds from ${count(sample.fitted)}, seed ${seed}.`,
        ]
      : []),
    ...metrics.flatMap(({ metric, none, unknown }) => [
      ...(none > 0 ? [`${metric}: ${plural(none, 'visitor')} without any, in no cluster.`] : []),
      ...(unknown > 0
        ? [`${metric}: not known of ${plural(unknown, 'visitor')}, in no cluster.`]
        : []),
    ]),
    ...(chosen && rules.length < chosen.clusters
      ? [
          `${plural(chosen.clusters - rules.length, 'cluster has', 'clusters have')} no rule: no round threshold tells them from another.`,
        ]
      : []),
    ...(same.length > 0 ? [`The same of everyone, and left out: ${same.join(', ')}.`] : []),
    ...(logs.length > 0 ? [`By their logarithm: ${logs.join(', ')}.`] : []),
    ...(wholes.length > 0 ? [`Whole numbers, spread over their unit: ${wholes.join(', ')}.`] : []),
    `Clusters are found in anything. Worth having: a silhouette at least ${hundredths(WORTH.aboveEven)} above that of visitors spread evenly, halves of the visitors that agree by at least ${hundredths(WORTH.together)}, none with less than ${exactPercent(WORTH.smallest)} of the visitors. Metrics that say the same count twice.`,
  ].join('\n');
}
