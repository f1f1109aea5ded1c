// Pages, frameworks and extensions freeze, replace and remove parts of the browser. Whatever they do: nothing is
// thrown into the page, the engine decides, and a code says which part could not be used.
import type { Window } from 'happy-dom';
import type { Host } from '../../sdk/host.ts';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  NAME,
  newDevice,
  newEdge,
  newOwner,
  open,
  pass,
  settle,
  shopDefinitions,
  START,
  useClock,
  type Owner,
} from './harness.ts';

useClock();
let owner: Owner;
let envelope: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  owner = await newOwner();
  envelope = await owner.sign(
    shopDefinitions({
      metrics: { orders: { count: 'purchase' }, pages: { count: 'page_view' } },
      segments: {
        reader: { when: { 'metric.pages': { $gte: 3 } } },
        buyer: { when: { 'metric.orders': { $gte: 1 } } },
        mobile: { when: { 'device.type': 'mobile' } },
        paid: { when: { 'source.session.channel': 'Paid Search' } },
      },
    }),
  );
});

const refuse = () => {
  throw new Error('not on this page');
};
const getter = (target: object, name: string, get: () => unknown = refuse) =>
  void Object.defineProperty(target, name, { get, configurable: false });
const layer = (make: (list: unknown[]) => unknown) => (window: Window) =>
  void Object.assign(window, { dataLayer: make([{ event: 'view_item' }]) });

const pages: readonly (readonly [
  what: string,
  prepare: (window: Window) => void,
  problems: readonly string[],
])[] = [
  ['a frozen dataLayer', layer(Object.freeze), ['capture-data-layer']],
  ['a sealed dataLayer', layer(Object.seal), ['capture-data-layer']],
  [
    'a dataLayer whose push cannot be replaced',
    layer((list) => Object.defineProperty(list, 'push', { get: () => () => 0 })),
    ['capture-data-layer'],
  ],
  ['a dataLayer that throws', (window) => getter(window, 'dataLayer'), ['capture-data-layer']],
  ['a dataLayer with a getter only', (window) => getter(window, 'dataLayer', () => []), []],
  [
    'a dataLayer that is a proxy and throws',
    (window) =>
      void Object.assign(window, {
        dataLayer: new Proxy([], { get: refuse, defineProperty: refuse }),
      }),
    ['capture-data-layer'],
  ],
  ['a dataLayer that is no list', (window) => void Object.assign(window, { dataLayer: 'x' }), []],
  [
    'a navigator that throws',
    ({ navigator }) => {
      for (const name of ['userAgentData', 'platform', 'maxTouchPoints', 'language'])
        getter(navigator, name);
    },
    ['facts-device'],
  ],
  [
    'signals that throw',
    ({ navigator }) => {
      getter(navigator, 'globalPrivacyControl');
      getter(navigator, 'doNotTrack');
    },
    ['signal-unreadable'],
  ],
  [
    'no matchMedia',
    (window) => void Object.defineProperty(window, 'matchMedia', { value: undefined }),
    ['facts-device'],
  ],
  [
    'a matchMedia that gives nothing',
    (window) => void Object.defineProperty(window, 'matchMedia', { value: () => null }),
    ['facts-device'],
  ],
  ['no screen', (window) => getter(window, 'screen'), []],
  ['a history that throws', (window) => getter(window, 'history'), ['capture-pages']],
  ['a frozen history', ({ history }) => void Object.freeze(history), ['capture-pages']],
  ['a navigation API that throws', (window) => getter(window, 'navigation'), ['capture-pages']],
  [
    'a navigation API that is something else',
    (window) => void Object.assign(window, { navigation: { main: [] } }),
    ['capture-pages'],
  ],
  ['a title that throws', ({ document }) => getter(document, 'title'), []],
  [
    'a form in the place of title and referrer',
    ({ document }) => {
      const form = document.createElement('form');
      getter(document, 'title', () => form);
      Object.defineProperty(document, 'referrer', { value: form });
    },
    [],
  ],
  [
    'no hasFocus',
    ({ document }) => void Object.assign(document, { hasFocus: undefined }),
    ['capture-engagement'],
  ],
  [
    'no MutationObserver',
    (window) => void Object.defineProperty(window, 'MutationObserver', { value: undefined }),
    ['markup-unwatched'],
  ],
];

