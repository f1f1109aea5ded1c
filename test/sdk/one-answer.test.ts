// At most one report per device and period, whatever is done on the device.
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { questionSet } from '../../shared/counting/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { decodeReport } from '../../shared/wire/index.ts';
import {
  contents,
  DAY,
  HOUR,
  MINUTE,
  newDevice,
  newEdge,
  newOwner,
  open,
  type Device,
  type Edge,
  type Owner,
  pass,
  settle,
  shopDefinitions,
  SITE,
  START,
  type Tab,
  useClock,
} from './harness.ts';

useClock();

const OTHER_SITE = 'thyme.example';
const PERIOD = 28 * DAY;
const KEY = 'covey-counted';

let owner: Owner;
/** Signed definitions of a site, by length of the period. */
let envelopes: { [site: string]: { [period: string]: Uint8Array<ArrayBuffer> } };
/** Length of the period by question set. */
const lengths = new Map<string, number>();

beforeAll(async () => {
  owner = await newOwner();
  envelopes = {};
  for (const site of [SITE, OTHER_SITE])
    for (const [at, period] of (['7d', '28d'] as const).entries()) {
      const definitions: Definitions = {
        ...shopDefinitions({ site, version: at + 1, expires: '2032-01-01T00:00:00Z' }),
        counting: { period },
      };
      const set = await questionSet(definitions, (bytes) => crypto.subtle.digest('SHA-256', bytes));
      lengths.set(set.id.join(), set.periodMs);
      (envelopes[site] ??= {})[period] = await owner.sign(definitions);
    }
});

const edgeOf = (site: string, period: '7d' | '28d' = '28d'): Edge =>
  newEdge(envelopes[site]?.[period] ?? null);

/** The time that each report spoke for. */
const spans = (...edges: Edge[]): [from: number, to: number][] =>
  edges
    .flatMap((edge) => edge.to('/counts'))
    .map(({ body }) => {
      const decoded = decodeReport(body as Uint8Array);
      if (!decoded.ok) throw new Error(decoded.code);
      const length = lengths.get(decoded.report.questionSet.join()) ?? NaN;
      return [decoded.report.period * length, (decoded.report.period + 1) * length] as [
        number,
        number,
      ];
    })
    .toSorted(([a], [b]) => a - b);
const overlapping = (list: [number, number][]) =>
  list.filter(([from], at) => from < (list[at - 1]?.[1] ?? -Infinity));

async function page(device: Device, edge: Edge, site = SITE): Promise<Tab> {
  const tab = open(device, edge, owner, { capture: 'off', site });
  await tab.covey.ready;
  await settle();
  return tab;
}
const databases = async (device: Device) => (await contents(device)).databases;
async function removeDatabases(device: Device): Promise<void> {
  for (const name of await databases(device))
    await new Promise((resolve) => {
      const request = device.indexedDB?.deleteDatabase(name);
      if (request) request.onsuccess = request.onerror = request.onblocked = resolve;
    });
  await settle();
}

