/** The kinds of metric: a line for each. `node scripts/generate-metric-lists.ts` makes the lists of their other exports. */
import { spec as count } from './count.ts';
import { spec as sum } from './sum.ts';
import { spec as mean } from './mean.ts';
import { spec as min } from './min.ts';
import { spec as max } from './max.ts';
import { spec as median } from './median.ts';
import { spec as percentile } from './percentile.ts';
import { spec as distinct } from './distinct.ts';
import { spec as first } from './first.ts';
import { spec as last } from './last.ts';
import { spec as top } from './top.ts';
import { spec as since } from './since.ts';
import { spec as periods } from './periods.ts';
import { spec as sequence } from './sequence.ts';
import { spec as sessions } from './sessions.ts';
import { spec as interest } from './interest.ts';
import { spec as formula } from './formula.ts';
import type { Spec } from './spec.ts';

export const specs = {
  count,
  sum,
  mean,
  min,
  max,
  median,
  percentile,
  distinct,
  first,
  last,
  top,
  since,
  periods,
  sequence,
  sessions,
  interest,
  formula,
} as const satisfies { readonly [key: string]: Spec };

export type Specs = typeof specs;
export type Kind = keyof Specs;

/** The kinds that take one of these. */
export type KindTaking<Takes extends Spec['takes']> = {
  [K in Kind]: Specs[K]['takes'] extends Takes ? K : never;
}[Kind];

export const KINDS = Object.keys(specs) as readonly Kind[];

/** The specs by kind, each seen as any spec is. */
export const SPECS: { readonly [K in Kind]: Spec & { readonly key: K } } = specs;

/** The kind of a metric: the first whose key it has. */
export const kindOf = (metric: object): Kind | undefined =>
  KINDS.find((kind) => Object.hasOwn(metric, kind));

export const specOf = (metric: object): Spec | undefined => {
  const kind = kindOf(metric);
  return kind && SPECS[kind];
};
