import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BareSite, serveBareSite } from './harness/bare-site.ts';
import { foundEngines, type Tab } from './harness/engines/index.ts';
import { useEngine } from './harness/engines/use-engine.ts';
import { useStack } from './harness/use-stack.ts';
import type { Tapped } from './harness/wiretap.ts';

const stack = useStack();
let site: BareSite;
beforeAll(async () => {
  site = await serveBareSite(stack);
});
afterAll(() => site.close());

/** What the policy stopped on the page, and what went wrong. */
const faults = (tab: Tab) => tab.evaluate(() => (window as unknown as { faults: string[] }).faults);
const running = (tab: Tab) => tab.until((covey) => covey.diagnostics().status === 'running');
const databases = (tab: Tab) =>
  tab.evaluate(async () =>
    (await indexedDB.databases())
      .map(({ name }) => name)
      .filter((name) => name !== 'covey-counted'),
  );
async function granted(tab: Tab) {
  await tab.goto(`${site.origin}/first`);
  await tab.evaluate((covey) => covey.consent.set({ personalisation: true, measurement: true }));
  await running(tab);
}
/** Leaves no room in `localStorage` for a single character. */
const fill = (tab: Tab) =>
  tab.evaluate(() => {
    for (let size = 2 ** 22, part = 0; size >= 1; part++)
      try {
        localStorage.setItem(`f${part}`, 'x'.repeat(size));
      } catch {
        size /= 2;
      }
  });

