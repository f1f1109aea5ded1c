import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import {
  HOUR,
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

useClock();
let owner: Owner;
let envelope: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  owner = await newOwner();
  envelope = await owner.sign(
    shopDefinitions({
      metrics: {
        orders: { count: 'purchase', within: '3d' },
        spend: { sum: 'purchase.value', within: '90d' },
      },
      segments: {
        spender: { when: { 'metric.spend': { $gte: 1e9 } } },
        buyer: { when: { 'metric.orders': { $gte: 1e9 } } },
      },
    }),
  );
});
afterEach(() => {
  vi.restoreAllMocks();
});

async function running(device: Device, options: PageOptions = {}, signed = envelope) {
  const edge = newEdge(signed);
  const tab = open(device, edge, owner, { capture: 'off', ...options });
  if (!tab.covey.consent.get().personalisation) tab.covey.consent.set({ personalisation: true });
  await tab.covey.ready;
  await pass(1000);
  return tab;
}

/** Something happens once, right after the next commit was asked for or, where it is not to be, instead of it. */
function atNextCommit(act: () => void, isToBe = true): () => boolean {
  const real = IDBTransaction.prototype.commit;
  let isDone = false;
  vi.spyOn(IDBTransaction.prototype, 'commit').mockImplementation(function (this: IDBTransaction) {
    if (isDone || isToBe) real.call(this);
    if (isDone) return;
    isDone = true;
    act();
  });
  return () => isDone;
}

/** What another tab says, heard at a time of our own. */
const hear = (tab: object, name: string, data: unknown) =>
  (tab as { hear(name: string, data: unknown): void }).hear(name, data);

const bought = async (device: Device) =>
  (await stored(device)).events
    .filter(({ name }) => name === 'purchase')
    .map(({ props }) => (props as { readonly value?: number } | undefined)?.value);

it('a page cached while it commits, and restored, stores an event once', async () => {
  const device = newDevice();
  const tab = await running(device);
  tab.covey.track('purchase', { value: 1 });
  await settle();
  tab.covey.track('purchase', { value: 10 });
  const isDone = atNextCommit(() => void tab.cache());
  await settle();
  await settle();
  expect(isDone()).toBe(true);
  await tab.restore();
  await settle();
  expect(await bought(device)).toEqual([1, 10]);
});

it('a page whose commit was cut off takes up what another page wrote meanwhile', async () => {
  const device = newDevice();
  const tab = await running(device);
  tab.covey.track('purchase', { value: 1 });
  await settle();
  tab.covey.track('purchase', { value: 10 });
  atNextCommit(() => void tab.cache(), false);
  await settle();
  await settle();
  // next page in the same tab: its first commit takes in the journal and its own first event
  const edge = newEdge(envelope);
  const other = open(device, edge, owner, { capture: 'off' });
  other.covey.track('purchase', { value: 100 });
  await other.covey.ready;
  await settle();
  await other.leave();
  await tab.restore();
  await settle();
  await tab.leave();
  const third = await running(device);
  expect([await bought(device), third.covey.metrics()['spend']]).toEqual([[1, 10, 100], 111]);
});

it('new definitions count once what was committed as the page was cached', async () => {
  const device = newDevice();
  const one = await running(device);
  atNextCommit(() => void one.cache());
  one.covey.track('purchase', { value: 10 });
  await settle();
  await one.restore();
  await settle();
  await one.leave();
  await pass(HOUR);
  const env = await owner.sign(
    shopDefinitions({
      version: 2,
      metrics: {
        orders7: { count: 'purchase', within: '7d' },
        spend30: { sum: 'purchase.value', within: '30d' },
      },
      segments: {
        second: { when: { 'metric.orders7': { $gte: 2 } } },
        s: { when: { 'metric.spend30': { $gte: 1e9 } } },
      },
    }),
  );
  const next = await running(device, {}, env);
  await settle();
  expect(next.covey.segments()).toEqual([]);
});

