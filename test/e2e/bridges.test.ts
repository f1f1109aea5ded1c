// Bridges as built, with the real libraries of the tools, in real browsers: a site that tells ten of them everything.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOOLS } from '../../scripts/docs/bridges.ts';
import type { Covey } from '../../sdk/api.ts';
import { type BridgesSite, serveBridges } from './harness/bridges/site.ts';
import type { Told } from './harness/bridges/pages/tell.ts';
import { foundEngines, hasVariations, type Tab } from './harness/engines/index.ts';
import { useEngine } from './harness/engines/use-engine.ts';
import { useStack } from './harness/use-stack.ts';

let site: BridgesSite;
beforeAll(async () => {
  site = await serveBridges(useStack());
});
afterAll(() => site.close());

type Page = typeof globalThis & {
  covey: Covey;
  told: Told;
  tell: () => Told;
  heard: unknown[];
  traits: unknown[];
  stops: (() => void)[];
  faults: string[];
};

const item = { item_id: 'pan-1', price: 39 };
const two = { ...item, quantity: 2 };
const order = { transaction_id: 'o-1', value: 78, currency: 'EUR' };
const lamp = ['Lamp dimmed', { level: 3 }] as const;
/** What Segment specified, told to four of the tools. */
const specified = [
  ['view_item', { items: [{ ...item, item_name: 'Pan', item_category: 'Pans' }], value: 39 }],
  ['add_to_cart', { items: [two], value: 78, currency: 'EUR' }],
  ['purchase', { ...order, items: [two] }],
  lamp,
];

/** What Covey is to hear, by tool; pages that Covey sees by itself are not among it. */
const EXPECTED: { readonly [tool: string]: readonly (readonly unknown[])[] } = {
  mixpanel: specified as never,
  segment: specified as never,
  posthog: specified as never,
  rudderstack: specified as never,
  'adobe-web-sdk': [
    ['view_item', { items: [item], value: 39 }],
    ['add_to_cart', { items: [two], value: 78 }],
    ['purchase', { ...order, items: [two] }],
    lamp,
  ],
  'adobe-data-layer': [
    ['view_item', { items: [{ ...item, item_name: 'Pan' }], value: 39, currency: 'EUR' }],
    ['add_to_cart', { items: [two], value: 78 }],
    ['purchase', order],
    lamp,
  ],
  snowplow: [
    ['view_item', { items: [{ ...item, item_name: 'Pan', item_category: 'Pans' }], value: 39 }],
    ['add_to_cart', { items: [two], value: 78, currency: 'EUR' }],
    ['purchase', { ...order, items: [two] }],
    ['lamp_dimmed', { level: 3, room: 'Küche' }],
    ['Lamp dimmed', { value: 3 }],
  ],
  plausible: [
    ['add_to_cart', { item_id: 'pan-1', value: '78', currency: 'EUR' }],
    ['purchase', order],
    ['Lamp dimmed', { level: '3' }],
  ],
  matomo: [
    ['view_item', { items: [{ ...item, item_category: 'Pans' }], value: 39 }],
    ['cart_update', { items: [two], value: 78 }],
    ['purchase', { transaction_id: 'o-1', value: 78, tax: 12, items: [two] }],
    ['search', { search_term: 'pan', results: 0 }],
    ['Lamp dimmed', { event_category: 'lamps', value: 3 }],
  ],
  'adobe-analytics': [
    ['view_item', { items: [item], value: 39, currency: 'EUR', eVar1: 'red' }],
    ['add_to_cart', { items: [two], value: 78 }],
    ['event12', {}],
    ['purchase', { ...order, items: [two] }],
  ],
};
/** By tool, so that a difference names it. */
function expectHeard(told: Told, tools = Object.keys(EXPECTED)): void {
  for (const tool of tools)
    expect({ [tool]: told[tool]?.heard }).toMatchObject({
      [tool]: EXPECTED[tool] as never,
    });
}

