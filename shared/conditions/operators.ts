/** Operators that stand beside facts and combine or name whole conditions. */
export const LOGICAL_OPERATORS = ['$and', '$or', '$nor', '$not', '$savedGroup'] as const;
export type LogicalOperator = (typeof LOGICAL_OPERATORS)[number];

/** Operators that stand inside the operand of one fact and test its value. */
export const FIELD_OPERATORS = [
  '$eq',
  '$ne',
  '$lt',
  '$lte',
  '$gt',
  '$gte',
  '$in',
  '$nin',
  '$ini',
  '$nini',
  '$inGroup',
  '$notInGroup',
  '$all',
  '$alli',
  '$size',
  '$elemMatch',
  '$exists',
  '$type',
  '$regex',
  '$regexi',
  '$not',
  '$veq',
  '$vne',
  '$vlt',
  '$vlte',
  '$vgt',
  '$vgte',
] as const;
export type FieldOperator = (typeof FIELD_OPERATORS)[number];

/** Those that fewer documents have: a page loads them for definitions that do. */
export type MoreOperator = Extract<
  FieldOperator,
  | `$v${string}`
  | `$${'' | 'n'}ini`
  | `$${'in' | 'notIn'}Group`
  | '$type'
  | `$all${string}`
  | '$size'
  | '$elemMatch'
  | `$regex${string}`
>;
export type CoreOperator = Exclude<FieldOperator, MoreOperator>;

/** `$lt`, `$lte`, `$gt`, `$gte` and their version forms `$vlt` to `$vgte`. */
export const isOrdering = (key: string): boolean => /^\$v?[lg]te?$/.test(key);

/**
 * True for `{ "$gte": 3 }`: an object whose keys all start with `$`. Any other object (and any
 * array) as the operand of a fact is a literal that the value must equal.
 */
export const isOperatorObject = (
  operand: unknown,
): operand is { readonly [key: string]: unknown } => {
  if (typeof operand !== 'object' || operand === null || Array.isArray(operand)) return false;
  const keys = Object.keys(operand);
  return keys.length > 0 && keys.every((key) => key.startsWith('$'));
};
