import type { SqlOf } from '../sql/sources.ts';
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
  certain: null,
  grows: false,
  part: 'metrics',
} as const satisfies Spec;

export const words = {
  sentence: 'the mean of {mean}',
  aliases: ['avg', 'average'],
  mixpanel: ['average'],
} as const satisfies Words;

export const sql: SqlOf<'mean'> = (_, { numbers }) => ({
  value: 'sum(millionths) / count(*) / 1e6',
  from: numbers(),
});
