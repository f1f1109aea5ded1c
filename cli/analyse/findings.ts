import {
  type Amounts,
  type Bins,
  type MetricValues,
  PARTS,
  ROLES,
  type Role,
  type Tiers,
  amountsOf,
  binsOf,
  meeting,
  quantile,
  rfmMetrics,
  some,
  tiersOf,
  topBegins,
  valuesOf,
} from '../../shared/analysis/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { Failure } from '../failure.ts';
import type { Crowd } from './crowd.ts';

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

/** What is said of the values, and under which heading. */
export const QUANTILES = [
  { part: 0, title: 'Least' },
  { part: 0.25, title: '25 %' },
  { part: 0.5, title: 'Median' },
  { part: 0.75, title: '75 %' },
  { part: 0.9, title: '90 %' },
  { part: 0.99, title: '99 %' },
  { part: 1, title: 'Most' },
] as const;

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
      quantiles: QUANTILES.flatMap(({ part }) => {
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
