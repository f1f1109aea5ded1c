import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, expect, test } from 'vitest';
import { encodeReport, healthUrl } from '../../shared/wire/index.ts';
import { app } from '../../worker/app.ts';
import { sawReport, takeSeen } from '../../worker/metrics/isolate.ts';
import { tellSoon } from '../../worker/metrics/tell.ts';
import { metricsStub } from '../../worker/shards.ts';
import { definitionsOf, EDGE, newSite, refusal, reportFor, withNewId } from './edge.ts';

const METRICS = 'token-of-the-monitor';
const bindings = { ...env, COVEY_METRICS_TOKEN: METRICS };
/** Holds what is to be told later, for ever: a scrape tells it at once. */
const quiet = { waitUntil: () => {}, passThroughOnException: () => {}, props: {} };
const ask = (path: string, init?: RequestInit) =>
  app.request(`${EDGE}${path}`, init, bindings, quiet as never);
const scrape = (token = METRICS) =>
  ask('/metrics', { headers: { authorization: `Bearer ${token}` } });

/** Strictly as OpenMetrics 1.0 writes it: a family at a time, its own samples under it, the end said. */
function parse(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  const lines = text.split('\n');
  expect(lines.slice(-2)).toEqual(['# EOF', '']);
  let [name, type] = ['', ''];
  for (const line of lines.slice(0, -2)) {
    const described = /^# (TYPE|UNIT|HELP) (\w+) (.+)$/.exec(line);
    if (described) {
      const [, what, of, said] = described as unknown as [string, string, string, string];
      if (what === 'TYPE') [name, type] = [of, said];
      expect(of).toBe(name);
      if (what === 'UNIT') expect(name.endsWith(`_${said}`)).toBe(true);
      continue;
    }
    const [, sample = '', labels = '', value = ''] =
      /^(\w+)(\{(?:\w+="[^"\\\n]*"(?:,(?!\})|(?=\})))*\}) (\d+(?:\.\d+)?(?:e-\d+)?)$/.exec(line) ??
      [];
    const suffixes = { counter: '_total', histogram: '_(bucket|count|sum)', info: '_info' };
    expect([line, sample]).toEqual([
      line,
      expect.stringMatching(new RegExp(`^${name}${suffixes[type as 'counter']}$`)),
    ]);
    expect(samples.has(sample + labels)).toBe(false);
    samples.set(sample + labels, Number(value));
  }
  return samples;
}

/** Read as bytes: to workerd a media type that does not begin with `text/` is no text. */
const textOf = async (response: Response) => new TextDecoder().decode(await response.arrayBuffer());
const metrics = async (): Promise<Map<string, number>> => parse(await textOf(await scrape()));
const requests = (route: string, method: string, status: number) =>
  `covey_requests_total{route="${route}",method="${method}",status="${status}"}`;

beforeEach(() => void takeSeen());

test('an isolate gathers for a while, tells once, and loses nothing where it cannot', async () => {
  const accepted = async () =>
    (await metricsStub(env).metrics())['covey_reports_total{outcome="accepted"}'] ?? 0;
  const start = await accepted();
  const context = createExecutionContext();
  for (let at = 0; at < 5; at++) {
    sawReport('accepted');
    tellSoon(env, context, 50);
  }
  expect(await accepted()).toBe(start);
  await waitOnExecutionContext(context);
  expect(await accepted()).toBe(start + 5);

  const failing = {
    idFromName: () => null,
    get: () => ({ addMetrics: () => Promise.reject(new Error('down')) }),
  };
  const down = createExecutionContext();
  sawReport('accepted');
  tellSoon({ ...env, SITES: failing as never }, down, 1);
  await waitOnExecutionContext(down);
  expect(takeSeen()).toEqual({ 'covey_reports_total{outcome="accepted"}': 1 });
});

test('nothing is gathered without a token of its own, and nobody else reads it', async () => {
  const off = await app.request(`${EDGE}/metrics`, {}, env, quiet as never);
  expect(await refusal(off)).toEqual([404, 'not-found']);
  for (const token of ['', 'test-token', `${METRICS}x`])
    expect(await refusal(scrape(token))).toEqual([401, 'unauthorized']);
  const { status, headers } = await scrape();
  expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
    200,
    'application/openmetrics-text; version=1.0.0; charset=utf-8',
    'no-store',
  ]);
});

