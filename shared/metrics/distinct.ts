import type { MostOf } from '../definitions/checks/caps.ts';
import { COUNTED } from '../definitions/limits.ts';
import type { SqlOf } from '../sql/sources.ts';
import type { Spec } from './spec.ts';
import type { Words } from './words.ts';

/** How many different values a property has had. */
export const spec = {
  key: 'distinct',
  takes: 'property',
  parameters: {},
  value: 'count',
  empty: 'zero',
  certain: 'least',
  grows: true,
  part: 'metrics',
} as const satisfies Spec;

export const words = {
  sentence: 'how many different {distinct}',
  aliases: ['unique', 'uniq', 'uniques', 'countdistinct', 'cardinality', 'nunique'],
  mixpanel: ['unique_values'],
} as const satisfies Words;

export const most: MostOf<'distinct'> = () => ({
  high: COUNTED.entries,
  why: `At most ${COUNTED.entries.toLocaleString('en')} different values are told apart.`,
});

export const sql: SqlOf<'distinct'> = (_, { values }) => ({
  value: 'count(DISTINCT covey_key(value))',
  from: values(),
});
