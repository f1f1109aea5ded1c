import { DuckDBInstance } from '@duckdb/node-api';
import type { CoveyEvent } from '../../../shared/engine/index.ts';

export type Log = readonly (readonly [visitor: string, events: readonly CoveyEvent[]])[];

/** A database in memory that answers with rows of plain values. */
export async function openDatabase() {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  return {
    /** Runs every statement; the rows of the last. */
    async query(sql: string): Promise<unknown[][]> {
      const reader = await connection.runAndReadAll(sql);
      return reader.getRowsJS() as unknown[][];
    },
    /** Fills a new table with rows of text, numbers and instants in milliseconds. */
    async load(log: Log): Promise<void> {
      await connection.run(
        'CREATE OR REPLACE TEMP TABLE raw(visitor VARCHAR, ms DOUBLE, seq DOUBLE, name VARCHAR, props VARCHAR)',
      );
      const appender = await connection.createAppender('raw', 'main', 'temp');
      let seq = 0;
      for (const [visitor, events] of log)
        for (const { name, time, props } of events) {
          appender.appendVarchar(visitor);
          appender.appendDouble(time);
          appender.appendDouble((seq += 1));
          appender.appendVarchar(name);
          appender.appendVarchar(JSON.stringify(props ?? {}));
          appender.endRow();
        }
      appender.closeSync();
      await connection.run(
        `CREATE OR REPLACE TEMP TABLE events AS
        SELECT visitor, make_timestamptz(CAST(ms * 1000 AS BIGINT)) AS time, CAST(seq AS BIGINT) AS seq, name, CAST(props AS JSON) AS props FROM raw`,
      );
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
