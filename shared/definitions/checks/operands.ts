/** Whether what is said of one fact can be true of a fact of its type. */
import {
  hasOperator,
  isOperatorObject,
  isOrdering,
  moreOperators,
} from '../../conditions/index.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { operatorMeant } from './meant.ts';
import { checkPattern } from './patterns.ts';
import { didYouMean } from './suggest.ts';
import {
  type Fact,
  checkPatternValues,
  checkPropertyValue,
  checkTextOrder,
  checkValue,
  short,
  typeName,
} from './values.ts';
import { isObject } from './walk.ts';

export const checkOperand = (fact: Fact, operand: unknown, path: IssuePath): void => {
  const { report, type, name } = fact;
  if (isOperatorObject(operand)) {
    for (const [operator, expected] of Object.entries(operand))
      checkOperator(fact, operator, expected, [...path, operator]);
    return;
  }
  if (isObject(operand) && Object.keys(operand).some((key) => key.startsWith('$')))
    return report.error(
      'mixed-operators',
      path,
      'Operators stand beside keys without "$", so the object would be compared as a whole. Write operators only, or no operator.',
    );
  if (type === 'value') return checkPropertyValue(fact, operand, path, 'bare');
  if (Array.isArray(operand)) {
    if (type === 'string[]')
      return operand.forEach((value, i) => checkValue(fact, value, [...path, i]));
    return report.error(
      'type-mismatch',
      path,
      `${name} is never a list. To match one of several values, write { "$in": ${short(operand)} }.`,
    );
  }
  if (isObject(operand)) {
    const [key = ''] = Object.keys(operand);
    const meant = operatorMeant(key);
    return report.error(
      'type-mismatch',
      path,
      `${name} is never an object. ${meant === '' ? 'A fact is named in full, such as "geo.country".' : `Operators start with "$".${meant}`}`,
    );
  }
  if (type === 'string[]' && operand !== null)
    return report.error(
      'type-mismatch',
      path,
      `${name} is a list. Write { "$in": [${short(operand)}] }.`,
    );
  checkValue(fact, operand, path);
};

const TIME_OPERATORS = /^\$(eq|ne|[lg]te?|n?in|exists|not)$/;
const LISTS = ['$in', '$nin', '$ini', '$nini', '$all', '$alli'];
const LIST_FACTS = ['$all', '$alli', '$size', '$elemMatch'];
const TYPE_NAMES = ['string', 'number', 'boolean', 'array', 'object', 'null', 'undefined'];

