import type { StatefulKind } from '../engine/graph/metric-kind.ts';
import { selectProperty } from '../engine/operators/select.ts';
import { total } from '../engine/operators/total.ts';
import { type SqlOf, folded } from '../sql/sources.ts';
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

export const sql: SqlOf<'sum'> = (_, { numbers, ofOne }) => {
  const value = (sum: string): string => `${sum} / 1e6`;
  const sumOf = ofOne();
  return {
    ...folded([['sum', 'millionths', 'float']], numbers(), ([sum = '']) => value(sum)),
    inOnePass: sumOf === null ? null : { sumOf, value },
  };
};

/** What most definitions ask for, and the fastest. */
export const kind: StatefulKind = {
  key: 'sum',
  accepts: (_, { sessions }) => sessions === 0,
  compile: (definition, context) => total(selectProperty('sum', definition, context)),
};
