import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { bytesOf, bytesText } from '../../cli/databases/index.ts';
import { covey, definitionsOf, fileWith } from './helpers.ts';

vi.mock('pg', () => {
  throw new Error('not installed');
});
vi.mock('@clickhouse/client', () => {
  throw new Error('not installed');
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** The command runs in a folder that has these packages, each a module with this text. */
function standsIn(packages: { readonly [name: string]: string }): void {
  const folder = mkdtempSync(join(tmpdir(), 'covey-folder-'));
  for (const [name, text] of Object.entries(packages)) {
    const file = join(folder, 'node_modules', name, 'index.js');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
}

it('takes the clients of the folder where the command runs', async () => {
  standsIn({
    pg: `class Client { on() {} async connect() { throw new Error('the folder has pg'); } async end() {} }
      exports.Client = Client;`,
    '@clickhouse/client': `const ask = async () => { throw new Error('the folder has clickhouse'); };
      exports.createClient = () => ({ query: ask, command: ask, close: async () => {} });`,
  });
  const definitions = fileWith(
    'segments.json',
    JSON.stringify(definitionsOf({ segments: { all: { when: { 'visitor.sessions': 1 } } } })),
  );
  for (const [url, said] of [
    ['postgres://analyst@db.example/shop', 'the folder has pg'],
    ['https://analyst@db.example:8443/shop', 'the folder has clickhouse'],
  ] as const) {
    const { err } = await covey(['simulate', '--definitions', definitions, '--url', url]);
    expect(err).toContain(said);
    expect(err).not.toContain('npm install');
  }
});

it('says that the server knows no such user, rather than to mend the password', async () => {
  const refusing = (said: string) =>
    `exports.Client = class { on() {} async end() {}
      async connect() { throw Object.assign(new Error(${JSON.stringify(said)}), { code: '28000' }); } };`;
  const definitions = fileWith(
    'segments.json',
    JSON.stringify(definitionsOf({ segments: { all: { when: { 'visitor.sessions': 1 } } } })),
  );
  const hintOf = async (said: string) => {
    standsIn({ pg: refusing(said) });
    const url = 'postgres://nobody@db.example/shop';
    return (await covey(['simulate', '--definitions', definitions, '--url', url])).err;
  };
  const unknown = await hintOf('role "nobody" does not exist');
  expect(unknown).toContain('The server knows no such user');
  expect(unknown).not.toContain('PGPASSWORD');
  const notLetIn = await hintOf('no pg_hba.conf entry for host "10.0.0.1"');
  expect(notLetIn).toContain('PGPASSWORD');
});

it('says how to come by the client of a database', async () => {
  standsIn({});
  const definitions = fileWith(
    'segments.json',
    JSON.stringify(definitionsOf({ segments: { all: { when: { 'visitor.sessions': 1 } } } })),
  );
  for (const [url, client] of [
    ['postgres://analyst@db.example/shop', 'pg@'],
    ['https://analyst@db.example:8443/shop', '@clickhouse/client@'],
  ] as const) {
    const { code, err } = await covey(['simulate', '--definitions', definitions, '--url', url]);
    expect([code, err]).toEqual([1, expect.stringContaining(`npm install ${client}`)]);
  }
});

it('takes amounts of bytes as they are written, and writes them so', () => {
  for (const [said, bytes] of [
    ['10GB', 1e10],
    ['1.5 TB', 1.5e12],
    ['500kb', 5e5],
    ['7', 7],
    ['1B', 1],
  ] as const)
    expect([said, bytesOf(said)]).toEqual([said, bytes]);
  for (const said of ['', 'GB', '10 G', '-1GB', '1e9', '10GiB'])
    expect([said, bytesOf(said)]).toEqual([said, null]);
  expect([0, 999, 1234, 999_600, 12_345_678, 1e10].map(bytesText)).toEqual([
    '0 B',
    '999 B',
    '1.23 kB',
    '1 MB',
    '12.3 MB',
    '10 GB',
  ]);
});
