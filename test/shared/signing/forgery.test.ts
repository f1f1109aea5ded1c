import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { base64url, bytesOf, codeOf, document, makeKey, sign, textOf, verify } from './fixtures.ts';

const [a, b] = [await makeKey(), await makeKey()];
interface Json {
  payload: string;
  signatures: { protected: string; signature: string }[];
}
const good = JSON.parse(textOf(await sign(document(), a))) as Json;
const [entry] = good.signatures;
const head = JSON.parse(Buffer.from(entry?.protected ?? '', 'base64url').toString()) as object;

const withHead = (header: unknown) => ({
  ...good,
  signatures: [{ ...entry, protected: base64url(header) }],
});

describe('only the one strict form is an envelope', () => {
  const many = Array.from({ length: 9 }, () => entry);
  test.each<[string, unknown]>([
    ['empty', ''],
    ['text', '"envelope"'],
    ['a list', [good]],
    ['compact serialisation', `${entry?.protected}.${good.payload}.${entry?.signature}`],
    ['flattened serialisation', { payload: good.payload, ...entry }],
    ['no signatures', { ...good, signatures: [] }],
    ['nine signatures', { ...good, signatures: many }],
    ['signatures as an object', { ...good, signatures: { 0: entry, length: 1 } }],
    ['an unknown member', { ...good, x: 1 }],
    [
      'an unprotected header',
      { ...good, signatures: [{ ...entry, header: { kid: a.public.kid } }] },
    ],
    ['an unknown member of a signature', { ...good, signatures: [{ ...entry, x: 1 }] }],
    ['a missing signature', { ...good, signatures: [{ protected: entry?.protected }] }],
    ['a number as payload', { ...good, payload: 1 }],
    ['a padded payload', { ...good, payload: `${good.payload}=` }],
    ['a payload with white space', { ...good, payload: `${good.payload}\n` }],
    [
      'a padded signature',
      { ...good, signatures: [{ ...entry, signature: `${entry?.signature}==` }] },
    ],
    ['a short signature', { ...good, signatures: [{ ...entry, signature: 'AAAA' }] }],
    ['a member twice', JSON.stringify(good).replace('{', `{"payload":"${base64url('{}')}",`)],
    ['a byte order mark', `\ufeff${JSON.stringify(good)}`],
    ['trailing text', `${JSON.stringify(good)}{}`],
    ['alg EdDSA', withHead({ ...head, alg: 'EdDSA' })],
    ['alg none', withHead({ ...head, alg: 'none' })],
    ['alg HS256', withHead({ ...head, alg: 'HS256' })],
    ['another typ', withHead({ ...head, typ: 'JWT' })],
    ['no typ', withHead({ ...head, typ: undefined })],
    ['crit', withHead({ ...head, crit: ['exp'] })],
    [
      'a key in the header',
      withHead({ ...head, jwk: { kty: 'OKP', crv: 'Ed25519', x: b.public.x } }),
    ],
    ['b64', withHead({ ...head, b64: false })],
    ['a number as kid', withHead({ ...head, kid: 1 })],
    ['no kid', withHead({ ...head, kid: '' })],
    ['a kid shorter than a thumbprint', withHead({ ...head, kid: a.public.kid.slice(1) })],
    ['a kid longer than a thumbprint', withHead({ ...head, kid: `${a.public.kid}A` })],
    ['a kid of a kilobyte', withHead({ ...head, kid: 'k'.repeat(1024) })],
    ['a kid that is no base64url', withHead({ ...head, kid: `${a.public.kid.slice(1)}.` })],
    ['the same key twice', { ...good, signatures: [entry, entry] }],
    [
      'a header member twice',
      withHead(JSON.stringify(head).replace('{', `{"kid":"${b.public.kid}",`)),
    ],
    ['a header that is a list', withHead(['alg', 'kid', 'typ'])],
  ])('%s', async (_, envelope) => {
    expect(await codeOf(verify(bytesOf(envelope), [a, b]))).toBe('envelope');
  });

  test('white space around the JSON does no harm', async () => {
    expect(await codeOf(verify(bytesOf(`${JSON.stringify(good, null, 2)}\n`), [a]))).toBe(
      'accepted',
    );
  });
});

