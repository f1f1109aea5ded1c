import { type AsPageWrites, logSql } from './log.ts';
import { freeNames, given, text } from './text.ts';

/** What a statement is built from: named parts, and the columns of events that some part reads. */
export interface Query {
  /** Milliseconds since the epoch: the instant asked about. */
  readonly at: number;
  /** The table of what hosts tell, quoted; null: nothing is known of it. */
  readonly told: string | null;
  readonly savedGroups: { readonly [id: string]: readonly (string | number)[] };
  /** A pattern as the engine reads it, null where it is none; throws `NoSqlForm`. */
  readonly pattern: (source: unknown) => string | null;
  /** The longest gap between steps that the engine's windows can look back over, in milliseconds. */
  readonly longestGapMs: number;
  /** The visitors' time zone, as a literal. */
  readonly zone: string;
  /** Adds a common table expression and gives its quoted name; a name taken already gets a number. */
  part(name: string, body: string): string;
  /** The same for a part that reads itself, by the name that `body` is given. */
  recursive(name: string, body: (self: string) => string): string;
  /** A column of the events seen that holds what stands at a path of the properties. */
  property(path: readonly string[]): string;
  /** Asks for a column of the events seen that takes some work to make. */
  column(name: EventColumn): string;
  /** A whole number, or the date as text, of the visitors' local time at an instant in milliseconds. */
  local(what: LocalTime, ms: string): string;
}

/** Hours from 0, weekdays from Monday as 1, months from January as 1; days and months counted through; the date as text. */
export type LocalTime = 'hour' | 'weekday' | 'month' | 'day' | 'week' | 'months' | 'date';

/**
 * `n`: position among the visitor's events, from 1. `session`: its number. `first_t`: time of the
 * visitor's first event. `last_session`: number of the latest session.
 */
export type EventColumn = 'n' | 'session' | 'first_t' | 'last_session';

/** What the table of events calls its columns. */
export interface LogColumns {
  readonly visitor: string;
  readonly time: string;
  readonly seq: string;
  readonly name: string;
  readonly props: string;
}

export interface QueryOptions {
  readonly at: number;
  readonly timezone: string;
  /** Database, schema and table, each a name; or the table alone. */
  readonly table: readonly string[];
  /** What stands for it. */
  readonly select: string | undefined;
  readonly columns: LogColumns;
  readonly asPage: AsPageWrites;
  readonly told: string | null;
  readonly pattern: Query['pattern'];
  readonly longestGapMs: number;
  readonly sessionTimeoutMs: number;
  readonly savedGroups: { readonly [id: string]: readonly (string | number)[] };
  /** Names of events that happen once, and the property that tells one from another. */
  readonly repeats: readonly (readonly [name: string, property: string])[];
}

/** A named part of a statement. */
export interface Part {
  readonly name: string;
  readonly body: string;
  /** Whether it reads itself. */
  readonly isRecursive: boolean;
}

/** The parts of a statement in order, and the columns that its events have in the end. */
export interface Parts {
  readonly parts: readonly Part[];
  readonly columns: readonly string[];
  /** Those of them that hold properties. */
  readonly properties: readonly string[];
}

/** The name of the part with the events up to the instant asked about. */
export const SEEN = 'seen';

/** A query, and `parts`, which gives what stands before the final SELECT. */
export const createQuery = (options: QueryOptions) => {
  const { at, told, savedGroups, pattern, longestGapMs } = options;
  const table = options.table.at(-1) ?? '';
  const made: Part[] = [];
  const partName = freeNames([SEEN, table, told ?? SEEN, 'told', 'visit', 'visits']);
  const columnName = freeNames();
  const properties = new Map<
    string,
    { readonly path: readonly string[]; readonly column: string }
  >();
  const columns = new Set<EventColumn>();
  const zone = text(options.timezone);
  const add = (name: string, body: (self: string) => string, isRecursive: boolean): string => {
    const quoted = partName(name);
    made.push({ name: quoted, body: body(quoted), isRecursive });
    return quoted;
  };

  const query: Query = {
    at,
    told: told === null ? null : given(told),
    savedGroups,
    pattern,
    longestGapMs,
    zone,
    part: (name, body) => add(name, () => body, false),
    recursive: (name, body) => add(name, body, true),
    property(path) {
      const key = JSON.stringify(path);
      const known = properties.get(key);
      if (known) return known.column;
      const column = columnName(`props.${path.join('.')}`);
      properties.set(key, { path, column });
      return column;
    },
    column(name) {
      columns.add(name);
      if (name === 'last_session') columns.add('session');
      return name;
    },
    local: (what, ms) => `covey_${what}(${ms}, ${zone})`,
  };

  const parts = (): Parts => {
    const held = [...properties.values()];
    const wanted = EVENT_COLUMNS.filter((one) => columns.has(one));
    return {
      parts: [{ name: SEEN, body: seenSql(options, held, columns), isRecursive: false }, ...made],
      columns: ['visitor', 't', 'name', ...held.map(({ column }) => column), ...wanted],
      properties: held.map(({ column }) => column),
    };
  };

  return { query, parts };
};

