// What a process of its own does in ClickHouse, which `npm run test:engines` installs.
import { createRequire } from 'node:module';
import { compileSql } from '../../shared/sql/index.ts';
import { shop } from '../shop.ts';
import { type Asked, measured, sizesOf } from './measured.ts';

interface Session {
  readonly query: (sql: string, format?: string) => string;
}

const packageOf = createRequire(new URL('../../test/engines/package.json', import.meta.url));

export const isInstalled = (): boolean => {
  try {
    packageOf.resolve('chdb');
    return true;
  } catch {
    return false;
  }
};

export async function ofSegments(parquet: string, isTable: boolean): Promise<Asked> {
  const { Session: Open } = packageOf('chdb') as { Session: new () => Session };
  const session = new Open();
  const rows = `SELECT assumeNotNull(visitor) AS visitor, toDateTime64(assumeNotNull(time), 3, 'UTC') AS time,
    assumeNotNull(seq) AS seq, assumeNotNull(name) AS name, assumeNotNull(props) AS props
    FROM file('${parquet.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}', Parquet)`;
  // What Parquet marks as JSON would be of the engine's own type, not the text that compiled SQL reads.
  session.query('SET input_format_parquet_enable_json_parsing = 0');
  session.query('CREATE DATABASE IF NOT EXISTS bench');
  session.query('DROP TABLE IF EXISTS bench.events');
  session.query(
    isTable
      ? `CREATE TABLE bench.events ENGINE = MergeTree ORDER BY time AS ${rows}`
      : `CREATE VIEW bench.events AS ${rows}`,
  );
  return measured(async () => {
    const numbers = (sql: string): readonly number[] =>
      session.query(sql, 'TSV').trim().split('\t').map(Number);
    const [last = 0] = numbers('SELECT toUnixTimestamp64Milli(max(time)) FROM bench.events');
    const { prelude, query, columns } = compileSql(shop, {
      at: last + 1,
      metrics: false,
      dialect: 'clickhouse',
      table: ['bench', 'events'],
    });
    for (const statement of prelude) session.query(statement);
    session.query(`CREATE TEMPORARY TABLE bench_answers AS ${query}`);
    const ids = columns.slice(1);
    const members = ids.map((id) => `countIf("${id}")`);
    return sizesOf(ids, numbers(`SELECT ${members.join(', ')} FROM bench_answers`));
  });
}
