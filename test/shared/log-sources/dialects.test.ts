// Views in the dialects of engines that are not at hand: what their text says of itself. test:engines runs them.
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { LOG_SOURCES, sourceView } from '../../../shared/log-sources/index.ts';
import type { EngineName, LogSource } from '../../../shared/log-sources/index.ts';

/** What only one engine calls so, as it is written here. */
const ITS_OWN: { readonly [engine in EngineName]: readonly string[] } = {
  duckdb: [
    'list_transform(',
    'list_filter(',
    'json_merge_patch(',
    'covey_log_',
    'lambda ',
    '::JSON',
  ],
  clickhouse: ['arrayMap(', 'arrayFilter(', 'JSONExtract', 'ifNull(', 'formatRow(', 'Nullable('],
  postgresql: ['jsonb', 'LATERAL', 'pg_input_is_valid(', 'btrim(', 'of_list('],
  bigquery: [
    'UNNEST(',
    'SAFE_CAST(',
    'JSON_VALUE(',
    'REGEXP_CONTAINS(',
    'JSON_TYPE(',
    'ARRAY<JSON>',
  ],
};
/** Literals and quoted names, as each engine reads them. */
const QUOTED: { readonly [engine in EngineName]: RegExp } = {
  duckdb: /'(?:[^']|'')*'|"(?:[^"]|"")*"/g,
  clickhouse: /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/gs,
  postgresql: /E'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"/gs,
  bigquery: /r'[^']*'|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/gs,
};
const COLUMNS = ['line', 'place', 'visitor', 'time', 'id', 'theirs', 'p', 'reason'];
const CLOSING: { readonly [open: string]: string } = { '(': ')', '[': ']', '{': '}' };

const views = LOG_SOURCES.flatMap((source) =>
  source.engines.map((engine) => [source.name, engine, source] as const),
);
const plain = {
  from: 'raw.rows',
  view: 'events',
  zone: 'Europe/Berlin',
  names: { Ours: 'add_to_cart' },
};
const hostile = {
  from: `sch"e'ma\\.ta'b"le\\`,
  view: `ev"en'ts\\`,
  zone: `Eu'rope\\`,
  names: { [`O'Brien's \\ "bag"`]: `add'to\\"cart` },
};
type Options = Omit<Parameters<typeof sourceView>[1], 'engine'>;
const built = (source: LogSource, engine: EngineName, options: Options = plain) => {
  const { select, statements, counts } = sourceView(source, { engine, ...options });
  return { select, statements, counts, all: [...statements, counts].join('\n') };
};
const unquoted = (sql: string, engine: EngineName): string => sql.replace(QUOTED[engine], '_');

/** Brackets that do not close, or close what is not open. */
function unclosed(sql: string): readonly string[] {
  const open: string[] = [];
  for (const [sign] of sql.matchAll(/[()[\]{}]/g)) {
    const closing = CLOSING[sign];
    if (closing !== undefined) open.push(closing);
    else if (open.pop() !== sign) return [sign];
  }
  return open;
}

describe.each(views)('a view of %s in %s', (_, engine, source) => {
  it('names every column that is read of it', () => {
    const { select, counts } = built(source, engine);
    const [, told = ''] =
      /\btold AS (?:MATERIALIZED )?\(\n([^]*?)\n\),\nspelled AS/.exec(select) ?? [];
    for (const column of COLUMNS) expect(told).toMatch(new RegExp(`\\b${column}\\b`));
    expect(select).toMatch(/\nSELECT visitor, time, .* AS seq, name, props\n/);
    expect(counts).toMatch(/SELECT why, count\(\*\) AS n\n/);
  });

  it('has each id once', () => {
    expect(built(source, engine).select).toMatch(
      /PARTITION BY visitor, id ORDER BY [^]* AS copy\n[^]*WHERE id IS NULL OR copy = 1$/,
    );
  });

  it('calls what the engine has, and nothing of another', () => {
    const text = unquoted(built(source, engine).all, engine);
    for (const [name, calls] of Object.entries(ITS_OWN))
      expect(calls.filter((call) => text.includes(call))).toEqual(
        name === engine ? expect.arrayContaining([expect.any(String)]) : [],
      );
    expect(text).not.toMatch(/\b(undefined|null|NaN|\[object)\b/);
  });

  it('is whole, whatever its names are', () => {
    const text = unquoted(built(source, engine).all, engine);
    expect(unclosed(text)).toEqual([]);
    expect(text).not.toMatch(/['"`\\]/);
    expect(unquoted(built(source, engine, hostile).all, engine) === text).toBe(true);
  });
});

it('DuckDB’s parser, which has PostgreSQL’s grammar, takes every view of both', async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const parsed = async (sql: string): Promise<unknown> => {
    const read = await connection.runAndReadAll(
      `SELECT json_serialize_sql('${sql.replaceAll("'", "''")}')`,
    );
    return JSON.parse(String(read.getRows()[0]?.[0]));
  };
  for (const [, engine, source] of views)
    if (engine === 'duckdb' || engine === 'postgresql')
      for (const sql of [built(source, engine).select, built(source, engine, hostile).counts])
        // The one operator of PostgreSQL's that DuckDB does not know.
        expect(await parsed(sql.replace(/#>>?/g, '||'))).toMatchObject({ error: false });
  connection.closeSync();
  instance.closeSync();
});

it('what is a table says in the docs who keeps it so', () => {
  expect(
    LOG_SOURCES.filter(({ engines, guide }) => engines.length > 1 !== (guide.tables !== undefined)),
  ).toEqual([]);
});
