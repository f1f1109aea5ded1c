// When what happens is written, what other tabs make of it, and what a page does as it is left.
import type { Window } from 'happy-dom';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  DAY,
  define,
  NAME,
  newDevice,
  newEdge,
  newOwner,
  open,
  pass,
  settle,
  shopDefinitions,
  stored,
  useClock,
  type Device,
  type Owner,
  type PageOptions,
} from './harness.ts';
import * as engine from '../../shared/engine/index.ts';

vi.mock(import('../../shared/engine/index.ts'), async (original) => {
  const all = await original();
  return { ...all, createEngine: vi.fn(all.createEngine) };
});
const made = vi.mocked(engine.createEngine);

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

async function running(device: Device, options: PageOptions = {}, definitions = envelope) {
  const edge = newEdge(definitions);
  const tab = open(device, edge, owner, { capture: 'off', ...options });
  if (!tab.covey.consent.get().personalisation) tab.covey.consent.set({ personalisation: true });
  await tab.covey.ready;
  await pass(1000);
  return tab;
}
const viewed = async (device: Device) =>
  (await stored(device)).events.filter(({ name }) => name === 'view_item').length;
const record = (device: Device) =>
  JSON.parse(device.storage.getItem(NAME) ?? '{}') as {
    readonly shown?: { readonly [id: string]: number };
    readonly course?: number;
    readonly handed?: object;
  };

describe('what happens', () => {
  /** A page that writes as often as pages do, and whose clock for short spans is the tests'. */
  const paced = async (device: Device) => {
    const prepare = ({ performance }: Window) =>
      vi.spyOn(performance, 'now').mockImplementation(() => Date.now());
    const tab = await running(device, { writeEveryMs: undefined, prepare });
    await pass(1000);
    return tab;
  };

  it('is written at once after a quiet time, and then at most once a second', async () => {
    const device = newDevice();
    const tab = await paced(device);
    tab.covey.track('view_item');
    await settle();
    expect(await viewed(device)).toBe(1);
    const written = vi.spyOn(IDBObjectStore.prototype, 'put');
    for (let at = 0; at < 100; at++) {
      tab.covey.track('view_item');
      expect(tab.covey.has('fan')).toBe(at >= 1);
      await pass(10);
    }
    await pass(1000);
    const snapshots = written.mock.calls.filter(([, key]) => key === 'snapshot');
    expect(snapshots.length).toBeGreaterThan(0);
    expect(snapshots.length).toBeLessThanOrEqual(2);
    expect(await viewed(device)).toBe(101);
  });

  it('and was not written when the tab is hidden or left is handed over, and not lost', async () => {
    const device = newDevice();
    const tab = await paced(device);
    tab.covey.track('view_item');
    await settle();
    tab.covey.track('view_item');
    tab.covey.track('view_item');
    await settle();
    expect(await viewed(device)).toBe(1);
    await tab.leave();
    expect(Object.keys(record(device).handed ?? {})).toHaveLength(2);
    const next = await running(device);
    expect(next.covey.metrics()).toMatchObject({ views: 3 });
    expect(await viewed(device)).toBe(3);
    expect(Object.keys(record(device).handed ?? {})).toEqual(['reads']);
  });

  it('and is handed over has what tells it from another, also where events of any name are read', async () => {
    const device = newDevice();
    const definitions = await owner.sign(
      define({
        metrics: { all: { count: '*', within: '7d' } },
        segments: { two: { when: { 'metric.all': { $gte: 2 } } } },
      }),
    );
    const tab = await running(device, {}, definitions);
    await pass(2000);
    const order = { transaction_id: 'T1', value: 3 };
    tab.covey.track('purchase', order);
    const before = tab.covey.metrics();
    await tab.leave();
    const next = await running(device, {}, definitions);
    next.covey.track('purchase', order);
    expect(next.covey.metrics()).toEqual(before);
  });

  it('in a burst of 10,000 is taken in whole, in order and in slices', async () => {
    const device = newDevice();
    const tab = await running(device);
    for (let value = 1; value <= 10_000; value++) tab.covey.track('purchase', { value });
    expect(tab.covey.has('spender')).toBe(true);
    const all = async () => (await stored(device)).events.map(({ props }) => props);
    for (let turn = 0; turn < 500 && (await all()).length < 10_000; turn++) await settle();
    const values = await all();
    expect(values).toEqual(Array.from({ length: 10_000 }, (_, at) => ({ value: at + 1 })));
    expect(tab.covey.diagnostics().problems).toEqual({});
  });

  it('beyond 10,500 in one task is dropped, and counted', async () => {
    const tab = await running(newDevice());
    for (let at = 0; at < 10_507; at++) tab.covey.track('purchase', { value: 1 });
    expect(tab.covey.diagnostics().problems).toEqual({ 'events-dropped': 7 });
  });
});

