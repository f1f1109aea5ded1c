/** Metrics of what came after a sequence: of who never completed it they say nothing happened. */
import { isOperatorObject } from '../../conditions/index.ts';
import { specOf } from '../../metrics/specs.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { type Scope, metricOf } from './scope.ts';
import { isObject } from './walk.ts';

/** A condition that 0 meets, of a metric that is 0 where the sequence of its `after` was never completed. */
export const checkNeverHappened = (
  condition: unknown,
  path: IssuePath,
  scope: Scope,
  report: Reporter,
): void => {
  if (!isObject(condition)) return;
  // Beside another fact, who did it at all is perhaps asked there.
  const isAlone = Object.keys(condition).length === 1;
  for (const [key, operand] of Object.entries(condition)) {
    const at = [...path, key];
    if ((key === '$and' || key === '$or') && Array.isArray(operand))
      operand.forEach(
        (part, i) =>
          (key === '$or' || operand.length === 1) &&
          checkNeverHappened(part, [...at, i], scope, report),
      );
    const metric = metricOf(key, scope);
    if (!isAlone || metric === undefined || 'formula' in metric) continue;
    if (specOf(metric)?.empty !== 'zero') continue;
    if (metric.after === undefined || metric.orEver === true || !holdsForZero(operand)) continue;
    report.warn(
      'never-happened',
      at,
      `${key} is 0 for those who never completed the sequence of "after", and the condition holds for them. Ask beside it that it happened, such as { "metric.since_then": { "$lt": "30d" } }, or write "orEver": true in the metric: it then looks at all events of who never did.`,
    );
  }
};

const holdsForZero = (operand: unknown): boolean => {
  if (operand === 0) return true;
  if (!isOperatorObject(operand)) return false;
  const bounds = Object.entries(operand);
  return (
    bounds.length > 0 &&
    bounds.every(
      ([name, expected]) =>
        typeof expected === 'number' &&
        ((name === '$lt' && expected > 0) ||
          (name === '$lte' && expected >= 0) ||
          (name === '$eq' && expected === 0)),
    )
  );
};
