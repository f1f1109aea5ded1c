import type { StatefulKind } from '../engine/graph/metric-kind.ts';
import type { Aggregate } from '../engine/operators/aggregate.ts';
import { foldOfProperty } from '../engine/operators/fold-kinds.ts';
import { MILLIONTHS } from '../engine/values/values.ts';
import { type SqlOf, folded } from '../sql/sources.ts';
import type { Explained } from './explained.ts';
import type { Spec } from './spec.ts';
import type { Words } from './words.ts';

/** The least value of a property. */
export const spec = {
  key: 'min',
  takes: 'property',
  parameters: {},
  numeric: true,
  value: 'number',
  empty: 'absent',
  part: 'metrics',
} as const satisfies Spec;

export const words = {
  mixpanel: { min: {} },
} as const satisfies Words;

export const explained: Explained = {
  grows: false,
  name: () => 'min',
};

export const sql: SqlOf<'min'> = (_, { numbers }) =>
  folded([['min', 'millionths', 'float']], numbers(), ([value]) => `${value} / 1e6`);

export const aggregate: Aggregate = {
  add: (all, value) =>
    void (all.value = all.value === undefined || value < all.value ? value : all.value),
  result: ({ value }) => (value === undefined ? null : (value as number) / MILLIONTHS),
  dominates: (newer, older) => newer <= older,
  bound: 'most',
  isNumeric: true,
  scale: MILLIONTHS,
};

export const kind: StatefulKind = foldOfProperty('min', () => aggregate);
