import type { SqlOf } from '../sql/sources.ts';
import type { Spec } from './spec.ts';
import type { Words } from './words.ts';

/** The property's value in the first matching event that has one. */
export const spec = {
  key: 'first',
  takes: 'property',
  parameters: {},
  value: 'any',
  empty: 'absent',
  certain: null,
  grows: false,
  part: 'metrics',
} as const satisfies Spec;

export const words = {
  sentence: 'the first {first}',
  mixpanel: ['first_value'],
} as const satisfies Words;

export const sql: SqlOf<'first'> = (_, { values }) => ({
  value: 'first(value ORDER BY n, i)',
  from: values(),
});
