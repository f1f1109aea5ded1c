import { afterEach, expect, test, vi } from 'vitest';
import type { Definitions } from '../../shared/definitions/types.ts';
import { definitionsUrl, type PublishedList, publishedUrl } from '../../shared/wire/index.ts';
import {
  call,
  definitionsOf,
  EDGE,
  errorOf,
  everythingStored,
  keySet,
  makeKey,
  newName,
  newSite,
  published,
  put,
  refusal,
  register,
  sign,
} from './edge.ts';

afterEach(() => {
  vi.useRealTimers();
});

const DAY = 86_400_000;

/** The envelope with an entry of a stranger's making beside the good one. */
const withEntry = (envelope: string, protectedHeader: (header: object) => object) => {
  const { payload, signatures } = JSON.parse(envelope) as {
    payload: string;
    signatures: { protected: string; signature: string }[];
  };
  const [good] = signatures;
  const header = JSON.parse(atob(good?.protected ?? '')) as object;
  const text = btoa(JSON.stringify(protectedHeader(header))).replace(/=+$/, '');
  return JSON.stringify({ payload, signatures: [...signatures, { ...good, protected: text }] });
};
const withKid = (envelope: string, kid: string) =>
  withEntry(envelope, (header) => ({ ...header, kid }));
const twice = (envelope: string) => withEntry(envelope, (header) => header);
const newest = async (site: string) => (await call(definitionsUrl(EDGE, site))).text();

test('the answer names version and hash; the same again changes nothing', async () => {
  const { site, key } = await newSite(null);
  const envelope = await sign(definitionsOf(site, { version: 7 }), key);
  const first = await published(await put(site, envelope));
  expect(first).toMatchObject({ version: 7, warnings: [] });
  expect(first.hash).toMatch(/^[\w-]{43}$/);
  const stored = await everythingStored();
  expect(await published(await put(site, envelope))).toEqual(first);
  expect(await everythingStored()).toBe(stored);
});

test("media types: the envelope's own, JSON, plain text, or none", async () => {
  const { site, key } = await newSite(null);
  const envelope = await sign(definitionsOf(site), key);
  for (const type of ['application/jose+json', 'application/json; charset=utf-8']) {
    expect((await put(site, envelope, { 'content-type': type })).status).toBe(200);
  }
  for (const type of ['application/octet-stream', 'multipart/form-data', 'text/html']) {
    expect(await refusal(put(site, envelope, { 'content-type': type }))).toEqual([
      415,
      'unsupported-type',
    ]);
  }
});

test('an unknown site and a stranger are refused', async () => {
  const key = await makeKey();
  const site = newName();
  expect(await refusal(put(site, await sign(definitionsOf(site), key)))).toEqual([
    404,
    'not-found',
  ]);
  const known = await newSite(null);
  const envelope = await sign(definitionsOf(known.site), known.key);
  expect(await refusal(put(known.site, envelope, { authorization: 'Bearer x' }))).toEqual([
    401,
    'unauthorized',
  ]);
});

test('evil publishes change nothing', async () => {
  const site = newName();
  const [key, second] = [await makeKey(), await makeKey()];
  await register(site, key, second);
  await published(await put(site, await sign(definitionsOf(site, { version: 5 }), key)));
  const stranger = await makeKey();
  const good = definitionsOf(site, { version: 6 });
  const text = new TextDecoder().decode(await sign(good, key));
  const liar = { ...stranger, signer: { ...stranger.signer, kid: key.public.kid } };
  const forged = { ...stranger, signer: { ...stranger.signer, kid: second.public.kid } };
  const cases: [string, BodyInit, number][] = [
    ['empty', '', 422],
    ['not JSON', 'covey', 422],
    ['plain definitions', JSON.stringify(good), 422],
    ['a stranger', await sign(good, stranger), 422],
    ['a stranger under our kid', await sign(good, liar), 422],
    [
      'altered',
      text.replace(
        /"payload":"(.)/,
        (_, letter: string) => `"payload":"${letter === 'e' ? 'f' : 'e'}`,
      ),
      422,
    ],
    ['cut off', text.slice(0, -1), 422],
    ['a padded signature', text.replace('"}]', '="}]'), 422],
    ['with a header', text.replace('"protected"', '"header":{},"protected"'), 422],
    ['a member twice', text.replace('{', '{"payload":"",'), 422],
    ['another site', await sign(definitionsOf('other.example', { version: 6 }), key), 422],
    ['expired', await sign({ ...good, expires: new Date(Date.now() - 1).toISOString() }, key), 422],
    [
      'from the future',
      await sign({ ...good, issued: new Date(Date.now() + 2 * DAY).toISOString() }, key),
      422,
    ],
    ['another format', await sign({ ...good, covey: 2 }, key), 422],
    ['an older version', await sign({ ...good, version: 4 }, key), 409],
    ['the same version, other rules', await sign({ ...good, version: 5 }, key), 409],
    ['following another document', await sign({ ...good, previous: 'A'.repeat(43) }, key), 409],
    [
      'a list of keys that cannot sign',
      await sign({ ...good, keys: keySet(1, [stranger]) }, key),
      422,
    ],
    ['a stranger beside our key', await sign(good, key, stranger), 422],
    ['our key, and another of ours that was forged', await sign(good, key, forged), 422],
    ['a kid that is no thumbprint', withKid(text, 'x'), 422],
    ['a kid of a kilobyte', withKid(text, 'k'.repeat(1024)), 422],
    ['the same key twice', twice(text), 422],
    ['a key set two versions on', await sign({ ...good, keys: keySet(2, [key]) }, key), 422],
    [
      'a key set pushed to the limit',
      await sign({ ...good, keys: keySet(Number.MAX_SAFE_INTEGER, [key]) }, key),
      422,
    ],
    ['too large', `${text}${' '.repeat(512 * 1024)}`, 413],
  ];
  const before = await everythingStored();
  for (const [what, body, status] of cases) {
    const error = await errorOf(await put(site, body));
    expect([what, error.status]).toEqual([what, status]);
    expect(error.message).toMatch(/\.$/);
  }
  expect(await everythingStored()).toBe(before);
  expect(await published(await put(site, text))).toMatchObject({ version: 6 });
});

