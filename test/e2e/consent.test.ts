import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { useStack } from './harness/use-stack.ts';
import {
  answerBanner,
  coveyReady,
  databaseText,
  inCovey,
  newVisitor,
  segmentsOf,
  storedTraces,
  untilSegment,
  type Visitor,
  type VisitorOptions,
} from './harness/visitor.ts';

const stack = useStack();
let browser: Browser;
let visitor: Visitor;

async function arrive(path = '/', options: VisitorOptions = {}) {
  visitor = await newVisitor(browser, stack, options);
  await visitor.page.goto(`${stack.shop}${path}`);
  await coveyReady(visitor.page);
  return visitor.page;
}
const messages = async () => (await visitor.sent()).filter(({ kind }) => kind !== 'file');

beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(() => visitor.close());
afterAll(() => browser.close());

describe('before consent', () => {
  it('writes nothing and sends nothing, however much happens', async () => {
    const page = await arrive('/products/moon-plate/');
    // On localhost a developer looks: the words come in a file of their own.
    const word = page.waitForEvent('console', (said) => said.text().includes('[no-consent]'));
    await inCovey(page, (covey) => {
      covey.track('view_item', { item_id: 'x' });
      covey.identify({ matters: 'price' });
    });
    expect((await word).text()).toContain('covey: track and identify do nothing before consent');
    await page.mouse.wheel(0, 5000);
    await page.goto(`${stack.shop}/shop/`);
    await coveyReady(page);
    const traces = await storedTraces(page);
    expect(traces).toEqual({ local: [], session: [], databases: [], caches: [], cookies: [] });
    expect(await messages()).toEqual([]);
    expect(await segmentsOf(page)).toEqual([]);
    expect(await inCovey(page, (covey) => covey.consent.get())).toMatchObject({
      personalisation: null,
      measurement: null,
    });
  });

  it('reads the records of the answer and of the last count, and opens no database', async () => {
    const page = await arrive('/', {
      before: () => {
        const opened: string[] = [];
        Object.assign(window, { opened });
        const open = IDBFactory.prototype.open;
        IDBFactory.prototype.open = function (name, ...rest) {
          opened.push(name);
          return open.call(this, name, ...rest);
        };
        const get = Storage.prototype.getItem;
        Storage.prototype.getItem = function (key) {
          if (key.startsWith('covey')) opened.push(`record ${key}`);
          return get.call(this, key);
        };
      },
    });
    const opened = await page.evaluate(() => (window as unknown as { opened: string[] }).opened);
    // The visitor's own answer is looked at, also where earlier versions kept it: without it there is no knowing
    // whether to ask. And whether what is left of a count has had its time, so that it goes.
    // In development, as here, also whether the developer's tools were open.
    expect([...new Set(opened)].toSorted()).toEqual([
      'record covey',
      'record covey-counted',
      'record covey-devtools',
      'record covey:localhost',
    ]);
  });

  it('a grant does not bring back what was done before it', async () => {
    const page = await arrive('/products/moon-plate/');
    await inCovey(page, (covey) => covey.track('purchase', { value: 999, currency: 'EUR' }));
    await answerBanner(page, 'Allow both');
    await untilSegment(page, 'new-visitor');
    expect((await inCovey(page, (covey) => covey.metrics()))['orders']).toBe(0);
    expect(await databaseText(page)).not.toMatch(/\b999\b/);
  });
});

describe('a refusal', () => {
  it('leaves the answer and nothing else', async () => {
    const page = await arrive('/products/moon-plate/');
    await answerBanner(page, 'Refuse');
    await page.goto(`${stack.shop}/shop/`);
    await coveyReady(page);
    const traces = await storedTraces(page);
    expect(traces.databases).toEqual([]);
    expect(traces.cookies).toEqual([]);
    expect([...traces.local].toSorted()).toEqual(['covey:localhost', 'hazel-consent']);
    const record = JSON.parse(
      (await page.evaluate(() => localStorage.getItem('covey:localhost'))) ?? '{}',
    ) as Record<string, unknown>;
    expect(record).toMatchObject({ personalisation: false, measurement: false });
    expect(Object.keys(record).toSorted()).toEqual([
      'measurement',
      'personalisation',
      'text',
      'time',
    ]);
    expect(await messages()).toEqual([]);
  });

  it('is what Global Privacy Control means, until the visitor says yes here', async () => {
    const page = await arrive('/', { gpc: true });
    expect(await inCovey(page, (covey) => covey.consent.get())).toMatchObject({ signal: 'gpc' });
    expect(await segmentsOf(page)).toEqual([]);
    expect((await storedTraces(page)).databases).toEqual([]);
    expect(await messages()).toEqual([]);
    await inCovey(page, (covey) => covey.consent.set({ personalisation: true }));
    await untilSegment(page, 'new-visitor');
  });
});

