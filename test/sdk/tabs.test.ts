import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  contents,
  DAY,
  HOUR,
  NAME,
  newDevice,
  newEdge,
  newOwner,
  open,
  type Device,
  type Owner,
  pass,
  settle,
  shopDefinitions,
  START,
  stored,
  until,
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

async function twoTabs(device: Device, edge = edgeWith()) {
  const one = open(device, edge, owner);
  one.covey.consent.set({ personalisation: true });
  await one.covey.ready;
  await settle();
  const two = open(device, edge, owner);
  await two.covey.ready;
  await settle();
  return { one, two };
}
const countOf = async (device: Device, name: string) =>
  (await stored(device)).events.filter((event) => event.name === name).length;

describe('two tabs', () => {
  it('know the same after either was used', async () => {
    const device = newDevice();
    const { one, two } = await twoTabs(device);
    one.covey.track('view_item');
    one.covey.track('view_item');
    await settle();
    two.covey.track('view_item');
    expect(two.covey.has('fan')).toBe(true);
    await settle();
    expect(one.covey.has('fan')).toBe(true);
    expect(one.covey.metrics()).toEqual(two.covey.metrics());
    expect(await countOf(device, 'view_item')).toBe(3);
  });

  it('lose nothing and count nothing twice when both write at once', async () => {
    const device = newDevice();
    const { one, two } = await twoTabs(device);
    for (let round = 0; round < 20; round++) {
      one.covey.track('purchase', { value: 1 });
      two.covey.track('purchase', { value: 2 });
      if (round % 3 === 0) await settle();
    }
    await settle();
    await settle();
    expect(await countOf(device, 'purchase')).toBe(40);
    expect(one.covey.metrics()).toMatchObject({ spend: 60 });
    expect(two.covey.metrics()).toMatchObject({ spend: 60 });
    const third = open(device, edgeWith(), owner);
    await third.covey.ready;
    expect(third.covey.metrics()).toMatchObject({ spend: 60 });
  });

  it('share one session and one first visit', async () => {
    const device = newDevice();
    const definitions = shopDefinitions();
    const edge = edgeWith(
      await owner.sign({
        ...definitions,
        metrics: { starts: { count: 'session_start' }, firsts: { count: 'first_visit' } },
        segments: { s: { when: { 'metric.starts': { $gte: 1 }, 'metric.firsts': { $gte: 1 } } } },
      }),
    );
    const { one, two } = await twoTabs(device, edge);
    one.covey.track('a');
    two.covey.track('b');
    await settle();
    expect(await countOf(device, 'session_start')).toBe(1);
    expect(await countOf(device, 'first_visit')).toBe(1);
    vi.setSystemTime(START + HOUR);
    two.covey.track('c');
    one.covey.track('d');
    await settle();
    expect(await countOf(device, 'session_start')).toBe(2);
    expect(await countOf(device, 'first_visit')).toBe(1);
  });

  it('an objection and a trait in one hold in the other', async () => {
    const { one, two } = await twoTabs(newDevice());
    one.covey.identify({ plan: 'pro' });
    await settle();
    expect(two.covey.has('pro')).toBe(true);
  });

  it('one with older definitions takes over the newer ones of the other', async () => {
    const device = newDevice();
    const edge = edgeWith();
    const { one } = await twoTabs(device, edge);
    one.covey.track('view_item');
    await settle();
    edge.envelope = await owner.sign(
      shopDefinitions({
        version: 2,
        metrics: { views: { count: 'view_item', within: '7d' } },
        segments: { looker: { when: { 'metric.views': { $gte: 2 } } } },
      }),
    );
    vi.setSystemTime(START + HOUR);
    const newer = open(device, edge, owner);
    await newer.covey.ready;
    await settle();
    await settle();
    expect(newer.covey.diagnostics().definitions?.version).toBe(2);
    one.covey.track('view_item');
    await until(() => one.covey.diagnostics().definitions?.version === 2);
    await settle();
    expect(one.covey.has('looker')).toBe(true);
    expect(newer.covey.has('looker')).toBe(true);
    expect(await countOf(device, 'view_item')).toBe(2);
  });

  it('an erasure in one empties the other, and neither writes back what it knew', async () => {
    const device = newDevice();
    const { one, two } = await twoTabs(device);
    for (let view = 0; view < 3; view++) one.covey.track('view_item');
    await settle();
    expect(two.covey.has('fan')).toBe(true);
    await one.covey.erase();
    two.covey.track('view_item');
    await settle();
    await settle();
    expect([one.covey.has('fan'), two.covey.has('fan')]).toEqual([false, false]);
    expect(await countOf(device, 'view_item')).toBeLessThanOrEqual(1);
  });
});

