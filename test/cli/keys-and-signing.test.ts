import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseKeys, verifyDefinitions } from '../../shared/signing/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { covey, definitionsOf, fileWith, temporaryFolder } from './helpers.ts';

const folder = temporaryFolder();

async function newKey(name: string) {
  const file = join(folder, name);
  const { code, out } = await covey(['keygen', '--out', file, '--json']);
  expect(code).toBe(0);
  const { kid, x } = JSON.parse(out) as { kid: string; x: string };
  return { file, kid, x };
}
const key = await newKey('key.json');
const other = await newKey('other.json');

const document = (part: Partial<Definitions> = {}) =>
  definitionsOf({
    metrics: { orders: { count: 'purchase', within: '30d' } },
    segments: { buyer: { when: { 'metric.orders': { $gte: 1 } } } },
    ...part,
  });
const documentFile = (part: Partial<Definitions> = {}) =>
  fileWith('segments.json', JSON.stringify(document(part)));
const verify = (envelope: string, keys: readonly { kid: string; x: string }[]) =>
  verifyDefinitions(new TextEncoder().encode(envelope), {
    keys,
    site: 'hazel.example',
    now: Date.now(),
    subtle: crypto.subtle,
  });

describe('covey keygen', () => {
  it('writes a private key that its owner alone can read, and prints the public one', async () => {
    const file = join(folder, 'fresh.json');
    const { code, out } = await covey(['keygen', '--out', file]);
    expect(code).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const jwk = JSON.parse(readFileSync(file, 'utf8')) as { [member: string]: string };
    expect(jwk).toMatchObject({ kty: 'OKP', crv: 'Ed25519' });
    expect(Object.keys(jwk).toSorted()).toEqual(['crv', 'd', 'kid', 'kty', 'x']);
    expect(out).toContain(`data-key="${jwk['kid']}:${jwk['x']}"`);
    expect(out).not.toContain(jwk['d']);
  });

  it('prints the public part of a key that is there, in the form of data-key', async () => {
    const { code, out } = await covey(['keygen', '--public', key.file]);
    expect([code, out]).toEqual([0, `${key.kid}:${key.x}\n`]);
    const json = await covey(['keygen', '--public', key.file, '--json']);
    expect(JSON.parse(json.out)).toEqual({ file: key.file, kid: key.kid, x: key.x });
    const missing = join(folder, 'none.json');
    expect((await covey(['keygen', '--public', missing])).code).toBe(1);
    expect(existsSync(missing)).toBe(false);
  });

  it('never overwrites a key', async () => {
    const before = readFileSync(key.file, 'utf8');
    const { code, err } = await covey(['keygen', '--out', key.file]);
    expect(code).toBe(1);
    expect(err).toContain('is there already');
    expect(readFileSync(key.file, 'utf8')).toBe(before);
  });
});

describe('a key file with a passphrase', () => {
  const withPassphrase = (passphrase: string, args: readonly string[]) => {
    vi.stubEnv('COVEY_PASSPHRASE', passphrase);
    return covey(args);
  };
  const passphrase = 'four words and a half';
  afterEach(() => vi.unstubAllEnvs());
  const file = join(folder, 'protected.json');

  it('is written and used with it, and never holds the private key as it is', async () => {
    const made = await withPassphrase(passphrase, ['keygen', '--out', file, '--passphrase']);
    expect([made.code, made.err]).toEqual([0, '']);
    const there = JSON.parse(readFileSync(file, 'utf8')) as { [member: string]: string };
    expect(Object.keys(there).toSorted()).toEqual(['format', 'jwe', 'kid', 'x']);
    expect(made.out).toContain(`data-key="${there['kid']}:${there['x']}"`);
    // Whoever knows the passphrase alone can use it: who may read the file is no matter.
    chmodSync(file, 0o644);
    const signed = await withPassphrase(passphrase, ['sign', documentFile(), '--key', file]);
    expect(signed.code).toBe(0);
    const verified = await verify(signed.out.trim(), [
      there as unknown as { kid: string; x: string },
    ]);
    expect(verified.ok).toBe(true);
    const { code, out } = await covey(['keygen', '--public', file]);
    expect([code, out]).toEqual([0, `${there['kid']}:${there['x']}\n`]);
  });

  it('is made of one that has none, which stays as it is', async () => {
    const out = join(folder, 'of-another.json');
    const before = readFileSync(key.file, 'utf8');
    const made = await withPassphrase(passphrase, [
      'keygen',
      '--from',
      key.file,
      '--passphrase',
      '--out',
      out,
    ]);
    expect(made.code).toBe(0);
    expect(readFileSync(out, 'utf8')).not.toContain((JSON.parse(before) as { d: string }).d);
    expect(readFileSync(key.file, 'utf8')).toBe(before);
    const signed = await withPassphrase(passphrase, ['sign', documentFile(), '--key', out]);
    expect((await verify(signed.out.trim(), [key])).ok).toBe(true);
    expect((await covey(['keygen', '--from', key.file, '--out', `${out}2`])).code).toBe(2);
    expect(existsSync(`${out}2`)).toBe(false);
  });

  it('says what a wrong passphrase, none, and one that is too short are', async () => {
    const wrong = await withPassphrase('four words and a halF', [
      'sign',
      documentFile(),
      '--key',
      file,
    ]);
    expect([wrong.code, wrong.out]).toEqual([1, '']);
    expect(wrong.err).toContain('The passphrase does not open this key file');
    const none = await withPassphrase('', ['sign', documentFile(), '--key', file]);
    expect([none.code, none.out]).toEqual([2, '']);
    expect(none.err).toContain('COVEY_PASSPHRASE');
    const target = join(folder, 'short.json');
    const short = await withPassphrase('short', ['keygen', '--passphrase', '--out', target]);
    expect([short.code, existsSync(target)]).toEqual([2, false]);
    expect(short.err).toContain('15 characters are the least');
  });
});

