import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Definitions } from '../../shared/definitions/types.ts';
import {
  DAY,
  newDevice,
  newEdge,
  newOwner,
  open,
  pass,
  settle,
  shopDefinitions,
  useClock,
  type Device,
  type Edge,
  type Owner,
} from './harness.ts';

useClock();
let owner: Owner;
beforeAll(async () => {
  owner = await newOwner();
});

/** What is drawn next, as a share of all that can be: fed to the page's own randomness. */
let draws: number[] = [];
let drawn = 0;
const real = crypto.getRandomValues.bind(crypto);
beforeEach(() => {
  draws = [];
  drawn = 0;
  vi.spyOn(crypto, 'getRandomValues').mockImplementation(((bytes: Uint8Array | Uint32Array) => {
    if (!(bytes instanceof Uint32Array)) return real(bytes as Uint8Array<ArrayBuffer>);
    drawn++;
    bytes[0] = Math.floor((draws.shift() ?? 0.5) * 2 ** 32);
    return bytes;
  }) as never);
});
/** Not held out, then the first or the last variant. */
const FIRST = [0.99, 0];
const LAST = [0.99, 0.99];
const HELD_OUT = [0];

const experiences: NonNullable<Definitions['experiences']> = {
  hero: {
    name: 'Hero picture',
    segments: ['fan'],
    variants: { a: {}, b: { name: 'With the dog' } },
    holdout: 0.5,
  },
};
const definitions = (change: Partial<Definitions> = {}): Definitions =>
  shopDefinitions({ experiences, ...change });

async function setUp(change: Partial<Definitions> = {}) {
  const edge = newEdge(await owner.sign(definitions(change)));
  return { edge, device: newDevice() };
}
async function visit(device: Device, edge: Edge) {
  const tab = open(device, edge, owner, { capture: 'off' });
  tab.covey.consent.set({ personalisation: true });
  await tab.covey.ready;
  await settle();
  return tab;
}
const becomeFan = async ({ covey }: Awaited<ReturnType<typeof visit>>) => {
  for (let i = 0; i < 3; i++) covey.track('view_item');
  await settle();
};

