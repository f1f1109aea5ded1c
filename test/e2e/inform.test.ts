// Measurement by information: the script file as built, with the notice of docs/sdk.md, under a strict policy.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundEngines, type Tab } from './harness/engines/index.ts';
import { useEngine } from './harness/engines/use-engine.ts';
import { type PartsSite, servePartsSite } from './harness/parts-site.ts';

const [, RECIPE = ''] =
  /```html\n([^`]*covey-inform[^]*?)```/.exec(readFileSync('docs/sdk.md', 'utf8')) ?? [];

let site: PartsSite;
beforeAll(async () => {
  site = await servePartsSite();
  site.body = `<h1>Page</h1>${RECIPE}`;
  await site.publish({
    consent: { policies: { FR: { personalisation: 'ask', measurement: 'inform' } } },
  });
});
afterAll(() => site.close());

const isNoticeShown = () => document.querySelector('aside')?.checkVisibility() === true;
const traces = (tab: Tab) =>
  tab.evaluate(async () => ({
    local: Object.keys(localStorage),
    record: Object.keys(JSON.parse(localStorage.getItem('covey:localhost') ?? '{}') as object),
    databases: (await indexedDB.databases()).map(({ name }) => name),
  }));
const requested = (tab: Tab) =>
  tab.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .flatMap(({ name }) => /\/v1\/.*?(\w+)$/.exec(name)?.[1] ?? []),
  );

describe.each(foundEngines())('in %s', (name) => {
  const { newVisitor } = useEngine(name);

  it('shows the notice, grants measurement, and an objection erases', async () => {
    const tab = await (await newVisitor()).newTab();
    site.country = 'FR';
    await tab.goto(`${site.origin}/`);
    await tab.until((covey) => covey.diagnostics().status === 'running');
    expect(await tab.evaluate(isNoticeShown)).toBe(true);
    expect(await tab.evaluate((covey) => covey.consent.get())).toMatchObject({
      personalisation: null,
      measurement: true,
    });
    await tab.click('[data-covey-objects]');
    await tab.until(async () => (await indexedDB.databases()).length === 0);
    expect(await traces(tab)).toEqual({
      local: ['covey:localhost'],
      record: ['measurement', 'time'],
      databases: [],
    });
    expect(await tab.evaluate(isNoticeShown)).toBe(false);
    await tab.goto(`${site.origin}/second`);
    await tab.evaluate(async (covey) => {
      await covey.ready;
    });
    expect(await tab.evaluate(isNoticeShown)).toBe(false);
    expect(await requested(tab)).toEqual([]);
    expect(await tab.evaluate(() => (globalThis as { faults?: unknown }).faults)).toEqual([]);
  });

  it('leaves the notice hidden and stores nothing where the visitor is to be asked', async () => {
    const tab = await (await newVisitor()).newTab();
    site.country = 'DE';
    await tab.goto(`${site.origin}/`);
    await expect.poll(() => requested(tab)).toEqual(['definitions', 'context']);
    expect(await tab.evaluate(isNoticeShown)).toBe(false);
    expect(await traces(tab)).toEqual({ local: [], record: [], databases: [] });
  });
});
