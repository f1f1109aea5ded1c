import {
  type Amounts,
  type Apart,
  type Bins,
  type Column,
  type MetricValues,
  PARTS,
  ROLES,
  type Role,
  type Tiers,
  UNKNOWN,
  amountsOf,
  apart,
  binsOf,
  byChance,
  countIn,
  isShareByChance,
  meeting,
  quantile,
  readBy,
  rfmMetrics,
  shareDifference,
  some,
  tiersOf,
  topBegins,
  valuesOf,
} from '../../shared/analysis/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { Failure } from '../failure.ts';
import { type Crowd, membersOf } from './crowd.ts';

/** How the values of a metric are spread over visitors. */
export interface Spread {
  readonly metric: string;
  readonly name: string;
  readonly amounts: Amounts;
  readonly all: MetricValues;
  /** Values of those who have any, ascending. */
  readonly any: Float64Array;
  readonly bins: Bins;
  readonly quantiles: readonly { readonly part: number; readonly value: number }[];
  /** From which value on the uppermost part of the visitors with any is. */
  readonly tops: readonly {
    readonly part: number;
    readonly from: number;
    /** Who have at least so much: more than the part, where many have the same. */
    readonly visitors: number;
  }[];
}

const QUANTILES = [0, 0.25, 0.5, 0.75, 0.9, 0.99, 1];

export function spreadsOf({ columns }: Crowd, definitions: Definitions): readonly Spread[] {
  return columns.map((column) => {
    const all = valuesOf(column);
    const amounts = amountsOf(column.metric, definitions);
    const any = some(all.values, amounts);
    return {
      metric: column.metric,
      name: definitions.metrics?.[column.metric]?.name ?? column.metric,
      amounts,
      all,
      any,
      bins: binsOf(any, amounts.isDuration),
      quantiles: QUANTILES.flatMap((part) => {
        const value = quantile(any, part);
        return value === null ? [] : [{ part, value }];
      }),
      tops: PARTS.flatMap((part) => {
        const from = topBegins(any, part);
        return from === null ? [] : [{ part, from, visitors: meeting(any, '$gte', from) }];
      }),
    };
  });
}

/** How two groups of visitors differ, what differs most first. */
export interface Differences {
  /** What they are called. */
  readonly groups: readonly [string, string];
  readonly sizes: readonly [number, number];
  /** Visitors who are in both, and were left out. */
  readonly both: number;
  /** Visitors of whom it is not known, and who were left out. */
  readonly unknown: number;
  /** Of two segments: what share of the smaller is in both, and how many times more than if they had nothing to do with each other. */
  readonly overlap?: { readonly share: number; readonly lift: number };
  readonly metrics: readonly (Apart & {
    readonly metric: string;
    readonly amounts: Amounts;
    /** Of each group those with any, in bins of one width. */
    readonly bins: Omit<Bins, 'counts'> & {
      readonly counts: readonly [readonly number[], readonly number[]];
    };
    /** No stronger than chance makes a difference among so many metrics. */
    readonly isChance: boolean;
    /** The segments whose definition reads the metric: that it tells them apart is no news. */
    readonly readBy: readonly string[];
  })[];
  readonly segments: readonly (SegmentDifference & { readonly segment: string })[];
}

/** Members and visitors whose answer is known, of each group. */
interface SegmentDifference {
  /** No greater than chance makes a difference among so many segments. */
  readonly isChance: boolean;
  readonly counts: readonly [readonly [number, number], readonly [number, number]];
  readonly difference: number;
  readonly within: number;
}

/** Tells the members of a segment from those of another, or from everyone else. */
export function compare(
  crowd: Crowd,
  definitions: Definitions,
  [one, other]: readonly [string, string | undefined],
): Differences {
  const [first, second] = [one, other].map(
    (id) => new Set(id === undefined ? [] : membersOf(crowd, id)),
  );
  const inFirst = first ?? new Set<number>();
  const inSecond =
    other === undefined
      ? new Set(
          Array.from({ length: crowd.visitors }, (_, visitor) => visitor).filter(
            (visitor) => crowd.answers.get(one)?.[visitor] === 0,
          ),
        )
      : (second ?? new Set<number>());
  const both = [...inFirst].filter((visitor) => inSecond.has(visitor)).length;
  const groups = [
    [...inFirst].filter((visitor) => !inSecond.has(visitor)),
    [...inSecond].filter((visitor) => !inFirst.has(visitor)),
  ] as const;
  const names = [one, other ?? 'everyone else'] as const;
  const rest = [...crowd.answers].filter(([id]) => id !== one && id !== other);
  const empty = groups.findIndex((group) => group.length === 0);
  const [nobody, others] = empty === 1 ? [names[1], names[0]] : names;
  if (empty >= 0)
    throw new Failure(
      'usage',
      both > 0
        ? `Everyone in ${nobody} is in ${others}, too: there is nobody to compare.`
        : `Nobody in the log is in ${nobody}: there is nobody to compare.`,
      both > 0 ? [`${nobody} alone is compared with everyone else: --compare ${nobody}.`] : [],
    );
  return {
    groups: names,
    sizes: [groups[0].length, groups[1].length],
    both,
    unknown: [one, other].reduce(
      (sum, id) =>
        sum + (crowd.answers.get(id ?? '')?.filter((answer) => answer === UNKNOWN).length ?? 0),
      0,
    ),
    ...(other !== undefined && {
      overlap: {
        share: both / Math.min(inFirst.size, inSecond.size),
        lift: (both * crowd.visitors) / (inFirst.size * inSecond.size),
      },
    }),
    metrics: metricsApart(definitions, crowd.columns, crowd.columns, groups, [
      one,
      ...(other === undefined ? [] : [other]),
    ]),
    segments: rest
      .map(([segment, answers]) => ({
        segment,
        ...segmentApart(answers, answers, groups, rest.length),
      }))
      .toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference)),
  };
}

