/** Conditions as rows: each fact with an operator and what it is compared with, and blocks of them. What is edited is always the text. */
import type { FactType } from '../../../shared/definitions/index.ts';
import { english } from '../../../shared/reading/index.ts';
import type { Edit, Path } from '../draft/index.ts';

export type Row =
  /** `operator` is empty where a value stands alone. `path` leads to the operand. */
  | {
      readonly type: 'clause';
      readonly fact: string;
      readonly operator: string;
      readonly operand: unknown;
      readonly path: Path;
      readonly factPath: Path;
      /** Whether it is the first of its fact, which names it. */
      readonly isFirst: boolean;
    }
  | {
      readonly type: 'block';
      readonly logic: Logic;
      readonly path: Path;
      readonly parts: readonly { readonly path: Path; readonly condition: unknown }[];
    };

export type Logic = '$and' | '$or' | '$nor' | '$not';
export const LOGICS: readonly (readonly [Logic, string])[] = [
  ['$and', 'all of these hold'],
  ['$or', 'one of these holds, at least'],
  ['$nor', 'none of these holds'],
  ['$not', 'this does not hold'],
];
const isLogic = (key: string): key is Logic => LOGICS.some(([logic]) => logic === key);

export const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isOperators = (value: unknown): value is { readonly [key: string]: unknown } =>
  isObject(value) && Object.keys(value).some((key) => key.startsWith('$'));

/** The rows of a condition, in the order of its text. */
export function rowsOf(condition: unknown, path: Path): readonly Row[] {
  if (!isObject(condition)) return [];
  return Object.entries(condition).flatMap(([key, value]): readonly Row[] => {
    const at = [...path, key];
    if (isLogic(key))
      return [
        {
          type: 'block',
          logic: key,
          path: at,
          parts: Array.isArray(value)
            ? value.map((part: unknown, index) => ({ path: [...at, index], condition: part }))
            : [{ path: at, condition: value }],
        },
      ];
    const clause = { type: 'clause', fact: key, factPath: at } as const;
    if (!isOperators(value))
      return [{ ...clause, operator: '', operand: value, path: at, isFirst: true }];
    return Object.entries(value).map(([operator, operand], index) => ({
      ...clause,
      operator,
      operand,
      path: [...at, operator],
      isFirst: index === 0,
    }));
  });
}

const ORDER = ['$gte', '$gt', '$lte', '$lt'];
const TEXT = ['$in', '$nin', '$ini', '$nini', '$regex', '$regexi'];
const OPERATORS: { readonly [type in FactType]: readonly string[] } = {
  number: ['', '$ne', ...ORDER, '$in', '$nin', '$exists'],
  duration: [...ORDER, '$exists'],
  string: ['', '$ne', ...TEXT, '$exists'],
  boolean: ['', '$exists'],
  date: ['', '$ne', ...ORDER, '$exists'],
  'string[]': ['$all', '$alli', '$in', '$nin', '$exists'],
  value: ['', '$ne', ...ORDER, ...TEXT, '$exists'],
};

/** Operators that fit a fact, with their words; lists of the document only where there are some. */
export function operatorsFor(
  type: FactType,
  hasLists: boolean,
): readonly (readonly [string, string])[] {
  const lists =
    hasLists && (type === 'string' || type === 'value') ? ['$inGroup', '$notInGroup'] : [];
  return [...OPERATORS[type], ...lists].map((operator) => [operator, operatorText(operator)]);
}

/** "is at least" */
export function operatorText(operator: string): string {
  if (operator === '') return 'is';
  if (operator === '$exists') return 'is known or not';
  const words: { readonly [operator: string]: string } = english.words.is;
  return words[operator]?.replace(/ ?\{value\}/, '') ?? operator;
}

/** What an operator takes. */
export type Operand =
  'number' | 'duration' | 'text' | 'boolean' | 'date' | 'texts' | 'numbers' | 'list' | 'json';

