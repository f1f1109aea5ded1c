import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../cli/duckdb.ts';
import { simulate } from '../../cli/simulate/index.ts';
import type { Store } from '../../cli/simulate/index.ts';
import { visible } from '../../cli/visible.ts';
import { LOG_SOURCES } from '../../shared/log-sources/index.ts';
import { DIALECTS } from '../../shared/sql/index.ts';
import { duckdb } from '../shared/sql/duckdb.ts';
import { type Database, select } from '../shared/sql/engine.ts';
import { covey, definitionsOf, fileWith, root, temporaryFolder } from './helpers.ts';

const definitions = fileWith(
  'segments.json',
  JSON.stringify(
    definitionsOf({
      traits: { plan: { type: 'string', values: ['free', 'pro'] } },
      metrics: {
        orders: { count: 'purchase', within: '30d' },
        spend: { sum: 'purchase.value' },
        recency: { since: 'purchase' },
        dropped: { sequence: [{ event: 'begin_checkout' }, { not: 'purchase', for: '1h' }] },
        nights: { count: '*', where: { 'time.hour': { $gte: 22 } } },
        private: { count: 'purchase', where: { note: { $regex: '^(?!public)' } } },
      },
      segments: {
        buyer: { name: 'Buyers', when: { 'metric.orders': { $gte: 1 } } },
        rich: { when: { 'metric.spend': { $gte: 100 } } },
        recent: { when: { 'metric.recency': { $lt: '10d' } }, keep: '5d' },
        abandoner: { when: { 'metric.dropped': { $gte: 1 } } },
        nightOwl: { when: { 'metric.nights': { $gte: 1 } } },
        pro: { when: { 'trait.plan': 'pro' } },
      },
    }),
  ),
);
const log = fileWith(
  'log.csv',
  `visitor,time,event,value,note
b,2026-03-19T12:00:00Z,purchase,100,
a,2026-03-25T12:00:00Z,purchase,60,
c,2026-02-19T21:30:00Z,purchase,500,"quoted, ""thus"""
a,2026-03-10T12:00:00Z,purchase,60.0,
c,2026-03-20T12:00:00Z,begin_checkout,,
d,2026-03-30T20:30:00Z,view_item,,red
`,
);

