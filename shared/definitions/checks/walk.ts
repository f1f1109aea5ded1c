import { isOperatorObject } from '../../conditions/index.ts';
import type { Condition } from '../types.ts';
import type { IssuePath } from './issues.ts';

export const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One fact and what is said of it, somewhere in a condition. */
export interface Clause {
  readonly fact: string;
  readonly operand: unknown;
  readonly path: IssuePath;
}

/** Every clause of a condition, however it is combined. */
export function* clauses(condition: unknown, path: IssuePath): Generator<Clause> {
  if (!isObject(condition)) return;
  for (const [key, operand] of Object.entries(condition)) {
    const at = [...path, key];
    if (key === '$not') yield* clauses(operand, at);
    else if (key === '$and' || key === '$or' || key === '$nor') {
      const parts: readonly unknown[] = Array.isArray(operand) ? operand : [];
      for (const [i, part] of parts.entries()) yield* clauses(part, [...at, i]);
    } else if (!key.startsWith('$')) yield { fact: key, operand, path: at };
  }
}

/** Every operator with its operand inside the operand of a fact; `$not` is entered, `$elemMatch` is not. */
export function* operators(
  operand: unknown,
  path: IssuePath,
): Generator<{ readonly name: string; readonly expected: unknown; readonly path: IssuePath }> {
  if (!isOperatorObject(operand)) return;
  for (const [name, expected] of Object.entries(operand)) {
    const at = [...path, name];
    yield { name, expected, path: at };
    if (name === '$not') yield* operators(expected, at);
  }
}

/** A condition of a segment, and where it stands. */
export interface SegmentCondition {
  readonly key: 'when' | 'exclude' | 'excludeEver';
  readonly condition: Condition;
  readonly path: IssuePath;
}

export const segmentConditions = (
  id: string,
  segment: { readonly [key in SegmentCondition['key']]?: Condition },
): readonly SegmentCondition[] => {
  const found: SegmentCondition[] = [];
  for (const key of ['when', 'exclude', 'excludeEver'] as const) {
    const condition = segment[key];
    if (condition !== undefined) found.push({ key, condition, path: ['segments', id, key] });
  }
  return found;
};
