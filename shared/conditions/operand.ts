import { inList, lowerCase, notInList, same } from './lists.ts';
import { type FieldOperator, isOperatorObject, isOrdering } from './operators.ts';
import { withNumber } from './numbers.ts';
import { longestText, pattern, watched } from './patterns.ts';
import { type Context, type Test, every, isObject, negated, never, record } from './tests.ts';
import { versionKey } from './versions.ts';

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
  if (!isFieldOperator(name)) return never;
  const test = reading(to, expected, fields[name](expected, to));
  return to.missingIsFalse && isOrdering(name) ? (value) => value != null && test(value) : test;
};

/** A test against a number sees the number in a text. */
const reading = (to: Context, expected: unknown, test: Test): Test =>
  to.readNumbers && /^(number|boolean)$/.test(typeof expected)
    ? (value) => test(withNumber(value))
    : test;

type Make = (expected: unknown, to: Context) => Test;

// Comparisons follow JavaScript's own rules for whatever they are given, hence the claim that
// both sides are numbers.
const eq: Make = (expected) => (value) => value === expected;
const ne: Make = (expected) => (value) => value !== expected;
const lt: Make = (expected) => (value) => (value as number) < (expected as number);
const lte: Make = (expected) => (value) => (value as number) <= (expected as number);
const gt: Make = (expected) => (value) => (value as number) > (expected as number);
const gte: Make = (expected) => (value) => (value as number) >= (expected as number);

const asVersions =
  (compare: Make): Make =>
  (expected, to) => {
    const test = compare(versionKey(expected), to);
    return (value) => test(versionKey(value));
  };

const fields: { readonly [name in FieldOperator]: Make } = {
  $eq: eq,
  $ne: ne,
  $lt: lt,
  $lte: lte,
  $gt: gt,
  $gte: gte,
  $veq: asVersions(eq),
  $vne: asVersions(ne),
  $vlt: asVersions(lt),
  $vlte: asVersions(lte),
  $vgt: asVersions(gt),
  $vgte: asVersions(gte),
  $in: (list, to) => inList(list, same, to.readNumbers),
  $nin: (list, to) => notInList(list, same, to.readNumbers),
  $ini: (list, to) => inList(list, lowerCase, to.readNumbers),
  $nini: (list, to) => notInList(list, lowerCase, to.readNumbers),
  $inGroup: (id, to) => inList(groupValues(id, to), same, to.readNumbers),
  $notInGroup: (id, to) => notInList(groupValues(id, to), same, to.readNumbers),
  $all: (list, to) => all(list, to),
  $alli: (list, to) => all(list, to, true),
  $size: (expected, to) => {
    const test = operandTest(expected, to);
    return (value) => Array.isArray(value) && test(value.length);
  },
  $elemMatch: (expected, to) => {
    const test = isOperatorObject(expected) ? operandTest(expected, to) : to.whole(expected, to);
    const present: Test = (item) => item != null && test(item);
    return (value) => Array.isArray(value) && value.some(present);
  },
  $exists: (expected) => (value) => (value != null) === !!expected,
  $type: (expected) => (value) => typeName(value) === expected,
  $regex: (source, to) => matching(source, '', to),
  $regexi: (source, to) => matching(source, 'i', to),
  $not: (expected, to) => negated(operandTest(expected, to)),
};

export const isFieldOperator = (key: string): key is FieldOperator => Object.hasOwn(fields, key);

/** An unknown group is an empty list; one that is no list of values is none. */
const groupValues = (id: unknown, to: Context): unknown => {
  const group = to.groups[String(id)];
  const { type, values } = record(group);
  return type === 'list' ? values : group === undefined ? [] : group;
};

/** Every expected value is met by some element. */
const all = (list: unknown, to: Context, ignoreCase = false): Test => {
  if (!Array.isArray(list)) return never;
  const tests = list.map((expected) => operandTest(expected, to, ignoreCase));
  return (value) => {
    if (!Array.isArray(value)) return false;
    for (const test of tests) if (!value.some(test)) return false;
    return true;
  };
};

const matching = (source: unknown, flags: '' | 'i', to: Context): Test => {
  const expression = pattern(source, flags);
  // The plain matcher looks at all of a text, as GrowthBook does.
  const longest = to.missingIsFalse ? longestText(String(source)) : Infinity;
  const test = expression ? watched(String(source), expression, longest, to.watch) : never;
  return (value) => {
    try {
      return test(value);
    } catch {
      return false;
    }
  };
};

const typeName = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return /^(function|symbol|bigint)$/.test(typeof value) ? 'unknown' : typeof value;
};
