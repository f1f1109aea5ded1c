import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Window } from 'happy-dom';
import {
  contents,
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
afterEach(() => {
  vi.restoreAllMocks();
});
const edgeWith = (bytes = envelope) => newEdge(bytes);

async function running(device: Device, options: PageOptions = {}) {
  const tab = open(device, edgeWith(), owner, { capture: 'off', ...options });
  if (!tab.covey.consent.get().personalisation) tab.covey.consent.set({ personalisation: true });
  await tab.covey.ready;
  await settle();
  return tab;
}
const viewed = async (device: Device) =>
  (await stored(device)).events.filter(({ name }) => name === 'view_item').length;
const record = (device: Device) =>
  JSON.parse(device.storage.getItem(NAME) ?? '{}') as { readonly [key: string]: unknown };

/** A connection that nobody closes, as of a tab that sleeps: it hears of nothing. */
function connectionOf(device: Device): Promise<IDBDatabase> {
  return new Promise((resolve) => {
    const request = (device.indexedDB as IDBFactory).open(NAME);
    request.onsuccess = () => resolve(request.result);
  });
}
/** A transaction that never ends, as one that a sleeping page has open. */
async function hold(device: Device): Promise<() => void> {
  const database = await connectionOf(device);
  database.onversionchange = () => database.close();
  const store = database.transaction('state', 'readwrite').objectStore('state');
  let held = true;
  const again = () => {
    if (held) store.get('x').onsuccess = again;
  };
  again();
  return () => {
    held = false;
    database.close();
  };
}
/** Lets time pass for those who watch over the database, too. */
async function wait(ms: number): Promise<void> {
  await settle();
  await vi.advanceTimersByTimeAsync(ms);
  await settle();
}
const watched = () => {
  const now = Date.now();
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
    now,
  });
};

