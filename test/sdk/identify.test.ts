// What `identify` is given stays the page's own: Covey takes it as it is at the call, and no more of it than fits.
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Definitions } from '../../shared/definitions/types.ts';
import { openStore } from '../../sdk/store/index.ts';
import {
  define,
  NAME,
  newDevice,
  newEdge,
  newOwner,
  open,
  pass,
  settle,
  stored,
  useClock,
  type Device,
  type Edge,
  type Owner,
  type PageOptions,
} from './harness.ts';
import * as facts from '../../sdk/parts/facts.ts';
import * as returning from '../../sdk/parts/returning.ts';

useClock();
afterEach(() => {
  vi.restoreAllMocks();
});
let owner: Owner;
let envelope: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  owner = await newOwner();
  envelope = await owner.sign(
    define({
      traits: {
        plan: { type: 'string' },
        age: { type: 'number' },
        born: { type: 'date' },
        tags: { type: 'string[]' },
      },
      metrics: { views: { count: 'view' } },
      segments: {
        gold: { when: { 'trait.plan': 'gold' } },
        grown: { when: { 'trait.age': { $gte: 18 } } },
        old: { when: { 'trait.born': { $lt: '1980-01-01' } } },
        cats: { when: { 'trait.tags': 'cats' } },
        seen: { when: { 'metric.views': { $gte: 1 } } },
      },
    } as Partial<Definitions>),
  );
});

async function granted(device: Device, options: PageOptions = {}, edge: Edge = newEdge(envelope)) {
  const tab = open(device, edge, owner, { capture: 'off', ...options });
  tab.covey.consent.set({ personalisation: true });
  await tab.covey.ready;
  await settle();
  return tab;
}
const traitsIn = async (device: Device) =>
  ((await stored(device)).state['snapshot'] as { readonly traits: unknown }).traits;

describe('a list', () => {
  it('behind a proxy is taken as what it shows, and is stored', async () => {
    const device = newDevice();
    const { covey } = await granted(device);
    covey.identify({ tags: new Proxy(['cats'], {}) });
    covey.track('view');
    await pass(1000);
    expect(covey.segments()).toEqual(['cats', 'seen']);
    expect(covey.diagnostics()).toMatchObject({ storage: 'indexeddb', problems: {} });
    expect(await traitsIn(device)).toEqual({ tags: ['cats'] });
  });

  it('that changes after the call is stored as it was', async () => {
    const device = newDevice();
    const { covey } = await granted(device);
    const list: unknown[] = ['cats'];
    covey.identify({ tags: list });
    list.push({ secret: 1 });
    covey.track('view');
    await pass(1000);
    expect(await traitsIn(device)).toEqual({ tags: ['cats'] });
  });

  it.each(['the engine', 'definitions'])(
    'that changes before %s came counts as it was',
    async (what) => {
      const edge = newEdge(envelope);
      let go = () => {};
      const there = new Promise<void>((resolve) => (go = resolve));
      edge.answer = () => there.then(() => null);
      const tab = open(newDevice(), edge, owner, { capture: 'off' });
      tab.covey.consent.set({ personalisation: true });
      if (what === 'definitions') await settle();
      const list = ['cats'];
      tab.covey.identify({ tags: list });
      list[0] = 'dogs';
      go();
      await tab.covey.ready;
      await settle();
      expect(tab.covey.segments()).toEqual(['cats']);
    },
  );

  it('that holds itself does not keep a page from being left', async () => {
    const device = newDevice();
    const tab = await granted(device, { writeEveryMs: undefined });
    await pass(1500);
    tab.covey.track('other');
    const list: unknown[] = ['cats'];
    tab.covey.identify({ tags: list });
    list.push(list);
    const close = vi.spyOn(IDBDatabase.prototype, 'close');
    await tab.cache();
    expect(close).toHaveBeenCalled();
    expect(tab.listens()).toBe(false);
    expect(device.storage.getItem(NAME)).toContain('"traits":{"tags":["cats"]}');
  });
});

it.each(['the engine', 'definitions'])(
  'behind a full queue, before %s came, is not dropped',
  async (what) => {
    const edge = newEdge(envelope);
    let go = () => {};
    const there = new Promise<void>((resolve) => (go = resolve));
    edge.answer = () => there.then(() => null);
    const { covey } = open(newDevice(), edge, owner, { capture: 'off' });
    covey.consent.set({ personalisation: true });
    if (what === 'definitions') await settle();
    for (let i = 0; i < 510; i++) covey.track('other');
    covey.identify({ plan: 'gold', age: 3 });
    covey.identify({ age: 20 });
    go();
    await covey.ready;
    await pass(3000);
    expect(covey.segments()).toEqual(['gold', 'grown']);
    expect(covey.diagnostics().problems['events-dropped']).toBeGreaterThanOrEqual(10);
  },
);

