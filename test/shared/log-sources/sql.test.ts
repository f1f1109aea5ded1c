// A source as a view in DuckDB and as a reader: the same events of the same rows.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOG_SOURCES, sourceNamed, sourceView } from '../../../shared/log-sources/index.ts';
import type { LogSource, Row } from '../../../shared/log-sources/index.ts';
import { temporaryFolder } from '../../cli/helpers.ts';
import { duckdb } from '../sql/duckdb.ts';
import { byReader } from './by-reader.ts';
import type { Line } from './by-reader.ts';
import { samplesOf } from './samples.ts';
import { viewsSuite } from './views-suite.ts';

const folder = temporaryFolder();
let database: DuckDBInstance;
beforeAll(async () => (database = await DuckDBInstance.create(':memory:')));
afterAll(() => database.closeSync());

async function byView(source: LogSource, rows: readonly Row[]): Promise<readonly Line[]> {
  const file = join(folder, `${source.name}*.ndjson`);
  const tables = source.tables?.('duckdb') ?? [''];
  for (const table of tables)
    writeFileSync(
      file.replace('*', table),
      rows
        .filter((row) => !source.tableOf || source.tableOf(row) === table)
        .map((row) => JSON.stringify(row))
        .join('\n'),
    );
  const connection = await database.connect();
  try {
    const view = { engine: 'duckdb', view: 'events', from: file, zone: 'UTC' } as const;
    for (const statement of sourceView(source, view).statements) await connection.run(statement);
    const result = await connection.runAndReadAll(
      'SELECT visitor, epoch_ms(time) AS time, name, CAST(props AS VARCHAR) AS props FROM events ORDER BY visitor, epoch_ms(time), seq',
    );
    return result.getRows().map(([visitor, time, name, props]) => ({
      visitor: String(visitor),
      time: Number(time),
      name: String(name),
      props: JSON.parse(String(props)) as unknown,
    }));
  } finally {
    connection.closeSync();
  }
}

describe('a view of an export has the events that the reader takes', () => {
  it.each(LOG_SOURCES.map((source) => [source.name, source] as const))(
    'of ordinary rows and of odd ones: %s',
    async (name, source) => {
      const rows = samplesOf(name);
      const read = byReader(source, rows);
      expect(read.length).toBeGreaterThan(4);
      expect(await byView(source, rows)).toEqual(read);
    },
  );

  it('of a table in a schema, with names of the owner’s and in the zone of a project', async () => {
    const source = sourceNamed('mixpanel-export');
    if (!source) throw new Error('no source');
    const connection = await database.connect();
    await connection.run(`CREATE SCHEMA "my raw"; CREATE TABLE "my raw".calls AS
      SELECT 'Bag filled' AS event, {'distinct_id': 'a', 'time': 1793613600, 'level': 3} AS properties`);
    const { statements } = sourceView(source, {
      engine: 'duckdb',
      view: 'my "log"',
      from: 'my raw.calls',
      zone: 'Europe/Berlin',
      names: { 'bag filled': 'add_to_cart' },
    });
    for (const statement of statements) await connection.run(statement);
    const rows = await connection.runAndReadAll(
      'SELECT visitor, epoch_ms(time), name, CAST(props AS VARCHAR) FROM "my ""log"""',
    );
    connection.closeSync();
    expect(rows.getRows()).toEqual([['a', 1793610000000n, 'add_to_cart', '{"level":3}']]);
  });

  viewsSuite(duckdb);
});
