import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row as ExportRow } from '../../shared/log-sources/index.ts';
import { compileSql } from '../../shared/sql/index.ts';
import { HANDED_ON, type Outcome, covey, definitionsOf, fileWith, root } from '../cli/helpers.ts';
import { exportInDatabaseSuite } from '../cli/export-in-database.ts';
import { hostileTablesSuite } from '../cli/hostile-tables.ts';
import { type Names, PLAIN, type Row, logInDatabaseSuite } from '../cli/log-in-database.ts';
import { asStored } from './postgresql.ts';
import { type Client, type Server, clientOf, freePort, startPostgres } from './postgres-server.ts';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

let server: Server;
let reader: Client;
const passwordFile = fileWith('password', 'read\n', 0o600);

beforeAll(async () => {
  server = await startPostgres();
  // May read, and nothing else: not even make a temporary table.
  await server.owner.query(`CREATE ROLE analyst LOGIN PASSWORD 'read'`);
  await server.owner.query('REVOKE TEMP ON DATABASE postgres FROM PUBLIC');
  reader = await clientOf(server.port, 'analyst', 'read');
}, 120_000);
afterAll(async () => {
  await reader.end();
  await server.stop();
});

const url = (user = 'analyst', port = server.port): string =>
  `postgres://${user}@127.0.0.1:${port}/postgres`;

/** Fills a table anew. */
async function load(names: Names, rows: readonly Row[]): Promise<void> {
  const table = quoted(names.table);
  const [visitor, time, seq, name, props, id] = (
    ['visitor', 'time', 'seq', 'name', 'props', 'id'] as const
  ).map((one) => quoted(names[one]));
  await server.owner.query(`DROP TABLE IF EXISTS ${table} CASCADE`);
  await server.owner.query(
    `CREATE TABLE ${table}(${visitor} text, ${time} timestamptz, ${seq} integer, ${name} text, ${props} jsonb, ${id} text)`,
  );
  await server.owner.query(
    `INSERT INTO ${table} SELECT visitor, to_timestamp(time / 1000.0), row_number() OVER (), event, props, id
    FROM json_to_recordset($1::json) AS r(visitor text, time float8, event text, props jsonb, id text)`,
    [JSON.stringify(rows)],
  );
  await server.owner.query(`GRANT SELECT ON ${table} TO analyst`);
}

logInDatabaseSuite(
  'PostgreSQL',
  () => ({ args: ['--url', url(), '--password-file', passwordFile], load }),
  4,
);
exportInDatabaseSuite('PostgreSQL', 'postgresql', () => ({
  args: ['--url', url(), '--password-file', passwordFile],
  async store(table, given) {
    // Names are cut after so many bytes, by which two may be one.
    const rows = given.filter((row) =>
      Object.keys(row).every((column) => Buffer.byteLength(column) <= 63),
    );
    const { columns, json } = asStored(rows);
    await server.owner.query(`DROP TABLE IF EXISTS ${table} CASCADE`);
    await server.owner.query(`CREATE TABLE ${table}(${columns})`);
    await server.owner.query(
      `INSERT INTO ${table} SELECT * FROM json_to_recordset($1::json) AS r(${columns})`,
      [json],
    );
    await server.owner.query(`GRANT SELECT ON ${table} TO analyst`);
    return JSON.parse(json) as ExportRow[];
  },
}));