describe('covey simulate --engine duckdb', () => {
  const both = async (more: readonly string[], input?: string) => {
    const events = input === undefined ? log : '-';
    const args = ['simulate', '--definitions', definitions, '--events', events, ...more];
    const options = input === undefined ? {} : { input };
    return {
      covey: await covey(args, options),
      duckdb: await covey([...args, '--engine', 'duckdb'], options),
    };
  };

  it.each([
    ['a table', []],
    ['JSON', ['--json']],
    [
      'another time and zone',
      ['--json', '--at', '2026-03-20T12:30:00Z', '--timezone', 'Europe/Berlin'],
    ],
    ['sizes over time', ['--json', '--over-time', '7d']],
    ['CSV', ['--csv', '--over-time', '14d']],
  ])('prints the same as the engine: %s', async (_, more) => {
    const { covey: engine, duckdb } = await both(more);
    expect(duckdb.out).toBe(engine.out);
    expect([engine.code, duckdb.code]).toEqual([0, 0]);
    expect(engine.out).toContain('night');
  });

  it('reads NDJSON from standard input, and writes the same members', async () => {
    const ndjson = [
      { visitor: 'a', time: '2026-03-25T12:00:00Z', event: 'purchase', value: 120 },
      { visitor: 'b, c', time: 1774440000000, event: 'begin_checkout', items: [{ item_id: 'x' }] },
    ]
      .map((row) => JSON.stringify(row))
      .join('\n');
    const [one, other] = ['engine.csv', 'duckdb.csv'].map((name) => join(temporaryFolder(), name));
    const args = [
      'simulate',
      '--definitions',
      definitions,
      '--events',
      '-',
      '--at',
      '2026-04-01',
      '--json',
    ];
    const engine = await covey([...args, '--members', one!], { input: ndjson });
    const duckdb = await covey([...args, '--members', other!, '--engine', 'duckdb'], {
      input: ndjson,
    });
    expect(duckdb.out).toBe(engine.out);
    const rows = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n').toSorted();
    expect(rows(other!)).toEqual(rows(one!));
    expect(rows(other!)).toContain('"b, c",abandoner,in');
  });

  it('says which segments have no SQL form, and answers unknown for them', async () => {
    const looking = fileWith(
      'looking.json',
      JSON.stringify(
        definitionsOf({
          metrics: {
            inside: { count: 'page_view', where: { page_path: { $regex: '^(?!/old)' } } },
          },
          segments: { inside: { when: { 'metric.inside': { $gte: 1 } } } },
        }),
      ),
    );
    const events = fileWith(
      'log.csv',
      'visitor,time,event,page_path\na,2026-03-25T12:00:00Z,page_view,/new\n',
    );
    const { code, out, err } = await covey([
      'simulate',
      '--definitions',
      looking,
      '--events',
      events,
      '--engine',
      'duckdb',
      '--json',
    ]);
    expect(code).toBe(0);
    expect(err).toContain('inside: $regex has no SQL form');
    expect(JSON.parse(out)).toMatchObject({ segments: { inside: { members: null, unknown: 1 } } });
  });

  it('refuses an engine that there is not', async () => {
    const { code, err } = await covey([
      'simulate',
      '--definitions',
      definitions,
      '--events',
      log,
      '--engine',
      'abacus',
    ]);
    expect(code).toBe(2);
    expect(err).toContain('covey, duckdb');
  });

  it('reads half a surrogate pair as the letter that nobody knows', async () => {
    const ndjson = ['\\ud83d', '\\\\ud83d', '\\ud83d\\ude00', 'a\\udc00b']
      .map(
        (text, i) =>
          `{"visitor":"v${i}","time":${Date.UTC(2026, 2, 25)},"event":"purchase","note":"${text}","${text}":1}`,
      )
      .join('\n');
    const { covey: engine, duckdb } = await both(['--json', '--at', '2026-04-01'], ndjson);
    expect(duckdb.err.replaceAll(/^\d.*$/gm, '')).toBe(engine.err.replaceAll(/^\d.*$/gm, ''));
    expect(duckdb.out).toBe(engine.out);
    expect(JSON.parse(duckdb.out)).toMatchObject({ visitors: 4 });
  });

  it.each([
    ['reading', 300_000],
    ['its end', 20_000],
  ])('says when the disk takes no more while %s', (_, rows) => {
    const folder = temporaryFolder();
    const program = `import { openDuckDb } from ${JSON.stringify(join(root, 'cli/duckdb.ts'))};
      const store = await openDuckDb({ timezone: 'UTC' });
      const tell = (error) => console.log(error.constructor.name, error.code, error.hints?.[0]);
      try {
        for (let row = 0; row < ${rows}; row++)
          store.add('v' + row, { time: row, name: 'x', props: { p: Math.random() + 'p'.repeat(20) } });
        await store.evaluate({});
      } catch (error) { tell(error); } finally { await store.dispose(); }`;
    // A limit of the shell's in the place of a full disk.
    const { stdout, stderr } = spawnSync(
      'bash',
      ['-c', 'ulimit -f 300; exec "$0" --input-type=module --eval "$1"', process.execPath, program],
      { encoding: 'utf8', env: { PATH: process.env['PATH'], TMPDIR: folder } },
    );
    expect(stderr).not.toContain('Error');
    expect(stdout).toBe(
      'Failure file A log needs about its own size there. TMPDIR names another folder.\n',
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says where its folder cannot be', async () => {
    const { code, err } = await covey(
      ['simulate', '--definitions', definitions, '--events', log, '--engine', 'duckdb'],
      { env: { TMPDIR: join(temporaryFolder(), 'none') } },
    );
    expect(code).toBe(1);
    expect(err).toMatch(/^covey: DuckDB in .*none: ENOENT/m);
    expect(err).toContain('TMPDIR names another folder');
    expect(err).not.toContain('    at ');
  });

  it('leaves nothing behind', async () => {
    const folder = temporaryFolder();
    const { code } = await covey(
      ['simulate', '--definitions', definitions, '--events', log, '--engine', 'duckdb'],
      { env: { TMPDIR: folder } },
    );
    expect(code).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('any log', () => {
  const asked = definitionsOf({
    session: { timeout: '2h' },
    metrics: {
      all: { count: '*' },
      starts: { count: 'session_start' },
      first: {
        sequence: [
          { event: 'first_visit' },
          { event: 'session_start' },
          { event: 'a', after: 'next' },
        ],
      },
      sum: { sum: 'a.n' },
      visit: { count: '*', within: 'session' },
    },
    segments: {
      busy: { when: { 'metric.all': { $gte: 5 } } },
      regular: { when: { 'metric.starts': { $gte: 2 } }, keep: '5h' },
      began: { when: { 'metric.first': { $gte: 1 } } },
      rich: { when: { 'metric.sum': { $gte: 5 } } },
      visiting: { when: { 'metric.visit': { $gte: 4 } } },
      sessions: { when: { 'visitor.sessions': { $gte: 2 } } },
    },
  });
  const rows = fc.array(
    fc.record({
      visitor: fc.constantFrom('1', '2', '3'),
      time: fc.nat({ max: 24 }).map((hour) => Date.UTC(2026, 2, 27) + hour * 3_600_000),
      event: fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom('a', 'b') },
        { weight: 1, arbitrary: fc.constantFrom('first_visit', 'session_start') },
      ),
      event_id: fc.constantFrom('x', 'y', 'z', null),
      n: fc.nat({ max: 5 }),
    }),
    { minLength: 1, maxLength: 40, size: 'max' },
  );

  it('gives the same members by either engine, with what a page adds and repeated rows', async () => {
    const run = async (
      log: readonly object[],
      at: number | null,
      openStore?: () => Promise<Store>,
    ) => {
      const held: unknown[] = [];
      const text = log.map((row) => JSON.stringify(row)).join('\n');
      const result = await simulate({
        definitions: asked,
        input: { name: 'log', size: undefined, stream: () => Readable.from([Buffer.from(text)]) },
        at,
        offsetAt: () => 0,
        complete: true,
        skipBad: false,
        stepMs: 7 * 3_600_000,
        now: Date.UTC(2026, 2, 26, 20),
        onVisitor: (...visitor) => held.push(visitor),
        startProgress: () => ({ update() {}, stop() {} }),
        ...(openStore && { openStore }),
      });
      const { unread: _, ...told } = result;
      return { told, held: held.toSorted((a, b) => (String(a) < String(b) ? -1 : 1)) };
    };
    await fc.assert(
      fc.asyncProperty(rows, fc.option(fc.nat({ max: 24 })), async (log, hour) => {
        const at = hour === null ? null : Date.UTC(2026, 2, 27, hour);
        expect(await run(log, at, () => openDuckDb({ timezone: 'UTC' }))).toEqual(
          await run(log, at),
        );
      }),
      { numRuns: 8 },
    );
  }, 600_000);
});

describe('covey sql', () => {
  let database: Database;
  beforeAll(async () => {
    database = await duckdb.open();
  });
  afterAll(() => database.close());

  it('says which release of PostgreSQL reads it, first and in its help', async () => {
    const { out } = await covey(['sql', definitions, '--dialect', 'postgresql']);
    expect(out.split('\n')[0]).toMatch(/, for PostgreSQL 17 or later\.$/);
    const help = (await covey(['help', 'sql'])).out.replaceAll(/\s+/g, ' ');
    expect(help).toContain('postgresql is PostgreSQL 17 or later');
    const called = await covey(['sql', definitions, '--dialect', 'postgres']);
    expect(called.out.split('\n')[0]).toMatch(/, for PostgreSQL 17 or later\.$/);
  });

  it('prints statements that DuckDB runs as they are, and names what has no SQL form', async () => {
    const { code, out, err } = await covey([
      'sql',
      definitions,
      '--at',
      '2026-04-01T00:00:00Z',
      '--table',
      'my log',
    ]);
    expect(code).toBe(0);
    expect(err).toContain('metric.private: $regex');
    expect(out.split('\n')[0]).toBe(
      '-- Segments of hazel.example, version 1, at 2026-04-01T00:00:00.000Z, for DuckDB.',
    );
    await database.run(
      select(`CREATE OR REPLACE TEMP TABLE "my log"(visitor VARCHAR, time TIMESTAMPTZ, seq BIGINT, name VARCHAR, props JSON);
       INSERT INTO "my log" VALUES
         ('a', '2026-03-25 12:00:00+00', 1, 'purchase', '{"value": 60}'),
         ('a', '2026-03-10 12:00:00+00', 2, 'purchase', '{"value": 60}'),
         ('z', '2026-04-02 12:00:00+00', 3, 'purchase', '{"value": 60}')`),
    );
    const rows = await database.run(select(out));
    // Orders, spend, recency, dropped, nights; then buyer, rich, recent, abandoner, nightOwl, pro.
    expect(rows).toEqual([
      ['a', 2n, 120, 561_600_000n, 0n, 0n, true, true, true, false, false, null],
    ]);
  });

  it('reads a table of another schema, with columns of other names', async () => {
    const table = ['--table', 'web.log', '--columns', 'visitor=user id, time=at,props=data'];
    const { out } = await covey(['sql', definitions, '--at', '2026-04-01T00:00:00Z', ...table]);
    await database.run(
      select(`CREATE SCHEMA web;
        CREATE TABLE web.log("user id" VARCHAR, "at" TIMESTAMPTZ, seq BIGINT, name VARCHAR, data JSON);
        INSERT INTO web.log VALUES ('a', '2026-03-25 12:00:00+00', 1, 'purchase', '{"value": 60}')`),
    );
    const rows = await database.run(select(out));
    expect(rows.map((row) => row.slice(0, 3))).toEqual([['a', 1n, 60]]);
  });

  it('says what is read and no column holds, and what nothing reads', async () => {
    const file = fileWith(
      'orders.json',
      JSON.stringify(
        definitionsOf({
          metrics: { spend: { sum: 'purchase.points' } },
          segments: { rich: { when: { 'metric.spend': { $gte: 100 } } } },
        }),
      ),
    );
    const said = async (columns: string) => (await covey(['sql', file, '--columns', columns])).err;
    expect(await said('seq=,props=')).toBe(
      'warning  metric.spend reads points, and no column holds it: --columns props.points=… names one.\n' +
        'warning  purchase counts once by transaction_id, and no column holds it: --columns props.transaction_id=… names one. Without it, one that comes again counts again.\n',
    );
    expect(await said('props.points=a,props.transaction_id=b')).toBe('');
    expect(await said('props=details')).toBe('');
    expect(await said('props=details,props.ponits=a')).toBe(
      'warning  --columns names props.ponits, and nothing reads ponits. Did you mean "props.points"?\n',
    );
    expect(await said('props=details,props.colour=a')).toBe(
      'warning  --columns names props.colour, and nothing reads colour.\n',
    );
  });

  it('writes what each engine reads', async () => {
    const written = async (dialect: string) =>
      (await covey(['sql', definitions, '--at', '2026-04-01T00:00:00Z', '--dialect', dialect])).out;
    expect(await written('clickhouse')).toMatch(/SET .*CREATE .*DROP .*= DEFAULT;\s*$/s);
    expect(await written('postgresql')).toContain('"metric.orders"');
    expect(await written('bigquery')).toContain('`metric_orders`');
  });

  it('prints what stands in it, whatever names and values hold', async () => {
    const hostile = '\u0000\u001b\u009f\u061c\u200e\u200f\u2028\u202e\u2066\u2069';
    const file = fileWith(
      'hostile.json',
      JSON.stringify(
        definitionsOf({
          metrics: {
            seen: { count: `see${hostile}n`, where: { [`p${hostile}`]: `v${hostile}` } },
            like: { count: 'x', where: { p: { $regex: `a${hostile}` } } },
          },
          segments: {
            s: { when: { 'metric.seen': { $gte: 1 } } },
            t: { when: { 'metric.like': { $gte: 1 } } },
          },
        }),
      ),
    );
    for (const dialect of Object.keys(DIALECTS)) {
      const source = ['--source', 'segment', '--from', 'tracks', '--rename', `a${hostile}=b`];
      for (const more of [[], source]) {
        const args = ['sql', file, '--at', '2026-04-01T00:00:00Z', '--dialect', dialect, ...more];
        const { code, out } = await covey(args);
        expect(code, dialect).toBe(0);
        const { sql } = JSON.parse((await covey([...args, '--json'])).out) as { sql: string };
        expect(visible(sql), dialect).toBe(sql);
        expect(out.replaceAll(/\s/g, ''), dialect).toContain(sql.replaceAll(/\s/g, ''));
      }
    }
  });

  it('reads exports of tables with a dot in their names, in quotes', async () => {
    const asked = ['sql', '--source', 'segment', '--dialect'];
    for (const [dialect, from, table] of [
      ['duckdb', '"my.shop"."calls ""1.0"""', '"my.shop"."calls ""1.0"""'],
      ['postgresql', '"my.shop".calls', '"my.shop"."calls"'],
      ['clickhouse', '`my.shop`.calls', '"my.shop"."calls"'],
      ['bigquery', '`my-shop.segment.calls`', '`my-shop`.`segment`.`calls`'],
    ] as const)
      expect((await covey([...asked, dialect, '--from', from])).out).toContain(table);
    const { code, err } = await covey([...asked, 'duckdb', '--from', '"my.shop']);
    expect([code, err]).toEqual([2, expect.stringContaining('--from "my.shop is no table')]);
  });

  it.each(['\u061c', '\u200e', '\u200f', '\u202e', '\u001b'])(
    'refuses names that would be printed as others: %j',
    async (mark) => {
      const source = ['--source', 'segment', '--from', `tra${mark}cks`];
      for (const more of [['--table', `e${mark}v`], ['--columns', `visitor=${mark}id`], source]) {
        const { code, out, err } = await covey(['sql', definitions, ...more]);
        expect([code, out]).toEqual([2, '']);
        expect(err).toContain('holds a character that a terminal obeys');
      }
    },
  );

  it('writes no backslash for PostgreSQL that a setting of it could read in another way', async () => {
    const file = fileWith(
      'backslashes.json',
      JSON.stringify(
        definitionsOf({
          metrics: {
            n: { count: `a\\' b`, where: { 'p\\': `c\\' d`, q: { $regex: '^\\d\\.' } } },
            spread: { distinct: 'x.p', where: { p: { $veq: '1.2' } } },
            last: { last: 'x.p' },
          },
          segments: {
            s: { when: { 'metric.n': { $gte: 1 }, 'metric.last': { $in: ['\\', 1.5] } } },
          },
        }),
      ),
    );
    const views = LOG_SOURCES.filter(({ engines }) => engines.includes('postgresql')).map(
      ({ name }) => ['--source', name, '--from', 'exported', '--rename', `a\\' b=c\\' d`],
    );
    for (const more of [[], ...views]) {
      const { code, out } = await covey(['sql', file, '--dialect', 'postgresql', ...more]);
      expect(code).toBe(0);
      expect(out).toContain(`E'a\\\\'' b'`);
      const tokens = out.match(/E'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"/gs) ?? [];
      expect(tokens.filter((token) => token.startsWith("'") && token.includes('\\'))).toEqual([]);
    }
  });

  it('refuses a time, a zone, an engine, a table and columns that are none', async () => {
    for (const wrong of [
      ['--at', 'noon'],
      ['--timezone', 'Mars/Olympus'],
      ['--dialect', 'abacus'],
      ['--table', 'web.'],
      ['--columns', 'user=id'],
    ]) {
      const { code, err } = await covey(['sql', definitions, ...wrong]);
      expect(code).toBe(2);
      expect(err).toContain(wrong[1]);
    }
  });

  it('is what the docs show', async () => {
    const docs = readFileSync(join(root, 'docs/sql.md'), 'utf8');
    const example = join(root, 'docs/examples/sql.json');
    const { out } = await covey(['sql', example, '--at', '2026-11-24T00:00:00Z']);
    expect(docs).toContain(out.slice(out.indexOf('WITH')).trimEnd());
  });
});
