import { freeNames, identifier, pointer, text } from './text.ts';

/** What a statement is built from: named parts, and the columns of events that some part reads. */
export interface Query {
  /** Milliseconds since the epoch: the instant asked about. */
  readonly at: number;
  /** The table of what hosts tell, quoted; null: nothing is known of it. */
  readonly told: string | null;
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
  readonly told: string | null;
  readonly sessionTimeoutMs: number;
  readonly savedGroups: { readonly [id: string]: readonly (string | number)[] };
  /** Names of events that happen once, and the property that tells one from another. */
  readonly repeats: readonly (readonly [name: string, property: string])[];
}

/** The name of the part with the events up to the instant asked about. */
export const SEEN = 'seen';

/** A query, and `write`, which puts its parts before the final SELECT. */
export const createQuery = (options: QueryOptions) => {
  const { timezone, at, table, told, savedGroups } = options;
  const parts: { readonly name: string; readonly body: string }[] = [];
  const partName = freeNames([SEEN, table, told ?? SEEN, 'told', 'visit', 'visits']);
  const columnName = freeNames();
  const properties = new Map<
    string,
    { readonly path: readonly string[]; readonly column: string }
  >();
  const columns = new Set<EventColumn>();

  const query: Query = {
    at,
    told: told === null ? null : identifier(told),
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
    local: (ms) =>
      /^(Etc\/)?(UTC|GMT)$/i.test(timezone)
        ? `make_timestamp(${ms} * 1000)`
        : `timezone(${text(timezone)}, make_timestamptz(${ms} * 1000))`,
  };

  const write = (select: string): string => {
    const read = [...properties.values()].map(
      ({ path, column }) => `nullif(props->${pointer(path)}, 'null'::JSON) AS ${column}`,
    );
    const seen = seenSql(options, read, columns);
    const written = parts.map(({ name, body }) => `${name} AS (\n  ${body}\n)`);
    return `WITH RECURSIVE ${[`${SEEN} AS MATERIALIZED (\n  ${seen}\n)`, ...written].join(',\n')}\n${select}`;
  };

  return { query, write };
};

/** Of several events of one name and id, the first. */
const onceSql = (repeats: QueryOptions['repeats']): string => {
  if (repeats.length === 0) return '';
  const cases = repeats.map(
    ([name, property]) => `WHEN ${text(name)} THEN covey_id(props->${pointer([property])})`,
  );
  const id = `CASE name ${cases.join(' ')} END`;
  return `
  QUALIFY ${id} IS NULL OR row_number() OVER (PARTITION BY visitor, name, ${id} ORDER BY epoch_ms(time), seq) = 1`;
};

/** The events up to the instant, each with what the other parts read of it. */
const seenSql = (
  { table, at, repeats, sessionTimeoutMs }: QueryOptions,
  read: readonly string[],
  columns: ReadonlySet<EventColumn>,
): string => {
  const bySession = columns.has('session') || columns.has('last_session');
  const inOrder = bySession || columns.has('n');
  let sql = `SELECT ${['visitor', 'epoch_ms(time) AS t', 'name', ...(inOrder ? ['seq'] : []), ...read].join(',\n    ')}
  FROM ${identifier(table)}
  WHERE time <= make_timestamptz(${at} * 1000)${onceSql(repeats)}`;
  const add = (expressions: readonly string[], without = ''): void => {
    sql = `SELECT ${[`*${without}`, ...expressions].join(',\n    ')}\n  FROM (${sql})`;
  };
  if (inOrder || columns.has('first_t')) {
    const order = 'OVER (PARTITION BY visitor ORDER BY t, seq)';
    const pause = `t - lag(t) ${order} >= ${sessionTimeoutMs}`;
    add(
      [
        ...(inOrder ? [`row_number() ${order} AS n`] : []),
        ...(bySession ? [`CAST(${pause} AS INTEGER) AS begins`] : []),
        ...(columns.has('first_t') ? ['min(t) OVER (PARTITION BY visitor) AS first_t'] : []),
      ],
      inOrder ? ' EXCLUDE seq' : '',
    );
  }
  if (bySession) {
    // Sums of whole numbers are HUGEINT, which joins are slow at.
    const number = '1 + coalesce(sum(begins) OVER (PARTITION BY visitor ORDER BY n), 0)';
    add([`CAST(${number} AS BIGINT) AS session`], ' EXCLUDE begins');
  }
  if (columns.has('last_session'))
    add(['max(session) OVER (PARTITION BY visitor) AS last_session']);
  return sql;
};
