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
export const clauses = (condition: unknown, path: IssuePath): readonly Clause[] => {
  const found: Clause[] = [];
  const collect = (part: unknown, at: IssuePath): void => {
    if (!isObject(part)) return;
    for (const [key, operand] of Object.entries(part)) {
      const here = [...at, key];
      if (key === '$not') collect(operand, here);
      else if (key === '$and' || key === '$or' || key === '$nor') {
        if (Array.isArray(operand)) operand.forEach((each, i) => collect(each, [...here, i]));
      } else if (!key.startsWith('$')) found.push({ fact: key, operand, path: here });
    }
  };
  collect(condition, path);
  return found;
};

/** An operator with its operand. */
export interface Operator {
  readonly name: string;
  readonly expected: unknown;
  readonly path: IssuePath;
}

/** Every operator inside the operand of a fact; `$not` is entered, `$elemMatch` is not. */
export const operators = (operand: unknown, path: IssuePath): readonly Operator[] => {
  const found: Operator[] = [];
  const collect = (part: unknown, at: IssuePath): void => {
    if (!isOperatorObject(part)) return;
    for (const [name, expected] of Object.entries(part)) {
      const here = [...at, name];
      found.push({ name, expected, path: here });
      if (name === '$not') collect(expected, here);
    }
  };
  collect(operand, path);
  return found;
};

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
