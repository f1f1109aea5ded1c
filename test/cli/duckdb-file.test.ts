import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { exportInDatabaseSuite } from './export-in-database.ts';
import { columnsOf } from '../shared/sql/engine.ts';
import { hostileTablesSuite } from './hostile-tables.ts';
import { covey, definitionsOf, fileWith, temporaryFolder } from './helpers.ts';
import { type Names, PLAIN, type Row, logInDatabaseSuite } from './log-in-database.ts';

const file = join(temporaryFolder(), 'shop.duckdb');
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const text = (value: unknown): string => `'${JSON.stringify(value).replaceAll("'", "''")}'`;

/** Runs statements in the file, and closes it. */
async function write(...statements: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}

async function load(names: Names, rows: readonly Row[]): Promise<void> {
  const lines = fileWith(
    'rows.ndjson',
    rows.map((row, seq) => JSON.stringify({ ...row, seq })).join('\n'),
  );
  const [visitor, time, seq, name, props, id] = (
    ['visitor', 'time', 'seq', 'name', 'props', 'id'] as const
  ).map((one) => quoted(names[one]));
  await write(
    `CREATE OR REPLACE TABLE ${quoted(names.table)}(${visitor} VARCHAR, ${time} TIMESTAMPTZ, ${seq} UINTEGER, ${name} VARCHAR, ${props} JSON, ${id} VARCHAR)`,
    ...(rows.length === 0
      ? []
      : [
          `INSERT INTO ${quoted(names.table)} SELECT visitor, make_timestamptz(CAST(time AS BIGINT) * 1000), seq, event, props, id
          FROM read_json('${lines}', format = 'newline_delimited', columns = { visitor: 'VARCHAR', time: 'DOUBLE', seq: 'UINTEGER', event: 'VARCHAR', props: 'JSON', id: 'VARCHAR' })`,
        ]),
  );
}

logInDatabaseSuite('a file of DuckDB', () => ({ args: ['--url', file], load }), 4);
exportInDatabaseSuite('a file of DuckDB', 'duckdb', () => ({
  args: ['--url', file],
  async store(table, given) {
    // A table has no two columns that differ by case alone.
    const rows = given.filter((row) => {
      const firsts = new Map(
        columnsOf(given)
          .toReversed()
          .map((name) => [name.toLowerCase(), name]),
      );
      return Object.keys(row).every((name) => firsts.get(name.toLowerCase()) === name);
    });
    const columns = columnsOf(rows).map(quoted);
    const values = rows.map(
      (row) =>
        `(${columnsOf(rows)
          .map((column) => (row[column] == null ? 'NULL' : `${text(row[column])}::JSON`))
          .join(', ')})`,
    );
    await write(
      `CREATE OR REPLACE TABLE ${table}(${columns.map((column) => `${column} JSON`).join(', ')})`,
      `INSERT INTO ${table} VALUES ${values.join(', ')}`,
    );
    return rows;
  },
}));

hostileTablesSuite(
  'a file of DuckDB',
  {
    types: {
      visitor: 'VARCHAR',
      time: 'TIMESTAMPTZ',
      seq: 'BIGINT',
      name: 'VARCHAR',
      props: 'JSON',
    },
    nullable: (type) => type,
    at: (seconds) => `make_timestamptz(${seconds * 1_000_000})`,
    text: 'VARCHAR',
    wide: { big: 'BIGINT', word: 'VARCHAR' },
    wrong: [
      ['time', 'VARCHAR', `'2026-03-29T02:30:00Z'`, 'CAST(time AS TIMESTAMPTZ)'],
      ['time', 'DATE', `'2026-03-29'`, 'CAST(time AS TIMESTAMPTZ)'],
      ['time', 'BIGINT', '1774751400000', 'make_timestamptz(time * 1000), of milliseconds'],
      ['name', "ENUM('view')", `'view'`, 'CAST(name AS VARCHAR)'],
      ['name', 'INTEGER', '7', 'CAST(name AS VARCHAR)'],
      ['seq', 'VARCHAR', `'10'`, '--columns seq='],
      ['props', 'STRUCT(colour VARCHAR)', `{ 'colour': 'red' }`, 'to_json(props)'],
    ],
    visitors: [
      ['UUID', `'3f2504e0-4f89-11d3-9a0c-0305e82c3301'`, '3f2504e0-4f89-11d3-9a0c-0305e82c3301'],
      ['UBIGINT', '18446744073709551615', '18446744073709551615'],
      ['DECIMAL(10, 2)', '7.50', '7.50'],
    ],
    zoneless: ['TIMESTAMP', `'2026-03-29 02:30:00'`],
    endless: `'infinity'`,
  },
  () => ({ args: ['--url', file], run: write }),
);

