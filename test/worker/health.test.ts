import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';
import {
  backupUrl,
  type CreatedToken,
  MAX_BACKUP_BYTES,
  type SiteHealth,
  siteHealthUrl,
  tokensUrl,
} from '../../shared/wire/index.ts';
import { siteStub } from '../../worker/shards.ts';
import {
  call,
  definitionsOf,
  EDGE,
  everythingStored,
  newSite,
  post,
  published,
  put,
  refusal,
  reportFor,
  sign,
  TOKEN,
  withNewId,
} from './edge.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
afterEach(() => {
  vi.useRealTimers();
});

const reportsOf = async (site: string, headers: HeadersInit = {}) =>
  (await (await call(siteHealthUrl(EDGE, site), { headers })).json<SiteHealth>()).reports;

test('health says whether reports arrive: to anyone no more than that, the day to whoever reads counts', async () => {
  const now = Date.UTC(2026, 10, 24, 10);
  vi.useFakeTimers({ toFake: ['Date'], now });
  const { site } = await newSite();
  const report = await reportFor(definitionsOf(site));
  expect(await reportsOf(site)).toEqual({ state: 'none' });
  await post(site, report);
  // The site asks its shards once in a minute.
  expect(await reportsOf(site)).toEqual({ state: 'none' });
  vi.setSystemTime(now + MINUTE);
  expect(await reportsOf(site)).toEqual({ state: 'arriving' });
  expect(await reportsOf(site, TOKEN)).toEqual({ state: 'arriving', last: '2026-11-24' });
  vi.setSystemTime(now + DAY);
  expect(await reportsOf(site)).toEqual({ state: 'arriving' });
  vi.setSystemTime(now + 2 * DAY);
  expect(await reportsOf(site)).toEqual({ state: 'quiet' });
  await post(site, withNewId(report));
  vi.setSystemTime(now + 2 * DAY + MINUTE);
  const created = await call(tokensUrl(EDGE, site), {
    method: 'POST',
    headers: TOKEN,
    body: JSON.stringify({ scope: 'counts' }),
  });
  const { token } = await created.json<CreatedToken>();
  expect(await reportsOf(site, { authorization: `Bearer ${token}` })).toEqual({
    state: 'arriving',
    last: '2026-11-26',
  });
  const stranger = { headers: { authorization: 'Bearer stranger' } };
  expect(await refusal(call(siteHealthUrl(EDGE, site), stranger))).toEqual([401, 'unauthorized']);
});

test('to whoever reads counts health says how much room counters have left, and when the last backup was taken', async () => {
  const now = Date.UTC(2026, 10, 24, 10);
  vi.useFakeTimers({ toFake: ['Date'], now });
  const { site } = await newSite();
  await post(site, await reportFor(definitionsOf(site)));
  const health = async (headers: HeadersInit = {}) =>
    (await call(siteHealthUrl(EDGE, site), { headers })).json<SiteHealth>();
  const before = await health(TOKEN);
  expect(before.backup).toEqual({ last: null, maxBytes: MAX_BACKUP_BYTES });
  expect(before.counters?.maxBytes).toBe(Number(env.COVEY_MEGABYTES_PER_SITE) * 1024 * 1024);
  expect(before.counters?.bytes).toBeGreaterThan(0);
  expect(before.counters?.fullest).toBeGreaterThan(0);
  expect(before.counters?.fullest).toBeLessThan(0.05);
  const taken = await call(backupUrl(EDGE, site), { headers: TOKEN });
  const { length: bytes } = new TextEncoder().encode(await taken.text());
  expect((await health(TOKEN)).backup?.last).toEqual({
    taken: new Date(now).toISOString(),
    bytes,
  });
  const publish = await call(tokensUrl(EDGE, site), {
    method: 'POST',
    headers: TOKEN,
    body: JSON.stringify({ scope: 'publish' }),
  });
  const { token } = await publish.json<CreatedToken>();
  for (const headers of [{}, { authorization: `Bearer ${token}` }])
    expect(Object.keys(await health(headers))).toEqual([
      'ok',
      'site',
      'definitions',
      'database',
      'reports',
    ]);
});

test('of the time of reports a day is kept, written once', async () => {
  const now = Date.UTC(2026, 10, 24, 10);
  vi.useFakeTimers({ toFake: ['Date'], now });
  const { site } = await newSite();
  const report = await reportFor(definitionsOf(site));
  await post(site, report);
  const stored = await everythingStored();
  vi.setSystemTime(now + 3_600_000);
  await post(site, report);
  expect(await everythingStored()).toBe(stored);
});

test('where nothing is counted, no report is missed', async () => {
  const { site, key } = await newSite({ segments: { all: { when: {} } } });
  expect(await reportsOf(site)).toEqual({ state: 'off' });
  const stopped = definitionsOf(site, { version: 2, stop: true });
  await published(await put(site, await sign(stopped, key)));
  expect(await reportsOf(site)).toEqual({ state: 'off' });
});

test('a database that does not answer is 503, and told from definitions that ended', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const { site } = await newSite();
  await runInDurableObject(siteStub(env, site), (_, { storage }) => {
    storage.sql.exec('DROP TABLE documents');
  });
  expect(await refusal(call(siteHealthUrl(EDGE, site)))).toEqual([503, 'unavailable']);
  log.mockRestore();
});