describe.each(pages)('with %s', (_what, prepare, problems) => {
  it('the engine decides, and what cannot be used is named', async () => {
    const device = newDevice();
    const edge = Object.assign(newEdge(), { envelope });
    device.storage.setItem(NAME, JSON.stringify({ personalisation: true, time: START }));
    const failed = vi.fn();
    process.on('uncaughtException', failed);
    const tab = open(device, edge, owner, {
      prepare,
      url: 'https://hazel.example/?gclid=1',
      focused: true,
    });
    await tab.covey.ready;
    await settle();
    expect(tab.covey.diagnostics().status).toBe('running');
    expect(tab.covey.has('paid')).toBe(true);
    tab.covey.track('purchase', { value: 1 });
    expect(tab.covey.has('buyer')).toBe(true);
    tab.turn('hidden');
    tab.turn('visible');
    await pass(100);
    expect(Object.keys(tab.covey.diagnostics().problems).toSorted()).toEqual(problems);
    tab.covey.consent.set({ personalisation: false });
    expect(tab.covey.segments()).toEqual([]);
    await tab.leave();
    process.off('uncaughtException', failed);
    expect(failed).not.toHaveBeenCalled();
  });
});

const hosts: readonly (readonly [string, object, string, readonly string[]])[] = [
  [
    'no SubtleCrypto',
    { crypto: { getRandomValues: refuse } },
    'waiting',
    ['definitions-unsupported'],
  ],
  ['no crypto', { crypto: undefined }, 'waiting', ['engine-failed', 'events-dropped']],
  ['a fetch that throws', { fetch: refuse }, 'waiting', ['definitions-unreachable']],
  ['no fetch', { fetch: undefined }, 'waiting', ['definitions-unreachable']],
  ['a localStorage that throws', { localStorage: refuse }, 'running', ['storage-missing']],
  ['no localStorage', { localStorage: () => undefined }, 'running', ['storage-missing']],
  ['an IndexedDB that throws', { indexedDB: refuse }, 'running', ['storage-missing']],
  [
    'a database that throws',
    { indexedDB: () => ({ open: refuse, deleteDatabase: refuse }) },
    'running',
    ['storage-missing'],
  ],
];

describe.each(hosts)('with %s', (_what, host, status, problems) => {
  it(`nothing is thrown, Covey is ${status}, and says why`, async () => {
    const device = newDevice();
    const edge = Object.assign(newEdge(), { envelope });
    const tab = open(device, edge, owner, { host: host as Partial<Host> });
    tab.covey.consent.set({ personalisation: true, measurement: true });
    await tab.covey.ready;
    await settle();
    tab.covey.track('purchase', { value: 1 });
    await pass(100);
    expect(tab.covey.diagnostics().status).toBe(status);
    expect(tab.covey.has('buyer')).toBe(status === 'running');
    expect(Object.keys(tab.covey.diagnostics().problems).toSorted()).toEqual(problems);
    await tab.covey.export();
    await tab.covey.erase();
    tab.covey.consent.set({ personalisation: false, measurement: false });
    await tab.leave();
  });
});

describe('a page that spoils things later', () => {
  it("an address that history's own methods do not tell is noticed with the next event", async () => {
    const device = newDevice();
    const edge = Object.assign(newEdge(), { envelope });
    device.storage.setItem(NAME, JSON.stringify({ personalisation: true, time: START }));
    const tab = open(device, edge, owner, {
      prepare: ({ history }) => void Object.freeze(history),
    });
    await tab.covey.ready;
    await settle();
    expect(tab.covey.metrics()['pages']).toBe(1);
    tab.window.happyDOM.setURL('https://hazel.example/later/');
    tab.covey.track('purchase', { value: 1 });
    expect(tab.covey.metrics()['pages']).toBe(2);
  });

  it("an exception of history itself is the page's own", async () => {
    const device = newDevice();
    const edge = Object.assign(newEdge(), { envelope });
    device.storage.setItem(NAME, JSON.stringify({ personalisation: true, time: START }));
    const tab = open(device, edge, owner, {
      prepare: ({ history }) => void Object.assign(history, { pushState: refuse }),
    });
    await tab.covey.ready;
    expect(() => tab.window.history.pushState({}, '', '/a/')).toThrow('not on this page');
    expect(tab.covey.diagnostics().problems).toEqual({});
  });
});
