import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Definitions } from '../../shared/definitions/types.ts';
import type { LoadPart } from '../../sdk/parts/index.ts';
import {
  contents,
  DAY,
  HOUR,
  MINUTE,
  NAME,
  newDevice,
  newEdge,
  newOwner,
  open,
  PARTS,
  pass,
  settle,
  shopDefinitions,
  START,
  stored,
  useClock,
  type Device,
  type Edge,
  type Owner,
  type PageOptions,
} from './harness.ts';

useClock();
const MONTHS_13 = 395 * DAY;
let owner: Owner;
let other: Owner;
beforeAll(async () => {
  [owner, other] = await Promise.all([newOwner(), newOwner()]);
});
const sign = (change: Partial<Definitions> = {}) => owner.sign(shopDefinitions(change));
async function visit(device: Device, edge: Edge, options: PageOptions = {}, by = owner) {
  const tab = open(device, edge, by, { capture: 'off', ...options });
  await tab.covey.ready;
  await settle();
  return tab;
}
/** A visitor who looked at something and bought, on the first day, and the page is left. */
async function shopper(change: Partial<Definitions> = {}, options: PageOptions = {}) {
  const [device, edge] = [newDevice(), newEdge()];
  edge.envelope = await sign(change);
  const tab = await visit(device, edge, options);
  tab.covey.consent.set({ personalisation: true, measurement: true });
  await tab.covey.ready;
  tab.covey.track('view_item');
  tab.covey.track('purchase', { value: 10 });
  tab.covey.identify({ plan: 'pro' });
  await settle();
  await tab.leave();
  return { device, edge };
}
const names = async (device: Device) => (await stored(device)).events.map(({ name }) => name);
/** Every time in the stored state that says when something happened on the first day. */
async function firstDay(device: Device): Promise<readonly string[]> {
  const { state } = await stored(device);
  const { metrics } = (state['snapshot'] as { engine: { metrics: object } }).engine;
  return JSON.stringify(metrics).match(/\b1795\d{9}\b/g) ?? [];
}

describe('without definitions that are to be acted on', () => {
  const ways: [string, (edge: Edge) => Promise<unknown>][] = [
    ['they ran out, and the edge has no others', async () => {}],
    ['they ran out, and the edge cannot be reached', async (edge) => (edge.away = true)],
    [
      'they say stop',
      async (edge) =>
        (edge.envelope = await sign({ version: 2, stop: true, expires: '2029-01-01T00:00:00Z' })),
    ],
    [
      'they are for children',
      async (edge) =>
        (edge.envelope = await sign({
          version: 2,
          children: true,
          expires: '2029-01-01T00:00:00Z',
        })),
    ],
  ];
  it.each(ways)('each event goes when it is due: %s', async (_how, change) => {
    const { device, edge } = await shopper();
    expect(await names(device)).toEqual(['view_item', 'purchase']);
    await change(edge);
    vi.setSystemTime(START + 80 * DAY);
    const early = await visit(device, edge);
    expect(early.covey.diagnostics().status).toBe('stopped');
    expect(await names(device)).toEqual(['purchase']);
    await early.leave();
    vi.setSystemTime(START + 91 * DAY);
    const late = await visit(device, edge);
    await late.leave();
    expect(await names(device)).toEqual([]);
    expect(await firstDay(device)).toEqual([]);
  });

  it('also on a page that stays open for months', async () => {
    const { device, edge } = await shopper({ version: 1 });
    edge.away = true;
    const tab = await visit(device, edge);
    tab.turn('hidden');
    vi.setSystemTime(START + 80 * DAY);
    tab.turn('visible');
    await pass(MINUTE);
    expect(tab.covey.diagnostics().status).toBe('stopped');
    expect(await names(device)).toEqual(['purchase']);
    vi.setSystemTime(START + 91 * DAY);
    await pass(MINUTE);
    expect(await names(device)).toEqual([]);
  });

  it('those that have run out answer nothing, and the next ones find what is still due', async () => {
    const { device, edge } = await shopper({
      segments: { buyer: { when: { 'metric.orders': { $gte: 1 } }, keep: '365d' } },
    });
    edge.away = true;
    vi.setSystemTime(START + 80 * DAY);
    const tab = await visit(device, edge);
    expect(tab.covey.segments()).toEqual([]);
    expect(edge.to('counts')).toEqual([]);
    await tab.leave();
    edge.away = false;
    edge.envelope = await sign({
      version: 2,
      issued: '2027-02-01T00:00:00Z',
      expires: '2027-04-01T00:00:00Z',
      segments: { buyer: { when: { 'metric.orders': { $gte: 1 } }, keep: '365d' } },
    });
    vi.setSystemTime(START + 80 * DAY + HOUR);
    expect((await visit(device, edge)).covey.segments()).toEqual(['buyer']);
  });

  it('all goes with the last that is due where nobody can tell what is kept how long', async () => {
    const { device, edge } = await shopper();
    edge.away = true;
    vi.setSystemTime(START + 80 * DAY);
    await (await visit(device, edge, {}, other)).leave();
    expect(await names(device)).toEqual(['view_item', 'purchase']);
    vi.setSystemTime(START + 91 * DAY);
    await (await visit(device, edge, {}, other)).leave();
    expect((await stored(device)).state).not.toHaveProperty('snapshot');
    expect(await names(device)).toEqual([]);
  });

  it('a coarse place does not outlive its session', async () => {
    const segments = { german: { when: { 'geo.country': 'DE' } } };
    const { device, edge } = await shopper({ segments });
    const geo = async () => ((await stored(device)).state['snapshot'] as { geo: unknown }).geo;
    expect(await geo()).toMatchObject({ country: 'DE' });
    edge.answer = ({ url }) =>
      url.endsWith('/context') ? new Response(null, { status: 503 }) : null;
    vi.setSystemTime(START + HOUR);
    const tab = await visit(device, edge);
    tab.covey.track('view_item');
    await settle();
    expect(await geo()).toBeNull();
  });
});