test('a secret that no request can carry is named as what it is', async () => {
  const response = await app.request(
    `${EDGE}/metrics`,
    {},
    { ...env, COVEY_METRICS_TOKEN: 'two words' },
    quiet as never,
  );
  expect(await response.json()).toMatchObject({
    error: { code: 'unauthorized', message: expect.stringMatching('put COVEY_METRICS_TOKEN') },
  });
});

test('requests by route and status, reports by outcome, waiting times: all of them', async () => {
  const { site } = await newSite();
  const before = await metrics();
  const first = await reportFor(definitionsOf(site));
  const counts = `/v1/sites/${site}/counts`;
  const send = (body: BodyInit, headers: HeadersInit = {}) =>
    ask(counts, { method: 'POST', body, headers });
  for (let at = 0; at < 7; at++) await send(encodeReport(withNewId(first)));
  for (let at = 0; at < 3; at++) await send(new Uint8Array(56));
  for (let at = 0; at < 2; at++) await send(encodeReport({ ...first, answer: 9 }));
  await send(encodeReport(first), { 'sec-gpc': '1' });
  for (let at = 0; at < 4; at++) await ask(new URL(healthUrl(EDGE)).pathname);
  await ask('/covey-of-nobody.js');
  const after = await metrics();
  const more = (series: string) => (after.get(series) ?? 0) - (before.get(series) ?? 0);
  expect(more(requests('/v1/sites/:site/counts', 'POST', 204))).toBe(8);
  expect(more(requests('/v1/sites/:site/counts', 'POST', 400))).toBe(3);
  expect(more(requests('/v1/sites/:site/counts', 'POST', 422))).toBe(2);
  expect(more(requests('/v1/health', 'GET', 200))).toBe(4);
  expect(more(requests('/:file', 'GET', 404))).toBe(1);
  expect(more(`covey_reports_total{outcome="accepted"}`)).toBe(7);
  expect(more(`covey_reports_total{outcome="bad-request"}`)).toBe(3);
  expect(more(`covey_reports_total{outcome="invalid"}`)).toBe(2);
  const duration = 'covey_object_duration_seconds';
  expect(more(`${duration}_count{object="shard"}`)).toBe(9);
  expect(more(`${duration}_bucket{object="shard",le="+Inf"}`)).toBe(9);
  const bounds = [...after].filter(([key]) => key.startsWith(`${duration}_bucket{object="shard"`));
  expect(bounds.length).toBe(11);
  expect(bounds.map(([, value]) => value)).toEqual(
    bounds.map(([, value]) => value).toSorted((one, other) => one - other),
  );
});

test('what stands in a request is in no series, and makes none', async () => {
  const { site } = await newSite();
  const wander = async (at: number) => {
    const word = `planted${at}`;
    const init = {
      headers: { 'user-agent': word, cookie: word, 'cf-connecting-ip': '203.0.113.7' },
    };
    await ask(`/${word}`, init);
    await ask(`/v1/sites/${word}.example/definitions?${word}`, init);
    await ask(`/v1/sites/${word}.example/counts`, { ...init, method: 'PATCH' });
    await ask(`/v1/sites/${site}/keys/${at + 1}`, init);
    await ask(`/covey-${word}.js`, init);
    await ask(`/studio/${word}`, init);
  };
  await wander(0);
  const before = await metrics();
  for (let at = 1; at < 40; at++) await wander(at);
  const text = await textOf(await scrape());
  expect([...parse(text).keys()]).toEqual([...before.keys()]);
  for (const trace of ['lanted', 'LANTED', '203.0.113', site]) expect(text).not.toContain(trace);
});
