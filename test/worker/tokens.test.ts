import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';
import {
  type Audit,
  auditUrl,
  type CreatedToken,
  MAX_AUDIT_BYTES,
  MAX_REASON,
  MAX_TOKENS,
  scopeIn,
  siteHealthUrl,
  siteUrl,
  statsUrl,
  TOKEN_EXPIRES,
  type TokenList,
  tokensUrl,
  tokenUrl,
} from '../../shared/wire/index.ts';
import { app } from '../../worker/app.ts';
import { siteStub } from '../../worker/shards.ts';
import {
  call,
  definitionsOf,
  EDGE,
  everythingStored,
  makeKey,
  newName,
  newSite,
  put,
  refusal,
  replaceKeys,
  sign,
  TOKEN,
} from './edge.ts';

const DAY = 86_400_000;
afterEach(() => {
  vi.useRealTimers();
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const send = (method: string, url: string, body: unknown, headers: HeadersInit = TOKEN) =>
  call(url, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

async function create(site: string, body: unknown, headers: HeadersInit = TOKEN) {
  const response = await send('POST', tokensUrl(EDGE, site), body, headers);
  expect([response.status, response.headers.get('cache-control')]).toEqual([201, 'no-store']);
  return response.json<CreatedToken>();
}
const rotate = (site: string, id: string, body: unknown = {}) =>
  send('POST', tokenUrl(EDGE, site, id), body);
const revoke = (site: string, id: string, headers: HeadersInit = TOKEN) =>
  send('DELETE', tokenUrl(EDGE, site, id), undefined, headers);
const listOf = async (site: string) =>
  (await (await call(tokensUrl(EDGE, site), { headers: TOKEN })).json<TokenList>()).tokens;
const auditOf = async (site: string) =>
  (await (await call(auditUrl(EDGE, site), { headers: TOKEN })).json<Audit>()).entries;
const readCounts = async (site: string, token: string) =>
  (await call(statsUrl(EDGE, site), { headers: bearer(token) })).status;

test('a token may do what its scope says, at its own site', async () => {
  const { site, key } = await newSite();
  const other = await newSite();
  let version = 1;
  const envelope = () => sign(definitionsOf(site, { version: (version += 1) }), key);
  const done = async (token: string) => {
    const headers = bearer(token);
    const statuses = [
      await call(statsUrl(EDGE, site), { headers }),
      await put(site, await envelope(), headers),
      await call(auditUrl(EDGE, site), { headers }),
      await call(tokensUrl(EDGE, site), { headers }),
      await send('PUT', siteUrl(EDGE, site), { keys: [key.public], replace: true }, headers),
      await call(statsUrl(EDGE, other.site), { headers }),
      await call(auditUrl(EDGE, other.site), { headers }),
      await send('PUT', siteUrl(EDGE, newName()), { keys: [key.public] }, headers),
    ].map(({ status }) => status);
    return statuses.join(' ');
  };
  const token = async (scope: string) => (await create(site, { scope })).token;
  expect(await done(await token('counts'))).toBe('200 403 403 403 403 401 401 401');
  expect(await done(await token('publish'))).toBe('403 200 403 403 403 401 401 401');
  expect(await done(await token('admin'))).toBe('200 200 200 200 200 401 401 401');
  const { message } = await (
    await call(auditUrl(EDGE, site), { headers: bearer(await token('counts')) })
  )
    .json<{ error: { message: string } }>()
    .then(({ error }) => error);
  expect(message).toBe('This token has the scope "counts", and here "admin" is needed.');
});

test('what a token says of itself counts for nothing', async () => {
  const { site } = await newSite();
  const { token } = await create(site, { scope: 'counts' });
  const better = token.replace('_counts_', '_admin_');
  expect([scopeIn(token), scopeIn(better)]).toEqual(['counts', 'admin']);
  expect(await refusal(call(auditUrl(EDGE, site), { headers: bearer(better) }))).toEqual([
    401,
    'unauthorized',
  ]);
});

test('only a hash of it is stored, and it is shown once', async () => {
  const { site } = await newSite();
  const { token, ...entry } = await create(site, { scope: 'counts', label: 'Marketing', days: 90 });
  const secret = token.slice(-43);
  const shown = JSON.stringify([await listOf(site), await auditOf(site)]);
  expect(await everythingStored()).toContain(entry.id);
  for (const place of [await everythingStored(), shown]) expect(place).not.toContain(secret);
  expect(await listOf(site)).toEqual([entry]);
  expect(entry).toMatchObject({ scope: 'counts', label: 'Marketing', used: null });
  expect(Date.parse(entry.expires ?? '') - Date.parse(entry.created)).toBe(90 * DAY);
});

test('it ends when it says, and of its use the day alone is noted', async () => {
  const now = Date.UTC(2026, 10, 24, 10);
  vi.useFakeTimers({ toFake: ['Date'], now });
  const { site } = await newSite();
  const { id, token } = await create(site, { scope: 'counts', days: 2 });
  expect(await readCounts(site, token)).toBe(200);
  expect(await listOf(site)).toMatchObject([{ id, used: '2026-11-24' }]);
  const stored = await everythingStored();
  vi.setSystemTime(now + 60_000);
  expect(await readCounts(site, token)).toBe(200);
  expect(await everythingStored()).toBe(stored);
  vi.setSystemTime(now + 2 * DAY - 1);
  expect(await readCounts(site, token)).toBe(200);
  expect(await listOf(site)).toMatchObject([{ id, used: '2026-11-26' }]);
  vi.setSystemTime(now + 2 * DAY);
  expect(await readCounts(site, token)).toBe(401);
  expect(await refusal(rotate(site, id))).toEqual([409, 'conflict']);
  // Whoever holds it is told why; the list has it for a while, so that somebody notices.
  const { error } = await (
    await call(statsUrl(EDGE, site), { headers: bearer(token) })
  ).json<{ error: { message: string } }>();
  expect(error.message).toContain('This token has run out on 2026-11-26.');
  expect(await listOf(site)).toMatchObject([{ id }]);
  vi.setSystemTime(now + 92 * DAY);
  expect(await listOf(site)).toEqual([]);
});

test('an answer says when the token ends by which it was asked', async () => {
  const { site, key } = await newSite();
  const endOf = async (token: string, url: string) =>
    (await call(url, { headers: bearer(token) })).headers.get(TOKEN_EXPIRES);
  const counts = await create(site, { scope: 'counts', days: 20 });
  const publish = await create(site, { scope: 'publish', days: 30 });
  expect(await endOf(counts.token, statsUrl(EDGE, site))).toBe(counts.expires);
  const envelope = await sign(definitionsOf(site, { version: 2 }), key);
  const answer = await put(site, envelope, bearer(publish.token));
  expect(answer.headers.get(TOKEN_EXPIRES)).toBe(publish.expires);
  expect(await endOf(publish.token, siteHealthUrl(EDGE, site))).toBe(publish.expires);
  // Also one that was let in and then refused.
  const again = await put(site, await sign(definitionsOf(site), key), bearer(publish.token));
  expect([again.status, again.headers.get(TOKEN_EXPIRES)]).toEqual([409, publish.expires]);
  const endless = await create(site, { scope: 'counts' });
  expect(await endOf(endless.token, statsUrl(EDGE, site))).toBe(null);
});

test('rotated, a token holds for as long again; the secret before ends no later than it would have', async () => {
  const now = Date.UTC(2026, 10, 24, 10);
  vi.useFakeTimers({ toFake: ['Date'], now });
  const { site } = await newSite();
  const first = await create(site, { scope: 'counts', days: 90 });
  for (const at of [now + 89.5 * DAY, now + 170 * DAY]) {
    vi.setSystemTime(at);
    const again: CreatedToken = await (await rotate(site, first.id, { overlapHours: 720 })).json();
    expect(Date.parse(again.expires ?? '')).toBe(at + 90 * DAY);
  }
  vi.setSystemTime(now);
  const other = await create(site, { scope: 'counts', days: 90 });
  vi.setSystemTime(now + 89.5 * DAY);
  await rotate(site, other.id, { overlapHours: 720 });
  expect(await readCounts(site, other.token)).toBe(200);
  vi.setSystemTime(now + 90 * DAY);
  expect(await readCounts(site, other.token)).toBe(401);
});

test('tokens that ran out take no room from others, and no more than the newest of them are listed', async () => {
  const now = Date.UTC(2026, 10, 24, 10);
  vi.useFakeTimers({ toFake: ['Date'], now });
  const { site } = await newSite();
  for (const days of [0, 2, 4]) {
    vi.setSystemTime(now + days * DAY);
    for (let n = 0; n < MAX_TOKENS; n++) await create(site, { scope: 'counts', days: 1 });
  }
  expect((await listOf(site)).length).toBe(2 * MAX_TOKENS);
});

test('rotated, the secret before goes on for the overlap, and the one before that ends', async () => {
  const now = Date.UTC(2026, 10, 24, 10);
  vi.useFakeTimers({ toFake: ['Date'], now });
  const { site } = await newSite();
  const first = await create(site, { scope: 'counts' });
  const next = async (overlapHours?: number) =>
    (await (
      await rotate(site, first.id, overlapHours === undefined ? {} : { overlapHours })
    ).json()) as CreatedToken;
  const second = await next(24);
  const statuses = async () =>
    Promise.all([first, second].map(({ token }) => readCounts(site, token)));
  expect(second.id).toBe(first.id);
  expect(await statuses()).toEqual([200, 200]);
  vi.setSystemTime(now + DAY);
  expect(await statuses()).toEqual([401, 200]);
  const third = await next(24);
  expect(await statuses()).toEqual([401, 200]);
  const fourth = await next();
  expect(await statuses()).toEqual([401, 401]);
  expect([await readCounts(site, third.token), await readCounts(site, fourth.token)]).toEqual([
    401, 200,
  ]);
});

test('revoked, it ends at once; one of another site is not touched', async () => {
  const [one, two] = [await newSite(), await newSite()];
  const { id, token } = await create(one.site, { scope: 'counts' });
  expect(await refusal(revoke(two.site, id))).toEqual([404, 'not-found']);
  expect(await readCounts(one.site, token)).toBe(200);
  expect((await revoke(one.site, id)).status).toBe(200);
  expect(await readCounts(one.site, token)).toBe(401);
  expect(await refusal(revoke(one.site, id))).toEqual([404, 'not-found']);
  expect(await listOf(one.site)).toEqual([]);
});

test('the audit says what was done, when, and by which token', async () => {
  const { site, key } = await newSite();
  const admin = await create(site, { scope: 'admin', label: 'The agency' });
  const ci = await create(site, { scope: 'publish', label: 'CI' }, bearer(admin.token));
  await put(site, await sign(definitionsOf(site, { version: 2 }), key), bearer(ci.token));
  await rotate(site, ci.id);
  await revoke(site, ci.id, bearer(admin.token));
  const kid = key.public.kid;
  expect(
    (await auditOf(site)).map(({ by, action, subject, keys, reason }) => [
      by,
      action,
      subject,
      keys,
      reason,
    ]),
  ).toEqual([
    ['operator', 'registered', null, [kid], null],
    ['operator', 'published', '1', [kid], null],
    ['operator', 'token-created', admin.id, [], 'The agency'],
    [admin.id, 'token-created', ci.id, [], 'CI'],
    [ci.id, 'published', '2', [kid], null],
    ['operator', 'token-rotated', ci.id, [], 'CI'],
    [admin.id, 'token-revoked', ci.id, [], 'CI'],
  ]);
});

test('requests of another form are refused, and nothing is stored', async () => {
  const { site } = await newSite();
  const { id } = await create(site, { scope: 'counts' });
  const before = await everythingStored();
  for (const body of [
    null,
    [],
    {},
    { scope: 'root' },
    { scope: 'counts', days: 0 },
    { scope: 'counts', days: 1.5 },
    { scope: 'counts', days: 1e9 },
    { scope: 'counts', label: 'x'.repeat(101) },
    { scope: 'counts', label: 'two\nlines' },
    { scope: 'counts', more: true },
  ])
    expect(await refusal(send('POST', tokensUrl(EDGE, site), body))).toEqual([422, 'invalid']);
  for (const overlapHours of [-1, 721, '1'])
    expect(await refusal(rotate(site, id, { overlapHours }))).toEqual([422, 'invalid']);
  const unknown = newName();
  for (const response of [
    send('POST', tokensUrl(EDGE, unknown), { scope: 'counts' }),
    call(tokensUrl(EDGE, unknown), { headers: TOKEN }),
    rotate(unknown, id),
    revoke(unknown, id),
    rotate(site, '000000000000'),
  ])
    expect(await refusal(response)).toEqual([404, 'not-found']);
  expect(await everythingStored()).toBe(before);
});

test('a site has so many, and those that ran out make room', async () => {
  const now = Date.UTC(2026, 10, 24, 10);
  vi.useFakeTimers({ toFake: ['Date'], now });
  const { site } = await newSite();
  for (let at = 0; at < MAX_TOKENS; at++)
    await create(site, { scope: 'counts', days: at === 0 ? 1 : 2 });
  const oneMore = () => send('POST', tokensUrl(EDGE, site), { scope: 'counts' });
  expect(await refusal(oneMore())).toEqual([409, 'conflict']);
  vi.setSystemTime(now + DAY);
  expect((await oneMore()).status).toBe(201);
  expect(await refusal(oneMore())).toEqual([409, 'conflict']);
});

test('a Worker that lost its own token lets no other in', async () => {
  const { site } = await newSite();
  const { token } = await create(site, { scope: 'admin' });
  const response = await app.request(
    statsUrl(EDGE, site),
    { headers: bearer(token) },
    { ...env, COVEY_TOKEN: '' },
  );
  expect(await refusal(response)).toEqual([401, 'unauthorized']);
});

test('no flood of other lines hides from the audit which keys were put in, and it has an end', async () => {
  const { site } = await newSite();
  const [other, third] = [await makeKey(), await makeKey()];
  expect((await replaceKeys(site, [other], 'theft')).status).toBe(200);
  await runInDurableObject(siteStub(env, site), (_, { storage }) => {
    storage.sql.exec(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10050)
       INSERT INTO audit (time, action, keys) SELECT i, 'token-created', '[]' FROM n`,
    );
  });
  const before = await auditOf(site);
  expect(before).toHaveLength(1002);
  expect(before.slice(0, 2).map(({ action, reason }) => [action, reason])).toEqual([
    ['registered', null],
    ['replaced', 'theft'],
  ]);
  expect((await replaceKeys(site, [third])).status).toBe(200);
  const stored = await runInDurableObject(
    siteStub(env, site),
    (_, { storage }) => storage.sql.exec<{ n: number }>('SELECT count(*) AS n FROM audit').one().n,
  );
  expect(stored).toBeLessThanOrEqual(10_003);
  expect((await auditOf(site)).map(({ action }) => action).slice(0, 2)).toEqual([
    'registered',
    'replaced',
  ]);
  // Nor are they made so long that a command does not read them.
  await runInDurableObject(siteStub(env, site), (_, { storage }) => {
    for (const action of ['replaced', 'published'])
      storage.sql.exec(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
         INSERT INTO audit (time, action, keys, reason, done_by, subject)
         SELECT 1e13, ?1, ?2, ?3, '0123456789ab', '9007199254740991' FROM n`,
        action,
        JSON.stringify(Array(8).fill('k'.repeat(43))),
        '語'.repeat(MAX_REASON),
      );
  });
  const longest = await call(auditUrl(EDGE, site), { headers: TOKEN });
  expect((await longest.arrayBuffer()).byteLength).toBeLessThan(MAX_AUDIT_BYTES);
});