describe('what another tab wrote', () => {
  async function twoTabs(device: Device) {
    const one = await running(device);
    const two = await running(device);
    return { one, two };
  }

  it('is done likewise by a visible tab, which neither reads the store nor makes another engine', async () => {
    const device = newDevice();
    const { one, two } = await twoTabs(device);
    made.mockClear();
    const read = vi.spyOn(IDBObjectStore.prototype, 'get');
    for (let view = 0; view < 3; view++) {
      one.covey.track('view_item');
      await settle();
    }
    one.covey.identify({ plan: 'pro' });
    await settle();
    expect(two.covey.segments()).toEqual(['fan', 'pro']);
    expect(two.covey.metrics()).toEqual(one.covey.metrics());
    expect(made).not.toHaveBeenCalled();
    // Each of four commits looked once whether another tab was first.
    expect(read).toHaveBeenCalledTimes(4);
    // And goes on from it without a conflict.
    two.covey.track('view_item');
    await settle();
    expect(made).not.toHaveBeenCalled();
    expect(one.covey.metrics()).toMatchObject({ views: 4 });
    expect(await viewed(device)).toBe(4);
  });

  it('is nothing to a hidden tab until it is shown', async () => {
    const device = newDevice();
    const { one, two } = await twoTabs(device);
    two.turn('hidden');
    await pass(5000);
    made.mockClear();
    const opened = vi.spyOn(IDBDatabase.prototype, 'transaction');
    for (let view = 0; view < 3; view++) one.covey.track('view_item');
    await settle();
    expect(one.covey.has('fan')).toBe(true);
    expect(two.covey.has('fan')).toBe(false);
    expect(opened).toHaveBeenCalledTimes(1);
    expect(made).not.toHaveBeenCalled();
    two.turn('visible');
    await settle();
    expect(two.covey.has('fan')).toBe(true);
    expect(two.covey.metrics()).toEqual(one.covey.metrics());
  });

  it('is not even told to a hidden tab, while what that does is told to the others', async () => {
    const device = newDevice();
    const { one, two } = await twoTabs(device);
    two.turn('hidden');
    await settle();
    expect([one.listens(), two.listens()]).toEqual([true, false]);
    two.covey.track('purchase', { value: 1 });
    await settle();
    expect(one.covey.has('buyer')).toBe(true);
    // The record changes, and so each tab looks into it.
    one.covey.consent.set({ personalisation: true, measurement: true });
    await settle();
    expect(two.covey.consent.get().measurement).toBe(true);
    expect(two.listens()).toBe(false);
    two.turn('visible');
    expect(two.listens()).toBe(true);
    one.covey.identify({ plan: 'pro' });
    await settle();
    expect(two.covey.has('pro')).toBe(true);
    expect(two.covey.metrics()).toEqual(one.covey.metrics());
  });

  it('while something waits here is a conflict: the other comes first, and both are stored', async () => {
    const device = newDevice();
    const { one, two } = await twoTabs(device);
    one.covey.track('purchase', { value: 1 });
    two.covey.track('purchase', { value: 2 });
    await settle();
    one.covey.track('purchase', { value: 4 });
    await settle();
    const sum = { spend: 7 };
    expect(one.covey.metrics()).toMatchObject(sum);
    expect(two.covey.metrics()).toMatchObject(sum);
    expect((await running(device)).covey.metrics()).toMatchObject(sum);
  });

  it.each([
    ['nonsense', 'nonsense'],
    ['what an earlier version says', 'stored'],
    ['half of it', { rev: 3 }],
    ['operations that are none', { rev: 99, base: 1, plan: '', done: [], operations: [7] }],
    ['of a past that was another', { rev: 99, base: 98, plan: '', done: [], operations: [] }],
  ])('and told as %s is read from the store', async (_what, told) => {
    const device = newDevice();
    const { one, two } = await twoTabs(device);
    two.turn('hidden');
    for (let view = 0; view < 3; view++) one.covey.track('view_item');
    await settle();
    two.turn('visible');
    (two as unknown as { hear(name: string, data: unknown): void }).hear(NAME, told);
    await settle();
    expect(two.covey.has('fan')).toBe(true);
    expect(two.covey.diagnostics().problems).toEqual({});
  });
});

