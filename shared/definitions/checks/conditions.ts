import { LOGICAL_OPERATORS, isOperatorObject } from '../../conditions/index.ts';
import { FIXED_FACTS } from '../facts.ts';
import { checkExactness } from './caps.ts';
import { checkDateBounds } from './date-bounds.ts';
import { checkProperty } from './events.ts';
import { follows, readingOf } from './implied.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { logicMeant } from './meant.ts';
import { checkOperand } from './operands.ts';
import { checkSatisfiable } from './satisfiable.ts';
import { checkNeverHappened } from './never-happened.ts';
import { type Scope, isOfEvent, isOpen, itemScope, unknownFact } from './scope.ts';
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
  if (!sound) return;
  checkSatisfiable(condition, path, scope, report);
  checkDateBounds(condition, path, report);
  checkNeverHappened(condition, path, scope, report);
  if (isObject(condition)) checkOpposites(condition, path, scope, report);
};

/** `$not` and `$nor` of what the clauses beside them ask for. */
const checkOpposites = (
  condition: { readonly [key: string]: unknown },
  path: IssuePath,
  scope: Scope,
  report: Reporter,
): void => {
  const { $not, $nor, ...others } = condition;
  if ($not === undefined && $nor === undefined) return;
  const parts: readonly unknown[] = Array.isArray($nor) ? $nor : [];
  const refused = [
    { part: $not, at: [...path, '$not'] },
    ...parts.map((part, i) => ({ part, at: [...path, '$nor', i] })),
  ];
  const reading = readingOf(others, scope);
  for (const { part, at } of refused)
    if (isObject(part) && Object.keys(part).length > 0 && follows(readingOf(part, scope), reading))
      report.error(
        'never-holds',
        at,
        'What must not hold here follows from the clauses beside it. Change or remove one of them.',
      );
};

const checkClauses = (
  condition: unknown,
  path: IssuePath,
  scope: Scope,
  report: Reporter,
): void => {
  if (!isObject(condition))
    return report.error(
      'bad-operand',
      path,
      Array.isArray(condition)
        ? 'A condition is an object. Several stand in { "$and": [ … ] } or { "$or": [ … ] }.'
        : 'A condition is an object, such as { "metric.orders": { "$gte": 3 } }.',
    );
  for (const [key, operand] of Object.entries(condition)) {
    const at = [...path, key];
    const logic = isOpen(scope) && !key.startsWith('$') ? logicMeant(key) : undefined;
    if (logic !== undefined && combines(operand)) {
      report.error(
        'unknown-operator',
        at,
        `"${key}" is read as a property of that name. What combines conditions starts with "$": write "${logic}".`,
        'key',
      );
    } else if (key === '$not') checkClauses(operand, at, scope, report);
    else if (key === '$and' || key === '$or' || key === '$nor') {
      if (Array.isArray(operand))
        operand.forEach((part, i) => checkClauses(part, [...at, i], scope, report));
      else report.error('bad-operand', at, `${key} takes a list of conditions: [ { … }, { … } ].`);
    } else if (key === '$savedGroup') {
      report.error(
        'unknown-operator',
        at,
        'Write the group beside the fact that it lists: { "geo.country": { "$inGroup": "nordics" } }.',
        'key',
      );
    } else if (key.startsWith('$')) {
      const combined = logicMeant(key);
      report.error(
        'unknown-operator',
        at,
        `There is no operator "${key}" beside facts.${combined === undefined ? didYouMean(key, LOGICAL_OPERATORS) : ` Write "${combined}".`} Operators on a fact stand inside it: { "fact": { "${key}": … } }.`,
        'key',
      );
    } else checkClause(key, operand, at, scope, report);
  }
};

/** A list of conditions, or one: what no property is compared with. */
const combines = (operand: unknown): boolean =>
  Array.isArray(operand)
    ? operand.length > 0 && operand.every(isObject)
    : isObject(operand) && !isOperatorObject(operand);

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
  if (
    scope.kind === 'event' &&
    !isOfEvent(fact) &&
    (/^(metric|segment|trait|visitor|now)\./.test(fact) || FIXED_FACTS.has(fact))
  )
    report.warn(
      'wrong-scope',
      path,
      `"where" reads the event's own properties, so "${fact}" is a property of that name. What is known of the visitor belongs into the segment's "when".`,
      'key',
    );
  else if (scope.kind === 'event' && !isOfEvent(fact))
    checkProperty(fact, scope.events, path, {
      ...report,
      warn: (c, p, m) => report.warn(c, p, m, 'key'),
    });
  const elements = (inner: unknown, at: IssuePath) =>
    checkClauses(inner, at, itemScope(scope.definitions), report);
  checkOperand({ name: fact, type, scope, report, elements }, operand, path);
  checkExactness(fact, operand, path, scope, report);
};
