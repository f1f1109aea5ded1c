// Segments handed to other scripts of the page: what is signed and granted, and no more.
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectDataLayer } from '../../sdk/add-ons/activation/data-layer.ts';
import { connectGpt } from '../../sdk/add-ons/activation/gpt.ts';
import { connectPrebid } from '../../sdk/add-ons/activation/prebid.ts';
import type { Covey } from '../../sdk/index.ts';
import {
  contents,
  NAME,
  newDevice,
  newEdge,
  newOwner,
  open,
  type Owner,
  settle,
  shopDefinitions,
  useClock,
} from './harness.ts';

useClock();
let owner: Owner;
beforeAll(async () => {
  owner = await newOwner();
});

const recipients = {
  gpt: ['Google Ad Manager'],
  prebid: ['Bidder One', 'Bidder Two'],
  dataLayer: ['Analytics'],
};
const { segments } = shopDefinitions();
const definitions = shopDefinitions({
  activation: { purpose: 'To choose advertisements', recipients },
  segments: {
    ...segments,
    fan: { ...segments['fan']!, activate: true },
    buyer: { ...segments['buyer']!, activate: ['gpt'] },
    trial: { when: { 'metric.views': { $gte: 1 } }, shadow: true, activate: true },
  },
  experiences: { hero: { variants: { calm: {} }, activate: ['dataLayer'] } },
});

/** A page whose visitor is in `fan`, `buyer`, `spender` and `pro`. */
async function visit(document = definitions, device = newDevice()) {
  const tab = open(device, newEdge(await owner.sign(document)), owner);
  const { covey } = tab;
  covey.consent.set({ personalisation: true });
  await covey.ready;
  for (let view = 0; view < 3; view++) covey.track('view_item');
  covey.track('purchase', { value: 200 });
  covey.identify({ plan: 'pro' });
  await settle();
  expect(covey.segments()).toEqual(['fan', 'buyer', 'spender', 'pro', 'hero:calm']);
  return { ...tab, device };
}

describe('what may be handed on', () => {
  it('is what the definitions name, once it is granted, and nothing else that a visitor is in', async () => {
    const { covey, device } = await visit();
    expect(covey.activated()).toEqual({});
    covey.consent.set({ activation: true });
    const handed = {
      gpt: { recipients: recipients.gpt, segments: ['fan', 'buyer'] },
      prebid: { recipients: recipients.prebid, segments: ['fan'] },
      dataLayer: { recipients: recipients.dataLayer, segments: ['fan', 'hero:calm'] },
    };
    expect(covey.activated()).toEqual(handed);
    expect((await covey.export()).activated).toEqual(handed);
    covey.consent.set({ activation: false });
    expect(covey.activated()).toEqual({});
    expect((await covey.export()).activated).toEqual({});
    // What is remembered rests on the other answer.
    expect(covey.has('fan')).toBe(true);
    const { local } = await contents(device);
    expect(JSON.parse(local[NAME] ?? '')).toMatchObject({ activation: false });
  });

  it('ends with personalisation, and does not come back with it', async () => {
    const { covey } = await visit();
    covey.consent.set({ activation: true });
    expect(covey.activated()).not.toEqual({});
    covey.consent.set({ personalisation: false, measurement: false });
    expect(covey.consent.get().activation).toBeNull();
    covey.consent.set({ personalisation: true });
    await covey.ready;
    covey.track('purchase', { value: 200 });
    await settle();
    expect(covey.has('buyer')).toBe(true);
    expect(covey.activated()).toEqual({});
  });

  it('is nothing without the definitions’ word for it, whatever is granted', async () => {
    const { covey } = await visit({ ...definitions, activation: undefined as never });
    covey.consent.set({ activation: true });
    expect(covey.activated()).toEqual({});
  });

  it.each<[string, (covey: Covey) => unknown]>([
    ['personalisation is withdrawn', (covey) => covey.consent.set({ personalisation: false })],
    ['all is erased', (covey) => covey.erase()],
    ['Covey is ended', (covey) => covey.destroy()],
  ])('is nothing once %s', async (_what, end) => {
    const { covey } = await visit();
    covey.consent.set({ activation: true });
    expect(covey.activated().prebid?.segments).toEqual(['fan']);
    await end(covey);
    expect(covey.activated()).toEqual({});
  });

  it('decides and stores nothing by itself', async () => {
    const device = newDevice();
    const edge = newEdge(await owner.sign(definitions));
    const { covey } = open(device, edge, owner);
    covey.consent.set({ activation: true });
    await covey.ready;
    await settle();
    expect(covey.diagnostics().status).toBe('off');
    expect(covey.activated()).toEqual({});
    expect(edge.requests).toEqual([]);
    const { local, databases } = await contents(device);
    expect(databases).toEqual([]);
    expect(JSON.parse(local[NAME] ?? '')).toEqual({ activation: true, time: Date.now() });
  });

  it('is denied by a signal of the browser until the visitor says yes under it', async () => {
    const device = newDevice();
    const { covey } = await visit(definitions, device);
    covey.consent.set({ activation: true });
    const later = open(device, newEdge(await owner.sign(definitions)), owner, { gpc: true });
    await settle();
    expect(later.covey.consent.get()).toMatchObject({ activation: false, signal: 'gpc' });
    expect(later.covey.activated()).toEqual({});
    later.covey.consent.set({ personalisation: true, activation: true });
    expect(later.covey.consent.get().activation).toBe(true);
  });
});

