import { inList } from './lists.ts';
import { operandTest } from './operand.ts';
import type { LogicalOperator } from './operators.ts';
import type { PatternWatch } from './patterns.ts';
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

/**
 * Keys are attributes (dots lead into objects) or `$and`, `$or`, `$nor`, `$not`, `$savedGroup`;
 * values are literals, or objects of operators such as `{ "$gte": 3 }`.
 */
export interface Condition {
  readonly [key: string]: unknown;
}

/** A plain list for `$inGroup`, `$notInGroup`; or a group with a type, for these and `$savedGroup`. */
export type SavedGroup =
  | readonly unknown[]
  | { readonly type: 'list'; readonly attributeKey?: string; readonly values: readonly unknown[] }
  | { readonly type: 'condition'; readonly condition: Condition };
export interface SavedGroups {
  readonly [id: string]: SavedGroup;
}

export interface CompileOptions {
  readonly savedGroups?: SavedGroups | undefined;
  /**
   * What an ordering comparison makes of an absent (null or undefined) value: `"zero"`, the
   * default, orders it as JavaScript does; `"false"`, the rule inside segments, lets no ordering hold.
   */
  readonly missing?: 'zero' | 'false' | undefined;
  /** Keeps patterns from taking long; without it they take what they take. */
  readonly watch?: PatternWatch | undefined;
  /**
   * What a number makes of a text: `"coerce"`, the default, converts it as JavaScript does, and not at all for `$eq` and
   * `$in`; `"read"`, the rule inside segments, takes it for the number that it stands for without doubt, or for none.
   */
  readonly numbers?: 'coerce' | 'read' | undefined;
}

/**
 * Whether a condition holds for attributes. Never throws.
 *
 * @example
 * matches({ country: 'DE', 'cart.value': { $gte: 50 } }, { country: 'DE', cart: { value: 60 } }) // true
 */
export const matches = (
  condition: Condition,
  attributes: object,
  savedGroups?: SavedGroups,
): boolean => compileCondition(condition, { savedGroups })(attributes);

/**
 * Compiles a condition once, to be tested often. The condition and the saved groups are read
 * when compiling; later changes to them are not seen. Neither compiling nor testing throws.
 *
 * @example
 * const adult = compileCondition({ age: { $gte: 18 } });
 * adult({ age: 20 }) // true
 */
export const compileCondition = (condition: Condition, options: CompileOptions = {}): Test =>
  guarded(() => whole(condition, context(options)));

/**
 * Compiles the operand of one fact: a literal, an array or object to equal, or an operator object.
 *
 * @example
 * const test = compileTest({ $gte: 3, $lt: 10 });
 * test(3) // true
 * compileTest({ $lt: 3 }, { missing: 'false' })(null) // false; true without the option
 */
export const compileTest = (operand: unknown, options: CompileOptions = {}): Test =>
  guarded(() => operandTest(operand, context(options)));

const context = (options: CompileOptions): Context => ({
  groups: options.savedGroups ?? {},
  missingIsFalse: options.missing === 'false',
  watch: options.watch,
  readNumbers: options.numbers === 'read',
  within: [],
  whole,
});

/** Values with hostile conversions, circular values and conditions nested beyond the stack hold for nobody. */
const guarded = (compile: () => Test): Test => {
  try {
    const test = compile();
    return (value) => {
      try {
        return test(value);
      } catch {
        return false;
      }
    };
  } catch {
    return never;
  }
};

const whole = (condition: unknown, to: Context): Test =>
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
