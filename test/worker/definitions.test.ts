import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test, vi } from 'vitest';
import {
  definitionsUrl,
  keySetUrl,
  type PublishedList,
  publishedUrl,
  type SiteHealth,
  siteHealthUrl,
  siteUrl,
} from '../../shared/wire/index.ts';
import { siteStub } from '../../worker/shards.ts';
import {
  call,
  definitionsOf,
  EDGE,
  errorOf,
  everythingStored,
  type Key,
  keySet,
  makeKey,
  newName,
  newSite,
  published,
  put,
  refusal,
  sign,
} from './edge.ts';

const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

test('what was published is handed out byte for byte', async () => {
  const { site, key } = await newSite(null);
  const envelope = await sign(JSON.stringify(definitionsOf(site), null, 1), key);
  const { hash } = await published(await put(site, envelope));
  const response = await call(definitionsUrl(EDGE, site));
  expect(response.status).toBe(200);
  expect(await bytesOf(response)).toEqual(envelope);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    etag: `"${hash}"`,
    'content-type': 'application/jose+json',
    'cache-control': 'public, max-age=60',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
  });
});

test('everyone gets the same, whoever asks', async () => {
  const { site } = await newSite();
  const url = definitionsUrl(EDGE, site);
  const plain = await call(url);
  const other = await call(url, {
    headers: {
      cookie: 'id=1',
      'accept-language': 'de',
      'user-agent': 'Test/1',
      'cf-connecting-ip': '192.0.2.1',
      origin: 'https://shop.example',
      authorization: 'Bearer test-token',
      'sec-gpc': '1',
    },
  });
  expect([...other.headers]).toEqual([...plain.headers]);
  expect(other.headers.get('vary')).toBeNull();
  expect(other.headers.get('set-cookie')).toBeNull();
  expect(await bytesOf(other)).toEqual(await bytesOf(plain));
});

test('a client that holds them gets 304 and no bytes', async () => {
  const { site } = await newSite();
  const url = definitionsUrl(EDGE, site);
  const tag = (await call(url)).headers.get('etag') ?? '';
  for (const held of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
    const response = await call(url, { headers: { 'if-none-match': held } });
    expect([held, response.status]).toEqual([held, 304]);
    expect(response.headers.get('etag')).toBe(tag);
    expect(response.headers.get('cache-control')).toContain('max-age=60');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(await response.text()).toBe('');
  }
  for (const other of ['"other"', tag.slice(1, -1), '']) {
    expect((await call(url, { headers: { 'if-none-match': other } })).status).toBe(200);
  }
});

test('HEAD says the same without the bytes', async () => {
  const { site } = await newSite();
  const url = definitionsUrl(EDGE, site);
  const [head, get] = [await call(url, { method: 'HEAD' }), await call(url)];
  expect(head.status).toBe(200);
  expect(head.headers.get('etag')).toBe(get.headers.get('etag'));
  expect(await head.text()).toBe('');
});

test('a version stays at its address for ever, while the newest moves on', async () => {
  const { site, key } = await newSite();
  const one = await bytesOf(await call(definitionsUrl(EDGE, site)));
  const two = await sign(definitionsOf(site, { version: 2 }), key);
  await published(await put(site, two));
  expect(await bytesOf(await call(definitionsUrl(EDGE, site)))).toEqual(two);
  const response = await call(definitionsUrl(EDGE, site, 1));
  expect(await bytesOf(response)).toEqual(one);
  expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
});

test('the first document of each key set stays at an address, for pages that missed it', async () => {
  const { site, key } = await newSite();
  const next = await makeKey();
  const publishAs = async (version: number, set: number, listed: Key, ...by: Key[]) => {
    const document = definitionsOf(site, { version, keys: keySet(set, [listed]) });
    const envelope = await sign(document, ...by);
    await published(await put(site, envelope));
    return envelope;
  };
  const first = await publishAs(2, 1, key, key);
  await publishAs(3, 1, key, key);
  const second = await publishAs(4, 2, next, key, next);
  await publishAs(5, 2, next, next);
  for (const [set, envelope] of [first, second].entries()) {
    const response = await call(keySetUrl(EDGE, site, set + 1));
    expect(await bytesOf(response)).toEqual(envelope);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  }
  for (const set of ['0', '3', '-1', 'x', '01', '9'.repeat(17)]) {
    const refused = await refusal(call(`${siteUrl(EDGE, site)}/keys/${set}`));
    expect([set, ...refused]).toEqual([set, 404, 'not-found']);
  }
});

test('anyone can read which documents were published when, how long they last and who signed', async () => {
  const { site, key } = await newSite(null);
  expect(await refusal(call(publishedUrl(EDGE, site)))).toEqual([404, 'not-found']);
  const before = Date.now();
  const hashes: string[] = [];
  for (const version of [3, 7]) {
    const envelope = await sign(definitionsOf(site, { version }), key);
    hashes.unshift((await published(await put(site, envelope))).hash);
  }
  const response = await call(publishedUrl(EDGE, site));
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'access-control-allow-origin': '*',
    'cache-control': 'public, max-age=60',
  });
  const { documents, ...rest }: PublishedList = await response.json();
  expect(rest).toEqual({ site });
  expect(documents.map(({ version, hash, keySet: set }) => [version, hash, set])).toEqual([
    [7, hashes[0], 0],
    [3, hashes[1], 0],
  ]);
  for (const { published: time, signers, expires } of documents) {
    expect(signers).toEqual([key.public.kid]);
    expect(Date.parse(time ?? '')).toBeGreaterThanOrEqual(before);
    expect(Date.parse(expires)).toBeGreaterThan(before);
  }
  expect(documents[0]?.hash).toBe(
    (await call(definitionsUrl(EDGE, site))).headers.get('etag')?.slice(1, -1),
  );
});