const told = (tab: Tab) => tab.until(() => (window as unknown as Page).told);
const faults = (tab: Tab) => tab.evaluate(() => (window as unknown as Page).faults);
const orders = (tab: Tab, number: string) =>
  tab.until({ toString: () => `(covey) => covey.metrics().orders === ${number}` } as never);

describe.each(foundEngines())('in %s', (engineName) => {
  const { newVisitor } = useEngine(engineName);
  const newTab = async () => (await newVisitor()).newTab();

  it('hears each tool by its package: the same order told to all counts once', async () => {
    const tab = await newTab();
    await tab.goto(site.url('packages'));
    expectHeard(await told(tab));
    // Nobody has consented: nothing was kept, and nothing of it is there after a yes.
    expect(await tab.evaluate(() => localStorage.getItem('covey:localhost'))).toBe(null);
    await tab.evaluate((covey) => covey.consent.set({ personalisation: true }));
    await tab.until((covey) => covey.diagnostics().status === 'running');
    await orders(tab, '0');
    await tab.evaluate(() => void (window as unknown as Page).tell());
    await orders(tab, '1');
    expect(await tab.evaluate((covey) => covey.metrics())).toMatchObject({ spend: 78 });
    const after = await tab.evaluate(() => {
      const page = window as unknown as Page;
      for (const stop of page.stops) stop();
      const { tell, heard } = page;
      return [Object.values(tell()).flatMap(({ heard: some }) => some), heard];
    });
    expect(after).toEqual([[], []]);
    expect(await faults(tab)).toEqual([]);
  });

  it('hears each tool by its script, before and after it has come, and before Covey has', async () => {
    const tab = await newTab();
    await tab.goto(site.url('scripts'));
    expectHeard(await told(tab));
    await tab.evaluate((covey) => covey.consent.set({ personalisation: true }));
    await tab.until((covey) => covey.diagnostics().status === 'running');
    const traits = await tab.evaluate(() => (window as unknown as Page).traits);
    expect(traits).toEqual(expect.arrayContaining([{ gardener: 'keen' }]));
    await tab.goto(site.url('scripts', 'early'));
    // All of it was said to stubs, and waited for Covey.
    const heard = await tab.until(() => {
      const { heard: all } = window as unknown as Page;
      return all.length > 0 && all;
    });
    expect(heard).toMatchObject(TOOLS.flatMap(({ bridge }) => EXPECTED[bridge] ?? []));
    await orders(tab, '1');
    // The libraries have come by now, and what they do again is not heard again.
    await tab.evaluate(() => new Promise((done) => setTimeout(done, 1500)));
    expect(await tab.evaluate(() => (window as unknown as Page).heard)).toEqual(heard);
    expectHeard(await tab.evaluate(() => (window as unknown as Page).tell()));
    expect(await faults(tab)).toEqual([]);
  });

  if (!hasVariations(engineName)) return;

  it('what each tool is sent, and what its methods give, is the same with bridges and without', async () => {
    const results = [];
    for (const how of [['plain'], []]) {
      site.sent();
      const tab = await newTab();
      await tab.goto(site.url('packages', ...how));
      const gave = Object.entries(await told(tab)).map(([tool, each]) => [tool, each.gave]);
      await tab.evaluate(() => new Promise((done) => setTimeout(done, 3000)));
      // Requests of one tool are under way together, and may overtake one another.
      // Outside Chromium a request was seen to be repeated by itself, without bridges, too.
      const once = (said: readonly string[]) =>
        engineName === 'chromium' ? said : [...new Set(said)];
      const sent = Object.entries(site.sent()).map(([tool, said]) => [tool, once(said).toSorted()]);
      results.push({ gave, sent: Object.fromEntries(sent) as ReturnType<typeof site.sent> });
    }
    const [plain, bridged] = results;
    expect(Object.keys(plain?.sent ?? {}).toSorted()).toEqual(
      expect.arrayContaining([
        'adobe-analytics',
        'matomo',
        'mixpanel',
        'plausible',
        'posthog',
        'rudderstack',
        'segment',
        'snowplow',
      ]),
    );
    expect(plain?.sent['mixpanel']).toContain('Order Completed');
    expect(bridged).toEqual(plain);
  });
});
