import type { MostOf } from '../definitions/checks/caps.ts';
import { COUNTED } from '../definitions/limits.ts';
import type { StatefulKind } from '../engine/graph/metric-kind.ts';
import { distinct } from '../engine/operators/distinct.ts';
import { selectProperty } from '../engine/operators/select.ts';
import type { SqlOf } from '../sql/sources.ts';
import type { Explained } from './explained.ts';
import type { Spec } from './spec.ts';
import type { Words } from './words.ts';

/** How many different values a property has had. */
export const spec = {
  key: 'distinct',
  takes: 'property',
  parameters: {},
  value: 'count',
  empty: 'zero',
  part: 'metrics',
} as const satisfies Spec;

export const words = {
  aliases: ['unique', 'uniq', 'uniques', 'countdistinct', 'cardinality', 'nunique'],
  mixpanel: { unique_values: {} },
} as const satisfies Words;

export const explained: Explained = {
  grows: true,
  name: () => 'distinct',
};

export const most: MostOf<'distinct'> = () => ({
  high: COUNTED.entries,
  why: `At most ${COUNTED.entries.toLocaleString('en')} different values are told apart.`,
});

export const sql: SqlOf<'distinct'> = (_, { values }) => ({
  value: 'count(DISTINCT covey_key(value))',
  from: values(),
  along: { keysIn: values(), key: 'covey_key(value)' },
});

/** Of several sessions it is folded. */
export const kind: StatefulKind = {
  key: 'distinct',
  accepts: (_, { sessions }) => sessions === 0,
  compile: (definition, context) => distinct(selectProperty('distinct', definition, context)),
};