describe('a page that stays open', () => {
  it('removes what is due by itself', async () => {
    const { device, edge } = await shopper();
    await visit(device, edge);
    await pass(8 * DAY);
    expect(await names(device)).toEqual(['purchase']);
  });

  it('removes what is due once the code for it can be had again', async () => {
    let isOffline = true;
    const loadPart: LoadPart = (_file, name) =>
      name === 'returning' && isOffline
        ? Promise.reject(new Error('offline'))
        : Promise.resolve(PARTS[name as keyof typeof PARTS]);
    const [device, edge] = [newDevice(), newEdge(await sign())];
    const tab = await visit(device, edge, { code: { loadPart } });
    tab.covey.consent.set({ personalisation: true, measurement: true });
    await tab.covey.ready;
    tab.covey.track('view_item');
    await pass(8 * DAY);
    expect(await names(device)).toEqual(['view_item']);
    isOffline = false;
    await pass(HOUR);
    expect(await names(device)).toEqual([]);
  });

  it('ends the grant when its time has come', async () => {
    const { device, edge } = await shopper({ expires: '2029-01-01T00:00:00Z' });
    const { covey } = await visit(device, edge);
    // It is counted in the first minute.
    await pass(MINUTE);
    await pass(MONTHS_13 - HOUR - MINUTE);
    expect(covey.consent.get().personalisation).toBe(true);
    await pass(HOUR);
    expect(covey.consent.get()).toMatchObject({ personalisation: null, time: null });
    // Until when this origin was counted stays.
    expect((await contents(device)).databases).toEqual(['covey-counted']);
  });
});

