// What a returning visitor sees first, in three engines: with the inline snippet however late the tag comes, with a
// tag that is not async, and what neither may do before consent.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rulesFor, snippetFor } from '../../cli/first-paint/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { foundEngines, type Tab } from './harness/engines/index.ts';
import { useEngine } from './harness/engines/use-engine.ts';
import { type PageSite, servePages, SITE } from './harness/page-site.ts';

const definitions: Pick<Definitions, 'metrics' | 'segments'> = {
  metrics: { views: { count: 'view_item', within: '7d' } },
  segments: {
    fan: { when: { 'metric.views': { $gte: 1 } } },
    other: { when: { 'metric.views': { $gte: 99 } } },
  },
};
const snippet = snippetFor({ site: SITE, consentText: 0 });

/** Notes what is there before anything was painted, and what is painted and moves from then on. */
const watch = `window.faults = []; window.shift = 0; window.read = [];
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => faults.push(violatedDirective + ' ' + blockedURI));
addEventListener('error', ({ message }) => message && faults.push(message));
const { getItem } = Storage.prototype;
Storage.prototype.getItem = function (name) { read.push(name); return getItem.call(this, name); };
if (window.PerformanceObserver && (PerformanceObserver.supportedEntryTypes || []).includes('layout-shift'))
  new PerformanceObserver((list) => { for (const { value } of list.getEntries()) shift += value; }).observe({ type: 'layout-shift', buffered: true });`;
const look = `window.look = () => ({
  attribute: document.documentElement.getAttribute('data-covey'),
  seen: ['plain', 'fan', 'either', 'other', 'not', 'template'].filter((id) => document.getElementById(id)?.getClientRects().length),
  end: document.getElementById('end').getBoundingClientRect().top,
  isHere: 'covey' in window,
});
window.first = look();`;

let site: PageSite;
beforeAll(async () => {
  site = await servePages(({ url: { pathname }, tag, edge }) => {
    const files: { readonly [path: string]: string } = { '/watch.js': watch, '/look.js': look };
    const script = files[pathname];
    if (script !== undefined) return { body: script, type: 'text/javascript' };
    if (pathname === '/page.css') return { body: rulesFor(definitions), type: 'text/css' };
    const how = pathname.slice(1);
    return {
      headers: {
        'content-security-policy': `default-src 'none'; script-src 'self' ${edge} '${snippet.hash}'; style-src 'self'; connect-src ${edge}; img-src data:; require-trusted-types-for 'script'; trusted-types covey`,
      },
      // With the rules the author leaves \`hidden\` to them.
      body: `<!doctype html><html lang="en"><head><title>Page</title><link rel="icon" href="data:,">
<script src="/watch.js"></script>
${how === 'snippet' ? snippet.html : ''}
${how === 'blocking' ? '' : '<link rel="stylesheet" href="/page.css">'}
${tag(how === 'blocking' ? '' : 'async')}
</head><body>
${['fan', 'either', 'other']
  .map(
    (id) =>
      `<p id="${id}" data-covey-show="${id === 'either' ? 'other fan' : id}"${how === 'blocking' ? ' hidden' : ''}>${id}</p>`,
  )
  .join('\n')}
<p id="not" data-covey-hide="fan">not</p>
<p id="plain">plain</p>
<p id="end">end</p>
<template data-covey-if="fan"><p id="template">template</p></template>
<script src="/look.js"></script></body></html>`,
    };
  });
  await site.publish(definitions);
});
afterAll(() => site.close());

interface Look {
  readonly attribute: string | null;
  readonly seen: readonly string[];
  readonly end: number;
  readonly isHere: boolean;
}
const found = (tab: Tab) =>
  tab.evaluate(() => {
    const page = window as unknown as {
      first: Look;
      look: () => Look;
      shift: number;
      faults: string[];
      read: string[];
    };
    return {
      first: page.first,
      now: page.look(),
      shift: page.shift,
      faults: page.faults,
      read: page.read,
    };
  });
const arrived = (tab: Tab) =>
  tab.until((covey) => covey && covey.diagnostics().status === 'running');

describe.each(foundEngines())('in %s', (name) => {
  const { newVisitor } = useEngine(name);

  it('What is theirs is there before anything is painted, and nothing moves when the script comes', async () => {
    const tab = await (await newVisitor()).newTab();
    // A first visit: there is nothing to show, and of the record nothing but the answer was looked for.
    await tab.goto(`${site.origin}/snippet`);
    await tab.until((covey) => covey);
    const before = await found(tab);
    expect(before.first).toMatchObject({ attribute: null, seen: ['plain', 'not'] });
    expect([...new Set(before.read)].toSorted()).toEqual([
      'covey',
      'covey-counted',
      'covey:localhost',
    ]);
    expect(await tab.evaluate(() => localStorage.length)).toBe(0);
    await tab.evaluate((covey) => {
      covey.consent.set({ personalisation: true });
      covey.track('view_item');
    });
    await arrived(tab);
    await tab.until(() => localStorage.getItem('covey:localhost')?.includes('"fan":'));

    site.delays.set('/covey.js', 700);
    try {
      await tab.goto(`${site.origin}/snippet?again`);
      await arrived(tab);
      const again = await found(tab);
      expect(again.first).toMatchObject({
        attribute: 'fan',
        seen: ['plain', 'fan', 'either'],
        isHere: false,
      });
      // What a template holds comes with the script alone.
      expect(again.now).toMatchObject({
        attribute: 'fan',
        seen: ['plain', 'fan', 'either', 'template'],
      });
      expect(again.now.end).toBe(again.first.end);
      // Measured by Chromium alone.
      expect([again.shift, again.faults]).toEqual([0, []]);

      // Without async the script itself comes first, templates included.
      await tab.goto(`${site.origin}/blocking`);
      await arrived(tab);
      const blocking = await found(tab);
      expect(blocking.first).toMatchObject({
        attribute: 'fan',
        seen: ['plain', 'fan', 'either', 'template'],
        isHere: true,
      });
      expect(blocking.now).toMatchObject({ ...blocking.first });
      expect([blocking.shift, blocking.faults]).toEqual([0, []]);
    } finally {
      site.delays.clear();
    }

    await tab.evaluate((covey) => covey.consent.set({ personalisation: false }));
    expect((await found(tab)).now).toMatchObject({ attribute: null, seen: ['plain', 'not'] });
    await tab.goto(`${site.origin}/snippet?withdrawn`);
    expect((await found(tab)).first).toMatchObject({ attribute: null, seen: ['plain', 'not'] });
  });
});
