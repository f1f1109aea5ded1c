import { inList, notInList, same } from './lists.ts';
import { withNumber } from './numbers.ts';
import { type CoreOperator, isOperatorObject, isOrdering } from './operators.ts';
import {
  type Context,
  type Make,
  type Operators,
  type Test,
  every,
  isObject,
  negated,
  never,
} from './tests.ts';

export const operandTest = (operand: unknown, to: Context, ignoreCase = false): Test => {
  switch (typeof operand) {
    case 'string': {
      const lower = operand.toLowerCase();
      if (ignoreCase) return (value) => String(value).toLowerCase() === lower;
      return (value) => value === operand || (typeof value !== 'string' && text(value) === operand);
    }
    case 'number':
      return reading(to, operand, (value) => (value as number) * 1 === operand);
    case 'boolean':
      return (value) => value !== null && !!value === operand;
  }
  if (operand === null) return (value) => value === null;
  if (typeof operand !== 'object') return never;
  if (isOperatorObject(operand))
    return every(Object.entries(operand).map(([name, expected]) => operator(name, expected, to)));
  // Equal means written alike, the order of keys included.
  const written = JSON.stringify(operand);
  return (value) => isObject(value) && JSON.stringify(value) === written;
};

const text = (value: unknown): string => (value as string) + '';

const operator = (name: string, expected: unknown, to: Context): Test => {
  const make = makeOf(name, to.more);
  if (!make) return never;
  const test = reading(to, expected, make(expected, to));
  return to.missingIsFalse && isOrdering(name) ? (value) => value != null && test(value) : test;
};

/** A test against a number sees the number in a text. */
const reading = (to: Context, expected: unknown, test: Test): Test =>
  to.readNumbers && /^(number|boolean)$/.test(typeof expected)
    ? (value) => test(withNumber(value))
    : test;

// Comparisons follow JavaScript's own rules for whatever they are given, hence the claim that
// both sides are numbers.
export const eq: Make = (expected) => (value) => value === expected;
export const ne: Make = (expected) => (value) => value !== expected;
export const lt: Make = (expected) => (value) => (value as number) < (expected as number);
export const lte: Make = (expected) => (value) => (value as number) <= (expected as number);
export const gt: Make = (expected) => (value) => (value as number) > (expected as number);
export const gte: Make = (expected) => (value) => (value as number) >= (expected as number);

/** What nearly every document has. */
const fields: { readonly [name in CoreOperator]: Make } = {
  $eq: eq,
  $ne: ne,
  $lt: lt,
  $lte: lte,
  $gt: gt,
  $gte: gte,
  $in: (list, to) => inList(list, same, to.readNumbers),
  $nin: (list, to) => notInList(list, same, to.readNumbers),
  $exists: (expected) => (value) => (value != null) === !!expected,
  $not: (expected, to) => negated(operandTest(expected, to)),
};

const makeOf = (name: string, more?: Operators): Make | undefined =>
  Object.hasOwn(fields, name) ? fields[name as CoreOperator] : more?.[name];

/** Whether there is such an operator, for the operand of one fact. */
export const hasOperator = (name: string, more?: Operators): boolean => !!makeOf(name, more);
