// What the README promises, in every engine: pages with the tag alone, and an edge of built files.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { formatKeys, generateKey } from '../../shared/signing/index.ts';
import { countsUrl, definitionsUrl } from '../../shared/wire/index.ts';
import { foundEngines, type Tab } from './harness/engines/index.ts';
import { useEngine } from './harness/engines/use-engine.ts';
import { type PageSite, servePages, SITE } from './harness/page-site.ts';
import { publicPart, signed } from './harness/stack.ts';

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const pathOf = (url: string) => new URL(url).pathname;
const COUNTS = pathOf(countsUrl('http://x', SITE));
const DEFINITIONS = pathOf(definitionsUrl('http://x', SITE));

/** A report leaves within a minute of its page, by two random bytes: on these pages as early as it may. */
const early = `const random = crypto.getRandomValues.bind(crypto);
crypto.getRandomValues = (bytes) => (bytes.length === 2 ? bytes.fill(0) : random(bytes));`;
/** As early as it may, and as long again. */
const REPORT_MS = 12_000;

const meaning = {
  metrics: { offers: { count: 'select_promotion' } },
  segments: { keen: { when: { 'metric.offers': { $gte: 3 } }, count: true } },
} as const;

let site: PageSite;
beforeAll(async () => {
  site = await servePages(({ url, tag }) => ({
    body: `<!doctype html><html lang="en"><head><title>${url.pathname}</title><link rel="icon" href="data:,">
<script>window.faults = [];
addEventListener('error', ({ message }) => faults.push(message));
addEventListener('unhandledrejection', ({ reason }) => faults.push(String(reason)));
${url.searchParams.has('early') ? early : ''}</script>${tag('')}</head><body><h1>Page</h1></body></html>`,
  }));
  await site.publish(meaning);
  site.instead.set(COUNTS, { status: 204, body: '' });
});
afterEach(() => site.instead.delete(DEFINITIONS));
afterAll(() => site.close());

const faults = (tab: Tab) => tab.evaluate(() => (window as unknown as { faults: string[] }).faults);
const running = (tab: Tab) => tab.until((covey) => covey.diagnostics().status === 'running');
const offer = (tab: Tab) =>
  tab.evaluate((covey) => {
    for (let i = 0; i < 3; i++) covey.track('select_promotion');
  });
/** Everything of Covey’s that could outlive the page. */
const traces = (tab: Tab) =>
  tab.evaluate(async () => ({
    local: Object.keys(localStorage),
    record: Object.keys(
      JSON.parse(localStorage.getItem('covey:localhost') ?? '{}') as object,
    ).toSorted(),
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).map(({ name }) => name),
    cookies: document.cookie,
    caches: await caches.keys(),
  }));
const nothing = { local: [], record: [], session: 0, databases: [], cookies: '', caches: [] };
/** Asked of the edge beyond its files. */
const messages = () => site.asked.filter((one) => one.includes(' /v1/'));

describe.each(foundEngines())('in %s', (name) => {
  const { newVisitor } = useEngine(name);
  const newTab = async () => (await newVisitor()).newTab();

  it('nothing is written or sent before an answer, and after a refusal there is the answer alone', async () => {
    site.asked.length = 0;
    const tab = await newTab();
    for (const path of ['/first', '/second']) {
      await tab.goto(site.origin + path);
      await offer(tab);
      expect(await traces(tab)).toEqual(nothing);
    }
    await tab.evaluate((covey) =>
      covey.consent.set({ personalisation: false, measurement: false }),
    );
    await tab.goto(`${site.origin}/third`);
    await offer(tab);
    expect(await tab.evaluate((covey) => covey.segments())).toEqual([]);
    // A page that is left at once hands its erasing on to the next.
    await tab.until(() => !localStorage.getItem('covey:localhost')?.includes('erasing'));
    expect(await traces(tab)).toEqual({
      ...nothing,
      local: ['covey:localhost'],
      record: ['measurement', 'personalisation', 'time'],
    });
    expect(messages()).toEqual([]);
    expect(await faults(tab)).toEqual([]);
  });

  it('is one truth in many tabs', async () => {
    const visitor = await newVisitor();
    const tabs = [await visitor.newTab(), await visitor.newTab(), await visitor.newTab()];
    for (const tab of tabs) {
      await tab.goto(`${site.origin}/first`);
      await tab.evaluate((covey) => covey.consent.set({ personalisation: true }));
      await running(tab);
    }
    await Promise.all(tabs.map(offer));
    await Promise.all(tabs.map(offer));
    const [first] = tabs;
    await first?.goto(`${site.origin}/second`);
    await first?.until((covey) => covey.metrics()['offers'] === 18);
    expect(first && (await faults(first))).toEqual([]);
  });

  it('definitions that are forged, older or of another site are refused, and the last good ones stay', async () => {
    const tab = await newTab();
    await site.publish(meaning);
    await site.publish(meaning);
    await tab.goto(`${site.origin}/first`);
    await tab.evaluate((covey) => covey.consent.set({ personalisation: true }));
    await running(tab);
    const version = await tab.evaluate((covey) => covey.diagnostics().definitions?.version);
    const own = {
      covey: 1,
      site: SITE,
      version: Number(version) + 1,
      issued: day(-1),
      expires: day(30),
    };
    const everybody = { ...own, segments: { everybody: { when: {} } } };
    const other = await generateKey(crypto.subtle as never);
    expect(formatKeys([publicPart(other)])).not.toBe(site.dataKey);
    for (const [code, written, key] of [
      ['untrusted', everybody, other],
      ['rollback', { ...everybody, version: Number(version) - 1 }, site.key],
      ['site', { ...everybody, site: 'other.example' }, site.key],
    ] as const) {
      site.instead.set(DEFINITIONS, { status: 200, body: await signed(written as never, [key]) });
      // Asked again where the machine was too busy to answer: what fails is not tried before its time.
      await tab.until({
        toString: () => `(covey) => {
          const { now } = Date;
          if (performance.now() - (window.askedAt ?? -Infinity) > 5_000) {
            window.askedAt = performance.now();
            Date.now = () => now() + 20 * 60_000;
            window.dispatchEvent(new Event('focus'));
            document.dispatchEvent(new Event('visibilitychange'));
          }
          return Object.keys(covey.diagnostics().problems).join().includes('${code}');
        }`,
      } as never);
      await tab.evaluate(() => {
        delete (window as { askedAt?: number }).askedAt;
      });
    }
    site.instead.delete(DEFINITIONS);
    await offer(tab);
    await tab.until((covey) => covey.has('keen'));
    expect(await tab.evaluate((covey) => covey.diagnostics().definitions?.version)).toBe(version);
    expect(await faults(tab)).toEqual([]);
  });

  it('one count leaves in a period, over pages and tabs', async () => {
    site.asked.length = 0;
    const visitor = await newVisitor();
    const tab = await visitor.newTab();
    await tab.goto(`${site.origin}/first?early`);
    await tab.evaluate((covey) => covey.consent.set({ personalisation: true, measurement: true }));
    await running(tab);
    const counts = () => messages().filter((one) => one === `POST ${COUNTS}`).length;
    await expect.poll(counts, { timeout: 60_000 }).toBe(1);
    const other = await visitor.newTab();
    for (const each of [tab, other]) {
      await each.goto(`${site.origin}/second?early`);
      await running(each);
    }
    await sleep(REPORT_MS);
    expect(counts()).toBe(1);
    expect(await faults(tab)).toEqual([]);
  });
});
