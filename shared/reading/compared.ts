import { isOperatorObject } from '../conditions/operators.ts';
import type { Voice } from './voice.ts';

/** A number that something is compared with; `value` is the number alone, which absent values may equal, too. */
export interface Comparison {
  readonly by: 'value' | '$eq' | '$ne' | '$gt' | '$gte' | '$lt' | '$lte';
  readonly n: number;
}

const COMPARES = /^\$(eq|ne|[gl]te?)$/;

/** The operand of a fact as comparisons with numbers; null where it is anything else. `read` says which number a value is. */
export const comparisonsOf = (
  operand: unknown,
  read: (value: unknown) => number | null,
): readonly Comparison[] | null => {
  if (!isOperatorObject(operand)) {
    const n = read(operand);
    return n === null ? null : [{ by: 'value', n }];
  }
  const all = Object.entries(operand).map(([operator, value]) => {
    const n = COMPARES.test(operator) ? read(value) : null;
    return n === null ? null : { by: operator as Comparison['by'], n };
  });
  return all.every((one) => one !== null) ? all : null;
};

export const asNumber = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

/** "at least 3 times and fewer than 5 times" */
export const timesText = (voice: Voice, comparisons: readonly Comparison[]): string =>
  voice.list(
    comparisons.map(({ by, n }) => voice.say(voice.words.times[by], {}, n)),
    'conjunction',
  );

/** "5 or more", and the number that a noun after it goes by. */
export const amountText = (
  { words, say, list, number }: Voice,
  comparisons: readonly Comparison[],
): readonly [amount: string, n: number] => [
  list(
    comparisons.map(({ by, n }) => say(words.amounts[by], { n: number(n) })),
    'conjunction',
  ),
  comparisons.at(-1)?.n ?? 0,
];
