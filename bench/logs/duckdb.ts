// What a process of its own does in DuckDB: the bench's segments of a Parquet file or a table, or the five questions.
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { compileSql } from '../../shared/sql/index.ts';
import { shop } from '../shop.ts';
import {
  type Asked,
  type Compared,
  type Sizes,
  cpuSeconds,
  measured,
  sizesOf,
} from './measured.ts';
import { questions } from './questions.ts';

const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`;

const open = async (): Promise<DuckDBConnection> => {
  const instance = await DuckDBInstance.create(':memory:', { preserve_insertion_order: 'false' });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  return connection;
};

const rowOf = async (connection: DuckDBConnection, sql: string): Promise<readonly number[]> =>
  ((await connection.runAndReadAll(sql)).getRows()[0] ?? []).map(Number);

/** The rows of a log as the table that compiled SQL reads, in a Parquet file. */
export async function toParquet(csv: string, parquet: string): Promise<void> {
  const connection = await open();
  await connection.run('SET preserve_insertion_order = true');
  // As NDJSON a cell would be: text, and of `value` the number.
  await connection.run(`COPY (
    SELECT visitor, CAST(time AS TIMESTAMPTZ) AS time, row_number() OVER () AS seq, event AS name,
      CAST(CASE WHEN category IS NOT NULL THEN json_object('category', category)
        WHEN value IS NOT NULL THEN json_object('value', CAST(value AS DOUBLE)) ELSE '{}' END AS JSON) AS props
    FROM read_csv(${quoted(csv)}, all_varchar = true)
  ) TO ${quoted(parquet)} (FORMAT parquet)`);
  connection.closeSync();
}

/** The same rows with a column for each property, as an export has them. */
export async function toExport(csv: string, parquet: string): Promise<void> {
  const connection = await open();
  await connection.run('SET preserve_insertion_order = true');
  await connection.run(`COPY (
    SELECT visitor, CAST(time AS TIMESTAMPTZ) AS time, event, category, CAST(value AS DOUBLE) AS value
    FROM read_csv(${quoted(csv)}, all_varchar = true)
  ) TO ${quoted(parquet)} (FORMAT parquet)`);
  connection.closeSync();
}

export async function ofSegments(parquet: string, isTable: boolean): Promise<Asked> {
  const connection = await open();
  const file = `SELECT * FROM read_parquet(${quoted(parquet)})`;
  await connection.run(`CREATE ${isTable ? 'TABLE' : 'VIEW'} events AS ${file}`);
  return measured(async (): Promise<Sizes> => {
    const [last = 0] = await rowOf(connection, 'SELECT epoch_ms(max(time)) FROM events');
    const { query, columns } = compileSql(shop, { at: last + 1, metrics: false });
    await connection.run(`CREATE TABLE answers AS ${query}`);
    const ids = columns.slice(1);
    const members = ids.map((id) => `count(*) FILTER ("${id}")`);
    return sizesOf(ids, await rowOf(connection, `SELECT ${members.join(', ')} FROM answers`));
  });
}

/** Each question by hand and compiled, one after the other, so many times. */
export async function ofQuestions(parquet: string, rounds: number): Promise<readonly Compared[]> {
  const connection = await open();
  await connection.run(`CREATE TABLE events AS SELECT * FROM read_parquet(${quoted(parquet)})`);
  const [last = 0] = await rowOf(connection, 'SELECT epoch_ms(max(time)) FROM events');
  const at = last + 1;
  const found: Compared[] = [];
  for (const { name, definitions, byHand } of questions) {
    const { query } = compileSql(definitions, { at, metrics: false });
    const ways = { hand: byHand(at), compiled: query };
    const times = {
      hand: { seconds: [] as number[], cpu: [] as number[] },
      compiled: { seconds: [] as number[], cpu: [] as number[] },
    };
    for (let round = 0; round < rounds; round += 1)
      for (const way of ['hand', 'compiled'] as const) {
        const [started, cpu] = [performance.now(), cpuSeconds()];
        await connection.run(`CREATE OR REPLACE TABLE ${way} AS ${ways[way]}`);
        times[way].seconds.push((performance.now() - started) / 1000);
        times[way].cpu.push(cpuSeconds() - cpu);
      }
    const differs = `SELECT (SELECT count(*) FROM (SELECT * FROM hand EXCEPT ALL SELECT * FROM compiled)) +
      (SELECT count(*) FROM (SELECT * FROM compiled EXCEPT ALL SELECT * FROM hand)), (SELECT count(*) FILTER (answer) FROM hand)`;
    const [different = NaN, members = NaN] = await rowOf(connection, differs);
    found.push({ name, ...times, different, members });
  }
  return found;
}
