import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatKeys,
  generateKey,
  importPrivateKey,
  isWeakKey,
  parseKeys,
  readPublicKey,
  thumbprint,
} from '../../../shared/signing/index.ts';
import { base64url, codeOf, document, makeKey, subtle, verify, bytesOf } from './fixtures.ts';

const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

// RFC 8032 §7.1: secret key, public key, message, signature.
const RFC8032 = [
  [
    'TEST 1',
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    'TEST 2',
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'TEST 3',
    'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
] as const;

describe.each(RFC8032)('RFC 8032 §7.1 %s', (_, secret, key, message, signature) => {
  test('an imported private key signs the vector', async () => {
    const x = base64url(hex(key));
    const imported = await importPrivateKey(
      {
        kty: 'OKP',
        crv: 'Ed25519',
        kid: await thumbprint(x, subtle),
        x,
        d: base64url(hex(secret)),
      },
      subtle,
    );
    expect(imported.ok).toBe(true);
    if (!imported.ok) return;
    const made = await subtle.sign('Ed25519', imported.signer.key as CryptoKey, hex(message));
    expect(Buffer.from(made).toString('hex')).toBe(signature);
  });

  test('the public key is read', async () => {
    const x = base64url(hex(key));
    expect(isWeakKey(hex(key))).toBe(false);
    expect(await readPublicKey({ kid: await thumbprint(x, subtle), x }, subtle)).toEqual(hex(key));
  });
});

test('RFC 8037 appendix A.3: the thumbprint', async () => {
  expect(await thumbprint('11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', subtle)).toBe(
    'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
  );
});

test('RFC 8037 appendix A: the JWK is read as a private key', async () => {
  const imported = await importPrivateKey(
    {
      kty: 'OKP',
      crv: 'Ed25519',
      kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
      d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
      x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
    },
    subtle,
  );
  expect(imported.ok).toBe(true);
  if (!imported.ok) return;
  // Appendix A.4 signs with this key and `alg` "EdDSA"; the signing input is its text.
  const input = bytesOf('eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc');
  const made = await subtle.sign('Ed25519', imported.signer.key as CryptoKey, input);
  expect(base64url(new Uint8Array(made))).toBe(
    'hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg',
  );
});

// The eight points of small order, and every other encoding of them (y + p, or a sign where x is 0).
const SMALL_ORDER = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
];
const NON_CANONICAL = [
  '0100000000000000000000000000000000000000000000000000000000000080',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
];

test.each([...SMALL_ORDER, ...NON_CANONICAL])('%s is refused as a key', async (key) => {
  expect(isWeakKey(hex(key))).toBe(true);
  const x = base64url(hex(key));
  expect(await readPublicKey({ kid: await thumbprint(x, subtle), x }, subtle)).toBeNull();
});

test('a forgery under the neutral point is refused, though the host accept it', async () => {
  const key = hex(SMALL_ORDER[0] ?? '');
  const x = base64url(key);
  const kid = await thumbprint(x, subtle);
  // With the neutral point A, [S]B = R + [h]A holds for every message once R = [S]B: here S = 1.
  const signature = hex(`58${'66'.repeat(31)}01${'00'.repeat(31)}`);
  const head = base64url({ alg: 'Ed25519', kid, typ: 'covey-definitions+json' });
  const payload = base64url(document());
  const forged = { payload, signatures: [{ protected: head, signature: base64url(signature) }] };
  const pinned = { public: { kid, x } } as Awaited<ReturnType<typeof makeKey>>;
  // Node 20 accepts it, Node 24 does not: the refusal must be ours.
  const lenient = {
    digest: subtle.digest.bind(subtle),
    importKey: () => Promise.resolve('key'),
    verify: () => Promise.resolve(true),
  };
  expect(await codeOf(verify(bytesOf(forged), [pinned], { subtle: lenient }))).toBe('key');
  expect(await codeOf(verify(bytesOf(forged), [pinned]))).toBe('key');
});

test('made keys are strong and read back', async () => {
  for (let count = 0; count < 50; count++) {
    const made = await generateKey(subtle);
    expect(await readPublicKey(made, subtle)).toHaveLength(32);
  }
});

test('a kid that is not the thumbprint, or an x of another form, is no key', async () => {
  const [one, two] = [await makeKey(), await makeKey()];
  const { kid, x } = one.public;
  for (const bad of [
    { kid: two.public.kid, x },
    { kid: '', x },
    { kid, x: `${x}=` },
    { kid, x: x.slice(1) },
    { kid, x: `${x}AA` },
    { kid, x: two.public.x },
  ]) {
    expect(await readPublicKey(bad, subtle)).toBeNull();
  }
});

test('a list of keys comes back as written, and a misspelt entry is not lost', async () => {
  const keys = [(await makeKey()).public, (await makeKey()).public];
  expect(parseKeys(formatKeys(keys))).toEqual(keys);
  expect(parseKeys(`\n ${formatKeys(keys)}\t`)).toEqual(keys);
  expect(parseKeys(' ')).toEqual([]);
  expect(parseKeys('abc a:b:c')).toEqual([
    { kid: 'abc', x: '' },
    { kid: 'a', x: 'b:c' },
  ]);
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(parseKeys(text).every(({ kid }) => /^\S*$/.test(kid))).toBe(true);
    }),
  );
});

test('a private key file is refused when a part is missing, altered or mixed', async () => {
  const [one, two] = [(await makeKey()).private, (await makeKey()).private];
  const { d: _, ...withoutSecret } = one;
  for (const bad of [
    null,
    'text',
    withoutSecret,
    { ...one, kty: 'EC' },
    { ...one, crv: 'X25519' },
    { ...one, kid: two.kid },
    { ...one, d: two.d },
    { ...one, d: one.d.slice(1) },
    { ...one, use: 'sig' },
  ]) {
    const imported = await importPrivateKey(bad, subtle);
    expect(imported.ok).toBe(false);
    if (!imported.ok) expect(imported.message).not.toContain(one.d);
  }
});
