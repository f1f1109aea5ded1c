import { readFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { countedSite } from './harness/counted-site.ts';
import { launchBrowser } from './harness/browser.ts';
import { useStack } from './harness/use-stack.ts';
import { violations } from './harness/violations.ts';
import { beyond, newVisitor, type Visitor } from './harness/visitor.ts';

const stack = useStack();
let browser: Browser;
let visitor: Visitor;
beforeAll(async () => {
  browser = await launchBrowser();
  visitor = await newVisitor(browser, stack);
});
afterAll(async () => {
  await visitor.close();
  await browser.close();
});

/** Goes there as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 120; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${String(target)}`);
}

/** Numbers of an axis that run into the next one. */
const numbersThatMeet = (page: Page) =>
  page.locator('.scale').evaluateAll((scales) =>
    scales.flatMap((scale) => {
      const boxes = [...scale.children].map((number) => {
        const range = document.createRange();
        range.selectNodeContents(number);
        return { text: number.textContent, ...range.getBoundingClientRect().toJSON() };
      });
      return boxes
        .filter(({ right }, at) => boxes[at + 1] && right > boxes[at + 1].left)
        .map(({ text }) => text);
    }),
  );

async function enter(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

it('leads by the keyboard from the gallery to a draft that is changed, undone, kept and added to, without a token', async () => {
  const { page } = visitor;
  await page.goto(`${stack.edge}/studio/`);
  await page.getByRole('heading', { name: 'Segments of a site' }).waitFor();
  expect(await violations(page)).toEqual([]);

  await enter(page, page.getByRole('link', { name: 'Gallery', exact: true }));
  await tabTo(page, page.getByLabel('Search'));
  await page.keyboard.type('checkout abandoners');
  await enter(page, page.locator('.ready summary').first());
  await page.getByRole('heading', { name: 'Data it needs' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await enter(page, page.getByRole('button', { name: 'Use it' }));
  await enter(page, page.getByRole('link', { name: 'Open it there' }));

  const words = page.getByRole('region', { name: 'In words' });
  await words.getByText('Completed this at least once in the last 7 days').waitFor();
  await tabTo(page, page.getByLabel('Dropped checkouts: value'));
  await page.keyboard.press('Control+a');
  await page.keyboard.type('3');
  await words.getByText('Completed this at least 3 times in the last 7 days').waitFor();

  await enter(page, page.locator('.json > summary'));
  const json = page.locator('.cm-content');
  await json.getByText('"$gte": 3').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Control+z');
  await json.getByText('"$gte": 1').waitFor();
  await words.getByText('Completed this at least once in the last 7 days').waitFor();
  await page.keyboard.press('Control+y');

  await json.focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('// Agreed with Ida.');
  await page.keyboard.press('Enter');
  await page.getByText('Kept in this browser').waitFor();
  await page.reload();
  await words.getByText('Completed this at least 3 times in the last 7 days').waitFor();
  await page.locator('.json > summary').click();
  await json.getByText('// Agreed with Ida.').waitFor();

  // The words of another language are loaded when it is chosen, and it is remembered.
  await page.getByLabel('In words, in').selectOption('de');
  const german = words.getByText('dies in den letzten 7 Tagen mindestens 3-mal vollendet');
  await german.waitFor();
  expect(await words.locator('[lang]').first().getAttribute('lang')).toBe('de');
  await page.reload();
  await german.waitFor();

  // Something that visitors did, by its event, and a question to them: each has the focus where one goes on.
  await enter(page, page.getByRole('button', { name: 'New segment' }));
  await page.locator('input:focus').waitFor();
  await page.keyboard.type('Buyers');
  await page.keyboard.press('Enter');
  await page.locator('h2:focus', { hasText: 'Buyers' }).waitFor();
  await tabTo(page, page.getByLabel('Who is in it: which event'));
  await page.keyboard.type('Bought');
  await enter(page, page.getByRole('button', { name: 'Who is in it: add' }));
  await page.locator('select:focus').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('3');
  await words.getByText('Hat in den letzten 30 Tagen mindestens 3-mal etwas gekauft').waitFor();
  await enter(page, page.getByRole('button', { name: 'New survey' }));
  await page.locator('input:focus').waitFor();
  await page.keyboard.type('Who is it for?');
  await page.keyboard.press('Enter');
  await page.locator('h2:focus', { hasText: 'Who is it for?' }).waitFor();
  expect(await violations(page)).toEqual([]);
  expect(visitor.errors).toEqual([]);
});

it('shows what is counted, searched, sorted, folded and compared by the keyboard, as the address has it', async () => {
  const site = 'watch.example';
  await countedSite(stack, site, 240);
  const watcher = await newVisitor(browser, stack);
  const { page } = watcher;
  await page.goto(`${stack.edge}/studio/#site=${site}`);
  await page.getByLabel('Token').fill(stack.token);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: site }).waitFor();

  // 120 of 240 say yes: half of the devices. Earlier periods have no release, and what is not asked says why.
  const card = page.getByRole('region', { name: 'Buyers' });
  await card.getByText(/^50\.0 % \(4\d\.\d to 5\d\.\d %\)/).waitFor();
  expect(await card.locator('.trend__gap').count()).toBe(5);
  expect(await page.getByRole('region', { name: 'Not counted' }).innerText()).toContain(
    'Plain: no "count": true.',
  );
  expect(await page.getByText('Simulated').count()).toBe(0);

  const titles = () => page.locator('.question__head h2').allInnerTexts();
  const controls = page.getByRole('form', { name: 'What is shown' });
  await tabTo(page, controls.getByLabel('Sort by'));
  await page.keyboard.press('N');
  await expect.poll(titles).toEqual(['+Tiers', 'Buyers']);
  await tabTo(page, page.getByRole('combobox', { name: 'This', exact: true }));
  await page.keyboard.press('B');
  await tabTo(page, page.getByRole('combobox', { name: 'with this' }));
  await page.keyboard.press('+');
  await page.getByText(/points less/).waitFor();
  expect(await violations(page)).toEqual([]);
  const members = card.locator('.row__label');
  await enter(page, card.locator('summary').first());
  await expect.poll(() => members.isVisible()).toBe(false);
  await expect.poll(() => page.url()).toContain('/fold/');
  await page.reload();
  await page.getByText(/That is more than chance explains/).waitFor();
  expect(await members.isVisible()).toBe(false);
  expect(await controls.getByLabel('Sort by').inputValue()).toBe('name');

  await controls.getByLabel('Search').focus();
  await page.keyboard.type('silver');
  await expect.poll(titles).toEqual(['+Tiers']);
  await controls.getByLabel('Search').fill('');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    enter(page, controls.getByRole('button', { name: 'Save as CSV' })),
  ]);
  const csv = readFileSync(await download.path(), 'utf8');
  expect(csv).toContain(",tier,group,'+Tiers,gold,");
  expect(csv.trim().split('\n')).toHaveLength(1 + 4 * 6);

  for (const width of [360, 768, 1000, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await expect.poll(() => beyond(page)).toBe(0);
    expect(await numbersThatMeet(page), `at ${width}`).toEqual([]);
  }
  expect(watcher.errors).toEqual([]);
  await watcher.close();
});

it('is as wide as a narrow window on every page, whatever the names in the draft', async () => {
  const name = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenträgerinnen';
  const when = { 'metric.bought': { $gte: 1 } };
  const draft = {
    covey: 1,
    site: 'narrow.example',
    version: 1,
    issued: '2026-11-01T00:00:00Z',
    expires: '2027-01-24T00:00:00Z',
    metrics: { bought: { name, count: 'purchase' } },
    segments: { one: { name, when }, two: { name: `${name} 2`, when } },
  };
  const guest = await newVisitor(browser, stack, { viewport: { width: 360, height: 740 } });
  const { page } = guest;
  await page.goto(`${stack.edge}/studio/`);
  const buffer = Buffer.from(JSON.stringify(draft));
  await page.getByLabel('From a file').setInputFiles({ name: 'narrow.json', mimeType: '', buffer });
  await page.waitForURL(/#\/draft/);
  await page.getByLabel(`${name}: value`).waitFor();
  const fields = await page.getByRole('heading', { name, level: 2 }).boundingBox();
  // What is in the draft stands above, and does not push the fields out of sight.
  expect(fields?.y).toBeLessThan(740);
  expect(await beyond(page)).toBe(0);
  for (const part of ['', 'gallery', 'preview', 'publish', 'papers', 'live', 'watch']) {
    await page.goto(`${stack.edge}/studio/#/${part}`);
    await page.locator('main h1').waitFor();
    if (part === 'preview') {
      await page.getByRole('button', { name: 'Use a generated log' }).click();
      await page.getByRole('heading', { name: 'Also in other segments' }).waitFor();
    }
    expect(await beyond(page), part).toBe(0);
  }
  await guest.close();
});
