import { durationMs } from '../sql/scope.ts';
import { text } from '../sql/text.ts';
import type { SqlOf } from '../sql/sources.ts';
import type { Spec } from './spec.ts';
import type { Words } from './words.ts';

/** A score per value that halves every half-life; each match adds 1. With `value`, that value's score; without, the strongest value. */
export const spec = {
  key: 'interest',
  takes: 'property',
  parameters: {
    halfLife: { type: 'duration', required: true },
    value: { type: 'text' },
  },
  value: 'score',
  empty: 'zero',
  certain: 'least',
  grows: false,
  part: 'metrics',
} as const satisfies Spec;

export const words = {
  sentence: 'interest in {interest}[, namely {value}], halving every {halfLife}',
  aliases: ['affinity', 'score', 'decay'],
} as const satisfies Words;

export const sql: SqlOf<'interest'> = ({ value, halfLife }, { keys, at, values }) => {
  const only =
    value === undefined
      ? ''
      : ` WHERE covey_key(value) = ${text(`${typeof value} ${String(value)}`)}`;
  const score = `sum(pow(2e0, (t - ${at}) / ${durationMs(halfLife)}e0)) AS score`;
  return {
    value: 'floor(max(score) * 1e9 + 0.5) / 1e9',
    from: `FROM (SELECT ${keys}, ${score} ${values()}${only} GROUP BY ${keys}, covey_key(value))`,
  };
};
