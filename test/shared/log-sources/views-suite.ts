import { afterAll, beforeAll, expect, it } from 'vitest';
import { LOG_SOURCES, sourceView } from '../../../shared/log-sources/index.ts';
import type { LogSource, Row } from '../../../shared/log-sources/index.ts';
import { DIALECTS } from '../../../shared/sql/index.ts';
import type { DialectName } from '../../../shared/sql/index.ts';
import type { Database, SqlEngine } from '../sql/engine.ts';
import { byReader } from './by-reader.ts';
import { SAMPLES } from './samples.ts';

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

/** An export in a table: its view has the events that the reader makes of the same rows. */
export function viewsSuite(engine: SqlEngine): void {
  // What is a table only in DuckDB is read there from files.
  const sources = LOG_SOURCES.filter(
    ({ engines }) => engines.length > 1 && engines.includes(engine.dialect),
  );
  let database: Database;
  beforeAll(async () => (database = await engine.open()));
  afterAll(() => database.close());

  it.each(sources.map((source) => [source.name, source] as const))(
    'of rows in a table: %s',
    async (name, source) => {
      const rows = await stored(database, source, engine.dialect, SAMPLES[name] ?? []);
      const { ms } = DIALECTS[engine.dialect].forms;
      const { select, statements } = sourceView(source, {
        engine: engine.dialect,
        view: 'events_of_export',
        from: source.tables ? 'exported_*' : 'exported',
        zone: 'UTC',
      });
      const read = byReader(source, rows);
      expect(read.length).toBeGreaterThan(4);
      // What the evaluator of GoogleSQL answers is one query alone.
      const isOne = engine.dialect === 'bigquery';
      const found = await database.run({
        prelude: isOne ? [] : statements,
        query: `SELECT visitor, ${ms('time')} AS t, name, ${TEXT[engine.dialect]} AS p FROM ${isOne ? `(${select}) AS made` : 'events_of_export'} ORDER BY visitor, t, seq`,
        cleanup: [],
      });
      expect(
        found.map(([visitor, time, event, props]) => ({
          visitor,
          time: Number(time),
          name: event,
          props: plain(JSON.parse(String(props))),
        })),
      ).toEqual(read.map(({ props, ...line }) => ({ ...line, props: plain(props) })));
    },
  );
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
