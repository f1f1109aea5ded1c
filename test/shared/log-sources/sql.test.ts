// A source as a view in DuckDB and as a reader: the same events of the same rows.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  LOG_SOURCES,
  createIntake,
  sourceNamed,
  sourceView,
} from '../../../shared/log-sources/index.ts';
import type { LogSource, Row } from '../../../shared/log-sources/index.ts';
import { visitorEvents } from '../../../shared/logs/index.ts';
import type { CoveyEvent } from '../../../shared/engine/types.ts';
import { temporaryFolder } from '../../cli/helpers.ts';
import { SAMPLES } from './samples.ts';

const folder = temporaryFolder();
let database: DuckDBInstance;
beforeAll(async () => (database = await DuckDBInstance.create(':memory:')));
afterAll(() => database.closeSync());

interface Line {
  readonly visitor: string;
  readonly time: number;
  readonly name: string;
  readonly props: unknown;
}

function byReader(source: LogSource, rows: readonly Row[]): readonly Line[] {
  const visitors = new Map<string, CoveyEvent[]>();
  const intake = createIntake(source, {
    offsetAt: () => 0,
    onEvent: (visitor, event) =>
      void visitors.set(visitor, [...(visitors.get(visitor) ?? []), event]),
    onBadRow: () => {},
  });
  rows.forEach((row, at) => intake.take(row, at + 1));
  intake.end();
  return [...visitors].flatMap(([visitor, events]) =>
    [
      ...visitorEvents(
        events.toSorted((a, b) => a.time - b.time),
        Infinity,
        () => {},
      ),
    ].map(({ name, time, props }) => ({ visitor, time, name, props })),
  );
}

async function byView(source: LogSource, rows: readonly Row[]): Promise<readonly Line[]> {
  const file = join(folder, `${source.name}.ndjson`);
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'));
  const connection = await database.connect();
  try {
    await connection.run(sourceView(source, { view: 'events', from: file, zone: 'UTC' }));
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

const sorted = (lines: readonly Line[]) =>
  lines.toSorted((a, b) =>
    a.visitor < b.visitor ? -1 : a.visitor > b.visitor ? 1 : a.time - b.time,
  );

describe('a view of an export has the events that the reader takes', () => {
  it.each(LOG_SOURCES.map((source) => [source.name, source] as const))(
    'of ordinary rows and of odd ones: %s',
    async (name, source) => {
      const rows = SAMPLES[name] ?? [];
      const read = sorted(byReader(source, rows));
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
    const options = { view: 'my "log"', from: 'my raw.calls', zone: 'Europe/Berlin' };
    await connection.run(
      sourceView(source, { ...options, names: { 'bag filled': 'add_to_cart' } }),
    );
    const rows = await connection.runAndReadAll(
      'SELECT visitor, epoch_ms(time), name, CAST(props AS VARCHAR) FROM "my ""log"""',
    );
    connection.closeSync();
    expect(rows.getRows()).toEqual([['a', 1793610000000n, 'add_to_cart', '{"level":3}']]);
  });
});
