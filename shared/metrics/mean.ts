import type { StatefulKind } from '../engine/graph/metric-kind.ts';
import type { Aggregate } from '../engine/operators/aggregate.ts';
import { foldOfProperty } from '../engine/operators/fold-kinds.ts';
import { MILLIONTHS } from '../engine/values/values.ts';
import { type SqlOf, folded } from '../sql/sources.ts';
import type { Explained } from './explained.ts';
import type { Spec } from './spec.ts';
import type { Words } from './words.ts';

/** The mean of a property. */
export const spec = {
  key: 'mean',
  takes: 'property',
  parameters: {},
  numeric: true,
  value: 'number',
  empty: 'absent',
  part: 'metrics',
} as const satisfies Spec;

export const words = {
  aliases: ['avg', 'average'],
  mixpanel: { average: {} },
} as const satisfies Words;

export const explained: Explained = {
  grows: false,
  name: () => 'mean',
};

export const sql: SqlOf<'mean'> = (_, { numbers }) =>
  folded(
    [
      ['sum', 'millionths', 'float'],
      ['count', 'millionths', 'float'],
    ],
    numbers(),
    ([sum, count]) => `${sum} / nullif(${count}, 0) / 1e6`,
  );

export const aggregate: Aggregate = {
  add: (all, value) => {
    all.n += value as number;
    all.of = (all.of ?? 0) + 1;
  },
  retract: (all, value) => {
    all.n -= value as number;
    all.of = (all.of ?? 0) - 1;
  },
  result: (all) => (all.of ? all.n / all.of / MILLIONTHS : null),
  bound: null,
  isNumeric: true,
  scale: 0,
};

export const kind: StatefulKind = foldOfProperty('mean', () => aggregate);
