// Exports of other tools, as files lie about: `covey simulate --source` and `covey sql --source`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { SNOWPLOW_COLUMNS } from '../../shared/log-sources/snowplow-columns.ts';
import { samplesOf } from '../shared/log-sources/samples.ts';
import { covey, definitionsOf, fileWith, temporaryFolder } from './helpers.ts';

const definitions = 'docs/examples/logs/segments.json';
const simulate = (source: string, files: readonly string[], ...more: readonly string[]) =>
  covey([
    'simulate',
    '--definitions',
    definitions,
    '--source',
    source,
    '--events',
    ...files,
    ...more,
  ]);

interface Answer {
  readonly visitors: number;
  readonly events: number;
  readonly badRows?: number;
  readonly source: {
    readonly files: number;
    readonly rows: number;
    readonly taken: number;
    readonly notTaken: { readonly [reason: string]: number };
    readonly persons?: number;
    readonly notMapped: readonly {
      readonly name: string;
      readonly events: number;
      readonly taken: boolean;
    }[];
    readonly timeZone: string;
  };
}
const answer = async (
  source: string,
  files: readonly string[],
  ...more: readonly string[]
): Promise<Answer> => {
  const { out, err, code } = await simulate(source, files, '--json', ...more);
  expect(code, err).toBe(0);
  return JSON.parse(out) as Answer;
};

const lines = (rows: readonly unknown[]): string =>
  rows.map((row) => JSON.stringify(row)).join('\n');
const tsv = (rows: readonly object[], columns: readonly string[]): string =>
  rows
    .map((row) =>
      columns.map((name) => String((row as { [name: string]: unknown })[name] ?? '')).join('\t'),
    )
    .join('\n');
/** Rows that are good: those of which the reader makes events. */
const calls = samplesOf('segment').slice(0, 5);