describe('an experience in the page', () => {
  it('is drawn when the visitor becomes eligible, and shown like a segment', async () => {
    const { edge, device } = await setUp();
    const tab = await visit(device, edge);
    const { covey } = tab;
    const shown = tab.window.document.createElement('p');
    shown.setAttribute('data-covey-show', 'hero:b');
    shown.hidden = true;
    tab.window.document.body.append(shown);
    const heard: string[] = [];
    covey.on('enter:hero:b', ({ segments }) => heard.push(segments.join(' ')));
    expect(covey.variant('hero')).toBeNull();
    expect(drawn).toBe(0);
    draws = [...LAST];
    await becomeFan(tab);
    expect(covey.variant('hero')).toBe('b');
    expect([covey.has('hero:b'), covey.has('hero:a')]).toEqual([true, false]);
    expect(covey.choose({ 'hero:a': 1, 'hero:b': 2, default: 3 })).toBe(2);
    expect(heard).toEqual(['fan hero:b']);
    expect(covey.segments()).toEqual(['fan', 'hero:b']);
    await settle();
    expect(shown.hidden).toBe(false);
    expect(tab.window.document.documentElement.getAttribute('data-covey')).toBe('fan hero:b');
  });

  it('stays as it was drawn over reloads and tabs, and over leaving and entering again', async () => {
    const { edge, device } = await setUp();
    draws = [...LAST, ...FIRST, ...FIRST];
    const tab = await visit(device, edge);
    await becomeFan(tab);
    expect(tab.covey.variant('hero')).toBe('b');
    await pass(1000);
    const other = await visit(device, edge);
    expect(other.covey.variant('hero')).toBe('b');
    await tab.leave();
    await other.leave();
    // Shown before anything is decided.
    const next = open(device, edge, owner, { capture: 'off' });
    expect(next.covey.variant('hero')).toBe('b');
    await next.covey.ready;
    await pass(8 * DAY);
    expect(next.covey.has('fan')).toBe(false);
    expect(next.covey.variant('hero')).toBeNull();
    await becomeFan(next);
    expect(next.covey.variant('hero')).toBe('b');
    expect(drawn).toBe(2);
  });

  it('is one in two tabs that draw at the same moment', async () => {
    const { edge, device } = await setUp();
    const [one, other] = [await visit(device, edge), await visit(device, edge)];
    draws = [...FIRST, ...LAST];
    for (const { covey } of [one, other]) for (let i = 0; i < 3; i++) covey.track('view_item');
    await pass(2000);
    expect(drawn).toBe(4);
    expect(one.covey.variant('hero')).toBe(other.covey.variant('hero'));
    const third = await visit(device, edge);
    expect(third.covey.variant('hero')).toBe(one.covey.variant('hero'));
  });

  it('survives a page that is left in the moment it is drawn', async () => {
    const { edge, device } = await setUp();
    draws = [...LAST, ...FIRST];
    const tab = await visit(device, edge);
    for (let i = 0; i < 3; i++) tab.covey.track('view_item');
    expect(tab.covey.variant('hero')).toBe('b');
    tab.die();
    void tab.leave();
    const next = await visit(device, edge);
    await settle();
    expect(next.covey.variant('hero')).toBe('b');
    expect(drawn).toBe(2);
  });

  it('shows nothing to who is held out, and does not say so', async () => {
    const { edge, device } = await setUp();
    draws = [...HELD_OUT, ...LAST];
    const tab = await visit(device, edge);
    await becomeFan(tab);
    expect(tab.covey.variant('hero')).toBeNull();
    expect(tab.covey.segments()).toEqual(['fan']);
    expect(await tab.covey.explain('hero:?')).toBeNull();
    await pass(1000);
    const next = await visit(device, edge);
    expect(next.covey.segments()).toEqual(['fan']);
    expect(drawn).toBe(1);
  });

  it('is drawn anew after an erasure, and where its definition is another', async () => {
    const { edge, device } = await setUp();
    draws = [...LAST];
    let tab = await visit(device, edge);
    await becomeFan(tab);
    await pass(1000);
    await tab.covey.erase();
    await settle();
    expect(tab.covey.variant('hero')).toBeNull();
    expect(JSON.stringify(await tab.covey.export())).not.toContain('hero@');
    draws = [...FIRST];
    await becomeFan(tab);
    expect(tab.covey.variant('hero')).toBe('a');
    await pass(1000);
    const hero = { ...experiences['hero'], name: 'Another name' } as never;
    edge.envelope = await owner.sign(definitions({ version: 2, experiences: { hero } }));
    await pass(DAY / 12);
    await tab.leave();
    draws = [...LAST];
    tab = await visit(device, edge);
    await pass(DAY / 12);
    expect(tab.covey.diagnostics().definitions?.version).toBe(2);
    expect(tab.covey.variant('hero')).toBe('a');
    edge.envelope = await owner.sign(
      definitions({ version: 3, experiences: { hero: { variants: { a: {}, c: {} } } } }),
    );
    await tab.leave();
    tab = await visit(device, edge);
    await pass(DAY / 12);
    expect(tab.covey.diagnostics().definitions?.version).toBe(3);
    expect(tab.covey.variant('hero')).toBe('c');
    const [trait, ...more] = Object.keys(await traitsOf(tab));
    expect([trait, more]).toEqual([expect.stringMatching(/^hero@/), []]);
  });

  it('cannot be chosen by the page, and is not drawn without personalisation', async () => {
    const { edge, device } = await setUp();
    draws = [...LAST];
    const tab = await visit(device, edge);
    await becomeFan(tab);
    const [trait] = Object.keys(await traitsOf(tab));
    tab.covey.identify({ [String(trait)]: 'a' });
    tab.covey.identify({ [String(trait)]: null });
    await settle();
    expect(tab.covey.variant('hero')).toBe('b');
    expect(tab.covey.diagnostics().problems['trait-refused']).toBe(2);

    const unasked = open(newDevice(), edge, owner, { capture: 'off' });
    unasked.covey.consent.set({ measurement: true });
    await unasked.covey.ready;
    drawn = 0;
    for (let i = 0; i < 3; i++) unasked.covey.track('view_item');
    await settle();
    expect(drawn).toBe(0);
  });

  it('begins and ends with the local day', async () => {
    const hero = { variants: { a: {} }, start: '2026-11-25', end: '2026-11-27' };
    const { edge, device } = await setUp({ experiences: { hero } });
    const tab = await visit(device, edge);
    expect(tab.covey.variant('hero')).toBeNull();
    await pass(DAY);
    expect(tab.covey.variant('hero')).toBe('a');
    await pass(2 * DAY);
    expect(tab.covey.variant('hero')).toBeNull();
  });

  it('leaves the same bytes on two devices that drew the same', async () => {
    const bytes = async () => {
      vi.setSystemTime(Date.parse('2026-11-24T10:00:00Z'));
      const { edge, device } = await setUp();
      draws = [...LAST];
      const tab = await visit(device, edge);
      await becomeFan(tab);
      await pass(1000);
      const { state } = await tab.covey.export();
      const { traits, told, engine } = state['snapshot'] as never as Record<string, unknown>;
      expect(told).toEqual({});
      await tab.leave();
      return JSON.stringify([traits, engine]);
    };
    const first = await bytes();
    expect(first).toContain('"b"');
    expect(await bytes()).toBe(first);
  });
});

async function traitsOf({ covey }: Awaited<ReturnType<typeof visit>>): Promise<object> {
  const { state } = await covey.export();
  return (state['snapshot'] as { readonly traits: object }).traits;
}
