import { generalVerify, importJWK } from 'jose';
import { describe, expect, test } from 'vitest';
import {
  addSignatures,
  isWeakKey,
  refusalMessage,
  signEnvelope,
} from '../../../shared/signing/index.ts';
import {
  base64url,
  bytesOf,
  codeOf,
  document,
  makeKey,
  NOW,
  sign,
  subtle,
  textOf,
  trustOf,
  verify,
} from './fixtures.ts';

const [a, b, c, stranger] = [await makeKey(), await makeKey(), await makeKey(), await makeKey()];
const DAY = 86_400_000;

test('a signed document is accepted with the exact bytes, its hash and its version', async () => {
  const text = JSON.stringify(document(), null, 2);
  const result = await verify(await sign(text, a), [a]);
  expect(result).toMatchObject({ ok: true, version: 12, keySet: 0, definitions: document() });
  if (!result.ok) return;
  expect(textOf(result.payload)).toBe(text);
  expect(result.hash).toBe(
    base64url(new Uint8Array(await subtle.digest('SHA-256', bytesOf(text)))),
  );
});

test('jose verifies what was signed here, each signature', async () => {
  const envelope = JSON.parse(textOf(await sign(document(), a, b))) as Parameters<
    typeof generalVerify
  >[0];
  for (const { public: key } of [a, b]) {
    const jwk = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: key.x }, 'Ed25519');
    const verified = await generalVerify(envelope, jwk, { algorithms: ['Ed25519'] });
    expect(JSON.parse(textOf(verified.payload))).toEqual(document());
    expect(verified.protectedHeader).toMatchObject({
      alg: 'Ed25519',
      typ: 'covey-definitions+json',
    });
  }
});

test('signing is over the bytes as they are, and deterministic', async () => {
  const odd = '{ "covey": 1,\n"site":"hazel.example" }';
  expect(await sign(odd, a)).toEqual(await sign(odd, a));
  const { payload } = JSON.parse(textOf(await sign(odd, a))) as { payload: string };
  expect(Buffer.from(payload, 'base64url').toString()).toBe(odd);
});

test('an envelope has one to eight signers, each once', async () => {
  const nine = Array.from({ length: 9 }, (_, at) => ({ ...a.signer, kid: `${at}` }));
  for (const signers of [[], nine, [a.signer, a.signer]]) {
    const signed = signEnvelope(bytesOf(document()), signers, subtle);
    await expect(signed).rejects.toThrow(RangeError);
  }
});

test('a second key can sign later, elsewhere; signing again replaces', async () => {
  const first = await sign(document(), a);
  expect(await addSignatures(first, [b.signer], subtle)).toEqual(await sign(document(), a, b));
  expect(await addSignatures(first, [a.signer], subtle)).toEqual(first);
  expect(await addSignatures(bytesOf('{}'), [a.signer], subtle)).toBeNull();
});

