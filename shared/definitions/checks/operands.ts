/** Whether what is said of one fact can be true of a fact of its type. */
import {
  FIELD_OPERATORS,
  isFieldOperator,
  isOperatorObject,
  isOrdering,
} from '../../conditions/index.ts';
import { MAX_RETENTION_MS, parseDuration } from '../durations.ts';
import type { FactType } from '../facts.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { checkPattern } from './patterns.ts';
import type { Scope } from './scope.ts';
import { didYouMean } from './suggest.ts';
import { isObject } from './walk.ts';

interface Fact {
  readonly name: string;
  readonly type: FactType;
  readonly scope: Scope;
  readonly report: Reporter;
  /** Checks a condition over the elements of a list. */
  readonly elements: (condition: unknown, path: IssuePath) => void;
}

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
  if (type === 'value') return;
  if (Array.isArray(operand)) {
    if (type === 'string[]')
      return operand.forEach((value, i) => checkValue(fact, value, [...path, i]));
    return report.error(
      'type-mismatch',
      path,
      `${name} is never a list. To match one of several values, write { "$in": ${short(operand)} }.`,
    );
  }
  if (isObject(operand))
    return report.error(
      'type-mismatch',
      path,
      `${name} is never an object. A fact is named in full, such as "geo.country".`,
    );
  if (type === 'string[]' && operand !== null)
    return report.error(
      'type-mismatch',
      path,
      `${name} is a list. Write { "$in": [${short(operand)}] }.`,
    );
  checkValue(fact, operand, path);
};

const LISTS = ['$in', '$nin', '$ini', '$nini', '$all', '$alli'];
const LIST_FACTS = ['$all', '$alli', '$size', '$elemMatch'];
const TYPE_NAMES = ['string', 'number', 'boolean', 'array', 'object', 'null', 'undefined'];

const checkOperator = (fact: Fact, operator: string, expected: unknown, path: IssuePath): void => {
  const { report, type, name } = fact;
  const mismatch = (message: string) => report.error('type-mismatch', path, message);
  const bad = (message: string) => report.error('bad-operand', path, message);
  if (!isFieldOperator(operator))
    return report.error(
      'unknown-operator',
      path,
      `There is no operator "${operator}".${didYouMean(operator, FIELD_OPERATORS)}`,
      'key',
    );
  if (LISTS.includes(operator) && !Array.isArray(expected))
    return bad(`${operator} takes a list: [${short(expected)}].`);
  if (LIST_FACTS.includes(operator) && type !== 'string[]' && type !== 'value')
    return mismatch(`${operator} looks into lists, and ${name} is a ${typeName(type)}.`);

  switch (operator) {
    case '$not':
      return checkOperand(fact, expected, path);
    case '$exists':
      if (typeof expected !== 'boolean') bad('$exists takes true or false.');
      return;
    case '$type':
      if (!TYPE_NAMES.includes(expected as string))
        bad(`$type takes one of ${TYPE_NAMES.join(', ')}.`);
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
      return checkPattern(expected, operator === '$regexi', path, report);
    case '$in':
    case '$nin':
    case '$ini':
    case '$nini':
      return (expected as readonly unknown[]).forEach((value, i) =>
        checkValue(fact, value, [...path, i], operator.endsWith('i')),
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
        else checkValue(fact, value, [...path, i], operator === '$alli');
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
  // Beyond a trait's values there is still an order, but no equality.
  checkValue(fact, expected, path, isOrdering(operator));
};

const checkGroup = (fact: Fact, id: unknown, path: IssuePath): void => {
  const groups = fact.scope.definitions.savedGroups ?? {};
  const group = typeof id === 'string' && Object.hasOwn(groups, id) ? groups[id] : undefined;
  if (group !== undefined) return group.forEach((value) => checkValue(fact, value, path));
  fact.report.error(
    'unknown-saved-group',
    path,
    `There is no saved group ${short(id)}.${didYouMean(String(id), Object.keys(groups))}`,
  );
};

/** A literal against the type, and, unless `loosely`, against the values that the fact can have. */
const checkValue = (fact: Fact, value: unknown, path: IssuePath, loosely = false): void => {
  const { report, type, name } = fact;
  if (value === null || type === 'value') return;
  const mismatch = (mend: string) =>
    report.error(
      'type-mismatch',
      path,
      `${name} is a ${typeName(type)} and is never ${short(value)}. ${mend}`,
    );
  switch (type) {
    case 'string':
    case 'string[]':
      if (typeof value !== 'string')
        return mismatch(
          `Write ${short(typeof value === 'object' ? 'text' : String(value))} in quotes.`,
        );
      if (!loosely) checkKnownValue(fact, value, path);
      return;
    case 'number':
      if (typeof value === 'string' && parseDuration(value) !== null)
        return mismatch(
          'Durations compare with "since" metrics, session.duration, visitor.age and the like.',
        );
      if (typeof value !== 'number') return mismatch('Write a number without quotes.');
      if (!loosely) checkKnownValue(fact, value, path);
      return;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : mismatch('Write true or false.');
    case 'duration':
      return checkDuration(fact, value, path);
    case 'date':
      if (typeof value !== 'string' || !/^\d{4}(-\d\d(-\d\d(T.*)?)?)?$/.test(value))
        mismatch('Write a date such as "2026-11-24".');
  }
};

const checkDuration = ({ report, name }: Fact, value: unknown, path: IssuePath): void => {
  if (typeof value === 'number') {
    if (value !== 0)
      report.warn(
        'number-for-duration',
        path,
        `${name} is a duration: ${value} means milliseconds. Write a duration such as "30d".`,
      );
    return;
  }
  const ms = parseDuration(value);
  if (ms === null)
    return report.error(
      'type-mismatch',
      path,
      `${name} is a duration, and ${short(value)} is none. Write a whole number and a unit (s, m, h, d or w), such as "30d".`,
    );
  // A trait's date can lie any time away; what the script measures cannot.
  if (ms > MAX_RETENTION_MS && !/^(until|since)\./.test(name))
    report.error(
      'beyond-retention',
      path,
      `Nothing is kept for longer than 395 days, so ${name} cannot be compared with ${short(value)}.`,
    );
};

const checkKnownValue = (
  { report, name, scope }: Fact,
  value: string | number,
  path: IssuePath,
): void => {
  const trait = /^(?:An element of )?trait\.(.+)$/.exec(name)?.[1];
  const values = trait === undefined ? undefined : scope.definitions.traits?.[trait]?.values;
  if (values !== undefined && !values.includes(value))
    report.error(
      'unknown-value',
      path,
      `${name} is never ${short(value)}: its values are ${values.slice(0, 12).map(short).join(', ')}.${didYouMean(String(value), values.map(String))}`,
    );
  if (name === 'geo.country' && !/^[A-Z]{2}$/.test(String(value)))
    report.error(
      'unknown-value',
      path,
      `${short(value)} is no country code. Write two capital letters (ISO 3166), such as "DE".`,
    );
};

const typeName = (type: FactType): string =>
  (({ string: 'text', 'string[]': 'list of texts', value: 'value' }) as const)[type as 'string'] ??
  type;

const short = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
};
