import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundEngines } from './harness/engines/index.ts';
import { useEngine } from './harness/engines/use-engine.ts';
import { type PageSite, servePages } from './harness/page-site.ts';

interface Page {
  dataLayer: unknown[];
  faults: string[];
}

let site: PageSite;
beforeAll(async () => {
  site = await servePages(({ tag }) => ({
    body: `<!doctype html><html lang="en"><head><title>Page</title><link rel="icon" href="data:,">
<script>window.dataLayer = []; window.faults = [];
addEventListener('error', ({ message }) => faults.push(message));
addEventListener('unhandledrejection', ({ reason }) => faults.push(String(reason)));</script>
${tag('')}</head><body><h1>Page</h1></body></html>`,
  }));
  await site.publish({
    metrics: {
      pages: { count: 'page_view' },
      title: { last: 'page_view.page_title' },
      referrer: { last: 'page_view.page_referrer' },
      spend: { sum: 'purchase.value' },
      path: { last: 'user_engagement.page_path' },
    },
    segments: {
      here: { when: { 'metric.pages': { $gte: 1 } } },
      ...Object.fromEntries(
        ['title', 'referrer', 'path'].map((id) => [id, { when: { [`metric.${id}`]: 'none' } }]),
      ),
      spender: { when: { 'metric.spend': { $gte: 1000 } } },
    },
  });
});
afterAll(() => site.close());

describe.each(foundEngines())('in %s', (name) => {
  const { newVisitor } = useEngine(name);

  it('follows the pages of an application, and a data layer that is replaced and frozen', async () => {
    const tab = await (await newVisitor()).newTab();
    await tab.goto(`${site.origin}/?utm_source=june&utm_medium=email`);
    await tab.evaluate((covey) => covey.consent.set({ personalisation: true }));
    await tab.until((covey) => covey.has('here'));
    const metrics = () => tab.evaluate((covey) => covey.metrics());

    await tab.evaluate(() => {
      history.replaceState({}, '', '/');
      history.pushState({}, '', '/basket/');
      history.replaceState({}, '', '/sign-in/');
      setTimeout(() => (document.title = 'Sign in'), 10);
    });
    await tab.until((covey) => Number(covey.metrics()['pages']) > 1);
    expect(await metrics()).toMatchObject({
      pages: 2,
      title: 'Sign in',
      referrer: `${site.origin}/`,
    });
    await tab.evaluate(() => history.back());
    await tab.until((covey) => Number(covey.metrics()['pages']) > 2);

    const spend = (work: (page: Page) => void) =>
      tab.evaluate({ toString: () => `() => void (${work.toString()})(window)` } as never);
    await spend((shop) => shop.dataLayer.push({ ecommerce: { value: 1 } }, { event: 'purchase' }));
    await spend((shop) => (shop.dataLayer = [...shop.dataLayer]));
    await spend((shop) => shop.dataLayer.push({ event: 'purchase', ecommerce: { value: 10 } }));
    await spend((shop) => (shop.dataLayer = Object.freeze([]) as unknown as unknown[]));
    await spend((shop) => (shop.dataLayer = []));
    await spend((shop) => shop.dataLayer.push({ event: 'purchase', ecommerce: { value: 100 } }));
    // The layer's reader is loaded with its first item.
    await tab.until((covey) => Number(covey.metrics()['spend']) > 0);
    expect(await metrics()).toMatchObject({ pages: 3, spend: 111 });
    expect(await tab.evaluate((covey) => covey.diagnostics().problems)).toEqual({
      'capture-data-layer': 1,
    });
    expect(await tab.evaluate(() => (window as unknown as Page).faults)).toEqual([]);
  });
});
