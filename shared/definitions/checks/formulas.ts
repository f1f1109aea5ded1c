import type { Formula } from '../types.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { type Scope, unknownFact } from './scope.ts';

/** The facts of a formula, with where they stand. */
export function* formulaFacts(
  formula: Formula,
  path: IssuePath,
): Generator<{ readonly fact: string; readonly path: IssuePath }> {
  if (typeof formula === 'number') return;
  if (typeof formula === 'string') return void (yield { fact: formula, path });
  if ('logistic' in formula) {
    for (const fact of Object.keys(formula.logistic.weights))
      yield { fact, path: [...path, 'logistic', 'weights', fact] };
    return;
  }
  for (const [operation, operands] of Object.entries(formula) as readonly (readonly [
    string,
    Formula | readonly Formula[],
  ])[]) {
    const at = [...path, operation];
    if (Array.isArray(operands))
      for (const [i, operand] of (operands as readonly Formula[]).entries())
        yield* formulaFacts(operand, [...at, i]);
    else yield* formulaFacts(operands as Formula, at);
  }
}

/** Every operand is a number or a duration, and none changes at every instant. */
export const checkFormula = (
  formula: Formula,
  path: IssuePath,
  scope: Scope,
  report: Reporter,
): void => {
  for (const { fact, path: at } of formulaFacts(formula, path)) {
    const type = scope.facts.get(fact);
    const metrics = scope.definitions.metrics ?? {};
    const metric = fact.startsWith('metric.') ? metrics[fact.slice(7)] : undefined;
    if (type === undefined) {
      const { code, message } = unknownFact(fact, scope);
      report.error(code, at, message);
    } else if (metric !== undefined && scope.kind === 'visitor' && 'interest' in metric) {
      report.error(
        'interest-in-formula',
        at,
        `${fact} decays at every instant, and so would the formula. Compare it in a segment, and read the segment or a count of its transitions here.`,
      );
    } else if (type !== 'number' && type !== 'duration' && type !== 'boolean' && type !== 'value') {
      report.error(
        'type-mismatch',
        at,
        `${fact} is a ${type === 'string[]' ? 'list' : type === 'date' ? 'date' : 'text'}, and a formula computes with numbers. Count it in a metric, or use "until.*" or "since.*" of a date.`,
      );
    }
  }
};
