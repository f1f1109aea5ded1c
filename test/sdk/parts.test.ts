// Parts of the engine: one that cannot be loaded costs what needs it, and nothing that happened meanwhile.
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ActiveClient } from '../../sdk/active.ts';
import type { ClientOptions } from '../../sdk/client/index.ts';
import { createPartLoader, type LoadPart, type PartFile } from '../../sdk/parts/index.ts';
import * as details from '../../sdk/parts/details.ts';
import * as facts from '../../sdk/parts/facts.ts';
import * as metrics from '../../sdk/parts/metrics.ts';
import * as operators from '../../sdk/parts/operators.ts';
import * as returning from '../../sdk/parts/returning.ts';
import { letGo, type Journal } from '../../sdk/ingest/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import {
  DAY,
  define,
  type Device,
  NAME,
  newDevice,
  newEdge,
  newOwner,
  open,
  type Owner,
  PARTS,
  pass,
  settle,
  stored,
  type Tab,
  useClock,
} from './harness.ts';

useClock();
let owner: Owner;
beforeAll(async () => {
  owner = await newOwner();
});

const MEAN = define({
  metrics: { views: { count: 'view' }, worth: { mean: 'view.value' } },
  segments: {
    viewer: { when: { 'metric.views': { $gte: 2 } } },
    rich: { when: { 'metric.worth': { $gte: 5 } } },
  },
} as Partial<Definitions>);