hostileTablesSuite(
  'PostgreSQL',
  {
    types: { visitor: 'text', time: 'timestamptz', seq: 'bigint', name: 'text', props: 'jsonb' },
    nullable: (type) => type,
    at: (seconds) => `to_timestamp(${seconds})`,
    text: 'text',
    wide: { big: 'bigint', word: 'varchar(9)' },
    wrong: [
      ['time', 'text', `'2026-03-29T02:30:00Z'`, 'CAST(time AS timestamptz)'],
      ['time', 'date', `'2026-03-29'`, 'CAST(time AS timestamptz)'],
      ['time', 'bigint', '1774751400000', 'to_timestamp(time / 1000.0), of milliseconds'],
      ['name', 'mood', `'view'`, 'CAST(name AS text)'],
      ['name', 'integer', '7', 'CAST(name AS text)'],
      ['seq', 'text', `'10'`, '--columns seq='],
      ['props', 'text[]', `'{red}'`, 'to_json(props)'],
    ],
    visitors: [
      ['uuid', `'3f2504e0-4f89-11d3-9a0c-0305e82c3301'`, '3f2504e0-4f89-11d3-9a0c-0305e82c3301'],
      ['bigint', '9223372036854775807', '9223372036854775807'],
      ['numeric(10, 2)', '7.50', '7.50'],
      ['short', `'a'`, 'a'],
    ],
    zoneless: ['timestamp', `'2026-03-29 02:30:00'`],
    endless: `'infinity'`,
  },
  () => ({
    args: ['--url', url(), '--password-file', passwordFile],
    async run(...statements) {
      const types = "CREATE TYPE mood AS ENUM ('view'); CREATE DOMAIN short AS varchar(9)";
      await server.owner.query(types).catch(() => {});
      for (const statement of statements) await server.owner.query(statement);
      const grants =
        'GRANT USAGE ON SCHEMA elsewhere TO analyst; GRANT SELECT ON ALL TABLES IN SCHEMA elsewhere TO analyst';
      await server.owner.query('GRANT SELECT ON ALL TABLES IN SCHEMA public TO analyst');
      await server.owner.query(grants).catch(() => {});
    },
  }),
);

const definitions = fileWith(
  'segments.json',
  JSON.stringify(
    definitionsOf({
      metrics: { views: { count: 'view' } },
      segments: { viewer: { when: { 'metric.views': { $gte: 1 } } } },
    }),
  ),
);
const ask = (to: string, ...more: readonly string[]): Promise<Outcome> =>
  covey(['simulate', '--definitions', definitions, '--url', to, ...more]);
const asked = (...more: readonly string[]) => ask(url(), '--password-file', passwordFile, ...more);

/** A view whose rows take a minute to come. */
async function slowView(): Promise<void> {
  await load(PLAIN, [{ visitor: 'a', time: 0, event: 'view', props: {}, id: '' }]);
  await server.owner.query(
    'CREATE VIEW slow AS SELECT e.* FROM events AS e, (SELECT pg_sleep(60)) AS s OFFSET 0',
  );
  await server.owner.query('GRANT SELECT ON slow TO analyst');
}

/** Processes of the server that wait in that view for us. */
const running = async (): Promise<readonly unknown[]> => {
  const { rows } = await server.owner.query(
    "SELECT pid FROM pg_stat_activity WHERE application_name = 'covey' AND wait_event = 'PgSleep'",
  );
  return rows.map(({ pid }) => pid);
};

