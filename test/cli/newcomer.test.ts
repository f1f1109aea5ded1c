// The mistakes of somebody's first hour: each message says what is wrong, and the line below what to do.
import { execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PublicKey } from '../../shared/definitions/types.ts';
import { covey, definitionsOf, fileWith, temporaryFolder } from './helpers.ts';

const folder = temporaryFolder();
const DAY_MS = 86_400_000;
const day = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
const file = (part: Parameters<typeof definitionsOf>[0] = {}) =>
  fileWith('segments.json', JSON.stringify(definitionsOf(part)));
const keyFile = join(folder, 'key.json');
const other = join(folder, 'other.json');
const envelope = join(folder, 'envelope.json');
const keys: PublicKey[] = [];
beforeAll(async () => {
  for (const out of [keyFile, other]) {
    const { kid, x } = JSON.parse(
      (await covey(['keygen', '--out', out, '--json'])).out,
    ) as PublicKey;
    keys.push({ kid, x });
  }
  await covey(['sign', file(), '--key', keyFile, '--out', envelope]);
});

const mistakes: [string, () => string[], (string | RegExp)[]][] = [
  [
    'an address in place of a host name',
    () => ['init', '--site', 'https://Hazel.example/shop'],
    ['is not a host name', 'in lower case: hazel.example.'],
  ],
  [
    'capitals in a host name',
    () => ['get', '--edge', 'https://edge.example', '--site', 'Thyme.example'],
    ['in lower case: thyme.example.', 'covey help get'],
  ],
  ['no key', () => ['sign', file()], ['No key to sign with.', 'covey keygen']],
  [
    'a key that was not made yet',
    () => ['sign', file(), '--key', join(folder, 'none.json')],
    ['There is no key file', 'covey keygen'],
  ],
  [
    'definitions in place of a key',
    () => ['sign', file(), '--key', file()],
    ['Not a Covey key', 'Name the file that "covey keygen" wrote'],
  ],
  [
    'a key in place of definitions',
    () => ['check', keyFile],
    ['is a key file, and not definitions', 'covey init'],
  ],
  [
    'an envelope in place of definitions',
    () => ['renew', envelope],
    ['is a signed envelope', 'Name the file that was signed'],
  ],
  [
    'definitions that ran out',
    () => ['sign', file({ issued: day(-9), expires: day(-1.5) }), '--key', keyFile],
    [/Not signed: the definitions ran out on [\d-]+, 1 day ago/, /"covey renew \S+segments.json"/],
  ],
  [
    'definitions of a day to come',
    () => ['sign', file({ issued: day(9) }), '--key', keyFile],
    [/Not signed: "issued" is [\d-]+\S+, more than a day after the clock/, 'covey renew'],
  ],
  [
    'a key that the definitions do not list',
    () => ['sign', file({ keys: { version: 1, keys: keys.slice(0, 1) } }), '--key', other],
    [`and ${'$other'} is not there`, `Sign with a key they list: ${'$key'}.`],
  ],
  [
    'the file of the definitions for the envelope',
    () => {
      const path = file();
      return ['sign', path, '--key', keyFile, '--out', path];
    },
    ['is a file that is read', 'another file for --out'],
  ],
  [
    'the file of the key for the envelope',
    () => ['sign', file(), '--key', keyFile, '--out', keyFile],
    ['is a file that is read', 'another file for --out'],
  ],
  [
    'the file of the definitions for the types',
    () => {
      const path = file();
      const link = path.replace(/[^/]*$/, 'ids.d.ts');
      rmSync(link, { force: true });
      symlinkSync(path, link);
      return ['types', path, '--out', link];
    },
    ['is a file that is read', 'another file for --out'],
  ],
  [
    'a host that there is not',
    () => ['get', '--edge', 'https://edge.invalid', '--site', 'hazel.example'],
    [/edge\.invalid does not answer: (there is no host|its name cannot)/, 'online'],
  ],
  [
    'a port where nobody listens',
    () => ['status', '--edge', 'http://127.0.0.1:10', '--site', 'hazel.example'],
    ['does not answer: nothing listens there', 'npm start'],
  ],
  [
    'an option left out',
    () => ['simulate', '--definitions', file()],
    ['--events', 'covey help simulate'],
  ],
];

describe('a mistake of the first hour', () => {
  it.each(mistakes)('%s', async (_, args, wanted) => {
    const { code, out, err } = await covey(args());
    expect(code).toBeGreaterThan(0);
    expect(out).toBe('');
    for (const words of wanted)
      expect(err).toMatch(
        typeof words === 'string'
          ? literally(words.replace('$key', keys[0]!.kid).replace('$other', keys[1]!.kid))
          : words,
      );
  });
});

const literally = (text: string) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));

describe('more signatures', () => {
  it('are asked for by name, with the next command', async () => {
    const path = join(folder, 'two.json');
    const document = file({ keys: { version: 1, keys, threshold: 2 } });
    const { code, err } = await covey(['sign', document, '--key', keyFile, '--out', path]);
    expect(code).toBe(0);
    expect(err).toContain(`1 of 2 are there. Others that may sign: ${keys[1]!.kid}.`);
    expect(err).toContain(`Next: covey sign ${path} --key THEIR-KEYFILE --out ${path}`);
  });
});

describe('a file that is written', () => {
  it('is the one that a symbolic link leads to, and keeps who may read it', async () => {
    const path = fileWith('segments.json', JSON.stringify(definitionsOf({})), 0o600);
    const link = join(folder, 'link.json');
    symlinkSync(path, link);
    expect((await covey(['renew', link])).code).toBe(0);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ version: 2 });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('is made where a link leads to nothing yet', async () => {
    const path = join(folder, 'later.json');
    const link = join(folder, 'link-to-later.json');
    symlinkSync('later.json', link);
    expect((await covey(['sign', file(), '--key', keyFile, '--out', link])).code).toBe(0);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(existsSync(path)).toBe(true);
  });

  it('does not take the place of a pipe', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reader = spawn('cat', [pipe]);
    let read = '';
    reader.stdout.on('data', (chunk: Buffer) => (read += chunk.toString()));
    const over = new Promise((resolve) => reader.on('close', resolve));
    const { code } = await covey(['sign', file(), '--key', keyFile, '--out', pipe]);
    expect([code, lstatSync(pipe).isFIFO()]).toEqual([0, true]);
    await over;
    expect(Object.keys(JSON.parse(read) as object)).toEqual(['payload', 'signatures']);
  });
});

describe('covey types', () => {
  it.each([
    ['covey.d.ts', 'covey.ts'],
    ['covey.d.ts', 'covey.tsx'],
    ['covey.d.ts', 'covey.js'],
    ['covey.d.mts', 'covey.mjs'],
  ])('does not write %s beside %s, where TypeScript would not read it', async (name, module) => {
    const cwd = temporaryFolder();
    const [out, beside] = [join(cwd, name), join(cwd, module)];
    writeFileSync(beside, '');
    const definitions = file();
    const { code, err } = await covey(['types', definitions, '-o', out]);
    expect([code, existsSync(out)]).toEqual([1, false]);
    expect(err).toContain(`beside ${beside}`);
    // The way out that it names is one.
    const [, other = ''] = /-o (\S+)/.exec(err) ?? [];
    expect((await covey(['types', definitions, '-o', other])).code).toBe(0);
    expect(readFileSync(other, 'utf8')).toContain('interface KnownSegments');
  });
});
