/**
 * Conditions: MongoDB-style JSON that means exactly what it means to GrowthBook (spec 0.8.0),
 * compiled to closures. Never throws: a condition that cannot be evaluated holds for nobody.
 */
export { compileCondition, compileTest, matches } from './compile.ts';
export { compileOperand } from './compile-operand.ts';
export type { CompileOptions, Condition, SavedGroup, SavedGroups } from './compile.ts';
export { numberIn } from './numbers.ts';
export { moreOperators } from './more-operators.ts';
export { hasOperator } from './operand.ts';
export { MOST_MATCHED, longestText, watchPatterns } from './patterns.ts';
export type { PatternWatch } from './patterns.ts';
export type { Operators, Test } from './tests.ts';
export { isLogicalOperator } from './whole.ts';
export { isOperatorObject, isOrdering, FIELD_OPERATORS, LOGICAL_OPERATORS } from './operators.ts';
export type { FieldOperator, LogicalOperator } from './operators.ts';
