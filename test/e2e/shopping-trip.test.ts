import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { useStack } from './harness/use-stack.ts';
import {
  answerBanner,
  beyond,
  coveyReady,
  inCovey,
  jumpClock,
  newVisitor,
  passMinute,
  rightClock,
  segmentsOf,
  untilSegment,
  type Visitor,
} from './harness/visitor.ts';

const stack = useStack();
let browser: Browser;
let visitor: Visitor;
let page: Page;
/** What the Worker answered to each count report. */
const answers: number[] = [];

const open = async (path: string): Promise<void> => {
  await page.goto(`${stack.shop}${path}`);
  await coveyReady(page);
};
const shownIn = (segment: string) =>
  page.evaluate((id) => document.documentElement.matches(`[data-covey~="${id}"]`), segment);

/** Waits until the shop has said that something happened on this page. */
const told = (event: string) =>
  page.waitForFunction(
    (name) =>
      (window as { dataLayer?: readonly { readonly event?: string }[] }).dataLayer?.some(
        (entry) => entry.event === name,
      ),
    event,
  );

beforeAll(async () => {
  browser = await launchBrowser();
  visitor = await newVisitor(browser, stack);
  ({ page } = visitor);
  visitor.context.on('response', (response) => {
    if (response.url().endsWith('/counts')) answers.push(response.status());
  });
});
afterAll(() => browser.close());