const EVENT_COLUMNS: readonly EventColumn[] = ['n', 'session', 'first_t', 'last_session'];

/** The columns of the events seen that a relation of them has, for a SELECT of it by the name `alias`. */
export const eventColumns = (alias: string): string => `covey_columns(${alias})`;

/** The events up to the instant, each with what the other parts read of it. */
const seenSql = (
  options: QueryOptions,
  held: readonly { readonly path: readonly string[]; readonly column: string }[],
  columns: ReadonlySet<EventColumn>,
): string => {
  const { at, repeats, sessionTimeoutMs } = options;
  const { from: relation, columns: log, props } = logSql(options);
  const get = (path: readonly string[]): string =>
    `covey_get(${[props, ...path.map(text)].join(', ')})`;
  const name = given(log.name);
  const bySession = columns.has('session') || columns.has('last_session');
  const inOrder = bySession || columns.has('n');
  const needsOrder = inOrder || columns.has('first_t') || repeats.length > 0;
  // Of several events of one name and id, the first.
  const cases = repeats.map(
    ([event, property]) => `WHEN ${name} = ${text(event)} THEN covey_id(${get([property])})`,
  );
  let sql = `SELECT ${[
    `${given(log.visitor)} AS visitor`,
    `covey_ms(${given(log.time)}) AS t`,
    `${name} AS name`,
    ...(needsOrder ? [`${given(log.seq)} AS seq`] : []),
    ...(repeats.length > 0 ? [`CASE ${cases.join(' ')} END AS once`] : []),
    ...held.map(({ path, column }) => `${get(path)} AS ${column}`),
  ].join(',\n    ')}
  FROM ${relation}
  WHERE ${given(log.time)} <= covey_time(${at})`;
  const kept = ['visitor', 't', 'name', ...held.map(({ column }) => column)];
  let level = 0;
  const from = (): string => `FROM (${sql}) AS events${(level += 1)}`;
  const select = (expressions: readonly string[], where = ''): void => {
    sql = `SELECT ${expressions.join(',\n    ')}\n  ${from()}${where}`;
  };
  if (repeats.length > 0) {
    const order = 'row_number() OVER (PARTITION BY visitor, name, once ORDER BY t, seq)';
    select([...kept, 'seq', 'once', `${order} AS time_of_once`]);
    select([...kept, 'seq'], '\n  WHERE once IS NULL OR time_of_once = 1');
  }
  const add = (expressions: readonly string[]): void => {
    select([...kept, ...expressions]);
    kept.push(...expressions.map((one) => one.replace(/^.* AS /s, '')));
  };
  if (inOrder || columns.has('first_t')) {
    const order = 'OVER (PARTITION BY visitor ORDER BY t, seq)';
    const pause = `t - covey_lag(t) ${order} >= ${sessionTimeoutMs}`;
    add([
      ...(inOrder ? [`covey_int(row_number() ${order}) AS n`] : []),
      ...(bySession ? [`CASE WHEN ${pause} THEN 1 ELSE 0 END AS begins`] : []),
      ...(columns.has('first_t') ? ['min(t) OVER (PARTITION BY visitor) AS first_t'] : []),
    ]);
  }
  if (bySession) {
    // Sums of whole numbers are wider than whole numbers, which joins are slow at.
    kept.splice(kept.indexOf('begins'), 1);
    add(['covey_int(1 + sum(begins) OVER (PARTITION BY visitor ORDER BY n)) AS session']);
  }
  if (columns.has('last_session'))
    add(['max(session) OVER (PARTITION BY visitor) AS last_session']);
  return sql;
};
