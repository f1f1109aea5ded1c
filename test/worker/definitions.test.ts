import { expect, test } from 'vitest';
import { definitionsUrl } from '../../shared/wire/index.ts';
import {
  call,
  definitionsOf,
  EDGE,
  everythingStored,
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
