import { afterAll, beforeAll, expect, it } from 'vitest';
import { LOG_SOURCES, sourceNamed, sourceView } from '../../../shared/log-sources/index.ts';
import type { LogSource, Row } from '../../../shared/log-sources/index.ts';
import { zoneOffsets } from '../../../shared/logs/index.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { DIALECTS, compileSql } from '../../../shared/sql/index.ts';
import type { DialectName } from '../../../shared/sql/index.ts';
import type { Database, SqlEngine } from '../sql/engine.ts';
import { byReader, countedByReader } from './by-reader.ts';
import { samplesOf } from './samples.ts';
import { TYPED } from './typed.ts';

/** Null is no property, wherever it stands in an object; the order of keys is nothing. */
const plain = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(plain)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([, inner]) => inner !== null)
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, inner]) => [name, plain(inner)]),
        )
      : value;

const definitions: Definitions = {
  covey: 1,
  site: 'shop.example',
  version: 1,
  issued: '2026-11-01T00:00:00Z',
  expires: '2026-12-01T00:00:00Z',
  metrics: { spend: { sum: 'purchase.value', within: '30d' } },
  segments: { buyer: { name: 'Buyers', when: { 'metric.spend': { $gt: 0 } } } },
};

/** An export in a table: its view has the events that the reader makes of the same rows. */
export function viewsSuite(engine: SqlEngine): void {
  // What is a table only in DuckDB is read there from files.
  const sources = LOG_SOURCES.filter(
    ({ engines }) => engines.length > 1 && engines.includes(engine.dialect),
  );
  let database: Database;
  beforeAll(async () => (database = await engine.open()));
  afterAll(() => database.close());

  const exports = sources.flatMap((source) =>
    // ClickHouse tells columns apart by capitals.
    (engine.dialect === 'clickhouse' ? inOne : tablesOf)(samplesOf(source.name)).map(
      (rows) => [source.name, rows.length, source, rows] as const,
    ),
  );
  it.each(exports)('of rows in a table: %s, %d rows', async (_, count, source, samples) => {
    const rows = await stored(database, source, engine.dialect, samples);
    const read = byReader(source, rows);
    expect(read.length).toBeGreaterThan(count / 5);
    const from = source.tables ? 'exported_*' : 'exported';
    expect(await viewed(database, source, engine.dialect, from)).toEqual(
      read.map(({ time, props, ...line }) => ({ ...line, t: time, props: plain(props) })),
    );
  });

  it.each(exports)(
    'says how many events it has, and why others are none: %s, %d rows',
    async (name, _, source, samples) => {
      const rows = await stored(database, source, engine.dialect, samples);
      const read = countedByReader(source, rows);
      const { statements, counts } = sourceView(source, {
        engine: engine.dialect,
        view: 'counted_export',
        from: source.tables ? 'exported_*' : 'exported',
        zone: 'UTC',
      });
      const isOne = engine.dialect === 'bigquery';
      const found = await database.run({
        prelude: isOne ? [] : statements,
        query: counts,
        cleanup: [],
      });
      const counted = Object.fromEntries(found.map(([why, n]) => [String(why), Number(n)]));
      expect(counted['']).toBe(read['']);
      if (!TELLS_OTHERWISE.includes(name)) expect(counted).toEqual(read);
    },
  );

  it.each([
    ['mixpanel-export', 'Europe/Berlin'],
    ['mixpanel-export', 'America/New_York'],
    ['mixpanel-export', 'Pacific/Apia'],
    ['snowplow-enriched', 'Australia/Sydney'],
  ])(
    'of local times has the instants of the reader, on days on which clocks change, too: %s in %s',
    async (name, zone) => {
      const days = '2026-03-08 2026-03-29 2026-04-05 2026-10-04 2026-10-25 2026-11-01'.split(' ');
      const locals = days.flatMap((day) =>
        [0, 1, 2, 3, 9, 23].map((hour) => `${day} ${String(hour).padStart(2, '0')}:30:00`),
      );
      // By the clock, as if that were UTC; and written, without a zone.
      const told = (local: string): Row =>
        name === 'mixpanel-export'
          ? {
              event: 'read',
              properties: { distinct_id: 'a', time: Date.parse(`${local}Z`) / 1000 },
            }
          : {
              event: 'page_view',
              event_name: 'page_view',
              domain_userid: 'a',
              derived_tstamp: local,
            };
      const [source, offsetAt] = [sourceNamed(name), zoneOffsets(zone)];
      if (!source || !offsetAt) throw new Error(`${name} ${zone}`);
      const read = byReader(source, await database.store('exported', locals.map(told)), offsetAt);
      expect(read).toHaveLength(locals.length);
      const found = await viewed(database, source, engine.dialect, 'exported', undefined, zone);
      expect(found).toEqual(
        read.map(({ time, props, ...line }) => ({ ...line, t: time, props: plain(props) })),
      );
    },
  );

  it('is asked by definitions as any table of events', async () => {
    const source = sourceNamed('segment');
    if (!source) throw new Error('segment');
    const call = { type: 'track', timestamp: '2026-11-02T10:00:00Z' };
    await database.store('asked', [
      { ...call, anonymousId: 'a', event: 'Order Completed', properties: { revenue: '49.90' } },
      { ...call, anonymousId: 'b', event: 'Product Viewed', properties: { sku: 'x' } },
    ]);
    const { select, statements } = sourceView(source, {
      engine: engine.dialect,
      view: 'asked_events',
      from: 'asked',
      zone: 'UTC',
    });
    const { prelude, query, cleanup } = compileSql(definitions, {
      at: Date.parse('2026-11-03T00:00:00Z'),
      dialect: engine.dialect,
      table: 'asked_events',
    });
    const isOne = engine.dialect === 'bigquery';
    const rows = await database.run({
      prelude: isOne ? [] : [...statements, ...prelude],
      query: isOne ? `WITH asked_events AS (${select}) SELECT * FROM (${query})` : query,
      cleanup,
    });
    expect(rows).toEqual([
      ['a', 49.9, true],
      ['b', 0, false],
    ]);
  });

  for (const { source: name, select, events } of TYPED[engine.dialect] ?? [])
    it(`of rows in a table of the engine’s own types: ${name}`, async () => {
      const source = sourceNamed(name);
      if (!source) throw new Error(name);
      expect(
        await viewed(
          database,
          source,
          engine.dialect,
          `typed_${name.replaceAll('-', '_')}`,
          select,
        ),
      ).toEqual(events.map(plain));
    });
}