describe('after 13 months', () => {
  const for13 = { issued: '2027-12-01T00:00:00Z', expires: '2028-02-01T00:00:00Z', version: 2 };
  const everything: Partial<Definitions> = {
    metrics: { ever: { count: 'purchase' }, firstValue: { first: 'purchase.value' } },
    segments: {
      kept: { when: { 'metric.ever': { $gte: 1 } }, keep: 'forever' },
      shut: {
        when: { 'session.number': { $gte: 1 } },
        excludeEver: { 'metric.ever': { $gte: 1 } },
      },
      tagged: { when: { 'source.first.medium': 'cpc' } },
      pro: { when: { 'trait.plan': 'pro' } },
      old: { when: { 'visitor.age': { $gte: '300d' } } },
      valued: { when: { 'metric.firstValue': 10 }, count: true },
    },
  };
  const url = 'https://hazel.example/?utm_source=x&utm_medium=cpc';

  it('the visitor is asked again, and nothing of before is left: keep, exclusions, sources, traits, first seen, seed', async () => {
    const { device, edge } = await shopper(everything, { url });
    edge.envelope = await sign({ ...everything, ...for13 });
    vi.setSystemTime(START + MONTHS_13 - DAY);
    const before = await visit(device, edge);
    expect(before.covey.segments()).toEqual(['kept', 'tagged', 'pro', 'old', 'valued']);
    await pass(5000);
    expect((await stored(device)).state).toHaveProperty('seed');
    await before.leave();

    vi.setSystemTime(START + MONTHS_13);
    const { covey } = await visit(device, edge);
    expect(covey.consent.get()).toMatchObject({
      personalisation: null,
      measurement: null,
      time: null,
    });
    expect(covey.segments()).toEqual([]);
    expect(await contents(device)).toEqual({
      local: { [NAME]: JSON.stringify({ asked: Date.now() }) },
      databases: [],
    });
    covey.consent.set({ personalisation: true });
    await covey.ready;
    covey.track('page_view');
    await settle();
    expect(covey.segments()).toEqual(['shut']);
    expect(covey.metrics()).toMatchObject({ ever: 0, firstValue: null });
  });

  it('a history ends also where the visitor answered anew meanwhile, and begins again without asking', async () => {
    const { device, edge } = await shopper(everything, { url });
    edge.envelope = await sign({ ...everything, ...for13 });
    vi.setSystemTime(START + MONTHS_13 - DAY);
    const before = await visit(device, edge);
    before.covey.consent.set({ measurement: false });
    await before.leave();

    vi.setSystemTime(START + MONTHS_13);
    const { covey } = await visit(device, edge);
    expect(covey.consent.get()).toMatchObject({ personalisation: true, measurement: false });
    covey.track('page_view');
    await settle();
    expect(covey.segments()).toEqual(['shut']);
    expect(await names(device)).toEqual([]);
    const record = JSON.parse(device.storage.getItem(NAME) ?? '') as { erased: number };
    expect(record.erased).toBe(START + MONTHS_13);
  });

  it('a refusal is no answer any more, and what says so ends in its turn', async () => {
    const device = newDevice();
    open(device, newEdge(), owner).covey.consent.set({
      personalisation: false,
      measurement: false,
    });
    vi.setSystemTime(START + MONTHS_13);
    const { covey } = await visit(device, newEdge());
    expect(covey.consent.get()).toMatchObject({ personalisation: null, time: null });
    vi.setSystemTime(START + 2 * MONTHS_13);
    await visit(device, newEdge());
    expect(await contents(device)).toEqual({ local: {}, databases: [] });
  });

  it('a history of a site that has no page any more ends also where the visitor answered anew', async () => {
    const { device, edge } = await shopper({ expires: '2029-01-01T00:00:00Z' });
    vi.setSystemTime(START + MONTHS_13 - 5 * DAY);
    const again = await visit(device, edge);
    again.covey.consent.set({ measurement: false });
    await settle();
    await again.leave();
    const elsewhere = async () => {
      const tab = await visit(device, edge, { site: 'new.example' });
      tab.covey.consent.set({ personalisation: true });
      await tab.covey.ready;
      await settle();
      await tab.leave();
      return contents(device);
    };
    vi.setSystemTime(START + MONTHS_13 - DAY);
    expect((await elsewhere()).databases).toContain(NAME);
    vi.setSystemTime(START + MONTHS_13);
    const { local, databases } = await elsewhere();
    expect(databases).not.toContain(NAME);
    expect(JSON.parse(local[NAME] ?? '')).toEqual({
      personalisation: true,
      measurement: false,
      time: START + MONTHS_13 - 5 * DAY,
      erased: START + MONTHS_13,
    });
    vi.setSystemTime(START + 2 * MONTHS_13 - 5 * DAY);
    expect((await elsewhere()).local).not.toHaveProperty([NAME]);
  });

  it('what a site left that has no page any more goes with the next page of another', async () => {
    const { device, edge } = await shopper();
    vi.setSystemTime(START + MONTHS_13 - DAY);
    const renamed = await visit(device, edge, { site: 'new.example' });
    renamed.covey.consent.set({ personalisation: true });
    await settle();
    expect((await contents(device)).databases).toContain(NAME);
    await renamed.leave();
    vi.setSystemTime(START + MONTHS_13);
    await visit(device, edge, { site: 'new.example' });
    const { local, databases } = await contents(device);
    expect([Object.keys(local), databases]).toEqual([['covey:new.example'], ['covey:new.example']]);
  });
});