const checkOperator = (fact: Fact, operator: string, expected: unknown, path: IssuePath): void => {
  const { report, type, name } = fact;
  const mismatch = (message: string) => report.error('type-mismatch', path, message);
  const bad = (message: string) => report.error('bad-operand', path, message);
  if (!hasOperator(operator, moreOperators))
    return report.error(
      'unknown-operator',
      path,
      `There is no operator "${operator}".${operatorMeant(operator)}`,
      'key',
    );
  if (LISTS.includes(operator) && !Array.isArray(expected))
    return bad(`${operator} takes a list: [${short(expected)}].`);
  if (LIST_FACTS.includes(operator) && type !== 'string[]' && type !== 'value')
    return mismatch(`${operator} looks into lists, and ${name} is a ${typeName(type)}.`);

  if (type === 'duration' && !TIME_OPERATORS.test(operator))
    return mismatch(
      `${operator} does not compare times, and ${name} is one. Write $lt, $lte, $gt or $gte with a duration such as "30d".`,
    );

  switch (operator) {
    case '$not':
      return checkOperand(fact, expected, path);
    case '$exists':
      if (typeof expected !== 'boolean') bad('$exists takes true or false.');
      return;
    case '$type':
      if (!TYPE_NAMES.includes(expected as string))
        bad(`$type takes one of ${TYPE_NAMES.join(', ')}.`);
      if (expected === 'undefined')
        report.warn('never-holds', path, 'What is absent is of type "null". Write that.');
      return;
    case '$inGroup':
    case '$notInGroup':
      return checkGroup(fact, expected, path);
    case '$size':
      return checkOperand({ ...fact, name: `The size of ${name}`, type: 'number' }, expected, path);
    case '$elemMatch':
      if (type === 'string[]')
        return checkOperand(
          { ...fact, name: `An element of ${name}`, type: 'string' },
          expected,
          path,
        );
      return isOperatorObject(expected)
        ? checkOperand(fact, expected, path)
        : fact.elements(expected, path);
    case '$regex':
    case '$regexi':
      if (!['string', 'date', 'value'].includes(type))
        return mismatch(`${operator} reads text, and ${name} is a ${typeName(type)}.`);
      checkPattern(expected, operator === '$regexi', path, report);
      return checkPatternValues(fact, expected, operator === '$regexi', path);
    case '$in':
    case '$nin':
    case '$ini':
    case '$nini':
      return (expected as readonly unknown[]).forEach((value, i) =>
        checkValue(fact, value, [...path, i], operator.endsWith('i') ? 'any-case' : 'equal'),
      );
    case '$all':
    case '$alli':
      return (expected as readonly unknown[]).forEach((value, i) => {
        if (isOperatorObject(value))
          checkOperand(
            {
              ...fact,
              name: `An element of ${name}`,
              type: type === 'string[]' ? 'string' : 'value',
            },
            value,
            [...path, i],
          );
        else checkValue(fact, value, [...path, i], operator === '$alli' ? 'any-case' : 'equal');
      });
  }
  if (typeof expected === 'object' && expected !== null)
    return bad(
      `${operator} takes one value, not ${Array.isArray(expected) ? 'a list' : 'an object'}.`,
    );
  if (operator.startsWith('$v')) {
    if (!['string', 'value'].includes(type))
      return mismatch(`${operator} compares versions, and ${name} is a ${typeName(type)}.`);
    if (typeof expected !== 'string') bad(`${operator} takes a version as text: "1.2.3".`);
    return;
  }
  if (type === 'string[]')
    return mismatch(`${operator} never fits a list. Write $in, $all, $size or $elemMatch.`);
  if (isOrdering(operator)) {
    if (type === 'boolean')
      return mismatch(`${name} is true or false and has no order. Write true or false.`);
    if (expected === null || typeof expected === 'boolean')
      return bad(`${operator} takes a value that has an order.`);
  }
  if (isOrdering(operator) && typeof expected === 'string') checkTextOrder(fact, expected, path);
  // Beyond a trait's values there is still an order, but no equality.
  checkValue(fact, expected, path, isOrdering(operator) ? 'ordered' : 'equal');
};

const checkGroup = (fact: Fact, id: unknown, path: IssuePath): void => {
  const groups = fact.scope.definitions.savedGroups ?? {};
  const group = typeof id === 'string' && Object.hasOwn(groups, id) ? groups[id] : undefined;
  if (group?.length === 0)
    return fact.report.error(
      'never-holds',
      ['savedGroups', String(id)],
      `The saved group is empty, so no ${fact.name} is in it. List its values.`,
    );
  if (group !== undefined) return checkGroupValues(fact, String(id), group);
  fact.report.error(
    'unknown-saved-group',
    path,
    Array.isArray(id)
      ? `A saved group is named by its id. A list of values stands in { "$in": ${short(id)} }.`
      : `There is no saved group ${short(id)}.${didYouMean(String(id), Object.keys(groups)) || ' Define it under "savedGroups", or write { "$in": [ … ] }.'}`,
  );
};

/** For each list and kind of fact, the first that was wrong with it: many may read the same thousands of values. */
const judged = new WeakMap<readonly unknown[], Map<string, Parameters<Reporter['error']> | null>>();

const checkGroupValues = (fact: Fact, id: string, group: readonly unknown[]): void => {
  const known = judged.get(group) ?? new Map<string, Parameters<Reporter['error']> | null>();
  judged.set(group, known);
  const key = JSON.stringify([fact.name, fact.type, fact.scope.kind]);
  const before = known.get(key);
  // What else there was to say has been said, in its place.
  if (before !== undefined) return before === null ? undefined : fact.report.error(...before);
  let first: Parameters<Reporter['error']> | null = null;
  const report: Reporter = {
    warn: fact.report.warn,
    error: (...issue) => {
      first ??= issue;
      fact.report.error(...issue);
    },
  };
  group.forEach((value, i) => checkValue({ ...fact, report }, value, ['savedGroups', id, i]));
  known.set(key, first);
};
