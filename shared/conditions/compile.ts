import { type OperandOptions, compileOperand, guarded, contextOf } from './compile-operand.ts';
import { moreOperators } from './more-operators.ts';
import type { Test } from './tests.ts';
import { whole } from './whole.ts';

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

export interface CompileOptions extends Omit<OperandOptions, 'more'> {
  readonly savedGroups?: SavedGroups | undefined;
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
  guarded(() => whole(condition, contextOf({ ...options, more: moreOperators })));

/**
 * Compiles the operand of one fact: a literal, an array or object to equal, or an operator object.
 *
 * @example
 * const test = compileTest({ $gte: 3, $lt: 10 });
 * test(3) // true
 * compileTest({ $lt: 3 }, { missing: 'false' })(null) // false; true without the option
 */
export const compileTest = (operand: unknown, options: CompileOptions = {}): Test =>
  compileOperand(operand, { ...options, more: moreOperators });
