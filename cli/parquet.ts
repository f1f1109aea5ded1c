import { loadDuckDb } from './duckdb.ts';
import { Failure, reasonOf } from './failure.ts';

/** The rows of a Parquet file, each as a line of JSON. @throws Failure without DuckDB, or for a file that it cannot read. */
export async function* readParquet(path: string): AsyncGenerator<string> {
  const { DuckDBInstance } = await loadDuckDb(`${path} is a Parquet file: reading it`);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    const file = `'${path.replaceAll("'", "''")}'`;
    const result = await connection.stream(
      `SELECT to_json(log)::VARCHAR FROM read_parquet(${file}, hive_partitioning = false) AS log`,
    );
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) return;
      for (const [line] of chunk.getRows()) yield String(line);
    }
  } catch (error) {
    throw new Failure('file', `${path} cannot be read: ${reasonOf(error).split('\n')[0] ?? ''}`);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
