// A device with pages on it and an edge to ask: real engine, real signatures, real IndexedDB
// semantics (fake-indexeddb), a real DOM per tab (happy-dom); only clock and network are ours.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { Window } from 'happy-dom';
import { afterEach, beforeEach, vi } from 'vitest';
import { createClient, type ClientOptions } from '../../sdk/client/index.ts';
import * as debug from '../../sdk/debug/index.ts';
import * as devtools from '../../sdk/devtools/index.ts';
import * as preview from '../../sdk/show-preview.ts';
import * as panel from '../../sdk/panel/index.ts';
import * as counting from '../../sdk/parts/counting.ts';
import type { PartName } from '../../sdk/parts/index.ts';
import * as experiences from '../../sdk/parts/experiences.ts';
import * as explain from '../../sdk/parts/explain.ts';
import * as layer from '../../sdk/parts/layer.ts';
import * as details from '../../sdk/parts/details.ts';
import * as facts from '../../sdk/parts/facts.ts';
import * as metrics from '../../sdk/parts/metrics.ts';
import * as sessions from '../../sdk/parts/sessions.ts';
import * as operators from '../../sdk/parts/operators.ts';
import * as further from '../../sdk/parts/further.ts';
import * as sequence from '../../sdk/parts/sequence.ts';
import * as surveys from '../../sdk/parts/surveys.ts';
import * as sources from '../../sdk/parts/sources.ts';
import * as returning from '../../sdk/parts/returning.ts';
import * as upkeep from '../../sdk/parts/upkeep.ts';
import * as words from '../../sdk/words/index.ts';
import * as meaning from '../../sdk/meaning/index.ts';
import * as meaningDe from '../../shared/reading/words/de.ts';
import * as meaningFr from '../../shared/reading/words/fr.ts';
import * as meaningEs from '../../shared/reading/words/es.ts';
import * as meaningIt from '../../shared/reading/words/it.ts';
import * as meaningNl from '../../shared/reading/words/nl.ts';
import * as meaningPl from '../../shared/reading/words/pl.ts';
import * as meaningPt from '../../shared/reading/words/pt.ts';
import * as de from '../../shared/words/de.ts';
import * as fr from '../../shared/words/fr.ts';
import * as es from '../../shared/words/es.ts';
import * as it from '../../shared/words/it.ts';
import * as nl from '../../shared/words/nl.ts';
import * as pl from '../../shared/words/pl.ts';
import * as pt from '../../shared/words/pt.ts';
import type { Covey, Host, Settings } from '../../sdk/index.ts';
import type { Definitions, PublicKey } from '../../shared/definitions/types.ts';
import {
  formatKeys,
  generateKey,
  importPrivateKey,
  signEnvelope,
  type Signer,
} from '../../shared/signing/index.ts';

export const SITE = 'hazel.example';
/** What everything of the site is called on a device. */
export const NAME = `covey:${SITE}`;
export const EDGE = 'https://edge.example';
export const START = Date.parse('2026-11-24T10:00:00Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** All parts, there at once: what waits for real time is tested with the built files. */
export const PARTS: { readonly [name in PartName]: object } = {
  details,
  facts,
  metrics,
  sessions,
  sequence,
  further,
  operators,
  sources,
  returning,
  upkeep,
  counting,
  experiences,
  common: {},
  explain,
  layer,
  surveys,
  panel,
  words,
  'words-de': de,
  'words-fr': fr,
  'words-es': es,
  'words-it': it,
  'words-nl': nl,
  'words-pl': pl,
  'words-pt': pt,
  meaning,
  'meaning-de': meaningDe,
  'meaning-fr': meaningFr,
  'meaning-es': meaningEs,
  'meaning-it': meaningIt,
  'meaning-nl': meaningNl,
  'meaning-pl': meaningPl,
  'meaning-pt': meaningPt,
  debug,
  devtools,
  preview,
};

const subtle = crypto.subtle as never;

/** A clock that stands still until it is moved; timers of the pages follow it. */
export function useClock(): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: START });
  });
  afterEach(() => {
    vi.useRealTimers();
    for (const tab of tabs.splice(0)) tab.window.happyDOM.abort();
  });
}

