import { DAY_MS, MAX_RETENTION_MS } from '../definitions/durations.ts';
import type { Definitions, MetricDefinition, SegmentDefinition } from '../definitions/types.ts';
import { amountsOf, type Amounts } from './amounts.ts';
import { quantile } from './distribution.ts';
import type { MetricValues } from './values.ts';
import { wholeDefinitions } from './whole-definitions.ts';

export const ROLES = ['recency', 'frequency', 'money'] as const;
export type Role = (typeof ROLES)[number];

/** The metrics that tell when, how often and for how much someone bought, by what they are; the first of each kind. */
export function rfmMetrics(definitions: Definitions): { readonly [role in Role]?: string } {
  const of = (is: (metric: MetricDefinition) => boolean): string | undefined =>
    Object.entries(definitions.metrics ?? {}).find(([, metric]) => is(metric))?.[0];
  const recency = of((metric) => 'since' in metric && isPurchase(metric.since));
  const frequency = of((metric) => 'count' in metric && isPurchase(metric.count));
  const money = of((metric) => 'sum' in metric && /^purchase\.(value|revenue)$/.test(metric.sum));
  return {
    ...(recency !== undefined && { recency }),
    ...(frequency !== undefined && { frequency }),
    ...(money !== undefined && { money }),
  };
}

const isPurchase = (event: unknown): boolean => event === 'purchase';

/** Scores from 5 (best) to 1, and where each begins; fewer where many have the same value. */
export interface Tiers {
  readonly role: Role;
  readonly metric: string;
  readonly tiers: readonly Tier[];
  /** Visitors who have a value at all. */
  readonly visitors: number;
}
export interface Tier {
  readonly score: number;
  /** At least this; of recency, less than this. Null: all others who have any. */
  readonly cut: number | null;
  readonly members: number;
}

/** Cut points, easily said, that part those who have a value into about fifths, as far as equal values let them be parted. */
export function tiersOf(role: Role, all: MetricValues): Tiers {
  // Of longer ago nothing is known on a page; and who got back more than was paid is no customer of any tier.
  const values = all.values.filter(
    role === 'recency' ? (value) => value < MAX_RETENTION_MS : (value) => value > 0,
  );
  const isWhole = values.every(Number.isInteger);
  const cuts = [0.8, 0.6, 0.4, 0.2].map((part) => {
    const cut = quantile(values, role === 'recency' ? 1 - part : part) ?? 0;
    return role === 'recency'
      ? Math.min(MAX_RETENTION_MS, Math.max(1, Math.round(cut / DAY_MS)) * DAY_MS)
      : easy(cut, isWhole);
  });
  const meets = (value: number, cut: number) => (role === 'recency' ? value < cut : value >= cut);
  const tiers: Tier[] = [];
  let left = Array.from(values);
  for (const [at, cut] of cuts.entries()) {
    const members = left.filter((value) => meets(value, cut)).length;
    // Where all of them have the value of the tier above, or nobody is left, there is no tier of its own.
    if (members === 0 || members === left.length) continue;
    tiers.push({ score: 5 - at, cut, members });
    left = left.filter((value) => !meets(value, cut));
  }
  if (left.length > 0) tiers.push({ score: 1, cut: null, members: left.length });
  return { role, metric: all.metric, tiers, visitors: values.length };
}

/** Rounded so that it is easily said: two digits that count, and nobody has one order and a half. */
const easy = (value: number, isWhole: boolean): number => {
  const said = Number(value.toPrecision(2));
  return isWhole ? Math.ceil(value >= 10 ? said : value) : said;
};

/** Whole definitions of the tiers: their segments and groups, and the metrics that these read. */
export const rfmDefinitions = (all: readonly Tiers[], definitions: Definitions): Definitions =>
  wholeDefinitions(
    definitions,
    all.filter(({ tiers }) => tiers.length > 0).map(({ metric }) => `metric.${metric}`),
    rfmSegments(all, (id) => amountsOf(id, definitions)),
  );

/** Segments that hold the tiers, of each role an exclusive group of which the first that holds takes the visitor. */
export function rfmSegments(
  all: readonly Tiers[],
  amounts: (metric: string) => Amounts,
): Pick<Definitions, 'segments' | 'groups'> {
  const segments = all.flatMap(({ role, metric, tiers }) =>
    tiers.map(({ score, cut }): readonly [string, SegmentDefinition] => {
      const { say, write } = amounts(metric);
      const [isRecency, fact] = [role === 'recency', `metric.${metric}`];
      const operand =
        cut === null
          ? isRecency
            ? { $exists: true }
            : { $gt: 0 }
          : isRecency
            ? { $lt: write(cut) }
            : { $gte: write(cut) };
      const rule =
        cut === null
          ? 'all others who have any'
          : `${isRecency ? 'less than' : 'at least'} ${say(cut)}`;
      return [
        `${role}-${score}`,
        {
          name: `${NAMES[role]} ${score}`,
          description: `${metric}: ${rule}`,
          when: { [fact]: operand },
        },
      ];
    }),
  );
  return {
    segments: Object.fromEntries(segments),
    groups: Object.fromEntries(
      all
        .filter(({ tiers }) => tiers.length > 1)
        .map(({ role, tiers }) => [
          `rfm-${role}`,
          { segments: tiers.map(({ score }) => `${role}-${score}`) },
        ]),
    ),
  };
}

const NAMES: { readonly [role in Role]: string } = {
  recency: 'Recency',
  frequency: 'Frequency',
  money: 'Money',
};