describe('a page that is left', () => {
  it('holds no connection, no transaction and no channel, and begins none until it is shown', async () => {
    const device = newDevice();
    const tab = await running(device);
    await tab.cache();
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const opened = vi.spyOn(device.indexedDB as IDBFactory, 'open');
    tab.covey.track('view_item');
    tab.window.dispatchEvent(new tab.window.Event('focus'));
    tab.window.document.dispatchEvent(new tab.window.Event('visibilitychange'));
    await pass(60_000);
    expect([transaction.mock.calls, opened.mock.calls]).toEqual([[], []]);
    // Nobody has to be asked to let go of it.
    const asked = vi.fn();
    const deletion = (device.indexedDB as IDBFactory).deleteDatabase('elsewhere');
    deletion.onblocked = asked;
    await settle();
    expect(asked).not.toHaveBeenCalled();
    await tab.restore();
    expect(await viewed(device)).toBe(1);
    expect(tab.covey.diagnostics()).toMatchObject({ storage: 'indexeddb', problems: {} });
  });

  it('with a transaction open ends it, and loses nothing by that', async () => {
    const device = newDevice();
    const tab = await running(device);
    for (let turn = 0; turn < 12; turn++) {
      tab.covey.track('purchase', { value: 1 });
      await vi.advanceTimersByTimeAsync(0);
      for (let step = 0; step < turn; step++) await new Promise((next) => setImmediate(next));
      await tab.cache();
      // Another page goes on at once, with all of it.
      const next = await running(device);
      expect(next.covey.metrics()).toMatchObject({ spend: turn + 1 });
      await next.leave();
      await tab.restore();
      expect(tab.covey.metrics()).toMatchObject({ spend: turn + 1 });
    }
    expect((await stored(device)).events.filter(({ name }) => name === 'purchase')).toHaveLength(
      12,
    );
  });

  it('while the database is being opened or made leaves none half made', async () => {
    for (let steps = 0; steps < 8; steps++) {
      const device = newDevice();
      const tab = open(device, edgeWith(), owner, { capture: 'off' });
      tab.covey.consent.set({ personalisation: true });
      for (let step = 0; step < steps; step++) await new Promise((next) => setImmediate(next));
      await tab.cache();
      const next = await running(device);
      next.covey.track('view_item');
      await settle();
      expect(await viewed(device)).toBe(1);
      expect(next.covey.diagnostics().storage).toBe('indexeddb');
      await tab.restore();
      await tab.covey.ready;
      expect(tab.covey.diagnostics()).toMatchObject({ status: 'running', storage: 'indexeddb' });
      expect(tab.covey.metrics()).toMatchObject({ views: 1 });
    }
  });

  it('does not take from the next page what it is to show first', async () => {
    const device = newDevice();
    const first = await running(device);
    for (let view = 0; view < 3; view++) first.covey.track('view_item');
    await pass(200);
    await first.leave();
    for (let steps = 0; steps < 12; steps++) {
      const hop = open(device, edgeWith(), owner);
      expect(hop.covey.has('fan')).toBe(true);
      for (let step = 0; step < steps; step++) await new Promise((next) => setImmediate(next));
      await hop.leave();
      expect(record(device)['shown']).toMatchObject({ fan: expect.any(Number) });
    }
  });

  it('before its engine stands hands over what happened, and no more than is read', async () => {
    const device = newDevice();
    await (await running(device)).leave();
    for (let steps = 0; steps < 12; steps++) {
      const hop = open(device, edgeWith(), owner, { capture: 'off' });
      for (let step = 0; step < steps; step++) await new Promise((next) => setImmediate(next));
      hop.covey.track('purchase', { value: 1, email: 'ada@example.com' });
      await hop.leave();
      expect(JSON.stringify(record(device))).not.toContain('ada@');
    }
    const next = await running(device);
    expect(next.covey.metrics()).toMatchObject({ spend: 12 });
    expect((await stored(device)).events).toHaveLength(12);
  });

  it('is asked nothing more of the edge, and asks again when it is shown', async () => {
    const device = newDevice();
    const edge = edgeWith();
    let answer: (response: Response) => void = () => {};
    edge.answer = () => new Promise((resolve) => (answer = resolve));
    const tab = open(device, edge, owner, { capture: 'off' });
    tab.covey.consent.set({ personalisation: true });
    await settle();
    expect(edge.requests).toHaveLength(1);
    await tab.cache();
    expect(edge.requests[0]?.init.signal?.aborted).toBe(true);
    answer(new Response('late'));
    edge.answer = null;
    await tab.restore();
    await settle();
    expect(tab.covey.diagnostics()).toMatchObject({ status: 'running', problems: {} });
  });

  it('and slept through an erasure forgets, and rests', async () => {
    const device = newDevice();
    const tab = await running(device);
    for (let view = 0; view < 3; view++) tab.covey.track('view_item');
    await settle();
    await tab.cache();
    const other = await running(device);
    await other.covey.erase();
    await tab.restore();
    expect(tab.covey.segments()).toEqual([]);
    expect((await contents(device)).databases).toEqual([]);
  });

  it('and slept through a withdrawal and another grant does not bring back what it knew', async () => {
    const device = newDevice();
    const tab = await running(device);
    for (let view = 0; view < 3; view++) tab.covey.track('view_item');
    await settle();
    await tab.cache();
    const other = await running(device);
    vi.setSystemTime(Date.now() + 1000);
    other.covey.consent.set({ personalisation: false, measurement: false });
    other.covey.consent.set({ personalisation: true });
    await other.covey.ready;
    await settle();
    await tab.restore();
    await tab.covey.ready;
    await settle();
    expect(tab.covey.metrics()).toMatchObject({ views: 0 });
    expect([tab.covey.has('fan'), other.covey.has('fan')]).toEqual([false, false]);
    expect(await viewed(device)).toBe(0);
  });
});

describe('a hidden tab', () => {
  it.each(['later', 'from the start'])(
    '%s, holds the database only while it writes',
    async (when) => {
      const device = newDevice();
      await (await running(device)).leave();
      const tab = open(device, edgeWith(), owner, { capture: 'off' });
      if (when === 'later') await settle();
      tab.turn('hidden');
      await tab.covey.ready;
      await settle();
      const close = vi.spyOn(IDBDatabase.prototype, 'close');
      tab.covey.track('view_item');
      await settle();
      expect(close).toHaveBeenCalledTimes(1);
      expect(await viewed(device)).toBe(1);
      tab.turn('visible');
      await settle();
      expect(tab.covey.metrics()).toMatchObject({ views: 1 });
    },
  );
});

