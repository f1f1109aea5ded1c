import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { thumbprint } from '../../shared/signing/index.ts';
import { type Audit, auditUrl, encodeBase64url, siteUrl } from '../../shared/wire/index.ts';
import { app } from '../../worker/app.ts';
import {
  call,
  definitionsOf,
  EDGE,
  everythingStored,
  type Key,
  keySet,
  makeKey,
  newName,
  published,
  put,
  refusal,
  register,
  replaceKeys,
  sign,
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
  expect(await response.json()).toEqual({
    site,
    keys: [one.public.kid, two.public.kid],
    replaced: false,
  });
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

test('a secret that no request can carry is named as what it is', async () => {
  for (const token of ['two words', 'schlüssel', 'secret\n']) {
    const response = await app.request(
      siteUrl(EDGE, newName()),
      { method: 'PUT', headers: TOKEN },
      { ...env, COVEY_TOKEN: token },
    );
    expect(await response.json()).toMatchObject({
      error: { code: 'unauthorized', message: expect.stringMatching('secret put COVEY_TOKEN') },
    });
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
    [{ keys: [key], replace: 'yes' }, 422, 'invalid'],
    [{ keys: [key], replace: true, reason: 'x'.repeat(201) }, 422, 'invalid'],
    [{ keys: [key], replace: true, reason: 'a\nb' }, 422, 'invalid'],
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

const auditOf = async (site: string): Promise<Audit> =>
  (await call(auditUrl(EDGE, site), { headers: TOKEN })).json();

test('a wrong registration is replaced with the token, and the audit says so', async () => {
  const [site, wrong, right] = [newName(), await makeKey(), await makeKey()];
  await register(site, wrong);
  const envelope = await sign(definitionsOf(site), right);
  expect(await refusal(put(site, envelope))).toEqual([422, 'invalid']);
  expect(await refusal(replaceKeys(site, [right], 'x', {}))).toEqual([401, 'unauthorized']);
  const replaced = await replaceKeys(site, [right], 'A typo in the key.');
  expect(replaced.status).toBe(200);
  expect(await replaced.json()).toEqual({ site, keys: [right.public.kid], replaced: true });
  await published(await put(site, envelope));
  // The answer may be lost: again changes nothing.
  const again = await replaceKeys(site, [right], 'again');
  expect([again.status, await again.json()]).toMatchObject([200, { replaced: false }]);
  const { registered, listed, entries } = await auditOf(site);
  expect([registered, listed]).toEqual([[right.public], null]);
  expect(entries).toMatchObject([
    { action: 'registered', keys: [wrong.public.kid], reason: null },
    { action: 'replaced', keys: [right.public.kid], reason: 'A typo in the key.' },
    { action: 'published', keys: [right.public.kid], subject: '1' },
  ]);
  for (const { time } of entries) expect(Math.abs(Date.parse(time) - Date.now())).toBeLessThan(6e5);
});

test('all keys lost: new ones go on where the lost ones stopped', async () => {
  const [site, lost, found] = [newName(), await makeKey(), await makeKey()];
  await register(site, lost);
  const listing = (version: number, set: number, key: Key) =>
    definitionsOf(site, { version, keys: keySet(set, [key]) });
  await published(await put(site, await sign(listing(5, 1, lost), lost)));
  expect((await replaceKeys(site, [found], 'The laptop was stolen.')).status).toBe(200);
  // As a page would that pins the new key: not back, and one key set further.
  expect(await refusal(put(site, await sign(listing(6, 1, found), found)))).toEqual([
    422,
    'invalid',
  ]);
  await published(await put(site, await sign(listing(6, 2, found), found)));
  expect(await refusal(put(site, await sign(listing(7, 3, lost), lost)))).toEqual([422, 'invalid']);
  // A key that a list has left out is refused by pages for good, so it is no way back.
  expect(await refusal(replaceKeys(site, [lost]))).toEqual([409, 'conflict']);
  expect((await auditOf(site)).listed).toEqual(keySet(2, [found]));
});

test('what is read of a site needs the token, and a site', async () => {
  const [site, key] = [newName(), await makeKey()];
  await register(site, key);
  expect(await refusal(call(auditUrl(EDGE, site)))).toEqual([401, 'unauthorized']);
  expect(await refusal(call(auditUrl(EDGE, newName()), { headers: TOKEN }))).toEqual([
    404,
    'not-found',
  ]);
});

test('a replacement registers a site that is not known yet', async () => {
  const [site, key] = [newName(), await makeKey()];
  expect((await replaceKeys(site, [key])).status).toBe(201);
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
