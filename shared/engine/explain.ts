import { formatDuration } from '../definitions/durations.ts';
import { isOperatorObject } from '../conditions/index.ts';
import type { Json } from '../definitions/types.ts';
import type { Clause } from './clause.ts';
import type { Run, Source } from './run.ts';
import type { ExplanationNode } from './types.ts';
import { Range, type Value } from './values.ts';

/** A value as JSON: bounds as `{ "atLeast": 3 }`, `{ "unknown": true }` where nothing is certain. */
export const shown = (value: Value): Json => {
  if (value === Infinity) return 'never';
  if (!(value instanceof Range)) return value ?? null;
  const { low, high } = value;
  return low > -Infinity
    ? { atLeast: low }
    : high < Infinity
      ? { atMost: high }
      : { unknown: true };
};

const WORDS: { readonly [operator: string]: string } = {
  $eq: 'is',
  $ne: 'is not',
  $gte: 'at least',
  $gt: 'more than',
  $lte: 'at most',
  $lt: 'less than',
  $in: 'one of',
  $nin: 'none of',
  $exists: 'known:',
};

const inWords = (value: Json | undefined, isDuration: boolean): string => {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'number') return isDuration ? formatDuration(value) : String(value);
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && 'atLeast' in value)
    return `at least ${inWords(value['atLeast'] as Json, isDuration)}`;
  if (typeof value === 'object' && 'atMost' in value)
    return `at most ${inWords(value['atMost'] as Json, isDuration)}`;
  return typeof value === 'object' && 'unknown' in value ? 'not known' : JSON.stringify(value);
};

/** Why a condition answers as it does. */
export const explainClause = (
  clause: Clause<Run>,
  run: Run,
  sourceOf: (fact: string) => Source | undefined,
): ExplanationNode => {
  const { operator, parts, fact, expected } = clause;
  const result = clause.test(run);
  if (fact === undefined)
    return {
      result,
      operator,
      text: '',
      parts: (parts ?? []).map((part) => explainClause(part, run, sourceOf)),
    };
  const source = sourceOf(fact);
  const value = shown(source?.get(run));
  const isDuration = source?.isDuration ?? false;
  const [[name, operand] = ['$eq', expected], ...more] = isOperatorObject(expected)
    ? (Object.entries(expected) as [string, Json][])
    : [];
  const says = inWords(value, isDuration);
  const asks = inWords(operand, isDuration);
  return {
    result,
    operator: more.length > 0 ? '$and' : name,
    fact,
    value,
    expected: (more.length > 0 ? expected : operand) as Json,
    text:
      more.length > 0
        ? `${says}; ${JSON.stringify(expected)}`
        : name === '$gte' && !isDuration
          ? `${says} of ${asks}`
          : `${says}; ${WORDS[name] ?? name} ${asks}`,
  };
};