describe('withdrawal', () => {
  it('in one tab erases in two, and stops what is on its way', async () => {
    const page = await arrive('/products/moon-plate/');
    await answerBanner(page, 'Allow both');
    await untilSegment(page, 'new-visitor');
    const other = await visitor.context.newPage();
    await other.goto(`${stack.shop}/products/pepper-mill/`);
    await coveyReady(other);
    await untilSegment(other, 'new-visitor');
    await expect.poll(() => databaseText(page), { timeout: 5000 }).toContain('view_item');

    await inCovey(page, (covey) => {
      covey.track('purchase', { value: 1, currency: 'EUR' });
      covey.consent.set({ personalisation: false, measurement: false });
    });
    await untilSegment(other, 'new-visitor', false);
    for (const tab of [page, other]) {
      expect(await segmentsOf(tab)).toEqual([]);
      expect(await tab.evaluate(() => document.documentElement.getAttribute('data-covey'))).toBe(
        null,
      );
      await expect
        .poll(async () => (await storedTraces(tab)).databases, { timeout: 5000 })
        .toEqual([]);
    }
    // Late writers, if there were any, have had their time.
    await other.goto(`${stack.shop}/shop/`);
    await coveyReady(other);
    await other.waitForTimeout(500);
    const traces = await storedTraces(other);
    expect(traces.databases).toEqual([]);
    expect(await other.evaluate(() => localStorage.getItem('covey:localhost'))).not.toContain(
      'new-visitor',
    );
  });

  it('waits for no tab that is frozen, and consent can be given again', async () => {
    const page = await arrive('/products/moon-plate/');
    await answerBanner(page, 'Allow both');
    await untilSegment(page, 'new-visitor');
    const frozen = await visitor.context.newPage();
    await frozen.goto(`${stack.shop}/products/pepper-mill/`);
    await coveyReady(frozen);
    // A connection of the tab's own that it does not close: it hears of nothing while it sleeps.
    await frozen.evaluate(
      (name) =>
        new Promise<void>((resolve) => {
          indexedDB.open(name).onsuccess = () => resolve();
        }),
      'covey:localhost',
    );
    await page.bringToFront();
    const devtools = await visitor.context.newCDPSession(frozen);
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });

    await inCovey(page, (covey) => covey.erase());
    expect(await page.evaluate(() => localStorage.getItem('covey:localhost'))).not.toContain(
      'erasing',
    );
    await inCovey(page, (covey) => {
      covey.consent.set({ personalisation: false, measurement: false });
      covey.consent.set({ personalisation: true });
    });
    await coveyReady(page);
    expect(await inCovey(page, (covey) => covey.diagnostics())).toMatchObject({
      status: 'running',
      storage: 'memory',
      problems: { 'storage-blocked': 1 },
    });
    // As soon as the tab lives again, the empty shell goes.
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });
    await frozen.close();
    await page.goto(`${stack.shop}/shop/`);
    await coveyReady(page);
    await expect
      .poll(() => inCovey(page, (covey) => covey.diagnostics().storage))
      .toBe('indexeddb');
  });

  it('erase() empties the device but keeps the answer', async () => {
    const page = await arrive('/products/moon-plate/');
    await answerBanner(page, 'Allow both');
    await untilSegment(page, 'new-visitor');
    await inCovey(page, (covey) => covey.erase());
    expect(await segmentsOf(page)).toEqual([]);
    expect((await storedTraces(page)).databases).toEqual([]);
    expect((await inCovey(page, (covey) => covey.consent.get())).personalisation).toBe(true);
  });
});

describe('measurement alone', () => {
  it('evaluates, and never shows a segment to the page', async () => {
    const page = await arrive('/');
    await inCovey(page, (covey) =>
      covey.consent.set({ measurement: true, personalisation: false }),
    );
    await expect
      .poll(() => inCovey(page, (covey) => covey.diagnostics().status), { timeout: 10_000 })
      .toBe('running');
    expect(await segmentsOf(page)).toEqual([]);
    expect(await inCovey(page, (covey) => covey.has('new-visitor'))).toBe(false);
    expect(await page.evaluate(() => document.documentElement.getAttribute('data-covey'))).toBe(
      null,
    );
  });
});
