import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { thumbprint } from '../../shared/signing/index.ts';
import { encodeBase64url, siteUrl } from '../../shared/wire/index.ts';
import { app } from '../../worker/app.ts';
import {
  call,
  EDGE,
  everythingStored,
  makeKey,
  newName,
  refusal,
  register,
  TOKEN,
} from './edge.ts';

const send = (site: string, body: BodyInit, headers: HeadersInit = {}) =>
  call(siteUrl(EDGE, site), {
    method: 'PUT',
    headers: { ...TOKEN, 'content-type': 'application/json', ...headers },
    body,
  });

test('a site is registered once, with its keys', async () => {
  const [site, one, two] = [newName(), await makeKey(), await makeKey()];
  const response = await register(site, one, two);
  expect(response.status).toBe(201);
  expect(await response.json()).toEqual({ site, keys: [one.public.kid, two.public.kid] });
  expect(await refusal(register(site, one, two))).toEqual([409, 'exists']);
  expect(await refusal(register(site, await makeKey()))).toEqual([409, 'exists']);
});

test('of many at once, one registers', async () => {
  const site = newName();
  const keys = await Promise.all(Array.from({ length: 8 }, makeKey));
  const statuses = await Promise.all(keys.map(async (key) => (await register(site, key)).status));
  expect(statuses.toSorted()).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
});

test('without the token nobody may', async () => {
  const body = JSON.stringify({ keys: [(await makeKey()).public] });
  for (const authorization of [
    '',
    'test-token',
    'Bearer',
    'Bearer ',
    'Bearer test-toke',
    'Bearer test-token2',
    'Bearer TEST-TOKEN',
    'Basic test-token',
  ]) {
    const response = await send(newName(), body, { authorization });
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect([authorization, ...(await refusal(response))]).toEqual([
      authorization,
      401,
      'unauthorized',
    ]);
  }
  expect((await send(newName(), body, { authorization: 'bearer test-token' })).status).toBe(201);
});

test('a Worker without a token is closed, even to an empty one', async () => {
  for (const token of [undefined, '']) {
    const response = await app.request(
      siteUrl(EDGE, newName()),
      { method: 'PUT', headers: { authorization: 'Bearer ' } },
      { ...env, COVEY_TOKEN: token },
    );
    expect(await refusal(response)).toEqual([401, 'unauthorized']);
  }
});

test('bodies of another form are refused, and nothing is stored', async () => {
  const { public: key } = await makeKey();
  const x = encodeBase64url(new Uint8Array(32).fill(1, 0, 1));
  const weak = { kid: await thumbprint(x, crypto.subtle), x };
  const cases: [unknown, number, string][] = [
    ['', 400, 'bad-request'],
    ['{', 400, 'bad-request'],
    [null, 422, 'invalid'],
    [[], 422, 'invalid'],
    [{}, 422, 'invalid'],
    [{ keys: [] }, 422, 'invalid'],
    [{ keys: [key], more: 1 }, 422, 'invalid'],
    [{ keys: [{ ...key, d: 'secret' }] }, 422, 'invalid'],
    [{ keys: [{ kid: key.kid }] }, 422, 'invalid'],
    [{ keys: [{ kid: 'x', x: key.x }] }, 422, 'invalid'],
    [{ keys: [key, key] }, 422, 'invalid'],
    [{ keys: [weak] }, 422, 'invalid'],
    [{ keys: Array.from({ length: 9 }, () => key) }, 422, 'invalid'],
    [{ keys: [key], x: 'x'.repeat(5000) }, 413, 'too-large'],
  ];
  const before = await everythingStored();
  for (const [body, status, code] of cases) {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    expect([text, ...(await refusal(send(newName(), text)))]).toEqual([text, status, code]);
  }
  expect(await refusal(send(newName(), '{}', { 'content-type': 'text/html' }))).toEqual([
    415,
    'unsupported-type',
  ]);
  expect(await everythingStored()).toBe(before);
});

test('other methods are 405', async () => {
  const response = await call(siteUrl(EDGE, newName()));
  expect(response.headers.get('allow')).toBe('PUT, OPTIONS');
  expect(await refusal(response)).toEqual([405, 'method-not-allowed']);
});

test('no page of another origin may call it', async () => {
  const response = await call(siteUrl(EDGE, newName()), { method: 'OPTIONS' });
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
});