interface Page {
  googletag?: unknown;
  pbjs?: unknown;
  dataLayer?: unknown[];
}
const page = globalThis as Page;
const stops: (() => void)[] = [];
/** The add-ons of a page live on its window; here that is the test's own. */
const onPage = async (connect: (covey: Covey) => () => void) => {
  const tab = await visit();
  Object.assign(globalThis, { window: tab.window, document: tab.window.document });
  const stop = connect(tab.covey);
  stops.push(stop);
  return { ...tab, stop };
};
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  for (const name of ['googletag', 'pbjs', 'dataLayer', 'window', 'document'])
    Reflect.deleteProperty(globalThis, name);
});

/** The tag as its documentation has it, of before and after `setConfig`. */
function bringGpt(isOld: boolean) {
  const targeting = new Map<string, readonly string[]>([['site', ['own']]]);
  const tag = (page.googletag ??= { cmd: [] }) as { cmd: unknown; [name: string]: unknown };
  const waiting = tag.cmd as (() => void)[];
  if (isOld)
    tag['pubads'] = () => ({
      setTargeting: (key: string, values: readonly string[]) => targeting.set(key, values),
      clearTargeting: (key: string) => targeting.delete(key),
    });
  else
    tag['setConfig'] = ({ targeting: change }: { targeting: Record<string, string[] | null> }) => {
      for (const [key, values] of Object.entries(change))
        if (values) targeting.set(key, values);
        else targeting.delete(key);
    };
  tag.cmd = { push: (command: () => void) => command() };
  for (const command of waiting) command();
  return targeting;
}

describe('Google Publisher Tag', () => {
  it.each([true, false])(
    'has a key of ours while that is granted (before setConfig: %s)',
    async (isOld) => {
      const { covey, stop } = await onPage((it) => connectGpt(it));
      // Nothing to hand on: the page is left alone.
      expect(page.googletag).toBeUndefined();
      covey.consent.set({ activation: true });
      // It comes late.
      const targeting = bringGpt(isOld);
      expect(Object.fromEntries(targeting)).toEqual({ site: ['own'], covey: ['fan', 'buyer'] });
      // The page clears all keys, and Covey's come back when something changes or the page is turned to.
      targeting.clear();
      window.dispatchEvent(new window.Event('focus'));
      expect(targeting.get('covey')).toEqual(['fan', 'buyer']);
      covey.consent.set({ activation: false });
      expect(targeting.has('covey')).toBe(false);
      covey.consent.set({ activation: true });
      expect(targeting.has('covey')).toBe(true);
      stop();
      expect(targeting.has('covey')).toBe(false);
    },
  );

  it('gets nothing of what was withdrawn before it came', async () => {
    const { covey } = await onPage((it) => connectGpt(it, { key: 'audience' }));
    covey.consent.set({ activation: true });
    covey.consent.set({ activation: false });
    expect(bringGpt(true).has('audience')).toBe(false);
  });
});

describe('the data layer', () => {
  it('is told of each change, of a withdrawal with an empty list, and of nothing twice', async () => {
    const { covey } = await onPage((it) => connectDataLayer(it));
    expect(page.dataLayer).toBeUndefined();
    covey.consent.set({ activation: true });
    covey.consent.set({ activation: true, text: 2 });
    await covey.erase();
    const event = (ids: readonly string[]) => ({
      event: 'covey_segments',
      covey_segments: ids,
      _clear: true,
    });
    expect(page.dataLayer).toEqual([event(['fan', 'hero:calm']), event([])]);
  });
});

/** As Prebid is before it has come; the real one is in `test/e2e/activation.test.ts`. */
describe('Prebid', () => {
  it('keeps the entries of others, of before and after, and loses ours with the consent', async () => {
    let ortb2: object = { site: { cat: ['IAB1'] }, user: { data: [{ name: 'theirs' }], yob: 1 } };
    const { covey } = await onPage((it) => connectPrebid(it, { segtax: 600 }));
    expect(page.pbjs).toBeUndefined();
    covey.consent.set({ activation: true });
    const auctions: (() => void)[] = [];
    const { que } = page.pbjs as { que: (() => void)[] };
    page.pbjs = {
      que: { push: (command: () => void) => command() },
      getConfig: () => ortb2,
      setConfig: (config: { ortb2: object }) => (ortb2 = config.ortb2),
      onEvent: (_event: string, work: () => void) => auctions.push(work),
    };
    for (const command of que) command();
    const own = { name: 'covey', ext: { segtax: 600 }, segment: [{ id: 'fan' }] };
    expect(ortb2).toEqual({
      site: { cat: ['IAB1'] },
      user: { data: [{ name: 'theirs' }, own], yob: 1 },
    });
    // The page sets it anew, as it may, and then asks for bids.
    ortb2 = { user: { data: [{ name: 'other' }] } };
    expect(auctions).toHaveLength(1);
    auctions[0]?.();
    expect(ortb2).toEqual({ user: { data: [{ name: 'other' }, own] } });
    covey.consent.set({ activation: false });
    expect(ortb2).toEqual({ user: { data: [{ name: 'other' }] } });
  });
});
