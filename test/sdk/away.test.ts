// Pages that nobody looks at: what they say and show, and what becomes of what happened in them.
import { beforeAll, describe, expect, it } from 'vitest';
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
