import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  contents,
  EDGE,
  NAME,
  newDevice,
  newEdge,
  newOwner,
  open,
  settle,
  shopDefinitions,
  SITE,
  START,
  stored,
  useClock,
  type Device,
  type Edge,
  type Owner,
  type PageOptions,
} from './harness.ts';

const OTHER = 'staging.hazel.example';
const BARE = 'covey';

useClock();
let owner: Owner;
let envelope: Uint8Array<ArrayBuffer>;
let others: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  owner = await newOwner();
  envelope = await owner.sign(shopDefinitions());
  others = await owner.sign(shopDefinitions({ site: OTHER, version: 9 }));
});
/** Gives each site its own definitions. */
function edgeOfBoth(): Edge {
  const edge = newEdge();
  edge.envelope = envelope;
  edge.answer = ({ url }) =>
    url === `${EDGE}/v1/sites/${OTHER}/definitions` ? new Response(others) : null;
  return edge;
}
async function visit(device: Device, edge: Edge, options: PageOptions = {}) {
  const tab = open(device, edge, owner, { capture: 'off', ...options });
  await tab.covey.ready;
  await settle();
  return tab;
}
async function fan(device: Device, edge: Edge, options: PageOptions = {}) {
  const tab = await visit(device, edge, options);
  tab.covey.consent.set({ personalisation: true });
  await tab.covey.ready;
  for (let view = 0; view < 3; view++) tab.covey.track('view_item');
  await settle();
  expect(tab.covey.has('fan')).toBe(true);
  return tab;
}

describe('two sites on one origin', () => {
  it('share no answer, no event, no definitions and no message', async () => {
    const [device, edge] = [newDevice(), edgeOfBoth()];
    // The higher version first: whoever shared its memory would be locked out.
    const other = await fan(device, edge, { site: OTHER });
    const one = await visit(device, edge);
    expect(one.covey.consent.get().time).toBeNull();
    expect(one.covey.diagnostics().status).toBe('off');
    one.covey.consent.set({ personalisation: true });
    await one.covey.ready;
    await settle();
    expect(one.covey.diagnostics()).toMatchObject({
      status: 'running',
      definitions: { version: 1 },
      problems: {},
    });
    expect(one.covey.has('fan')).toBe(false);
    expect(one.covey.metrics()).toMatchObject({ views: 0 });
    one.covey.track('purchase', { value: 7 });
    await settle();
    expect((await stored(device)).events.map(({ name }) => name)).not.toContain('view_item');
    expect((await stored(device, `covey:${OTHER}`)).events.map(({ name }) => name)).not.toContain(
      'purchase',
    );

    await one.covey.erase();
    one.covey.consent.set({ personalisation: false });
    await settle();
    expect(other.covey.has('fan')).toBe(true);
    const next = await visit(device, edge, { site: OTHER });
    expect([next.covey.has('fan'), next.covey.diagnostics().definitions?.version]).toEqual([
      true,
      9,
    ]);
  });

  it('give nothing the same name', async () => {
    const one = new Set<string>();
    const two = new Set<string>();
    for (const [site, names] of [
      [SITE, one],
      [OTHER, two],
    ] as const) {
      const [device, edge] = [newDevice(), edgeOfBoth()];
      const add = (name: string) => void names.add(name);
      await fan(device, edge, {
        site,
        host: {
          channel(name) {
            add(`channel ${name}`);
            return undefined;
          },
        },
      });
      const { local, databases } = await contents(device);
      for (const key of Object.keys(local)) add(`record ${key}`);
      for (const name of databases) add(`database ${name}`);
    }
    expect([...one].toSorted()).toEqual([`channel ${NAME}`, `database ${NAME}`, `record ${NAME}`]);
    expect([...one].filter((name) => two.has(name))).toEqual([]);
  });

  it('are what a renamed site is: the new one begins anew, and may begin at version 1', async () => {
    const [device, edge] = [newDevice(), edgeOfBoth()];
    const old = await fan(device, edge, { site: OTHER });
    await old.leave();
    const renamed = await fan(device, edge);
    expect(renamed.covey.diagnostics()).toMatchObject({ status: 'running', problems: {} });
  });
});

/** A device that has the same as another, where versions before sites had names of their own put it. */
async function aged(other: Device, site: string): Promise<Device> {
  const device = newDevice();
  const name = `covey:${site}`;
  const { events, state } = await stored(other, name);
  const request = device.indexedDB?.open(BARE, 1) as IDBOpenDBRequest;
  await new Promise<void>((resolve) => {
    request.onupgradeneeded = () => {
      request.result.createObjectStore('events', { autoIncrement: true });
      request.result.createObjectStore('state');
    };
    request.onsuccess = () => {
      const tx = request.result.transaction(['events', 'state'], 'readwrite');
      for (const event of events) tx.objectStore('events').add(event);
      for (const [key, value] of Object.entries(state))
        if (key !== 'since') tx.objectStore('state').put(value, key);
      tx.oncomplete = () => {
        request.result.close();
        resolve();
      };
    };
  });
  const { erased: _, ...record } = JSON.parse(other.storage.getItem(name) ?? '{}') as {
    erased?: number;
  };
  device.storage.setItem(BARE, JSON.stringify(record));
  return device;
}
async function agedDevice(edge: Edge, site = SITE): Promise<Device> {
  const device = newDevice();
  await (await fan(device, edge, { site })).leave();
  return aged(device, site);
}