describe('an export', () => {
  it('says what was taken of its rows, what was not, and why', async () => {
    const file = fileWith('segment.ndjson', lines(samplesOf('segment')));
    const { source } = await answer('segment', [file], '--skip-bad');
    expect(source).toMatchObject({ files: 1, persons: 1, timeZone: 'UTC' });
    expect(source.notTaken).toMatchObject({
      'no-consent': 5,
      bot: 1,
      app: 2,
      session: 1,
      'no-visitor': 1,
    });
    expect(source.notMapped).toContainEqual({ name: 'Lamp Dimmed', events: 1, taken: true });
    const left = Object.values(source.notTaken).reduce((sum, rows) => sum + rows, 0);
    expect(source.taken + left).toBe(source.rows);
    const { out } = await simulate('segment', [file], '--skip-bad');
    const zoned = fileWith('zoned.ndjson', lines(calls.slice(0, 1)));
    expect((await simulate('segment', [zoned])).out).not.toContain('Times without a zone');
    const local = lines([{ ...calls[0], timestamp: '2026-11-02T10:00:00' }]);
    expect((await simulate('segment', [fileWith('local.ndjson', local)])).out).toContain(
      'Times without a zone were read as those of UTC.',
    );
    expect(out).toContain('not taken: the visitor had not agreed to be recorded');
    expect(out).toContain('1 call without a browser’s id: the visitor is the person.');
    expect(out).toMatch(/"Lamp Dimmed" +taken as it is +1/);
  });

  it('is the same packed or not, in one file or several, in lines, lists and tables', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'day'));
    writeFileSync(join(folder, 'day', 'a.json.gz'), gzipSync(lines(calls.slice(0, 2))));
    writeFileSync(
      join(folder, 'day', 'b.json.zst'),
      zstdCompressSync(Buffer.from(lines(calls.slice(2)))),
    );
    writeFileSync(join(folder, '_SUCCESS'), '');
    writeFileSync(join(folder, '.part.crc'), 'x');
    const plain = await answer('segment', [fileWith('a.ndjson', lines(calls))]);
    const { files, ...rest } = (await answer('segment', [folder])).source;
    expect(files).toBe(2);
    expect(rest).toEqual({ ...plain.source, files: undefined });
    for (const text of [
      JSON.stringify(calls),
      JSON.stringify(calls, null, 2),
      `\uFEFF${calls.map((one) => JSON.stringify(one, null, 1)).join('\n')}`,
    ])
      expect(await answer('segment', [fileWith('a.json', text)])).toEqual(plain);
    const parquet = join(folder, 'calls.parquet');
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(
      `COPY (FROM read_json_auto('${fileWith('a.ndjson', lines(calls))}')) TO '${parquet}'`,
    );
    connection.closeSync();
    expect((await answer('segment', [parquet])).events).toBe(plain.events);
  });

  it('of Adobe’s is a folder, whose headings lie beside the hits', async () => {
    const folder = temporaryFolder();
    const hits = samplesOf('adobe-datafeed').slice(0, 8);
    const columns = Object.keys(hits[0] ?? {});
    writeFileSync(join(folder, 'column_headers.tsv'), `${columns.join('\t')}\n`);
    writeFileSync(join(folder, 'browser.tsv'), '1\tFirefox\n');
    const odd = { ...hits[0], hitid_low: '99', post_pagename: 'A tab\\\tand\\\na line\\\\' };
    writeFileSync(join(folder, 'hit_data.tsv.gz'), gzipSync(`${tsv([...hits, odd], columns)}\n`));
    const { source, events } = await answer('adobe-datafeed', [folder]);
    expect(source).toMatchObject({ files: 1, rows: 9, taken: 9 });
    expect(events).toBeGreaterThan(9);
    const bare = temporaryFolder();
    writeFileSync(join(bare, 'hit_data.tsv'), tsv(hits, columns));
    const { err, code } = await simulate('adobe-datafeed', [bare]);
    expect([code, err]).toEqual([
      1,
      expect.stringContaining('has no column_headers.tsv beside it'),
    ]);
  });

  it('of Umami’s is a folder of tables, whose properties are put beside their events', async () => {
    const folder = temporaryFolder();
    const rows = samplesOf('umami');
    const csv = (table: readonly object[]): string => {
      const columns = [...new Set(table.flatMap((row) => Object.keys(row)))];
      const cell = (value: unknown) => `"${String(value ?? '').replaceAll('"', '""')}"`;
      const all = table as readonly { readonly [column: string]: unknown }[];
      return [columns, ...all.map((row) => columns.map((name) => row[name]))]
        .map((cells) => cells.map(cell).join(','))
        .join('\n');
    };
    const of = (start: number, end: number) => csv(rows.slice(start, end));
    writeFileSync(join(folder, 'website_event.csv'), of(17, 19));
    writeFileSync(join(folder, 'event_data.csv'), of(0, 8));
    writeFileSync(join(folder, 'session.csv'), of(14, 16));
    writeFileSync(join(folder, 'revenue.csv'), 'event_id,event_name,revenue\ne-2,purchase,5\n');
    const { source, events } = await answer('umami', [folder]);
    expect(source).toMatchObject({ files: 4, rows: 3, taken: 2, notTaken: { other: 1 } });
    expect(source).toMatchObject({ unplaced: 1 });
    expect(events).toBe(2);
    const { out } = await simulate('umami', [folder]);
    expect(out).toContain('Properties of 1 event stand beside none');
    const alone = await simulate('umami', [join(folder, 'website_event.csv')]);
    expect(alone.err).toContain(
      'event_data is not there, and what it says of events is lost: name the folder that holds all tables.',
    );
    expect((await simulate('umami', [folder])).err).not.toContain('is not there');
  });

  it('of nobody’s is a CSV as it is, with columns as they are called', async () => {
    const file = fileWith('log.csv', 'who,when,event\na,2026-11-02T10:00:00Z,purchase\n');
    const columns = ['--events', file, '--visitor', 'who', '--time', 'when'];
    const log = ['simulate', '--definitions', definitions, ...columns];
    const plain = await covey(log);
    expect(plain.code).toBe(0);
    expect((await covey([...log, '--source', 'csv'])).out).toBe(plain.out);
  });

  it('of Snowplow’s has 131 columns and no headings', async () => {
    const rows = samplesOf('snowplow-enriched');
    const file = fileWith(
      'part-0.tsv',
      `${tsv(rows.slice(0, 12), SNOWPLOW_COLUMNS)}\nonly\tthree\tcells\n`,
    );
    expect((await simulate('snowplow-enriched', [file])).err).toContain(
      `${file}:13: 3 cells, but 131 columns.`,
    );
    const { source, badRows } = await answer('snowplow-enriched', [file], '--skip-bad');
    expect(badRows).toBe(1);
    expect(source).toMatchObject({ rows: 12, taken: 11, notTaken: { other: 1 } });
  });

  it('is asked in SQL as it is simulated', async () => {
    const file = fileWith('ga4.ndjson', lines(samplesOf('ga4-bigquery')));
    const { out } = await covey([
      'sql',
      definitions,
      '--source',
      'ga4-bigquery',
      '--from',
      file,
      '--at',
      '2026-11-05T00:00:00Z',
    ]);
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const rows = await connection.runAndReadAll(out);
    connection.closeSync();
    const { visitors } = await answer('ga4-bigquery', [file], '--at', '2026-11-05T00:00:00Z');
    expect(rows.getRows().length).toBe(visitors);
  });

  it('in SQL is all packed files of a bucket’s folders, as they are documented', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'web', '20261102'), { recursive: true });
    const packed = gzipSync(lines(calls));
    writeFileSync(join(folder, 'web', '20261102', '1793577600000.gz'), packed);
    const { out, err, code } = await covey([
      'sql',
      definitions,
      '--source',
      'segment',
      '--from',
      join(folder, '*/*/*.gz'),
    ]);
    expect(code, err).toBe(0);
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const rows = await connection.runAndReadAll(out);
    connection.closeSync();
    const file = fileWith('calls.ndjson', lines(calls));
    expect(rows.getRows().length).toBe((await answer('segment', [file])).visitors);
  });

  it.each(['covey', 'duckdb'])('of orders says nothing of visits, by %s', async (engine) => {
    const order = (name: string, created_at: string) => ({
      name,
      created_at,
      financial_status: 'paid',
      total_price: '20.00',
      currency: 'EUR',
      customer: { id: 7 },
    });
    const file = fileWith(
      'orders.ndjson',
      lines([order('#1', '2026-11-02T10:00:00Z'), order('#2', '2026-11-20T10:00:00Z')]),
    );
    const asked = fileWith(
      'orders.json',
      JSON.stringify(
        definitionsOf({
          metrics: {
            orders: { count: 'purchase' },
            visits: { count: 'session_start' },
            all: { count: '*' },
            visitsTwice: { formula: { multiply: ['session.number', 2] } },
          },
          segments: {
            buyer: { when: { 'metric.orders': { $gte: 2 } } },
            again: { when: { 'session.number': { $gte: 2 } } },
            often: { when: { 'visitor.sessions': { $gte: 2 } } },
            visiting: { when: { 'metric.visits': { $gte: 2 } } },
            busy: { when: { 'metric.all': { $gte: 2 } } },
            twice: { when: { 'metric.visitsTwice': { $gte: 4 } } },
            notNew: {
              when: { 'metric.orders': { $gte: 1 } },
              exclude: { 'visitor.daysActive': { $lt: 2 } },
            },
          },
        }),
      ),
    );
    const args = ['--definitions', asked, '--source', 'shopify-orders', '--events', file];
    const sizes = async (...more: readonly string[]) => {
      const all = ['simulate', ...args, '--engine', engine, ...more];
      const { out, err, code } = await covey([...all, '--json']);
      expect(code, err).toBe(0);
      const { segments, missing } = JSON.parse(out) as {
        segments: { readonly [id: string]: { readonly members: number | null } };
        missing?: readonly {
          readonly names: readonly string[];
          readonly readBy: readonly string[];
        }[];
      };
      const members = Object.entries(segments).map(([id, one]) => [id, one.members]);
      return { members: Object.fromEntries(members) as object, missing, err };
    };
    const unknown = { again: null, often: null, visiting: null, busy: null, twice: null };
    const { members, missing, err } = await sizes();
    expect(members).toEqual({ buyer: 1, ...unknown, notNew: null });
    expect(missing?.map(({ names }) => names)).toEqual([['*']]);
    expect(missing?.[0]?.readBy.toSorted()).toEqual([
      'metric.all',
      'metric.visits',
      'session.number',
      'visitor.daysActive',
      'visitor.sessions',
    ]);
    expect(err).toContain('the log holds only some of what happened');
    expect((await sizes('--complete')).members).toMatchObject({ buyer: 1, again: 1, busy: 1 });
  });

  it('is called what the owner calls things, and read in the zone of its project', async () => {
    const at = (time: number) => ({
      event: 'Bag filled',
      properties: { distinct_id: 'a', $device_id: 'd', time },
    });
    const file = fileWith('mixpanel.ndjson', lines([at(1793613600), at(1784973600)]));
    const { out } = await simulate(
      'mixpanel-export',
      [file],
      '--rename',
      'bag filled=add_to_cart',
      '--source-time-zone',
      'Europe/Berlin',
      '--complete',
    );
    // Ten in the morning there, in winter.
    expect(out).toContain('2 events, at 2026-11-02T09:00:00.001Z');
    expect(out).toMatch(/abandoner .* 1 +100/);
    expect(out).toContain('as those of Europe/Berlin');
    expect(out).not.toContain('Bag filled');
  });
});

