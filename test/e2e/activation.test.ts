// Ways out of Covey, as built and as docs/activation.md has them: the real Prebid, and stand-ins for Google's script,
// which is no package. One page in each engine.
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recipesIn } from '../recipes.ts';
import { foundEngines, type Tab } from './harness/engines/index.ts';
import { useEngine } from './harness/engines/use-engine.ts';
import { type Around, type PageSite, servePages, SITE } from './harness/page-site.ts';

const DOCS = 'docs/activation.md';
const WAYS = {
  gpt: 'Google Publisher Tag',
  prebid: 'Prebid',
  'data-layer': 'Data layer',
} as const;

/** What the page writes down for the test. */
interface Page {
  readonly targeting: { readonly [key: string]: readonly string[] };
  readonly requested: readonly object[];
  readonly dataLayer: readonly { readonly event?: string }[];
  readonly faults: readonly string[];
  readonly askBids: () => Promise<readonly { readonly name: string }[]>;
}

let site: PageSite;
let ads = '';
let bundled = '';
const tags = (edge: string) =>
  Object.values(WAYS)
    .map((section) => recipesIn(DOCS, section)['html']?.replace('https://edge.example', edge))
    .join('\n');

const pageOf = ({ url, edge, tag }: Around) => {
  if (url.pathname === '/ads.js') return { body: ads, type: 'text/javascript' };
  if (url.pathname === '/bundled.js') return { body: bundled, type: 'text/javascript' };
  const covey =
    url.pathname === '/bundled'
      ? '<script src="/bundled.js"></script>'
      : `${tag('')}\n${tags(edge)}`;
  return {
    body: `<!doctype html><html lang="en"><head><title>Page</title><link rel="icon" href="data:,">
<script>window.faults = []; addEventListener('error', ({ message }) => faults.push(message)); addEventListener('unhandledrejection', ({ reason }) => faults.push(String(reason)));</script>
${covey}
</head><body><h1>Page</h1><script src="/ads.js"></script></body></html>`,
  };
};

beforeAll(async () => {
  site = await servePages(pageOf);
  const bundle = async (contents: string) => {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: '.' },
      bundle: true,
      write: false,
      logLevel: 'error',
      format: 'iife',
      plugins: [
        {
          name: 'activation',
          setup: ({ onResolve }) =>
            onResolve({ filter: /\/activation\/[\w-]+$/ }, ({ path }) => ({
              path: resolve(`dist/activation-${path.split('/').at(-1)}.js`),
            })),
        },
      ],
    });
    return outputFiles[0]?.text ?? '';
  };
  ads = await bundle(`import pbjs from 'prebid.js';
window.targeting = {};
window.requested = [];
const tag = (window.googletag ??= { cmd: [] });
const waiting = tag.cmd;
Object.assign(tag, {
  cmd: { push: (command) => command() },
  setConfig({ targeting: change = {} }) {
    for (const [key, values] of Object.entries(change))
      if (values === null) delete targeting[key];
      else targeting[key] = values;
  },
  enableServices() {},
  pubads: () => ({ refresh: () => requested.push({ ...targeting }) }),
});
for (const command of waiting) command();
pbjs.setConfig({ ortb2: { user: { data: [{ name: 'theirs', segment: [{ id: '1' }] }] } } });
let got = () => {};
pbjs.registerBidAdapter(() => ({
  callBids(request, _add, done) {
    got(request.ortb2?.user?.data ?? []);
    done();
  },
}), 'own');
window.askBids = () => new Promise((resolve) => {
  got = resolve;
  pbjs.requestBids({
    timeout: 500,
    adUnits: [{ code: 'slot', mediaTypes: { banner: { sizes: [[300, 250]] } }, bids: [{ bidder: 'own', params: {} }] }],
  });
});
pbjs.processQueue();
${recipesIn(DOCS, WAYS.gpt)['wait.js'] ?? ''}`);
  const settings = { site: SITE, keys: site.dataKey, edge: site.edge, debug: false };
  bundled = await bundle(`import { createCovey } from './dist/index.js';
const covey = window.covey = createCovey(${JSON.stringify(settings)});
${Object.values(WAYS)
  .map((section, at) => recipesIn(DOCS, section)['js']?.replace('const stop', `const stop${at}`))
  .join('\n')}`);
  await site.publish({
    activation: {
      purpose: 'To choose advertisements',
      recipients: { gpt: ['Google'], prebid: ['Own'], dataLayer: ['Analytics'] },
    },
    metrics: { views: { count: 'view', within: '7d' } },
    segments: {
      viewer: { when: { 'metric.views': { $gte: 1 } }, activate: true },
      secret: { when: { 'metric.views': { $gte: 1 } } },
    },
  });
});
afterAll(() => site.close());

const handed = (tab: Tab) =>
  tab.evaluate(async () => {
    const { targeting, dataLayer = [], faults, askBids } = window as unknown as Page;
    return {
      targeting,
      data: await askBids(),
      pushed: dataLayer.filter(({ event }) => event === 'covey_segments'),
      faults,
    };
  });
const theirs = { name: 'theirs', segment: [{ id: '1' }] };
const own = { name: 'covey', segment: [{ id: 'viewer' }] };
const push = (ids: readonly string[]) => ({
  event: 'covey_segments',
  covey_segments: ids,
  _clear: true,
});
const nothing = { targeting: {}, data: [theirs], pushed: [], faults: [] };
const all = {
  targeting: { covey: ['viewer'] },
  data: [theirs, own],
  pushed: [push(['viewer'])],
  faults: [],
};

describe.each(foundEngines())('in %s', (name) => {
  const { newVisitor } = useEngine(name);

  it('Prebid 11 sends bidders our entry beside those of others, while it is granted', async () => {
    const visitor = await newVisitor();
    const tab = await visitor.newTab();
    await tab.goto(`${site.origin}/tags`);
    await tab.evaluate((covey) => {
      covey.consent.set({ personalisation: true });
      covey.track('view');
    });
    await tab.until((covey) => covey.has('viewer') && covey.has('secret'));
    expect(await handed(tab)).toEqual(nothing);
    await tab.evaluate((covey) => covey.consent.set({ activation: true }));
    expect(await handed(tab)).toEqual(all);
    // Who comes back is known, here by a bundler's page, and ads wait for that.
    const other = await visitor.newTab();
    await other.goto(`${site.origin}/bundled`);
    await other.until(() => (window as unknown as Page).requested.length > 0);
    expect(await other.evaluate(() => (window as unknown as Page).requested)).toEqual([
      { covey: ['viewer'] },
    ]);
    expect(await handed(other)).toEqual(all);
    await other.evaluate((covey) => covey.consent.set({ activation: false }));
    const taken = { ...nothing, pushed: [push(['viewer']), push([])] };
    expect(await handed(other)).toEqual(taken);
    await tab.until((covey) => covey.consent.get().activation === false);
    expect(await handed(tab)).toEqual(taken);
  });
});