describe('what an earlier version stored under the bare name', () => {
  it('is taken over by the site whose definitions stand there, once', async () => {
    const edge = edgeOfBoth();
    const device = await agedDevice(edge);
    const [one, two] = await Promise.all([visit(device, edge), visit(device, edge)]);
    expect([one.covey.has('fan'), two.covey.has('fan')]).toEqual([true, true]);
    const { local, databases } = await contents(device);
    expect([Object.keys(local), databases]).toEqual([[NAME], [NAME]]);
    const { events } = await stored(device);
    expect(events.filter(({ name }) => name === 'view_item')).toHaveLength(3);
    one.covey.track('view_item');
    await settle();
    expect(two.covey.metrics()).toMatchObject({ views: 4 });
  });

  it('is taken over also where a consent tool repeats the grant at once', async () => {
    const edge = edgeOfBoth();
    const device = await agedDevice(edge);
    const { covey } = open(device, edge, owner, { capture: 'off' });
    covey.consent.set({ personalisation: true });
    await covey.ready;
    await settle();
    expect(covey.has('fan')).toBe(true);
    expect((await contents(device)).databases).toEqual([NAME]);
  });

  it('is erased where the visitor refuses meanwhile', async () => {
    const edge = edgeOfBoth();
    const device = await agedDevice(edge);
    const { covey } = open(device, edge, owner, { capture: 'off' });
    covey.consent.set({ personalisation: false });
    await settle();
    const { local, databases } = await contents(device);
    expect([Object.keys(local), databases]).toEqual([[NAME], []]);
    expect(covey.has('fan')).toBe(false);
  });

  it('is erased by another site, which learns nothing from it and asks the visitor', async () => {
    const edge = edgeOfBoth();
    const device = await agedDevice(edge);
    const tab = await visit(device, edge, { site: OTHER });
    expect(tab.covey.consent.get().time).toBeNull();
    expect(tab.covey.segments()).toEqual([]);
    expect(await contents(device)).toEqual({ local: {}, databases: [] });
  });

  it('as a refusal is taken over at once, and no other file is loaded for it', async () => {
    const [device, edge] = [newDevice(), edgeOfBoth()];
    const refusal = JSON.stringify({ personalisation: false, measurement: false, time: START });
    device.storage.setItem(BARE, refusal);
    const loadActive = vi.fn();
    const { covey } = await visit(device, edge, { code: { loadActive } });
    expect(covey.consent.get()).toMatchObject({ personalisation: false, time: START });
    expect((await contents(device)).local).toEqual({ [NAME]: refusal });
    expect(loadActive).not.toHaveBeenCalled();
  });

  it('waits for a page on which the engine arrives', async () => {
    const edge = edgeOfBoth();
    const device = await agedDevice(edge);
    const loadActive = () => Promise.reject(new Error('blocked'));
    const failed = await visit(device, edge, { code: { loadActive } });
    expect(failed.covey.diagnostics().problems).toMatchObject({ 'engine-failed': 1 });
    await failed.leave();
    expect((await visit(device, edge)).covey.has('fan')).toBe(true);
  });
});

describe('a database without the grant that it rested on', () => {
  it.each(['lost', 'lost, and the next page is left before the engine stands'])(
    'is emptied before the next grant begins: record %s',
    async (how) => {
      const [device, edge] = [newDevice(), edgeOfBoth()];
      const before = await fan(device, edge);
      await before.leave();
      device.storage.removeItem(NAME);
      const { covey } = await visit(device, edge);
      expect((await contents(device)).databases).toEqual([]);
      vi.setSystemTime(Date.now() + 1000);
      if (how === 'lost') {
        covey.consent.set({ personalisation: true });
        await covey.ready;
        await settle();
        expect([covey.has('fan'), covey.metrics()['views']]).toEqual([false, 0]);
      } else {
        const loadActive = () => new Promise<never>(() => {});
        open(device, edge, owner, { code: { loadActive } }).covey.consent.set({
          personalisation: true,
        });
      }
      const next = await visit(device, edge);
      expect([next.covey.has('fan'), next.covey.metrics()['views']]).toEqual([false, 0]);
      expect((await stored(device)).events).toEqual([]);
    },
  );
});
