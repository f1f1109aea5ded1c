import { type PatternWatch, hasOperator } from '../../conditions/index.ts';
import { type Inspection, type Known, judge, inMs } from '../graph/clause.ts';
import type { FactNode } from '../graph/visitor-state.ts';
import { CompileError } from '../values/values.ts';

/** Nodes of which some condition asks whether there is a value at all. */
export type AsksPresence = Set<FactNode>;

/** Looks at operands as they are compiled: refuses what has no meaning, and takes down where answers change. */
export const inspectOperands = (
  known: Known,
  asksPresence: AsksPresence,
): Omit<Inspection, 'metric'> => ({
  operand: (operand) => checkOperand(operand, known),
  leaf(fact, node, written) {
    checkOperand(written, known);
    if (node.isDuration) checkDurations(fact, written);
    addThresholds(node, node.isDuration ? inMs(written) : written, asksPresence);
  },
});

/** Refuses operators that do not exist, wherever they stand in an operand, and patterns that took too long. */
const checkOperand = (operand: unknown, { watch, more }: Known): void => {
  if (watch?.slow.size) refuseSlow(operand, watch);
  judge(operand, (operator) => {
    if (!hasOperator(operator, more)) throw new CompileError(`no operator ${operator}`);
    return null;
  });
};

const refuseSlow = (value: unknown, watch: PatternWatch, key = ''): void => {
  if (/^\$regexi?$/.test(key) && watch.slow.has(value as string))
    throw new CompileError(`slow pattern ${JSON.stringify(value)}`);
  if (typeof value === 'object' && value !== null)
    for (const [name, inner] of Object.entries(value)) refuseSlow(inner, watch, name);
};

const checkDurations = (fact: string, written: unknown): void => {
  judge(inMs(written), (operator, expected) => {
    const demand = Array.isArray(expected) ? expected : [expected];
    const known = /^\$(eq|ne|[lg]te?|n?in|exists)$/.test(operator);
    if (
      !known ||
      demand.some((one) => typeof one === 'string' || (typeof one === 'object' && one !== null))
    )
      throw new CompileError(`no duration beside "${fact}"`);
    return null;
  });
};

/** Adds the values at which an operand changes its answer, in whole steps of the fact. */
const addThresholds = (node: FactNode, operand: unknown, asksPresence: AsksPresence): void => {
  const { scale, thresholds } = node;
  if (scale === 0) {
    node.isExact = true;
    return;
  }
  judge(operand, (operator, expected) => {
    if (operator === '$exists' || operator === '$type') {
      asksPresence.add(node);
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
