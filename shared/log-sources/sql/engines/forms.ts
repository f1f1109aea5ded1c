/** An expression of SQL text. */
type Sql = string;

/**
 * What a view of an export asks of an engine. Values are texts, JSON, and lists of JSON; what is absent, and JSON's
 * null, is NULL. Names given to elements of lists are names of SQL as they are.
 */
export interface SourceForms {
  readonly quote: (text: string) => Sql;
  /** A row of `source_rows`, `r`, as a whole. */
  readonly row: Sql;

  /** What stands at a path within an object, or at a place of a list in it. */
  readonly at: (json: Sql, ...path: string[]) => Sql;
  /** A text or a number as text, without blanks around it; NULL for an empty one, and for anything else. */
  readonly text: (json: Sql) => Sql;
  readonly isTrue: (json: Sql) => Sql;
  /** An object, or what a text says as one; without either an empty one. */
  readonly object: (json: Sql) => Sql;
  /** Whether its text has such a part: quick to say that no name begins so. */
  readonly mentions: (json: Sql, part: string) => Sql;
  readonly isObject: (json: Sql) => Sql;
  /** A list, or what a text says as one; without either an empty one. */
  readonly list: (json: Sql) => Sql;
  readonly isList: (json: Sql) => Sql;
  /** As JavaScript's `Number`, but for texts that no tool writes; NULL where it is none. */
  readonly number: (json: Sql) => Sql;
  /** A number that stands as text as such, where it survives; all else as it is. */
  readonly numeric: (json: Sql) => Sql;

  /** A text, and a number, as JSON. */
  readonly string: (text: Sql) => Sql;
  readonly ofNumber: (number: Sql) => Sql;
  /** An object of members, without those that are NULL. */
  readonly built: (members: { readonly [name: string]: Sql }) => Sql;
  /** Members of the second beside those of the first, and in their place. */
  readonly over: (first: Sql, second: Sql) => Sql;
  /** The same, where no member of the second is an object. */
  readonly beside: (first: Sql, second: Sql) => Sql;
  /** Without members of those names, and of names that begin so. */
  readonly without: (json: Sql, names: readonly string[], start?: string) => Sql;
  /** The values of members whose names begin so, but for null. */
  readonly starting: (json: Sql, start: string) => Sql;
  /** Members whose names match, as a list of `{ key, value }`. */
  readonly members: (json: Sql, pattern: string) => Sql;
  /** Without members that are null, or that text. */
  readonly set: (json: Sql, nothing?: string) => Sql;
  /** An object of a key, a text, and a value of each element; without those of which either is NULL. */
  readonly keyed: (list: Sql, item: string, key: Sql, value: Sql) => Sql;
  /** An object of keys, texts in a list, and the values at the same places of another. */
  readonly pairs: (keys: Sql, values: Sql) => Sql;
  /** An object of the keys and values of many rows, as an aggregate. */
  readonly gathered: (key: Sql, value: Sql) => Sql;
  /** A list of the JSON of many rows in their order, as an aggregate. */
  readonly listed: (json: Sql, order: Sql) => Sql;
  /** JSON as it is written. */
  readonly literal: (json: string) => Sql;
  /** A list as JSON; NULL for an empty one. */
  readonly array: (list: Sql) => Sql;

  /** NULL as text, and as JSON. */
  readonly nothing: Sql;
  readonly none: Sql;
  /** NULL where it is written as one of these. */
  readonly valued: (json: Sql, nothing: readonly string[]) => Sql;
  readonly empty: Sql;
  /** A list of one, or an empty one. */
  readonly listIf: (test: Sql, json: Sql) => Sql;
  readonly concat: (...lists: string[]) => Sql;
  readonly first: (list: Sql) => Sql;
  readonly isEmpty: (list: Sql) => Sql;
  readonly mapped: (list: Sql, item: string, json: Sql) => Sql;
  readonly filtered: (list: Sql, item: string, test: Sql) => Sql;
  readonly some: (list: Sql, item: string, test: Sql) => Sql;
  /** Each element once, where it stands first. */
  readonly distinct: (list: Sql) => Sql;
  /** What stands between signs of a text, as texts without blanks around them, of those that have any. */
  readonly split: (text: Sql, sign: string) => Sql;
  /** The sum of a number of each element; NULL where one has none. */
  readonly sum: (list: Sql, item: string, number: Sql) => Sql;
  /** To six places. */
  readonly rounded: (number: Sql) => Sql;
  /** A whole number as text. */
  readonly wholeText: (number: Sql) => Sql;

  /** The instant that a text or a number says: so many of so many microseconds since the epoch; or one written out, in a zone where it names none. */
  readonly epoch: (json: Sql, micros: number) => Sql;
  readonly time: (json: Sql, zone: Sql) => Sql;
  /** Milliseconds since the epoch. */
  readonly ms: (time: Sql) => Sql;
  /** The clock of a zone, read as if it were UTC. */
  readonly byClock: (time: Sql, zone: Sql) => Sql;

  /** Letters, not bytes. */
  readonly length: (text: Sql) => Sql;
  /** In small letters, of all alphabets. */
  readonly lower: (text: Sql) => Sql;
  readonly startsWith: (text: Sql, start: string) => Sql;
  /** As `spelling` of the tables of names. */
  readonly spelled: (text: Sql) => Sql;
  readonly matches: (text: Sql, pattern: string) => Sql;
  readonly replaced: (text: Sql, pattern: string, by: string) => Sql;
  /** What the group of a pattern matches. */
  readonly group: (text: Sql, pattern: string) => Sql;
  /** An expression in which a value has a name, so that it is written once. */
  readonly let: (name: string, value: Sql, body: (name: string) => Sql) => Sql;

  /** Rows, and what is told of them: each row is read once, however much is asked of it. */
  readonly readOnce: (rows: Sql, told: Sql) => { readonly rows: Sql; readonly told: Sql };
  /** Each row of a table as JSON, `r`. */
  readonly rows: (table: Sql) => Sql;
  /** What stands behind FROM for a row of each element of a list, a column: with all columns, the element, and its place, from 0. */
  readonly unnested: (from: Sql, list: string, item: string, place: string) => Sql;
  /** A part of a statement that is worked out once. */
  readonly part: (name: string, select: Sql) => Sql;
  /** Statements that make a view, or what stands for one as long as a session lasts. */
  readonly created: (view: Sql, select: Sql) => readonly Sql[];
  /** A SELECT that is asked by itself, with the settings that it needs. */
  readonly alone: (select: Sql) => Sql;
}

/** Where a row is what it was. */
export const asItIs: Pick<SourceForms, 'row' | 'readOnce'> = {
  row: 'r',
  readOnce: (rows, told) => ({ rows, told }),
};

/** Whether a part of a path is a place in a list. */
export const isPlace = (key: string): boolean => /^[0-9]+$/.test(key);
