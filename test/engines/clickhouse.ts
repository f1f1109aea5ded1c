import { type SqlEngine, columnsOf, rowsOf } from '../shared/sql/engine.ts';
import { packageOf } from './packages.ts';

interface Session {
  readonly query: (sql: string, format?: string) => string;
}

export const quoted = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\0', '\\0')}'`;
const EVENTS = "(visitor String, time DateTime64(3, 'UTC'), seq Int64, name String, props String)";

/** A process has one at a time. */
let open: Session | null = null;
export const theSession = (): Session => {
  if (open !== null) return open;
  const { Session: Open } = packageOf('chdb') as { Session: new () => Session };
  open = new Open();
  open.query('SET max_threads = 1');
  return open;
};

/** ClickHouse in this process. */
export const clickhouse: SqlEngine = {
  dialect: 'clickhouse',
  slowness: 4,
  atOnce: Infinity,
  holds: (text) => text,
  open() {
    const session = theSession();
    const fill = (table: string, rows: readonly string[]): void => {
      if (rows.length > 0) session.query(`INSERT INTO ${table} VALUES ${rows.join(', ')}`);
    };
    return Promise.resolve({
      run({ prelude, query, cleanup }) {
        try {
          for (const statement of prelude) session.query(statement);
          const rows = session.query(query, 'JSONCompactEachRow').trim();
          return Promise.resolve(
            rows === '' ? [] : rows.split('\n').map((row) => JSON.parse(row) as unknown[]),
          );
        } finally {
          for (const statement of cleanup) session.query(statement);
        }
      },
      load(log) {
        session.query(`CREATE OR REPLACE TEMPORARY TABLE events${EVENTS}`);
        fill(
          'events',
          rowsOf(log).map(
            ({ visitor, time, seq, name, props }) =>
              `(${quoted(visitor)}, fromUnixTimestamp64Milli(toInt64(${time})), ${seq}, ${quoted(name)}, ${quoted(props)})`,
          ),
        );
        return Promise.resolve();
      },
      tell(facts) {
        session.query('CREATE OR REPLACE TEMPORARY TABLE told(visitor String, facts String)');
        fill(
          'told',
          [...facts].map(
            ([visitor, told]) => `(${quoted(visitor)}, ${quoted(JSON.stringify(told))})`,
          ),
        );
        return Promise.resolve();
      },
      table(name) {
        const table = `"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
        session.query(`CREATE OR REPLACE TEMPORARY TABLE ${table}${EVENTS}`);
        fill(table, [`('v', fromUnixTimestamp64Milli(toInt64(0)), 1, 'x', '{}')`]);
        return Promise.resolve();
      },
      store(name, rows) {
        const columns = columnsOf(rows);
        session.query(
          `CREATE OR REPLACE TEMPORARY TABLE ${name}(${columns.map((column) => `"${column}" Nullable(String)`).join(', ')})`,
        );
        // JSON stands as text there.
        const stored = rows.map((row) =>
          Object.fromEntries(
            columns.map((column) => {
              const value = row[column] ?? null;
              return [
                column,
                value === null || typeof value === 'string' ? value : JSON.stringify(value),
              ];
            }),
          ),
        );
        fill(
          name,
          stored.map(
            (row) =>
              `(${columns.map((column) => (row[column] == null ? 'NULL' : quoted(row[column]))).join(', ')})`,
          ),
        );
        return Promise.resolve(stored);
      },
      close() {
        // It ends with the process.
      },
    });
  },
};