test('a body without announced length is cut off at the limit', async () => {
  const { site } = await newSite();
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      sent += 65_536;
      if (sent > 64 * 1024 * 1024) controller.close();
      else controller.enqueue(new Uint8Array(65_536).fill(32));
    },
  });
  expect(await refusal(put(site, endless))).toEqual([413, 'too-large']);
  expect(sent).toBeLessThan(8 * 1024 * 1024);
});

test('errors of the checker refuse with the place; nothing is half-applied', async () => {
  const { site, key } = await newSite();
  const before = await everythingStored();
  const wrong = definitionsOf(site, {
    version: 2,
    segments: { buyer: { when: { 'metric.missing': { $gte: 1 } }, count: true } },
  });
  const error = await errorOf(await put(site, await sign(wrong, key)));
  expect(error).toMatchObject({ status: 422, code: 'invalid' });
  expect(error.issues?.[0]?.path.slice(0, 2)).toEqual(['segments', 'buyer']);
  const malformed = { ...definitionsOf(site, { version: 2 }), unheard: true } as Definitions;
  expect(
    (await errorOf(await put(site, await sign(malformed, key)))).issues?.length,
  ).toBeGreaterThan(0);
  expect(await everythingStored()).toBe(before);
});

test.each([
  { epsilon: 1, period: '7d' },
  { epsilon: 2, period: '7d' },
] as const)('more ε than a year allows is refused, whoever signed: %o', async (counting) => {
  const { site, key } = await newSite();
  const envelope = await sign(definitionsOf(site, { version: 2, counting }), key);
  const { code, issues } = await errorOf(await put(site, envelope));
  expect([code, issues?.[0]?.path]).toEqual(['invalid', ['counting', 'epsilon']]);
});

test('a mechanism that the Worker does not know refuses, and asks nothing', async () => {
  const { site, key } = await newSite();
  const counting = { mechanism: 'one-bit' as never };
  const envelope = await sign(definitionsOf(site, { version: 2, counting }), key);
  const { code, issues } = await errorOf(await put(site, envelope));
  expect([code, issues?.[0]?.path]).toEqual(['invalid', ['counting', 'mechanism']]);
  expect(issues?.[0]?.message).toContain('"randomised-response"');
  const named = definitionsOf(site, { version: 2, counting: { mechanism: 'randomised-response' } });
  expect((await put(site, await sign(named, key))).status).toBe(200);
});

test('warnings of the checker come along, and do not stop the publish', async () => {
  const { site, key } = await newSite(null);
  const lasting = definitionsOf(site, { expires: new Date(Date.now() + 300 * DAY).toISOString() });
  const { warnings } = await published(await put(site, await sign(lasting, key)));
  expect(warnings.map(({ path }) => path)).toContainEqual(['expires']);
  for (const warning of warnings) expect(Object.keys(warning)).toEqual(['path', 'message']);
});

test('definitions that run out within thirty days are pointed out', async () => {
  const { site, key } = await newSite(null);
  const short = definitionsOf(site, {
    issued: new Date(Date.now() - 60 * DAY).toISOString(),
    expires: new Date(Date.now() + 9.5 * DAY).toISOString(),
  });
  const { warnings } = await published(await put(site, await sign(short, key)));
  expect(warnings.find(({ path }) => path[0] === 'expires')?.message).toContain('in 9 days');
});