const until = async (holds: () => Promise<boolean>): Promise<void> => {
  for (let i = 0; i < 600; i += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it does not come');
};

describe('PostgreSQL', () => {
  it('runs a pasted script as one message', async () => {
    await load(PLAIN, [{ visitor: 'a', time: 0, event: 'view', props: {}, id: '' }]);
    const { sql } = compileSql(
      definitionsOf({
        metrics: { views: { count: 'view' } },
        segments: { viewer: { when: { 'metric.views': { $gte: 1 } } } },
      }),
      { at: 1000, dialect: 'postgresql' },
    );
    const { rows } = await reader.query(sql);
    expect(rows).toEqual([{ visitor: 'a', 'metric.views': '1', 'segment.viewer': true }]);
  });

  it('reads a wide table as the view of docs/sql.md', async () => {
    await server.owner.query('DROP TABLE IF EXISTS events CASCADE');
    await server.owner.query(
      'CREATE TABLE shop_events(user_id integer, at timestamptz, action text, amount numeric, currency text)',
    );
    await server.owner.query(
      "INSERT INTO shop_events VALUES (1, 'epoch', 'order', 60, 'EUR'), (2, 'epoch', 'order', 5, 'EUR'), (3, 'epoch', 'view', NULL, NULL)",
    );
    const [view = ''] =
      /CREATE VIEW events AS[^;]*jsonb_build_object[^;]*;/.exec(
        readFileSync(join(root, 'docs/sql.md'), 'utf8'),
      ) ?? [];
    await server.owner.query(view);
    await server.owner.query('GRANT SELECT ON events, shop_events TO analyst');
    const rich = fileWith(
      'rich.json',
      JSON.stringify(
        definitionsOf({
          metrics: { spend: { sum: 'order.value', where: { currency: 'EUR' } } },
          segments: { rich: { when: { 'metric.spend': { $gte: 60 } } } },
        }),
      ),
    );
    const there = ['--url', url(), '--password-file', passwordFile];
    const answer = await covey(['simulate', '--definitions', rich, ...there, '--csv']);
    expect([answer.code, answer.out]).toEqual([
      0,
      expect.stringMatching(/^rich,rich,1,0\.33\d*,0$/m),
    ]);
    const wide = ['--table', 'shop_events', '--columns', 'visitor=user_id,time=at,name=action'];
    const { err } = await covey(['simulate', '--definitions', rich, ...there, ...wide]);
    expect(err).toContain('has no column seq');
    expect(err).toContain('docs/sql.md, "The table"');
    await server.owner.query('DROP TABLE shop_events CASCADE');
  });

  it('is told what hinders: the address, the password, the rights', async () => {
    await load(PLAIN, [{ visitor: 'a', time: 0, event: 'view', props: {}, id: '' }]);
    await server.owner.query('CREATE TABLE hidden(visitor text)');
    const wrong = fileWith('password', 'a secret that is wrong');
    const closed = await freePort();
    const outcomes = await Promise.all([
      ask(url('analyst', closed), '--password-file', passwordFile),
      ask(url(), '--password-file', wrong),
      ask(url()),
      ask(url().replace(/postgres$/, 'shops'), '--password-file', passwordFile),
      asked(
        '--table',
        'hidden',
        '--columns',
        'time=visitor,seq=visitor,name=visitor,props=visitor',
      ),
      ask('postgres://analyst:read@127.0.0.1/postgres'),
    ]);
    expect(
      outcomes.map(({ code, err }) => [code, err.split('\n')[0]?.replace(/^.*?:\d+\/\w+/, '')]),
    ).toEqual([
      [1, ': nothing listens there.'],
      [1, ': password authentication failed for user "analyst"'],
      [1, ' asks for a password, and none was given.'],
      [1, ': database "shops" does not exist'],
      [1, ': permission denied for table hidden'],
      [2, 'covey: The address holds a password, which others can read where commands are listed.'],
    ]);
    for (const { err } of outcomes) expect(err).not.toContain('a secret that is wrong');
  });

  it('ends what takes longer than --timeout', async () => {
    await slowView();
    const { code, err } = await asked('--table', 'slow', '--timeout', '1s', '--json');
    expect(code).toBe(1);
    expect(err).toContain('longer than --timeout allows');
    expect(await running()).toEqual([]);
  });

  it('says that the server ended the connection', async () => {
    await slowView();
    const outcome = asked('--table', 'slow');
    await until(async () => (await running()).length > 0);
    await server.owner.query('SELECT pg_terminate_backend($1)', await running());
    const { code, err } = await outcome;
    expect([code, err]).toEqual([1, expect.stringContaining('terminating connection')]);
  });

  it.each(['simulate', 'analyse'])(
    'ends at the server what is interrupted here: %s',
    async (command) => {
      await slowView();
      const child = spawn(
        process.execPath,
        [
          '--import',
          join(root, 'test/engines/resolve.ts'),
          join(root, 'cli/main.ts'),
          command,
          '--definitions',
          definitions,
          '--url',
          url(),
          '--table',
          'slow',
        ],
        {
          env: { PATH: process.env['PATH'] ?? '', PGPASSWORD: 'read', ...HANDED_ON },
          stdio: 'ignore',
        },
      );
      const ended = new Promise<number | null>((resolve) => void child.once('exit', resolve));
      await until(async () => (await running()).length > 0);
      child.kill('SIGINT');
      expect(await ended).toBe(130);
      await until(async () => (await running()).length === 0);
    },
  );

  it('reads what another tool exports as its files', async () => {
    const rows = [
      {
        id: '1',
        anonymous_id: 'a',
        event: 'order_completed',
        timestamp: '2026-03-01T10:00:00Z',
        revenue: 50,
      },
      {
        id: '1',
        anonymous_id: 'a',
        event: 'order_completed',
        timestamp: '2026-03-01T10:00:00Z',
        revenue: 50,
      },
      {
        id: '2',
        anonymous_id: 'a',
        event: 'order_completed',
        timestamp: '2026-03-02T10:00:00Z',
        revenue: 70,
      },
      {
        id: '3',
        anonymous_id: "it's b",
        event: 'order_completed',
        timestamp: '2026-03-02T11:00:00Z',
        revenue: 5,
      },
    ];
    await server.owner.query('DROP TABLE IF EXISTS order_completed');
    await server.owner.query(
      'CREATE TABLE order_completed(id text, anonymous_id text, event text, timestamp timestamptz, revenue float8)',
    );
    await server.owner.query(
      `INSERT INTO order_completed SELECT * FROM json_to_recordset($1::json)
      AS r(id text, anonymous_id text, event text, timestamp timestamptz, revenue float8)`,
      [JSON.stringify(rows)],
    );
    await server.owner.query('GRANT SELECT ON order_completed TO analyst');
    const buyers = fileWith(
      'segments.json',
      JSON.stringify(
        definitionsOf({
          currency: 'EUR',
          metrics: { orders: { count: 'purchase' }, spent: { sum: 'purchase.value' } },
          segments: {
            twice: { when: { 'metric.orders': { $gte: 2 } } },
            much: { when: { 'metric.spent': { $gte: 100 } } },
          },
        }),
      ),
    );
    const simulate = async (...more: readonly string[]) => {
      const { out, err } = await covey([
        'simulate',
        '--definitions',
        buyers,
        '--source',
        'segment',
        '--json',
        ...more,
      ]);
      expect(err).not.toContain('covey:');
      const { visitors, segments, events } = JSON.parse(out) as { readonly [key: string]: unknown };
      return { visitors, segments, events };
    };
    const lines = rows.map((row) => JSON.stringify(row)).join('\n');
    const read = await simulate('--events', fileWith('rows.json', lines));
    const of = ['--url', url(), '--password-file', passwordFile, '--table'];
    const there = await simulate(...of, 'order_completed');
    expect(there).toEqual(read);
    await server.owner.query('DROP SCHEMA IF EXISTS "my.shop" CASCADE; CREATE SCHEMA "my.shop"');
    await server.owner.query('CREATE TABLE "my.shop"."order ""1.0""" AS TABLE order_completed');
    await server.owner.query('GRANT USAGE ON SCHEMA "my.shop" TO analyst');
    await server.owner.query('GRANT SELECT ON "my.shop"."order ""1.0""" TO analyst');
    expect(await simulate(...of, '"my.shop"."order ""1.0"""')).toEqual(read);
    expect(there.segments).toMatchObject({ twice: { members: 1 }, much: { members: 1 } });
  });

  it('estimates what is read of a view, too', async () => {
    await load(
      PLAIN,
      Array.from({ length: 5000 }, (_, i) => ({
        visitor: `v${i}`,
        time: i,
        event: 'view',
        id: '',
        props: { text: 'x'.repeat(100) },
      })),
    );
    await server.owner.query('ANALYZE events');
    await server.owner.query('CREATE VIEW seen AS SELECT * FROM events WHERE seq % 2 = 0');
    await server.owner.query('GRANT SELECT ON seen TO analyst');
    const sizes = [];
    for (const table of ['events', 'seen']) {
      const { out } = await asked('--table', table, '--estimate', '--json');
      sizes.push((JSON.parse(out) as { estimate: { bytes: number } }).estimate.bytes);
    }
    expect(sizes[0]).toBeGreaterThan(500_000);
    expect(sizes[1]).toBe(sizes[0]);
  });
});
