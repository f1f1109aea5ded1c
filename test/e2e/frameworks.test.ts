// The recipes of docs/frameworks.md on the built files, with the real frameworks, in real browsers.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundEngines, hasVariations, type Tab } from './harness/engines/index.ts';
import { useEngine } from './harness/engines/use-engine.ts';
import { type FrameworksSite, serveFrameworks } from './harness/frameworks/site.ts';
import { useStack } from './harness/use-stack.ts';

let site: FrameworksSite;
beforeAll(async () => {
  site = await serveFrameworks(useStack());
});
afterAll(() => site.close());

/** Text of each part, once that of all is as expected. */
async function shown(tab: Tab, text: string): Promise<unknown> {
  await tab.until({
    toString: () => `() => ['plain', 'root', 'vue', 'svelte'].every((id) =>
      [...document.querySelectorAll('#' + id + ' p')].filter((p) => p.getClientRects().length).map((p) => p.textContent).join() === ${JSON.stringify(text)}) &&
      document.querySelector('#openfeature').textContent.endsWith(${JSON.stringify(text)})`,
  } as never);
  return tab.evaluate(() => [
    ...['root', 'vue', 'svelte'].map(
      (id) => document.querySelector(`#${id} button:last-of-type`)?.textContent,
    ),
    document.querySelector('#openfeature')?.textContent?.split(' ')[0],
  ]);
}
const UNKNOWN = ['Add to basket', 'Add to basket', 'Add to basket', 'false'];
const KNOWN = ['Add more', 'Add more', 'Add more', 'true'];
const faults = (tab: Tab) => tab.evaluate(() => (window as unknown as { faults: string[] }).faults);

describe.each(foundEngines())('in %s', (engineName) => {
  const { newVisitor } = useEngine(engineName);

  it('a plain page, React, Vue, Svelte and OpenFeature show the same, on the next page and after a withdrawal, too', async () => {
    const tab = await (await newVisitor()).newTab();
    await tab.goto(site.url);
    expect(await shown(tab, 'Welcome.')).toEqual(UNKNOWN);
    await tab.click('#vue button');
    await tab.until((covey) => covey.diagnostics().status === 'running');
    await tab.click('#root button:last-of-type');
    expect(await shown(tab, 'Your basket is still here.')).toEqual(KNOWN);
    await tab.until((covey) => covey.export().then(({ events }) => events.length > 0));
    // A server has written Svelte's part for somebody unknown.
    await tab.goto(`${site.url}?again`);
    expect(await shown(tab, 'Your basket is still here.')).toEqual(KNOWN);
    await tab.evaluate((covey) => covey.consent.set({ personalisation: false }));
    expect(await shown(tab, 'Welcome.')).toEqual(UNKNOWN);
    await tab.click('#svelte button');
    await tab.until((covey) => covey.consent.get().personalisation);
    await tab.click('#svelte button:last-of-type');
    expect(await shown(tab, 'Your basket is still here.')).toEqual(KNOWN);
    expect(await faults(tab)).toEqual([]);
  });

  if (!hasVariations(engineName)) return;

  it('so they do with the script tag, which comes after all of them and their listeners', async () => {
    const tab = await (await newVisitor()).newTab();
    await tab.goto(site.tagged);
    expect(await shown(tab, 'Welcome.')).toEqual(UNKNOWN);
    await tab.click('#vue button');
    await tab.until((covey) => covey.diagnostics().status === 'running');
    await tab.click('#root button:last-of-type');
    expect(await shown(tab, 'Your basket is still here.')).toEqual(KNOWN);
    expect(await faults(tab)).toEqual([]);
  });
});
