// A preview in three engines, from built files, under a strict policy with Trusted Types.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundEngines, type Tab } from './harness/engines/index.ts';
import { useEngine } from './harness/engines/use-engine.ts';
import { type PageSite, servePages } from './harness/page-site.ts';

const watch = `window.faults = [];
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => faults.push(violatedDirective + ' ' + blockedURI));
addEventListener('error', ({ message }) => message && faults.push(message));
addEventListener('unhandledrejection', ({ reason }) => faults.push(String(reason)));`;

let site: PageSite;
beforeAll(async () => {
  site = await servePages(({ url: { pathname }, tag, edge }) =>
    pathname === '/watch.js'
      ? { body: watch, type: 'text/javascript' }
      : {
          headers: {
            'content-security-policy': `default-src 'none'; script-src 'self' ${edge}; connect-src ${edge}; img-src data:; require-trusted-types-for 'script'; trusted-types covey`,
          },
          body: `<!doctype html><html lang="en"><head><title>Page</title><link rel="icon" href="data:,">
<script src="/watch.js"></script>${tag('')}</head><body>
<p id="fan" data-covey-show="fan" hidden>fan</p><p id="other" data-covey-show="other" hidden>other</p>
<template data-covey-if="other"><b id="clone">clone</b><script src="/watch.js?ran"></script></template>
</body></html>`,
        },
  );
  await site.publish({
    metrics: { views: { count: 'view_item', within: '7d' } },
    segments: {
      fan: { when: { 'metric.views': { $gte: 1 } } },
      other: { when: { 'metric.views': { $gte: 99 } } },
    },
  });
});
afterAll(() => site.close());

const seen = (tab: Tab) =>
  tab.evaluate(() =>
    ['fan', 'other', 'clone'].filter((id) => document.getElementById(id)?.getClientRects().length),
  );
const stored = (tab: Tab) =>
  tab.evaluate(async () => ({
    local: { ...localStorage },
    databases: (await indexedDB.databases()).map(({ name }) => name).toSorted(),
  }));

describe.each(foundEngines())('in %s', (name) => {
  const { newVisitor } = useEngine(name);

  it('a preview shows another segment, says so, and leaves what is stored as it was; its way out leads back', async () => {
    const tab = await (await newVisitor()).newTab();
    await tab.goto(`${site.origin}/?a=1`);
    await tab.evaluate((covey) => {
      covey.consent.set({ personalisation: true });
      covey.track('view_item');
    });
    await tab.until((covey) => covey.diagnostics().status === 'running');
    await tab.until(() => localStorage.getItem('covey:localhost')?.includes('"fan":'));
    // A page beside, which is none of Covey's: what the visit left is complete there.
    await tab.goto(`${site.origin}/watch.js`);
    const before = await stored(tab);
    site.asked.length = 0;

    await tab.goto(`${site.origin}/?a=1&covey-preview=other`);
    await tab.until(() => document.querySelector('covey-preview')?.shadowRoot?.textContent);
    expect(await seen(tab)).toEqual(['other', 'clone']);
    const bar = await tab.evaluate(() => {
      const root = document.querySelector('covey-preview')?.shadowRoot;
      const box = root?.querySelector('aside')?.getBoundingClientRect();
      return { text: root?.textContent, isDown: box?.bottom === innerHeight && box.height > 20 };
    });
    expect(bar).toEqual({ text: 'Preview: otherLeave', isDown: true });
    await tab.evaluate(async (covey) => {
      covey.track('view_item');
      covey.consent.set({ personalisation: true, measurement: true });
      await covey.erase();
    });
    expect(await tab.evaluate((covey) => [covey.has('other'), covey.diagnostics().status])).toEqual(
      [false, 'off'],
    );
    expect(await tab.evaluate(() => (window as unknown as { faults: string[] }).faults)).toEqual(
      [],
    );
    expect(await tab.evaluate(() => document.querySelectorAll('body > script').length)).toBe(0);
    expect(await stored(tab)).toEqual(before);
    // Nothing but files of its own was asked for.
    const asked = site.asked.map((each) => each.replace(/-[0-9a-f]{16}\.js$/, ''));
    expect(new Set(asked)).toEqual(
      new Set(asked.filter((each) => /^GET \/covey(\.js|-engine|-preview)$/.test(each))),
    );
    const address = await tab.evaluate(() => {
      const link = document.querySelector('covey-preview')?.shadowRoot?.querySelector('a');
      const { href } = link ?? {};
      link?.click();
      return href;
    });
    expect(address).toBe(`${site.origin}/?a=1`);
    await tab.until(
      () => !location.search.includes('preview') && document.readyState === 'complete',
    );
    await tab.until((covey) => covey.diagnostics().status === 'running');
    expect(await seen(tab)).toEqual(['fan']);
  });

  it('a refusal in a preview ends it, and erases', async () => {
    const tab = await (await newVisitor()).newTab();
    await tab.goto(`${site.origin}/?a=1`);
    await tab.evaluate((covey) => covey.consent.set({ personalisation: true, measurement: true }));
    await tab.until((covey) => covey.diagnostics().status === 'running');
    await tab.goto(`${site.origin}/?a=1&covey-preview=other`);
    await tab.until(() => document.querySelector('covey-preview'));
    await tab.evaluate((covey) => {
      // What the answer leads to comes after this was told.
      setTimeout(() => covey.consent.set({ personalisation: false, measurement: false }), 100);
    });
    await tab.until(async (covey) => {
      const { personalisation, measurement, time } = covey.consent.get();
      const databases = await indexedDB.databases();
      return (
        location.search === '?a=1' &&
        !personalisation &&
        !measurement &&
        time !== null &&
        databases.every(({ name: each }) => each !== 'covey:localhost') &&
        !localStorage.getItem('covey:localhost')?.includes('"erasing"')
      );
    });
    const { local } = await stored(tab);
    const record = JSON.parse(local['covey:localhost'] ?? '{}') as object;
    const about = ['measurement', 'personalisation', 'signal', 'text', 'time'];
    expect(Object.keys(record).filter((each) => !about.includes(each))).toEqual([]);
  });

  it('a preview stores nothing where nothing was stored', async () => {
    const tab = await (await newVisitor()).newTab();
    await tab.goto(`${site.origin}/?covey-preview=fan`);
    await tab.until(() => document.querySelector('covey-preview'));
    expect(await seen(tab)).toEqual(['fan']);
    await tab.evaluate((covey) => covey.consent.set({ personalisation: true, measurement: true }));
    expect(await stored(tab)).toEqual({ local: {}, databases: [] });
  });
});
