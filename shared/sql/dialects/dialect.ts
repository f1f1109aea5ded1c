import type { Part } from '../query.ts';

/** What the neutral text leaves to an engine: a `covey_*` form each, by its arguments as the engine reads them. */
export interface Forms {
  /** Binary floating point and whole numbers of 64 bits, from any number. */
  readonly float: Form;
  readonly int: Form;
  /** NULL of a type: `boolean`, `float`, `int`, `text` or `json`. */
  readonly null: (type: string) => string;
  /** A segment's answer, of the engine's own type of truth. */
  readonly answer: Form;
  readonly finite: Form;
  readonly add: Form;
  readonly subtract: Form;
  readonly multiply: Form;
  /** These give NULL, or no finite number, where the result is none. */
  readonly divide: Form;
  readonly log1p: Form;
  readonly logistic: Form;
  readonly power_of_two: Form;
  /** The greatest that is there. */
  readonly greatest: Form;

  /** Milliseconds since the epoch of the log's times, and the other way round. */
  readonly ms: Form;
  readonly time: Form;
  /** Of an instant in milliseconds, in a time zone: see `LocalTime`. */
  readonly hour: Form;
  readonly weekday: Form;
  readonly month: Form;
  readonly day: Form;
  readonly week: Form;
  readonly months: Form;
  readonly date: Form;
  /** Days from one numbered day until the day and month of another come again, at the latest with the month's end. */
  readonly anniversary: Form;

  /** The log's column of properties, as JSON. */
  readonly props: Form;
  /** Whether a column of texts holds JSON; TRUE of no text at all. */
  readonly is_json: Form;
  /** A column of any type as JSON, NULL where there is no value: an instant as ISO 8601 in UTC, to the millisecond; one without a zone is of UTC. */
  readonly value: Form;
  /** A string, number or boolean as JSON. */
  readonly json: Form;
  /** `(name, json, …)`: an object of these. */
  readonly object: Form;
  /** The names in an object, as a list; none of anything else. */
  readonly keys: Form;
  /** The text of any column's value. */
  readonly plain: Form;
  /** `'string'`, `'number'`, `'boolean'`, `'array'`, `'object'`, or `'null'` also where there is nothing. */
  readonly type: Form;
  /** A string's text, or NULL. */
  readonly string: Form;
  readonly boolean: Form;
  /** `(json, literal)`: a list or an object written like that. */
  readonly same_json: Form;
  /** As JavaScript counts, writes and judges it; NULL of nothing. */
  readonly number: Form;
  readonly text: Form;
  readonly truthy: Form;
  /** The same number, with texts as the numbers they stand for. */
  readonly measured: Form;
  /** The sum of all numbers below 1e200 in a value or a list, texts as the numbers they stand for, in whole millionths. */
  readonly millionths: Form;
  /** What tells one event from another. */
  readonly id: Form;
  /** Text, a finite number, or a boolean: what metrics take of a property. */
  readonly scalar: Form;
  /** Equal for equal scalars, however they are written. */
  readonly key: Form;
  /** Milliseconds since the epoch of a date, at midnight UTC, or of an instant. */
  readonly instant: Form;
  /** A page's path: given as such, or within its address. */
  readonly path: Form;

  /** A JSON list as a list, of anything else one with that alone; of `items`, one of nothing where there are none. */
  readonly elements: Form;
  readonly list: Form;
  readonly items: Form;
  readonly size: Form;
  /** `(list, name, test)`: whether some element passes. */
  readonly some: Form;
  readonly filter: Form;
  /** `(list, name, list)`: the lists of all elements in one. */
  readonly flat: Form;
  readonly distinct_keys: Form;
  /** `(from, before, step)` */
  readonly range: Form;
  /** A relation with the rows of a SELECT, one for each element of its column `list`: `value`, at `i`. */
  readonly each: Form;
  /** A column's value in the first or last row by others in which it is not NULL; in any. */
  readonly first: Form;
  readonly last: Form;
  readonly any: Form;
  readonly lag: Form;
  readonly lead: Form;

  /** A number as JavaScript writes it. */
  readonly digits: Form;
  /** Text as a number, as JavaScript reads it; NULL where it is none. */
  readonly parse: Form;
  /** A version as text that orders like the version. */
  readonly version: Form;
  readonly lower: Form;
  readonly start: Form;
  /** `(text, place)`, counted from 1 */
  readonly letter: Form;
}

export type Member = readonly [name: string, json: string];
export type Form = (...args: string[]) => string;

/** Statements that answer: the last but for `cleanup` gives the rows. */
export interface Script {
  readonly prelude: readonly string[];
  readonly query: string;
  readonly cleanup: readonly string[];
}

/** Aggregates over the times `t` of all events of a visitor. */
export interface SessionAggregates {
  readonly count: string;
  /** Of the last session: its events, and the time from its first to its last. */
  readonly events: string;
  readonly duration: string;
}

/** What tells one engine's SQL from another's. */
export interface Dialect {
  /** As people call the engine. */
  readonly engine: string;
  /** The first release that reads it, where one that is in use does not. */
  readonly oldest?: string;
  readonly text: (value: string) => string;
  readonly real: (value: number) => string;
  /** A quoted name, of any text. */
  readonly identifier: (name: string) => string;
  /** A name of ours as the engine takes it, where not all names are taken. */
  readonly fitting?: (name: string) => string;
  readonly get: (json: string, path: readonly string[]) => string;
  /** An object, none of what is none, with other values under these names. */
  readonly over: (json: string, members: readonly Member[]) => string;
  readonly matches: (subject: string, pattern: string, ignoresCase: boolean) => string;
  readonly forms: Forms;
  /** A JavaScript pattern as the engine reads it, null where it is none; throws `NoSqlForm`. */
  readonly pattern: (source: unknown) => string | null;
  /** The longest gap between steps that windows can look back over, in milliseconds. */
  readonly longestGapMs: number;
  /** Whether what a CASE gives is worked out of those rows alone that it is given for: else few events are filtered before much is done with them. */
  readonly hasLazyCases: boolean;
  /** What sessions come to, where lists tell it in less time than windows over the events in order. */
  readonly sessions?: (timeoutMs: number) => SessionAggregates;
  /** Puts parts and a final SELECT together, all written out. */
  readonly script: (parts: readonly Part[], select: string) => Script;
}

/** The parts as common table expressions of one statement. */
export const inOneStatement = (
  parts: readonly Part[],
  select: string,
  materialized: (part: Part) => boolean = () => false,
): Script => ({
  prelude: [],
  query: `${parts.length > 0 ? 'WITH ' : ''}${parts
    .map(
      (part) => `${part.name} AS ${materialized(part) ? 'MATERIALIZED ' : ''}(\n  ${part.body}\n)`,
    )
    .join(',\n')}\n${select}`,
  cleanup: [],
});
