import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type CreatedToken, tokensUrl } from '../../shared/wire/index.ts';
import { launchBrowser } from './harness/browser.ts';
import { useStack } from './harness/use-stack.ts';
import {
  coveyReady,
  inCovey,
  newVisitor,
  segmentsOf,
  storedTraces,
  untilSegment,
  type Visitor,
} from './harness/visitor.ts';

const stack = useStack();
let browser: Browser;
let visitor: Visitor;

async function openPanel(): Promise<Page> {
  visitor = await newVisitor(browser, stack);
  const { page } = visitor;
  await page.goto(`${stack.shop}/products/moon-plate/`);
  await coveyReady(page);
  await inCovey(page, (covey) => covey.consent.set({ personalisation: true, measurement: true }));
  await untilSegment(page, 'germany');
  await inCovey(page, (covey) => covey.panel());
  await page.getByRole('dialog', { name: 'What this site knows, and what it does not' }).waitFor();
  return page;
}

beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(() => visitor.close());
afterAll(() => browser.close());

describe('the panel', () => {
  it('opens under the strict policy, says which segments and why, and closes by the keyboard', async () => {
    const page = await openPanel();
    const dialog = page.getByRole('dialog', { name: 'What this site knows, and what it does not' });
    await dialog.getByRole('heading', { name: 'In Germany' }).waitFor();
    expect(await dialog.getByText('You are in').count()).toBeGreaterThan(1);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(visitor.errors).toEqual([]);
    expect((await visitor.sent()).filter(({ kind }) => kind === 'forbidden')).toEqual([]);
  });

  it('is in the size of letters that the visitor has set, whatever the page makes of its own', async () => {
    const page = await openPanel();
    const text = page.getByText('Everything below stands in this browser.');
    const sizes = ['100%', '62.5%', '20px'].map((size) => async () => {
      await page.evaluate((own) => (document.documentElement.style.fontSize = own), size);
      return text.evaluate((element) => getComputedStyle(element).fontSize);
    });
    for (const size of sizes) expect(await size()).toBe('16px');
  });

  it('shows in forced colours which switch is on', async () => {
    const page = await openPanel();
    await page.emulateMedia({ forcedColors: 'active' });
    const look = (knob: '::after' | undefined) =>
      page
        .getByRole('switch', { name: 'Count me' })
        .evaluate((element, of) => getComputedStyle(element, of).backgroundColor, knob);
    const on = [await look(undefined), await look('::after')];
    await page.getByRole('switch', { name: 'Count me' }).click();
    await page.getByText('Switched off.').waitFor();
    const off = [await look(undefined), await look('::after')];
    // The knob is told from its ground, on and off, and on from off.
    expect(new Set(on).size).toBe(2);
    expect(new Set(off).size).toBe(2);
    expect(on).not.toEqual(off);
  });

  it('takes an objection to one segment, here and on the next page', async () => {
    const page = await openPanel();
    await page.getByRole('button', { name: 'Object to In Germany' }).click();
    await untilSegment(page, 'germany', false);
    expect(await segmentsOf(page)).toContain('new-visitor');
    await page.goto(`${stack.shop}/shop/`);
    await coveyReady(page);
    expect(await segmentsOf(page)).not.toContain('germany');
  });

  it('hands over everything as a file', async () => {
    const page = await openPanel();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    const file = await (await downloading).path();
    const exported = JSON.parse(readFileSync(file, 'utf8')) as { site: string; state: object };
    expect(exported.site).toBe('localhost');
    expect(Object.keys(exported.state).length).toBeGreaterThan(0);
  });

  it('erases after asking once more', async () => {
    const page = await openPanel();
    await page.getByRole('button', { name: 'Erase', exact: true }).click();
    expect(await segmentsOf(page)).toContain('new-visitor');
    await page.getByRole('button', { name: 'Erase everything' }).click();
    await untilSegment(page, 'new-visitor', false);
    await expect.poll(async () => (await storedTraces(page)).databases).toEqual([]);
  });
});

describe('the studio', () => {
  const signIn = async (token: string) => {
    visitor = await newVisitor(browser, stack);
    const { page } = visitor;
    await page.goto(`${stack.edge}/studio/#site=${stack.site}`);
    await page.getByLabel('Token').fill(token);
    await page.getByRole('button', { name: 'Open' }).click();
    return page;
  };

  it('shows counts to whoever has the token, which stands in no address', async () => {
    const page = await signIn(stack.token);
    await page.getByRole('heading', { name: 'localhost' }).waitFor();
    await page.getByRole('heading', { name: 'Window shopper' }).waitFor();
    expect(page.url()).not.toContain(stack.token);
    expect(visitor.errors).toEqual([]);
  });

  it('takes no token from an address, where the history keeps it, and says so', async () => {
    visitor = await newVisitor(browser, stack);
    const { page } = visitor;
    await page.goto(`${stack.edge}/studio/#site=${stack.site}&token=${stack.token}`);
    await page.getByText('change it, and paste the new one').waitFor();
    expect(page.url()).not.toContain(stack.token);
    expect(await page.getByRole('heading', { name: 'Window shopper' }).count()).toBe(0);
  });

  it('opens by a link whose token reads counts and nothing else', async () => {
    const answer = await fetch(tokensUrl(stack.edge, stack.site), {
      method: 'POST',
      headers: { authorization: `Bearer ${stack.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ scope: 'counts' }),
    });
    const { token } = (await answer.json()) as CreatedToken;
    visitor = await newVisitor(browser, stack);
    const { page } = visitor;
    await page.goto(`${stack.edge}/studio/#site=${stack.site}&token=${token}`);
    await page.getByRole('heading', { name: 'Window shopper' }).waitFor();
    expect(page.url()).not.toContain(token);
    expect(visitor.errors).toEqual([]);
  });

  it('says what is wrong with a token', async () => {
    const page = await signIn('nonsense');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('heading', { name: 'Window shopper' }).count()).toBe(0);
  });
});
