import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { covey, definitionsOf, fileWith, temporaryFolder } from './helpers.ts';

const folder = temporaryFolder();
const key = join(folder, 'key.json');
const good = fileWith('segments.json', JSON.stringify(definitionsOf({})));
beforeAll(async () => {
  await covey(['keygen', '--out', key]);
  mkdirSync(join(folder, 'sub'));
  writeFileSync(join(folder, 'bytes.json'), new Uint8Array([123, 255, 254]));
});
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const file = (text: string, name = 'segments.json') => fileWith(name, text);
const nowhere = ['--edge', 'http://127.0.0.1:9'];

const failures: [string, () => string[]][] = [
  ['a missing file', () => ['check', join(folder, 'none.json')]],
  ['a folder', () => ['check', join(folder, 'sub')]],
  ['text that is none', () => ['check', join(folder, 'bytes.json')]],
  ['no JSON', () => ['sign', file('{'), '--key', key]],
  ['a program that fails', () => ['check', file('throw new Error("x")', 'x.mjs')]],
  ['a program that exports nothing', () => ['check', file('export const x = 1;', 'x.mjs')]],
  ['a missing key', () => ['sign', good, '--key', join(folder, 'none.json')]],
  ['a key that is none', () => ['sign', good, '--key', fileWith('k.json', 'x', 0o600)]],
  ['a key of another kind', () => ['sign', good, '--key', fileWith('k.json', '{}', 0o600)]],
  ['a key that others can read', () => ['sign', good, '--key', fileWith('k.json', '{}', 0o644)]],
  ['the same key twice', () => ['sign', good, '--key', key, '--key', key]],
  [
    'a document that ran out',
    () => [
      'sign',
      file(JSON.stringify(definitionsOf({ issued: day(-9), expires: day(-1) }))),
      '--key',
      key,
    ],
  ],
  [
    'a folder that is not there',
    () => ['sign', good, '--key', key, '--out', join(folder, 'no', 'x')],
  ],
  ['a file that is there', () => ['keygen', '--out', key]],
  ['a folder as a file', () => ['sign', good, '--key', key, '--out', join(folder, 'sub')]],
  ['what is not signed', () => ['publish', good, ...nowhere, '--token', 't']],
  ['an edge that is away', () => ['get', '--site', 'hazel.example', ...nowhere]],
  ['status of nothing', () => ['status']],
  [
    'an audit of an edge that is away',
    () => ['audit', '--site', 'hazel.example', ...nowhere, '--token', 't'],
  ],
  ['a monitor of nothing', () => ['monitor', '--site', 'hazel.example']],
  [
    'a program to renew',
    () => ['renew', file(`export default ${JSON.stringify(definitionsOf({}))}`, 'x.mjs')],
  ],
  ['a renewal from standard input', () => ['renew', '-']],
];

it.each(failures)('%s: what is wrong, and a way out', async (_, args) => {
  const { code, out, err } = await covey(args());
  expect(code).toBeGreaterThan(0);
  expect(out).toBe('');
  const lines = err.trimEnd().split('\n');
  const said = lines.findIndex((line) => line.startsWith('covey: '));
  expect(said, err).toBeGreaterThanOrEqual(0);
  // The way out stands below, indented; or the sentence itself ends with it.
  const below = lines.slice(said + 1).filter((line) => line.startsWith('  '));
  expect(below.length > 0 || /\. [A-Z][^.]+\.$/.test(lines[said] ?? ''), err).toBe(true);
});