describe('a page that dies', () => {
  it('without any goodbye loses its last moment at most, and corrupts nothing', async () => {
    const device = newDevice();
    const { one, two } = await twoTabs(device);
    one.covey.track('purchase', { value: 10 });
    await settle();
    one.covey.track('purchase', { value: 20 });
    two.covey.track('purchase', { value: 40 });
    one.die();
    two.die();
    const next = open(device, edgeWith(), owner);
    await next.covey.ready;
    await settle();
    expect(next.covey.metrics()).toMatchObject({ spend: 10 });
    expect(await countOf(device, 'purchase')).toBe(1);
    next.covey.track('purchase', { value: 1 });
    await settle();
    expect(next.covey.metrics()).toMatchObject({ spend: 11 });
  });

  it('in the middle of a transaction leaves all of it or none', async () => {
    const device = newDevice();
    const { one } = await twoTabs(device);
    for (let kill = 0; kill < 12; kill++) {
      one.covey.track('purchase', { value: 1 });
      await vi.advanceTimersByTimeAsync(0);
      for (let turn = 0; turn < kill; turn++) await new Promise((resolve) => setImmediate(resolve));
      const { events, state } = await stored(device);
      const logged = events.filter(({ name }) => name === 'purchase').length;
      const { metrics } = (state['snapshot'] as { engine: { metrics: object } }).engine;
      const other = open(device, edgeWith(), owner, { capture: 'off' });
      await other.covey.ready;
      expect(other.covey.metrics()['spend']).toBeGreaterThanOrEqual(logged);
      expect(JSON.stringify(metrics).length).toBeGreaterThan(0);
    }
    await settle();
    expect(await countOf(device, 'purchase')).toBe(12);
  });
});

describe('erasing', () => {
  it('leaves nothing but the answer and when it was, and the next page starts anew', async () => {
    const device = newDevice();
    const { one } = await twoTabs(device);
    for (let view = 0; view < 3; view++) one.covey.track('view_item');
    await settle();
    vi.setSystemTime(START + DAY);
    await one.covey.erase();
    await settle();
    const { local, databases } = await contents(device);
    expect(databases).toEqual([]);
    expect(Object.keys(local)).toEqual([NAME]);
    expect(JSON.parse(local[NAME] ?? '')).toEqual({
      personalisation: true,
      time: START,
      erased: START + DAY,
    });
    const next = open(device, edgeWith(), owner);
    await next.covey.ready;
    expect(next.covey.segments()).toEqual([]);
    expect(next.covey.metrics()).toMatchObject({ spend: 0 });
  });

  it('a page that goes on recording after it starts anew', async () => {
    const device = newDevice();
    const { one } = await twoTabs(device);
    one.covey.track('purchase', { value: 100 });
    await settle();
    await one.covey.erase();
    one.covey.track('purchase', { value: 5 });
    await one.covey.ready;
    await settle();
    expect(one.covey.metrics()).toMatchObject({ spend: 5 });
    expect(await countOf(device, 'purchase')).toBe(1);
  });
});

describe('export', () => {
  it('covers every stored byte, and nothing is stored that it does not show', async () => {
    const device = newDevice();
    const { one } = await twoTabs(device);
    one.covey.consent.set({ measurement: true });
    one.covey.identify({ plan: 'pro' });
    for (let view = 0; view < 3; view++) one.covey.track('view_item');
    await pass(5000);
    const exported = await one.covey.export();
    await settle();
    const { events, state } = await stored(device);
    const bytes = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value, (_key, each: unknown) =>
          ArrayBuffer.isView(each)
            ? Buffer.from(each.buffer, each.byteOffset, each.byteLength).toString('base64url')
            : each,
        ),
      );
    expect(exported.events).toEqual(bytes(events));
    expect(exported.state).toEqual(bytes(state));
    expect(Object.keys(exported.state).toSorted()).toEqual([
      'definitions',
      'pending',
      'program',
      'seed',
      'since',
      'snapshot',
    ]);
    expect(exported.local).toBe(device.storage.getItem(NAME));
    expect(exported.segments).toContainEqual({ id: 'pro', member: true });
    const { local, databases } = await contents(device);
    expect([Object.keys(local), databases]).toEqual([[NAME], [NAME]]);
    expect(() => JSON.parse(JSON.stringify(exported))).not.toThrow();
  });

  it('without consent shows the answer alone', async () => {
    const device = newDevice();
    const { covey } = open(device, newEdge(), owner);
    covey.consent.set({ personalisation: false, measurement: false });
    expect(await covey.export()).toMatchObject({
      local: device.storage.getItem(NAME),
      events: [],
      state: {},
      segments: [],
    });
  });
});

it('a clock that is set back while the page is in view is noticed with the next that happens', async () => {
  const device = newDevice();
  const { one } = await twoTabs(device);
  one.covey.track('purchase', { value: 1 });
  await settle();
  vi.setSystemTime(Date.now() - HOUR);
  one.covey.track('purchase', { value: 2 });
  await settle();
  expect(one.covey.diagnostics().problems).toMatchObject({ 'clock-set-back': 1 });
  const { events } = await stored(device);
  expect(events.filter(({ name }) => name === 'purchase')).toHaveLength(2);
  expect(Math.max(...events.map(({ time }) => time))).toBeLessThanOrEqual(Date.now());
  expect(one.covey.metrics()).toMatchObject({ orders: 2, spend: 3 });
});
