import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Definitions } from '../../shared/definitions/types.ts';
import { countsUrl, encodeReport } from '../../shared/wire/index.ts';
import { SHARDS, shardStub } from '../../worker/shards.ts';
import {
  call,
  definitionsOf,
  EDGE,
  everythingStored,
  newName,
  newSite,
  post,
  published,
  put,
  refusal,
  reportFor,
  sign,
  statsOf,
  withNewId,
} from './edge.ts';

const DAY = 86_400_000;
const PERIOD = 28 * DAY;
/** An instant in the middle of a period. */
const MIDDLE = Math.floor(Date.UTC(2026, 10, 24) / PERIOD) * PERIOD + PERIOD / 2;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: MIDDLE });
});
afterEach(() => {
  vi.useRealTimers();
});

/** What the shards hold, of one period or of all: stats tell less. */
const counted = async (site: string, period?: number): Promise<number> => {
  let sum = 0;
  for (let shard = 0; shard < SHARDS; shard++) {
    sum += await runInDurableObject(shardStub(env, site, shard), (_, { storage }) => {
      const tables = storage.sql
        .exec(`SELECT 1 FROM sqlite_master WHERE name = 'counts'`)
        .toArray();
      if (tables.length === 0) return 0;
      const rows = storage.sql.exec<{ period: number; reports: number }>(
        'SELECT period, reports FROM counts',
      );
      return rows
        .toArray()
        .filter((row) => period === undefined || row.period === period)
        .reduce((all, row) => all + row.reports, 0);
    });
  }
  return sum;
};

const rows = async (site: string, table: string): Promise<number> => {
  let sum = 0;
  for (let shard = 0; shard < SHARDS; shard++) {
    sum += await runInDurableObject(shardStub(env, site, shard), (_, { storage }) => {
      const exists = storage.sql
        .exec('SELECT 1 FROM sqlite_master WHERE name = ?', table)
        .toArray();
      return exists.length > 0
        ? storage.sql.exec<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).one().n
        : 0;
    });
  }
  return sum;
};

test('a report is counted, quietly, and any page may send it', async () => {
  const { site } = await newSite();
  const response = await post(site, await reportFor(definitionsOf(site)));
  expect(response.status).toBe(204);
  expect(await response.text()).toBe('');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('set-cookie')).toBeNull();
  expect(await counted(site)).toBe(1);
});

test('the same report again is answered the same and counted once', async () => {
  const { site } = await newSite();
  const report = await reportFor(definitionsOf(site));
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(site, report)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 204));
  // Another answer under the same id does not count either.
  expect((await post(site, { ...report, answer: 0 })).status).toBe(204);
  expect(await counted(site)).toBe(1);
});

test('many at once are counted exactly, with repetitions among them', async () => {
  const { site } = await newSite();
  const first = await reportFor(definitionsOf(site));
  const reports = Array.from({ length: 400 }, (_, at) => ({ ...withNewId(first), answer: at % 2 }));
  const sent = [...reports, ...reports.slice(0, 100)].map((report) => post(site, report));
  expect((await Promise.all(sent)).every(({ status }) => status === 204)).toBe(true);
  expect(await counted(site)).toBe(400);
  expect(await rows(site, 'seen')).toBe(400);
});

test('reports and publishes at once: no count is lost', async () => {
  const { site, key } = await newSite();
  const first = await reportFor(definitionsOf(site));
  const envelopes = await Promise.all(
    [2, 3, 4, 5].map((version) => sign(definitionsOf(site, { version }), key)),
  );
  const work = Array.from({ length: 100 }, () => post(site, withNewId(first)));
  for (const envelope of envelopes) await published(await put(site, envelope));
  expect((await Promise.all(work)).every(({ status }) => status === 204)).toBe(true);
  expect(await counted(site)).toBe(100);
});

