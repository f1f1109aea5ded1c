// npx node bench/personalize.ts [--requests 400]
// What personalising at the edge costs: one Worker in workerd that personalises a page, and the same one that only hands
// it on, taking turns, for three sizes of page. Times on this machine; the ratio is what can be carried elsewhere.
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { formatKeys, generateKey } from '../shared/signing/index.ts';
import { signed } from '../test/e2e/harness/stack.ts';
import { type RunningProxy, startProxy } from '../test/e2e/harness/proxy.ts';
import { median, printTable } from './page/statistics.ts';

const { values } = parseArgs({ options: { requests: { type: 'string', default: '400' } } });
const REQUESTS = Number(values.requests);
const SITE = 'localhost';
/** Marked elements, among so many paragraphs. */
const PAGES = { small: [5, 20], middle: [20, 400], large: [100, 8000] } as const;
type Page = keyof typeof PAGES;

const paragraph = `<p class="text">${'All there is to say about the goods of a shop. '.repeat(4)}</p>\n`;
const html = ([marked, paragraphs]: readonly [number, number]): string =>
  `<!doctype html><html lang="en"><head><title>Page</title></head><body>${Array.from(
    { length: marked },
    (_, at) =>
      `<div data-covey-show="s${at}" hidden>${at}</div>${paragraph.repeat(paragraphs / marked)}`,
  ).join('')}</body></html>`;
const pages = new Map(Object.entries(PAGES).map(([name, size]) => [`/${name}`, html(size)]));

const key = await generateKey(crypto.subtle as never);
const now = Date.now();
/** 200 segments: half of them by place and path, half by what visitors did. */
const envelope = await signed(
  {
    covey: 1,
    site: SITE,
    version: 1,
    issued: new Date(now - 60_000).toISOString(),
    expires: new Date(now + 1e9).toISOString(),
    metrics: { orders: { count: 'purchase', within: '90d' } },
    segments: Object.fromEntries(
      Array.from({ length: 200 }, (_, at) => [
        `s${at}`,
        {
          when: {
            'geo.country': at % 2 ? 'DE' : 'FR',
            ...(at < 100 ? { 'page.path': { $ne: `/${at}` } } : { 'metric.orders': { $gte: at } }),
          },
        },
      ]),
    ),
  },
  [key],
);

const server = createServer((request, answer) => {
  const page = pages.get(request.url ?? '');
  if (page === undefined) return answer.end(envelope);
  return answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
});
await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
const settings = {
  ORIGIN: origin,
  COVEY_EDGE: origin,
  COVEY_SITE: SITE,
  COVEY_KEYS: formatKeys([{ kid: key.kid, x: key.x }]),
  COVEY_DEV_CONTEXT: '{"country":"DE"}',
};
const segments = Array.from({ length: 200 }, (_, at) => `s${at}`).join(' ');
const [plain, personal] = await Promise.all([
  startProxy(settings),
  startProxy({ ...settings, COVEY_SEGMENTS: segments }),
]);

async function time({ origin: proxy }: RunningProxy, page: Page): Promise<number> {
  const start = performance.now();
  const response = await fetch(`${proxy}/${page}`, { headers: { 'sec-fetch-dest': 'document' } });
  await response.arrayBuffer();
  return performance.now() - start;
}

/** Megabytes that workerd holds in memory; Linux tells. */
function memoryOf({ group }: RunningProxy): number {
  const read = (path: string) => readFileSync(path, 'utf8');
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const [, name, of] = /\((.*)\) \S \d+ (\d+)/.exec(read(`/proc/${pid}/stat`)) ?? [];
      if (name === 'workerd' && Number(of) === group)
        return Math.round(Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1]) / 1024);
    } catch {
      // It has ended meanwhile.
    }
  }
  return Number.NaN;
}

try {
  const rows: string[][] = [];
  for (const page of Object.keys(PAGES) as Page[]) {
    for (const one of [plain, personal])
      for (let warm = 0; warm < 20; warm++) await time(one, page);
    const times: [number[], number[]] = [[], []];
    for (let at = 0; at < REQUESTS; at++)
      for (const which of at % 2 ? ([0, 1] as const) : ([1, 0] as const))
        times[which].push(await time(which ? personal : plain, page));
    const [one, other] = times.map(median) as [number, number];
    rows.push([
      page,
      `${Math.round((pages.get(`/${page}`)?.length ?? 0) / 1000)} kB`,
      `${one.toFixed(2)} ms`,
      `${other.toFixed(2)} ms`,
      (other / one).toFixed(2),
    ]);
  }
  printTable(
    'median time of a request',
    ['page', 'size', 'handed on', 'personalised', 'ratio'],
    rows,
  );
  console.log(
    `\nworkerd after ${REQUESTS} requests of each: ${memoryOf(plain)} MB handing on, ${memoryOf(personal)} MB personalising`,
  );
} finally {
  await Promise.all([plain.stop(), personal.stop()]);
  server.close();
}
