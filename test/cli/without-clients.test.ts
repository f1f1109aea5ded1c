import { expect, it, vi } from 'vitest';
import { bytesOf, bytesText } from '../../cli/databases/index.ts';
import { covey, definitionsOf, fileWith } from './helpers.ts';

vi.mock('pg', () => {
  throw new Error('not installed');
});
vi.mock('@clickhouse/client', () => {
  throw new Error('not installed');
});

it('says how to come by the client of a database', async () => {
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