/** Work that other threads do for the pages: signatures and hashes. */
let elsewhere = 0;
const countedSubtle = new Proxy(crypto.subtle, {
  get:
    (target, method: keyof SubtleCrypto) =>
    async (...details: unknown[]) => {
      elsewhere++;
      try {
        return await (target[method] as (...args: unknown[]) => Promise<unknown>).apply(
          target,
          details,
        );
      } finally {
        elsewhere--;
      }
    },
});

/** Lets everything happen that is due now: transactions, signatures, timers without delay. */
export async function settle(): Promise<void> {
  for (let quiet = 0; quiet < 40; quiet++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (quiet % 4 === 0) await vi.advanceTimersByTimeAsync(0);
    if (elsewhere > 0) quiet = 0;
  }
}

/** Timers after each of which everything happens that is due then; after more, time goes on in one leap. */
const TIMERS = 50;

/** Lets time pass, with all timers that end meanwhile. */
export async function pass(ms: number): Promise<void> {
  await settle();
  const end = Date.now() + ms;
  let over = false;
  setTimeout(() => (over = true), ms);
  for (let timers = 0; timers < TIMERS && !over; timers++) {
    await vi.advanceTimersToNextTimerAsync();
    await settle();
  }
  await vi.advanceTimersByTimeAsync(Math.max(0, end - Date.now()));
  await settle();
}

/** The machine's own clock, which no test moves. */
const realNow = performance.now.bind(performance);
const PATIENCE_MS = 30_000;

/** Waits for what takes the machine real time: a module that is loaded, say. */
export async function until(condition: () => unknown): Promise<void> {
  const end = realNow() + PATIENCE_MS;
  while (realNow() < end && !condition()) await settle();
  if (!condition()) throw new Error(`never came: ${condition.toString()}`);
}

export interface Owner {
  readonly public: PublicKey;
  /** For `data-key`. */
  readonly keys: string;
  /** With the keys of others beside, if given. */
  readonly sign: (
    definitions: Definitions,
    ...others: readonly Owner[]
  ) => Promise<Uint8Array<ArrayBuffer>>;
  readonly signer: Signer;
}

export async function newOwner(): Promise<Owner> {
  const key = await generateKey(subtle);
  const imported = await importPrivateKey(key, subtle);
  if (!imported.ok) throw new Error(imported.message);
  return {
    public: imported.publicKey,
    keys: formatKeys([imported.publicKey]),
    signer: imported.signer,
    sign: (definitions, ...others) =>
      signEnvelope(
        new TextEncoder().encode(JSON.stringify(definitions)),
        [imported.signer, ...others.map(({ signer }) => signer)],
        subtle,
      ),
  };
}

export function define(change: Partial<Definitions> = {}): Definitions {
  return {
    covey: 1,
    site: SITE,
    version: 1,
    issued: '2026-11-24T00:00:00Z',
    expires: '2027-01-24T00:00:00Z',
    segments: {},
    ...change,
  };
}

/** Three views make a fan; a purchase makes a buyer for three days. */
export const shopDefinitions = (change: Partial<Definitions> = {}): Definitions =>
  define({
    traits: {
      plan: { type: 'string', values: ['free', 'pro'] },
      age: { type: 'number' },
    },
    metrics: {
      views: { count: 'view_item', within: '7d' },
      orders: { count: 'purchase', within: '3d' },
      spend: { sum: 'purchase.value', within: '90d' },
    },
    segments: {
      fan: { name: 'Fans', when: { 'metric.views': { $gte: 3 } }, count: true },
      buyer: { name: 'Buyers', when: { 'metric.orders': { $gte: 1 } } },
      spender: { when: { 'metric.spend': { $gte: 100 } }, exclude: { 'trait.age': { $lt: 18 } } },
      pro: { when: { 'trait.plan': 'pro' } },
    },
    ...change,
  });

export interface Request {
  readonly url: string;
  readonly init: RequestInit;
  readonly body: Uint8Array | null;
}

/** The Worker, as far as a page sees it. Replace `answer` to play an evil one. */
export interface Edge {
  readonly requests: Request[];
  readonly to: (part: string) => Request[];
  readonly fetch: typeof globalThis.fetch;
  envelope: Uint8Array<ArrayBuffer> | null;
  /** The document that brought each key set. */
  readonly keySets: Map<number, Uint8Array<ArrayBuffer>>;
  context: unknown;
  away: boolean;
  answer: ((request: Request) => Response | null | Promise<Response | null>) | null;
}

