// Pages that nobody looks at: what they say and show, and what becomes of what happened in them.
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Definitions } from '../../shared/definitions/types.ts';
import {
  define,
  type Device,
  type Edge,
  NAME,
  newDevice,
  newEdge,
  newOwner,
  open,
  type Owner,
  type PageOptions,
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
const edgeOf = async (definitions: Partial<Definitions>) =>
  newEdge(await owner.sign(define(definitions)));
async function running(device: Device, edge: Edge, options: PageOptions = {}) {
  const tab = open(device, edge, owner, { capture: 'off', ...options });
  if (!tab.covey.consent.get().personalisation) tab.covey.consent.set({ personalisation: true });
  await tab.covey.ready;
  await settle();
  return tab;
}

describe('a page that was away while many came', () => {
  /** More than one snapshot remembers. */
  const MANY = 34;
  const definitions: Partial<Definitions> = {
    metrics: { views: { count: 'view', within: '7d' } },
    segments: { viewer: { when: { 'metric.views': { $gte: 1 } } } },
  };
  const viewsOn = async (device: Device) =>
    (await stored(device)).events.filter(({ name }) => name === 'view').length;
  const freeze = (tab: Tab) =>
    void tab.window.document.dispatchEvent(new tab.window.Event('freeze'));
  async function visit(device: Device, edge: Edge, pages: number) {
    for (let page = 0; page < pages; page++) {
      const other = await running(device, edge);
      other.covey.track('look');
      await settle();
      await other.leave();
    }
  }
  /** A page on which two views happened that were not stored as it went away, and other pages. */
  async function away(how: 'cached' | 'frozen' | 'cached at once', others: number) {
    const device = newDevice();
    const edge = await edgeOf(definitions);
    await (await running(device, edge)).leave();
    const early = await running(device, edge, { writeEveryMs: undefined });
    // So that what it has stored itself is not remembered, either.
    await visit(device, edge, MANY);
    await pass(1500);
    const tab = how === 'cached at once' ? open(device, edge, owner, { capture: 'off' }) : early;
    tab.covey.track('other');
    tab.covey.track('view');
    tab.covey.track('view');
    if (how === 'frozen') {
      tab.turn('hidden');
      freeze(tab);
      await settle();
    } else await tab.cache();
    expect(await viewsOn(device)).toBe(0);
    await visit(device, edge, others);
    return { device, edge, tab };
  }
  const back = async (tab: Tab, how: string) => {
    if (how === 'frozen') {
      tab.window.document.dispatchEvent(new tab.window.Event('resume'));
      tab.turn('visible');
    } else await tab.restore();
    await pass(2000);
  };

  it.each(
    (['cached', 'frozen', 'cached at once'] as const).flatMap((how) =>
      [0, 1, MANY].map((others) => [how, others] as const),
    ),
  )('%s, with %i others: nothing is lost, and nothing counts twice', async (how, others) => {
    const { device, edge, tab } = await away(how, others);
    await back(tab, how);
    expect(tab.covey.metrics()).toMatchObject({ views: 2 });
    expect(await viewsOn(device)).toBe(2);
    // Nor does what happens from here on, also where it goes away again.
    tab.covey.track('view');
    await tab.cache();
    const next = await running(device, edge);
    expect(next.covey.metrics()).toMatchObject({ views: 3 });
    await tab.restore();
    await pass(2000);
    expect(tab.covey.metrics()).toMatchObject({ views: 3 });
    expect(await viewsOn(device)).toBe(3);
  });

  it('goes on from what it left, where that stands there still', async () => {
    const { device, edge, tab } = await away('cached', 0);
    const left = device.storage.getItem(NAME) ?? '';
    const { handed } = JSON.parse(left) as { readonly handed: object };
    // Others came that could not see it: browsers do not tell each other at once what stands in local storage.
    const record = () => JSON.parse(device.storage.getItem(NAME) ?? '{}') as object;
    device.storage.setItem(NAME, JSON.stringify({ ...record(), handed: undefined }));
    await visit(device, edge, MANY);
    expect(await viewsOn(device)).toBe(0);
    device.storage.setItem(NAME, JSON.stringify({ ...record(), handed }));
    await back(tab, 'cached');
    expect(tab.covey.metrics()).toMatchObject({ views: 2 });
    expect(await viewsOn(device)).toBe(2);
  });

  it('takes in what nobody has, where so few came that their acknowledgements all stand', async () => {
    const { device, edge, tab } = await away('cached', 0);
    const { handed: _, ...rest } = JSON.parse(device.storage.getItem(NAME) ?? '{}') as {
      handed?: object;
    };
    device.storage.setItem(NAME, JSON.stringify(rest));
    await visit(device, edge, 3);
    await back(tab, 'cached');
    expect(await viewsOn(device)).toBe(2);
  });
});

describe('a hidden tab', () => {
  const MINUTE = 60_000;
  const definitions: Partial<Definitions> = {
    metrics: { views: { count: 'view', within: '30m' }, now: { count: 'view', within: '1m' } },
    segments: {
      cold: { when: { 'metric.views': 0 } },
      warm: { keep: '10m', when: { 'metric.now': { $gte: 1 } } },
    },
  };
  const shownFirst = (device: Device) =>
    (JSON.parse(device.storage.getItem(NAME) ?? '{}') as { readonly shown?: object }).shown;
  /** One is hidden, with what is said in it; the other is used every eight minutes. */
  async function beside() {
    const device = newDevice();
    const edge = await edgeOf(definitions);
    const hidden = await running(device, edge);
    hidden.covey.track('view');
    await pass(2000);
    const heard: string[] = [];
    for (const id of ['cold', 'warm'])
      for (const what of ['enter', 'leave'] as const)
        hidden.covey.on(`${what}:${id}`, () => heard.push(`${what}:${id}`));
    await settle();
    // What is held already is told once.
    expect(heard.splice(0)).toEqual(['enter:warm']);
    hidden.turn('hidden');
    await settle();
    const used = await running(device, edge);
    for (let view = 0; view < 6; view++) {
      await pass(8 * MINUTE);
      used.covey.track('view');
    }
    await pass(2000);
    return { device, edge, hidden, used, heard };
  }

  it('says what it said, and leaves what is shown first to who knows', async () => {
    const { device, edge, hidden, used, heard } = await beside();
    expect(used.covey.segments()).toEqual(['warm']);
    expect(hidden.covey.segments()).toEqual(['warm']);
    expect(heard).toEqual([]);
    expect(shownFirst(device)).toEqual({ warm: expect.any(Number) as number });
    await used.leave();
    const first = open(device, edge, owner, { capture: 'off' });
    expect(first.covey.segments()).toEqual(['warm']);
  });

  it('reads what the others stored before time passes in it, when it is shown', async () => {
    const { hidden, heard } = await beside();
    hidden.turn('visible');
    await settle();
    expect(heard).toEqual([]);
    expect(hidden.covey.segments()).toEqual(['warm']);
    // From then on by itself.
    await pass(40 * MINUTE);
    expect(hidden.covey.segments()).toEqual(['cold']);
    expect(heard).toEqual(['leave:warm', 'enter:cold']);
  });

  it('decides what happens in it on top of what the others stored', async () => {
    const { device, hidden, used, heard } = await beside();
    hidden.covey.track('look');
    hidden.covey.track('view');
    await settle();
    expect(heard).toEqual([]);
    expect(hidden.covey.segments()).toEqual(['warm']);
    expect(hidden.covey.metrics()).toMatchObject({ views: 5 });
    expect(used.covey.metrics()).toEqual(hidden.covey.metrics());
    await used.leave();
    await pass(11 * MINUTE);
    // Alone with it, nobody says that time has passed, until somebody looks.
    expect(hidden.covey.segments()).toEqual(['warm']);
    expect(shownFirst(device)).toEqual({ warm: expect.any(Number) as number });
    hidden.turn('visible');
    await settle();
    expect(hidden.covey.segments()).toEqual([]);
  });

  it('does nothing meanwhile, but to remove what is due', async () => {
    const device = newDevice();
    const tab = await running(device, await edgeOf(definitions));
    tab.covey.track('view');
    await pass(2000);
    tab.turn('hidden');
    await settle();
    const opened = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await pass(3 * 60 * MINUTE);
    expect(opened).not.toHaveBeenCalled();
    opened.mockRestore();
    await pass(24 * 60 * MINUTE);
    expect((await stored(device)).events).toEqual([]);
  });
});