const edgeWith = async (definitions: Definitions) => newEdge(await owner.sign(definitions));
async function granted(
  device: Device,
  edge: ReturnType<typeof newEdge>,
  loadPart: LoadPart,
  loadActive?: ClientOptions['loadActive'],
) {
  // What reads properties is there, and what knows a visitor who returns.
  const loads: LoadPart = async (file, name) =>
    name === 'details' ? details : name === 'returning' ? returning : loadPart(file, name);
  const tab = open(device, edge, owner, {
    code: { loadPart: loads, ...(loadActive && { loadActive }) },
  });
  tab.covey.consent.set({ personalisation: true });
  await tab.covey.ready;
  await settle();
  return tab;
}
const blocked: LoadPart = () => Promise.reject(new Error('blocked'));
const there: LoadPart = () => Promise.resolve(metrics);
const focus = ({ window }: Tab) => window.dispatchEvent(new window.Event('focus'));

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a part that cannot be loaded', () => {
  it('disables what needs it, and is told', async () => {
    const { covey } = await granted(newDevice(), await edgeWith(MEAN), blocked);
    for (const value of [6, 8]) covey.track('view', { value });
    expect(covey.segments()).toEqual(['viewer']);
    const { problems, disabled, status } = covey.diagnostics();
    expect(problems).toEqual({ 'part-failed': 1 });
    expect(Object.keys(disabled)).toEqual(['metric.worth']);
    expect(status).toBe('running');
    expect(covey.metrics()).toEqual({ views: 2, worth: null });
  });

  it('is tried again when the page is turned to, and nothing that happened is lost', async () => {
    const device = newDevice();
    const loadPart = vi.fn(there).mockImplementationOnce(blocked);
    const tab = await granted(device, await edgeWith(MEAN), loadPart);
    for (const value of [6, 8]) tab.covey.track('view', { value });
    await pass(1000);
    expect((await stored(device)).events).toEqual([]);
    focus(tab);
    await settle();
    expect(tab.covey.segments()).toEqual(['viewer', 'rich']);
    expect(tab.covey.metrics()).toEqual({ views: 2, worth: 7 });
    await pass(1000);
    expect((await stored(device)).events).toMatchObject([
      { name: 'view', props: { value: 6 } },
      { name: 'view', props: { value: 8 } },
    ]);
  });

  it('leaves what earlier pages stored as it is, and hands over what happens to the next', async () => {
    const device = newDevice();
    const edge = await edgeWith(MEAN);
    const first = await granted(device, edge, there);
    first.covey.track('view', { value: 6 });
    await pass(1000);
    await first.leave();
    const before = await stored(device);
    const second = await granted(device, edge, blocked);
    second.covey.track('view', { value: 8 });
    await pass(1000);
    expect(second.covey.segments()).toEqual(['viewer']);
    expect((await stored(device)).events).toEqual(before.events);
    await second.leave();
    // A page that is left early may have lost the part for that alone: the next one shows what the first did.
    const record = JSON.parse(device.storage.getItem(`covey:${MEAN.site}`) ?? '{}') as {
      readonly shown?: object;
    };
    expect(record.shown).toHaveProperty('rich');
    const third = await granted(device, edge, there);
    expect(third.covey.metrics()).toEqual({ views: 2, worth: 7 });
    expect(third.covey.segments()).toEqual(['viewer', 'rich']);
  });

  it('shows the next page nothing that the visitor has refused since', async () => {
    const device = newDevice();
    const edge = await edgeWith(MEAN);
    const first = await granted(device, edge, there);
    first.covey.track('view', { value: 6 });
    await pass(1000);
    await first.leave();
    const shown = () =>
      (JSON.parse(device.storage.getItem(`covey:${MEAN.site}`) ?? '{}') as { shown?: object })
        .shown;
    let active: ActiveClient | undefined;
    const second = await granted(device, edge, blocked, async () => {
      const code = await import('../../sdk/active.ts');
      return { ...code, startActive: (options) => (active = code.startActive(options)) };
    });
    active?.object('rich', true);
    await pass(2000);
    expect(shown()).toEqual({});
    second.covey.consent.set({ personalisation: false, measurement: true });
    await settle();
    expect(shown()).toBeUndefined();
  });

  it('may come while a commit reads the store, and what waited for it is decided all the same', async () => {
    let come = () => {};
    const coming = new Promise<object>((resolve) => (come = () => resolve(metrics)));
    const loadPart = vi.fn<LoadPart>(() => coming).mockImplementationOnce(blocked);
    const tab = await granted(newDevice(), await edgeWith(MEAN), loadPart);
    for (const value of [6, 8]) tab.covey.track('view', { value });
    await settle();
    // The part is there, and what follows from it done, before this read of the store has its answer.
    const { get } = IDBObjectStore.prototype;
    const disabled: string[][] = [];
    vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementationOnce(function (
      this: IDBObjectStore,
      ...key
    ) {
      const request = get.apply(this, key);
      come();
      request.addEventListener('success', () =>
        disabled.push(Object.keys(tab.covey.diagnostics().disabled)),
      );
      return request;
    });
    focus(tab);
    await settle();
    expect(disabled).toEqual([[]]);
    expect(tab.covey.segments()).toEqual(['viewer', 'rich']);
    expect(tab.covey.metrics()).toEqual({ views: 2, worth: 7 });
  });

  it('stops no other that is loaded, and begins at once what stored definitions need', async () => {
    const device = newDevice();
    const edge = await edgeWith(MEAN);
    await (await granted(device, edge, there)).leave();
    const asked: string[] = [];
    edge.away = true;
    const loadPart: LoadPart = (file, name) => {
      asked.push(name);
      return there(file, name);
    };
    const { covey } = await granted(device, edge, loadPart);
    expect(asked).toEqual(['metrics']);
    expect(covey.diagnostics()).toMatchObject({ status: 'running', disabled: {} });
  });
});

it('a trait that is told while what reads it is missing is taken in once that has come', async () => {
  const plan = { traits: { plan: { type: 'string' } } };
  const gold = { segments: { gold: { when: { 'trait.plan': 'gold' } } } };
  const edge = await edgeWith(define({ ...plan, ...gold } as Partial<Definitions>));
  const loadPart = vi.fn<LoadPart>(() => Promise.resolve(facts)).mockImplementationOnce(blocked);
  const tab = await granted(newDevice(), edge, loadPart);
  tab.covey.identify({ plan: 'gold', age: 7 });
  await settle();
  expect(tab.covey.segments()).toEqual([]);
  focus(tab);
  await settle();
  expect(tab.covey.segments()).toEqual(['gold']);
  expect(tab.covey.diagnostics().problems).toMatchObject({ 'trait-refused': 1 });
  tab.covey.identify({ plan: 'silver' });
  expect(tab.covey.segments()).toEqual([]);
});

