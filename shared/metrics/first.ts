import type { StatefulKind } from '../engine/graph/metric-kind.ts';
import type { Aggregate } from '../engine/operators/aggregate.ts';
import { foldOfProperty } from '../engine/operators/fold-kinds.ts';
import type { SqlOf } from '../sql/sources.ts';
import type { Explained } from './explained.ts';
import type { Spec } from './spec.ts';
import type { Words } from './words.ts';

/** The property's value in the first matching event that has one. */
export const spec = {
  key: 'first',
  takes: 'property',
  parameters: {},
  value: 'any',
  empty: 'absent',
  part: 'metrics',
} as const satisfies Spec;

export const words = {
  mixpanel: { first_value: {} },
} as const satisfies Words;

export const explained: Explained = {
  grows: false,
  name: () => 'first',
};

export const sql: SqlOf<'first'> = (_, { inOrder }) => ({
  value: 'covey_first(value, n, i)',
  from: inOrder(),
  along: { rowIn: inOrder(), row: 'first' },
});

export const aggregate: Aggregate = {
  add: (all, value) => void (all.value ??= value),
  result: ({ value }) => value,
  bound: null,
  scale: 0,
};

export const kind: StatefulKind = foldOfProperty('first', () => aggregate);
