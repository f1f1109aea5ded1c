import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { REPORT_BYTES } from '../../shared/wire/index.ts';
import { launchBrowser } from './harness/browser.ts';
import { useStack } from './harness/use-stack.ts';
import {
  coveyReady,
  databaseText,
  inCovey,
  newVisitor,
  passMinute,
  type Visitor,
} from './harness/visitor.ts';

const stack = useStack();
let browser: Browser;
let visitor: Visitor;

/** What the Worker answered to the reports. */
let answers: number[];

const counts = async () => (await visitor.sent()).filter((one) => one.kind === 'count');

async function arrive(answer: { personalisation: boolean; measurement: boolean }) {
  visitor = await newVisitor(browser, stack);
  const { page } = visitor;
  answers = [];
  visitor.context.on('response', (response) => {
    if (response.url().endsWith('/counts')) answers.push(response.status());
  });
  await visitor.context.clock.install();
  await page.goto(`${stack.shop}/`);
  await coveyReady(page);
  await page.evaluate(
    (given) =>
      (window as unknown as { covey: { consent: { set(a: unknown): void } } }).covey.consent.set(
        given,
      ),
    answer,
  );
  await expect
    .poll(() => inCovey(page, (covey) => covey.diagnostics().status), { timeout: 10_000 })
    .toBe('running');
  return page;
}

beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(() => visitor.close());
afterAll(() => browser.close());

describe('count reports', () => {
  it('go out once a period: not on leaving, not again on reload, in other tabs, or later', async () => {
    const page = await arrive({ personalisation: true, measurement: true });
    // The time at which it is to leave is drawn of two bytes: the latest.
    await visitor.context.addInitScript(() => {
      const draw = crypto.getRandomValues.bind(crypto);
      crypto.getRandomValues = (bytes) =>
        bytes instanceof Uint8Array && bytes.length === 2 ? bytes.fill(255) : draw(bytes);
    });
    await page.waitForTimeout(1000);
    await page.goto(`${stack.shop}/shop/`);
    await coveyReady(page);
    await page.clock.fastForward(6000);
    await expect.poll(() => databaseText(page), { timeout: 10_000 }).toContain('"due"');
    // Left before its time: the next page has it, and sends it neither as it opens nor as it is left.
    for (const path of ['/offers/', '/shop/']) {
      await page.goto(`${stack.shop}${path}`);
      await coveyReady(page);
      await page.waitForTimeout(300);
    }
    expect(await counts()).toHaveLength(0);
    await page.clock.fastForward(61_000);
    await expect.poll(async () => (await counts()).length, { timeout: 10_000 }).toBe(1);
    const other = await visitor.context.newPage();
    await other.goto(`${stack.shop}/journal/`);
    await coveyReady(other);
    for (const path of ['/', '/offers/', '/cart/']) {
      await page.goto(`${stack.shop}${path}`);
      await coveyReady(page);
      await page.clock.fastForward(61_000);
      await page.waitForTimeout(200);
    }
    await other.close({ runBeforeUnload: true });
    await page.waitForTimeout(500);
    const sent = await counts();
    expect(sent).toHaveLength(1);
    const [one] = sent;
    if (one?.kind !== 'count') throw new Error('no count');
    expect(one.bytes).toHaveLength(REPORT_BYTES);
    await expect.poll(() => answers, { timeout: 10_000 }).toEqual([204]);
    expect(visitor.errors).toEqual([]);
  });

  it('are not sent with personalisation alone', async () => {
    const page = await arrive({ personalisation: true, measurement: false });
    await page.goto(`${stack.shop}/shop/`);
    await coveyReady(page);
    await page.clock.fastForward(6000);
    await page.waitForTimeout(200);
    await page.clock.fastForward(61_000);
    await page.waitForTimeout(300);
    expect(await counts()).toEqual([]);
    expect(await databaseText(page)).not.toContain('seed');
  });

  it('say the same about the sender but for report id, question and answer', async () => {
    const prefixes = new Set<string>();
    const ids = new Set<string>();
    for (let device = 0; device < 3; device += 1) {
      const page = await arrive({ personalisation: true, measurement: true });
      await passMinute(page);
      await expect.poll(async () => (await counts()).length, { timeout: 10_000 }).toBe(1);
      const [one] = await counts();
      if (one?.kind !== 'count') throw new Error('no count');
      prefixes.add(
        one.bytes.subarray(0, 21).toString('hex') + one.bytes.subarray(41).toString('hex'),
      );
      ids.add(one.bytes.subarray(25, 41).toString('hex'));
      if (device < 2) await visitor.close();
    }
    expect(prefixes.size).toBe(1);
    expect(ids.size).toBe(3);
  });
});
