import { specOf } from '../../metrics/specs.ts';
import { DAY_MS, parseDuration } from '../durations.ts';
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

/** What is written as a formula is written elsewhere. */
const hint = (text: string): string | undefined => {
  const days = (parseDuration(text) ?? 0) / DAY_MS;
  if (days > 0) return `A duration counts in whole days here: write ${Math.ceil(days)}.`;
  if (/\s|[+*/()]/.test(text))
    return `"${text}" is no fact. A formula is written as operations, not as text: { "divide": ["metric.a", "metric.b"] }.`;
  return undefined;
};

/** Whether any fact is in it, and nothing is divided by 0. */
const checkSense = (formula: Formula, path: IssuePath, report: Reporter): void => {
  if (formulaFacts(formula, path).next().done)
    report.warn(
      'meaningless',
      path,
      'The formula reads no fact, so it is the same for everyone. Write the number where it is compared.',
    );
  const look = (part: Formula, at: IssuePath): void => {
    if (typeof part !== 'object' || 'logistic' in part) return;
    if ('divide' in part && part.divide[1] === 0)
      report.error(
        'bad-operand',
        [...at, 'divide', 1],
        'Dividing by 0 gives no value. Write another number, or a fact.',
      );
    for (const [operation, operands] of Object.entries(part) as readonly (readonly [
      string,
      Formula | readonly Formula[],
    ])[])
      if (Array.isArray(operands))
        (operands as readonly Formula[]).forEach((one, i) => look(one, [...at, operation, i]));
      else look(operands as Formula, [...at, operation]);
  };
  look(formula, path);
};

/** Every operand is a number or a duration, and none changes at every instant. */
export const checkFormula = (
  formula: Formula,
  path: IssuePath,
  scope: Scope,
  report: Reporter,
): void => {
  checkSense(formula, path, report);
  for (const { fact, path: at } of formulaFacts(formula, path)) {
    const type = scope.facts.get(fact);
    const metrics = scope.definitions.metrics ?? {};
    const metric = fact.startsWith('metric.') ? metrics[fact.slice(7)] : undefined;
    if (type === undefined) {
      const { code, message } = unknownFact(fact, scope);
      report.error(code, at, hint(fact) ?? message);
    } else if (
      metric !== undefined &&
      scope.kind === 'visitor' &&
      specOf(metric)?.value === 'score'
    ) {
      report.error(
        'interest-in-formula',
        at,
        `${fact} decays at every instant, and so would the formula. Compare it in a segment, and read the segment or a count of its transitions here.`,
      );
    } else if (type !== 'number' && type !== 'duration' && type !== 'boolean' && type !== 'value') {
      report.error(
        'type-mismatch',
        at,
        `${fact} is ${type === 'string[]' ? 'a list' : type === 'date' ? 'a date' : 'text'}, and a formula computes with numbers. Count it in a metric, or use "until.*" or "since.*" of a date.`,
      );
    }
  }
};