describe('the document', () => {
  const cases: [string, object | string, string][] = [
    ['another site', { site: 'other.example' }, 'site'],
    ['a site in another case', { site: 'Hazel.example' }, 'site'],
    ['no site', { site: undefined }, 'site'],
    ['issued more than a day ahead', { issued: new Date(NOW + DAY + 1).toISOString() }, 'issued'],
    ['issued a day ahead', { issued: new Date(NOW + DAY).toISOString() }, 'accepted'],
    ['issued at no time', { issued: 'yesterday' }, 'issued'],
    ['issued in a time without zone', { issued: '2026-11-24T00:00:00' }, 'issued'],
    ['a number as time', { issued: 0 }, 'issued'],
    ['expiring now', { expires: new Date(NOW).toISOString() }, 'expired'],
    ['expiring in a millisecond', { expires: new Date(NOW + 1).toISOString() }, 'accepted'],
    ['never expiring', { expires: undefined }, 'expired'],
    ['no version', { version: undefined }, 'payload'],
    ['version 0', { version: 0 }, 'payload'],
    ['a fraction as version', { version: 1.5 }, 'payload'],
    ['a text as version', { version: '12' }, 'payload'],
    ['a version above 2^53', { version: 2 ** 53 }, 'payload'],
    ['another format', { covey: 2 }, 'format'],
    ['no format', { covey: undefined }, 'format'],
  ];
  test.each(cases)('%s', async (_, changes, code) => {
    expect(await codeOf(verify(await sign(document(changes as object), a), [a]))).toBe(code);
  });

  test.each([
    ['a list', '[]'],
    ['null', 'null'],
    ['nothing', ''],
    ['cut off', JSON.stringify(document()).slice(0, -1)],
    ['with a byte order mark', `\ufeff${JSON.stringify(document())}`],
    ['with a member twice', JSON.stringify(document()).replace('{', '{"site":"other.example",')],
    [
      'with a member twice, spelt differently',
      JSON.stringify(document()).replace('{', String.raw`{"s\u0069te":"hazel.example",`),
    ],
    [
      'with a member twice, deep',
      JSON.stringify(document()).replace('"$lte":1', '"$lte":1,"$lte" : 2'),
    ],
    [
      'nested beyond reason',
      JSON.stringify(document({ x: 0 })).replace('"x":0', `"x":${'['.repeat(70)}${']'.repeat(70)}`),
    ],
  ])('as JSON %s is refused', async (_, text) => {
    expect(await codeOf(verify(await sign(text, a), [a]))).toBe('payload');
  });

  test('the same text in values, in lists or in different objects is no repetition', async () => {
    const fine = document({ x: [{ k: 'k', 'a"b\\': '"k":' }, { k: ['k', 'k', '{"k":1,"k":1}'] }] });
    expect(await codeOf(verify(await sign(fine, a), [a]))).toBe('accepted');
  });

  test('bytes that are no UTF-8 are refused', async () => {
    const bytes = bytesOf(document({ x: 'é' }));
    const broken = bytes.filter((byte) => byte !== 0xa9);
    const signed = await signEnvelope(broken, [a.signer], subtle);
    expect(await codeOf(verify(signed, [a]))).toBe('payload');
  });

  test('checks come in their order: signature, site, issued, expires, version, format', async () => {
    const wrong = {
      covey: 2,
      version: 1,
      expires: '2020-01-01T00:00:00Z',
      issued: '2040-01-01T00:00:00Z',
      site: 'x',
    };
    const fixes: [string, object][] = [
      ['untrusted', {}],
      ['site', {}],
      ['issued', { site: 'hazel.example' }],
      ['expired', { issued: '2026-11-24T00:00:00Z' }],
      ['rollback', { expires: '2027-01-24T00:00:00Z' }],
      ['format', { version: 12 }],
      ['accepted', { covey: 1 }],
    ];
    let current: object = document(wrong);
    for (const [at, [code, fix]] of fixes.entries()) {
      current = { ...current, ...fix };
      const signed = await sign(current, at === 0 ? stranger : a);
      expect(await codeOf(verify(signed, [a], { minVersion: 12 }))).toBe(code);
    }
  });
});

describe('versions', () => {
  test('rollback, the same again, the same number for another document, a newer one', async () => {
    const twelve = await sign(document(), a);
    const seen = await trustOf(verify(twelve, [a]));
    const with11 = await sign(document({ version: 11 }), a);
    const other12 = await sign(document({ segments: {} }), a);
    const with13 = await sign(document({ version: 13 }), a);
    expect(await codeOf(verify(with11, [a], { seen }))).toBe('rollback');
    expect(await codeOf(verify(twelve, [a], { seen }))).toBe('accepted');
    expect(await codeOf(verify(other12, [a], { seen }))).toBe('conflict');
    expect(await codeOf(verify(with13, [a], { seen }))).toBe('accepted');
  });

  test('what is remembered survives JSON', async () => {
    const seen = await trustOf(verify(await sign(document(), a), [a]));
    const stored = JSON.parse(JSON.stringify(seen)) as typeof seen;
    expect(await codeOf(verify(await sign(document(), a), [a], { seen: stored }))).toBe('accepted');
  });

  test('a first visitor is held to the lowest version of the tag', async () => {
    const twelve = await sign(document(), a);
    expect(await codeOf(verify(twelve, [a], { minVersion: 13 }))).toBe('rollback');
    expect(await codeOf(verify(twelve, [a], { minVersion: 12 }))).toBe('accepted');
  });

  test('after a version pushed to the limit, a new key set starts again', async () => {
    const pushed = document({ version: Number.MAX_SAFE_INTEGER });
    const seen = await trustOf(verify(await sign(pushed, a), [a]));
    expect(await codeOf(verify(await sign(document({ version: 13 }), a), [a], { seen }))).toBe(
      'rollback',
    );
    const fresh = document({ version: 13, keys: { version: 1, keys: [a.public] } });
    const again = await trustOf(verify(await sign(fresh, a), [a], { seen }));
    expect(again.version).toBe(13);
    // And the pushed one is the older of the two now.
    expect(await codeOf(verify(await sign(pushed, a), [a], { seen: again }))).toBe('rollback');
  });
});

