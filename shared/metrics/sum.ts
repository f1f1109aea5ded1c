import type { StatefulKind } from '../engine/graph/metric-kind.ts';
import { selectProperty } from '../engine/operators/select.ts';
import { total } from '../engine/operators/total.ts';
import type { SqlOf } from '../sql/sources.ts';
import type { Explained } from './explained.ts';
import type { Spec } from './spec.ts';
import type { Words } from './words.ts';

/** The sum of a property. */
export const spec = {
  key: 'sum',
  takes: 'property',
  parameters: {},
  numeric: true,
  value: 'number',
  empty: 'zero',
  part: 'details',
} as const satisfies Spec;

export const words = {
  aliases: ['total', 'add'],
  mixpanel: { total: {}, sum: {} },
} as const satisfies Words;

export const explained: Explained = {
  grows: true,
  name: () => 'sum',
  again: () => 'events',
};

export const sql: SqlOf<'sum'> = (_, { numbers }) => ({
  value: 'sum(millionths) / 1e6',
  from: numbers(),
});

/** What most definitions ask for, and the fastest. */
export const kind: StatefulKind = {
  key: 'sum',
  accepts: (_, { sessions }) => sessions === 0,
  compile: (definition, context) => total(selectProperty('sum', definition, context)),
};