describe('a transaction that a sleeping page has open', () => {
  it('is not waited for: the page goes on in memory, and says so', async () => {
    const device = newDevice();
    const first = await running(device);
    await first.leave();
    const release = await hold(device);
    watched();
    const tab = open(device, edgeWith(), owner, { capture: 'off' });
    await wait(5000);
    await tab.covey.ready;
    expect(tab.covey.diagnostics()).toMatchObject({
      status: 'running',
      storage: 'memory',
      problems: { 'storage-blocked': 1 },
    });
    for (let view = 0; view < 3; view++) tab.covey.track('view_item');
    expect(tab.covey.has('fan')).toBe(true);
    expect((await tab.covey.export()).events).toHaveLength(3);
    release();
  });

  it('that begins later, likewise', async () => {
    const device = newDevice();
    const tab = await running(device);
    const release = await hold(device);
    watched();
    for (let view = 0; view < 3; view++) tab.covey.track('view_item');
    await wait(5000);
    expect(tab.covey.diagnostics()).toMatchObject({
      storage: 'memory',
      problems: { 'storage-blocked': 1 },
    });
    expect(tab.covey.metrics()).toMatchObject({ views: 3 });
    release();
  });

  it('does not keep an erasure from settling, nor from being done when it can be', async () => {
    const device = newDevice();
    const tab = await running(device);
    tab.covey.track('view_item');
    await settle();
    const release = await hold(device);
    watched();
    const erasing = tab.covey.erase();
    await wait(5000);
    await erasing;
    expect(record(device)['erasing']).toBe(true);
    await tab.leave();
    release();
    const next = open(device, edgeWith(), owner, { capture: 'off' });
    await next.covey.ready;
    await settle();
    expect(next.covey.metrics()).toMatchObject({ views: 0 });
    expect(record(device)['erasing']).toBeUndefined();
    expect(await viewed(device)).toBe(0);
  });
});

describe('erasing', () => {
  it('does not wait for a tab that sleeps with the database open', async () => {
    const device = newDevice();
    const tab = await running(device);
    tab.covey.track('view_item');
    await settle();
    await connectionOf(device);
    await tab.covey.erase();
    expect(record(device)['erasing']).toBeUndefined();
    expect(tab.covey.segments()).toEqual([]);
    // A renewed start finds the deletion still waiting, and does not.
    tab.covey.track('view_item');
    await pass(3000);
    await tab.covey.ready;
    expect(tab.covey.diagnostics()).toMatchObject({ status: 'running', storage: 'memory' });
  });

  it('in one tab is over at once, and consent can be given again, while another tab is frozen', async () => {
    const device = newDevice();
    const frozen = await running(device);
    frozen.covey.track('view_item');
    await settle();
    frozen.window.document.dispatchEvent(new frozen.window.Event('freeze'));
    const tab = await running(device);
    vi.setSystemTime(Date.now() + 1000);
    tab.covey.consent.set({ personalisation: false, measurement: false });
    await settle();
    expect((await contents(device)).databases).toEqual([]);
    tab.covey.consent.set({ personalisation: true });
    await tab.covey.ready;
    await settle();
    expect(tab.covey.diagnostics()).toMatchObject({ status: 'running', storage: 'indexeddb' });
    frozen.window.document.dispatchEvent(new frozen.window.Event('resume'));
    await settle();
    expect(frozen.covey.metrics()).toMatchObject({ views: 0 });
  });

  it('that was cut short by leaving the page is finished by the next', async () => {
    for (let steps = 0; steps < 8; steps++) {
      const device = newDevice();
      const tab = await running(device);
      tab.covey.track('purchase', { value: 5 });
      await settle();
      tab.covey.consent.set({ personalisation: false, measurement: false });
      for (let step = 0; step < steps; step++) await new Promise((next) => setImmediate(next));
      // As a consent tool does that reloads the page.
      await tab.leave();
      open(device, edgeWith(), owner);
      await settle();
      expect((await contents(device)).databases).toEqual([]);
      expect(Object.keys(record(device)).toSorted()).toEqual([
        'measurement',
        'personalisation',
        'time',
      ]);
    }
  });
});