it('what matches patterns and leaves out slow ones comes late, and all else goes on meanwhile', async () => {
  const shop = { count: 'view', where: { page: { $regex: '^/shop' } } };
  const edge = await edgeWith(
    define({
      metrics: { views: { count: 'view' }, shop },
      segments: {
        viewer: { when: { 'metric.views': { $gte: 2 } } },
        shopper: { when: { 'metric.shop': { $gte: 2 } } },
      },
    } as Partial<Definitions>),
  );
  const loadPart = vi
    .fn<LoadPart>(() => Promise.resolve(operators))
    .mockImplementationOnce(blocked);
  const tab = await granted(newDevice(), edge, loadPart);
  for (const page of ['/shop/1', '/shop/2', '/']) tab.covey.track('view', { page });
  expect(tab.covey.segments()).toEqual(['viewer']);
  expect(tab.covey.diagnostics().problems).toEqual({ 'part-failed': 1 });
  focus(tab);
  await settle();
  expect(tab.covey.segments()).toEqual(['viewer', 'shopper']);
  expect(tab.covey.metrics()).toEqual({ views: 3, shop: 2 });
});

it('a page that is left before what knows facts could be loaded is a page of its session all the same', async () => {
  const device = newDevice();
  const segments = {
    deep: { when: { 'session.pages': { $gte: 3 } } },
    landed: { when: { 'session.landing': '/' } },
  };
  const edge = await edgeWith(define({ segments } as Partial<Definitions>));
  const withFacts: LoadPart = () => Promise.resolve(facts);
  const first = await granted(device, edge, withFacts);
  expect(first.covey.segments()).toEqual(['landed']);
  await first.leave();
  const second = await granted(device, edge, blocked);
  await second.leave();
  expect((await granted(device, edge, withFacts)).covey.segments()).toEqual(['deep', 'landed']);
});