it('stands in an engine of its own before the definitions that read it', async () => {
  const { out, code } = await covey([
    'sql',
    definitions,
    '--source',
    'posthog-events',
    '--from',
    'posthog.events',
    '--dialect',
    'clickhouse',
    '--table',
    'log of "mine"',
  ]);
  expect(code).toBe(0);
  expect(out).toContain('CREATE OR REPLACE TEMPORARY TABLE "log of \\"mine\\""');
  expect(out).toContain('FROM "posthog"."events" AS t');
  expect(out).toContain('FROM "log of \\"mine\\""');
});

describe('what cannot be read', () => {
  const row = lines(calls.slice(0, 1));
  it.each([
    [
      'a row without a time',
      'segment',
      lines([{ ...calls[0], timestamp: 'soon', originalTimestamp: null }]),
      'log:1: the call has no time as Segment writes it.',
    ],
    ['a line that is no JSON', 'segment', `${row}\n{"type":`, 'log:2: not JSON.'],
    [
      'a list that breaks off',
      'segment',
      `[${row},\n{"type":"track"`,
      'log:2: the JSON ends within an object.',
    ],
    [
      'a list of something else',
      'segment',
      `[${row},\n7,\n${row}]`,
      'log:2: not JSON: objects are expected',
    ],
    [
      'JSON that is nested without end',
      'segment',
      `{"type":"track","properties":${'['.repeat(200)}${']'.repeat(200)}}`,
      'log:1: nested deeper',
    ],
    [
      'a table without enough cells',
      'shopify-orders',
      'Name,Email\n#1',
      'log:2: 1 cells, but 2 headings.',
    ],
    [
      'an export of another tool',
      'posthog-events',
      lines(calls),
      'log: these rows are not those of posthog-events: none has distinct_id or',
    ],
    ['an archive', 'adobe-datafeed', `hit_data.tsv${'\0'.repeat(245)}ustar\0`, 'is a tar archive'],
  ])('is told with its line: %s', async (_, source, text, message) => {
    const { err, code } = await simulate(source, [fileWith('log', text)]);
    expect([code, err]).toEqual([1, expect.stringContaining(message)]);
  });

  it.each(['simulate', 'analyse'])(
    'of rows of nobody’s is told by %s, whatever the instant',
    async (command) => {
      const asked = async (source: string, text: string) => {
        const log = ['--source', source, '--events', fileWith('log', text)];
        const at = ['--at', '2026-11-05T00:00:00Z', '--json'];
        const { err, code } = await covey([command, '--definitions', definitions, ...log, ...at]);
        expect(code).toBe(1);
        return err;
      };
      const plain = await asked(
        'ga4-bigquery',
        'visitor,time,event\na,2026-11-02T10:00:00Z,purchase\n',
      );
      expect(plain).toContain(
        'these rows are not those of ga4-bigquery: none has user_pseudo_id; they have visitor, time, event.',
      );
      expect(plain).toContain('is read without --source');
      expect(await asked('posthog-events', lines(calls))).toContain('those of --source segment');
      const umami = { session_id: 's', website_id: 'w' };
      expect(await asked('posthog-events', lines([umami]))).toContain('those of --source umami');
      // A tool that is none of these names its sessions, too.
      const other = { amplitude_id: 1, session_id: 2, device_id: 'd', event_type: 'a' };
      const unknown = await asked('posthog-events', lines([other]));
      expect(unknown).not.toContain('They may be');
      expect(unknown).toContain('docs/guides/getting-a-log.md');
      const refused = { user_pseudo_id: 'a', privacy_info: { analytics_storage: 'No' } };
      const all = await asked('ga4-bigquery', lines([refused]));
      expect(all).toContain('holds no events: of its only row none is taken.');
      expect(all).toContain('1: the visitor had not agreed to be recorded');
    },
  );

  it.each([
    [['--source', 'csv', '--events', 'x', '--rename', 'a=b'], 'a CSV of your own is none'],
    [['--source', 'posthog', '--events', 'x'], 'Did you mean posthog-events?'],
    [['--source', 'GA4', '--events', 'x'], 'Did you mean ga4-bigquery or ga4-json?'],
    [['--source', 'mtomo', '--events', 'x'], 'Did you mean matomo?'],
    [['--events', 'docs'], 'is read with --source'],
    [['--source', 'amplitude', '--events', 'x'], 'Allowed choices are ga4-bigquery'],
    [['--source', 'segment', '--events', 'x', '--visitor', 'y'], 'knows its columns'],
    [
      ['--source', 'segment', '--source-time-zone', 'Atlantis', '--events', 'x'],
      '"Atlantis" is no time zone.',
    ],
    [['--events', 'x', 'y'], 'One log is read at a time'],
    [['--events', 'x', '--rename', 'a=b'], '--rename is said of a --source'],
    [['--source', 'segment', '--rename', 'a', '--events', 'x'], 'Write "Bag filled=add_to_cart".'],
  ])('is refused before anything is read: %s', async (args, message) => {
    const { err, code } = await covey(['simulate', '--definitions', definitions, ...args]);
    expect([code === 0, err]).toEqual([false, expect.stringContaining(message)]);
  });

  it.each([
    [['--source', 'segment'], '--from says where'],
    [['--source', 'csv', '--from', 'x'], 'There is no view of csv'],
    [['--from', 'x'], '--from is said of a --source'],
    [
      ['--source', 'matomo', '--dialect', 'clickhouse', '--from', 'x'],
      'What matomo reads is a table in DuckDB, not in ClickHouse.',
    ],
    [['--source', 'segment', '--from', 'logs/*'], 'no ending that says their form'],
    [['--source', 'umami', '--from', 'umami/website_event.csv'], "'umami/*.csv'"],
    [['--source', 'shopify-orders', '--from', 'orders/'], 'no ending that says their form'],
    [['--source', 'adobe-datafeed', '--from', 'feed.gz'], 'no ending that says their form'],
    [
      ['--source', 'segment', '--dialect', 'postgresql', '--from', 'logs/*.gz'],
      'names files, and PostgreSQL reads a table.',
    ],
    [[], 'Name the definitions'],
  ])('in SQL is refused, too: %s', async (args, message) => {
    expect((await covey(['sql', ...args])).err).toContain(message);
  });
});
