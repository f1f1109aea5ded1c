import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Definitions } from '../../shared/definitions/types.ts';
import { countsUrl, encodeReport, type Report } from '../../shared/wire/index.ts';
import { limitOf } from '../../worker/limit-of.ts';
import { SHARDS, shardStub } from '../../worker/shards.ts';
import {
  call,
  definitionsOf,
  EDGE,
  makeKey,
  newName,
  newSite,
  post,
  published,
  put,
  refusal,
  register,
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

/** Of all tables of the shards that are named so: each period's hashes have one of their own. */
const rows = async (site: string, tables: 'counts' | 'seen_*' | 'seen'): Promise<number> => {
  let sum = 0;
  for (let shard = 0; shard < SHARDS; shard++) {
    sum += await runInDurableObject(shardStub(env, site, shard), (_, { storage }) =>
      storage.sql
        .exec<{ name: string }>(
          `SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB ?`,
          tables,
        )
        .toArray()
        .map(({ name }) => storage.sql.exec<{ n: number }>(`SELECT count(*) AS n FROM ${name}`))
        .reduce((all, cursor) => all + cursor.one().n, 0),
    );
  }
  return sum;
};

/** Of the shard that a report belongs to. */
const shardOf = async ({ reportId }: { readonly reportId: Uint8Array }): Promise<number> => {
  const hash = await crypto.subtle.digest('SHA-256', new Uint8Array(reportId));
  return (new Uint8Array(hash)[0] ?? 0) % SHARDS;
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
  expect(await rows(site, 'seen_*')).toBe(400);
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
  // Broken off by its sender, which is nothing that the Worker did wrong.
  const broken = () =>
    new ReadableStream({
      start: (controller) => controller.enqueue(bytes.slice(0, 20)),
      pull: (controller) => controller.error(new Error('gone')),
    });
  for (const headers of [{}, { 'content-length': '56' }])
    expect(await refusal(post(site, broken(), headers))).toEqual([400, 'bad-request']);
  for (const type of ['application/json', 'text/plain;charset=UTF-8']) {
    expect(await refusal(post(site, bytes, { 'content-type': type }))).toEqual([
      415,
      'unsupported-type',
    ]);
  }
  expect(await counted(site)).toBe(0);
  expect(await rows(site, 'seen_*')).toBe(0);
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

test('questions of older definitions count for two days more, and no longer than these last', async () => {
  const expires = new Date(MIDDLE + 4 * DAY).toISOString();
  const { site, key } = await newSite({ expires });
  const asking = (version: number, least: number) =>
    definitionsOf(site, {
      version,
      segments: { other: { when: { 'metric.orders': { $gte: least } }, count: true } },
    });
  const sent = async (definitions: Definitions) =>
    (await post(site, withNewId(await reportFor(definitions)))).status;
  const [first, second, third] = [definitionsOf(site, { expires }), asking(2, 2), asking(3, 3)];
  await published(await put(site, await sign(second, key)));
  expect([await sent(first), await sent(second)]).toEqual([204, 204]);
  vi.setSystemTime(MIDDLE + DAY);
  await published(await put(site, await sign(third, key)));
  expect([await sent(first), await sent(second), await sent(third)]).toEqual([204, 204, 204]);
  vi.setSystemTime(MIDDLE + 2 * DAY + 60_000);
  expect([await sent(first), await sent(second), await sent(third)]).toEqual([422, 204, 204]);
  // What is asked again counts again.
  await published(await put(site, await sign({ ...first, version: 4 }, key)));
  vi.setSystemTime(MIDDLE + 3 * DAY + 120_000);
  expect([await sent(first), await sent(second), await sent(third)]).toEqual([204, 422, 204]);
  // Expired is expired.
  vi.setSystemTime(MIDDLE + 4 * DAY + 180_000);
  expect(await sent(first)).toBe(422);
  const sets = await Promise.all([1, 2].map((version) => statsOf(site, { version })));
  expect(sets[0]?.questionSet).not.toBe(sets[1]?.questionSet);
});

test.each([
  ['a stop', { stop: true }, [422, 422]],
  ['an end of hosts', {}, [204, 403]],
] as const)(
  '%s holds when its document has expired before an older one',
  async (_, changes, then) => {
    const { site, key } = await newSite({ counting: { hosts: ['hazel.shop'] } });
    const report = await reportFor(definitionsOf(site));
    const expires = new Date(MIDDLE + DAY).toISOString();
    const next = definitionsOf(site, { version: 2, expires, ...changes });
    await published(await put(site, await sign(next, key)));
    vi.setSystemTime(MIDDLE + DAY + 60_000);
    const answers = await Promise.all(
      [{}, { origin: 'https://hazel.shop' }].map((from) => post(site, withNewId(report), from)),
    );
    expect(answers.map(({ status }) => status)).toEqual(then);
  },
);

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

test('a clock that is set back keeps no shard from hearing of newer questions', async () => {
  const { site, key } = await newSite();
  const toEveryShard = async (report: Report) => {
    const statuses: number[] = [];
    for (let n = 0; n < 40; n++) statuses.push((await post(site, withNewId(report))).status);
    return [...new Set(statuses)];
  };
  expect(await toEveryShard(await reportFor(definitionsOf(site)))).toEqual([204]);
  vi.setSystemTime(MIDDLE - 3_600_000);
  const when = { 'metric.orders': { $gte: 2 } };
  const other = definitionsOf(site, { version: 2, segments: { buyer: { when, count: true } } });
  await published(await put(site, await sign(other, key)));
  expect(await toEveryShard(await reportFor(other))).toEqual([204]);
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

/** Of reports that differ, so many that one shard takes. */
async function ofShard(report: Report, shard: number, count: number): Promise<Report[]> {
  const found: Report[] = [];
  while (found.length < count) {
    const next = withNewId(report);
    if ((await shardOf(next)) === shard) found.push(next);
  }
  return found;
}

const LIMIT = Number(env.COVEY_REPORTS_PER_MINUTE) / SHARDS;

test('a minute takes so many reports; the next begins anew, and nothing of the limit is stored', async () => {
  const { site } = await newSite();
  const report = await reportFor(definitionsOf(site));
  const reports = await ofShard(report, 3, LIMIT + 1);
  // At once: an object that nobody asked for a moment may be put to sleep, and know nothing of the minute.
  const taken = await Promise.all(reports.map((each) => post(site, each)));
  const at = taken.findIndex(({ status }) => status !== 204);
  const over = taken[at]!;
  expect(taken.filter(({ status }) => status === 204).length).toBe(LIMIT);
  expect(over.headers.get('retry-after')).toBe('60');
  expect(await refusal(over)).toEqual([429, 'rate-limited']);
  expect(await counted(site)).toBe(LIMIT);
  const tables = await runInDurableObject(shardStub(env, site, 3), (_, { storage }) =>
    storage.sql
      .exec<{ name: string }>(
        `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf*'`,
      )
      .toArray()
      .map(({ name }) => name.replace(/\d+$/, 'TIME')),
  );
  expect(tables.toSorted()).toEqual(['counts', 'last_report', 'restoring', 'seen_TIME']);
  vi.setSystemTime(MIDDLE + 60_000);
  expect((await post(site, reports[at]!)).status).toBe(204);
  expect(await counted(site)).toBe(LIMIT + 1);
});

test('what is refused or repeated leaves the minute to honest reports', async () => {
  const { site } = await newSite();
  const report = await reportFor(definitionsOf(site));
  const [first, next, ...others] = await ofShard(report, 5, LIMIT + 10);
  expect((await post(site, first!)).status).toBe(204);
  const flood = [
    ...others.map((each) => post(site, { ...each, answer: 9 })),
    ...others.map((each) => post(site, { ...each, questionSet: new Uint8Array(16) })),
    ...others.map((each) => post(site, each, { origin: 'https://elsewhere.example' })),
    ...others.map(() => post(site, first!)),
  ];
  const statuses = (await Promise.all(flood)).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([422, 403, 204]));
  expect((await post(site, next!)).status).toBe(204);
  expect(await counted(site)).toBe(2);
});

test('only pages of the site, of its subdomains and of hosts that the definitions list', async () => {
  const { site } = await newSite();
  const listed = { counting: { hosts: ['hazel.shop'] } };
  const other = await newSite(listed);
  const [report, theirs] = [
    await reportFor(definitionsOf(site)),
    await reportFor(definitionsOf(other.site, listed)),
  ];
  // Where pages stand is no part of what is asked.
  expect(theirs.questionSet).toEqual(report.questionSet);
  const from = async (to: string, origin: string) =>
    (await post(to, withNewId(report), { origin })).status;
  for (const origin of [
    `https://${site}`,
    `https://www.${site}`,
    `https://${site}:8443`,
    `https://${site}.`,
    'http://localhost:8080',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
  ])
    expect([origin, await from(site, origin)]).toEqual([origin, 204]);
  for (const origin of [
    'https://elsewhere.example',
    `https://not-${site}`,
    `https://${site}.elsewhere.example`,
    'https://hazel.shop',
    'https://localhost.elsewhere.example',
    'null',
    'x'.repeat(1000),
  ])
    expect([origin, await from(site, origin)]).toEqual([origin, 403]);
  expect(await from(other.site, 'https://hazel.shop')).toBe(204);
  expect(await from(other.site, 'https://de.hazel.shop')).toBe(204);
  expect(await from(other.site, 'https://not-hazel.shop')).toBe(403);
  expect(await counted(site)).toBe(7);
  expect(await counted(other.site)).toBe(2);
  const refused = await post(site, report, { origin: 'https://elsewhere.example' });
  expect(await refusal(refused)).toEqual([403, 'forbidden']);
});

test('a host that the newest definitions no longer list reports for none of the older ones', async () => {
  const { site, key } = await newSite({ counting: { hosts: ['hazel.shop'] } });
  const report = await reportFor(definitionsOf(site));
  const theirs = { origin: 'https://hazel.shop' };
  expect((await post(site, withNewId(report), theirs)).status).toBe(204);
  const changes = {
    version: 2,
    segments: { other: { when: { 'session.number': 2 }, count: true as const } },
  };
  await published(await put(site, await sign(definitionsOf(site, changes), key)));
  vi.setSystemTime(Date.now() + 60_000);
  expect((await post(site, withNewId(report), theirs)).status).toBe(403);
  expect((await post(site, withNewId(report))).status).toBe(204);
});

test('a site with www. before its name takes reports of the name without', async () => {
  const site = `www.${newName()}`;
  const key = await makeKey();
  await register(site, key);
  await published(await put(site, await sign(definitionsOf(site), key)));
  const report = await reportFor(definitionsOf(site));
  const from = (origin: string) => post(site, withNewId(report), { origin });
  expect((await from(`https://${site.slice(4)}`)).status).toBe(204);
  expect((await from(`https://shop.${site.slice(4)}`)).status).toBe(204);
});

test('a flood fills no more than the room that a site has, and what was counted stays exact', async () => {
  const { site } = await newSite();
  const report = await reportFor(definitionsOf(site));
  const [first, next] = await ofShard(report, 2, 2);
  expect((await post(site, first!)).status).toBe(204);
  const stub = shardStub(env, site, 2);
  const most = (Number(env.COVEY_MEGABYTES_PER_SITE) * 1024 * 1024) / SHARDS;
  await runInDurableObject(stub, (_, { storage }) => {
    storage.sql.exec('CREATE TABLE flood (bytes BLOB)');
    storage.sql.exec('INSERT INTO flood VALUES (zeroblob(?))', most / 2);
    storage.sql.exec('INSERT INTO flood VALUES (zeroblob(?))', most / 2);
  });
  vi.setSystemTime(MIDDLE + 10_000);
  expect(await refusal(post(site, next!))).toEqual([429, 'full']);
  expect((await post(site, first!)).status).toBe(204);
  await runInDurableObject(stub, (_, { storage }) => void storage.sql.exec('DROP TABLE flood'));
  vi.setSystemTime(MIDDLE + 20_000);
  expect((await post(site, next!)).status).toBe(204);
  expect(await counted(site)).toBe(2);
});

test('a report writes two rows, and one when many come together; their hashes go in none', async () => {
  const { site } = await newSite();
  const report = await reportFor(definitionsOf(site));
  const [first, ...others] = await ofShard(report, 1, 121);
  // Tables, the alarm and the day are written once.
  await post(site, first!);
  const stub = shardStub(env, site, 1);
  const cursors: { readonly rowsWritten: number }[] = [];
  const written = () => cursors.splice(0).reduce((sum, { rowsWritten }) => sum + rowsWritten, 0);
  await runInDurableObject(stub, (_, { storage }) => {
    const { sql } = storage;
    const exec = sql.exec.bind(sql);
    sql.exec = ((...args: Parameters<typeof exec>) => {
      const cursor = exec(...args);
      cursors.push(cursor);
      return cursor;
    }) as typeof exec;
  });
  for (const each of others.slice(0, 20)) await post(site, each);
  expect(written()).toBe(40);
  await Promise.all(others.slice(20).map((each) => post(site, each)));
  expect(written()).toBeLessThan(150);
  vi.setSystemTime((report.period + 1) * PERIOD + DAY);
  await runDurableObjectAlarm(stub);
  // The table's own line in the schema, not its 121 hashes.
  expect(written()).toBeLessThan(5);
  expect(await rows(site, 'seen_*')).toBe(0);
});

test('a shard of an earlier release knows its reports, until their period closes', async () => {
  const { site } = await newSite();
  const report = await reportFor(definitionsOf(site));
  const shard = await shardOf(report);
  const stub = shardStub(env, site, shard);
  const closes = (report.period + 1) * PERIOD + DAY;
  const id = new Uint8Array(report.reportId);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', id));
  await runInDurableObject(stub, (_, { storage }) => {
    storage.sql.exec(
      `CREATE TABLE counts (
         question_set TEXT, period INTEGER, question INTEGER, bucket INTEGER, answer INTEGER,
         period_end INTEGER NOT NULL, reports INTEGER NOT NULL,
         PRIMARY KEY (question_set, period, question, bucket, answer)
       ) WITHOUT ROWID;
       CREATE TABLE seen (id_hash BLOB PRIMARY KEY, closes INTEGER NOT NULL) WITHOUT ROWID;
       CREATE INDEX seen_closes ON seen (closes);`,
    );
    storage.sql.exec('INSERT INTO seen VALUES (?, ?), (?, ?)', hash, closes, hash.with(0, 255), 1);
  });
  await evictDurableObject(stub);
  expect((await post(site, report)).status).toBe(204);
  expect(await counted(site)).toBe(0);
  const [next] = await ofShard(report, shard, 1);
  expect((await post(site, next!)).status).toBe(204);
  expect((await post(site, next!)).status).toBe(204);
  expect(await counted(site)).toBe(1);
  expect(await runDurableObjectAlarm(stub)).toBe(true);
  expect(await rows(site, 'seen')).toBe(1);
  vi.setSystemTime(closes);
  await runDurableObjectAlarm(stub);
  expect(await rows(site, 'seen')).toBe(0);
  expect(await counted(site)).toBe(1);
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
  expect(await rows(site, 'seen_*')).toBe(40);
  vi.setSystemTime(end + DAY);
  await alarms();
  expect(await rows(site, 'seen_*')).toBe(0);
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

test('a limit of 0 is one; what is no number leaves what holds without', () => {
  const limits = ['0', '4000', ' 7 ', '0.5', undefined, '', ' ', 'many', '-1', 'NaN'];
  expect(limits.map((text) => limitOf(text, 60_000))).toEqual([
    0,
    4000,
    7,
    0.5,
    ...Array.from({ length: 6 }, () => 60_000),
  ]);
});
