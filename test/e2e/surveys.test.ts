// Surveys as built, under a strict policy with Trusted Types: by the keyboard alone, in each engine.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import type { Covey } from '../../sdk/api.ts';
import type { Definitions, SurveyDefinition } from '../../shared/definitions/types.ts';
import { launchBrowser } from './harness/browser.ts';
import { foundEngines, type Tab } from './harness/engines/index.ts';
import { useEngine } from './harness/engines/use-engine.ts';
import { type PartsSite, servePartsSite } from './harness/parts-site.ts';

type Page_ = typeof globalThis & { covey: Covey; faults: string[] };

const OPTIONS: SurveyDefinition['options'] = [
  { value: 'self', text: { en: 'Me', de: 'Mich' } },
  { value: 'gift', text: { en: 'Somebody else', de: 'Jemand anderen' } },
  { value: 'both', text: { en: 'Both of us', de: 'Uns beide' } },
];
const WHY: SurveyDefinition = {
  trait: 'reason',
  question: { en: 'Who is it for?', de: 'Für wen ist es?' },
  type: 'choice',
  options: OPTIONS,
  show: { segments: ['looking'] },
};
const asking = (survey: SurveyDefinition): Partial<Definitions> => ({
  traits: {
    reason: { type: 'string', values: ['self', 'gift', 'both'] },
    likely: { type: 'number' },
    ranks: { type: 'string[]', values: ['self', 'gift', 'both'] },
  },
  metrics: { views: { count: 'view' } },
  segments: {
    looking: { when: { 'metric.views': { $gte: 1 } } },
    giver: { when: { 'trait.reason': 'gift' } },
    fan: { when: { 'trait.likely': { $gte: 9 } } },
    ranked: { when: { 'trait.ranks': { $in: ['self'] } } },
  },
  surveys: { why: survey },
});

let site: PartsSite;
beforeAll(async () => {
  site = await servePartsSite();
});
afterAll(() => site.close());

const agree = async (covey: Covey) => {
  covey.consent.set({ personalisation: true });
  covey.track('view', {});
  await covey.ready;
};
const card = () =>
  [...document.querySelectorAll('div')].find(({ shadowRoot }) => shadowRoot)?.shadowRoot;
const faults = (tab: Tab) => tab.evaluate(() => (globalThis as Page_).faults);

describe.each(foundEngines())('in %s', (name) => {
  const { newVisitor } = useEngine(name);

  it('a question is asked, answered, remembered, and goes', async () => {
    await site.publish(asking(WHY));
    site.asked.clear();
    const tab = await (await newVisitor()).newTab();
    await tab.goto(`${site.origin}/`);
    await tab.evaluate(agree);
    await tab.until(
      () =>
        [...document.querySelectorAll('div')]
          .find(({ shadowRoot }) => shadowRoot)
          ?.shadowRoot?.querySelector('legend')?.textContent === 'Who is it for?',
    );
    expect([...site.asked]).toContain('surveys');
    await tab.evaluate(() => {
      const root = [...document.querySelectorAll('div')].find(
        ({ shadowRoot }) => shadowRoot,
      )?.shadowRoot;
      root?.querySelectorAll('input')[1]?.click();
      root?.querySelector<HTMLElement>('.primary')?.click();
    });
    expect(await tab.evaluate((covey) => covey.has('giver'))).toBe(true);
    const stored = async (covey: Covey) => {
      const { surveys } = (await covey.export()).state as { surveys?: { why?: object } };
      return surveys?.why && 'answered' in surveys.why;
    };
    await tab.until(stored);
    await tab.goto(`${site.origin}/second`);
    await tab.evaluate(async (covey) => {
      await covey.ready;
    });
    expect(await tab.evaluate((covey) => covey.has('giver'))).toBe(true);
    expect(await tab.evaluate(() => document.querySelectorAll('body > div').length)).toBe(0);
    expect(await faults(tab)).toEqual([]);
  });
});

