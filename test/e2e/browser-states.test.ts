// What browsers do with a page besides showing it: prepare it, keep it in a frame of another site, in a private window,
// or without room. docs/browsers.md says what each of them does.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromiumAlone } from './harness/engines/alone.ts';
import { type EngineVisitor, foundEngines, type Tab } from './harness/engines/index.ts';
import { useEngine } from './harness/engines/use-engine.ts';
import { type PageSite, servePages } from './harness/page-site.ts';

/** What a page that nobody drives says of itself. */
interface Report {
  readonly at: string;
  readonly isPrepared: boolean;
  readonly status: string;
  readonly pages: unknown;
  readonly segments: readonly string[];
  /** What is stored of the visitor, as it stands in the record. */
  readonly record: string | null;
  /** Asked of the edge beyond its files. */
  readonly asked: readonly string[];
}
const reports: Report[] = [];

const report = `setInterval(() => window.covey?.diagnostics && fetch('/report?' + encodeURIComponent(JSON.stringify({
  at: location.pathname,
  isPrepared: document.prerendering === true,
  status: covey.diagnostics().status,
  pages: covey.metrics().pages ?? null,
  segments: covey.segments(),
  record: localStorage.getItem('covey:localhost'),
  asked: performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.includes('/v1/')),
}))), 100);`;
/** In a frame: says how it stands, and does as it is told. */
const framed = `setInterval(() => window.covey?.diagnostics && parent.postMessage({
  status: covey.diagnostics().status, storage: covey.diagnostics().storage, pages: covey.metrics().pages,
  consent: covey.consent.get().personalisation,
}, '*'), 100);
addEventListener('message', ({ data }) => covey.consent.set(data));`;

const html = (body: string) => ({
  body: `<!doctype html><html lang="en"><head><title>Page</title><link rel="icon" href="data:,">${body}</head><body><h1>Page</h1></body></html>`,
});

let site: PageSite;
beforeAll(async () => {
  site = await servePages(({ url, tag }) => {
    const { pathname, search } = url;
    if (pathname === '/report') {
      reports.push(JSON.parse(decodeURIComponent(search.slice(1))) as Report);
      return { body: '' };
    }
    if (pathname === '/outside')
      return html(`<script>
addEventListener('message', ({ data }) => (window.inside = data));
document.addEventListener('DOMContentLoaded', () => {
  const frame = document.createElement('iframe');
  frame.src = 'http://127.0.0.1:' + location.port + '/inside';
  document.body.append(frame);
});</script>`);
    if (pathname === '/inside') return html(`<script>${framed}</script>${tag('')}`);
    if (pathname === '/left')
      return html(`${tag('')}<script>${report}
covey.consent.set({ personalisation: true, measurement: true });
covey.ready.then(() => {
  const rules = document.createElement('script');
  rules.type = 'speculationrules';
  rules.textContent = '{ "prerender": [{ "urls": ["/prepared"], "eagerness": "immediate" }] }';
  document.head.append(rules);
});
window.go = setInterval(() => fetch('/go').then(({ ok }) => ok && (location.href = '/prepared')), 100);</script>`);
    if (pathname === '/go') return reports.filter(isPrepared).length > 10 ? html('') : null;
    return html(`${tag('')}<script>${report}</script>`);
  });
  await site.publish({
    metrics: { pages: { count: 'page_view' }, offers: { count: 'select_promotion' } },
    segments: {
      reader: { when: { 'metric.pages': { $gte: 2 } }, count: true },
      keen: { when: { 'metric.offers': { $gte: 3 } } },
    },
  });
});
afterAll(() => site.close());

const isPrepared = (one: Report) => one.at === '/prepared' && one.isPrepared;
/** Waits until the frame says so of itself. */
const inside = (tab: Tab, wanted: string) =>
  tab.until({ toString: () => `() => window.inside && (${wanted}) && inside` } as never);
const running = (tab: Tab) => tab.until((covey) => covey.diagnostics().status === 'running');
const visit = async (visitor: EngineVisitor, url: string) => {
  const tab = await visitor.newTab();
  await tab.goto(url);
  return tab;
};

it('of a page that is only prepared nothing is recorded, asked or counted before a visitor sees it', async () => {
  const browser = await openChromiumAlone(`${site.origin}/left`);
  try {
    const seen = () => reports.filter(({ at, isPrepared: is }) => at === '/prepared' && !is);
    await expect
      .poll(() => seen().some(({ pages }) => pages === 2), { timeout: 60_000 })
      .toBe(true);
    const before = reports.filter(isPrepared);
    expect(before.length).toBeGreaterThan(10);
    // It shows what the page before knew, and that one goes on meanwhile.
    for (const one of before) expect(one).toMatchObject({ asked: [], pages: null });
    expect(new Set(before.map(({ status }) => status))).not.toContain('running');
    // Seen, it is one page.
    await expect.poll(() => seen().at(-1)?.segments).toEqual(['reader']);
    expect(Math.max(...seen().map(({ pages }) => Number(pages)))).toBe(2);
  } finally {
    await browser.close();
  }
});