test('a lost answer: the same again is done already, and other signatures are not taken in silence', async () => {
  const site = newName();
  const [one, two] = [await makeKey(), await makeKey()];
  await register(site, one, two);
  const document = definitionsOf(site);
  const envelope = await sign(document, one);
  const first = await published(await put(site, envelope));
  expect(await published(await put(site, envelope))).toEqual(first);
  const again = await published(await put(site, await sign(document, one, two)));
  expect(again.warnings.map(({ message }) => message).join()).toContain('raise the version');
  expect(await newest(site)).toBe(new TextDecoder().decode(envelope));
});

test('a document follows the published one when it says which it follows', async () => {
  const { site, key } = await newSite(null);
  const first = await published(await put(site, await sign(definitionsOf(site), key)));
  const second = definitionsOf(site, { version: 2, previous: first.hash });
  const { hash } = await published(await put(site, await sign(second, key)));
  const stale = definitionsOf(site, { version: 3, previous: first.hash });
  const error = await errorOf(await put(site, await sign(stale, key)));
  expect(error).toMatchObject({ status: 409, code: 'conflict' });
  expect(error.message).toContain(hash);
});

test('of many at once, one is published and the others are told', async () => {
  const { site, key } = await newSite();
  const envelopes = await Promise.all(
    Array.from({ length: 12 }, (_, at) =>
      sign(definitionsOf(site, { version: 2, segments: { [`s${at}`]: { when: {} } } }), key),
    ),
  );
  const statuses = await Promise.all(envelopes.map(async (body) => (await put(site, body)).status));
  expect(statuses.toSorted()).toEqual([200, ...Array.from({ length: 11 }, () => 409)]);
  const winner = envelopes[statuses.indexOf(200)];
  expect(await newest(site)).toBe(new TextDecoder().decode(winner));
});

test('keys rotate: old lists both, then new alone; the old one is out', async () => {
  const { site, key: old } = await newSite();
  const fresh = await makeKey();
  const version = (number: number, set: ReturnType<typeof keySet>) =>
    definitionsOf(site, { version: number, keys: set });
  await published(await put(site, await sign(version(2, keySet(1, [old, fresh])), old)));
  await published(await put(site, await sign(version(3, keySet(2, [fresh])), fresh)));
  const back = version(4, keySet(3, [old]));
  expect(await refusal(put(site, await sign(back, old)))).toEqual([422, 'invalid']);
  await published(await put(site, await sign(version(4, keySet(2, [fresh])), fresh)));
  // The old one may sign beside, for first visitors whose tag still pins it; it is not named.
  await published(await put(site, await sign(version(5, keySet(2, [fresh])), old, fresh)));
  const { documents }: PublishedList = await (await call(publishedUrl(EDGE, site))).json();
  const [a, b] = [old.public.kid, fresh.public.kid];
  expect(documents.map(({ signers }) => signers)).toEqual([[b], [b], [b], [a], [a]]);
});

test('m of n keys must sign once they are listed so', async () => {
  const { site, key } = await newSite();
  const [two, three] = [await makeKey(), await makeKey()];
  const listed = keySet(1, [key, two, three], 2);
  const next = definitionsOf(site, { version: 2, keys: listed });
  expect(await refusal(put(site, await sign(next, key)))).toEqual([422, 'invalid']);
  await published(await put(site, await sign(next, key, two)));
  const later = definitionsOf(site, { version: 3, keys: listed });
  expect(await refusal(put(site, await sign(later, three)))).toEqual([422, 'invalid']);
  await published(await put(site, await sign(later, two, three)));
});

test('after a version at the limit a new key set starts again, at addresses not yet taken', async () => {
  const { site, key } = await newSite({ version: 3 });
  await published(
    await put(site, await sign(definitionsOf(site, { version: Number.MAX_SAFE_INTEGER }), key)),
  );
  const again = (version: number) => definitionsOf(site, { version, keys: keySet(1, [key]) });
  expect(await refusal(put(site, await sign(again(3), key)))).toEqual([409, 'conflict']);
  const envelope = await sign(again(4), key);
  await published(await put(site, envelope));
  expect(await newest(site)).toBe(new TextDecoder().decode(envelope));
  expect((await call(definitionsUrl(EDGE, site, Number.MAX_SAFE_INTEGER))).status).toBe(200);
});

test('a site whose definitions have expired still hands them out, and takes new ones', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const { site, key } = await newSite();
  vi.setSystemTime(Date.now() + 100 * DAY);
  expect((await call(definitionsUrl(EDGE, site))).status).toBe(200);
  await published(await put(site, await sign(definitionsOf(site, { version: 2 }), key)));
});

test('a second Worker starts in the middle of a history', async () => {
  const { site, key } = await newSite({ version: 40, previous: 'A'.repeat(43) });
  expect(await refusal(register(site, key))).toEqual([409, 'exists']);
  expect((await call(definitionsUrl(EDGE, site, 40))).status).toBe(200);
});
