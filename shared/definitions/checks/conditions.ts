import { LOGICAL_OPERATORS } from '../../conditions/index.ts';
import { checkExactness } from './caps.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { checkOperand } from './operands.ts';
import { checkSatisfiable } from './satisfiable.ts';
import { type Scope, isOpen, itemScope, unknownFact } from './scope.ts';
import { didYouMean } from './suggest.ts';
import { isObject } from './walk.ts';

/** A whole condition: its operators, its facts, the operand of each, and whether it can hold at all. */
export const checkCondition = (
  condition: unknown,
  path: IssuePath,
  scope: Scope,
  report: Reporter,
): void => {
  let sound = true;
  const watched: Reporter = {
    warn: report.warn,
    error: (...issue) => {
      sound = false;
      report.error(...issue);
    },
  };
  checkClauses(condition, path, scope, watched);
  // What is mistyped would be reported twice.
  if (sound) checkSatisfiable(condition, path, scope, report);
};

const checkClauses = (
  condition: unknown,
  path: IssuePath,
  scope: Scope,
  report: Reporter,
): void => {
  if (!isObject(condition))
    return report.error('bad-operand', path, 'A condition is an object: { "fact": operand }.');
  for (const [key, operand] of Object.entries(condition)) {
    const at = [...path, key];
    if (key === '$not') checkClauses(operand, at, scope, report);
    else if (key === '$and' || key === '$or' || key === '$nor') {
      if (Array.isArray(operand))
        operand.forEach((part, i) => checkClauses(part, [...at, i], scope, report));
      else report.error('bad-operand', at, `${key} takes a list of conditions.`);
    } else if (key === '$savedGroup') {
      report.error(
        'unknown-operator',
        at,
        'Write the group beside the fact that it lists: { "geo.country": { "$inGroup": "nordics" } }.',
        'key',
      );
    } else if (key.startsWith('$')) {
      report.error(
        'unknown-operator',
        at,
        `There is no operator "${key}" beside facts.${didYouMean(key, LOGICAL_OPERATORS)} Operators on a fact stand inside it: { "fact": { "${key}": … } }.`,
        'key',
      );
    } else checkClause(key, operand, at, scope, report);
  }
};

const checkClause = (
  fact: string,
  operand: unknown,
  path: IssuePath,
  scope: Scope,
  report: Reporter,
): void => {
  const type = scope.facts.get(fact) ?? (isOpen(scope) ? 'value' : undefined);
  if (type === undefined) {
    const { code, message } = unknownFact(fact, scope);
    return report.error(code, path, message, 'key');
  }
  if (scope.kind === 'event' && /^(metric|segment|trait|visitor|now)\./.test(fact))
    report.warn(
      'wrong-scope',
      path,
      `"where" reads the event's own properties, so "${fact}" is a property of that name. What is known of the visitor belongs into the segment's "when".`,
      'key',
    );
  const elements = (inner: unknown, at: IssuePath) =>
    checkClauses(inner, at, itemScope(scope.definitions), report);
  checkOperand({ name: fact, type, scope, report, elements }, operand, path);
  checkExactness(fact, operand, path, scope, report);
};