describe('a page that is only prepared', () => {
  const prerendering = (window: Window) => {
    let prepared = true;
    Object.defineProperty(window.document, 'prerendering', { get: () => prepared });
    return () => {
      prepared = false;
      window.document.dispatchEvent(new window.Event('prerenderingchange'));
    };
  };
  const ways: [string, (tab: ReturnType<typeof open>, device: Device) => unknown][] = [
    [
      'another tab touches the record',
      ({ window }) =>
        window.dispatchEvent(Object.assign(new window.Event('storage'), { key: NAME })),
    ],
    ['it is focused', ({ window }) => window.dispatchEvent(new window.Event('focus'))],
    [
      'it is said to be visible',
      ({ window }) => window.document.dispatchEvent(new window.Event('visibilitychange')),
    ],
    [
      'it is said to be shown',
      ({ window }) =>
        window.dispatchEvent(Object.assign(new window.Event('pageshow'), { persisted: true })),
    ],
    ['it is resumed', ({ window }) => window.document.dispatchEvent(new window.Event('resume'))],
    [
      'another tab writes',
      (tab) => (tab as unknown as { hear(what: string): void }).hear('stored'),
    ],
    ['something is tracked', ({ covey }) => covey.track('view_item')],
    ['a trait is set', ({ covey }) => covey.identify({ plan: 'pro' })],
    [
      'consent is given again',
      ({ covey }) => covey.consent.set({ personalisation: true, measurement: true }),
    ],
    [
      'consent is withdrawn',
      ({ covey }) => covey.consent.set({ personalisation: false, measurement: false }),
    ],
    ['it is to be erased', ({ covey }) => void covey.erase()],
    ['it is exported', ({ covey }) => covey.export()],
  ];
  it.each(ways)('starts nothing and writes nothing when %s', async (_name, act) => {
    const device = newDevice();
    await (await running(device)).leave();
    const before = device.storage.getItem(NAME);
    const edge = edgeWith();
    const loadActive = vi.fn(() => import('../../sdk/active.ts'));
    const tab = open(device, edge, owner, {
      code: { loadActive },
      prepare: (window) => void prerendering(window),
    });
    await act(tab, device);
    await pass(60_000);
    expect(loadActive).not.toHaveBeenCalled();
    expect(edge.requests).toEqual([]);
    expect(device.storage.getItem(NAME)).toBe(before);
  });

  it('takes what was called meanwhile when a visitor sees it', async () => {
    const device = newDevice();
    await (await running(device)).leave();
    let activate = () => {};
    const tab = open(device, edgeWith(), owner, {
      prepare: (window) => (activate = prerendering(window)),
    });
    for (let view = 0; view < 3; view++) tab.covey.track('view_item');
    expect(tab.covey.has('fan')).toBe(false);
    activate();
    await tab.covey.ready;
    await settle();
    expect(tab.covey.has('fan')).toBe(true);
  });
});

describe('an answer that cannot be kept', () => {
  /** From now on nothing more can be written to `localStorage`. */
  const fill = (device: Device) => {
    device.storage.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  };

  it('keeps nothing else beyond the page', async () => {
    const device = newDevice();
    fill(device);
    const tab = await running(device);
    for (let view = 0; view < 3; view++) tab.covey.track('view_item');
    await settle();
    expect(tab.covey.has('fan')).toBe(true);
    expect(tab.covey.diagnostics()).toMatchObject({
      storage: 'memory',
      problems: { 'storage-missing': 1 },
    });
    expect(await contents(device)).toEqual({ local: {}, databases: [] });
  });

  it('that was kept before, takes with it what rested on it', async () => {
    const device = newDevice();
    const tab = await running(device);
    tab.covey.track('view_item');
    await settle();
    fill(device);
    tab.covey.consent.set({ measurement: true });
    await settle();
    expect(tab.covey.diagnostics()).toMatchObject({ status: 'running', storage: 'memory' });
    expect(await contents(device)).toEqual({ local: {}, databases: [] });
  });

  it.each(['is full', 'is blocked'])('erases by a denial, where storage %s', async (how) => {
    const device = newDevice();
    const before = await running(device);
    before.covey.track('view_item');
    await settle();
    await before.leave();
    const blocked = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
    if (how === 'is full') fill(device);
    const tab = open(device, edgeWith(), owner, {
      capture: 'off',
      ...(how === 'is blocked' && { host: { localStorage: blocked } }),
    });
    tab.covey.consent.set({ personalisation: false, measurement: false });
    await settle();
    expect(tab.covey.consent.get().personalisation).toBe(false);
    expect((await contents(device)).databases).toEqual([]);
  });
});
