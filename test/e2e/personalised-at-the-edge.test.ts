// A site without a word of Covey in its server, behind the Worker in workerd, in real browsers.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Definitions } from '../../shared/definitions/types.ts';
import { foundEngines, type Tab } from './harness/engines/index.ts';
import { useEngine } from './harness/engines/use-engine.ts';
import { type PageSite, servePages, SITE } from './harness/page-site.ts';
import { type RunningProxy, startProxy } from './harness/proxy.ts';

const definitions: Pick<Definitions, 'metrics' | 'segments'> = {
  metrics: { views: { count: 'view_item', within: '7d' } },
  segments: {
    german: { when: { 'geo.country': 'DE' } },
    french: { when: { 'geo.country': 'FR' } },
    fan: { when: { 'metric.views': { $gte: 1 } } },
    english: { when: { 'device.language': { $regex: '^en' } } },
  },
};

/** Notes what was seen first, and whatever was shown or hidden later. */
const watch = `window.flips = [];
window.look = () => ['german', 'french', 'fan', 'english', 'not', 'template'].filter((id) => document.getElementById(id)?.getClientRects().length);
new MutationObserver((records) => { for (const { target } of records) flips.push(target.id); })
  .observe(document, { subtree: true, attributeFilter: ['hidden'] });`;

const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title><link rel="icon" href="data:,">
<script src="/watch.js"></script></head><body>
<template data-covey-if="german"><p id="template">template</p></template>
<ul><li id="german" data-covey-show="german" hidden>german<li id="french" data-covey-show="french">french</ul>
<p id="fan" data-covey-show="fan" hidden>fan
<p id="english" data-covey-show="english" hidden>english
<p id="not" data-covey-hide="german">not
<script src="/look.js"></script></body></html>`;

let site: PageSite;
let proxy: RunningProxy;

beforeAll(async () => {
  site = await servePages(({ url: { pathname } }) => {
    if (pathname === '/watch.js') return { body: watch, type: 'text/javascript' };
    if (pathname === '/look.js') return { body: 'window.first = look();', type: 'text/javascript' };
    return { body: html, headers: { etag: '"1"', 'cache-control': 'public, max-age=0' } };
  });
  await site.publish(definitions);
  proxy = await startProxy({
    ORIGIN: site.origin,
    COVEY_EDGE: site.edge,
    COVEY_SITE: SITE,
    COVEY_KEYS: site.dataKey,
    COVEY_SEGMENTS: 'german french english',
    COVEY_TAG: 'on',
    COVEY_DEV_CONTEXT: '{"country":"DE"}',
  });
  // A page does not wait for long until the first definitions have come.
  const headers = { accept: 'text/html', 'sec-fetch-dest': 'document' };
  await vi.waitFor(
    async () => {
      const page = await fetch(`${proxy.origin}/`, { headers });
      expect(await page.text()).toContain('data-covey-edge');
    },
    { timeout: 30_000, interval: 200 },
  );
});
afterAll(async () => {
  await proxy?.stop();
  site.close();
});

const found = (tab: Tab) =>
  tab.evaluate(() => {
    const page = window as unknown as {
      first: string[];
      look: () => string[];
      flips: string[];
    };
    return {
      first: page.first,
      now: page.look(),
      flips: page.flips,
      held: document.querySelectorAll('[data-covey-edge-show],[data-covey-edge-hide]').length,
    };
  });
const here = (tab: Tab) => tab.until((covey) => !!covey && document.readyState === 'complete');
const arrived = (tab: Tab) =>
  tab.until((covey) => covey && covey.diagnostics().status === 'running');

describe.each(foundEngines())('in %s', (name) => {
  const { newVisitor } = useEngine(name);

  it('a page comes as its request decides, and the page agrees: without consent, with it, and on the next visit', async () => {
    const tab = await (await newVisitor()).newTab();
    await tab.goto(`${proxy.origin}/`);
    await here(tab);
    // Where the browser names a language in a form that is not sure, the page decides on it.
    const language = await tab.evaluate(() => navigator.language);
    const plain = ['german', ...(language.startsWith('en') ? ['english'] : [])];
    const before = await found(tab);
    expect(before).toMatchObject({ first: plain, now: plain, flips: [] });
    expect(before.held).toBeGreaterThanOrEqual(3);
    expect(await tab.evaluate(() => [localStorage.length, document.cookie])).toEqual([0, '']);

    await tab.evaluate((covey) => covey.consent.set({ personalisation: true }));
    await arrived(tab);
    await tab.until((covey) => covey.has('german'));
    await tab.until(() => !document.querySelector('[data-covey-edge-show],[data-covey-edge-hide]'));
    expect(await found(tab)).toEqual({
      first: plain,
      now: [...plain, 'template'],
      flips: [],
      held: 0,
    });
    expect(await tab.evaluate((covey) => covey.segments())).toEqual(plain);
    await tab.evaluate((covey) => covey.track('view_item'));
    const all = [plain[0], 'fan', ...plain.slice(1), 'template'];
    expect((await found(tab)).now).toEqual(all);
    await tab.until(() => localStorage.getItem('covey:localhost')?.includes('"fan":'));

    await tab.goto(`${proxy.origin}/again`);
    await here(tab);
    await arrived(tab);
    await tab.until(() => !document.querySelector('[data-covey-edge-show]'));
    const again = await found(tab);
    expect(again.now).toEqual(all);
    expect(again.flips.filter((id) => id !== 'fan')).toEqual([]);
    // The place came with the page: nobody was asked for it.
    expect(site.asked.filter((one) => one.endsWith('/v1/context'))).toEqual([]);

    await tab.evaluate((covey) => covey.consent.set({ personalisation: false }));
    expect((await found(tab)).now).toEqual(plain);
  });

  it('the language that a request names first is the one that scripts are told', async () => {
    const tab = await (await newVisitor()).newTab();
    await tab.goto(`${proxy.origin}/`);
    await here(tab);
    const language = await tab.evaluate(() => navigator.language);
    const isShown = (await found(tab)).first.includes('english');
    expect([language, isShown]).toEqual([language, language.startsWith('en')]);
  });
});

it('what is fetched by a script is what the author wrote, and so is a page for a preview or under an objection, but for the tag', async () => {
  const ask = async (headers: { readonly [name: string]: string }, path = '/') => {
    const response = await fetch(proxy.origin + path, { headers });
    return [await response.text(), response.headers.get('etag')];
  };
  const page = { 'sec-fetch-dest': 'document' };
  expect(await ask({ 'sec-fetch-dest': 'empty' })).toEqual([html, '"1"']);
  const tag = /<script async[^>]*><\/script>/;
  for (const [objected, path] of [
    [page, '/?covey-preview=german'],
    [{ ...page, 'sec-gpc': '1' }, '/'],
  ] as const) {
    const [written] = await ask(objected, path);
    expect(written).toMatch(tag);
    expect(written?.replace(tag, '')).toBe(html);
  }
  const [personal, etag] = await ask(page);
  expect(personal).toContain('data-covey-edge="german"');
  expect(etag).toBeNull();
});
