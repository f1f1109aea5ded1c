import { isOrdering } from '../../conditions/index.ts';
import { durationsToMs } from '../../definitions/durations.ts';
import type { Json } from '../../definitions/types.ts';
import { type Clause, type Known, checkOperand, judge, valueTest } from './clause.ts';
import type { VisitorState, FactNode } from './visitor-state.ts';
import type { Membership } from '../types.ts';
import { CompileError, Range, not } from '../values/values.ts';

/** One fact beside its operand: reads the node, and adds to it the thresholds at which the answer changes. */
export const compileLeaf = (
  fact: string,
  node: FactNode,
  written: unknown,
  known: Known,
): Clause<VisitorState> => {
  checkOperand(written, known);
  const operand = node.isDuration ? inMs(fact, written) : written;
  addThresholds(node, operand);
  const isMeasured = node.metric >= 0;
  const test = valueTest(operand, known, isMeasured);
  // Never comes after every time, and for all other questions is absent.
  const never = judge(operand, (operator, expected) =>
    valueTest({ [operator]: expected }, known, isMeasured)(isOrdering(operator) ? Infinity : null),
  );
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
      if (value instanceof Range) return inRange(value, operand);
      return value === Infinity ? never : test(value ?? null);
    },
  };
};

const inMs = (fact: string, written: unknown): unknown => {
  const operand = durationsToMs(written as Json);
  judge(operand, (operator, expected) => {
    const demand = Array.isArray(expected) ? expected : [expected];
    const known = /^\$(eq|ne|[lg]te?|n?in|exists)$/.test(operator);
    if (
      !known ||
      demand.some((one) => typeof one === 'string' || (typeof one === 'object' && one !== null))
    )
      throw new CompileError(`"${fact}" is a duration: compare it with one, like { "$lt": "30d" }`);
    return null;
  });
  return operand;
};

/** What is certain of a number known within bounds. */
const inRange = ({ low, high, present }: Range, operand: unknown): Membership => {
  const reaches = (threshold: unknown): Membership =>
    typeof threshold !== 'number'
      ? null
      : low >= threshold
        ? true
        : high < threshold
          ? false
          : null;
  const exceeds = (threshold: unknown): Membership =>
    typeof threshold !== 'number'
      ? null
      : low > threshold
        ? true
        : high <= threshold
          ? false
          : null;
  const is = (value: unknown): Membership =>
    typeof value === 'number' && (value < low || value > high) ? false : null;
  const isOne = (values: unknown): Membership =>
    Array.isArray(values) && values.every((value) => is(value) === false) ? false : null;
  return judge(operand, (operator, expected) => {
    switch (operator) {
      case '$gte':
        return reaches(expected);
      case '$lt':
        return not(reaches(expected));
      case '$gt':
        return exceeds(expected);
      case '$lte':
        return not(exceeds(expected));
      case '$eq':
        return is(expected);
      case '$ne':
        return not(is(expected));
      case '$in':
        return isOne(expected);
      case '$nin':
        return not(isOne(expected));
      case '$exists':
        return present ? !!expected : null;
      default:
        return null;
    }
  });
};

/** Adds the values at which an operand changes its answer, in whole steps of the fact. */
const addThresholds = (node: FactNode, operand: unknown): void => {
  const { scale, thresholds } = node;
  if (scale === 0) {
    node.isExact = true;
    return;
  }
  judge(operand, (operator, expected) => {
    if (operator === '$exists' || operator === '$type') {
      node.asksPresence = true;
      return null;
    }
    for (const value of Array.isArray(expected) ? (expected as unknown[]) : [expected]) {
      if (typeof value !== 'number' || !/^\$(eq|ne|[lg]te?|n?in)$/.test(operator)) {
        node.isExact = true;
        continue;
      }
      const steps = value * scale;
      const whole = Math.round(steps);
      // A product like 1.1 * 1e6 is whole but for the last bit.
      const isWhole = Math.abs(steps - whole) <= Math.abs(steps) * 1e-15;
      const least = isWhole ? whole : Math.ceil(steps);
      const more = isWhole ? whole + 1 : Math.ceil(steps);
      // "At least" is passed at the value, "more than" just above it, "equal" at both.
      if (!/^\$(gt|lte)$/.test(operator)) thresholds.push(least / scale);
      if (!/^\$(gte|lt)$/.test(operator)) thresholds.push(more / scale);
    }
    return null;
  });
};