describe('what identify is given', () => {
  const traits = { plan: { type: 'string' }, age: { type: 'number' } };
  const segments = {
    gold: { when: { 'trait.plan': 'gold' } },
    grown: { when: { 'trait.age': { $gte: 18 } } },
  };
  const edgeOfTraits = () => edgeWith(define({ traits, segments } as Partial<Definitions>));
  const withFacts: LoadPart = () => Promise.resolve(facts);

  it('is not lost where the page is left before what reads it could be loaded', async () => {
    const device = newDevice();
    const edge = await edgeOfTraits();
    const first = await granted(device, edge, withFacts);
    first.covey.identify({ age: 20 });
    await pass(1000);
    await first.leave();
    const second = await granted(device, edge, blocked);
    second.covey.identify({ plan: 'gold', nobody: 'asks' });
    await pass(1000);
    await second.leave();
    expect(device.storage.getItem(`covey:${MEAN.site}`)).not.toContain('asks');
    const third = await granted(device, edge, withFacts);
    expect(third.covey.segments()).toEqual(['gold', 'grown']);
    await pass(1000);
    expect(device.storage.getItem(`covey:${MEAN.site}`)).not.toContain('"sequence"');
    expect((await stored(device)).state['snapshot']).toMatchObject({
      traits: { plan: 'gold', age: 20 },
    });
  });

  it('nor where it is left while that is on its way, and what is no JSON does no harm', async () => {
    const device = newDevice();
    const edge = await edgeOfTraits();
    const first = await granted(device, edge, withFacts);
    first.covey.identify({ age: 20, plan: 'gold' });
    await pass(1000);
    await first.leave();
    const second = open(device, edge, owner, {
      code: {
        loadPart: async (_file, name) => (name === 'facts' ? new Promise(() => {}) : returning),
      },
    });
    await settle();
    const round: unknown[] = [];
    round.push(round);
    second.covey.track('view');
    second.covey.identify({ age: Number.NaN, plan: round as never });
    second.covey.identify({ age: 10n as never, plan: new Date(Number.NaN) as never });
    second.covey.identify({ age: 12 });
    await second.leave();
    const third = await granted(device, edge, withFacts);
    // What would be refused has removed nothing.
    expect(third.covey.segments()).toEqual(['gold']);
  });

  it('last is what stands, although the first came before the definitions', async () => {
    const tab = open(newDevice(), await edgeOfTraits(), owner);
    const { get } = IDBObjectStore.prototype;
    const told: unknown[] = [];
    vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (
      this: IDBObjectStore,
      key,
    ) {
      // Definitions are there, and nothing is decided yet.
      if (key === 'snapshot' && told.push(key) === 1) tab.covey.identify({ plan: 'gold' });
      return get.call(this, key);
    });
    tab.covey.consent.set({ personalisation: true });
    tab.covey.identify({ plan: 'silver' });
    await tab.covey.ready;
    await settle();
    expect(told).not.toEqual([]);
    expect(tab.covey.segments()).toEqual(['gold']);
  });

  it('stands where the clock was set back by less than tabs may disagree since the last was told', async () => {
    const device = newDevice();
    const edge = await edgeOfTraits();
    const first = await granted(device, edge, withFacts);
    first.covey.identify({ plan: 'silver', age: 20 });
    await pass(1000);
    await first.leave();
    vi.setSystemTime(Date.now() - 60_000);
    const loadPart: LoadPart = async (_file, name) => (name === 'returning' ? returning : facts);
    const second = open(device, edge, owner, { code: { loadPart } });
    second.covey.identify({ plan: 'gold' });
    await pass(1000);
    expect(second.covey.segments()).toEqual(['gold', 'grown']);
    expect((await stored(device)).state['snapshot']).toMatchObject({ traits: { plan: 'gold' } });
  });

  describe('and a tab takes in late, because what reads it was missing:', () => {
    /** A tab without that part is told `late`, and then another, which has it, each of `meanwhile`. */
    const toldLate = async (
      late: Told,
      meanwhile: readonly Told[],
      takenIn: (tab: Tab, device: Device) => Promise<Tab>,
    ) => {
      const device = newDevice();
      const edge = await edgeOfTraits();
      const first = await granted(device, edge, withFacts);
      first.covey.identify({ plan: 'silver', age: 17 });
      await pass(1000);
      await first.leave();
      let isBlocked = true;
      const tab = await granted(device, edge, (file, name) =>
        (isBlocked ? blocked : withFacts)(file, name),
      );
      await pass(1000);
      tab.covey.identify(late);
      await pass(1000);
      const other = await granted(device, edge, withFacts);
      for (const traits of meanwhile) {
        await pass(1000);
        other.covey.identify(traits);
      }
      await pass(1000);
      const before = (await stored(device)).state['snapshot'];
      expect(before).not.toMatchObject({ traits: late });
      isBlocked = false;
      const { covey } = await takenIn(tab, device);
      await pass(1000);
      expect(other.covey.segments()).toEqual(covey.segments());
      return covey.segments();
    };
    type Told = Parameters<Tab['covey']['identify']>[0];
    const turnedTo = async (tab: Tab) => {
      focus(tab);
      await settle();
      return tab;
    };
    const left = async (tab: Tab, device: Device) => {
      await tab.leave();
      return granted(device, await edgeOfTraits(), withFacts);
    };
    it.each([
      ['a tab that is turned to', turnedTo],
      ['a page that comes after it was left', left],
    ])('what was told since stands, and the rest is taken (%s)', async (_, takenIn) => {
      const late = { plan: 'gold', age: 20 };
      expect(await toldLate(late, [], takenIn)).toEqual(['gold', 'grown']);
      expect(await toldLate(late, [{ plan: 'bronze' }], takenIn)).toEqual(['grown']);
      expect(await toldLate(late, [{ plan: 'bronze' }, { age: 3 }], takenIn)).toEqual([]);
      expect(await toldLate(late, [{ plan: null }], takenIn)).toEqual(['grown']);
    });

    it('all of it, on top of what an earlier build stored, and after the clock was set back', async () => {
      const { put } = IDBObjectStore.prototype;
      vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
        this: IDBObjectStore,
        value,
        key,
      ) {
        const { told: _, ...earlier } = Object(value) as { readonly told?: unknown };
        return put.call(this, key === 'snapshot' ? earlier : value, key);
      });
      const late = { plan: 'gold' };
      expect(await toldLate(late, [{ plan: 'bronze' }], left)).toEqual(['gold']);
      vi.restoreAllMocks();
      const setBack = async (tab: Tab, device: Device) => {
        vi.setSystemTime(Date.now() - DAY);
        return left(tab, device);
      };
      expect(await toldLate(late, [{ plan: 'bronze' }], setBack)).toEqual(['gold']);
    });
  });
});