it('is not cut where a page is left behind more events than are handed over', async () => {
  const device = newDevice();
  const first = await granted(device, { writeEveryMs: undefined });
  await pass(1500);
  for (let i = 0; i < 1600; i++) first.covey.track('view');
  first.covey.identify({ plan: 'gold' });
  await first.leave();
  const { covey } = await granted(device);
  expect(covey.segments()).toEqual(['gold', 'seen']);
  expect(covey.diagnostics().problems['events-dropped']).toBeGreaterThan(0);
});

describe('what is handed over is judged as what is told at once:', () => {
  const elsewhere = { toISOString: () => '1970-01-01T00:00:00.000Z' };
  it.each<[string, { readonly [id: string]: unknown }, readonly string[]]>([
    ['a big integer', { age: 20n }, []],
    ['what calls itself text', { plan: { toJSON: () => 'gold' } }, []],
    ['a date', { born: new Date(0) }, ['old']],
    ['a date of another window', { born: elsewhere }, ['old']],
    ['a date that is none', { born: new Date(Number.NaN) }, []],
    ['a text that is too long', { tags: ['cats', 'x'.repeat(1001)] }, []],
    ['a list that is too long', { tags: Array.from({ length: 101 }, () => 'cats') }, []],
    ['no value', { plan: undefined }, []],
  ])('%s', async (_what, given, expected) => {
    const refused = expected.length > 0 ? {} : { 'trait-refused': 1 };
    const { covey } = await granted(newDevice());
    covey.identify(given);
    expect(covey.segments()).toEqual(expected);
    expect(covey.diagnostics().problems).toEqual(refused);

    const device = newDevice();
    await (await granted(device)).leave();
    const left = open(device, newEdge(envelope), owner, {
      code: {
        loadPart: async (_file, name) => (name === 'facts' ? new Promise(() => {}) : returning),
      },
    });
    await settle();
    left.covey.identify(given);
    await left.leave();
    const next = await granted(device, {
      code: { loadPart: async (_file, name) => (name === 'facts' ? facts : returning) },
    });
    expect(next.covey.segments()).toEqual(expected);
    expect(next.covey.diagnostics().problems).toEqual(refused);
  });
});

it('a getter that throws costs its own trait, and is no fault of ours', async () => {
  const { covey } = await granted(newDevice());
  const trap = () => {
    throw new Error('the page');
  };
  covey.identify(Object.defineProperty({ plan: 'gold' }, 'age', { get: trap, enumerable: true }));
  expect(covey.segments()).toEqual(['gold']);
  covey.identify(new Proxy({}, { ownKeys: trap }));
  expect(covey.diagnostics().problems).toEqual({ 'trait-refused': 1, misuse: 1 });
});

it('leaving goes on where one step of it fails', async () => {
  const device = newDevice();
  const tab = await granted(device, { writeEveryMs: undefined });
  await pass(1500);
  tab.covey.track('view');
  const stringify = vi.spyOn(JSON, 'stringify').mockImplementation(() => {
    throw new Error('the page');
  });
  const close = vi.spyOn(IDBDatabase.prototype, 'close');
  await tab.cache();
  stringify.mockRestore();
  expect(tab.listens()).toBe(false);
  expect(close).toHaveBeenCalled();
  expect(tab.covey.diagnostics().problems['internal']).toBeGreaterThan(0);
});

it('a value that the browser cannot clone does not cost the store', async () => {
  const problems: unknown[] = [];
  const { indexedDB } = newDevice();
  const store = openStore({
    name: 'any',
    factory: () => indexedDB,
    permitted: () => true,
    onDeleted() {},
    onProblem: (code) => problems.push(code),
  });
  const event = { name: 'view', time: 1, props: { list: new Proxy(['a'], {}) } };
  await store.transact(async (tx) => {
    tx.put('key', new Proxy({ deep: 1 }, {}));
    tx.add(event as never);
  });
  expect(store.mode()).toBe('indexeddb');
  expect(problems).toEqual([]);
  expect(await store.transact((tx) => tx.all())).toEqual({
    events: [{ name: 'view', time: 1, props: { list: ['a'] } }],
    state: { key: { deep: 1 } },
  });
  store.close();
});