export function newEdge(envelope: Edge['envelope'] = null): Edge {
  const requests: Request[] = [];
  const edge: Edge = {
    requests,
    to: (part) => requests.filter(({ url }) => url.includes(part)),
    envelope,
    keySets: new Map(),
    context: { country: 'DE', region: 'BE', city: null, timezone: 'Europe/Berlin' },
    away: false,
    answer: null,
    async fetch(input, init = {}) {
      const body = init.body ? new Uint8Array(init.body as Uint8Array) : null;
      const request = { url: String(input), init, body };
      requests.push(request);
      if (edge.away) throw new TypeError('Failed to fetch');
      if (init.signal?.aborted) throw new DOMException('aborted', 'AbortError');
      const special = await edge.answer?.(request);
      if (special) return special;
      const keySet = /\/keys\/(\d+)$/.exec(request.url)?.[1];
      if (keySet || request.url.endsWith('/definitions')) {
        const envelope = keySet ? edge.keySets.get(Number(keySet)) : edge.envelope;
        if (!envelope) return new Response('{"error":{}}', { status: 404 });
        const held = new Headers(init.headers).get('if-none-match');
        return held === `"${await payloadHash(envelope)}"`
          ? new Response(null, { status: 304 })
          : new Response(envelope);
      }
      if (request.url.endsWith('/context')) return Response.json(edge.context);
      return new Response(null, { status: 204 });
    },
  };
  return edge;
}

/** SHA-256 of the signed bytes, base64url: the Worker's ETag. */
export async function payloadHash(envelope: Uint8Array): Promise<string> {
  const { payload } = JSON.parse(new TextDecoder().decode(envelope)) as { payload: string };
  const hash = await countedSubtle.digest('SHA-256', Buffer.from(payload, 'base64url'));
  return Buffer.from(hash).toString('base64url');
}

/** What outlives a page: storage, and the channel between tabs. */
export interface Device {
  readonly storage: Storage;
  indexedDB: IDBFactory | undefined;
  readonly tabs: Tab[];
}

export interface Tab {
  readonly window: Window;
  readonly covey: Covey;
  /** Shows or hides the tab, as the browser tells it. */
  readonly turn: (state: 'visible' | 'hidden') => void;
  /** Whether it hears other tabs. */
  readonly listens: () => boolean;
  /** Leaves the page in good order. */
  readonly leave: () => Promise<void>;
  /** Leaves the page for the browser's back/forward cache, in the order of WebKit. */
  readonly cache: () => Promise<void>;
  /** Comes back out of it. */
  readonly restore: () => Promise<void>;
  /** Ends without a word. Timers are the clock's, so those of all pages end with it. */
  readonly die: () => void;
}

const tabs: Tab[] = [];

export function newDevice(): Device {
  const values = new Map<string, string>();
  return {
    indexedDB: new IDBFactory(),
    tabs: [],
    storage: {
      get length() {
        return values.size;
      },
      key: (at) => [...values.keys()][at] ?? null,
      getItem: (key) => values.get(key) ?? null,
      setItem: (key, value) => void values.set(key, String(value)),
      removeItem: (key) => void values.delete(key),
      clear: () => values.clear(),
    },
  };
}

export interface PageOptions extends Partial<Settings> {
  readonly url?: string;
  readonly html?: string;
  readonly referrer?: string;
  readonly host?: Partial<Host>;
  readonly code?: Partial<Pick<ClientOptions, 'loadActive' | 'loadPart'>>;
  readonly gpc?: boolean;
  /** As pages do by default (undefined): 1,000. In tests what is to be written is at once, unless said otherwise. */
  readonly writeEveryMs?: number | undefined;
  /** Whether the visitor is turned to the page; a page that is left alone for days should not be. */
  readonly focused?: boolean;
  readonly prepare?: (window: Window) => void;
}

