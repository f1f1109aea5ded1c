import {
  type Amounts,
  type Apart,
  type Bins,
  type Column,
  UNKNOWN,
  amountsOf,
  apart,
  binsOf,
  byChance,
  countIn,
  isShareByChance,
  readBy,
  shareDifference,
  some,
} from '../../shared/analysis/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { Failure } from '../failure.ts';
import { type Crowd, membersOf } from './crowd.ts';

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
  /** Metrics whose values are texts or lists, which no threshold parts. */
  readonly noNumbers: readonly string[];
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
  if (empty >= 0) throw nobodyToCompare(names, { isSecond: empty === 1, both, isAlone: !other });
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
    ...metricsApart(definitions, crowd.columns, crowd.columns, groups, [
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

function nobodyToCompare(
  [one, other]: readonly [string, string],
  found: { readonly isSecond: boolean; readonly both: number; readonly isAlone: boolean },
): Failure {
  const [nobody, others] = found.isSecond ? [other, one] : [one, other];
  if (found.both > 0)
    return new Failure(
      'usage',
      `Everyone in ${nobody} is in ${others}, too: there is nobody to compare.`,
      [`${nobody} alone is compared with everyone else: --compare ${nobody}.`],
    );
  const isEveryone = found.isAlone && found.isSecond;
  return new Failure(
    'usage',
    isEveryone
      ? `Nobody in the log is known to be out of ${one}: there is nobody else to compare.`
      : `Nobody in the log is in ${nobody}: there is nobody to compare.`,
  );
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
    ...metricsApart(definitions, first.columns, second.columns, groups, []),
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
): Pick<Differences, 'metrics' | 'noNumbers'> {
  // By way of other segments, too, also of those that come before it in a group.
  const readers = compared.map((id) => ({ id, reads: readBy(definitions, `segment.${id}`) }));
  const pairs = first.map((column) => ({
    column,
    other: second.find(({ metric }) => metric === column.metric),
  }));
  const isText = ({ column, other }: (typeof pairs)[number]) => {
    const kinds = new Set([...column.kinds, ...(other?.kinds ?? [])]);
    return kinds.has('other') && !kinds.has('number');
  };
  const numeric = pairs.filter((pair) => !isText(pair));
  const metrics = numeric
    .flatMap(({ column, other }) => {
      const { metric } = column;
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
          isChance: found.strength <= byChance(found.sizes, numeric.length),
          readBy: readers.filter(({ reads }) => reads.has(`metric.${metric}`)).map(({ id }) => id),
        },
      ];
    })
    .toSorted((a, b) => b.strength - a.strength);
  return { metrics, noNumbers: pairs.filter(isText).map(({ column }) => column.metric) };
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
