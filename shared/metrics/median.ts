import type { SqlOf } from '../sql/sources.ts';
import type { Spec } from './spec.ts';
import type { Words } from './words.ts';

/** The middle value of a property, or the mean of the two in the middle. */
export const spec = {
  key: 'median',
  takes: 'property',
  parameters: {},
  numeric: true,
  value: 'number',
  empty: 'absent',
  certain: null,
  grows: false,
  part: 'metrics',
} as const satisfies Spec;

export const words = {
  sentence: 'the median of {median}',
  mixpanel: ['median'],
} as const satisfies Words;

export const sql: SqlOf<'median'> = (_, { numbers }) => ({
  value: 'median(millionths) / 1e6',
  from: numbers(),
});
