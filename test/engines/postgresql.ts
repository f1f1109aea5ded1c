import { type SqlEngine, type Stored, columnsOf, rowsOf } from '../shared/sql/engine.ts';
import { packageOf } from './packages.ts';

interface PgLite {
  readonly query: (
    sql: string,
    values?: readonly unknown[],
    options?: object,
  ) => Promise<{ readonly rows: unknown[][] }>;
  readonly exec: (sql: string) => Promise<unknown>;
}

/** Leaves nothing of what was done, temporary tables and settings included. */
const EMPTIED = ['ROLLBACK', 'DROP SCHEMA public CASCADE', 'CREATE SCHEMA public', 'DISCARD ALL'];
const EVENTS = '(visitor text, time timestamptz, seq bigint, name text, props json)';
/** Types that come as text by themselves: whole numbers of 64 bits, and JSON. */
const [BIGINT, NUMERIC, JSON_TYPE] = [20, 1700, 114];

/** Servers that nobody asks now: to start one takes seconds. */
const idle: PgLite[] = [];

/** PostgreSQL as WebAssembly, in this process. */
export const postgresql: SqlEngine = {
  dialect: 'postgresql',
  slowness: 4,
  atOnce: Infinity,
  holds: (text) => text.replaceAll('\0', '\uFFFD'),
  async open() {
    const { PGlite } = packageOf('@electric-sql/pglite') as { PGlite: new () => PgLite };
    const server = idle.pop() ?? new PGlite();
    const asText = (written: string): string => written;
    const options = {
      rowMode: 'array',
      parsers: { [BIGINT]: Number, [NUMERIC]: Number, [JSON_TYPE]: asText },
    };
    const fill = (table: string, rows: unknown, columns: string) =>
      server.query(
        `INSERT INTO ${table} SELECT ${columns} FROM json_to_recordset($1::json) AS r(visitor text, ms bigint, seq bigint, name text, props text)`,
        [withoutNul(rows)],
      );
    return {
      async run({ prelude, query, cleanup }) {
        for (const statement of prelude) await server.exec(statement);
        const { rows } = await server.query(query, [], options);
        for (const statement of cleanup) await server.exec(statement);
        return rows;
      },
      async load(log) {
        await server.exec(`DROP TABLE IF EXISTS events; CREATE TABLE events${EVENTS}`);
        const rows = rowsOf(log).map(({ time, ...row }) => ({ ...row, ms: time }));
        const time = "'epoch'::timestamptz + ms * interval '1 millisecond'";
        await fill('events', rows, `visitor, ${time}, seq, name, props::json`);
      },
      async tell(facts) {
        await server.exec('DROP TABLE IF EXISTS told; CREATE TABLE told(visitor text, facts json)');
        const rows = [...facts].map(([visitor, told]) => ({
          visitor,
          props: JSON.stringify(told),
        }));
        await fill('told', rows, 'visitor, props::json');
      },
      async table(name) {
        const quoted = `"${name.replaceAll('"', '""')}"`;
        await server.exec(
          `CREATE TABLE ${quoted}${EVENTS}; INSERT INTO ${quoted} VALUES ('v', 'epoch', 1, 'x', '{}')`,
        );
      },
      async store(name, given) {
        const { rows, columns, json } = asStored(given);
        await server.exec(`DROP TABLE IF EXISTS ${name} CASCADE; CREATE TABLE ${name}(${columns})`);
        await server.query(
          `INSERT INTO ${name} SELECT * FROM json_to_recordset($1::json) AS r(${columns})`,
          [json],
        );
        return rows;
      },
      async close() {
        for (const statement of EMPTIED) await server.exec(statement);
        idle.push(server);
      },
    };
  },
};

/** Names are cut after so many bytes, by which two may be one. */
const MOST_BYTES = 63;
const isWhole = (column: string): boolean => Buffer.byteLength(column) <= MOST_BYTES;

/** Rows that a table of JSON columns can hold, the columns as its head has them, and the rows as one text. */
export function asStored(given: readonly Stored[]) {
  const rows = given.filter((row) => Object.keys(row).every(isWhole));
  const columns = columnsOf(rows)
    .map((column) => `"${column.replaceAll('"', '""')}" json`)
    .join(', ');
  return { rows, columns, json: withoutNul(rows) };
}

/** No text holds NUL there. What JSON within JSON says of it stays. */
const withoutNul = (rows: unknown): string =>
  JSON.stringify(rows, (_, value: unknown) =>
    typeof value === 'string' ? postgresql.holds(value) : value,
  );