/** A row tells several events, or nothing where the reader has a reason. */
const TELLS_OTHERWISE = [
  'matomo',
  'umami',
  'shopify-orders',
  'snowplow-enriched',
  'adobe-datafeed',
];

/** The events of a view, of a table that is there, or of one that is made of a SELECT. */
async function viewed(
  database: Database,
  source: LogSource,
  engine: DialectName,
  from: string,
  made?: string,
  zone = 'UTC',
): Promise<readonly object[]> {
  const view = 'events_of_export';
  const { select, statements } = sourceView(source, { engine, view, from, zone });
  // The evaluator of GoogleSQL answers one query alone.
  const isOne = engine === 'bigquery';
  const table = made === undefined ? [] : [`CREATE TEMPORARY TABLE ${from} AS ${made}`];
  const found = await database.run({
    prelude: isOne ? [] : [...table, ...statements],
    query: `${isOne && made !== undefined ? `WITH ${from} AS (${made}) ` : ''}SELECT visitor, ${DIALECTS[engine].forms.ms('time')} AS t, name, ${TEXT[engine]} AS p FROM ${
      isOne ? `(${select}) AS made` : view
    } ORDER BY visitor, t, seq`,
    cleanup: [],
  });
  return found.map(([visitor, t, name, props]) => ({
    visitor,
    t: Number(t),
    name,
    props: plain(JSON.parse(String(props))),
  }));
}

const inOne = (rows: readonly Row[]): readonly (readonly Row[])[] => [rows];

/** Rows that one table can hold: of names of columns that differ in capitals alone no engine has both everywhere. */
export function tablesOf(rows: readonly Row[]): readonly (readonly Row[])[] {
  const tables: { readonly rows: Row[]; readonly columns: Map<string, string> }[] = [];
  for (const row of rows) {
    const names = Object.keys(row);
    const fits = ({ columns }: (typeof tables)[number]) =>
      names.every((name) => (columns.get(name.toLowerCase()) ?? name) === name);
    const table = tables.find(fits) ?? { rows: [], columns: new Map<string, string>() };
    if (!tables.includes(table)) tables.push(table);
    table.rows.push(row);
    for (const name of names) table.columns.set(name.toLowerCase(), name);
  }
  return tables.map((table) => table.rows);
}

/** The rows in a table, or in a table each that the engine has of them. */
async function stored(
  database: Database,
  { tables, tableOf }: LogSource,
  engine: DialectName,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  if (!tables) return database.store('exported', rows);
  const given: Row[] = [];
  for (const table of tables(engine)) {
    const ofTable = rows.filter((row) => tableOf?.(row) === table);
    given.push(...(await database.store(`exported_${table}`, ofTable)));
  }
  return given;
}

/** The properties as text. */
const TEXT = {
  duckdb: 'CAST(props AS VARCHAR)',
  clickhouse: 'props',
  postgresql: 'CAST(props AS text)',
  bigquery: 'TO_JSON_STRING(props)',
} as const;
