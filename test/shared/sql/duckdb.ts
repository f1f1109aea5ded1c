import { DuckDBInstance } from '@duckdb/node-api';
import { type SqlEngine, columnsOf, rowsOf } from './engine.ts';

export const duckdb: SqlEngine = {
  dialect: 'duckdb',
  slowness: 1,
  atOnce: Infinity,
  holds: (text) => text,
  async open() {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await instance.connect();
    const fill = async (name: string, rows: readonly (readonly (string | number)[])[]) => {
      const appender = await connection.createAppender(name, 'main', 'temp');
      for (const row of rows) {
        for (const cell of row)
          if (typeof cell === 'number') appender.appendDouble(cell);
          else appender.appendVarchar(cell);
        appender.endRow();
      }
      appender.closeSync();
    };
    return {
      async run({ prelude, query, cleanup }) {
        for (const statement of prelude) await connection.run(statement);
        const reader = await connection.runAndReadAll(query);
        for (const statement of cleanup) await connection.run(statement);
        return reader.getRowsJS() as unknown[][];
      },
      async load(log) {
        await connection.run(
          'CREATE OR REPLACE TEMP TABLE raw(visitor VARCHAR, ms DOUBLE, seq DOUBLE, name VARCHAR, props VARCHAR)',
        );
        const rows = rowsOf(log).map((row) => Object.values(row));
        await fill('raw', rows);
        await connection.run(
          `CREATE OR REPLACE TEMP TABLE events AS
        SELECT visitor, make_timestamptz(CAST(ms * 1000 AS BIGINT)) AS time, CAST(seq AS BIGINT) AS seq, name, CAST(props AS JSON) AS props FROM raw`,
        );
      },
      async tell(facts) {
        await connection.run('CREATE OR REPLACE TEMP TABLE told(visitor VARCHAR, facts JSON)');
        await fill(
          'told',
          [...facts].map(([visitor, told]) => [visitor, JSON.stringify(told)]),
        );
      },
      async table(name) {
        await connection.run(
          `CREATE OR REPLACE TEMP TABLE "${name.replaceAll('"', '""')}" AS SELECT 'v' AS visitor, make_timestamptz(0) AS time, 1 AS seq, 'x' AS name, '{}'::JSON AS props`,
        );
      },
      async store(name, rows) {
        const columns = columnsOf(rows);
        const quoted = columns.map((column) => `"${column.replaceAll('"', '""')}"`);
        await connection.run(
          `CREATE OR REPLACE TEMP TABLE ${name}(${quoted.map((column) => `${column} JSON`).join(', ')})`,
        );
        for (const row of rows)
          await connection.run(
            `INSERT INTO ${name} VALUES (${columns.map((_, at) => `$${at + 1}`).join(', ')})`,
            columns.map((column) => (row[column] == null ? null : JSON.stringify(row[column]))),
          );
        return rows;
      },
      close() {
        connection.closeSync();
        instance.closeSync();
      },
    };
  },
};