it('what a page left is not lost to one without a database', async () => {
  const device = newDevice();
  const first = await running(device, { writeEveryMs: 500 });
  first.covey.track('purchase', { value: 1 });
  await settle();
  first.covey.track('purchase', { value: 10 });
  await first.leave();
  const bad = await running(device, { host: { indexedDB: () => undefined } });
  await bad.leave();
  const next = await running(device);
  expect(next.covey.metrics()).toMatchObject({ spend: 11 });
});

it('a page without a database is not followed by those that have one', async () => {
  const device = newDevice();
  const db = await running(device);
  db.covey.track('purchase', { value: 1 });
  await settle();
  const mem = await running(device, { host: { indexedDB: () => undefined } });
  const third = await running(device);
  third.turn('hidden');
  await settle();
  for (let i = 0; i < 6 && db.covey.metrics()['spend'] === 1; i++) {
    mem.covey.track('purchase', { value: 1000 });
    await settle();
  }
  third.turn('visible');
  await settle();
  third.covey.track('purchase', { value: 20 });
  await settle();
  db.covey.track('purchase', { value: 300 });
  await settle();
  const next = await running(device);
  expect(next.covey.metrics()['spend']).toBe(321);
});

it('what a tab told before an erasure does not come back after it', async () => {
  const device = newDevice();
  const one = await running(device);
  await settle();
  // What two says from here on comes late.
  let hold = false;
  const late: { readonly base: number }[] = [];
  const two = open(device, newEdge(envelope), owner, {
    capture: 'off',
    host: {
      channel: (name: string) =>
        ({
          close() {},
          postMessage(d: { readonly base: number }) {
            (hold ? late : []).push(d);
            if (!hold) setImmediate(() => hear(one, name, d));
          },
        }) as never,
    },
  });
  await two.covey.ready;
  await settle();
  hold = true;
  two.covey.track('purchase', { value: 1000 });
  await settle();
  await one.covey.erase();
  await settle();
  for (let n = 0; n < (late[0]?.base ?? 0); n++) {
    one.covey.track('purchase', { value: 1 });
    await settle();
  }
  for (const d of late) hear(one, NAME, d);
  await settle();
  const three = await running(device);
  three.covey.track('purchase', { value: 2 });
  await settle();
  one.covey.track('purchase', { value: 4 });
  await settle();
  const four = await running(device);
  expect(four.covey.metrics()['spend']).toBeLessThan(1000);
  expect(one.covey.metrics()['spend']).toBeLessThan(1000);
});

it('tabs in view hear of what another took out of the journal', async () => {
  const device = newDevice();
  const b = await running(device);
  const c = await running(device);
  const a = await running(device, { writeEveryMs: 500 });
  c.turn('hidden');
  await settle();
  a.covey.track('purchase', { value: 1 });
  a.covey.track('purchase', { value: 10 });
  await a.leave();
  c.turn('visible');
  await settle();
  await pass(5000);
  expect(b.covey.metrics()).toEqual(c.covey.metrics());
});

it('a tab does not decide by its own page what another page has decided by its', async () => {
  const device = newDevice();
  const env = await owner.sign(
    shopDefinitions({
      metrics: { orders: { count: 'purchase', within: '3d' } },
      segments: {
        a: { when: { 'page.path': '/a' }, keep: 'forever' },
        b: { when: { 'metric.orders': { $gte: 5 } } },
      },
    }),
  );
  const one = await running(device, { url: 'https://hazel.example/b', capture: undefined }, env);
  const two = await running(device, { url: 'https://hazel.example/c', capture: undefined }, env);
  two.window.history.pushState({}, '', '/a');
  await settle();
  await pass(2000);
  one.covey.track('purchase', { value: 1 });
  await settle();
  await pass(2000);
  await two.leave();
  await pass(2000);
  const next = await running(device, { url: 'https://hazel.example/c', capture: undefined }, env);
  expect(next.covey.segments()).toEqual(['a']);
});

it('a tab in view reads what a page wrote that was closed meanwhile', async () => {
  const device = newDevice();
  const two = await running(device);
  const one = await running(device);
  atNextCommit(() => void one.leave());
  one.covey.track('purchase', { value: 10 });
  await settle();
  two.window.dispatchEvent(Object.assign(new two.window.Event('storage'), { key: NAME }));
  await settle();
  expect(two.covey.metrics()['spend']).toBe(10);
});
