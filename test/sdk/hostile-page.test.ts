// Pages, frameworks and extensions freeze, replace and remove parts of the browser. Whatever they do: nothing is
// thrown into the page, the engine decides, and a code says which part could not be used.
import { Window } from 'happy-dom';
import type { Host } from '../../sdk/host.ts';
import { createCovey } from '../../sdk/index.ts';
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
    const edge = newEdge(envelope);
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
    const edge = newEdge(envelope);
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
    const edge = newEdge(envelope);
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
    const edge = newEdge(envelope);
    device.storage.setItem(NAME, JSON.stringify({ personalisation: true, time: START }));
    const tab = open(device, edge, owner, {
      prepare: ({ history }) => void Object.assign(history, { pushState: refuse }),
    });
    await tab.covey.ready;
    expect(() => tab.window.history.pushState({}, '', '/a/')).toThrow('not on this page');
    expect(tab.covey.diagnostics().problems).toEqual({});
  });
});

describe('calls of a page that has broken what they rest on', () => {
  const started = async () => {
    const tab = open(newDevice(), newEdge(envelope), owner);
    tab.covey.consent.set({ personalisation: true });
    await tab.covey.ready;
    tab.covey.track('purchase', { value: 1 });
    await settle();
    return tab.covey;
  };
  const broken: readonly (readonly [what: string, spoil: () => void])[] = [
    ['no queueMicrotask', () => void vi.stubGlobal('queueMicrotask', undefined)],
    [
      'a JSON.stringify that throws',
      () => void vi.spyOn(JSON, 'stringify').mockImplementation(refuse),
    ],
    [
      'a getTimezoneOffset that throws',
      () => void vi.spyOn(Date.prototype, 'getTimezoneOffset').mockImplementation(refuse),
    ],
    ['a clock that says NaN', () => void vi.spyOn(Date, 'now').mockReturnValue(NaN)],
  ];

  it.each(broken)('%s: none throws, and none rejects', async (_what, spoil) => {
    const covey = await started();
    const heard = vi.fn();
    spoil();
    try {
      covey.track('purchase', { value: 2 });
      covey.identify({ plan: 'pro' });
      expect(typeof covey.on('change', heard)).toBe('function');
      expect(covey.has('buyer')).toBe(true);
      expect(covey.segments()).toContain('buyer');
      expect(covey.choose({ buyer: 1, default: 0 })).toBe(1);
      expect(await covey.explain('buyer')).toBeDefined();
      expect(covey.metrics()).toBeTypeOf('object');
      expect(covey.consent.get().time).not.toBeUndefined();
      covey.consent.set({ measurement: false });
      expect(covey.diagnostics().status).toBeTypeOf('string');
      expect(await covey.export()).toMatchObject({ covey: 1, site: 'hazel.example' });
      await covey.erase();
    } finally {
      vi.restoreAllMocks();
      vi.unstubAllGlobals();
    }
    await settle();
  });

  it('choices that throw give nothing', async () => {
    const covey = await started();
    expect(covey.choose(new Proxy({}, { ownKeys: refuse, get: refuse }))).toBeUndefined();
    const throwing = Object.defineProperty({ default: 0 }, 'buyer', {
      get: refuse,
      enumerable: true,
    });
    expect(covey.choose(throwing)).toBeUndefined();
    expect(covey.diagnostics().problems).toEqual({ internal: 2 });
  });
});

describe('where it cannot start', () => {
  const windows: readonly (readonly [what: string, spoil: (window: Window) => void])[] = [
    ['an addEventListener that throws', (window) => getter(window, 'addEventListener')],
    ['a location that throws', (window) => getter(window, 'location')],
    ['no AbortController', () => void vi.stubGlobal('AbortController', undefined)],
  ];
  it.each(windows)('%s: the package does nothing, and says that it does', async (_what, spoil) => {
    const window = new Window({ url: 'https://hazel.example/' });
    spoil(window);
    const settings = { site: 'hazel.example', keys: owner.keys, edge: 'https://edge.example' };
    const covey = createCovey({ ...settings, host: { window: window as never } });
    vi.unstubAllGlobals();
    covey.track('purchase');
    expect([covey.has('buyer'), covey.segments()]).toEqual([false, []]);
    expect(covey.diagnostics()).toMatchObject({ status: 'off', problems: { internal: 1 } });
    await covey.ready;
    await window.happyDOM.abort();
  });

  const pagesOfTags: readonly (readonly [what: string, spoil: (window: Window) => void])[] = [
    ...windows,
    ['a currentScript that throws', ({ document }) => getter(document, 'currentScript')],
    ['a window.covey that throws', (window) => getter(window, 'covey')],
  ];
  it.each(pagesOfTags)('%s: the script leaves the stub as it is', async (_what, spoil) => {
    const window = new Window({ url: 'https://hazel.example/' });
    const { document } = window;
    const stub = { q: [['track', 'purchase']] };
    const script = document.createElement('script');
    Object.assign(script.dataset, { site: 'hazel.example', key: owner.keys });
    Object.defineProperty(script, 'src', { value: 'https://edge.example/covey.js' });
    Object.defineProperty(document, 'currentScript', { value: script, configurable: true });
    Object.assign(window, { covey: stub });
    vi.stubGlobal('window', window);
    vi.stubGlobal('document', document);
    vi.stubGlobal('location', window.location);
    spoil(window);
    vi.resetModules();
    try {
      await expect(import('../../sdk/script.ts')).resolves.toBeDefined();
    } finally {
      vi.unstubAllGlobals();
    }
    expect(stub.q).toEqual([['track', 'purchase']]);
    await window.happyDOM.abort();
  });
});
