// An experience in real browsers, of built files under a strict policy: drawn once, shown by markup, calls and first
// paint alike, the same in each tab and on each page, gone with an erasure.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Definitions } from '../../shared/definitions/types.ts';
import { foundEngines, type Tab } from './harness/engines/index.ts';
import { useEngine } from './harness/engines/use-engine.ts';
import { type PartsSite, servePartsSite } from './harness/parts-site.ts';

let site: PartsSite;
beforeAll(async () => {
  site = await servePartsSite();
  site.body = `<p id="default" data-covey-hide="hero:dog hero:cat">Everybody.</p>
<p id="dog" data-covey-show="hero:dog" hidden>Dog.</p>
<p id="cat" data-covey-show="hero:cat" hidden>Cat.</p>`;
  await site.publish({
    metrics: { views: { count: 'view', within: '7d' } },
    segments: { viewer: { when: { 'metric.views': { $gte: 1 } } } },
    experiences: {
      hero: { name: 'Hero picture', segments: ['viewer'], variants: { dog: {}, cat: {} } },
      over: { variants: { one: {} }, end: '2026-01-01' },
    },
  } as Partial<Definitions>);
});
afterAll(() => site.close());

/** What calls say, and what the page shows. */
const shown = (tab: Tab) =>
  tab.evaluate((covey) => ({
    variant: covey.variant('hero'),
    over: covey.variant('over'),
    chosen: covey.choose({ 'hero:dog': 'dog', 'hero:cat': 'cat', default: 'default' }),
    visible: [...document.querySelectorAll<HTMLElement>('p')]
      .filter((each) => !each.hidden)
      .map(({ id }) => id),
    faults: (window as unknown as { readonly faults: readonly string[] }).faults,
  }));
const everybody = {
  variant: null,
  over: null,
  chosen: 'default',
  visible: ['default'],
  faults: [],
};
const seen = (variant: string | null) => ({
  ...everybody,
  variant,
  chosen: variant,
  visible: [variant],
});
const view = (tab: Tab) => tab.evaluate((covey) => covey.track('view'));

describe.each(foundEngines())('in %s', (name) => {
  const { newVisitor } = useEngine(name);

  it('an experience is drawn once, and shown everywhere until it is erased', async () => {
    site.asked.clear();
    const visitor = await newVisitor();
    const tab = await visitor.newTab();
    await tab.goto(site.origin);
    await tab.evaluate(async (covey) => {
      covey.consent.set({ personalisation: true });
      await covey.ready;
    });
    expect([...site.asked].toSorted()).toEqual(['details', 'engine', 'experiences', 'facts']);
    expect(await shown(tab)).toEqual(everybody);
    await view(tab);
    const variant = await tab.evaluate((covey) => covey.variant('hero'));
    expect(['dog', 'cat']).toContain(variant);
    expect(await shown(tab)).toEqual(seen(variant));
    expect(await tab.evaluate(async (covey) => (await covey.explain('hero:dog'))?.name)).toBe(
      'Hero picture: dog',
    );

    // What is exported is stored first: a browser may open the other tab behind this one, and a hidden tab hears nothing.
    await tab.evaluate(async (covey) => void (await covey.export()));
    const other = await visitor.newTab();
    await other.goto(site.origin);
    await other.until((covey) => covey.variant('hero'));
    await other.evaluate((covey) => covey.ready);
    expect(await shown(other)).toEqual(seen(variant));

    // The page before left what this one shows first, whether or not an engine comes.
    await tab.until(() => localStorage.getItem('covey:localhost')?.includes('"hero:'));
    site.away.add('engine');
    await tab.goto(`${site.origin}/next`);
    expect(await shown(tab)).toEqual(seen(variant));
    site.away.clear();
    await tab.goto(`${site.origin}/after`);
    await tab.evaluate((covey) => covey.ready);
    expect(await shown(tab)).toEqual(seen(variant));

    await tab.evaluate((covey) => covey.erase());
    expect(await shown(tab)).toEqual(everybody);
    await other.until((covey) => covey.variant('hero') === null);
    await view(tab);
    await tab.until((covey) => covey.variant('hero'));
    const again = await tab.evaluate((covey) => covey.variant('hero'));
    expect(await shown(tab)).toEqual(seen(again));
  });
});
