// Once measurement is withdrawn nothing of it is written or sent any more, and nothing of it stays,
// whatever was under way at that instant.
import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  contents,
  MINUTE,
  NAME,
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
  stored,
  type Tab,
  useClock,
} from './harness.ts';

useClock();
let owner: Owner;
let envelope: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  owner = await newOwner();
  envelope = await owner.sign(shopDefinitions());
});

const KEYS = ['seed', 'pending', 'ledger'];
/** What of measurement stands on the device. */
const ofMeasurement = async (device: Device) => {
  const { databases } = await contents(device);
  const { state } = databases.includes(NAME) ? await stored(device) : { state: {} };
  return KEYS.filter((key) => key in state);
};
async function page(device: Device, edge: Edge): Promise<Tab> {
  const tab = open(device, edge, owner, { capture: 'off' });
  await tab.covey.ready;
  await settle();
  return tab;
}
/** Goes on by a few steps of what is under way. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}
const pendingDue = async (device: Device) =>
  ((await stored(device)).state['pending'] as { due?: number } | undefined)?.due;

type Instant = (device: Device, tab: Tab) => Promise<void>;
const INSTANTS: { readonly [name: string]: Instant } = {
  'it is granted': async (_, { covey }) => covey.consent.set({ measurement: true }),
  'it is granted again': async (_, { covey }) => {
    covey.consent.set({ measurement: true });
    await turns(2);
    covey.consent.set({ measurement: false });
    covey.consent.set({ measurement: true });
  },
  'the answer is fixed': async (_, { covey }) => {
    covey.consent.set({ measurement: true });
    await settle();
    await vi.advanceTimersByTimeAsync(5000);
  },
  'the report is due': async (device, { covey }) => {
    covey.consent.set({ measurement: true });
    await settle();
    await vi.advanceTimersByTimeAsync(5000);
    await settle();
    const due = (await pendingDue(device)) ?? NaN;
    await vi.advanceTimersByTimeAsync(due - Date.now());
  },
};

describe('measurement that was withdrawn', () => {
  for (const where of ['same', 'other'])
    it.each(Object.keys(INSTANTS))(
      `leaves nothing and sends nothing, at any step after %s, withdrawn in the ${where} tab`,
      async (instant) => {
        for (let step = 0; step < 16; step++) {
          const [device, edge] = [newDevice(), newEdge(envelope)];
          const tab = await page(device, edge);
          tab.covey.consent.set({ personalisation: true });
          await tab.covey.ready;
          await settle();
          const other = where === 'other' ? await page(device, edge) : tab;
          await INSTANTS[instant]?.(device, tab);
          await turns(step);
          other.covey.consent.set({ measurement: false });
          const sent = edge.to('/counts').length;
          await settle();
          expect(await ofMeasurement(device), `${step}`).toEqual([]);
          // Who hears late of it.
          await pass(2 * MINUTE);
          expect(await ofMeasurement(device), `${step}`).toEqual([]);
          expect(edge.to('/counts'), `${step}`).toHaveLength(sent);
          expect(tab.covey.diagnostics().problems).toEqual({});
          await tab.leave();
          if (other !== tab) await other.leave();
        }
      },
    );

  it('goes on the next page, where the one that withdrew it ended at once', async () => {
    const [device, edge] = [newDevice(), newEdge(envelope)];
    const tab = await page(device, edge);
    tab.covey.consent.set({ personalisation: true, measurement: true });
    await tab.covey.ready;
    await pass(MINUTE * 2);
    expect(await ofMeasurement(device)).toEqual(['seed', 'ledger']);
    tab.covey.consent.set({ measurement: false });
    tab.die();
    await tab.leave();
    expect(await ofMeasurement(device)).toEqual(['seed', 'ledger']);
    const next = await page(device, edge);
    expect(await ofMeasurement(device)).toEqual([]);
    expect(next.covey.diagnostics().status).toBe('running');
  });
});
