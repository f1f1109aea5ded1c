import { number, text } from './text.ts';

/** How an engine holds a value; `json` is any JSON value, whose type is known only when it is read. */
export type SqlType = 'number' | 'text' | 'boolean' | 'json';

/** An expression for a value. NULL stands for an absent one, never for an unknown one. */
export interface SqlValue {
  readonly sql: string;
  readonly type: SqlType;
  /** Durations in milliseconds compare with `"30d"`. */
  readonly duration?: boolean;
  /** NULL stands for *never*, longer than any duration, and otherwise absent. */
  readonly never?: boolean;
  /** A test of whether the value is unknown. */
  readonly unknown?: string;
  /** A score that changes at every instant. */
  readonly score?: boolean;
  /** True where the value cannot be absent. */
  readonly present?: boolean;
  /** Held by an event: a text beside a number is the number it stands for. */
  readonly measured?: boolean;
  /** How many lists the value lies in: lambdas within lambdas need names of their own. */
  readonly depth?: number;
}

/** What reading a fact gives: a value, or nothing that anybody could know. */
export type Fact = SqlValue | 'unknown';

/** A number that is zero where there is no row. */
export const orZero = (column: string): SqlValue => ({
  sql: `coalesce(${column}, 0)`,
  type: 'number',
  present: true,
});

/** As JavaScript writes it; NULL where absent. */
export const asText = ({ type, sql }: SqlValue): string => {
  if (type === 'text') return sql;
  if (type === 'json') return `covey_text(${sql})`;
  return type === 'boolean'
    ? `CASE WHEN ${sql} THEN 'true' WHEN NOT ${sql} THEN 'false' END`
    : `covey_digits(covey_float(${sql}))`;
};

/** As JavaScript counts it, or as the number that it stands for; NULL where absent or not a number. */
export const asNumber = ({ type, sql, measured }: SqlValue): string => {
  if (type === 'number') return sql;
  if (type === 'json') return measured ? `covey_measured(${sql})` : `covey_number(${sql})`;
  return type === 'boolean'
    ? `CASE WHEN ${sql} THEN 1 WHEN NOT ${sql} THEN 0 END`
    : `covey_parse(${sql})`;
};

/** A test of whether a JSON value can equal a number at all. */
export const numberLike = ({ sql, measured }: SqlValue): string =>
  `covey_type(${sql}) ${measured ? `IN ('number', 'string')` : `= 'number'`}`;

/** NULL where absent. */
export const asTruth = ({ type, sql }: SqlValue): string => {
  if (type === 'boolean') return sql;
  if (type === 'json') return `covey_truthy(${sql})`;
  return type === 'number' ? `${sql} <> 0` : `${sql} <> ''`;
};

/** The JSON type's name in the language, `'null'` where absent. */
export const typeOf = ({ type, sql, present }: SqlValue): string => {
  if (type === 'json') return `covey_type(${sql})`;
  const name = text(type === 'text' ? 'string' : type);
  return present ? name : `CASE WHEN ${sql} IS NULL THEN 'null' ELSE ${name} END`;
};

/** Of the same type and equal, as `===` does; never NULL. Lists and objects equal nothing. */
export const strictlyEqual = (value: SqlValue, expected: unknown): string => {
  const { type, sql } = value;
  if (expected === null) return value.present ? 'FALSE' : `${sql} IS NULL`;
  const held = `${type === 'json' ? 'json' : type}:${typeof expected}`;
  switch (held) {
    case 'text:string':
      return definite(value, `${sql} = ${text(String(expected))}`);
    case 'number:number':
      return definite(value, `${sql} = ${number(Number(expected))}`);
    case 'boolean:boolean':
      return definite(value, expected === true ? sql : `NOT ${sql}`);
    case 'json:string':
      return `coalesce(covey_string(${sql}) = ${text(String(expected))}, FALSE)`;
    case 'json:number':
      return `coalesce(${numberLike(value)} AND ${asNumber(value)} = ${number(Number(expected))}, FALSE)`;
    case 'json:boolean':
      return definite(value, `${expected === true ? '' : 'NOT '}covey_boolean(${sql})`);
    default:
      return 'FALSE';
  }
};

/** A test that an absent value fails: NULL becomes FALSE where the value can be absent. */
export const definite = (value: SqlValue, test: string): string =>
  value.present && value.type !== 'json' ? test : `coalesce(${test}, FALSE)`;