test('an oversized envelope is refused before it is parsed', async () => {
  const large = bytesOf(`${JSON.stringify(good)}${' '.repeat(512 * 1024)}`);
  expect(await codeOf(verify(large, [a]))).toBe('too-large');
  expect(await codeOf(verify(bytesOf(good), [a], { maxBytes: 10 }))).toBe('too-large');
});

test('the largest envelope is read, though it be one long text or all escapes', async () => {
  const plain = await sign(document({ x: 'x'.repeat(380_000) }), a);
  const escapes = await sign(document({ x: '"\\'.repeat(95_000) }), a);
  expect(await codeOf(verify(plain, [a]))).toBe('accepted');
  expect(await codeOf(verify(escapes, [a]))).toBe('accepted');
});

test('any flipped bit of the envelope refuses', async () => {
  const bytes = bytesOf(good);
  for (let at = 0; at < bytes.length; at++) {
    const flipped = bytes.with(at, (bytes[at] ?? 0) ^ (1 << (at % 8)));
    expect([at, await codeOf(verify(flipped, [a, b]))]).not.toEqual([at, 'accepted']);
  }
});

function flip(text: string, bit: number): string {
  const bytes = Buffer.from(text, 'base64url');
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return bytes.toString('base64url');
}

test('any flipped bit of payload, header or signature refuses', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.constantFrom('payload', 'protected', 'signature'),
      async (seed, field) => {
        const copy = structuredClone(good);
        const [first] = copy.signatures;
        if (!first) return;
        const target = field === 'payload' ? copy.payload : first[field as 'protected'];
        const flipped = flip(target, seed % ((target.length * 6) & ~7));
        if (field === 'payload') copy.payload = flipped;
        else first[field as 'protected'] = flipped;
        expect(['envelope', 'signature', 'untrusted']).toContain(
          await codeOf(verify(bytesOf(copy), [a, b])),
        );
      },
    ),
    { numRuns: 400 },
  );
});

test('every cut of the envelope refuses', async () => {
  const bytes = bytesOf(good);
  for (let length = 0; length < bytes.length; length++) {
    expect(await codeOf(verify(bytes.subarray(0, length), [a]))).toBe('envelope');
  }
});

test('a signature does not travel to another document or under another header', async () => {
  const other = JSON.parse(textOf(await sign(document({ version: 13 }), a))) as Json;
  expect(await codeOf(verify(bytesOf({ ...good, payload: other.payload }), [a]))).toBe('signature');
  const asB = withHead({ ...head, kid: b.public.kid });
  expect(await codeOf(verify(bytesOf(asB), [a, b]))).toBe('signature');
  const reordered = withHead({ typ: 'covey-definitions+json', kid: a.public.kid, alg: 'Ed25519' });
  expect(await codeOf(verify(bytesOf(reordered), [a]))).toBe('signature');
});

test('nothing thrown, whatever comes', async () => {
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.json().map((text) => bytesOf(text)),
    fc
      .record({ payload: fc.jsonValue(), signatures: fc.array(fc.jsonValue()) })
      .map((value) => bytesOf(value)),
    fc.jsonValue().map((value) => bytesOf(withHead(value))),
  );
  await fc.assert(
    fc.asyncProperty(anything, async (bytes) => {
      expect(await codeOf(verify(new Uint8Array(bytes), [a]))).toMatch(
        /^(?:envelope|signature|untrusted)$/,
      );
    }),
    { numRuns: 500 },
  );
});

test('a signed document of any JSON is refused or accepted, and pollutes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(
        fc.constantFrom('keys', 'version', '__proto__', 'site', 'issued'),
        fc.jsonValue(),
      ),
      async (changes) => {
        const text = JSON.stringify({ ...document(), ...changes });
        expect(await codeOf(verify(await sign(text, a), [a]))).toMatch(/^[a-z-]+$/);
      },
    ),
    { numRuns: 300 },
  );
  const polluting = JSON.stringify(document()).replace('{', '{"__proto__":{"polluted":true},');
  expect(await codeOf(verify(await sign(polluting, a), [a]))).toBe('accepted');
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('damaged memory refuses instead of throwing', async () => {
  for (const seen of [5, 'x', {}, { known: 1, keys: {} }, { keys: { keys: null } }]) {
    const code = await codeOf(verify(bytesOf(good), [a], { seen: seen as never }));
    expect(code).toMatch(/^[a-z-]+$/);
  }
});
