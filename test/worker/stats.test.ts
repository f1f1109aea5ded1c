import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  answerFor,
  BUCKETS,
  questionSet,
  releaseNotes,
  truthFrom,
} from '../../shared/counting/index.ts';
import { compile, createEngine } from '../../shared/engine/index.ts';
import { writeOut } from '../../shared/experiences/index.ts';
import { kinds } from '../../shared/metrics/kinds.ts';
import { type Stats, statsUrl } from '../../shared/wire/index.ts';
import { app } from '../../worker/app.ts';
import { siteStub } from '../../worker/shards.ts';
import {
  call,
  definitionsOf,
  EDGE,
  newName,
  newSite,
  post,
  published,
  put,
  refusal,
  reportFor,
  sign,
  statsOf,
  TOKEN,
  withNewId,
} from './edge.ts';

const DAY = 86_400_000;
const PERIOD = 28 * DAY;
const START = Math.floor(Date.UTC(2026, 10, 24) / PERIOD) * PERIOD;

const { getRandomValues } = crypto;
let drawn = 0;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: START + PERIOD / 2 });
  // By chance four in ten thousand honest numbers are disputed, as their parts differ: here reports fall into them in turn.
  vi.spyOn(crypto, 'getRandomValues').mockImplementation((bytes) => {
    if (!(bytes instanceof Uint8Array) || bytes.length !== 1)
      return getRandomValues.call(crypto, bytes) as typeof bytes;
    bytes[0] = drawn++ % BUCKETS;
    return bytes;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** So many reports, a share of them with the answer yes. */
async function send(site: string, count: number, yes: number): Promise<void> {
  const report = await reportFor(definitionsOf(site));
  const sent = Array.from({ length: count }, (_, at) =>
    post(site, { ...withNewId(report), answer: Number(at < yes) }),
  );
  expect((await Promise.all(sent)).every(({ status }) => status === 204)).toBe(true);
}

test('enough reports give a number with its interval', async () => {
  const { site } = await newSite();
  await send(site, 400, 200);
  const stats = await statsOf(site);
  expect(stats).toMatchObject({
    site,
    version: 1,
    epsilon: 2,
    released: new Date(START + PERIOD / 2).toISOString().slice(0, 10),
    step: 20,
    reports: 400,
    period: {
      number: START / PERIOD,
      ms: PERIOD,
      from: new Date(START).toISOString(),
      to: new Date(START + PERIOD).toISOString(),
      open: true,
    },
  });
  const [question] = stats.questions;
  expect(question).toMatchObject({ id: 'buyer', kind: 'segment', name: 'Buyers', reports: 400 });
  const [answer] = question!.answers;
  expect(answer).toMatchObject({ id: 'buyer', state: 'released' });
  if (answer?.state !== 'released') return;
  // Half of the answers yes: half of the devices, whatever ε.
  expect(answer.share).toBeCloseTo(0.5, 10);
  expect(answer.people.about).toBe(200);
  expect(answer.low).toBeLessThan(0.5);
  expect(answer.high).toBeGreaterThan(0.5);
  expect(answer.high - answer.low).toBeCloseTo(2 * 1.96 * answer.standardError, 2);
});

test('an experience is counted as one question, with what each variant did', async () => {
  const changes = {
    segments: { buyer: { when: { 'metric.orders': { $gte: 1 } } } },
    experiences: {
      hero: { name: 'Hero', variants: { a: {} }, holdout: 0.5, goal: 'buyer', count: true },
    },
  };
  const { site } = await newSite(changes);
  const report = await reportFor(writeOut(definitionsOf(site, changes)));
  // A with and without an order, held out with and without, and none.
  const answers = [140, 140, 140, 140, 40].flatMap((count, answer) =>
    Array.from({ length: count }, () => ({ ...withNewId(report), answer })),
  );
  const sent = await Promise.all(answers.map((each) => post(site, each)));
  expect(sent.every(({ status }) => status === 204)).toBe(true);
  expect((await post(site, { ...withNewId(report), answer: 5 })).status).toBe(422);
  const [question] = (await statsOf(site)).questions;
  expect(question).toMatchObject({ id: 'hero', kind: 'experience', name: 'Hero', reports: 600 });
  expect(question!.answers).toMatchObject([
    { id: 'a', state: 'released', conversion: { value: 0.5 }, lift: { value: 0 } },
    { id: 'holdout', state: 'released', conversion: { value: 0.5 }, isBaseline: true },
    { id: null },
  ]);
});

test('a histogram is counted through to the Worker, from the engine on', async () => {
  const changes = {
    metrics: { orders: { count: 'purchase', within: '90d' } },
    segments: { buyer: { when: { 'metric.orders': { $gte: 1 } } } },
    histograms: { spread: { name: 'Orders', metric: 'orders', bins: [1, 3] } },
  } as const;
  const { site } = await newSite(changes);
  const definitions = writeOut(definitionsOf(site, changes));
  const set = await questionSet(definitions, (bytes) => crypto.subtle.digest('SHA-256', bytes));
  const plan = compile(definitions, kinds);
  // 200 without an order, 200 with two, 200 with three or more; each answers as its own engine and coin say.
  const reports = await Promise.all(
    Array.from({ length: 600 }, async (_, device) => {
      const engine = createEngine(plan, { offsetAt: () => 0 }, { now: START });
      for (let order = 0; order < [0, 2, 3 + (device % 5)][device % 3]!; order++)
        engine.apply({ name: 'purchase', time: START });
      const answer = await answerFor({
        seed: new Uint8Array(16).map((_byte, at) => (at < 2 ? device >> (8 * at) : 7)),
        subtle: crypto.subtle,
        questionSet: set,
        now: Date.now(),
        truthOf: truthFrom(engine.has),
      });
      return withNewId({ ...answer!, reportId: new Uint8Array(16) });
    }),
  );
  const sent = await Promise.all(reports.map((report) => post(site, report)));
  expect(sent.every(({ status }) => status === 204)).toBe(true);
  expect((await post(site, withNewId({ ...reports[0]!, answer: 4 }))).status).toBe(422);
  const [question] = (await statsOf(site)).questions;
  expect(question).toMatchObject({
    id: 'spread',
    kind: 'histogram',
    name: 'Orders',
    values: 'whole',
    reports: 600,
  });
  expect(question!.answers).toMatchObject([
    { id: '..1', from: null, to: 1, state: 'released' },
    { id: '1..3', from: 1, to: 3, state: 'released' },
    { id: '3..', from: 3, to: null, state: 'released' },
    { id: null, state: 'too-few' },
  ]);
  for (const answer of question!.answers.slice(0, 3))
    if (answer.state === 'released') {
      // One draw: four standard errors.
      const { share, low, high } = answer;
      expect(Math.abs(share - 1 / 3)).toBeLessThan(high - low);
    }
});

test('periods are told together, and what changed since the one before', async () => {
  const { site } = await newSite();
  await send(site, 400, 120);
  const number = START / PERIOD;
  const first = await statsOf(site);
  expect(first).toMatchObject({ together: 6, baseline: { number: number - 1, compared: 0 } });
  expect(first.questions[0]!.answers[0]).toMatchObject({ combined: null, change: null });
  vi.setSystemTime(START + PERIOD + PERIOD / 2);
  await send(site, 400, 200);
  const second = await statsOf(site);
  expect(second.baseline).toEqual({ number, from: new Date(START).toISOString(), compared: 1 });
  const [answer] = second.questions[0]!.answers;
  // One question: the same devices, so that the two periods are no more than one.
  expect(answer).toMatchObject({ combined: { periods: 2 }, change: { verdict: 'rose' } });
  if (answer?.state !== 'released') throw new Error('withheld');
  expect(answer.combined!.standardError).toBeCloseTo(answer.standardError, 2);
  expect(answer.consistent).toBe(answer.share);
  expect(answer.trend?.map(({ period, state }) => [number + 1 - period, state])).toEqual([
    ...[5, 4, 3, 2].map((back) => [back, 'unreleased']),
    [1, 'released'],
    [0, 'released'],
  ]);
  const { period: earlier, ...told } = answer.trend!.at(-2)!;
  expect(earlier).toBe(number);
  expect(first.questions[0]!.answers[0]).toMatchObject(told);
  // What is asked for, and nothing else.
  const plain = await statsOf(site, { together: 1, baseline: number + 7 });
  expect(plain).toMatchObject({ together: 1, baseline: { number: number + 7, compared: 0 } });
  expect(plain.questions[0]!.answers[0]).toMatchObject({ combined: null, change: null });
  // No reading tells more of a report than the periods do: what comes on the same day is in none of them.
  const before = JSON.stringify(second);
  await send(site, 200, 200);
  expect(JSON.stringify(await statsOf(site))).toBe(before);
  expect(await statsOf(site, { period: number })).toMatchObject({ reports: first.reports });
});

/** 400 reports in one period, 500 after another question was published beside; between, perhaps, hosts alone. */
const publishedBeside = async (hosts?: readonly string[]) => {
  vi.setSystemTime(START);
  const { site, key } = await newSite();
  await send(site, 400, 120);
  await statsOf(site);
  vi.setSystemTime(START + PERIOD + PERIOD / 2);
  const counting = hosts && { counting: { hosts } };
  if (counting)
    await published(
      await put(site, await sign(definitionsOf(site, { version: 2, ...counting }), key)),
    );
  const changes = {
    version: 3,
    ...counting,
    segments: {
      german: { when: { 'geo.country': 'DE' }, count: true },
      buyer: { name: 'Customers', when: { 'metric.orders': { $gte: 1 } }, count: true },
    },
  };
  await published(await put(site, await sign(definitionsOf(site, changes), key)));
  const report = await reportFor(definitionsOf(site, changes));
  const sent = await Promise.all(
    Array.from({ length: 500 }, (_, at) =>
      post(site, {
        ...withNewId(report),
        question: at % 2,
        answer: Number(Math.floor(at / 2) % 10 < 3),
      }),
    ),
  );
  expect(sent.every(({ status }) => status === 204)).toBe(true);
  return { site, questions: (await statsOf(site)).questions };
};

test('a question that stays goes on with its counts when another is published beside it', async () => {
  const { site, questions } = await publishedBeside();
  const [german, buyer] = questions;
  expect(buyer!.answers[0]).toMatchObject({
    combined: { periods: 2 },
    change: { verdict: 'none' },
  });
  expect(german!.answers[0]).toMatchObject({ combined: null, change: null });
  // The older version reads the same reports the other way round.
  const [older] = (await statsOf(site, { version: 1 })).questions;
  expect(older).toMatchObject({ reports: 0 });
  expect(older!.answers[0]).toMatchObject({ combined: { periods: 2 } });
});

test('what a set is sent that another took the place of moves nothing that was released on that day', async () => {
  const { site } = await publishedBeside();
  const before = JSON.stringify(await statsOf(site));
  // As many as own reports, of a share that nothing contradicts.
  await send(site, 260, 78);
  expect(JSON.stringify(await statsOf(site))).toBe(before);
});

test('a version that asks anew in the middle of a period says who took part under the one before', async () => {
  vi.setSystemTime(START);
  const { site, key } = await newSite();
  await send(site, 400, 120);
  const before = await statsOf(site);
  expect(before.elsewhere).toBe(undefined);
  vi.setSystemTime(START + PERIOD / 2);
  const segments = {
    buyer: { name: 'Customers', when: { 'metric.orders': { $gte: 2 } }, count: true },
  };
  const next = definitionsOf(site, { version: 2, segments });
  await published(await put(site, await sign(next, key)));
  const after = await statsOf(site);
  expect(after).toMatchObject({ reports: 0, released: null });
  expect(after.elsewhere).toEqual([{ version: 1, reports: 400, same: [] }]);
  expect(releaseNotes(after).join(' ')).toContain('400 devices took part under version 1');
  expect(releaseNotes(after).join(' ')).not.toContain('banner');
  expect(await statsOf(site, { version: 1 })).toMatchObject({ reports: 400 });
  // Of the next period there is nothing to say.
  vi.setSystemTime(START + PERIOD + PERIOD / 2);
  expect((await statsOf(site)).elsewhere).toBe(undefined);
});

test('versions that ask the same are read once, whatever hosts may report', async () => {
  const [plain, twice] = [await publishedBeside(), await publishedBeside(['hazel.shop'])];
  const combinedOf = ({ questions }: typeof plain) => questions[1]!.answers[0]!.combined;
  expect(combinedOf(twice)).toEqual(combinedOf(plain));
});

test('few reports give no number, and say when there may be one', async () => {
  const { site } = await newSite();
  expect((await statsOf(site)).questions[0]!.answers[0]).toEqual({
    id: 'buyer',
    state: 'too-few',
    enoughAt: null,
    combined: null,
    change: null,
    trend: Array.from({ length: 6 }, (_, at) => ({
      period: START / PERIOD - 5 + at,
      state: 'unreleased',
    })),
  });
  await send(site, 150, 75);
  const [answer] = (await statsOf(site)).questions[0]!.answers;
  if (answer?.state !== 'too-few') throw new Error('a number was released');
  // 140 are told of, in 14 days: 200 after 20.
  expect(answer.enoughAt).toBe(new Date(START + 20 * DAY).toISOString().slice(0, 10));
  expect(JSON.stringify(answer)).not.toContain('share');
});

test('a Worker whose visitors are simulated says so of their site, and of no other', async () => {
  const { site } = await newSite();
  const ask = async (simulated: string) => {
    const local = { ...env, COVEY_SIMULATED_SITE: simulated };
    const response = await app.request(statsUrl(EDGE, site), { headers: TOKEN }, local);
    return ((await response.json()) as Stats).simulated;
  };
  expect([await ask(site), await ask('other.example')]).toEqual([true, undefined]);
});

test('no two readings tell about one report: once a day, and in steps', async () => {
  const { site } = await newSite();
  const read = async () => JSON.stringify(await statsOf(site));
  await send(site, 19, 19);
  const empty = await statsOf(site);
  expect([empty.released, empty.reports, empty.questions[0]!.reports]).toEqual([null, 0, 0]);
  await send(site, 241, 101);
  const first = await read();
  expect(JSON.parse(first)).toMatchObject({ reports: 260, questions: [{ reports: 260 }] });
  // On the same day, whatever comes.
  await send(site, 1, 1);
  expect(await read()).toBe(first);
  await send(site, 200, 0);
  expect(await read()).toBe(first);
  // On the next, all of it at once; and then nothing again until there is a step more.
  vi.setSystemTime(Date.now() + DAY);
  const second = await read();
  expect(JSON.parse(second)).toMatchObject({ reports: 460 });
  for (let day = 0; day < 3; day++) {
    vi.setSystemTime(Date.now() + DAY);
    await send(site, 6, 6);
    expect(await read()).toBe(second);
  }
  await send(site, 2, 0);
  expect(await read()).not.toBe(second);
});

test('a question that gets too little keeps the others back: what one of them got would show', async () => {
  const segments = {
    buyer: { when: { 'metric.orders': { $gte: 1 } }, count: true },
    german: { when: { 'geo.country': 'DE' }, count: true },
  };
  const { site } = await newSite({ segments });
  const report = await reportFor(definitionsOf(site, { segments }));
  const post20 = (question: number) =>
    Promise.all(
      Array.from({ length: 20 }, () => post(site, { ...withNewId(report), question, answer: 0 })),
    );
  await post20(0);
  expect((await statsOf(site)).released).toBeNull();
  await post20(1);
  expect((await statsOf(site)).questions.map(({ reports }) => reports)).toEqual([20, 20]);
});

test('what is released goes with the counters, after 25 months', async () => {
  const { site } = await newSite();
  await send(site, 40, 20);
  expect((await statsOf(site)).released).not.toBeNull();
  const rows = () =>
    runInDurableObject(
      siteStub(env, site),
      (_, { storage }) => storage.sql.exec('SELECT * FROM releases').toArray().length,
    );
  expect(await rows()).toBe(1);
  vi.setSystemTime(START + PERIOD + 25 * 31 * DAY);
  expect(await runDurableObjectAlarm(siteStub(env, site))).toBe(true);
  expect(await rows()).toBe(0);
});

test('what honest devices cannot send is disputed, not shown', async () => {
  const { site } = await newSite();
  await send(site, 400, 400);
  const [answer] = (await statsOf(site)).questions[0]!.answers;
  const { trend, ...told } = answer!;
  expect(told).toEqual({
    id: 'buyer',
    state: 'disputed',
    reasons: ['answer-range'],
    combined: null,
    change: null,
  });
  expect(trend?.at(-1)).toEqual({
    period: START / PERIOD,
    state: 'disputed',
    reasons: ['answer-range'],
  });
});

test('a period can be asked for; one without reports has none', async () => {
  const { site } = await newSite();
  await send(site, 45, 5);
  const period = START / PERIOD;
  expect((await statsOf(site, { period })).reports).toBe(40);
  const before = await statsOf(site, { period: period - 1 });
  expect([before.reports, before.period.open]).toEqual([0, false]);
  vi.setSystemTime(START + PERIOD + 3_600_000);
  expect((await statsOf(site)).period.number).toBe(period + 1);
  expect((await statsOf(site, { period })).period.open).toBe(true);
  vi.setSystemTime(START + PERIOD + 86_400_000);
  expect((await statsOf(site, { period })).period.open).toBe(false);
});

test('only for the owner, never cached, never for another origin', async () => {
  const { site } = await newSite();
  const url = statsUrl(EDGE, site);
  expect(await refusal(call(url))).toEqual([401, 'unauthorized']);
  expect(await refusal(call(url, { headers: { authorization: 'Bearer no' } }))).toEqual([
    401,
    'unauthorized',
  ]);
  const response = await call(url, { headers: { ...TOKEN, origin: 'https://shop.example' } });
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
  expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
});

test('questions about what is not there', async () => {
  const { site } = await newSite();
  const ask = (query: string, of = site) =>
    refusal(call(`${statsUrl(EDGE, of)}${query}`, { headers: TOKEN }));
  expect(await ask('?period=x')).toEqual([400, 'bad-request']);
  expect(await ask('?period=-1')).toEqual([400, 'bad-request']);
  expect(await ask(`?period=${2 ** 32}`)).toEqual([400, 'bad-request']);
  // No date can be written of these.
  for (const period of [2 ** 32 - 1, 8.64e15 / PERIOD, Date.UTC(10_000, 0) / PERIOD])
    expect(await ask(`?period=${Math.ceil(period)}`)).toEqual([400, 'bad-request']);
  const written = await call(statsUrl(EDGE, site, { period: 100_000 }), { headers: TOKEN });
  expect(written.status).toBe(200);
  for (const query of [
    '?together=0',
    '?together=14',
    '?together=2.5',
    '?baseline=-1',
    '?baseline=x',
  ])
    expect([query, ...(await ask(query))]).toEqual([query, 400, 'bad-request']);
  expect(await ask(`?period=7&baseline=7`)).toEqual([400, 'bad-request']);
  expect(await ask(`?baseline=${2 ** 32 - 1}`)).toEqual([400, 'bad-request']);
  expect((await call(statsUrl(EDGE, site, { period: 0 }), { headers: TOKEN })).status).toBe(200);
  expect(await ask('?version=1.5')).toEqual([400, 'bad-request']);
  expect(await ask('?version=9')).toEqual([404, 'not-found']);
  expect(await ask('', newName())).toEqual([404, 'not-found']);
});
