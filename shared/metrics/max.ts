import type { SqlOf } from '../sql/sources.ts';
import type { Spec } from './spec.ts';
import type { Words } from './words.ts';

/** The greatest value of a property. */
export const spec = {
  key: 'max',
  takes: 'property',
  parameters: {},
  numeric: true,
  value: 'number',
  empty: 'absent',
  certain: 'least',
  grows: false,
  part: 'metrics',
} as const satisfies Spec;

export const words = {
  sentence: 'the greatest {max}',
  mixpanel: ['max'],
} as const satisfies Words;

export const sql: SqlOf<'max'> = (_, { numbers }) => ({
  value: 'max(millionths) / 1e6',
  from: numbers(),
});