describe('keys', () => {
  const listing = (version: number, keys: readonly (typeof a)[], changes: object = {}) =>
    document({
      version: 20 + version,
      keys: { version, keys: keys.map((key) => key.public), ...changes },
    });

  test('a stranger, and a kid that lies about whose signature it is', async () => {
    expect(await codeOf(verify(await sign(document(), stranger), [a]))).toBe('untrusted');
    const liar = { ...stranger, signer: { ...stranger.signer, kid: a.public.kid } };
    expect(await codeOf(verify(await sign(document(), liar), [a]))).toBe('signature');
    expect(await codeOf(verify(await sign(document(), a), []))).toBe('untrusted');
  });

  test('one of several pinned keys is enough; others may sign too', async () => {
    expect(await codeOf(verify(await sign(document(), b), [a, b]))).toBe('accepted');
    expect(await codeOf(verify(await sign(document(), stranger, a), [a]))).toBe('accepted');
  });

  test('a wrong signature of a trusted key refuses, whatever the others say', async () => {
    const liar = { ...stranger, signer: { ...stranger.signer, kid: b.public.kid } };
    expect(await codeOf(verify(await sign(document(), a, liar), [a, b]))).toBe('signature');
  });

  test('rotation: old lists old and new, later new alone; then the old one is out', async () => {
    const both = await trustOf(verify(await sign(listing(1, [a, b]), a), [a]));
    const alone = await trustOf(verify(await sign(listing(2, [b]), b), [a], { seen: both }));
    const next = document({ ...listing(2, [b]), version: 30 });
    expect(await codeOf(verify(await sign(next, b), [a], { seen: alone }))).toBe('accepted');
    expect(await codeOf(verify(await sign(next, a), [a], { seen: alone }))).toBe('untrusted');
    // The tag renewed at leisure.
    expect(await codeOf(verify(await sign(next, b), [b], { seen: alone }))).toBe('accepted');
    // A first visitor with the old tag needs the old key's signature as well.
    expect(await codeOf(verify(await sign(next, a, b), [a]))).toBe('accepted');
  });

  test('a stolen key that was left out cannot return, by an old tag or its own list', async () => {
    const both = await trustOf(verify(await sign(listing(1, [a, b]), a), [a]));
    const without = await trustOf(verify(await sign(listing(2, [b]), b), [a], { seen: both }));
    const evil = await sign(listing(3, [a]), a);
    expect(await codeOf(verify(evil, [a], { seen: without }))).toBe('untrusted');
    expect(await codeOf(verify(evil, [a, b], { seen: without }))).toBe('untrusted');
  });

  test('all keys lost: a newly pinned key starts again, without going back', async () => {
    const before = await trustOf(verify(await sign(listing(3, [a, b]), a), [a]));
    expect(await codeOf(verify(await sign(listing(2, [c]), c), [c], { seen: before }))).toBe(
      'rollback',
    );
    const after = await trustOf(verify(await sign(listing(4, [c]), c), [c], { seen: before }));
    // A page cached with the old tag does not bring the lost keys back.
    expect(await codeOf(verify(await sign(listing(5, [a]), a), [a], { seen: after }))).toBe(
      'untrusted',
    );
  });

  test('a key pinned later, and not yet listed, stays trusted', async () => {
    const before = await trustOf(verify(await sign(listing(1, [a]), a), [a]));
    const same = { ...listing(1, [a]), version: 31 };
    const seen = await trustOf(verify(await sign(same, a), [a, c], { seen: before }));
    const next = { ...same, version: 32 };
    expect(await codeOf(verify(await sign(next, c), [a, c], { seen }))).toBe('accepted');
  });

  test('a new list must be able to sign: its own document proves it', async () => {
    expect(await codeOf(verify(await sign(listing(1, [b]), a), [a]))).toBe('untrusted');
    expect(await codeOf(verify(await sign(listing(1, [b]), a, b), [a]))).toBe('accepted');
  });

  test('m of n, each key counted once', async () => {
    const two = listing(1, [a, b, c], { threshold: 2 });
    expect(await codeOf(verify(await sign(two, a), [a]))).toBe('threshold');
    const seen = await trustOf(verify(await sign(two, a, b), [a]));
    const next = { ...two, version: 40 };
    expect(await codeOf(verify(await sign(next, c), [a], { seen }))).toBe('threshold');
    const single = JSON.parse(textOf(await sign(next, c))) as { signatures: object[] };
    const doubled = bytesOf({
      ...single,
      signatures: [...single.signatures, ...single.signatures],
    });
    expect(await codeOf(verify(doubled, [a], { seen }))).toBe('envelope');
    expect(await codeOf(verify(await sign(next, c, a), [a], { seen }))).toBe('accepted');
  });

  test('keys change with the key-set version only, and a list once given is not dropped', async () => {
    const seen = await trustOf(verify(await sign(listing(1, [a]), a), [a]));
    const changed = { ...listing(1, [a, b]), version: 41 };
    expect(await codeOf(verify(await sign(changed, a), [a], { seen }))).toBe('key-set');
    expect(await codeOf(verify(await sign(document({ version: 41 }), a), [a], { seen }))).toBe(
      'rollback',
    );
  });

  const signersOf = async (result: ReturnType<typeof verify>) => {
    const settled = await result;
    return settled.ok ? settled.signers : settled.code;
  };

  test('only trusted keys whose signatures were checked are named as signers', async () => {
    const signed = await sign(document(), stranger, a, b);
    expect(await signersOf(verify(signed, [a]))).toEqual([a.public.kid]);
    expect(await signersOf(verify(signed, [a, b]))).toEqual([a.public.kid, b.public.kid]);
    const forged = { ...stranger, signer: { ...stranger.signer, kid: b.public.kid } };
    expect(await signersOf(verify(await sign(document(), a, forged), [a]))).toEqual([a.public.kid]);
    // A new list is vouched for by old and new keys: both are named.
    const rotated = await sign(listing(1, [b]), a, b, stranger);
    expect(await signersOf(verify(rotated, [a]))).toEqual([a.public.kid, b.public.kid]);
  });

  test('a key set grows by one version at a time, so that no key pushes it out of reach', async () => {
    const one = await trustOf(verify(await sign(listing(1, [a, b]), a), [a]));
    for (const version of [3, 1000, Number.MAX_SAFE_INTEGER]) {
      const jump = document({ version: 50, keys: { version, keys: [a.public] } });
      expect(await codeOf(verify(await sign(jump, a), [a], { seen: one }))).toBe('key-set-gap');
    }
    expect(await codeOf(verify(await sign(listing(2, [b]), b), [a], { seen: one }))).toBe(
      'accepted',
    );
    // Nor after a document without keys; a first visitor has nothing to count from.
    const none = await trustOf(verify(await sign(document(), a), [a]));
    const second = await sign(listing(2, [a]), a);
    expect(await codeOf(verify(second, [a], { seen: none }))).toBe('key-set-gap');
    expect(await codeOf(verify(second, [a]))).toBe('accepted');
  });

  test('a key that the tag pins anew may go further; a listed one may not, though it is pinned', async () => {
    const one = await trustOf(verify(await sign(listing(1, [a, b]), a), [a]));
    const far = await sign(listing(5, [c]), c);
    expect(await codeOf(verify(far, [a, b], { seen: one }))).toBe('untrusted');
    expect(await codeOf(verify(far, [c], { seen: one }))).toBe('accepted');
    const stolen = await sign(listing(5, [b]), b);
    expect(await codeOf(verify(stolen, [a, b, c], { seen: one }))).toBe('key-set-gap');
    // A signature by the new key must be there, not only its name in the tag.
    const beside = await sign(listing(5, [b, c]), b);
    expect(await codeOf(verify(beside, [c], { seen: one }))).toBe('key-set-gap');
    // And once a list left it out, it is as any other.
    const without = await trustOf(verify(await sign(listing(2, [a]), a), [a, c], { seen: one }));
    expect(await codeOf(verify(far, [c], { seen: without }))).toBe('untrusted');
  });

  test('a step to a newer key set may have expired; it must be vouched for all the same', async () => {
    const old = { expires: '2026-11-25T00:00:00Z' };
    const one = await trustOf(verify(await sign(listing(1, [a]), a), [a]));
    const [two, three] = [{ ...listing(2, [b]), ...old }, listing(3, [c])];
    const options = { seen: one, minVersion: 23, step: true };
    expect(await codeOf(verify(await sign(two, a, b), [a], { seen: one }))).toBe('expired');
    expect(await codeOf(verify(await sign(two, b), [a], options))).toBe('untrusted');
    expect(await codeOf(verify(await sign(two, a), [a], options))).toBe('untrusted');
    expect(await codeOf(verify(await sign({ ...two, site: 'x' }, a, b), [a], options))).toBe(
      'site',
    );
    expect(await codeOf(verify(await sign(three, a, c), [a], options))).toBe('key-set-gap');
    const seen = await trustOf(verify(await sign(two, a, b), [a], options));
    expect(await codeOf(verify(await sign(three, b, c), [a], { seen }))).toBe('accepted');
  });

  test('a key that the tag pins for later is not shut out by a step that did not know it', async () => {
    const one = await trustOf(verify(await sign(listing(1, [a]), a), [a]));
    const two = await sign(listing(2, [b]), a, b);
    const seen = await trustOf(verify(two, [c], { seen: one, step: true }));
    expect(await codeOf(verify(await sign(listing(3, [c]), c), [c], { seen }))).toBe('accepted');
    // Nor does it bring back a key that the list before had.
    expect(await codeOf(verify(await sign(listing(3, [a]), a), [a, c], { seen }))).toBe(
      'untrusted',
    );
  });

  const WEAK = Buffer.from(`01${'00'.repeat(31)}`, 'hex').toString('base64url');
  test.each([
    ['no list', { version: 1 }, 'key-set'],
    ['an empty list', { version: 1, keys: [] }, 'key-set'],
    ['no version', { keys: [a.public] }, 'key-set'],
    ['version 0', { version: 0, keys: [a.public] }, 'key-set'],
    ['a key twice', { version: 1, keys: [a.public, a.public] }, 'key-set'],
    ['threshold 0', { version: 1, keys: [a.public], threshold: 0 }, 'key-set'],
    ['a threshold above the keys', { version: 1, keys: [a.public], threshold: 2 }, 'key-set'],
    [
      'nine keys',
      { version: 1, keys: Array.from({ length: 9 }, (_, at) => ({ kid: `${at}`, x: '' })) },
      'key-set',
    ],
    ['a key with more members', { version: 1, keys: [{ ...a.public, d: '' }] }, 'key-set'],
    ['not an object', 'keys', 'key-set'],
    ['a weak key', { version: 1, keys: [a.public, { kid: 'weak', x: WEAK }] }, 'key'],
    [
      'a kid of another key',
      { version: 1, keys: [a.public, { kid: b.public.kid, x: c.public.x }] },
      'key',
    ],
  ])('a key set with %s is refused', async (_, keys, code) => {
    expect(isWeakKey(new Uint8Array(Buffer.from(WEAK, 'base64url')))).toBe(true);
    expect(await codeOf(verify(await sign(document({ keys }), a), [a]))).toBe(code);
  });
});

test('a host without Ed25519 says so', async () => {
  const without = {
    digest: subtle.digest.bind(subtle),
    importKey: () => Promise.reject(new Error('NotSupportedError')),
    verify: () => Promise.reject(new Error('NotSupportedError')),
  };
  const signed = await sign(document(), a);
  expect(await codeOf(verify(signed, [a], { subtle: without }))).toBe('unsupported');
});

test('every refusal has words that end in a full stop', () => {
  for (const code of [
    'too-large',
    'envelope',
    'key',
    'untrusted',
    'signature',
    'threshold',
    'payload',
    'site',
    'issued',
    'expired',
    'key-set',
    'key-set-gap',
    'rollback',
    'conflict',
    'format',
    'unsupported',
  ] as const) {
    expect(refusalMessage(code)).toMatch(/^[A-Z].*\.$/);
  }
});