describe.each(foundEngines())('in %s', (name) => {
  const { newVisitor } = useEngine(name, { isPrivate: false });

  it('in a frame of another site it keeps what is the frame’s, apart from what that site knows itself', async () => {
    const visitor = await newVisitor();
    const tab = await visit(visitor, `${site.origin}/outside`);
    await inside(tab, 'inside.consent === null');
    await tab.evaluate(() => frames[0]?.postMessage({ personalisation: true }, '*'));
    await inside(tab, "inside.status === 'running' && inside.pages === 1");
    // By itself, the site has not been answered.
    const whole = await visit(visitor, `${site.origin.replace('localhost', '127.0.0.1')}/inside`);
    expect(await whole.evaluate((covey) => covey.consent.get().personalisation)).toBe(null);
    expect(await whole.evaluate(() => localStorage.length)).toBe(0);
    await tab.goto(`${site.origin}/outside`);
    await inside(tab, 'inside.consent === true && inside.pages === 2');
  });
});

describe.each(foundEngines())('in a private window of %s', (name) => {
  const { newVisitor } = useEngine(name, { isPrivate: true });

  it('remembers from page to page, and nothing of it is there in the next window', async () => {
    const visitor = await newVisitor();
    const tab = await visit(visitor, `${site.origin}/first`);
    await tab.evaluate((covey) => covey.consent.set({ personalisation: true }));
    await running(tab);
    await tab.goto(`${site.origin}/second`);
    await tab.until((covey) => covey.has('reader'));
    const { storage, problems } = await tab.evaluate((covey) => covey.diagnostics());
    expect({ storage, problems }).toEqual({ storage: 'indexeddb', problems: {} });
    const next = await visit(await newVisitor(), `${site.origin}/third`);
    const { time, signal } = await next.evaluate((covey) => covey.consent.get());
    // Firefox turns Global Privacy Control on in private windows: a no, until the visitor says yes here.
    expect({ time, signal }).toEqual({ time: null, signal: name === 'firefox' ? 'gpc' : null });
    expect(await next.evaluate(() => indexedDB.databases())).toEqual([]);
  });

  it.runIf(name === 'chromium')(
    'lets a frame of another site store nothing: it decides in memory',
    async () => {
      const tab = await visit(await newVisitor(), `${site.origin}/outside`);
      await inside(tab, 'inside.consent === null');
      await tab.evaluate(() => frames[0]?.postMessage({ personalisation: true }, '*'));
      await inside(tab, "inside.storage === 'memory' && inside.pages === 1");
      await tab.goto(`${site.origin}/outside`);
      await inside(tab, 'inside.consent === null');
    },
  );
});

/** WebKitGTK takes no setting for it, and gives a site a share of the disk. */
const limited = foundEngines().filter((name) => name !== 'webkit');
describe.runIf(limited.length > 0).each(limited)('in %s with no room left', (name) => {
  const { newVisitor } = useEngine(name, { quotaMb: 12 });

  it('goes on in memory, says so, and keeps the page whole', async () => {
    const tab = await visit(await newVisitor(), `${site.origin}/first`);
    await tab.evaluate((covey) => covey.consent.set({ personalisation: true }));
    await running(tab);
    await tab.evaluate(async () => {
      /** Each time anew: Firefox lets go of a database that it could not write to. */
      const write = (size: number) =>
        new Promise<boolean>((resolve) => {
          const opening = indexedDB.open('full');
          opening.onerror = () => resolve(false);
          opening.onupgradeneeded = () =>
            opening.result.createObjectStore('rows', { autoIncrement: true });
          opening.onsuccess = () => {
            const database = opening.result;
            const end = (isWritten: boolean) => {
              database.close();
              resolve(isWritten);
            };
            try {
              const writing = database.transaction('rows', 'readwrite');
              writing.oncomplete = () => end(true);
              writing.onabort = () => end(false);
              for (let left = size; left > 0; left -= 65_536)
                writing
                  .objectStore('rows')
                  .add(crypto.getRandomValues(new Uint8Array(Math.min(left, 65_536))));
            } catch {
              end(false);
            }
          };
        });
      for (let size = 2 ** 21; size >= 2 ** 8;) if (!(await write(size))) size /= 2;
    });
    await tab.evaluate((covey) => {
      for (let i = 0; i < 3; i++) covey.track('select_promotion');
    });
    await tab.until((covey) => covey.diagnostics().storage === 'memory');
    expect(await tab.evaluate((covey) => covey.has('keen'))).toBe(true);
    const { problems } = await tab.evaluate((covey) => covey.diagnostics());
    expect(Object.keys(problems)).toEqual(['storage-full']);
    await tab.evaluate((covey) =>
      covey.consent.set({ personalisation: false, measurement: false }),
    );
    expect(await tab.evaluate((covey) => covey.segments())).toEqual([]);
  });
});
