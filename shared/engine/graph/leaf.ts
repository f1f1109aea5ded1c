import { isOrdering } from '../../conditions/index.ts';
import type { Json } from '../../definitions/types.ts';
import { type Clause, type Known, inMs, judge, valueTest } from './clause.ts';
import type { VisitorState, FactNode } from './visitor-state.ts';
import type { Membership } from '../types.ts';
import { Range } from '../values/values.ts';

/** One fact beside its operand. What tests a value is compiled with the first that is asked about. */
export const compileLeaf = (
  fact: string,
  node: FactNode,
  written: unknown,
  known: Known,
): Clause<VisitorState> => {
  known.inspection?.leaf(fact, node, written);
  const operand = node.isDuration ? inMs(written) : written;
  const isMeasured = node.metric >= 0;
  let compiled: ReturnType<typeof valueTest> | undefined;
  const test = (value: unknown): boolean =>
    (compiled ??= valueTest(operand, known, isMeasured))(value);
  // Never comes after every time, and for all other questions is absent.
  const testNever = (): Membership =>
    judge(operand, (operator, expected) =>
      valueTest(
        { [operator]: expected },
        known,
        isMeasured,
      )(isOrdering(operator) ? Infinity : null),
    );
  let never: Membership | undefined;
  /** By how many thresholds are reached, the answer once found. */
  const answers: Membership[] = [];
  return {
    operator: '$eq',
    fact,
    expected: written as Json,
    test: (visitor) => {
      const rank = visitor.ranks[node.index] ?? -1;
      if (rank >= 0) return (answers[rank] ??= test(node.get(visitor)));
      const value = node.get(visitor);
      if (value instanceof Range) return visitor.inRange?.(value, operand) ?? null;
      return value === Infinity ? (never ??= testNever()) : test(value ?? null);
    },
  };
};