describe('covey sign', () => {
  it('signs the document as it is, so that a page accepts it', async () => {
    const { code, out, err } = await covey(['sign', documentFile(), '--key', key.file]);
    expect(code).toBe(0);
    expect(err).toContain('Signed version 1 of hazel.example');
    const verified = await verify(out.trim(), parseKeys(`${key.kid}:${key.x}`));
    expect(verified.ok).toBe(true);
    if (!verified.ok) return;
    const { issued, expires, ...rest } = document();
    expect(verified.definitions).toMatchObject(rest);
    expect(err).toContain(verified.hash);
    expect((await verify(out.trim(), [other])).ok).toBe(false);
    expect(issued < expires).toBe(true);
  });

  it('writes to a file, signs with several keys, and adds signatures to an envelope', async () => {
    const keys = { version: 1, threshold: 2, keys: [key, other].map(({ kid, x }) => ({ kid, x })) };
    const both = join(folder, 'both.json');
    const file = documentFile({ keys });
    expect(
      (await covey(['sign', file, '--key', key.file, '--key', other.file, '--out', both])).code,
    ).toBe(0);
    const first = join(folder, 'first.json');
    const half = await covey(['sign', file, '--key', key.file, '--out', first]);
    expect(half.code).toBe(0);
    expect(half.err).toContain('More signatures are needed');
    expect((await verify(readFileSync(first, 'utf8'), [key, other])).ok).toBe(false);
    const second = await covey(['sign', first, '--key', other.file]);
    expect(second.code).toBe(0);
    for (const envelope of [readFileSync(both, 'utf8'), second.out.trim()]) {
      expect((await verify(envelope, [key, other])).ok).toBe(true);
    }
  });

  it('reads definitions with comments, from standard input and from TypeScript', async () => {
    const jsonc = JSON.stringify(document(), null, 2)
      .replace('{', '{ // ours\n')
      .replace(/\}$/, ',}');
    expect((await covey(['sign', '-', '--key', key.file], { input: jsonc })).code).toBe(0);
    const module = fileWith(
      'segments.ts',
      `const site: string = 'hazel.example';\nexport default { ...${JSON.stringify(document())}, site };\n`,
    );
    expect((await covey(['sign', module, '--key', key.file])).code).toBe(0);
  });

  it('refuses a key that others can read', async () => {
    const loose = join(folder, 'loose.json');
    writeFileSync(loose, readFileSync(key.file));
    chmodSync(loose, 0o640);
    const { code, out, err } = await covey(['sign', documentFile(), '--key', loose]);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toContain('chmod 600');
  });

  it('refuses documents with errors, expired ones, and ones from the future', async () => {
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    const refused = [
      documentFile({ segments: { buyer: { when: { 'metric.nothing': 1 } } } }),
      documentFile({ issued: day(-9), expires: day(-1) }),
      documentFile({ issued: day(3) }),
      documentFile({ version: 0 }),
    ];
    for (const file of refused) {
      const { code, out } = await covey(['sign', file, '--key', key.file]);
      expect(code).toBe(1);
      expect(out).toBe('');
    }
  });

  it('says that definitions run out soon, as check does', async () => {
    const expires = new Date(Date.now() + 12.5 * 86_400_000).toISOString();
    const issued = new Date(Date.now() - 60 * 86_400_000).toISOString();
    const file = documentFile({ issued, expires });
    for (const args of [
      ['check', file],
      ['sign', file, '--key', key.file],
    ]) {
      const { code, out, err } = await covey(args);
      expect([args[0], code]).toEqual([args[0], 0]);
      expect(out + err).toMatch(/warning +expires: The definitions run out on [\d-]+, in 12 days/);
    }
  });

  it('refuses what is no key, and the same key twice', async () => {
    const wrong = [
      fileWith('no.json', 'secret', 0o600),
      fileWith('no.json', '{"kty":"RSA"}', 0o600),
      fileWith(
        'no.json',
        JSON.stringify({
          ...(JSON.parse(readFileSync(key.file, 'utf8')) as object),
          x: other.x,
          kid: other.kid,
        }),
        0o600,
      ),
      join(folder, 'missing.json'),
    ];
    for (const file of wrong) {
      expect((await covey(['sign', documentFile(), '--key', file])).code).toBe(1);
    }
    const twice = await covey(['sign', documentFile(), '--key', key.file, '--key', key.file]);
    expect(twice.code).toBe(1);
    expect(twice.err).toContain('A key signs an envelope once.');
    expect((await covey(['sign', documentFile()])).code).toBe(2);
  });

  it('leaves no half-written envelope behind', async () => {
    const nowhere = join(folder, 'no-such-folder', 'envelope.json');
    const { code, err } = await covey([
      'sign',
      documentFile(),
      '--key',
      key.file,
      '--out',
      nowhere,
    ]);
    expect(code).toBe(1);
    expect(err).toContain('cannot be written');
    expect(existsSync(nowhere)).toBe(false);
  });
});