describe.each(foundEngines())('in %s', (name) => {
  const { newVisitor } = useEngine(name);
  const newTab = async () => (await newVisitor()).newTab();

  it('every page reaches running, and what happened as the one before was left counts', async () => {
    const tab = await newTab();
    await granted(tab);
    for (const path of ['/second', '/third', '/fourth']) {
      await tab.evaluate((covey) => {
        // In the last moment: there is no time for a transaction.
        addEventListener('pagehide', () => covey.track('select_promotion'));
      });
      await tab.goto(site.origin + path);
      await tab.evaluate((covey) => covey.ready);
      expect(await tab.evaluate((covey) => covey.diagnostics())).toMatchObject({
        status: 'running',
        storage: 'indexeddb',
        problems: {},
      });
    }
    await tab.until((covey) => covey.metrics()['offers'] === 3);
    expect(await tab.evaluate(async (covey) => (await covey.export()).events.length)).toBe(3);
    expect(await faults(tab)).toEqual([]);
  });

  it('definitions are asked for with the hash of what is held, and nothing that an edge chose', async () => {
    const tab = await newTab();
    const asked = async () =>
      ((await (await fetch(stack.recordings)).json()) as Tapped[]).filter(
        ({ method, path }) => method === 'GET' && path.endsWith('/definitions'),
      );
    const before = (await asked()).length;
    await granted(tab);
    const hash = await tab.evaluate((covey) => covey.diagnostics().definitions?.hash);
    for (let visits = 1; visits <= 2; visits++) {
      await tab.evaluate(() => {
        const { now } = Date;
        Date.now = () => now() + 6 * 60_000;
        window.dispatchEvent(new Event('focus'));
        document.dispatchEvent(new Event('visibilitychange'));
      });
      await expect
        .poll(async () => (await asked()).length, { timeout: 15_000 })
        .toBe(before + 1 + visits);
    }
    // Had the first "unchanged" not come through, the second request would be a plain one.
    const sent = (await asked()).slice(before).map(({ headers }) => headers);
    expect(sent.map((headers) => headers['if-none-match'])).toEqual([
      undefined,
      `"${hash}"`,
      `"${hash}"`,
    ]);
    for (const headers of sent) {
      expect(Object.keys(headers)).not.toContain('if-modified-since');
      expect(Object.keys(headers)).not.toContain('referer');
      expect(Object.keys(headers)).not.toContain('cookie');
    }
    expect(await tab.evaluate((covey) => covey.diagnostics().problems)).toEqual({});
    expect(await faults(tab)).toEqual([]);
  });

  it('the panel opens, under a strict policy with Trusted Types', async () => {
    const tab = await newTab();
    await granted(tab);
    await tab.evaluate((covey) => covey.panel());
    await tab.until(() => document.querySelector('covey-panel') !== null);
    expect(await tab.evaluate((covey) => covey.diagnostics().problems)).toEqual({});
    expect(await faults(tab)).toEqual([]);
  });

  it('an engine and a panel that were altered are refused', async () => {
    const tab = await newTab();
    await tab.goto(`${site.altered}/`);
    await tab.evaluate((covey) => covey.consent.set({ personalisation: true }));
    await tab.evaluate((covey) => covey.ready);
    await tab.evaluate((covey) => covey.panel());
    const found = await tab.evaluate((covey) => ({
      altered: 'altered' in globalThis,
      ...covey.diagnostics(),
    }));
    expect(found).toMatchObject({ altered: false, status: 'waiting' });
    expect(Object.keys(found.problems).toSorted()).toEqual(['engine-failed', 'panel-failed']);
    expect(await tab.evaluate(() => document.querySelector('h1') !== null)).toBe(true);
  });

  it('a page that was left comes back out of the cache, and goes on with what happened since', async () => {
    const tab = await newTab();
    await granted(tab);
    // Firefox keeps no page that is left with a request under way; this is the last.
    await tab.until(() =>
      performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/v1/context')),
    );
    const offers = () => tab.evaluate((covey) => covey.metrics()['offers']);
    // A browser may throw a page out for reasons of its own, as want of memory; not each time.
    const kept: string[] = [];
    while (!kept.includes('true') && kept.length < 3) {
      await tab.evaluate((covey) => covey.track('select_promotion'));
      await tab.goto(`${site.origin}/second`);
      await running(tab);
      await tab.evaluate((covey) => covey.track('select_promotion'));
      await tab.back();
      await tab.until(() => location.pathname === '/first');
      kept.push(String(await tab.until(() => 'kept' in window && String(window.kept))));
      await running(tab);
    }
    expect(kept).toContain('true');
    await expect.poll(offers, { timeout: 15_000 }).toBe(2 * kept.length);
    await tab.evaluate((covey) => covey.track('select_promotion'));
    await tab.until((covey) => covey.has('price-sensitive'));
    await tab.goto(`${site.origin}/third`);
    await running(tab);
    await expect.poll(offers, { timeout: 15_000 }).toBe(2 * kept.length + 1);
    expect(await tab.evaluate((covey) => covey.diagnostics().storage)).toBe('indexeddb');
  });

  it('pages that are left early take nothing from those that come after', async () => {
    const tab = await newTab();
    await granted(tab);
    await tab.until(() => document.documentElement.dataset['covey']);
    // The record is written a moment after the answer.
    await tab.until(() => localStorage.getItem('covey:localhost')?.includes('"shown"'));
    for (let hop = 0; hop < 12; hop++) {
      await tab.goto(`${site.origin}/hop-${hop}`);
      expect(
        await tab.evaluate(() => document.documentElement.dataset['covey'] ?? ''),
        `on page ${hop}`,
      ).toContain('new-visitor');
    }
    await running(tab);
  });

  it('a withdrawal in one tab erases in two', async () => {
    const visitor = await newVisitor();
    const tab = await visitor.newTab();
    const other = await visitor.newTab();
    await granted(tab);
    await other.goto(`${site.origin}/second`);
    await running(other);
    await tab.evaluate((covey) => {
      covey.track('select_promotion');
      covey.consent.set({ personalisation: false, measurement: false });
    });
    await other.until((covey) => covey.diagnostics().status === 'off');
    for (const each of [other, tab]) {
      await each.until(async () =>
        (await indexedDB.databases()).every(({ name }) => name !== 'covey:localhost'),
      );
      expect(await each.evaluate((covey) => covey.segments())).toEqual([]);
    }
    await other.goto(`${site.origin}/third`);
    expect(await databases(other)).toEqual([]);
    // And consent can be given again.
    await other.evaluate((covey) => covey.consent.set({ personalisation: true }));
    await running(other);
    expect(await other.evaluate((covey) => covey.diagnostics().storage)).toBe('indexeddb');
    await running(tab);
  });

  it('erase() is over in its time, and so is what follows', async () => {
    const tab = await newTab();
    await granted(tab);
    await tab.goto(`${site.origin}/second`);
    await running(tab);
    await tab.evaluate((covey) => covey.erase());
    await tab.until(async () =>
      (await indexedDB.databases()).every(({ name }) => name !== 'covey:localhost'),
    );
    await tab.evaluate((covey) => covey.track('select_promotion'));
    await running(tab);
    expect(await tab.evaluate((covey) => covey.metrics()['offers'])).toBe(1);
  });

  it('with no room for the answer nothing is kept beyond the page, and a denial erases', async () => {
    const tab = await newTab();
    await tab.goto(`${site.origin}/first`);
    await fill(tab);
    await tab.evaluate((covey) => covey.consent.set({ personalisation: true }));
    await running(tab);
    expect(await tab.evaluate((covey) => covey.diagnostics().storage)).toBe('memory');
    expect(await databases(tab)).toEqual([]);
    await tab.goto(`${site.origin}/second`);
    expect(await tab.evaluate((covey) => covey.consent.get().personalisation)).toBe(null);

    // Room again, then none: what was kept meanwhile goes with the answer.
    await tab.evaluate(() => localStorage.clear());
    await tab.evaluate((covey) => covey.consent.set({ personalisation: true }));
    await running(tab);
    expect(await databases(tab)).not.toEqual([]);
    await fill(tab);
    await tab.evaluate((covey) =>
      covey.consent.set({ personalisation: false, measurement: false }),
    );
    await tab.until(async () =>
      (await indexedDB.databases()).every(({ name }) => name !== 'covey:localhost'),
    );
    await tab.goto(`${site.origin}/third`);
    expect(await tab.evaluate((covey) => covey.consent.get().personalisation)).not.toBe(true);
    expect(await databases(tab)).toEqual([]);
  });
});

describe.each(foundEngines())('in %s with site data blocked', (name) => {
  const { newVisitor } = useEngine(name, { blocked: true });

  it('decides in memory, and the page goes on', async () => {
    const tab = await (await newVisitor()).newTab();
    // WebKitGTK has no such setting: there the page's own objects refuse.
    await tab.goto(`${site.origin}/first${name === 'webkit' ? '?blocked' : ''}`);
    await tab.evaluate((covey) => covey.consent.set({ personalisation: true }));
    await running(tab);
    await tab.evaluate((covey) => {
      for (let i = 0; i < 3; i++) covey.track('select_promotion');
    });
    await tab.until((covey) => covey.has('price-sensitive'));
    const { storage, problems } = await tab.evaluate((covey) => covey.diagnostics());
    expect(storage).toBe('memory');
    expect(problems).toEqual({ 'storage-missing': 1 });
    await tab.evaluate((covey) =>
      covey.consent.set({ personalisation: false, measurement: false }),
    );
    expect(await tab.evaluate((covey) => [...covey.segments()])).toEqual([]);
    expect(await faults(tab)).toEqual([]);
  });
});