it('a trait is refused without a part where the definitions declare none', async () => {
  const loadPart = vi.fn(blocked);
  const { covey } = await granted(newDevice(), await edgeWith(define({})), loadPart);
  covey.identify({ plan: 'gold', age: 7 });
  expect(covey.diagnostics().problems).toEqual({ 'trait-refused': 2 });
  expect(loadPart).not.toHaveBeenCalled();
});

describe('parts that come in one file', () => {
  const ONE_FILE: PartFile = ['covey-common.js', 'sha256-'];
  const FOUR = ['details', 'facts', 'metrics', 'sequence'];
  const made = (name: string) => ({ name });
  function loaderWith(bringCommon: () => Promise<object>) {
    const asked: string[] = [];
    const failed: string[] = [];
    const bring: LoadPart = async (file, name) => {
      asked.push(name);
      expect(file).toBe(name === 'common' ? ONE_FILE : undefined);
      return name === 'common' ? bringCommon() : made(name);
    };
    const parts = createPartLoader(bring, (name) => failed.push(name), ONE_FILE);
    return { parts, asked, failed };
  }
  const whole = async () => ({
    // As it is built.
    default: () => Object.fromEntries([...FOUR, 'experiences'].map((name) => [name, made(name)])),
  });

  it('are brought by it where the first four are needed, beside what else is', async () => {
    const { parts, asked, failed } = loaderWith(whole);
    parts.begin([...FOUR, 'sources']);
    expect(await parts.load('metrics')).toEqual(made('metrics'));
    expect(await parts.load('experiences')).toEqual(made('experiences'));
    expect(await parts.load('sources')).toEqual(made('sources'));
    parts.begin([...FOUR, 'sources']);
    expect(asked).toEqual(['common', 'sources']);
    expect(failed).toEqual([]);
  });

  it('come one by one where fewer are needed, or one of them was asked for before', async () => {
    const { parts, asked } = loaderWith(whole);
    parts.begin(['details', 'metrics', 'sequence', 'experiences']);
    parts.begin(FOUR);
    expect(await parts.load('facts')).toEqual(made('facts'));
    expect(asked).toEqual(['details', 'metrics', 'sequence', 'experiences', 'facts']);
  });

  it('come one by one where it is empty, as in the package', async () => {
    const { parts, asked } = loaderWith(async () => ({}));
    parts.begin(FOUR);
    expect(await parts.load('facts')).toEqual(made('facts'));
    expect(asked).toEqual(['common', ...FOUR]);
  });

  it('are asked for one by one once it could not be had', async () => {
    const { parts, asked, failed } = loaderWith(() => Promise.reject(new Error('blocked')));
    parts.begin(FOUR);
    const waiting = parts.need('facts');
    await expect(parts.load('metrics')).rejects.toThrow('blocked');
    await settle();
    expect(failed).toEqual(FOUR);
    parts.retry();
    expect(await waiting).toEqual(made('facts'));
    parts.begin(FOUR);
    expect(await parts.load('metrics')).toEqual(made('metrics'));
    expect(asked).toEqual(['common', 'facts', 'details', 'metrics', 'sequence']);
  });
});

