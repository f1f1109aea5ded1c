import { isOperatorObject, isOrdering, longestText } from '../conditions/index.ts';
import { durationsToMs } from '../definitions/durations.ts';
import type { Condition, Json } from '../definitions/types.ts';
import { NoSqlForm } from './no-sql-form.ts';
import { and, not, number, or, text } from './text.ts';
import {
  type Fact,
  type SqlValue,
  asNumber,
  asText,
  asTruth,
  definite,
  numberLike,
  strictlyEqual,
  typeOf,
} from './values.ts';

export interface ConditionContext {
  /** The value a key of the condition reads. */
  readonly read: (path: string) => Fact;
  readonly savedGroups: { readonly [id: string]: readonly (string | number)[] };
  /** A pattern as the engine reads it, null where it is none; throws `NoSqlForm`. */
  readonly pattern: (source: unknown) => string | null;
}

/**
 * A condition as a SQL expression: TRUE, FALSE, or NULL where it depends on what cannot be known.
 * An ordering comparison with an absent value is false.
 */
export const conditionSql = (condition: unknown, context: ConditionContext): string => {
  if (condition === null || condition === undefined) return 'FALSE';
  return and(Object.entries(condition).map(([key, operand]) => clause(key, operand, context)));
};

const clause = (key: string, operand: unknown, context: ConditionContext): string => {
  const parts = (): readonly string[] =>
    Array.isArray(operand) ? operand.map((part) => conditionSql(part, context)) : [];
  const anyOf = (): string => (Array.isArray(operand) && operand.length > 0 ? or(parts()) : 'TRUE');
  switch (key) {
    case '$and':
      return operand == null ? 'FALSE' : and(parts());
    case '$or':
      return operand == null ? 'FALSE' : anyOf();
    case '$nor':
      return operand == null ? 'FALSE' : not(anyOf());
    case '$not':
      return operand == null ? 'FALSE' : not(conditionSql(operand, context));
    case '$savedGroup':
      throw new NoSqlForm('$savedGroup', 'saved groups of a definition are lists; use $inGroup');
  }
  const fact = context.read(key);
  if (fact === 'unknown') return 'NULL';
  const test = operandSql(fact, fact.duration ? durationsToMs(operand as Json) : operand, context);
  // A segment's answer is NULL itself where it is unknown.
  const isAnswer = test === fact.sql || test === `NOT ${fact.sql}`;
  if (fact.unknown === undefined || (isAnswer && fact.type === 'boolean')) return test;
  return `CASE WHEN ${fact.unknown} THEN NULL ELSE ${test} END`;
};

/** Whether a value meets the operand of one key; never NULL. */
const operandSql = (value: SqlValue, operand: unknown, context: ConditionContext): string => {
  switch (typeof operand) {
    case 'string':
      return literalText(value, operand);
    case 'number':
      return literalNumber(value, operand);
    case 'boolean':
      return definite(value, operand ? asTruth(value) : `NOT (${asTruth(value)})`);
  }
  if (operand === null) return strictlyEqual(value, null);
  if (typeof operand !== 'object') return 'FALSE';
  if (isOperatorObject(operand))
    return and(
      Object.entries(operand).map(([name, expected]) => operator(value, name, expected, context)),
    );
  if (value.type !== 'json') return 'FALSE';
  const written = text(JSON.stringify(operand));
  return definite(
    value,
    `covey_type(${value.sql}) IN ('array', 'object') AND covey_same_json(${value.sql}, ${written})`,
  );
};

/** Compared as text, whatever the value's type: absent is written "null". */
const literalText = (value: SqlValue, operand: string): string => {
  const equal = definite(value, `${asText(value)} = ${text(operand)}`);
  if (value.type === 'number' && String(Number(operand)) === operand)
    return strictlyEqual(value, Number(operand));
  return operand === 'null' ? or([strictlyEqual(value, null), equal]) : equal;
};

