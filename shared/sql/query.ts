import { freeNames, identifier, pointer, text } from './text.ts';

/** What a statement is built from: named parts, and the columns of events that some part reads. */
export interface Query {
  /** Milliseconds since the epoch: the instant asked about. */
  readonly at: number;
  readonly sessionTimeoutMs: number;
  readonly savedGroups: { readonly [id: string]: readonly (string | number)[] };
  /** Adds a common table expression and gives its quoted name; a name taken already gets a number. */
  part(name: string, body: string): string;
  /** The same for a part that reads itself, by the name that `body` is given. */
  recursive(name: string, body: (self: string) => string): string;
  /** A column of the events seen that holds what stands at a path of the properties. */
  property(path: readonly string[]): string;
  /** Asks for a column of the events seen that takes some work to make. */
  column(name: EventColumn): string;
  /** The local time of an instant in milliseconds, as a TIMESTAMP. */
  local(ms: string): string;
  /** The instant in milliseconds of a local time. */
  instant(local: string): string;
}

/**
 * `n`: position among the visitor's events, from 1. `session`: its number. `first_t`: time of the
 * visitor's first event. `last_session`: number of the latest session.
 */
export type EventColumn = 'n' | 'session' | 'first_t' | 'last_session';

export interface QueryOptions {
  readonly at: number;
  readonly timezone: string;
  readonly table: string;
  readonly sessionTimeoutMs: number;
  readonly savedGroups: { readonly [id: string]: readonly (string | number)[] };
}

/** The name of the part with the events up to the instant asked about. */
export const SEEN = 'seen';

/** A query, and `write`, which puts its parts before the final SELECT. */
export const createQuery = (options: QueryOptions) => {
  const { timezone, at, table, sessionTimeoutMs, savedGroups } = options;
  const parts: { readonly name: string; readonly body: string }[] = [];
  const partName = freeNames([SEEN]);
  const columnName = freeNames();
  const properties = new Map<
    string,
    { readonly path: readonly string[]; readonly column: string }
  >();
  const columns = new Set<EventColumn>();

  const query: Query = {
    at,
    sessionTimeoutMs,
    savedGroups,
    part: (name, body) => query.recursive(name, () => body),
    recursive(name, body) {
      const quoted = partName(name);
      parts.push({ name: quoted, body: body(quoted) });
      return quoted;
    },
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
    instant: (local) => `epoch_ms(timezone(${text(timezone)}, ${local}))`,
    local: (ms) =>
      /^(Etc\/)?(UTC|GMT)$/i.test(timezone)
        ? `make_timestamp(${ms} * 1000)`
        : `timezone(${text(timezone)}, make_timestamptz(${ms} * 1000))`,
  };

  /** The events up to the instant, each with what the other parts read of it. */
  const seen = (): string => {
    const has = (column: EventColumn): boolean => columns.has(column);
    const read = [...properties.values()].map(
      ({ path, column }) => `nullif(props->${pointer(path)}, 'null'::JSON) AS ${column}`,
    );
    const made = [
      'visitor',
      'epoch_ms(time) AS t',
      'name',
      ...read,
      ...(has('n') || has('session') ? ['row_number() OVER ordered AS n'] : []),
      ...(has('session')
        ? [
            `CAST(epoch_ms(time) - lag(epoch_ms(time)) OVER ordered >= ${sessionTimeoutMs} AS INTEGER) AS begins`,
          ]
        : []),
      ...(has('first_t') ? ['min(epoch_ms(time)) OVER (PARTITION BY visitor) AS first_t'] : []),
    ];
    const inner = [
      `SELECT ${made.join(',\n    ')}`,
      `  FROM ${identifier(table)}`,
      `  WHERE time <= make_timestamptz(${at} * 1000)`,
      ...(has('n') || has('session')
        ? ['  WINDOW ordered AS (PARTITION BY visitor ORDER BY time, seq)']
        : []),
    ].join('\n');
    if (!has('session')) return inner;
    const counted = `SELECT * EXCLUDE begins, 1 + coalesce(sum(begins) OVER (PARTITION BY visitor ORDER BY n), 0) AS session\n  FROM (${inner})`;
    return has('last_session')
      ? `SELECT *, max(session) OVER (PARTITION BY visitor) AS last_session\n  FROM (${counted})`
      : counted;
  };

  const write = (select: string): string => {
    const all = [{ name: SEEN, body: seen() }, ...parts];
    return `WITH RECURSIVE ${all.map(({ name, body }) => `${name} AS (\n  ${body}\n)`).join(',\n')}\n${select}`;
  };

  return { query, write };
};
