import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest';
import type { Definitions } from '../../shared/definitions/types.ts';
import { launchBrowser } from './harness/browser.ts';
import { current, signed } from './harness/stack.ts';
import { coveyReady, inCovey, newVisitor, untilSegment, type Visitor } from './harness/visitor.ts';

const stack = inject('stack');
let browser: Browser;
let visitor: Visitor;

const definitions: Definitions = {
  covey: 1,
  site: 'localhost',
  version: 1,
  issued: '2026-11-24T00:00:00Z',
  expires: '2027-11-24T00:00:00Z',
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
};

beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(() => visitor.close());
afterAll(() => browser.close());

it('follows the pages of an application, and a data layer that is replaced and frozen', async () => {
  visitor = await newVisitor(browser, stack);
  const { context, page } = visitor;
  const body = await signed(current(definitions, { version: 99 }), [stack.key]);
  await context.route(`${stack.edge}/v1/sites/localhost/definitions`, (route) =>
    route.fulfill({ body, headers: { 'access-control-allow-origin': '*' } }),
  );
  await page.goto(`${stack.shop}/?utm_source=june&utm_medium=email`);
  await coveyReady(page);
  await inCovey(page, (covey) => covey.consent.set({ personalisation: true }));
  await untilSegment(page, 'here');
  const metrics = () => inCovey(page, (covey) => covey.metrics());

  await page.evaluate(() => {
    history.replaceState({}, '', '/');
    history.pushState({}, '', '/basket/');
    history.replaceState({}, '', '/sign-in/');
    setTimeout(() => (document.title = 'Sign in'), 10);
  });
  await page.waitForFunction(
    () =>
      (window as unknown as { covey: { metrics(): { pages: number } } }).covey.metrics().pages > 1,
  );
  expect(await metrics()).toMatchObject({
    pages: 2,
    title: 'Sign in',
    referrer: `${stack.shop}/`,
  });
  await page.goBack();
  await page.waitForFunction(
    () =>
      (window as unknown as { covey: { metrics(): { pages: number } } }).covey.metrics().pages > 2,
  );

  const spend = (work: (page: { dataLayer: unknown[] }) => void) =>
    page.evaluate(`(${work.toString()})(window)`);
  await spend((shop) => shop.dataLayer.push({ ecommerce: { value: 1 } }, { event: 'purchase' }));
  await spend((shop) => (shop.dataLayer = [...shop.dataLayer]));
  await spend((shop) => shop.dataLayer.push({ event: 'purchase', ecommerce: { value: 10 } }));
  await spend((shop) => (shop.dataLayer = Object.freeze([]) as unknown as unknown[]));
  await spend((shop) => (shop.dataLayer = []));
  await spend((shop) => shop.dataLayer.push({ event: 'purchase', ecommerce: { value: 100 } }));
  // The layer's reader is loaded with its first item.
  await page.waitForFunction(
    () =>
      (window as unknown as { covey: { metrics(): { spend: number } } }).covey.metrics().spend > 0,
  );
  expect(await metrics()).toMatchObject({ pages: 3, spend: 111 });
  expect(await inCovey(page, (covey) => covey.diagnostics().problems)).toMatchObject({
    'capture-data-layer': 1,
  });
  expect(visitor.errors).toEqual([]);
});
