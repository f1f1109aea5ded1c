// Parts: each is loaded when it is needed and not before, by its hash, and one that cannot be had costs no more
// than what needs it.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Covey } from '../../sdk/api.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { launchBrowser } from './harness/browser.ts';
import { type PartsSite, servePartsSite } from './harness/parts-site.ts';

type Window = typeof globalThis & { covey: Covey; dataLayer?: unknown[]; faults: string[] };

let browser: Browser;
let site: PartsSite;
let context: BrowserContext;
beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), servePartsSite()]);
});
afterAll(async () => {
  await browser.close();
  site.close();
});
beforeEach(async () => {
  context = await browser.newContext();
  site.asked.clear();
  site.flipped.clear();
  site.away.clear();
});
afterEach(() => context.close());

const PLAIN = { views: { count: 'view', within: '7d' } };
const viewer = { when: { 'metric.views': { $gte: 1 } } };
/** With a segment `one` that the metric makes, beside one that needs no part. */
const withMetric = (one: object, when: object): Partial<Definitions> =>
  ({ metrics: { ...PLAIN, one }, segments: { viewer, one: { when } } }) as Partial<Definitions>;
const MEAN = withMetric({ mean: 'view.value' }, { 'metric.one': { $gt: 5 } });
const FUNNEL = withMetric(
  { sequence: [{ event: 'view' }, { event: 'buy' }] },
  { 'metric.one': { $gte: 1 } },
);

/** A visitor who agrees, looks at something for 7, buys, and looks again. */
async function visit(purposes = { personalisation: true, measurement: false }): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${site.origin}/?utm_source=news&utm_medium=email`);
  await page.evaluate(async (answer) => {
    const { covey } = globalThis as Window;
    covey.consent.set(answer);
    covey.track('view', { value: 7 });
    covey.track('buy', { value: 3 });
    covey.track('view', { value: 7 });
    await covey.ready;
  }, purposes);
  return page;
}
const told = (page: Page) =>
  page.evaluate(() => {
    const { covey, faults } = globalThis as Window;
    const { problems, disabled, status } = covey.diagnostics();
    return {
      segments: covey.segments(),
      problems,
      disabled: Object.keys(disabled),
      status,
      faults,
    };
  });
const good = { problems: {}, disabled: [], status: 'running', faults: [] };
/** What waits for the page to be turned to, hears that it is. */
const turnTo = (page: Page) => page.evaluate(() => void window.dispatchEvent(new Event('focus')));

describe('a page under a strict policy', () => {
  it('loads nothing but the engine for plain counts', async () => {
    await site.publish({ metrics: PLAIN, segments: { viewer } } as Partial<Definitions>);
    const page = await visit();
    expect(await told(page)).toEqual({ ...good, segments: ['viewer'] });
    expect([...site.asked]).toEqual(['engine']);
  });

  it.each([
    ['metrics', MEAN],
    ['sequence', FUNNEL],
    [
      'sessions',
      withMetric({ formula: { add: ['metric.views', 1] } }, { 'metric.one': { $gte: 2 } }),
    ],
    [
      'sources',
      { metrics: PLAIN, segments: { viewer, one: { when: { 'source.first.medium': 'email' } } } },
    ],
  ])('loads %s, and no other part, where the definitions need it', async (part, definitions) => {
    await site.publish(definitions as Partial<Definitions>);
    const page = await visit();
    expect(await told(page)).toEqual({ ...good, segments: ['viewer', 'one'] });
    expect([...site.asked].toSorted()).toEqual(['engine', part].toSorted());
  });

  it('loads counting where something is counted, measurement is granted, and a period is open', async () => {
    const counted = { metrics: PLAIN, segments: { viewer: { ...viewer, count: true } } };
    await site.publish(counted as Partial<Definitions>);
    const page = await visit();
    expect([...site.asked]).toEqual(['engine']);
    await page.evaluate(() => localStorage.setItem('covey-counted', String(Date.now() + 1e9)));
    await page.evaluate(() => (globalThis as Window).covey.consent.set({ measurement: true }));
    await page.waitForTimeout(300);
    expect([...site.asked]).toEqual(['engine']);
    await page.evaluate(() => localStorage.removeItem('covey-counted'));
    await turnTo(page);
    await expect.poll(() => [...site.asked]).toEqual(['engine', 'counting']);
    expect(await told(page)).toEqual({ ...good, segments: ['viewer'] });
  });

  it('loads what reads the data layer with its first item, and explanations when one is asked for', async () => {
    await site.publish({ metrics: PLAIN, segments: { viewer } } as Partial<Definitions>);
    const page = await visit();
    await page.evaluate(() => void ((globalThis as Window).dataLayer = []));
    expect([...site.asked]).toEqual(['engine']);
    await page.evaluate(() => void (globalThis as Window).dataLayer?.push({ event: 'view' }));
    await expect
      .poll(() => page.evaluate(() => (globalThis as Window).covey.metrics()['views']))
      .toBe(3);
    expect([...site.asked]).toEqual(['engine', 'layer']);
    const text = await page.evaluate(
      async () => (await (globalThis as Window).covey.explain('viewer'))?.text,
    );
    expect(text).toContain('view');
    expect([...site.asked]).toEqual(['engine', 'layer', 'explain']);
    expect(await told(page)).toEqual({ ...good, segments: ['viewer'] });
  });

  it('decides for a visitor who returns', async () => {
    await site.publish(MEAN);
    await (await visit()).close();
    const page = await visit();
    expect(await told(page)).toMatchObject({ segments: ['viewer', 'one'], status: 'running' });
  });
});

describe('a part that cannot be had', () => {
  it.each([
    ['has a byte that is another', () => site.flipped.add('metrics')],
    ['cannot be reached', () => site.away.add('metrics')],
  ])('%s disables what needs it and nothing else, and nothing is lost', async (_why, spoil) => {
    spoil();
    await site.publish(MEAN);
    const page = await visit();
    const found = await told(page);
    expect(found).toMatchObject({
      segments: ['viewer'],
      status: 'running',
      problems: { 'part-failed': expect.any(Number) as number },
      disabled: ['metric.one'],
    });
    // The browser's own report of what was not loaded is no fault of the policy.
    expect(found.faults).toEqual([]);
    expect(
      await page.evaluate(async () => (await (globalThis as Window).covey.explain('one'))?.member),
    ).toBeNull();
    site.flipped.clear();
    site.away.clear();
    await turnTo(page);
    await expect.poll(async () => (await told(page)).segments).toEqual(['viewer', 'one']);
    expect((await told(page)).disabled).toEqual([]);
    expect(await page.evaluate(() => (globalThis as Window).covey.metrics())).toEqual({
      views: 2,
      one: 7,
    });
  });

  it('is not there for a newer language: that segment alone is disabled', async () => {
    await site.publish(withMetric({ kurtosis: 'view.value' }, { 'metric.one': { $gte: 1 } }));
    const page = await visit();
    expect(await told(page)).toMatchObject({
      segments: ['viewer'],
      disabled: ['metric.one'],
      status: 'running',
      faults: [],
    });
  });
});
