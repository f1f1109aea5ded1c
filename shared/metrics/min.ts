import type { SqlOf } from '../sql/sources.ts';
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
  certain: 'most',
  grows: false,
  part: 'metrics',
} as const satisfies Spec;

export const words = {
  sentence: 'the least {min}',
  mixpanel: ['min'],
} as const satisfies Words;

export const sql: SqlOf<'min'> = (_, { numbers }) => ({
  value: 'min(millionths) / 1e6',
  from: numbers(),
});