describe('a file of DuckDB', () => {
  const definitions = fileWith(
    'segments.json',
    JSON.stringify(
      definitionsOf({
        metrics: { views: { count: 'view' } },
        segments: { viewer: { when: { 'metric.views': { $gte: 1 } } } },
      }),
    ),
  );
  const ask = (...more: readonly string[]) =>
    covey(['simulate', '--definitions', definitions, ...more]);

  it('is asked while others read it, and says where it is none', async () => {
    await load(PLAIN, [{ visitor: 'a', time: 0, event: 'view', props: {}, id: '' }]);
    const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
    const { code, out } = await ask('--url', file, '--csv');
    instance.closeSync();
    expect([code, out]).toEqual([0, 'segment,name,members,share,unknown\nviewer,viewer,1,1,0\n']);
    const none = join(temporaryFolder(), 'none.duckdb');
    expect((await ask('--url', none)).err).toContain(`There is no file ${none}.`);
    writeFileSync(none, 'something else');
    expect((await ask('--url', none)).err).toContain('Is it a file of DuckDB');
    for (const name of ['log.csv', 'log.ndjson', 'log.parquet', 'log.csv.gz']) {
      const other = fileWith(name, 'visitor,time,event\n');
      const refused = await ask('--url', other);
      expect([refused.code, refused.err]).toEqual([
        1,
        expect.stringContaining(`${other} is no file of DuckDB's.`),
      ]);
      expect(refused.err).toContain(`--events ${other} reads`);
    }
  });

  it('that has a column for each property is told how a view makes props of them', async () => {
    await write(
      'CREATE OR REPLACE TABLE wide(visitor VARCHAR, time TIMESTAMPTZ, seq BIGINT, name VARCHAR, value DOUBLE)',
    );
    const { err } = await ask('--url', file, '--table', 'wide');
    expect(err).toContain('wide has no column props.');
    expect(err).toContain('docs/sql.md, "The table"');
    expect(
      (await ask('--url', file, '--table', 'wide', '--columns', 'name=action')).err,
    ).not.toContain('docs/sql.md');
  });

  it('says which of its columns hold what is read, and which that are named nothing reads', async () => {
    const orders = fileWith(
      'orders.json',
      JSON.stringify(
        definitionsOf({
          metrics: { orders: { count: 'purchase' }, spend: { sum: 'purchase.points' } },
          segments: {
            twice: { when: { 'metric.orders': { $gte: 2 } } },
            rich: { when: { 'metric.spend': { $gte: 15 } } },
          },
        }),
      ),
    );
    const row = "('a', TIMESTAMPTZ '2026-03-01 10:00:00+00', 'purchase', '{}', 10, 't1')";
    await write(
      'CREATE OR REPLACE TABLE wide(visitor VARCHAR, time TIMESTAMPTZ, name VARCHAR, props JSON, points DOUBLE, transaction_id VARCHAR)',
      `INSERT INTO wide VALUES ${row}, ${row}`,
    );
    const asked = (command: string, columns: string) =>
      covey([
        command,
        '--definitions',
        orders,
        '--url',
        file,
        '--table',
        'wide',
        '--columns',
        columns,
      ]);
    const id = 'wide has a column "transaction_id", and purchase counts once by transaction_id: ';
    const value = 'wide has a column "points", and metric.spend reads points: ';
    for (const command of ['simulate', 'analyse']) {
      const valueAlone = await asked(command, 'seq=,props.points=points');
      expect(valueAlone.err).toContain(
        `${id}--columns props.transaction_id=transaction_id names it. Without it, one that comes again counts again.`,
      );
      const both = 'seq=,props.points=points,props.transaction_id=transaction_id';
      expect((await asked(command, both)).err).not.toContain('warning');
      for (const [json, before] of [
        ['', ''],
        ['props', 'props=props,'],
      ] as const) {
        const { err } = await asked(command, `seq=,props=${json}`);
        expect(err).toContain(
          `${value}--columns ${before}props.points=points names it. They are unknown.`,
        );
        expect(err).toContain(
          `${id}--columns ${before}props.transaction_id=transaction_id names it.`,
        );
        expect(err).not.toContain('has no column');
      }
      const mistyped = await asked(command, 'seq=,props.ponits=points,props.colour=transaction_id');
      expect(mistyped.err).toContain(
        'warning  --columns names props.ponits, and nothing reads ponits. Did you mean "props.points"?',
      );
      expect(mistyped.err).toContain('--columns names props.colour, and nothing reads colour.\n');
      await write(`UPDATE wide SET props = '{"transaction_id": "t1", "points": 10}'`);
      expect((await asked(command, 'seq=')).err).not.toContain('wide has');
      await write(`UPDATE wide SET props = '{}'`);
    }
  });

  it('is refused where rows are of nobody, of no time or of no event', async () => {
    for (const row of [
      "NULL, 'epoch', 2, 'view'",
      "'a', NULL, 2, 'view'",
      "'a', 'epoch', 2, NULL",
      "'', 'epoch', 2, 'view'",
      "'a', 'epoch', 2, ''",
    ]) {
      await load(PLAIN, [{ visitor: 'a', time: 0, event: 'view', props: {}, id: '' }]);
      await write(`INSERT INTO events VALUES (${row}, '{}', '')`);
      const { code, err } = await ask('--url', file);
      expect([code, err]).toEqual([
        1,
        expect.stringContaining('1 row of events has no visitor, no time or no name.'),
      ]);
    }
  });

  it('names tables with a dot in their names, in quotes', async () => {
    await load({ ...PLAIN, table: 'shop.log' }, [
      { visitor: 'a', time: 0, event: 'view', props: {}, id: '' },
    ]);
    await write(
      'CREATE SCHEMA IF NOT EXISTS "my.schema"',
      'CREATE OR REPLACE TABLE "my.schema"."t""x" AS FROM "shop.log"',
    );
    for (const table of ['"shop.log"', '"my.schema"."t""x"'])
      expect((await ask('--url', file, '--table', table, '--csv')).out).toContain(
        'viewer,viewer,1,1,0',
      );
    const { code, err } = await ask('--url', file, '--table', 'shop.log');
    expect(code).toBe(1);
    expect(err).toContain('no table shop.log that may be read. Did you mean "shop.log"?\n');
    expect(err).toContain(`--table '"shop.log"'`);
    const none = await ask('--url', file, '--table', 'my.schema.tx');
    expect(none.err).toContain('Did you mean "my.schema".t"x?\n');
    await write(
      `CREATE TABLE "my.schema"."calls ""1.0""" AS SELECT 'track' AS type, visitor AS anonymousId, name AS event, time AS timestamp FROM "shop.log"`,
    );
    const calls = ['--source', 'segment', '--table', '"my.schema"."calls ""1.0"""'];
    expect((await ask('--url', file, ...calls, '--csv')).out).toContain('viewer,viewer,1,1,0');
    await write('DROP TABLE "shop.log"', 'DROP SCHEMA "my.schema" CASCADE');
  });

  it('has columns with a dot in their names', async () => {
    await write(
      `CREATE OR REPLACE TABLE dotted AS SELECT 'a' AS "user.id", TIMESTAMPTZ '2026-03-01 10:00:00+00' AS "at.last", 1 AS "s.q", 'view' AS "event.name", '{}'::JSON AS "p.p", 'e1' AS "event.id"`,
      'INSERT INTO dotted FROM dotted',
    );
    const columns = 'visitor=user.id,time=at.last,seq="s.q",name=event.name,props=p.p';
    const asked = ['--url', file, '--table', 'dotted', '--columns', columns, '--id', 'event.id'];
    const { out, err } = await ask(...asked, '--csv');
    expect(out).toContain('viewer,viewer,1,1,0');
    expect(err).toContain('1 row repeated, by id');
  });

  it.each(['csv', 'parquet'])('is read alone: not by views of other files, %s', async (form) => {
    const other = join(temporaryFolder(), `log.${form}`);
    await write(
      `COPY (SELECT 'a' AS visitor, now() AS time, 1 AS seq, 'view' AS name, '{}' AS props) TO '${other}' (FORMAT ${form})`,
      `CREATE OR REPLACE VIEW elsewhere AS SELECT * FROM '${other}'`,
    );
    for (const command of ['simulate', 'analyse'])
      for (const source of [[], ['--source', 'segment']]) {
        const args = [command, '--definitions', definitions, '--url', file, '--table', 'elsewhere'];
        const { code, out, err } = await covey([...args, ...source]);
        expect([code, out]).toEqual([1, '']);
        expect(err).toContain('lies in other files, and a file of DuckDB is read alone.');
        expect(err).toContain('CREATE TABLE log AS FROM the_view');
      }
    await write('DROP VIEW elsewhere');
  });

  it('says that another tool’s table holds several sites', async () => {
    const event = (site: number) =>
      `(${site}, 'view', TIMESTAMPTZ '2026-03-01 10:00:00+00', 'shop.example', '/', '1')`;
    const table =
      'CREATE OR REPLACE TABLE several(site_id INTEGER, name VARCHAR, timestamp TIMESTAMPTZ, hostname VARCHAR, pathname VARCHAR, user_id VARCHAR)';
    await write(table, `INSERT INTO several VALUES ${event(1)}, ${event(1)}`);
    const plausible = ['--url', file, '--source', 'plausible', '--table', 'several'];
    expect((await ask(...plausible)).err).not.toContain('sites');
    await write(`INSERT INTO several VALUES ${event(2)}`);
    const { code, err } = await ask(...plausible);
    expect([code, err]).toEqual([0, expect.stringContaining('several holds 2 sites (site_id)')]);
    await write('CREATE OR REPLACE VIEW one AS SELECT * FROM several WHERE site_id = 1');
    expect((await ask(...plausible, '--table', 'one')).err).not.toContain('sites');
    await write(
      'CREATE OR REPLACE TABLE kept_session(session_id VARCHAR)',
      'CREATE OR REPLACE TABLE kept_event_data(website_event_id VARCHAR, data_key VARCHAR)',
      "CREATE OR REPLACE TABLE kept_website_event AS SELECT 'e' || site_id AS event_id, site_id AS website_id, user_id AS session_id, 2 AS event_type, name AS event_name, timestamp AS created_at, pathname AS url_path FROM several",
    );
    const umami = await ask('--url', file, '--source', 'umami', '--table', 'kept_*');
    expect(umami.err).toContain('holds 2 sites (website_id)');
  });

  it('ends what takes longer than --timeout', async () => {
    await load(PLAIN, []);
    await write(
      `CREATE VIEW slow AS SELECT CAST(a.range AS VARCHAR) AS visitor, make_timestamptz(b.range) AS time, 1 AS seq, 'view' AS name, '{}'::JSON AS props
      FROM range(1000000) AS a, range(1000000) AS b WHERE hash(a.range + b.range) % 3 = 0`,
    );
    const { code, err } = await ask('--url', file, '--table', 'slow', '--timeout', '1s', '--yes');
    expect([code, err]).toEqual([1, expect.stringContaining('longer than --timeout allows')]);
  });

  it('is taken with options that are said of a table, and none that are said of files', async () => {
    await load(PLAIN, []);
    const usage = await Promise.all([
      ask('--url', file, '--events', 'log.csv'),
      ask('--url', file, '--visitor', 'user'),
      ask('--url', file, '--engine', 'postgres'),
      ask('--url', 'mysql://db.example/shop'),
      ask('--table', 'events', '--events', 'log.csv'),
      ask('--engine', 'postgresql', '--events', 'log.csv'),
      ask('--url', file, '--threads', '2'),
      ask('--engine', 'duckdb', '--events', 'log.csv', '--threads', '2'),
      ask(),
    ]);
    expect(usage.map(({ code, err }) => [code, err.split('\n')[0]])).toEqual([
      [2, 'covey: --events is said of files, and --url names a database.'],
      [2, 'covey: --visitor is said of files, and --url names a database.'],
      [2, 'covey: --url is an address of duckdb, and --engine says postgresql.'],
      [2, 'covey: --url mysql://db.example/shop is of no engine that is asked where it is.'],
      [2, 'covey: --table is said of a database, and --url names none.'],
      [2, 'covey: --engine postgresql is asked where it is, and --url says where.'],
      [2, 'covey: --threads is said of files, and --url names a database.'],
      [2, 'covey: --threads is said of --engine covey, and --engine is duckdb.'],
      [2, 'covey: The log is missing.'],
    ]);
  });
});
