// Parts: each is loaded when it is needed and not before, by its hash, and one that cannot be had costs no more
// than what needs it.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Covey } from '../../sdk/api.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import {
  type EngineVisitor,
  foundEngines,
  hasVariations,
  type Tab,
} from './harness/engines/index.ts';
import { useEngine } from './harness/engines/use-engine.ts';
import { type PartsSite, servePartsSite } from './harness/parts-site.ts';

type Window = typeof globalThis & { dataLayer?: unknown[]; faults: string[] };

let site: PartsSite;
beforeAll(async () => {
  site = await servePartsSite();
});
afterAll(() => site.close());
beforeEach(() => {
  site.asked.clear();
  site.flipped.clear();
  site.away.clear();
});

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

const NEEDS: readonly (readonly [parts: string, definitions: Partial<Definitions>])[] = [
  ['details', withMetric({ sum: 'view.value' }, { 'metric.one': { $gte: 14 } })],
  ['details metrics', MEAN],
  ['sequence', FUNNEL],
  [
    'details further metrics',
    withMetric({ median: 'view.value', within: '7d' }, { 'metric.one': { $gt: 5 } }),
  ],
  [
    'further sequence',
    withMetric(
      { count: 'view', after: { sequence: [{ event: 'buy' }] } },
      { 'metric.one': { $gte: 1 } },
    ),
  ],
  [
    'sessions',
    withMetric({ formula: { add: ['metric.views', 1] } }, { 'metric.one': { $gte: 2 } }),
  ],
  [
    'common',
    {
      metrics: { ...(MEAN.metrics as object), funnel: FUNNEL.metrics?.['one'] },
      segments: {
        viewer,
        one: {
          when: { 'metric.one': { $gt: 5 }, 'metric.funnel': { $gte: 1 }, 'session.number': 1 },
        },
      },
    } as Partial<Definitions>,
  ],
  [
    'facts sources',
    {
      metrics: PLAIN,
      segments: { viewer, one: { when: { 'source.first.medium': 'email' } } },
    } as Partial<Definitions>,
  ],
];

/** Parts that a page has loaded, be it out of the browser's cache. */
const partsLoaded = () =>
  performance
    .getEntriesByType('resource')
    .flatMap(({ name }) => /covey-(\w+)-\w+\.js/.exec(name)?.[1] ?? []);
