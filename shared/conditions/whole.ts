import { inList } from './lists.ts';
import { operandTest } from './operand.ts';
import type { LogicalOperator } from './operators.ts';
import {
  type Context,
  type Test,
  always,
  every,
  isObject,
  record,
  negated,
  never,
  some,
} from './tests.ts';

/** A whole condition: each fact beside its operand, and the logical operators. */
export const whole = (condition: unknown, to: Context): Test =>
  condition == null
    ? never
    : every(Object.entries(condition).map(([key, operand]) => clause(key, operand, to)));

const clause = (key: string, operand: unknown, to: Context): Test => {
  if (!isLogicalOperator(key)) return at(key, operandTest(operand, to));
  return operand == null ? never : combinations[key](operand, to);
};

const wholes = (list: unknown, to: Context): readonly Test[] =>
  Array.isArray(list) ? list.map((part) => whole(part, to)) : [];

/** An empty `$or` holds. */
const anyOf = (list: unknown, to: Context): Test => {
  const tests = wholes(list, to);
  return tests.length > 0 ? some(tests) : always;
};

/** The value at a dotted path; null where the path ends early. */
const at = (path: string, test: Test): Test => {
  const steps = path.split('.');
  return (value) => {
    for (const step of steps) {
      if (!isObject(value) || !(step in value)) return test(null);
      value = value[step as never];
    }
    return test(value);
  };
};

/** `{ id, attributeKey? }`; whatever is not understood holds for nobody. */
const savedGroup = (reference: unknown, to: Context): Test => {
  const { id, attributeKey } = record(reference);
  if (typeof id !== 'string' || to.within.includes(id)) return never;
  const { type, values, condition, attributeKey: ownKey } = record(to.groups[id]);
  const key = attributeKey === undefined ? ownKey : attributeKey;
  if (type === 'list') return typeof key === 'string' ? at(key, inList(values)) : never;
  if (type !== 'condition' || !isObject(condition)) return never;
  if (!/^(string|undefined)$/.test(typeof attributeKey)) return never;
  // Compiled when first asked: groups that name each other twice would otherwise double at each level.
  let test: Test | undefined;
  return (attributes) =>
    (test ??= whole(condition, { ...to, within: [...to.within, id] }))(attributes);
};

const combinations: {
  readonly [key in LogicalOperator]: (operand: unknown, to: Context) => Test;
} = {
  $and: (list, to) => every(wholes(list, to)),
  $or: anyOf,
  $nor: (list, to) => negated(anyOf(list, to)),
  $not: (condition, to) => negated(whole(condition, to)),
  $savedGroup: savedGroup,
};

export const isLogicalOperator = (key: string): key is LogicalOperator =>
  Object.hasOwn(combinations, key);