/** How another log differs from the first. */
export function drift(first: Crowd, second: Crowd, definitions: Definitions): Differences {
  const everyone = ({ visitors }: Crowd) =>
    Array.from({ length: visitors }, (_, visitor) => visitor);
  const groups = [everyone(first), everyone(second)] as const;
  return {
    groups: ['first log', 'other log'],
    sizes: [first.visitors, second.visitors],
    both: 0,
    unknown: 0,
    metrics: metricsApart(definitions, first.columns, second.columns, groups, []),
    segments: [...first.answers]
      .map(([segment, answers]) => ({
        segment,
        ...segmentApart(
          answers,
          second.answers.get(segment) ?? new Uint8Array(),
          groups,
          first.answers.size,
        ),
      }))
      .toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference)),
  };
}

type Groups = readonly [readonly number[], readonly number[]];

function metricsApart(
  definitions: Definitions,
  first: readonly Column[],
  second: readonly Column[],
  groups: Groups,
  compared: readonly string[],
): Differences['metrics'] {
  // By way of other segments, too, also of those that come before it in a group.
  const readers = compared.map((id) => ({ id, reads: readBy(definitions, `segment.${id}`) }));
  return first
    .flatMap((column) => {
      const { metric } = column;
      const other = second.find((one) => one.metric === metric);
      const amounts = amountsOf(metric, definitions);
      const stands = amounts.isDuration ? 'above' : 'below';
      const found = other && apart([column, groups[0]], [other, groups[1]], stands);
      if (!found) return [];
      return [
        {
          ...found,
          metric,
          amounts,
          bins: binsOfBoth([column, groups[0]], [other, groups[1]], amounts),
          isChance: found.strength <= byChance(found.sizes, first.length),
          readBy: readers.filter(({ reads }) => reads.has(`metric.${metric}`)).map(({ id }) => id),
        },
      ];
    })
    .toSorted((a, b) => b.strength - a.strength);
}

/** The same bins for both, so that they can be laid beside each other. */
function binsOfBoth(
  first: readonly [Column, readonly number[]],
  second: readonly [Column, readonly number[]],
  amounts: Amounts,
): Differences['metrics'][number]['bins'] {
  const own = ([{ numbers, kinds }, visitors]: typeof first) =>
    some(
      Float64Array.from(
        visitors.filter((visitor) => kinds[visitor] === 'number'),
        (visitor) => numbers[visitor] ?? NaN,
      ).toSorted(),
      amounts,
    );
  const [one, other] = [own(first), own(second)];
  const both = new Float64Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  const bins = binsOf(both.toSorted(), amounts.isDuration);
  return { ...bins, counts: [countIn(bins, one), countIn(bins, other)] };
}

function segmentApart(
  first: Uint8Array,
  second: Uint8Array,
  [one, other]: Groups,
  comparisons: number,
): SegmentDifference {
  const counts = (answers: Uint8Array, visitors: readonly number[]) => {
    const known = visitors.filter((visitor) => (answers[visitor] ?? 2) < 2);
    return [known.filter((visitor) => answers[visitor] === 1).length, known.length] as const;
  };
  const both = [counts(first, one), counts(second, other)] as const;
  return {
    counts: both,
    ...shareDifference(...both),
    isChance: isShareByChance(...both, comparisons),
  };
}

/** @throws Failure where no metric tells one of recency, frequency and money. */
export function requireRfm(definitions: Definitions): void {
  const metrics = rfmMetrics(definitions);
  const missing = ROLES.filter((role) => metrics[role] === undefined);
  if (missing.length > 0)
    throw new Failure(
      'usage',
      `No metric tells ${missing.join(' and ')}.`,
      missing.map((role) => NEEDED[role]),
    );
}

/** Fifths by recency, frequency and money, of the metrics that tell them. */
export function rfmTiers(crowd: Crowd, definitions: Definitions): readonly Tiers[] {
  const metrics = rfmMetrics(definitions);
  return ROLES.map((role) => {
    const metric = metrics[role] ?? '';
    const column = crowd.columns.find((one) => one.metric === metric);
    const values = column
      ? valuesOf(column)
      : { metric, values: new Float64Array(), none: 0, unknown: 0, other: 0 };
    return tiersOf(role, values);
  });
}

const NEEDED: { readonly [role in Role]: string } = {
  recency: 'Recency is the time since a purchase: "recency": { "since": "purchase" }.',
  frequency: 'Frequency is how many there are: "orders": { "count": "purchase" }.',
  money: 'Money is what they come to: "spend": { "sum": "purchase.value" }.',
};