test('a site that an earlier release kept is listed too, with what was not noted as null', async () => {
  const { site } = await newSite();
  await runInDurableObject(env.SITES.get(env.SITES.idFromName(site)), (_, state) => {
    for (const table of ['published', 'keyring', 'audit'])
      state.storage.sql.exec(`DROP TABLE ${table}`);
  });
  await evictDurableObject(env.SITES.get(env.SITES.idFromName(site)));
  const { documents }: PublishedList = await (await call(publishedUrl(EDGE, site))).json();
  expect(documents).toMatchObject([{ version: 1, published: null, signers: null }]);
});

test('health says when the definitions run out, from thirty days before', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const start = Date.now();
  const { site } = await newSite();
  const at = async (day: number) => {
    vi.setSystemTime(start + day * 86_400_000 + 1000);
    const response = await call(siteHealthUrl(EDGE, site));
    const { ok, definitions }: SiteHealth = await response.clone().json();
    return [response, ok, definitions.state, definitions.daysLeft] as const;
  };
  for (const [day, ...wanted] of [
    [0, 200, true, 'good', 59],
    [29, 200, true, 'good', 30],
    [30, 200, true, 'ending', 29],
    [59, 200, true, 'ending', 0],
    [60, 503, false, 'ended', 0],
    [70, 503, false, 'ended', -10],
  ] as const) {
    const [{ status, headers }, ...said] = await at(day);
    expect([day, status, ...said]).toEqual([day, ...wanted]);
    expect(headers.get('cache-control')).toBe('no-store');
  }
  const [ended] = await at(70);
  expect(await errorOf(ended)).toMatchObject({ code: 'ended' });
  expect(await refusal(call(siteHealthUrl(EDGE, newName())))).toEqual([404, 'not-found']);
  vi.useRealTimers();
});

test('what is not there is 404, and asking leaves no trace', async () => {
  const { site } = await newSite(null);
  const before = await everythingStored();
  expect(await refusal(call(definitionsUrl(EDGE, site)))).toEqual([404, 'not-found']);
  expect(await refusal(call(definitionsUrl(EDGE, newName())))).toEqual([404, 'not-found']);
  expect(await everythingStored()).toBe(before);
  const { site: full } = await newSite();
  for (const version of ['2', '0', '01', '-1', '1.0', 'x', '1e3', '9'.repeat(17)]) {
    expect([version, await refusal(call(`${definitionsUrl(EDGE, full)}/${version}`))]).toEqual([
      version,
      [404, 'not-found'],
    ]);
  }
});

test('a name that can be no site is refused', async () => {
  for (const name of ['Hazel.example', 'a%20b', '-a', 'a:80', '%2e%2e%2fx', 'caf%C3%A9']) {
    const refused = await refusal(call(`/v1/sites/${name}/definitions`));
    expect([name, ...refused]).toEqual([name, 400, 'bad-request']);
  }
});

test('a preflight allows pages to read and no more', async () => {
  const { site } = await newSite();
  const response = await call(definitionsUrl(EDGE, site), {
    method: 'OPTIONS',
    headers: { origin: 'https://shop.example', 'access-control-request-method': 'PUT' },
  });
  expect(response.status).toBe(204);
  expect(response.headers.get('access-control-allow-methods')).toBe('GET');
  expect(response.headers.get('access-control-allow-headers')).not.toContain('authorization');
  expect(response.headers.get('access-control-allow-headers')).toContain('if-none-match');
  // What the browser remembered would survive an erasure.
  expect(response.headers.get('access-control-max-age')).toBe('0');
});

test('other methods are 405 and named', async () => {
  const { site } = await newSite();
  for (const method of ['POST', 'DELETE', 'PATCH']) {
    const response = await call(definitionsUrl(EDGE, site), { method });
    expect(response.headers.get('allow')).toBe('GET, PUT, HEAD, OPTIONS');
    expect(await refusal(response)).toEqual([405, 'method-not-allowed']);
  }
  expect(await refusal(call(definitionsUrl(EDGE, site, 1), { method: 'PUT' }))).toEqual([
    405,
    'method-not-allowed',
  ]);
});

test('where a document came in it is served at once, elsewhere five seconds later', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const { site, key } = await newSite();
  const url = definitionsUrl(EDGE, site);
  const read = async () => (await call(url)).headers.get('etag')?.slice(1, -1);
  const first = await read();
  // Through another isolate: this one does not hear of it.
  const two = await sign(definitionsOf(site, { version: 2 }), key);
  const elsewhere = await siteStub(env, site).publish(site, two, 'operator');
  expect(elsewhere).toMatchObject({ ok: true, version: 2 });
  const { hash } = elsewhere as { readonly hash: string };
  vi.setSystemTime(Date.now() + 4999);
  expect(await read()).toBe(first);
  const held = { 'if-none-match': `"${hash}"` };
  expect((await call(url, { headers: held })).status).toBe(200);
  vi.setSystemTime(Date.now() + 1);
  expect((await call(url, { headers: held })).status).toBe(304);
  expect(await read()).toBe(hash);
  // Unchanged, it is read again after as long, and is still the same.
  vi.setSystemTime(Date.now() + 5000);
  expect(await bytesOf(await call(url))).toEqual(two);
  // A clock that was set back makes nothing last longer.
  const three = await sign(definitionsOf(site, { version: 3 }), key);
  await siteStub(env, site).publish(site, three, 'operator');
  vi.setSystemTime(Date.now() - 3_600_000);
  expect(await bytesOf(await call(url))).toEqual(three);
  const four = await sign(definitionsOf(site, { version: 4 }), key);
  await published(await put(site, four));
  expect(await bytesOf(await call(url))).toEqual(four);
  vi.useRealTimers();
});