describe('what knows a visitor who returns', () => {
  const visitWith = async (device: Device, loadReturning: () => Promise<object>) => {
    const asked: string[] = [];
    const load: LoadPart = async (_file, name) => {
      asked.push(name);
      return name === 'details' ? details : name === 'metrics' ? metrics : loadReturning();
    };
    const tab = open(device, await edgeWith(MEAN), owner, { code: { loadPart: load } });
    tab.covey.consent.set({ personalisation: true });
    await tab.covey.ready;
    await settle();
    return { ...tab, asked };
  };
  const comes = () => Promise.resolve(returning);
  const firstVisit = async (device: Device) => {
    const { covey, asked, leave } = await visitWith(device, comes);
    for (const value of [6, 8]) covey.track('view', { value });
    await pass(2000);
    expect(covey.segments()).toEqual(['viewer', 'rich']);
    await leave();
    return asked;
  };
  const recordOf = (device: Device) => device.storage.getItem(`covey:${MEAN.site}`);

  it('is not loaded on a first visit, and first of all on the next', async () => {
    const device = newDevice();
    expect(await firstVisit(device)).toEqual(['details', 'metrics']);
    const { asked, covey } = await visitWith(device, comes);
    expect(asked).toEqual(['returning', 'details', 'metrics']);
    expect(covey.metrics()).toEqual({ views: 2, worth: 7 });
  });

  it('is loaded on a first visit once another tab has written', async () => {
    const device = newDevice();
    const first = await visitWith(device, comes);
    first.covey.track('view', { value: 6 });
    await pass(1000);
    expect(first.asked).toEqual(['details', 'metrics']);
    const second = await visitWith(device, comes);
    second.covey.track('view', { value: 8 });
    await pass(1000);
    expect(first.asked).toEqual(['details', 'metrics', 'returning']);
    expect(first.covey.segments()).toEqual(['viewer', 'rich']);
    expect(first.covey.metrics()).toEqual({ views: 2, worth: 7 });
  });

  it('cannot be had: the page shows what the one before did, nothing is written or lost, and it is asked for again when the page is turned to', async () => {
    const device = newDevice();
    await firstVisit(device);
    const before = { store: await stored(device), shown: recordOf(device) };
    let isThere = false;
    const load = vi.fn(() => (isThere ? comes() : Promise.reject(new Error('blocked'))));
    const tab = await visitWith(device, load);
    tab.covey.track('view', { value: 10 });
    await pass(5000);
    expect(tab.covey.diagnostics().status).toBe('starting');
    expect(tab.covey.segments()).toEqual(['viewer', 'rich']);
    expect(tab.covey.diagnostics().problems).toEqual({ 'part-failed': load.mock.calls.length });
    expect(await stored(device)).toEqual(before.store);
    expect(recordOf(device)).toBe(before.shown);
    const tries = load.mock.calls.length;
    tab.covey.track('view', { value: 10 });
    await pass(5000);
    expect(load).toHaveBeenCalledTimes(tries);
    isThere = true;
    focus(tab);
    await settle();
    expect(tab.covey.diagnostics().status).toBe('running');
    expect(tab.covey.metrics()).toEqual({ views: 4, worth: 8.5 });
    await pass(1000);
    expect((await stored(device)).events).toHaveLength(4);
  });

  it.each(['is on its way', 'cannot be had'])(
    '%s as newer definitions come on a first visit: what the older ones decided stands, and nothing more is said by them',
    async (how) => {
      const device = newDevice();
      let isThere = false;
      let come = () => {};
      const coming = new Promise<object>((resolve) => (come = () => resolve(returning)));
      const load = () =>
        isThere ? comes() : how === 'cannot be had' ? Promise.reject(new Error('blocked')) : coming;
      const documentOf = (version: number, segments: Definitions['segments']) =>
        define({
          metrics: { views: { count: 'view' } },
          segments,
          version,
          issued: `2026-11-24T00:00:0${version}Z`,
          expires: '2028-11-24T00:00:00Z',
        });
      const atLeast = (views: number) => ({ when: { 'metric.views': { $gte: views } } });
      const edge = await edgeWith(documentOf(1, { few: atLeast(1), many: atLeast(2) }));
      const tab = open(device, edge, owner, {
        capture: 'off',
        code: { loadPart: (file, name) => (name === 'returning' ? load() : there(file, name)) },
      });
      tab.covey.consent.set({ personalisation: true });
      await tab.covey.ready;
      await settle();
      tab.covey.track('view');
      await pass(2000);
      expect(tab.covey.segments()).toEqual(['few']);

      edge.envelope = await owner.sign(documentOf(2, { many: atLeast(3), fresh: atLeast(1) }));
      await pass(2 * DAY);
      focus(tab);
      await settle();
      tab.covey.track('view');
      await pass(2000);
      expect(tab.covey.diagnostics()).toMatchObject({
        status: 'starting',
        definitions: { version: 2 },
      });
      expect(tab.covey.segments()).toEqual(['few']);
      expect(tab.covey.metrics()).toEqual({});

      isThere = true;
      come();
      focus(tab);
      await pass(2000);
      expect(tab.covey.diagnostics().status).toBe('running');
      expect(tab.covey.segments()).toEqual(['fresh']);
      expect(tab.covey.metrics()).toEqual({ views: 2 });
      expect((await stored(device)).events.filter(({ name }) => name === 'view')).toHaveLength(2);
    },
  );

  it('is on its way as a pattern turns out to be slow: nothing is said that stands on it', async () => {
    const slow = define({
      metrics: {
        views: { count: 'view' },
        shop: { count: 'view', where: { label: { $regex: '^/sh?op' } } },
      },
      segments: {
        skeptic: { when: { 'metric.views': { $gte: 3 }, 'metric.shop': { $lt: 3 } } },
        viewer: { when: { 'metric.views': { $gte: 1 } } },
      },
    });
    let [clock, step] = [0, 0];
    let come = () => {};
    const coming = new Promise<object>((resolve) => (come = () => resolve(returning)));
    const tab = open(newDevice(), await edgeWith(slow), owner, {
      prepare: (window) =>
        Object.defineProperty(window, 'performance', { value: { now: () => (clock += step) } }),
      code: {
        loadPart: async (_file, name) =>
          name === 'operators' ? operators : name === 'returning' ? coming : details,
      },
    });
    tab.covey.consent.set({ personalisation: true });
    await tab.covey.ready;
    tab.covey.track('view', { label: '/shop/1' });
    await settle();
    expect(tab.covey.segments()).toEqual(['viewer']);
    step = 200;
    tab.covey.track('view', { label: '/shop/2' });
    step = 0;
    await settle();
    tab.covey.track('view', { label: '/shop/3' });
    await settle();
    expect(tab.covey.diagnostics().problems).toEqual({ 'pattern-slow': 1 });
    expect(tab.covey.segments()).toEqual(['viewer']);
    expect(tab.covey.metrics()).toEqual({});
    come();
    await pass(2000);
    expect(Object.keys(tab.covey.diagnostics().disabled)).toEqual(['metric.shop']);
    expect(tab.covey.segments()).toEqual(['viewer']);
    expect(tab.covey.metrics()).toMatchObject({ views: 3, shop: null });
  });

  it('is on its way as the visitor withdraws: nothing is left', async () => {
    const device = newDevice();
    await firstVisit(device);
    let come = () => {};
    const coming = new Promise<object>((resolve) => (come = () => resolve(returning)));
    const tab = open(device, await edgeWith(MEAN), owner, {
      code: {
        loadPart: async (_file, name) =>
          name === 'details' ? details : name === 'metrics' ? metrics : coming,
      },
    });
    await settle();
    tab.covey.track('view', { value: 10 });
    tab.covey.consent.set({ personalisation: false });
    await settle();
    come();
    await pass(2000);
    expect(await device.indexedDB?.databases()).toEqual([]);
    expect(Object.keys(JSON.parse(recordOf(device) ?? '{}') as object)).not.toContain('shown');
    expect(tab.covey.segments()).toEqual([]);
    expect(tab.covey.diagnostics().problems).toEqual({});
  });
});

