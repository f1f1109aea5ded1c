import { webcrypto } from 'node:crypto';
import { compactDecrypt, CompactEncrypt } from 'jose';
import { describe, expect, it } from 'vitest';
import {
  generateKey,
  generateProtectedKey,
  openProtectedKey,
  PBKDF2_ITERATIONS,
  type PrivateKey,
  type ProtectCrypto,
  type ProtectedKey,
  protectKey,
  readProtectedKey,
} from '../../../shared/signing/index.ts';

const crypto = webcrypto as unknown as ProtectCrypto;
const passphrase = 'un café, deux thés';
const bytes = (text: string) => new TextEncoder().encode(text);

const key = await generateKey(webcrypto.subtle as never);
/** As another program writes one, with fewer rounds than ours. */
async function foreign(content: object, header: object = {}): Promise<ProtectedKey> {
  const jwe = await new CompactEncrypt(bytes(JSON.stringify(content)))
    .setProtectedHeader({
      alg: 'PBES2-HS256+A128KW',
      enc: 'A256GCM',
      cty: 'jwk+json',
      ...header,
    } as never)
    .setKeyManagementParameters({ p2c: 100_000 })
    .encrypt(bytes(passphrase));
  return { format: 'covey-protected-key-1', kid: key.kid, x: key.x, jwe };
}
const jwk = ({ kty, crv, x, d }: PrivateKey) => ({ kty, crv, x, d });
const open = (file: ProtectedKey, secret = passphrase) => openProtectedKey(file, secret, crypto);

describe('a key under a passphrase', () => {
  it('signs, and cannot be taken out again', async () => {
    const file = await generateProtectedKey(passphrase, crypto);
    const opened = await open(file);
    expect(opened).toMatchObject({ ok: true, publicKey: { kid: file.kid, x: file.x } });
    if (!opened.ok) return;
    const signer = opened.signer.key as webcrypto.CryptoKey;
    expect([signer.extractable, signer.type, signer.usages]).toEqual([false, 'private', ['sign']]);
    await expect(webcrypto.subtle.exportKey('jwk', signer)).rejects.toThrow();
    expect(readProtectedKey(JSON.parse(JSON.stringify(file)))).toEqual({ ok: true, key: file });
  });

  it('is a JWE, which other programs read and write', async () => {
    const file = await protectKey(key, passphrase, crypto);
    expect(file.jwe).not.toContain(key.d);
    const { plaintext, protectedHeader } = await compactDecrypt(file.jwe, bytes(passphrase), {
      keyManagementAlgorithms: ['PBES2-HS256+A128KW'],
      maxPBES2Count: PBKDF2_ITERATIONS,
    });
    expect(JSON.parse(new TextDecoder().decode(plaintext))).toMatchObject(jwk(key));
    expect(protectedHeader).toMatchObject({ cty: 'jwk+json', p2c: 600_000 });
    expect((await open(await foreign(jwk(key)))).ok).toBe(true);
  });

  it('opens by the same characters, however they are composed', async () => {
    const file = await foreign(jwk(key));
    expect((await open(file, passphrase.normalize('NFD'))).ok).toBe(true);
    for (const wrong of ['', passphrase.toUpperCase(), `${passphrase} `])
      expect(await open(file, wrong)).toMatchObject({ ok: false, code: 'passphrase' });
  });

  it('is refused where anything was altered, and where what is inside is another key', async () => {
    const file = await foreign(jwk(key));
    const parts = file.jwe.split('.');
    const flipped = (at: number) =>
      parts.with(
        at,
        (parts[at] ?? '').replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
      );
    const other = await generateKey(webcrypto.subtle as never);
    const altered: readonly Partial<ProtectedKey>[] = [
      { jwe: flipped(0).join('.') },
      { jwe: flipped(2).join('.') },
      { jwe: flipped(3).join('.') },
      { jwe: flipped(4).join('.') },
      { jwe: parts.slice(0, 4).join('.') },
      { jwe: `${file.jwe}.` },
      { jwe: '' },
      { x: other.x },
      { kid: other.kid, x: other.x },
      { jwe: (await foreign(jwk(other))).jwe },
      { jwe: (await foreign({ kty: 'oct', k: 'AAAA' })).jwe },
      { jwe: (await foreign(jwk(key), { cty: 'json' })).jwe },
    ];
    for (const [at, change] of altered.entries())
      expect([at, await open({ ...file, ...change })]).toEqual([
        at,
        { ok: false, code: 'damaged', message: expect.stringContaining('not whole') as string },
      ]);
    // Of what the passphrase's own key protects, a changed byte and a wrong passphrase look the same.
    expect(await open({ ...file, jwe: flipped(1).join('.') })).toMatchObject({
      ok: false,
      code: 'passphrase',
    });
  });

  it('does not keep whoever opens it waiting for ever', async () => {
    const file = await foreign(jwk(key));
    const [head = '', ...rest] = file.jwe.split('.');
    const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as object;
    for (const p2c of [0, 1000, 1e9, '600000', 100_000.5]) {
      const changed = Buffer.from(JSON.stringify({ ...header, p2c })).toString('base64url');
      expect(await open({ ...file, jwe: [changed, ...rest].join('.') })).toMatchObject({
        ok: false,
        code: 'damaged',
      });
    }
  });

  it('says that a file is of another form, and takes no other JSON for one', () => {
    expect(readProtectedKey({ format: 'covey-protected-key-2' })).toMatchObject({
      ok: false,
      message: expect.stringContaining('Use a newer one') as string,
    });
    expect(readProtectedKey({ format: 'covey-protected-key-1', kid: 1 })).toMatchObject({
      ok: false,
    });
    for (const value of [
      null,
      3,
      [],
      {},
      jwk(key),
      { format: 'other' },
      { format: { toString: 1 } },
    ])
      expect(readProtectedKey(value)).toBeNull();
  });
});