/** Opens a page of the site on a device. */
export function open(
  device: Device,
  edge: Edge,
  owner: { readonly keys: string },
  options: PageOptions = {},
): Tab {
  const {
    url,
    html = '',
    referrer = '',
    host,
    code,
    gpc,
    prepare,
    focused = false,
    ...settings
  } = options;
  const window = new Window({ url: url ?? `https://${SITE}/` });
  const { document, navigator } = window;
  document.body.innerHTML = html;
  let visibility = 'visible';
  Object.defineProperties(document, {
    visibilityState: { get: () => visibility, configurable: true },
    hidden: { get: () => visibility === 'hidden', configurable: true },
  });
  document.hasFocus = () => focused && visibility === 'visible';
  Object.defineProperty(document, 'referrer', { value: referrer, configurable: true });
  if (gpc !== undefined) Object.defineProperty(navigator, 'globalPrivacyControl', { value: gpc });
  prepare?.(window);
  type Listener = (event: { data: unknown }) => void;
  const listeners = new Map<string, Listener>();
  const channel = (name: string) => ({
    set onmessage(listener: Listener) {
      listeners.set(name, listener);
    },
    close: () => void listeners.delete(name),
    // As in a browser: later, and to everybody else.
    postMessage: (data: unknown) =>
      void setImmediate(() => {
        for (const other of device.tabs)
          if (other !== tab)
            (other as Tab & { hear: (name: string, data: unknown) => void }).hear(name, data);
      }),
  });
  const covey = createClient({
    site: SITE,
    keys: owner.keys,
    edge: EDGE,
    debug: false,
    // The clock stands still: what is to be written is, at once.
    writeEveryMs: 0,
    ...settings,
    loadActive: () => import('../../sdk/active.ts'),
    loadPart: async (_file, name) => PARTS[name],
    ...code,
    host: {
      window: window as never,
      now: () => Date.now(),
      fetch: edge.fetch,
      crypto: {
        subtle: countedSubtle,
        getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes),
      } as never,
      indexedDB: () => device.indexedDB,
      localStorage: () => device.storage,
      channel: (name) => channel(name) as never,
      ...host,
    },
  });
  const turn = (state: 'visible' | 'hidden') => {
    visibility = state;
    document.dispatchEvent(new window.Event('visibilitychange'));
  };
  const tab = {
    window,
    covey,
    turn,
    hear: (name: string, data: unknown) => listeners.get(name)?.({ data }),
    listens: () => listeners.size > 0,
    async cache() {
      window.dispatchEvent(Object.assign(new window.Event('pagehide'), { persisted: true }));
      turn('hidden');
      device.tabs.splice(device.tabs.indexOf(tab), 1);
      await settle();
    },
    async restore() {
      device.tabs.push(tab);
      turn('visible');
      window.dispatchEvent(Object.assign(new window.Event('pageshow'), { persisted: true }));
      await settle();
    },
    die() {
      device.tabs.splice(device.tabs.indexOf(tab), 1);
      vi.clearAllTimers();
    },
    async leave() {
      turn('hidden');
      window.dispatchEvent(new window.Event('pagehide'));
      device.tabs.splice(device.tabs.indexOf(tab), 1);
      await settle();
    },
  };
  device.tabs.push(tab);
  tabs.push(tab);
  return tab;
}

/** Everything that stands on the device: names of databases with their content, and local storage. */
export async function contents(device: Device): Promise<{
  readonly local: { readonly [key: string]: string | null };
  readonly databases: readonly string[];
}> {
  const databases = (await device.indexedDB?.databases()) ?? [];
  return {
    local: Object.fromEntries(
      Array.from({ length: device.storage.length }, (_, at) => {
        const key = device.storage.key(at) ?? '';
        return [key, device.storage.getItem(key)];
      }),
    ),
    databases: databases.map(({ name }) => name ?? ''),
  };
}

/** What stands in the database, read past the script. */
export async function stored(
  device: Device,
  name: string = NAME,
): Promise<{
  readonly events: readonly {
    readonly name: string;
    readonly time: number;
    readonly props?: object;
  }[];
  readonly state: { readonly [key: string]: unknown };
}> {
  const factory = device.indexedDB;
  if (!factory) return { events: [], state: {} };
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = factory.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  try {
    const read = <T>(store: string, method: 'getAll' | 'getAllKeys') =>
      new Promise<T[]>((resolve, reject) => {
        const request = database.transaction(store).objectStore(store)[method]();
        request.onsuccess = () => resolve(request.result as T[]);
        request.onerror = () => reject(request.error);
      });
    const keys = await read<string>('state', 'getAllKeys');
    const values = await read<unknown>('state', 'getAll');
    return {
      events: await read('events', 'getAll'),
      state: Object.fromEntries(keys.map((key, at) => [key, values[at]])),
    };
  } finally {
    database.close();
  }
}