/** Compared as a number: absent counts as zero. */
const literalNumber = (value: SqlValue, operand: number): string => {
  const equal = `coalesce(${asNumber(value)} = ${number(operand)}, FALSE)`;
  if (value.type === 'number' && value.present) return `${value.sql} = ${number(operand)}`;
  return operand === 0 ? or([strictlyEqual(value, null), equal]) : equal;
};

const operator = (
  value: SqlValue,
  name: string,
  expected: unknown,
  context: ConditionContext,
): string => {
  const { sql } = value;
  switch (name) {
    case '$eq':
      return strictlyEqual(value, expected);
    case '$ne':
      return not(strictlyEqual(value, expected));
    case '$in':
      return isIn(value, expected, false);
    case '$nin':
      return Array.isArray(expected) ? not(isIn(value, expected, false)) : 'FALSE';
    case '$ini':
      return isIn(value, expected, true);
    case '$nini':
      return Array.isArray(expected) ? not(isIn(value, expected, true)) : 'FALSE';
    case '$inGroup':
      return isIn(value, context.savedGroups[String(expected)] ?? [], false);
    case '$notInGroup':
      return not(isIn(value, context.savedGroups[String(expected)] ?? [], false));
    case '$not':
      return not(operandSql(value, expected, context));
    case '$exists':
      return expected ? not(strictlyEqual(value, null)) : strictlyEqual(value, null);
    case '$type':
      return `${typeOf(value)} = ${text(String(expected))}`;
    case '$size':
      if (value.type !== 'json') return 'FALSE';
      return inList(value, `(${operandSql(count(sql), expected, context)})`);
    case '$all':
    case '$alli':
      return all(value, expected, context, name === '$alli');
    case '$elemMatch':
      return some(value, (item) => elementSql(item, expected, context));
    case '$regex':
    case '$regexi': {
      const pattern = context.pattern(expected);
      if (pattern === null) return 'FALSE';
      const options = name === '$regexi' ? 'i' : '';
      const subject = value.present ? asText(value) : `coalesce(${asText(value)}, 'null')`;
      const longest = longestText(String(expected));
      const looked = longest === Infinity ? subject : `covey_start(${subject}, ${longest})`;
      return `covey_matches(${looked}, ${text(pattern)}, '${options}')`;
    }
  }
  if (isOrdering(name)) return ordering(value, name, expected);
  if (name === '$veq' || name === '$vne') {
    const same = `${version(value)} = covey_version(${versionText(expected)})`;
    return name === '$veq' ? same : not(same);
  }
  return 'FALSE';
};

const SIGNS: Readonly<Record<string, string>> = { lt: '<', lte: '<=', gt: '>', gte: '>=' };

const ordering = (value: SqlValue, name: string, expected: unknown): string => {
  const sign = SIGNS[name.replace(/^\$v?/, '')] ?? '=';
  if (name.startsWith('$v')) {
    const test = `${version(value)} ${sign} covey_version(${versionText(expected)})`;
    return value.present ? test : and([`${value.sql} IS NOT NULL`, test]);
  }
  if (typeof expected !== 'string' && (typeof expected !== 'object' || expected === null)) {
    const bound = Number(expected);
    if (Number.isNaN(bound)) return 'FALSE';
    if (value.never && sign.startsWith('>'))
      return `coalesce(${value.sql} ${sign} ${number(bound)}, TRUE)`;
    return definite(value, `${asNumber(value)} ${sign} ${number(bound)}`);
  }
  // Two texts compare as text; a text and anything else as numbers. Lists and objects are text here.
  const written = String(expected);
  const asTexts = `${asText(value)} ${sign} ${text(written)}`;
  const bound = Number(written);
  const asNumbers = Number.isNaN(bound) ? 'FALSE' : `${asNumber(value)} ${sign} ${number(bound)}`;
  if (value.type === 'text') return definite(value, asTexts);
  if (value.type !== 'json') return definite(value, asNumbers);
  return definite(
    value,
    `CASE WHEN covey_type(${value.sql}) IN ('number', 'boolean') THEN ${asNumbers} ELSE ${asTexts} END`,
  );
};

