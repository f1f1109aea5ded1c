import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { ConsentAnswer } from '../../sdk/index.ts';
import {
  contents,
  DAY,
  HOUR,
  NAME,
  newDevice,
  newEdge,
  newOwner,
  open,
  settle,
  shopDefinitions,
  START,
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
  envelope = await owner.sign(shopDefinitions());
});
const both = { personalisation: true, measurement: true };
const neither = { personalisation: false, measurement: false };
const page = (device: Device = newDevice(), options: PageOptions = {}) => {
  const edge = newEdge(envelope);
  const { covey } = open(device, edge, owner, { capture: 'off', ...options });
  const answers = () => {
    const { personalisation, measurement } = covey.consent.get();
    return [personalisation, measurement];
  };
  return { covey, edge, device, answers, set: covey.consent.set };
};

describe('an answer that was given before', () => {
  it.each<[string, NonNullable<ConsentAnswer['time']>]>([
    ['milliseconds', START - DAY],
    ['ISO 8601', new Date(START - DAY).toISOString()],
    ['a Date', new Date(START - DAY)],
  ])('is dated when it was given: %s', async (_form, time) => {
    const { covey, set } = page();
    set({ ...both, time });
    expect(covey.consent.get()).toMatchObject({ ...both, time: START - DAY });
    await settle();
    // And so it ends 13 months after that.
    vi.setSystemTime(START + 394 * DAY);
    expect(covey.consent.get().time).toBeNull();
  });

  it.each(['yesterday', NaN, Infinity, START + 2 * DAY, {}, null, true])(
    'is misuse with a time like %s',
    async (time) => {
      const { covey, device, set } = page();
      set({ ...both, time: time as never });
      expect(covey.consent.get().time).toBeNull();
      expect(covey.diagnostics().problems).toMatchObject({ misuse: 1 });
      expect((await contents(device)).local).toEqual({});
    },
  );

  it('a clock that disagrees by minutes does not make the answer one of the future', async () => {
    const { covey, set } = page();
    set({ ...both, time: START + 5 * 60_000 });
    expect(covey.consent.get().time).toBe(START);
    await settle();
  });

  it('gives way to what was answered here since, whatever it says', async () => {
    const { answers, set } = page();
    set(neither);
    set({ ...both, time: START - HOUR });
    expect(answers()).toEqual([false, false]);
    vi.setSystemTime(START + HOUR);
    set(both);
    set({ ...neither, time: START });
    expect(answers()).toEqual([true, true]);
    vi.setSystemTime(START + 2 * HOUR);
    set({ ...neither, time: START + HOUR + 1 });
    expect(answers()).toEqual([false, false]);
    await settle();
  });

  it('renews nothing by being repeated', async () => {
    const { covey, set } = page();
    set({ ...both, time: START - DAY });
    vi.setSystemTime(START + DAY);
    set({ ...both, time: START - DAY });
    set({ ...both, replayed: true });
    expect(covey.consent.get().time).toBe(START - DAY);
    await settle();
  });

  it('of unknown time refuses what was granted, and grants nothing that was refused', async () => {
    const { answers, set } = page();
    set({ personalisation: true, measurement: false });
    set({ personalisation: true, measurement: true, replayed: true });
    expect(answers()).toEqual([true, false]);
    set({ ...neither, replayed: true });
    expect(answers()).toEqual([false, false]);
    set({ ...both, replayed: true });
    expect(answers()).toEqual([false, false]);
    await settle();
  });

  it('counts where nothing was answered here', async () => {
    const { answers, set } = page();
    set({ ...both, replayed: true });
    expect(answers()).toEqual([true, true]);
    await settle();
  });
});

describe('a banner that repeats its stored yes on every page', () => {
  const yes = { ...both, time: START - DAY };
  it.each([yes, { ...both, replayed: true }])(
    'does not overrule Global Privacy Control: %j',
    async (repeated) => {
      const device = newDevice();
      page(device).set(repeated);
      await settle();
      const { answers, set } = page(device, { gpc: true });
      set(repeated);
      expect(answers()).toEqual([false, false]);
      await settle();
      expect((await contents(device)).databases).toEqual([]);
      // Switched off again: the yes is older than what came between.
      const later = page(device);
      later.set(repeated);
      expect(later.answers()).toEqual([null, null]);
      await settle();
    },
  );

  it('is heard where it was given after the signal was seen', async () => {
    const device = newDevice();
    const first = page(device, { gpc: true });
    first.set(both);
    await settle();
    const { answers, set } = page(device, { gpc: true });
    set(yes);
    expect(answers()).toEqual([true, true]);
    await settle();
  });

  it.each([yes, { ...both, replayed: true }])(
    'is no answer to a newer text of the definitions: %j',
    async (repeated) => {
      const [device, edge] = [newDevice(), newEdge()];
      edge.envelope = await owner.sign(shopDefinitions({ consent: { text: 2 } }));
      const visit = async () => {
        const tab = open(device, edge, owner, { capture: 'off' });
        tab.covey.consent.set({ ...repeated, text: 1 });
        await tab.covey.ready;
        await settle();
        return tab;
      };
      await (await visit()).leave();
      const asked = edge.requests.length;
      const { covey } = await visit();
      expect(covey.consent.get()).toMatchObject({ personalisation: null, time: null });
      expect(edge.requests).toHaveLength(asked);
      expect((await contents(device)).databases).toEqual([]);
      covey.consent.set({ ...both, text: 2 });
      expect(covey.consent.get()).toMatchObject({ ...both, text: 2 });
      await settle();
    },
  );

  it('is no answer to a newer text of the page', async () => {
    const device = newDevice();
    const { answers, set } = page(device, { consentText: 2 });
    set({ ...yes, text: 1 });
    expect(answers()).toEqual([null, null]);
    set({ ...both, text: 2 });
    expect(answers()).toEqual([true, true]);
    await settle();
  });

  it('is no answer once it is 13 months old', async () => {
    const device = newDevice();
    page(device).set(yes);
    await settle();
    vi.setSystemTime(START + 394 * DAY);
    const { answers, set } = page(device);
    await settle();
    for (const repeated of [yes, { ...both, replayed: true }]) set(repeated);
    expect(answers()).toEqual([null, null]);
    expect(JSON.parse(device.storage.getItem(NAME) ?? '')).toEqual({ asked: Date.now() });
  });
});