test('only the 56 bytes', async () => {
  const { site } = await newSite();
  const bytes = encodeReport(await reportFor(definitionsOf(site)));
  const cases: [BodyInit, number, string][] = [
    [new Uint8Array(0), 400, 'bad-request'],
    [bytes.slice(0, 55), 400, 'bad-request'],
    [new Uint8Array(56), 400, 'bad-request'],
    [bytes.with(0, 2), 400, 'bad-request'],
    [bytes.with(55, 1), 400, 'bad-request'],
    [bytes.with(21, 1), 400, 'bad-request'],
    [new Uint8Array(57), 413, 'too-large'],
    [new Uint8Array(1_000_000), 413, 'too-large'],
    [new Blob([bytes, bytes]).stream(), 413, 'too-large'],
  ];
  for (const [body, status, code] of cases) {
    expect(await refusal(post(site, body))).toEqual([status, code]);
  }
  for (const type of ['application/json', 'text/plain;charset=UTF-8']) {
    expect(await refusal(post(site, bytes, { 'content-type': type }))).toEqual([
      415,
      'unsupported-type',
    ]);
  }
  expect(await counted(site)).toBe(0);
  expect(await rows(site, 'seen')).toBe(0);
});

test('only what is asked: set, question and answer must exist', async () => {
  const { site } = await newSite();
  const report = await reportFor(definitionsOf(site));
  for (const wrong of [
    { questionSet: new Uint8Array(16) },
    { question: 1 },
    { question: 63 },
    { answer: 2 },
    { answer: 65_535 },
  ]) {
    expect(await refusal(post(site, { ...report, ...wrong }))).toEqual([422, 'invalid']);
  }
  const unknown = newName();
  expect(await refusal(post(unknown, await reportFor(definitionsOf(unknown))))).toEqual([
    422,
    'invalid',
  ]);
  expect(await counted(site)).toBe(0);
});

test('a group has an answer per segment and one for none', async () => {
  const groups = { tiers: { segments: ['buyer', 'visitor'], count: true } };
  const { site } = await newSite({ groups });
  const report = await reportFor(definitionsOf(site, { groups }), { question: 1 });
  expect((await post(site, { ...report, answer: 2 })).status).toBe(204);
  expect(await refusal(post(site, { ...withNewId(report), answer: 3 }))).toEqual([422, 'invalid']);
});

test('this period, and for 24 hours the last; never the next', async () => {
  const { site } = await newSite();
  const report = await reportFor(definitionsOf(site));
  const end = (report.period + 1) * PERIOD;
  const at = async (time: number, period: number) => {
    vi.setSystemTime(time);
    return (await post(site, { ...withNewId(report), period })).status;
  };
  expect(await at(end - PERIOD, report.period)).toBe(204);
  expect(await at(end - PERIOD + DAY - 1, report.period - 1)).toBe(204);
  expect(await at(end - PERIOD + DAY, report.period - 1)).toBe(422);
  expect(await at(end - 1, report.period)).toBe(204);
  expect(await at(end - 1, report.period + 1)).toBe(422);
  expect(await at(end, report.period + 1)).toBe(204);
  expect(await at(end + DAY - 1, report.period)).toBe(204);
  expect(await at(end + DAY, report.period)).toBe(422);
  expect(await at(end + DAY, 2 ** 32 - 1)).toBe(422);
  expect(await at(end + DAY, 0)).toBe(422);
  expect(await counted(site, report.period)).toBe(3);
});

test('a period of 7 days is its own', async () => {
  const counting = { period: '7d' } as const;
  const { site } = await newSite({ counting });
  const report = await reportFor(definitionsOf(site, { counting }));
  expect(report.period).toBe(Math.floor(MIDDLE / (7 * DAY)));
  expect((await post(site, report)).status).toBe(204);
  expect((await statsOf(site)).period.ms).toBe(7 * DAY);
});

test('questions of older definitions count until these expire', async () => {
  const { site, key } = await newSite({ expires: new Date(MIDDLE + 5 * DAY).toISOString() });
  const old = await reportFor(definitionsOf(site));
  const segments: Definitions['segments'] = {
    other: { when: { 'metric.orders': { $gte: 2 } }, count: true },
  };
  const next = definitionsOf(site, { version: 2, segments });
  await published(await put(site, await sign(next, key)));
  expect((await post(site, old)).status).toBe(204);
  expect((await post(site, await reportFor(next))).status).toBe(204);
  vi.setSystemTime(MIDDLE + 5 * DAY);
  expect(await refusal(post(site, withNewId(old)))).toEqual([422, 'invalid']);
  expect((await post(site, withNewId(await reportFor(next)))).status).toBe(204);
  expect(await counted(site)).toBe(3);
  const sets = await Promise.all([1, 2].map((version) => statsOf(site, { version })));
  expect(sets[0]?.questionSet).not.toBe(sets[1]?.questionSet);
});