describe('by the keyboard alone', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(() => page.context().close());
  afterAll(() => browser.close());

  async function visit(survey: SurveyDefinition, lang = 'en'): Promise<void> {
    await site.publish(asking(survey));
    page = await (await browser.newContext()).newPage();
    site.body = '<main><h1>Page</h1><a href="#top">A link</a></main>';
    await page.goto(`${site.origin}/`);
    await page.evaluate((tag) => (document.documentElement.lang = tag), lang);
    await page.evaluate(() => (document.querySelector('a') as HTMLElement).focus());
    await page.evaluate(async () => {
      const { covey } = globalThis as Page_;
      covey.consent.set({ personalisation: true });
      covey.track('view', {});
      await covey.ready;
    });
    await page.waitForFunction(card);
  }
  const focused = () =>
    page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      const name = element?.getAttribute('aria-label') ?? element?.closest('label')?.textContent;
      return name ?? element?.textContent;
    });
  const has = (segment: string) =>
    page.evaluate((id) => (globalThis as Page_).covey.has(id), segment);
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };

  it('a choice: the focus is left where it is, names are told, nothing is sent unanswered, and thanks are read out', async () => {
    await visit(WHY);
    expect(await focused()).toBe('A link');
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    const roles = nodes
      .filter(({ ignored }) => !ignored)
      .map(({ role, name }) => `${String(role?.value)} ${String(name?.value ?? '')}`.trim());
    expect(roles).toEqual(
      expect.arrayContaining([
        'region Who is it for?',
        'group Who is it for?',
        'radio Me',
        'radio Both of us',
        'button Send',
        'button Close',
        'status',
      ]),
    );
    await press('Tab');
    expect(await focused()).toBe('Me');
    await press('Tab');
    expect(await focused()).toBe('Send');
    await press('Enter');
    expect(await focused()).toBe('Me');
    await press('ArrowDown', 'Tab', 'Enter');
    expect(await has('giver')).toBe(true);
    expect(await focused()).toBe('Thank you.');
    await press('Tab', 'Enter');
    expect(await page.evaluate(() => document.querySelectorAll('body > div').length)).toBe(0);
    expect(await page.evaluate(() => (globalThis as Page_).faults)).toEqual([]);
  });

  it('in a narrow window the eleven numbers stand in one line, and no word leaves the card', async () => {
    const question = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenträgerin?';
    await visit({ ...WHY, question, trait: 'likely', type: 'nps' });
    await page.setViewportSize({ width: 360, height: 640 });
    const steps = page.locator('.step');
    const boxes = await steps.evaluateAll((all) =>
      all.map((each) => each.getBoundingClientRect().toJSON() as DOMRect),
    );
    expect(boxes).toHaveLength(11);
    expect(new Set(boxes.map(({ y }) => y)).size).toBe(1);
    // What is to be hit is as wide as it has to be.
    expect(Math.min(...boxes.map(({ width }) => width))).toBeGreaterThanOrEqual(24);
    const beyond = await page
      .locator('section')
      .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    expect(beyond).toBe(0);
  });

  it('an order is moved, a number is chosen, and Escape closes', async () => {
    await visit({ ...WHY, trait: 'ranks', type: 'order' }, 'de');
    await press('Tab', 'Tab');
    expect(await focused()).toBe('Mich: Nach unten');
    await press('Enter', 'Enter');
    expect(await focused()).toBe('Mich: Nach unten');
    await press('Tab');
    expect(await focused()).toBe('Senden');
    await press('Enter');
    expect(await has('ranked')).toBe(true);
    await page.context().close();
    const { options: _, ...numbered } = WHY;
    await visit({ ...numbered, trait: 'likely', type: 'nps', low: 'Not at all', high: 'Surely' });
    await press('Tab', 'ArrowLeft');
    expect(await focused()).toBe('10');
    await press('Enter');
    expect(await has('fan')).toBe(true);
    await press('Escape');
    expect(await page.evaluate(() => document.querySelectorAll('body > div').length)).toBe(0);
  });
});
