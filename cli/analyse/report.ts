import type { Amounts, Tiers } from '../../shared/analysis/index.ts';
import { count, exactPercent } from '../../shared/counting/index.ts';
import { sparkline } from '../simulate/index.ts';
import { numberColumn, table, type Strong } from '../table.ts';
import type { Differences } from './differences.ts';
import { QUANTILES, type Spread } from './findings.ts';

const percent = (part: number): string => `${Number((part * 100).toFixed(1))} %`;

/** All metrics, a row each. */
export function spreadTable(spreads: readonly Spread[], visitors: number, strong: Strong): string {
  return table(
    [
      { title: 'Metric' },
      numberColumn('With any'),
      numberColumn('Share'),
      ...QUANTILES.map(({ title }) => numberColumn(title)),
      numberColumn('Unknown'),
      { title: 'Spread' },
    ],
    spreads.map(({ metric, any, all, quantiles, amounts, bins }) => {
      const withAny = any.length + all.other;
      return [
        metric,
        count(withAny),
        exactPercent(visitors > 0 ? withAny / visitors : 0),
        ...QUANTILES.map(({ part }) => {
          const found = quantiles.find((one) => one.part === part);
          return found ? amounts.say(found.value) : '';
        }),
        count(all.unknown),
        any.length > 0
          ? sparkline(bins.counts)
          : all.other > 0
            ? `${count(all.other)} no numbers`
            : '',
      ];
    }),
    strong,
  );
}

/** What is said of a metric of which there is no number. */
export const withoutNumbers = (title: string, { other }: Spread['all']): string =>
  other > 0 ? `${title}: of ${visitors(other)}, no numbers.` : `${title}: nobody has any.`;

const BAR = 32;

/** One metric: where thresholds would lie, and how many visitors have how much. */
export function spreadDetail(
  { metric, name, all, any, tops, bins, amounts }: Spread,
  strong: Strong,
): string {
  const title = name === metric ? metric : `${metric} (${name})`;
  if (any.length === 0) return withoutNumbers(title, all);
  const most = Math.max(1, ...bins.counts);
  const last = bins.counts.length - 1;
  return [
    table(
      [
        { title: `Top of ${title}` },
        numberColumn('begins at'),
        numberColumn('Visitors'),
        numberColumn('Share'),
      ],
      tops.map(({ part, from, visitors: met }) => [
        `${percent(part)} of those with any`,
        amounts.say(from),
        count(met),
        exactPercent(met / any.length),
      ]),
      strong,
    ),
    table(
      [{ title }, numberColumn('Visitors'), numberColumn('Share'), { title: '' }],
      bins.counts.map((visitors, at) => {
        const from = bins.from + at * bins.width;
        return [
          at === last ? `${amounts.say(from)} and more` : `from ${amounts.say(from)}`,
          count(visitors),
          exactPercent(visitors / any.length),
          '█'.repeat(Math.round((visitors / most) * BAR)),
        ];
      }),
      strong,
    ),
  ].join('\n\n');
}

/** What tells two groups apart, or how one log differs from another. */
export function differencesText(
  {
    groups: [one, other],
    sizes,
    both,
    unknown,
    overlap,
    metrics,
    noNumbers,
    segments,
  }: Differences,
  strong: Strong,
): string {
  const said = (amounts: Amounts, value: number | null) =>
    value === null ? '' : amounts.say(value);
  const left = overlap
    ? ` In both: ${visitors(both)}, ${exactPercent(overlap.share)} of the smaller, ${overlap.lift.toFixed(1)} times as many as by chance. They are left out below.`
    : '';
  return [
    `${one}: ${visitors(sizes[0] + (overlap ? both : 0))}. ${other}: ${visitors(sizes[1] + (overlap ? both : 0))}.${left}${unknown > 0 ? ` Not known of ${visitors(unknown)}.` : ''}`,
    ...(metrics.length > 0
      ? [
          table(
            [
              { title: 'Metric' },
              numberColumn('Apart'),
              numberColumn('At least'),
              numberColumn(one),
              numberColumn(other),
              numberColumn('Median'),
              numberColumn('Median'),
              { title: '' },
            ],
            metrics.map(
              ({ metric, strength, least, shares, medians, amounts, isChance, readBy }) => [
                metric,
                exactPercent(strength),
                Number.isFinite(least) ? amounts.say(least) : 'never',
                ...shares.map((share) => exactPercent(share)),
                ...medians.map((median) => said(amounts, median)),
                isChance ? 'chance' : readBy.length > 0 ? `read by ${readBy.join(', ')}` : '',
              ],
            ),
            strong,
          ),
        ]
      : []),
    ...(metrics.length > 0
      ? [
          table(
            [{ title: 'Spread' }, { title: one }, { title: other }],
            metrics.map(({ metric, bins }) => [
              metric,
              ...bins.counts.map((own) => sparkline(own)),
            ]),
            strong,
          ),
        ]
      : []),
    ...(noNumbers.length > 0
      ? [`Not compared, as their values are no numbers: ${noNumbers.join(', ')}.`]
      : []),
    ...(segments.length > 0
      ? [
          table(
            [
              { title: 'Segment' },
              numberColumn(one),
              numberColumn(other),
              numberColumn('Difference'),
              { title: '' },
            ],
            segments.map(({ segment, counts, difference, isChance }) => [
              segment,
              ...counts.map(([members, known]) => exactPercent(members / known)),
              Number.isFinite(difference) ? points(difference) : '',
              isChance ? 'chance' : '',
            ]),
            strong,
          ),
        ]
      : []),
    'Apart: the greatest difference of shares that any threshold makes. "chance": no greater than chance alone makes it, once in twenty tries. What goes together is no cause: whoever has more of one thing often has more of others.',
  ].join('\n\n');
}

const visitors = (n: number): string => `${count(n)} ${n === 1 ? 'visitor' : 'visitors'}`;
const points = (difference: number): string =>
  `${difference < 0 ? '−' : '+'}${Math.abs(difference * 100).toFixed(1)} points`;

/** Fifths by recency, frequency and money. */
export function tiersTable(
  all: readonly Tiers[],
  amountsOf: (metric: string) => Amounts,
  strong: Strong,
): string {
  return table(
    [
      { title: 'Score' },
      { title: 'Metric' },
      { title: 'From' },
      numberColumn('Visitors'),
      numberColumn('Share'),
    ],
    all.flatMap(({ role, metric, tiers, visitors: any }) =>
      tiers.map(({ score, cut, members }) => [
        `${role} ${score}`,
        metric,
        cut === null
          ? 'all others with any'
          : `${role === 'recency' ? 'less than' : 'at least'} ${amountsOf(metric).say(cut)}`,
        count(members),
        exactPercent(members / any),
      ]),
    ),
    strong,
  );
}