/** Only text and numbers are versions; all else is version 0. */
const version = (value: SqlValue): string => {
  if (value.type === 'text') return `covey_version(${value.sql})`;
  if (value.type === 'boolean') return 'covey_version(covey_null(text))';
  if (value.type === 'number') return `covey_version(${asText(value)})`;
  const plain = `covey_type(${value.sql}) IN ('string', 'number')`;
  return `covey_version(CASE WHEN ${plain} THEN covey_text(${value.sql}) END)`;
};

const versionText = (expected: unknown): string =>
  typeof expected === 'string' || typeof expected === 'number'
    ? text(String(expected))
    : 'covey_null(text)';

/** Of a list, whether it shares an element with the other. */
const isIn = (value: SqlValue, list: unknown, fold: boolean): string => {
  if (!Array.isArray(list)) return 'FALSE';
  const within = (one: SqlValue): string => {
    const wanted = list.map((item) =>
      fold && typeof item === 'string' ? item.toLowerCase() : item,
    );
    const texts = wanted.filter((item) => typeof item === 'string').map(text);
    const numbers = wanted.filter((item) => typeof item === 'number').map(number);
    const rest = wanted.filter((item) => item === null || typeof item === 'boolean');
    const parts = rest.map((item) => strictlyEqual(one, item));
    const json = one.type === 'json';
    if (texts.length > 0 && (json || one.type === 'text')) {
      const held = json ? `covey_string(${one.sql})` : one.sql;
      parts.push(definite(one, `${fold ? `covey_lower(${held})` : held} IN (${texts.join(', ')})`));
    }
    if (numbers.length > 0 && (json || one.type === 'number')) {
      const test = `${asNumber(one)} IN (${numbers.join(', ')})`;
      parts.push(definite(one, json ? `${numberLike(one)} AND ${test}` : test));
    }
    return or(parts);
  };
  if (value.type !== 'json') return within(value);
  return `CASE WHEN covey_type(${value.sql}) = 'array' THEN ${some(value, within)} ELSE ${within(value)} END`;
};

/** Every expected value is met by some element. */
const all = (
  value: SqlValue,
  expected: unknown,
  context: ConditionContext,
  ignoreCase: boolean,
): string => {
  if (!Array.isArray(expected) || value.type !== 'json') return 'FALSE';
  const met = expected.map((wanted) =>
    some(value, (item) =>
      ignoreCase && typeof wanted === 'string'
        ? `coalesce(covey_lower(${asText(item)}), 'null') = ${text(wanted.toLowerCase())}`
        : operandSql(item, wanted, context),
    ),
  );
  return inList(value, and(met));
};

/** Some element of a list passes; false for what is no list. */
const some = (list: SqlValue, test: (item: SqlValue) => string): string => {
  if (list.type !== 'json') return 'FALSE';
  const depth = (list.depth ?? 0) + 1;
  const item = `item${depth}`;
  const passes = test({ ...list, sql: item, depth, present: false });
  return inList(list, `covey_some(covey_elements(${list.sql}), ${item}, ${passes})`);
};

const inList = (value: SqlValue, test: string): string =>
  test === 'FALSE'
    ? 'FALSE'
    : `CASE WHEN covey_type(${value.sql}) = 'array' THEN ${test} ELSE FALSE END`;

const count = (sql: string): SqlValue => ({
  sql: `covey_size(${sql})`,
  type: 'number',
  present: true,
});

/** An element's own properties, or its value; absent elements match nothing. */
const elementSql = (item: SqlValue, expected: unknown, context: ConditionContext): string =>
  and([
    `${item.sql} IS NOT NULL`,
    isOperatorObject(expected)
      ? operandSql(item, expected, context)
      : conditionSql(expected as Condition, {
          ...context,
          read: (path) => property(item, path.split('.')),
        }),
  ]);

/** The value at a path within a JSON value; NULL where the path ends early or at JSON's null. */
export const property = (json: SqlValue, path: readonly string[]): SqlValue => ({
  ...json,
  sql: `covey_get(${[json.sql, ...path.map(text)].join(', ')})`,
  present: false,
});