export function operandOf(operator: string, type: FactType, operand: unknown): Operand {
  if (operator === '$exists') return 'boolean';
  if (operator === '$inGroup' || operator === '$notInGroup') return 'list';
  if (Array.isArray(operand)) {
    if (operand.every((each) => typeof each === 'string')) return 'texts';
    return operand.every((each) => typeof each === 'number') ? 'numbers' : 'json';
  }
  if (typeof operand === 'object') return 'json';
  if (typeof operand === 'boolean') return 'boolean';
  if (typeof operand === 'number') return type === 'duration' ? 'json' : 'number';
  if (type === 'duration' && /^-?\d+[smhdw]$/.test(String(operand))) return 'duration';
  return type === 'date' ? 'date' : 'text';
}

const isList = (operator: string) => /^\$(n?ini?|alli?)$/.test(operator);

/** Something of the right form to begin with, the old value where that fits. */
export function operandFor(operator: string, type: FactType, before?: unknown): unknown {
  if (operator === '$exists') return true;
  if (isList(operator)) {
    if (Array.isArray(before)) return before;
    return before === undefined || typeof before === 'boolean'
      ? [type === 'number' ? 1 : 'value']
      : [before];
  }
  const [first] = [before].flat() as readonly unknown[];
  switch (type) {
    case 'number':
      return typeof first === 'number' ? first : 1;
    case 'duration':
      return typeof first === 'string' ? first : '7d';
    case 'boolean':
      return typeof first === 'boolean' ? first : true;
    case 'date':
      return typeof first === 'string' ? first : '2027-01-01';
    case 'value':
      if (ORDER.includes(operator)) return typeof first === 'number' ? first : 1;
      return typeof first === 'string' || typeof first === 'number' ? first : 'value';
    default:
      return typeof first === 'string' ? first : 'value';
  }
}

/** A new comparison of a fact, as it is usually meant. `first`: a value that it can have, where these are known. */
export function clauseFor(type: FactType, first?: string): unknown {
  if (first !== undefined && type === 'string[]') return { $all: [first] };
  if (first !== undefined) return type === 'number' ? Number(first) : first;
  const [operator = ''] = type === 'number' ? ['$gte'] : OPERATORS[type];
  const operand = operandFor(operator, type);
  return operator === '' ? operand : { [operator]: operand };
}

/** Another operator for a clause. `whole`: all that stands at its fact. */
export function withOperator(
  row: Extract<Row, { type: 'clause' }>,
  operator: string,
  type: FactType,
  whole: unknown,
): readonly Edit[] {
  const operand = operandFor(operator, type, row.operand);
  const others = isOperators(whole)
    ? Object.entries(whole).filter(([key]) => key !== row.operator)
    : [];
  if (operator === '' && others.length === 0) return [{ path: row.factPath, value: operand }];
  const named = operator === '' ? '$eq' : operator;
  if (!isOperators(whole)) return [{ path: row.factPath, value: { [named]: operand } }];
  return [
    { path: row.path, value: operand },
    { path: row.path, key: named },
  ];
}

/** Removes a clause, and its fact with the last one of it. */
export const withoutClause = (row: Extract<Row, { type: 'clause' }>, whole: unknown): Edit =>
  isOperators(whole) && Object.keys(whole).length > 1
    ? { path: row.path, value: undefined }
    : { path: row.factPath, value: undefined };

/** A second bound of the same fact; null where none is left to add. */
export function withBound(
  row: Extract<Row, { type: 'clause' }>,
  type: FactType,
  whole: unknown,
): Edit | null {
  const there = isOperators(whole) ? Object.keys(whole) : ['$eq'];
  const free = OPERATORS[type].find(
    (operator) => ORDER.includes(operator) && !there.includes(operator),
  );
  if (free === undefined) return null;
  const value = operandFor(free, type, row.operand);
  return isOperators(whole)
    ? { path: [...row.factPath, free], value }
    : { path: row.factPath, value: { $eq: whole, [free]: value } };
}

/** Another way to combine a block. */
export function withLogic(row: Extract<Row, { type: 'block' }>, logic: Logic): readonly Edit[] {
  if (logic === row.logic) return [];
  const parts = row.parts.map(({ condition }) => condition);
  const value =
    logic === '$not'
      ? parts.length === 1
        ? parts[0]
        : { $and: parts }
      : row.logic === '$not'
        ? parts
        : null;
  return [...(value === null ? [] : [{ path: row.path, value }]), { path: row.path, key: logic }];
}