describe('a page that is hidden or left', () => {
  it('makes no second engine for the next first paint', async () => {
    const device = newDevice();
    const tab = await running(device);
    for (let view = 0; view < 3; view++) tab.covey.track('view_item');
    await settle();
    made.mockClear();
    tab.turn('hidden');
    expect(made).not.toHaveBeenCalled();
    tab.turn('visible');
    await settle();
    tab.covey.track('view_item');
    made.mockClear();
    await tab.leave();
    expect(made).not.toHaveBeenCalled();
    expect(record(device).shown).toMatchObject({ fan: expect.any(Number) as number });
  });

  it('says of each segment when it ends, as it was found in a quiet moment', async () => {
    const device = newDevice();
    const tab = await running(device);
    for (let view = 0; view < 3; view++) tab.covey.track('view_item');
    tab.covey.track('purchase', { value: 1 });
    const then = Date.now();
    await pass(2000);
    const days = (count: number) => then + count * 24 * 60 * 60_000;
    const ends = { fan: days(7), buyer: days(3) };
    expect(record(device).shown).toEqual(ends);
    // After what happens right before the page is left, all holds until something changes by time alone.
    tab.covey.identify({ plan: 'pro' });
    await tab.leave();
    expect(record(device).shown).toEqual({ fan: days(3), buyer: days(3), pro: days(3) });
  });

  it('says no end that was found before the visitor told something else', async () => {
    const device = newDevice();
    const definitions = define({
      traits: { member: { type: 'boolean' } },
      metrics: { views: { count: 'view_item', within: '1h' } },
      segments: {
        deal: { when: { $or: [{ 'trait.member': true }, { 'metric.views': { $gte: 1 } }] } },
      },
    });
    const tab = await running(device, {}, await owner.sign(definitions));
    tab.covey.identify({ member: true });
    tab.covey.track('view_item');
    const then = Date.now();
    await pass(2000);
    expect(record(device).shown).toEqual({ deal: 0 });
    tab.covey.identify({ member: false });
    await tab.leave();
    expect(record(device).shown?.['deal']).toBeGreaterThan(Date.now());
    expect(record(device).shown?.['deal']).toBeLessThanOrEqual(then + 60 * 60_000);
  });

  it('says of what ends later than it looked no more than how far that was', async () => {
    const device = newDevice();
    const levels = Array.from({ length: 230 }, (_, at) => at + 1);
    const many = define({
      metrics: Object.fromEntries(
        levels.map((at) => [`m${at}`, { count: 'view_item', within: `${at}m` }] as const),
      ),
      segments: Object.fromEntries(
        levels.map((at) => [`s${at}`, { when: { [`metric.m${at}`]: { $gte: 1 } } }] as const),
      ),
    });
    const tab = await running(device, {}, await owner.sign(many));
    tab.covey.track('view_item');
    const then = Date.now();
    await pass(2000);
    const { shown = {} } = record(device);
    expect(Object.keys(shown)).toHaveLength(230);
    for (const at of levels) {
      expect(shown[`s${at}`]).toBeGreaterThan(then);
      expect(shown[`s${at}`]).toBeLessThanOrEqual(then + at * 60_000);
    }
    expect(shown['s170']).toBe(then + 170 * 60_000);
  });

  it('does not look for ends again while nothing but time has passed since they were found', async () => {
    const device = newDevice();
    const first = await running(device);
    for (let view = 0; view < 3; view++) first.covey.track('view_item');
    await pass(2000);
    const { shown } = record(device);
    expect(shown).toEqual({ fan: expect.any(Number) as number });
    await first.leave();
    /** How often the next page looks ahead, where this happens on it. */
    const looks = async (happens: (tab: typeof first) => void) => {
      made.mockClear();
      const tab = open(device, newEdge(envelope), owner, { capture: 'off' });
      await tab.covey.ready;
      const [result] = made.mock.results;
      if (result?.type !== 'return') throw new Error('no engine was made');
      const looked = vi.spyOn(result.value, 'lookAhead');
      happens(tab);
      await pass(3000);
      await tab.leave();
      return looked.mock.calls.length;
    };
    // It happens, and is stored, and nothing asks for it.
    expect(await looks(({ covey }) => covey.track('something'))).toBe(0);
    expect(record(device).shown).toEqual(shown);
    let then = 0;
    const view = ({ covey }: typeof first) => {
      then = Date.now();
      for (let more = 0; more < 3; more++) covey.track('view_item');
    };
    expect(await looks(view)).toBe(1);
    expect(record(device).shown).toEqual({ fan: then + 7 * 24 * 60 * 60_000 });
    expect(await looks(() => {})).toBe(0);
    // What is not stored as a page is left is decided on the next.
    const last = await running(device);
    view(last);
    await last.leave();
    expect(await looks(() => {})).toBe(1);
    // What the record says of another history is nobody's.
    const { shown: ends } = record(device);
    device.storage.setItem(
      NAME,
      JSON.stringify({ ...record(device), shown: { fan: 1 }, course: 1 }),
    );
    expect(await looks(() => {})).toBe(1);
    expect(record(device).shown).toEqual(ends);
  });

  it('looks for ends again where one has come: the visitor may be back by time alone', async () => {
    const device = newDevice();
    const when = { $or: [{ 'visitor.age': { $lt: '3d' } }, { 'visitor.age': { $gt: '10d' } }] };
    const definitions = await owner.sign(
      define({ metrics: {}, segments: { new_or_old: { when } } }),
    );
    const first = await running(device, {}, definitions);
    first.covey.track('view_item');
    const since = Date.now();
    await pass(2000);
    expect(record(device)).toMatchObject({ shown: { new_or_old: since + 3 * DAY } });
    // It says nothing of when.
    expect(record(device).course).toBeLessThan(1);
    await first.leave();
    vi.setSystemTime(since + 11 * DAY);
    await running(device, {}, definitions);
    await pass(2000);
    expect(record(device).shown).toEqual({ new_or_old: 0 });
  });
});
