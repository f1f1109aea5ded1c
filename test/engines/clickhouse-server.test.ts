import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HANDED_ON, type Outcome, covey, definitionsOf, fileWith, root } from '../cli/helpers.ts';
import { exportInDatabaseSuite } from '../cli/export-in-database.ts';
import { hostileTablesSuite } from '../cli/hostile-tables.ts';
import { type Names, PLAIN, type Row, logInDatabaseSuite } from '../cli/log-in-database.ts';
import { clickhouse, quoted } from './clickhouse.ts';
import { type ClickHouseServer, startClickHouse } from './clickhouse-server.ts';
import { freePort } from './postgres-server.ts';

let server: ClickHouseServer;
const passwordFile = fileWith('password', 'read\n', 0o600);

beforeAll(async () => {
  server = await startClickHouse();
}, 120_000);
afterAll(() => server.stop());

const identifier = (name: string): string => `"${name.replace(/[\\"]/g, '\\$&')}"`;

/** Fills a table anew. */
function load(names: Names, rows: readonly Row[]): Promise<void> {
  const table = identifier(names.table);
  const [visitor, time, seq, name, props, id] = (
    ['visitor', 'time', 'seq', 'name', 'props', 'id'] as const
  ).map((one) => identifier(names[one]));
  server.run(`DROP TABLE IF EXISTS ${table}`);
  server.run(
    `CREATE TABLE ${table}(${visitor} String, ${time} DateTime64(3, 'UTC'), ${seq} UInt32, ${name} LowCardinality(String), ${props} String, ${id} String)
    ENGINE = MergeTree ORDER BY ${visitor}`,
  );
  const values = rows.map(
    (row, i) =>
      `(${quoted(row.visitor)}, fromUnixTimestamp64Milli(toInt64(${row.time})), ${i}, ${quoted(row.event)}, ${quoted(JSON.stringify(row.props))}, ${quoted(row.id)})`,
  );
  if (rows.length > 0) server.run(`INSERT INTO ${table} VALUES ${values.join(', ')}`);
  return Promise.resolve();
}

logInDatabaseSuite(
  'ClickHouse',
  () => ({ args: ['--url', server.url, '--password-file', passwordFile], load }),
  2,
);
exportInDatabaseSuite('ClickHouse', 'clickhouse', () => ({
  args: ['--url', server.url, '--password-file', passwordFile],
  async store(table, rows) {
    // As loaders have it there, JSON stands as text.
    const kept = await (await clickhouse.open()).store(`of_session_${table}`, rows);
    server.run(`DROP TABLE IF EXISTS ${table}`);
    server.run(
      `CREATE TABLE ${table} ENGINE = MergeTree ORDER BY tuple() AS SELECT * FROM of_session_${table}`,
    );
    return kept;
  },
}));