test.each([{ stop: true }, { children: true }])('%o ends counting within a minute', async (end) => {
  const { site, key } = await newSite();
  const report = await reportFor(definitionsOf(site));
  expect((await post(site, report)).status).toBe(204);
  await published(await put(site, await sign(definitionsOf(site, { version: 2, ...end }), key)));
  vi.setSystemTime(MIDDLE + 60_000);
  for (let time = 0; time < 10; time++) {
    expect(await refusal(post(site, withNewId(report)))).toEqual([422, 'invalid']);
  }
});

test('a report that carries Sec-GPC is dropped, with the answer that any other gets', async () => {
  const { site } = await newSite();
  const report = await reportFor(definitionsOf(site));
  const [dropped, kept] = [
    await post(site, report, { 'sec-gpc': '1' }),
    await post(site, withNewId(report)),
  ];
  expect([dropped.status, [...dropped.headers]]).toEqual([kept.status, [...kept.headers]]);
  expect(await counted(site)).toBe(1);
  // Dropped before a byte of it was looked at.
  expect((await post(site, 'anything', { 'sec-gpc': '1' })).status).toBe(204);
});

test('a minute takes so many reports; the next begins anew, and nothing of the limit is stored', async () => {
  const { site } = await newSite();
  const report = await reportFor(definitionsOf(site));
  expect((await post(site, report)).status).toBe(204);
  const stored = await everythingStored();
  const limit = Number(env.COVEY_REPORTS_PER_MINUTE) / SHARDS;
  const taken = await Promise.all(Array.from({ length: limit }, () => post(site, report)));
  // An object that nobody asked for a moment may have been put to sleep, and know nothing of the first.
  const refused = taken.filter(({ status }) => status !== 204);
  expect(refused.length).toBeLessThanOrEqual(1);
  const over = refused[0] ?? (await post(site, report));
  expect(over.headers.get('retry-after')).toBe('60');
  expect(await refusal(over)).toEqual([429, 'rate-limited']);
  vi.setSystemTime(MIDDLE + 60_000);
  expect((await post(site, report)).status).toBe(204);
  expect(await everythingStored()).toBe(stored);
});

test('hashes of ids go when their period takes no more reports, counters after 25 months', async () => {
  const { site } = await newSite();
  const report = await reportFor(definitionsOf(site));
  const end = (report.period + 1) * PERIOD;
  await Promise.all(Array.from({ length: 40 }, () => post(site, withNewId(report))));
  const alarms = async () => {
    for (let shard = 0; shard < SHARDS; shard++)
      await runDurableObjectAlarm(shardStub(env, site, shard));
  };
  vi.setSystemTime(end + DAY - 1);
  await alarms();
  expect(await rows(site, 'seen')).toBe(40);
  vi.setSystemTime(end + DAY);
  await alarms();
  expect(await rows(site, 'seen')).toBe(0);
  expect(await counted(site, report.period)).toBe(40);
  vi.setSystemTime(end + 760 * DAY);
  await alarms();
  expect(await rows(site, 'counts')).toBeGreaterThan(0);
  vi.setSystemTime(end + 761 * DAY);
  await alarms();
  expect(await rows(site, 'counts')).toBe(0);
});

test('the alarm is set for the first thing that is due, and again after it', async () => {
  const { site } = await newSite();
  const report = await reportFor(definitionsOf(site));
  const end = (report.period + 1) * PERIOD;
  // So many that no shard is left without one: a shard stays empty once in a hundred million runs.
  await Promise.all(Array.from({ length: 160 }, () => post(site, withNewId(report))));
  const dates: (number | null)[] = [];
  for (let shard = 0; shard < SHARDS; shard++) {
    const stub = shardStub(env, site, shard);
    dates.push(await runInDurableObject(stub, (_, { storage }) => storage.getAlarm()));
    vi.setSystemTime(end + DAY);
    await runDurableObjectAlarm(stub);
    dates.push(await runInDurableObject(stub, (_, { storage }) => storage.getAlarm()));
  }
  const kept = 25 * (365.25 / 12) * DAY;
  expect(new Set(dates)).toEqual(new Set([end + DAY, end + kept]));
});

test('only POST, and pages of other origins may', async () => {
  const url = countsUrl(EDGE, newName());
  const preflight = await call(url, { method: 'OPTIONS' });
  expect(preflight.headers.get('access-control-allow-methods')).toBe('POST');
  expect(await refusal(call(url))).toEqual([405, 'method-not-allowed']);
});