describe('at most one report in a period', () => {
  it('when a consent tool denies and grants again on each page', async () => {
    const [device, edge] = [newDevice(), edgeOf(SITE)];
    for (let visit = 0; visit < 12; visit++) {
      const tab = await page(device, edge);
      tab.covey.consent.set({ personalisation: false, measurement: false });
      await settle();
      tab.covey.consent.set({ personalisation: true, measurement: true });
      await tab.covey.ready;
      await pass(2 * MINUTE);
      await tab.leave();
    }
    expect(spans(edge)).toHaveLength(1);
  });

  it('remembers after a refusal only until when, in two places, and the same for everyone', async () => {
    const end = (Math.floor(START / PERIOD) + 1) * PERIOD;
    for (const device of [newDevice(), newDevice()]) {
      const tab = await page(device, edgeOf(SITE));
      tab.covey.consent.set({ measurement: true });
      await pass(2 * MINUTE);
      expect(await tab.covey.export()).toMatchObject({ counted: end });
      tab.covey.consent.set({ measurement: false });
      await pass(MINUTE);
      const left = await contents(device);
      expect(left.databases).toEqual([KEY]);
      expect(Object.keys(left.local)).toHaveLength(2);
      expect(left.local[KEY]).toBe(String(end));
      expect(await tab.covey.export()).toMatchObject({ counted: end, events: [], state: {} });
    }
  });

  it('leaves nothing behind when nothing was reported', async () => {
    const device = newDevice();
    const tab = await page(device, edgeOf(SITE));
    tab.covey.consent.set({ measurement: true });
    await settle();
    tab.covey.consent.set({ measurement: false });
    await pass(MINUTE);
    const left = await contents(device);
    expect(left.databases).toEqual([]);
    expect(Object.keys(left.local)).toHaveLength(1);
  });

  it.each(['local storage', 'databases'])('when its %s are lost', async (lost) => {
    const [device, edge] = [newDevice(), edgeOf(SITE)];
    for (let round = 0; round < 3; round++) {
      const tab = await page(device, edge);
      tab.covey.consent.set({ measurement: true });
      await pass(2 * MINUTE);
      await tab.leave();
      if (lost === 'databases') await removeDatabases(device);
      else device.storage.clear();
    }
    expect(spans(edge)).toHaveLength(1);
  });

  it('on an origin, whatever the sites on it are called', async () => {
    const device = newDevice();
    const edges = [edgeOf(SITE), edgeOf(OTHER_SITE)] as const;
    for (const [at, site] of [SITE, OTHER_SITE, SITE, OTHER_SITE].entries()) {
      const tab = await page(device, edges[at % 2] as Edge, site);
      tab.covey.consent.set({ measurement: true });
      await tab.covey.ready;
      await pass(2 * MINUTE);
      await tab.leave();
    }
    expect(spans(...edges)).toHaveLength(1);
  });

  it('when its length changes: what overlaps with one that has its report has none', async () => {
    const [device, edge] = [newDevice(), edgeOf(SITE)];
    const first = (Math.floor(START / PERIOD) + 1) * PERIOD;
    for (const [time, period] of [
      [first + DAY, '28d'],
      [first + 2 * DAY, '7d'],
      [first + 9 * DAY, '7d'],
      [first + 27 * DAY, '7d'],
      [first + 28 * DAY, '7d'],
      [first + 29 * DAY, '28d'],
      [first + 36 * DAY, '28d'],
      [first + 37 * DAY, '7d'],
    ] as const) {
      vi.setSystemTime(time);
      edge.envelope = envelopes[SITE]?.[period] ?? null;
      // Another version each time, as far as the page knows: what it trusts is erased with the rest.
      const tab = await page(device, edge);
      tab.covey.consent.set({ measurement: false });
      await settle();
      tab.covey.consent.set({ measurement: true });
      await tab.covey.ready;
      await pass(2 * MINUTE);
      await tab.leave();
    }
    expect(spans(edge).map(([from, to]) => [(from - first) / DAY, (to - first) / DAY])).toEqual([
      [0, 28],
      [28, 35],
      [35, 42],
    ]);
  });

  it('is forgotten after thirteen months, also by a page that nothing is granted to', async () => {
    const [device, edge] = [newDevice(), edgeOf(SITE)];
    const tab = await page(device, edge);
    tab.covey.consent.set({ measurement: true });
    await pass(2 * MINUTE);
    tab.covey.consent.set({ measurement: false });
    await pass(MINUTE);
    await tab.leave();
    const end = (Math.floor(START / PERIOD) + 1) * PERIOD;
    vi.setSystemTime(end + 394 * DAY);
    await (await page(device, edge)).leave();
    expect(await databases(device)).toEqual([KEY]);
    vi.setSystemTime(end + 396 * DAY);
    await (await page(device, edge)).leave();
    await settle();
    expect(await databases(device)).toEqual([]);
    expect((await contents(device)).local[KEY]).toBeUndefined();
  });

  it('but a clock thirteen months ahead makes the device forget, the consent included', async () => {
    const [device, edge] = [newDevice(), edgeOf(SITE)];
    const first = await page(device, edge);
    first.covey.consent.set({ measurement: true });
    await pass(2 * MINUTE);
    await first.leave();
    const right = Date.now();
    vi.setSystemTime(right + (395 + 28) * DAY);
    await (await page(device, edge)).leave();
    await settle();
    vi.setSystemTime(right);
    const last = await page(device, edge);
    await pass(2 * MINUTE);
    expect(await databases(device)).toEqual([]);
    expect(spans(edge)).toHaveLength(1);
    last.covey.consent.set({ measurement: true });
    await pass(2 * MINUTE);
    expect(overlapping(spans(edge))).toHaveLength(1);
  });

  it.each([1, 2, 3, 4, 5, 6])('in any sequence of what can be done (%s)', async (seed) => {
    let state = seed;
    const random = (below: number) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const device = newDevice();
    const edges = { [SITE]: edgeOf(SITE), [OTHER_SITE]: edgeOf(OTHER_SITE) };
    let tabs: [Tab, Edge][] = [];
    const done: string[] = [];
    for (let turn = 0; turn < 25; turn++) {
      const site = random(4) === 0 ? OTHER_SITE : SITE;
      const edge = edges[site] as Edge;
      const action = random(9);
      done.push(`${action}`);
      const [tab] = tabs[random(tabs.length)] ?? [];
      if (action <= 2 || !tab) {
        const opened = await page(device, edge, site);
        opened.covey.consent.set({ personalisation: random(2) === 0, measurement: true });
        tabs.push([opened, edge]);
      } else if (action === 3)
        tab.covey.consent.set({ personalisation: false, measurement: false });
      else if (action === 4) tab.covey.consent.set({ measurement: true });
      else if (action === 5) await tab.covey.erase();
      else if (action === 6) {
        await tab.leave();
        tabs = tabs.filter(([each]) => each !== tab);
      } else if (action === 7) {
        // One of the two at a time: without both, the device is a new one.
        if (random(2) === 0 && (await databases(device)).includes(KEY)) device.storage.clear();
        else if (device.storage.getItem(KEY)) {
          for (const [each] of tabs.splice(0)) await each.leave();
          await removeDatabases(device);
        }
      } else edge.envelope = envelopes[site]?.[random(2) === 0 ? '7d' : '28d'] ?? null;
      await pass([0, 3000, MINUTE, 2 * MINUTE, 5 * HOUR][random(5)] ?? 0);
      if (random(4) === 0) vi.setSystemTime(Date.now() + (random(20) - 6) * DAY);
      await settle();
    }
    const sent = spans(...Object.values(edges));
    expect(overlapping(sent), done.join(' ')).toEqual([]);
    expect(sent.length, done.join(' ')).toBeGreaterThan(0);
  });
});