hostileTablesSuite(
  'ClickHouse',
  {
    types: {
      visitor: 'String',
      time: "DateTime64(3, 'UTC')",
      seq: 'UInt32',
      name: 'String',
      props: 'String',
    },
    nullable: (type) => `Nullable(${type})`,
    engine: 'ENGINE = MergeTree ORDER BY tuple()',
    schema: 'DATABASE',
    at: (seconds) => `fromUnixTimestamp64Milli(toInt64(${seconds * 1000}))`,
    text: 'String',
    wide: { big: 'Nullable(Int64)', word: 'LowCardinality(String)' },
    wrong: [
      ['time', 'String', `'2026-03-29T02:30:00Z'`, "parseDateTime64BestEffort(time, 3, 'UTC')"],
      ['time', 'Date', `'2026-03-29'`, "toDateTime64(time, 3, 'UTC')"],
      ['time', 'Int64', '1774751400000', 'fromUnixTimestamp64Milli(toInt64(time))'],
      ['name', "Enum8('view' = 1)", `'view'`, 'toString(name)'],
      ['name', 'UInt8', '7', 'toString(name)'],
      ['seq', 'String', `'10'`, '--columns seq='],
      ['props', 'Map(String, String)', `map('colour', 'red')`, 'toJSONString(props)'],
    ],
    visitors: [
      ['UUID', `'3f2504e0-4f89-11d3-9a0c-0305e82c3301'`, '3f2504e0-4f89-11d3-9a0c-0305e82c3301'],
      ['UInt64', '18446744073709551615', '18446744073709551615'],
      ['LowCardinality(Nullable(String))', `'a'`, 'a'],
      ['Nullable(Int32)', '7', '7'],
    ],
  },
  () => ({
    args: ['--url', server.url, '--password-file', passwordFile],
    run(...statements) {
      for (const statement of statements) server.run(statement);
      return Promise.resolve();
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
const ask = (url: string, ...more: readonly string[]): Promise<Outcome> =>
  covey(['simulate', '--definitions', definitions, '--url', url, ...more]);
const asked = (...more: readonly string[]) =>
  ask(server.url, '--password-file', passwordFile, ...more);
const first = ({ code, err }: Outcome) => [
  code,
  err.split('\n')[0]?.replace(/^.*?:\d+(\/\w+)?: /, ''),
];
const ONE: Row = { visitor: 'a', time: 0, event: 'view', props: {}, id: '' };

describe('ClickHouse', () => {
  it('is asked by somebody who may read and make temporary tables, and leaves none', async () => {
    await load(PLAIN, [ONE]);
    const before = server.run('SELECT count() FROM system.tables WHERE is_temporary');
    expect((await asked()).code).toBe(0);
    expect(server.run('SELECT count() FROM system.tables WHERE is_temporary')).toBe(before);
    expect(Object.fromEntries(server.settings)).toMatchObject({
      readonly: '2',
      skip_unavailable_shards: '0',
      timeout_overflow_mode: 'throw',
    });
    const verbs = new Set(server.asked.map((sql) => /^\s*(\w+( \w+ \w+ \w+)?)/.exec(sql)?.[1]));
    expect(
      [...verbs].filter((verb) => /INSERT|ALTER|DROP TABLE|TRUNCATE/.test(verb ?? '')),
    ).toEqual([]);
  });

  it('is told what hinders: the address, the password, the database, what answers', async () => {
    await load(PLAIN, [ONE]);
    const closed = await freePort();
    const wrong = fileWith('password', 'a secret that is wrong');
    const outcomes = [
      await ask(`http://analyst@127.0.0.1:${closed}/default`, '--password-file', passwordFile),
      await ask(server.url, '--password-file', wrong),
      await ask('https://analyst:read@127.0.0.1/default'),
      await ask(server.url.replace('http:', 'https:'), '--password-file', passwordFile),
    ];
    expect(outcomes.map(first)).toEqual([
      [1, 'nothing listens there.'],
      [1, 'user or password is wrong.'],
      [2, 'covey: The address holds a password, which others can read where commands are listed.'],
      [1, 'what answers there is no ClickHouse over https.'],
    ]);
    for (const { err } of outcomes) expect(err).not.toContain('a secret that is wrong');
  });

  it('says that the server ended the connection in the middle', async () => {
    await load(PLAIN, [ONE]);
    server.fail(/AS past/, 'cut off in the middle');
    const outcome = await asked();
    server.fail(null);
    expect(first(outcome)).toEqual([1, 'it ended the connection.']);
  });

  it('says where what another tool exports is a table, and reads it once', async () => {
    const { code, err } = await asked('--source', 'matomo', '--table', 'actions');
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/What matomo reads is a table in .*DuckDB.*, not in ClickHouse\./),
    ]);
    server.run('DROP TABLE IF EXISTS calls');
    server.run(
      `CREATE TABLE calls(type String, anonymousId String, event String, timestamp String) ENGINE = MergeTree ORDER BY tuple()`,
    );
    server.run(`INSERT INTO calls VALUES ('track', 'a', 'view', '2026-11-02T10:00:00Z')`);
    const before = server.run('SELECT count() FROM system.tables WHERE is_temporary');
    const from = server.asked.length;
    const outcome = await asked('--source', 'segment', '--table', 'calls');
    expect([outcome.code, outcome.out]).toEqual([0, expect.stringMatching(/^viewer +1 /m)]);
    expect(server.run('SELECT count() FROM system.tables WHERE is_temporary')).toBe(before);
    // What it has, what that costs, how much is taken, and its events: no more is asked of the table itself.
    const ofTable = server.asked.slice(from).filter((sql) => /FROM "calls"/.test(sql));
    expect(ofTable.map((sql) => /^EXPLAIN|LIMIT 0|^CREATE|AS why/.exec(sql)?.[0])).toEqual([
      'LIMIT 0',
      'EXPLAIN',
      'AS why',
      'CREATE',
    ]);
  });

  it('ends at the server what is interrupted here', async () => {
    await load(PLAIN, [ONE]);
    server.fail(/AS past/, 'silence');
    const child = spawn(
      process.execPath,
      [
        '--import',
        join(root, 'test/engines/resolve.ts'),
        join(root, 'cli/main.ts'),
        'simulate',
        '--definitions',
        definitions,
        '--url',
        server.url,
      ],
      {
        env: { PATH: process.env['PATH'] ?? '', CLICKHOUSE_PASSWORD: 'read', ...HANDED_ON },
        stdio: 'ignore',
      },
    );
    const ended = new Promise<number | null>((resolve) => void child.once('exit', resolve));
    const from = server.asked.length;
    while (!server.asked.slice(from).some((sql) => sql.includes('AS past')))
      await new Promise((resolve) => setTimeout(resolve, 50));
    const running = server.settings.get('query_id');
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    server.fail(null);
    expect(server.asked.at(-1)).toBe(`KILL QUERY WHERE query_id = '${running}' ASYNC`);
  });
});