describe('a shopping trip', () => {
  it('begins with a whole page and no segment', async () => {
    await open('/');
    expect(await segmentsOf(page)).toEqual([]);
    expect(await page.locator('h1').first().isVisible()).toBe(true);
  });

  it('decides at once after consent: new here, and in Berlin', async () => {
    await answerBanner(page, 'Allow both');
    await untilSegment(page, 'new-visitor');
    await untilSegment(page, 'berlin');
    expect(await segmentsOf(page)).toContain('germany');
    expect(await shownIn('new-visitor')).toBe(true);
    expect(await page.locator('.strip__note--berlin').isVisible()).toBe(true);
    expect(await page.locator('.strip__note--default').isVisible()).toBe(false);
  });

  it('finds a window shopper after five products, and explains why', async () => {
    for (const slug of [
      'moon-plate',
      'round-teapot',
      'hand-trowel',
      'pepper-mill',
      'tulip-bulbs',
    ]) {
      expect(await inCovey(page, (covey) => covey.has('window-shopper'))).toBe(false);
      await open(`/products/${slug}/`);
      // The shop tells it once it has its catalog, which may be after the answers stand.
      await told('view_item');
    }
    await untilSegment(page, 'window-shopper');
    const explanation = await inCovey(page, (covey) => covey.explain('window-shopper'));
    expect(explanation?.member).toBe(true);
    expect(JSON.stringify(explanation?.because)).toContain('metric.items_seen');
    const metrics = await inCovey(page, (covey) => covey.metrics());
    expect(metrics['items_seen']).toBe(5);
  });

  it('lets the window shopper go with the first thing in the basket, in the same instant', async () => {
    const button = page.locator('form[data-form="buy"] button[type="submit"]');
    await button.click();
    expect(await inCovey(page, (covey) => covey.has('window-shopper'))).toBe(false);
    expect((await inCovey(page, (covey) => covey.metrics()))['added']).toBe(1);
  });

  it('keeps what it knows over a reload, and back and forward', async () => {
    const before = await segmentsOf(page);
    await page.reload();
    await coveyReady(page);
    expect(await segmentsOf(page)).toEqual(before);
    await open('/cart/');
    await page.goBack();
    await coveyReady(page);
    expect((await inCovey(page, (covey) => covey.metrics()))['added']).toBe(1);
    await page.goForward();
    await coveyReady(page);
    expect((await inCovey(page, (covey) => covey.metrics()))['added']).toBe(1);
  });

  it('makes a cart abandoner after half an hour, by time alone, and gives free delivery', async () => {
    await open('/cart/');
    expect(await inCovey(page, (covey) => covey.has('cart-abandoner'))).toBe(false);
    await jumpClock(page, { minutes: 31 });
    await untilSegment(page, 'cart-abandoner');
    expect(await page.locator('[data-free-text]').textContent()).toBe('Delivery is on us.');
  });

  it('makes a customer of them at the checkout, and an abandoner no longer', async () => {
    await open('/checkout/');
    for (const [field, value] of [
      ['name', 'Ada Example'],
      ['email', 'ada@example.com'],
      ['street', 'Way 1'],
      ['postcode', '13347'],
      ['city', 'Berlin'],
    ] as const) {
      await page.locator(`form[data-form="checkout"] [name="${field}"]`).fill(value);
    }
    await page.locator('[name="payment"][value="invoice"]').check({ force: true });
    await page.locator('form[data-form="checkout"] button[type="submit"]').click();
    await page.waitForURL('**/thanks/**');
    await coveyReady(page);
    await untilSegment(page, 'new-customer');
    expect(await segmentsOf(page)).not.toContain('cart-abandoner');
    expect(await page.getByText('Your first order.').isVisible()).toBe(true);
  });

  it('lets the new customer leave after thirty days, by one timer and no visit', async () => {
    // A clock that runs a month ahead would report for a period that has not begun.
    await inCovey(page, (covey) => covey.consent.set({ measurement: false }));
    expect(
      (await inCovey(page, (covey) => covey.explain('new-customer')))?.changesAt,
    ).toBeGreaterThan(0);
    await jumpClock(page, { days: 31 });
    await untilSegment(page, 'new-customer', false);
  });

  it('knows a returning visitor by the next visit', async () => {
    await open('/');
    await untilSegment(page, 'returning-visitor');
    expect(await segmentsOf(page)).not.toContain('new-visitor');
  });

  it('answers a question, which sets a trait that no other answer fits', async () => {
    await inCovey(page, (covey) => covey.identify({ matters: 'quality' }));
    await untilSegment(page, 'values-quality');
    await inCovey(page, (covey) => covey.identify({ matters: 'nonsense' }));
    expect(await segmentsOf(page)).toContain('values-quality');
    await open('/shop/');
    expect(await segmentsOf(page)).toContain('values-quality');
  });

  it('has sent nothing but the three messages, and broken nothing', async () => {
    await rightClock(page);
    await visitor.context.clock.install();
    await open('/shop/');
    // A minute that passes in one leap would end a request that is under way.
    await page.waitForLoadState('networkidle');
    await inCovey(page, (covey) => covey.consent.set({ measurement: true }));
    await passMinute(page);
    await expect.poll(() => answers, { timeout: 10_000 }).toEqual([204]);
    const sent = await visitor.sent();
    expect(sent.filter(({ kind }) => kind === 'forbidden')).toEqual([]);
    expect(new Set(sent.map(({ kind }) => kind))).toEqual(
      new Set(['file', 'definitions', 'context', 'count']),
    );
    expect(visitor.errors).toEqual([]);
    // The page before may have noticed it, and this one finds all in order then.
    const { 'clock-set-back': setBack = 1, ...others } = await inCovey(
      page,
      (covey) => covey.diagnostics().problems,
    );
    expect([setBack, others]).toEqual([1, {}]);
  });
});

it('the shop is as wide as a narrow window, and so are its pictures, where letters are twice as large', async () => {
  const guest = await newVisitor(browser, stack, { viewport: { width: 360, height: 740 } });
  for (const path of ['/', '/shop/', '/p/ember-casserole/', '/cart/', '/account/', '/journal/']) {
    await guest.page.goto(`${stack.shop}${path}`);
    await guest.page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    expect(await beyond(guest.page), path).toBe(0);
    const right = await guest.page
      .locator('main img')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().right));
    expect(Math.max(0, ...right), path).toBeLessThanOrEqual(360);
  }
  await guest.close();
});