describe('what pages that were left handed over has an end', () => {
  const week = define({
    metrics: {
      views: { count: 'view', within: '7d' },
      worth: { mean: 'view.value', within: '7d' },
    },
    segments: {
      busy: { when: { 'metric.views': { $gte: 2 } } },
      rich: { when: { 'metric.worth': { $gte: 5 } } },
    },
  } as Partial<Definitions>);
  /** A page on which this happens, left without one of the parts. */
  const leftPage = async (device: Device, missing: string, happen: (tab: Tab) => void) => {
    const tab = open(device, await edgeWith(week), owner, {
      capture: 'off',
      code: {
        loadPart: async (_file, name) => {
          if (name === missing) throw new Error('blocked');
          return PARTS[name];
        },
      },
    });
    tab.covey.consent.set({ personalisation: true });
    await tab.covey.ready;
    await settle();
    happen(tab);
    await pass(1000);
    await tab.leave();
    return tab.covey.diagnostics().problems['events-dropped'] ?? 0;
  };
  /** Times of what stands there. */
  const handed = (device: Device) => {
    const { handed: all = {} } = JSON.parse(device.storage.getItem(NAME) ?? '{}') as {
      readonly handed?: { readonly [page: string]: readonly { readonly time: number }[] };
    };
    return Object.entries(all)
      .filter(([page]) => page !== 'reads')
      .flatMap(([, list]) => list.map(({ time }) => time));
  };
  const view = (times: number) => (tab: Tab) => {
    for (let at = 0; at < times; at++) tab.covey.track('view', { value: 6 });
  };
  const nothing = () => {};

  it.each(['returning', 'metrics'])(
    'where "%s" never comes: as many as the limit stay, the newest',
    async (missing) => {
      const device = newDevice();
      await leftPage(device, '', view(1));
      const since = Date.now();
      let dropped = 0;
      for (let page = 0; page < 6; page++) {
        dropped += await leftPage(device, missing, view(300));
        await pass(DAY / 24);
      }
      dropped += await leftPage(device, missing, nothing);
      const times = handed(device);
      // What began as these pages did is an operation, too.
      expect(times.length).toBeGreaterThan(900);
      expect(times.length).toBeLessThanOrEqual(1301);
      expect(Math.min(...times)).toBeGreaterThan(since + 2 * (DAY / 24));
      expect(dropped).toBeGreaterThanOrEqual(500);
      await leftPage(device, '', nothing);
      expect(handed(device)).toEqual([]);
    },
  );

  it.each(['returning', 'metrics'])(
    'where "%s" never comes: nothing is older than what definitions keep',
    async (missing) => {
      const device = newDevice();
      await leftPage(device, '', view(1));
      await leftPage(device, missing, (tab) => {
        tab.covey.track('view', { value: 6 });
      });
      await pass(8 * DAY);
      expect(await leftPage(device, missing, view(1))).toBeGreaterThan(0);
      const due = Date.now() - 7 * DAY;
      expect(handed(device).length).toBeGreaterThan(0);
      expect(handed(device).filter((time) => time < due)).toEqual([]);
    },
  );

  it.each(['returning', 'metrics'])(
    'where "%s" never comes: nor is what a clock told that was set back since',
    async (missing) => {
      const device = newDevice();
      await leftPage(device, '', view(1));
      vi.setSystemTime(Date.now() + 60 * DAY);
      await leftPage(device, missing, view(1));
      vi.setSystemTime(Date.now() - 60 * DAY);
      await leftPage(device, missing, nothing);
      expect(handed(device).length).toBeGreaterThan(0);
      expect(handed(device).filter((time) => time > Date.now())).toEqual([]);
      await pass(8 * DAY);
      const left = Date.now();
      await leftPage(device, missing, nothing);
      expect(handed(device).filter((time) => time < left)).toEqual([]);
    },
  );

  it('where definitions have run out', async () => {
    const device = newDevice();
    await leftPage(device, '', view(1));
    await leftPage(device, 'returning', view(1));
    expect(handed(device)).not.toEqual([]);
    vi.setSystemTime(Date.parse(week.expires) + DAY);
    await leftPage(device, '', nothing);
    expect(handed(device)).toEqual([]);
  });

  it('but for objections and, of what is not too much, traits; and what makes no sense does no harm', () => {
    const problems: string[] = [];
    const event = (time: number) => ({ sequence: 1, time, event: { name: 'view', props: {} } });
    const traits = { sequence: 2, time: 1, traits: { plan: 'pro' } };
    const objection = { sequence: 3, time: 0, objection: { segment: 'rich', stands: true } };
    let handed: { readonly [page: string]: unknown } = {
      reads: { keptMs: DAY },
      old: [event(Date.now() - DAY - 1), traits, objection],
      odd: [null, 7, { time: {} }],
      none: null,
      new: [event(Date.now() - DAY + 1)],
    };
    const journal: Journal = {
      read: () => handed,
      know() {},
      add(page, operations) {
        handed = { ...handed, [page]: operations };
        return true;
      },
      remove(pages) {
        handed = Object.fromEntries(
          Object.entries(handed).filter(([page]) => !pages.includes(page)),
        );
      },
    };
    const end = () => letGo({ journal, now: Date.now, onProblem: (code) => problems.push(code) });
    end();
    expect(handed).toMatchObject({ old: [traits, objection], new: [{ sequence: 1 }] });
    expect(Object.keys(handed)).toEqual(['reads', 'old', 'new']);
    expect(problems).toEqual(['events-dropped', 'events-dropped']);
    handed = { ...handed, flood: Array.from({ length: 1000 }, () => event(Date.now())) };
    end();
    expect(handed).toMatchObject({ old: [objection], flood: { length: 1000 } });
    expect(Object.keys(handed)).toEqual(['reads', 'old', 'flood']);
    expect(problems).toHaveLength(4);
  });
});