/** Whether a program stands in the site's database. */
const keepsProgram = async (covey: Covey) => 'program' in (await covey.export()).state;
/** What waits for the page to be turned to, hears that it is. */
const turnTo = (tab: Tab) => tab.evaluate(() => void window.dispatchEvent(new Event('focus')));
const told = (tab: Tab) =>
  tab.evaluate((covey) => {
    const { faults } = globalThis as Window;
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

describe.each(foundEngines())('in %s', (name) => {
  const { newVisitor } = useEngine(name);
  let visitor: EngineVisitor;
  beforeEach(async () => {
    visitor = await newVisitor();
  });

  const visit = async () => visitOn(await visitor.newTab());
  /** A visitor who agrees, looks at something for 7, buys, and looks again. */
  async function visitOn(tab: Tab): Promise<Tab> {
    await tab.goto(`${site.origin}/?utm_source=news&utm_medium=email`);
    await tab.evaluate(async (covey) => {
      covey.consent.set({ personalisation: true, measurement: false });
      covey.track('view', { value: 7 });
      covey.track('buy', { value: 3 });
      covey.track('view', { value: 7 });
      await covey.ready;
    });
    return tab;
  }

  describe('a page under a strict policy', () => {
    it('loads nothing but the engine for plain counts', async () => {
      await site.publish({ metrics: PLAIN, segments: { viewer } } as Partial<Definitions>);
      const tab = await visit();
      expect(await told(tab)).toEqual({ ...good, segments: ['viewer'] });
      expect([...site.asked]).toEqual(['engine']);
    });

    // Which part is needed is said by the same code in each engine: one tells how it is loaded there.
    it.each(hasVariations(name) ? NEEDS : NEEDS.slice(0, 2))(
      'loads %s, and nothing else, where the definitions need it',
      async (parts, definitions) => {
        await site.publish(definitions);
        const tab = await visit();
        expect(await told(tab)).toEqual({ ...good, segments: ['viewer', 'one'] });
        expect([...site.asked].toSorted()).toEqual(['engine', ...parts.split(' ')].toSorted());
      },
    );

    it('loads counting where something is counted, measurement is granted, and a period is open', async () => {
      const counted = { metrics: PLAIN, segments: { viewer: { ...viewer, count: true } } };
      await site.publish(counted as Partial<Definitions>);
      const tab = await visit();
      expect([...site.asked]).toEqual(['engine']);
      await tab.evaluate(() => localStorage.setItem('covey-counted', String(Date.now() + 1e9)));
      await tab.evaluate((covey) => covey.consent.set({ measurement: true }));
      await sleep(300);
      expect([...site.asked]).toEqual(['engine']);
      await tab.evaluate(() => localStorage.removeItem('covey-counted'));
      await turnTo(tab);
      await expect.poll(() => [...site.asked], { timeout: 10_000 }).toEqual(['engine', 'counting']);
      expect(await told(tab)).toEqual({ ...good, segments: ['viewer'] });
    });

    it('loads what reads the data layer with its first item, and explanations when one is asked for', async () => {
      await site.publish({ metrics: PLAIN, segments: { viewer } } as Partial<Definitions>);
      const tab = await visit();
      await tab.evaluate(() => void ((globalThis as Window).dataLayer = []));
      expect([...site.asked]).toEqual(['engine']);
      await tab.evaluate(() => void (globalThis as Window).dataLayer?.push({ event: 'view' }));
      await expect.poll(() => tab.evaluate((covey) => covey.metrics()['views'])).toBe(3);
      expect([...site.asked]).toEqual(['engine', 'layer']);
      const text = await tab.evaluate(async (covey) => (await covey.explain('viewer'))?.text);
      expect(text).toContain('view');
      // And what speaks to the visitor: in English, which needs no file of its own.
      expect([...site.asked].toSorted()).toEqual(
        ['engine', 'layer', 'explain', 'words'].toSorted(),
      );
      expect(await told(tab)).toEqual({ ...good, segments: ['viewer'] });
    });

    it('decides for a visitor who returns, and analyses no definitions again', async () => {
      await site.publish(MEAN);
      const first = await visit();
      await first.until(keepsProgram);
      const tab = await visitOn(first);
      expect(await told(tab)).toMatchObject({ segments: ['viewer', 'one'], status: 'running' });
      expect((await tab.evaluate(partsLoaded)).toSorted()).toEqual([
        'details',
        'engine',
        'metrics',
        'returning',
      ]);
    });
  });

  describe('a part that cannot be had', () => {
    it.each([
      ['has a byte that is another', () => site.flipped.add('metrics')],
      ['cannot be reached', () => site.away.add('metrics')],
    ])('%s disables what needs it and nothing else, and nothing is lost', async (_why, spoil) => {
      spoil();
      await site.publish(MEAN);
      const tab = await visit();
      const found = await told(tab);
      expect(found).toMatchObject({
        segments: ['viewer'],
        status: 'running',
        problems: { 'part-failed': expect.any(Number) as number },
        disabled: ['metric.one'],
      });
      // The browser's own report of what was not loaded is no fault of the policy.
      expect(found.faults).toEqual([]);
      expect(await tab.evaluate(async (covey) => (await covey.explain('one'))?.member)).toBeNull();
      site.flipped.clear();
      site.away.clear();
      await turnTo(tab);
      await expect.poll(async () => (await told(tab)).segments).toEqual(['viewer', 'one']);
      expect((await told(tab)).disabled).toEqual([]);
      expect(await tab.evaluate((covey) => covey.metrics())).toEqual({
        views: 2,
        one: 7,
      });
    });

    it('is not there for a newer language: that segment alone is disabled', async () => {
      await site.publish(withMetric({ kurtosis: 'view.value' }, { 'metric.one': { $gte: 1 } }));
      const tab = await visit();
      expect(await told(tab)).toMatchObject({
        segments: ['viewer'],
        disabled: ['metric.one'],
        status: 'running',
        faults: [],
      });
    });
  });
});
