import { numberIn } from '../../conditions/index.ts';
import { DAY_MS } from '../../definitions/durations.ts';
import { factNode } from '../graph/fact-node.ts';
import type { VisitorState, FactNode } from '../graph/visitor-state.ts';
import { CompileError, Range, UNKNOWN, type Value, isRecord, own } from '../values/values.ts';

/** A number, null where an operand is absent, or UNKNOWN. */
type Result = number | null | Range;
type Compute = (visitor: VisitorState) => Result;

/** What a fact is as a number: durations in whole days, scores in hundredths, true as 1. */
const factNumber =
  (node: FactNode): Compute =>
  (visitor) => {
    const value = node.get(visitor);
    const { isDuration, isScore } = node;
    if (value instanceof Range) return UNKNOWN;
    if (typeof value === 'boolean') return value ? 1 : 0;
    if (typeof value === 'string') return node.metric < 0 ? null : orNull(numberIn(value));
    if (typeof value !== 'number' || !Number.isFinite(value)) return null;
    if (isDuration) return Math.floor(value / DAY_MS);
    return isScore ? Math.round(value * 100) / 100 : value;
  };

const orNull = (number: number): number | null => (Number.isFinite(number) ? number : null);

const OPERATIONS: { readonly [name: string]: (numbers: readonly number[]) => number } = {
  add: (numbers) => numbers.reduce((sum, one) => sum + one, 0),
  multiply: (numbers) => numbers.reduce((product, one) => product * one, 1),
  subtract: ([a = NaN, b = NaN]) => a - b,
  divide: ([a = NaN, b = NaN]) => a / b,
  min: (numbers) => Math.min(...numbers),
  max: (numbers) => Math.max(...numbers),
  log1p: ([a = NaN]) => Math.log1p(a),
};

/** A fact made of others. `read` finds their nodes. */
export const formulaFact = (formula: unknown, read: (fact: string) => FactNode): FactNode => {
  const parts: FactNode[] = [];
  const get = compileFormula(formula, (fact) => {
    const part = read(fact);
    part.inFormula = part.isExact = true;
    parts.push(part);
    return part;
  });
  return factNode('formula', get, { parts });
};

/** Arithmetic over facts. */
const compileFormula = (
  formula: unknown,
  read: (fact: string) => FactNode,
): ((visitor: VisitorState) => Value) => {
  const compute = (part: unknown): Compute => {
    if (typeof part === 'number') return () => part;
    if (typeof part === 'string') return factNumber(read(part));
    const [[name, operand] = ['', null], ...more] = isRecord(part) ? Object.entries(part) : [];
    if (more.length > 0 || name === '') throw new CompileError('bad "formula"');
    if (name === 'logistic') return logistic(operand);
    const operation = own(OPERATIONS, name);
    if (!operation) throw new CompileError(`no operation "${name}"`);
    const parts = (Array.isArray(operand) ? operand : [operand]).map(compute);
    const most = { subtract: 2, divide: 2, log1p: 1 }[name];
    if (most && parts.length !== most) throw new CompileError(`bad "${name}"`);
    return combine(parts, operation);
  };

  const logistic = (operand: unknown): Compute => {
    const { bias, weights } = isRecord(operand) ? operand : {};
    if (typeof bias !== 'number' || !isRecord(weights)) throw new CompileError('bad "logistic"');
    const parts = Object.entries(weights).map(([fact, weight]): Compute => {
      if (typeof weight !== 'number') throw new CompileError(`bad weight of "${fact}"`);
      const one = factNumber(read(fact));
      return (visitor) => {
        const value = one(visitor);
        return value === UNKNOWN ? UNKNOWN : weight * ((value as number | null) ?? 0);
      };
    });
    return combine(
      parts,
      (terms) => 1 / (1 + Math.exp(-terms.reduce((sum, one) => sum + one, bias))),
    );
  };

  return compute(formula);
};

/** Absent where an operand is, or the result is no number; else unknown where an operand is. */
const combine =
  (parts: readonly Compute[], operation: (numbers: readonly number[]) => number): Compute =>
  (visitor) => {
    const operands = parts.map((part) => part(visitor));
    if (operands.includes(null)) return null;
    if (operands.some((one) => one instanceof Range)) return UNKNOWN;
    const result = operation(operands as number[]);
    return orNull(result);
  };
