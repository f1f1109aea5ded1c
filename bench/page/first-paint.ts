// npx node bench/page/first-paint.ts [--loads 50]
// What a returning visitor sees first: the share of loads in which their content stood there at the first paint, and
// the layout shift, with the tag async, async behind the inline snippet of `covey snippet`, and not async. Loopback
// only; `covey.js` comes from the browser's cache, or after a line's delay. Needs a build, and Chromium.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { BrowserContext } from 'playwright-core';
import { rulesFor, snippetFor } from '../../cli/first-paint/index.ts';
import { openBrowser } from './browser.ts';
import { median, printTable } from './statistics.ts';

const { values } = parseArgs({ options: { loads: { type: 'string', default: '50' } } });
const LOADS = Number(values.loads);
const LINE_MS = 100;
const SEGMENTS = { segments: { fan: { when: {} } } };

/** What the page before left, as `sdk/active/first-paint.ts` writes it. */
const RECORD = {
  personalisation: true,
  time: Date.now() - 864e5,
  shown: { fan: 0 },
  until: Date.now() + 864e5,
};

/** Notes when the content was parsed and when it was shown, when the page was first painted, and what moved. */
const watch = `window.shift = 0;
new PerformanceObserver((list) => { for (const entry of list.getEntries()) shift += entry.value; }).observe({ type: 'layout-shift', buffered: true });
new MutationObserver(() => {
  const offer = document.getElementById('offer');
  if (offer) window.parsed ??= performance.now();
  if (offer?.getClientRects().length) window.right ??= performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true });`;

const paragraph = `<p>${'All there is to say about the goods of a shop, in some length. '.repeat(6)}</p>`;
/** The offer stands above all else: where it comes late, everything moves. */
const page = (
  how: Variant,
): string => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title><link rel="icon" href="data:,">
<script>${watch}</script>
${how === 'snippet' ? snippetFor({ site: 'localhost', consentText: 0 }).html : ''}
${how === 'snippet' ? `<style>${rulesFor(SEGMENTS)}</style>` : ''}
<script ${how === 'blocking' ? '' : 'async'} src="/covey.js" data-site="localhost" data-key="x:x" data-debug="off"></script>
</head><body><h1>Page</h1><p id="offer" data-covey-show="fan" ${how === 'snippet' ? '' : 'hidden'}>Your offer</p>
${paragraph.repeat(60)}</body></html>`;

const VARIANTS = ['async', 'blocking', 'snippet'] as const;
type Variant = (typeof VARIANTS)[number];

const script = readFileSync('dist/edge/covey.js');
const server = createServer((request, answer) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/covey.js')
    return void (isAway ? sleep(LINE_MS) : Promise.resolve()).then(() =>
      answer
        .writeHead(200, {
          'content-type': 'text/javascript',
          'cache-control': isAway ? 'no-store' : 'max-age=3600',
        })
        .end(script),
    );
  if (pathname !== '/') return void answer.writeHead(404).end();
  answer.writeHead(200, { 'content-type': 'text/html' });
  return answer.end(page((searchParams.get('how') ?? 'async') as Variant));
});
let isAway = false;
await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
const origin = `http://localhost:${(server.address() as AddressInfo).port}`;

interface Load {
  readonly parsed: number;
  readonly right: number;
  readonly painted: number;
  readonly shift: number;
}

async function load(context: BrowserContext, how: Variant): Promise<Load> {
  const tab = await context.newPage();
  await tab.goto(`${origin}/?how=${how}`, { waitUntil: 'load' });
  await tab.waitForFunction(
    () => performance.getEntriesByName('first-paint').length > 0 && 'right' in window,
  );
  // What moves is told with the next frames.
  await tab.waitForTimeout(100);
  const found = await tab.evaluate(() => ({
    parsed: (window as unknown as Load).parsed,
    right: (window as unknown as Load).right,
    shift: (window as unknown as Load).shift,
    painted: performance.getEntriesByName('first-paint')[0]?.startTime ?? 0,
  }));
  await tab.close();
  return found;
}

/** How much the machine has to do, over the last minute. */
const machineLoad = (): string => (loadavg()[0] ?? 0).toFixed(1);
const before = machineLoad();

const browser = await openBrowser();
try {
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  await context.addInitScript(
    (record) => localStorage.setItem('covey:localhost', record),
    JSON.stringify(RECORD),
  );
  const rows: string[][] = [];
  for (isAway of [false, true]) {
    const loads = new Map<Variant, Load[]>(VARIANTS.map((how) => [how, []]));
    for (const how of VARIANTS) await load(context, how);
    for (let round = 0; round < LOADS; round++)
      for (const how of VARIANTS) loads.get(how)?.push(await load(context, how));
    for (const [how, all] of loads) {
      // A busy browser paints before it has parsed so far: that says nothing of the offer.
      const judged = all.filter(({ parsed, painted }) => parsed <= painted);
      const right = judged.filter(({ right: at, painted }) => at <= painted).length;
      const shifts = all.map(({ shift }) => shift);
      rows.push([
        how,
        isAway ? `${LINE_MS} ms away` : 'in the cache',
        `${Math.round((100 * right) / judged.length)} % of ${judged.length}`,
        median(shifts).toFixed(4),
        Math.max(...shifts).toFixed(4),
        `${median(all.map(({ painted }) => painted)).toFixed(0)} ms`,
      ]);
    }
  }
  printTable(
    `Chromium ${browser.version()}, ${LOADS} loads each, taking turns; ${availableParallelism()} cores, load average ${before} before and ${machineLoad()} after`,
    ['tag', 'covey.js', 'right at first paint', 'shift, median', 'largest', 'first paint, median'],
    rows,
  );
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
}
