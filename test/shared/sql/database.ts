import { DuckDBInstance } from '@duckdb/node-api';

/** A database in memory that answers with rows of plain values. */
export async function openDatabase() {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  return {
    /** Runs every statement; the rows of the last. */
    async query(sql: string): Promise<unknown[][]> {
      const reader = await connection.runAndReadAll(sql);
      return reader.getRowsJS() as unknown[][];
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
