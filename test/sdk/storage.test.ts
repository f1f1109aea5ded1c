import { IDBFactory } from 'fake-indexeddb';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  NAME,
  newDevice,
  newEdge,
  newOwner,
  open,
  type Device,
  type Owner,
  type PageOptions,
  pass,
  settle,
  shopDefinitions,
  stored,
  useClock,
} from './harness.ts';

useClock();
let owner: Owner;
let envelope: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  owner = await newOwner();
  envelope = await owner.sign(shopDefinitions());
});
const edgeWith = (bytes = envelope) => newEdge(bytes);

async function granted(device: Device, options: PageOptions = {}) {
  const tab = open(device, edgeWith(), owner, options);
  tab.covey.consent.set({ personalisation: true });
  await pass(0);
  return tab;
}

/** A visitor's whole visit must work, whatever the storage does. */
async function works(tab: Awaited<ReturnType<typeof granted>>) {
  await tab.covey.ready;
  for (let view = 0; view < 3; view++) tab.covey.track('view_item');
  expect(tab.covey.has('fan')).toBe(true);
  await settle();
  expect(tab.covey.has('fan')).toBe(true);
  await tab.covey.export();
  tab.turn('hidden');
  tab.turn('visible');
  await settle();
  tab.covey.consent.set({ personalisation: false, measurement: false });
  await settle();
  expect(tab.covey.has('fan')).toBe(false);
}

describe('a browser that offers no database', () => {
  it('is remembered for in memory while the page lives, and says so', async () => {
    const device = Object.assign(newDevice(), { indexedDB: undefined });
    const tab = await granted(device);
    await tab.covey.ready;
    expect(tab.covey.diagnostics()).toMatchObject({
      storage: 'memory',
      problems: { 'storage-missing': 1 },
    });
    await works(tab);
  });

  it('or throws when asked for it, is treated alike', async () => {
    const tab = await granted(newDevice(), {
      host: {
        indexedDB: () => {
          throw new DOMException('denied', 'SecurityError');
        },
      },
    });
    await tab.covey.ready;
    expect(tab.covey.diagnostics().storage).toBe('memory');
    await works(tab);
  });

  it('or never answers, as behind a frozen tab, is done without after three seconds', async () => {
    const device = newDevice();
    device.indexedDB?.open(NAME, 1);
    await settle();
    device.indexedDB?.deleteDatabase(NAME);
    const tab = await granted(device);
    tab.covey.track('view_item');
    expect(tab.covey.diagnostics().storage).toBe('none');
    await pass(3000);
    await tab.covey.ready;
    expect(tab.covey.diagnostics().storage).toBe('memory');
    expect(tab.covey.metrics()).toMatchObject({ orders: 0 });
  });

  it('or refuses to open it, is treated alike', async () => {
    const factory = new IDBFactory();
    // A database of a later version: this code cannot open it.
    await new Promise<void>((resolve) => {
      const request = factory.open(NAME, 7);
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
    });
    const device = Object.assign(newDevice(), { indexedDB: factory });
    device.storage.setItem(NAME, JSON.stringify({ personalisation: true, time: Date.now() }));
    const tab = await granted(device);
    await tab.covey.ready;
    expect(tab.covey.diagnostics()).toMatchObject({ storage: 'memory' });
    await works(tab);
  });
});

describe('a database that fails later', () => {
  it('because the quota is used up, goes on in memory and loses no decision', async () => {
    const device = newDevice();
    const tab = await granted(device);
    await tab.covey.ready;
    tab.covey.track('purchase', { value: 30 });
    await settle();
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    tab.covey.track('purchase', { value: 30 });
    await settle();
    put.mockRestore();
    expect(tab.covey.diagnostics()).toMatchObject({
      status: 'running',
      storage: 'memory',
      problems: { 'storage-full': 1 },
    });
    expect(tab.covey.metrics()).toMatchObject({ spend: 60 });
    tab.covey.track('purchase', { value: 1 });
    await settle();
    expect(tab.covey.metrics()).toMatchObject({ spend: 61 });
    // What was committed before is whole.
    const { events } = await stored(device);
    expect(events.filter(({ name }) => name === 'purchase')).toHaveLength(1);
  });

  it('with any other error is treated alike', async () => {
    const device = newDevice();
    const tab = await granted(device);
    await tab.covey.ready;
    const get = vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(() => {
      throw new DOMException('io', 'UnknownError');
    });
    tab.covey.track('view_item');
    await settle();
    get.mockRestore();
    expect(tab.covey.diagnostics().problems).toEqual({ 'storage-lost': 1 });
    await works(tab);
  });

  it('because someone deletes it under the page, is forgotten by the page, too', async () => {
    const device = newDevice();
    const tab = await granted(device);
    await tab.covey.ready;
    for (let view = 0; view < 3; view++) tab.covey.track('view_item');
    await settle();
    expect(tab.covey.has('fan')).toBe(true);
    device.indexedDB?.deleteDatabase(NAME);
    await settle();
    expect(tab.covey.has('fan')).toBe(false);
    tab.covey.track('view_item');
    await tab.covey.ready;
    await settle();
    expect((await stored(device)).events.filter(({ name }) => name === 'view_item')).toHaveLength(
      1,
    );
  });
});

describe('a stored snapshot that makes no sense', () => {
  it.each([
    ['is gone', undefined],
    ['is text', 'nonsense'],
    ['has no engine', { v: 1, rev: 3, clock: 0, last: 0, traits: {}, objections: [], done: [] }],
    ['is of another format', { v: 2 }],
  ])('%s: everything is rebuilt from the stored events', async (_name, value) => {
    const device = newDevice();
    const first = await granted(device);
    await first.covey.ready;
    for (let view = 0; view < 3; view++) first.covey.track('view_item');
    await settle();
    await first.leave();
    await overwrite(device, () => value);
    const second = open(device, edgeWith(), owner);
    await second.covey.ready;
    await settle();
    expect(second.covey.has('fan')).toBe(true);
    expect((await stored(device)).state['snapshot']).toMatchObject({ v: 1 });
  });

  it.each([
    ['empty', {}],
    ['of another version', { v: 99 }],
    ['cut short', { v: 1, now: 5 }],
    ['hostile', { v: 1, now: 'x', visit: null, metrics: 7, segments: [], facts: null }],
  ])('an engine state that is %s is rebuilt from the stored events', async (_name, engine) => {
    const device = newDevice();
    const first = await granted(device);
    await first.covey.ready;
    for (let view = 0; view < 3; view++) first.covey.track('view_item');
    first.covey.identify({ plan: 'pro' });
    await settle();
    await first.leave();
    await overwrite(device, (snapshot) => ({ ...snapshot, engine }));
    const second = open(device, edgeWith(), owner);
    await second.covey.ready;
    await settle();
    expect(second.covey.segments()).toEqual(['fan', 'pro']);
    expect(second.covey.diagnostics().problems).toEqual({ 'state-corrupt': 1 });
  });
});

async function overwrite(device: Device, change: (snapshot: object) => unknown): Promise<void> {
  const { state } = await stored(device);
  const value = change(state['snapshot'] as object);
  await new Promise<void>((resolve, reject) => {
    const opening = (device.indexedDB as IDBFactory).open(NAME);
    opening.onsuccess = () => {
      const tx = opening.result.transaction('state', 'readwrite');
      if (value === undefined) tx.objectStore('state').delete('snapshot');
      else tx.objectStore('state').put(value, 'snapshot');
      tx.oncomplete = () => {
        opening.result.close();
        resolve();
      };
      tx.onerror = () => reject(tx.error);
    };
  });
}
