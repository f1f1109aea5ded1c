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
import type {
  EventSelector,
  EventStep,
  Formula,
  MetricDefinition,
  NotStep,
} from '../definitions/types.ts';
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

/** What stands behind the key of a metric's kind: names of events, or a property of one. */
export const saidOf = (metric: object): EventSelector | undefined => {
  const kind = kindOf(metric);
  return kind && (metric as { readonly [key in Kind]?: EventSelector })[kind];
};

/** The steps of a metric's own sequence and of those that bound it, each of a block by itself. */
export const stepsOf = (metric: MetricDefinition): readonly (EventStep | NotStep)[] => {
  if ('formula' in metric) return [];
  return ['sequence' in metric ? metric : undefined, metric.after, metric.before]
    .flatMap((one) => one?.sequence ?? [])
    .flatMap((step): readonly (EventStep | NotStep)[] =>
      'anyOrder' in step ? step.anyOrder : [step],
    );
};

const listed = (names: EventSelector | undefined): readonly (readonly string[])[] =>
  names === undefined ? [] : [typeof names === 'string' ? [names] : names];

/** What a metric names its events by: lists of which one name is enough. */
export const selectorsOf = (metric: MetricDefinition): readonly (readonly string[])[] => {
  const takes = specOf(metric)?.takes;
  const said = saidOf(metric);
  return [
    ...(takes === 'events' ? listed(said) : []),
    ...(takes === 'property' ? [[String(said).replace(/\..*$/s, '')]] : []),
    ...stepsOf(metric).flatMap((step) => listed('not' in step ? step.not : step.event)),
  ];
};

/** The facts that a formula reads. */
export const factsInFormula = (of: Formula): readonly string[] => {
  if (typeof of === 'number') return [];
  if (typeof of === 'string') return [of];
  if ('logistic' in of) return Object.keys(of.logistic.weights);
  return Object.values(of).flat().flatMap(factsInFormula);
};
