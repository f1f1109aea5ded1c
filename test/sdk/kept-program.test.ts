// A returning visitor's page does not analyse the definitions again: what was found is kept beside them.
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { LoadPart } from '../../sdk/parts/index.ts';
import * as details from '../../sdk/parts/details.ts';
import * as metrics from '../../sdk/parts/metrics.ts';
import * as returning from '../../sdk/parts/returning.ts';
import { deserializeProgram, serializeProgram } from '../../shared/engine/index.ts';
import { Runtime } from '../../shared/engine/runtime/runtime.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import {
  define,
  type Device,
  NAME,
  newDevice,
  newEdge,
  newOwner,
  open,
  type Owner,
  pass,
  settle,
  stored,
  useClock,
} from './harness.ts';

useClock();
let owner: Owner;
beforeAll(async () => {
  owner = await newOwner();
});

const shop = (version: number, least: number): Definitions =>
  define({
    version,
    metrics: { worth: { mean: 'view.value' } },
    segments: { rich: { when: { 'metric.worth': { $gte: least } } } },
  } as Partial<Definitions>);
const edgeWith = async (definitions: Definitions) => newEdge(await owner.sign(definitions));

/** A page, what it has loaded, and whether the visitor is rich after a view for 6. */
async function visit(device: Device, edge: ReturnType<typeof newEdge>, blocked: string[] = []) {
  const asked: string[] = [];
  const loadPart: LoadPart = async (_file, name) => {
    asked.push(name);
    if (blocked.includes(name)) throw new Error('blocked');
    return name === 'details' ? details : name === 'returning' ? returning : metrics;
  };
  const tab = open(device, edge, owner, { code: { loadPart } });
  tab.covey.consent.set({ personalisation: true });
  await tab.covey.ready;
  await settle();
  tab.covey.track('view', { value: 6 });
  await pass(1000);
  return { ...tab, asked };
}
interface Kept {
  readonly of: string;
  readonly program: string;
}
const keptOn = async (device: Device) => (await stored(device)).state['program'] as Kept;

/** What no analysis of these definitions says. */
const MARK = { 'group.none': 'as it was kept' };
const marked = async ({ of, program }: Kept): Promise<Kept> => {
  const found = await deserializeProgram(program, sumOf);
  if (!found) throw new Error('no program is kept');
  const other = { ...found, disabled: Object.entries(MARK) };
  return { of, program: await serializeProgram(other, sumOf) };
};
const sumOf = async (text: string) =>
  Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(text))).toString('base64url');

/** Puts another in the place of what is kept. */
async function replace(device: Device, value: unknown): Promise<void> {
  const request = device.indexedDB!.open(NAME);
  await new Promise((resolve) => request.addEventListener('success', resolve));
  const tx = request.result.transaction('state', 'readwrite');
  tx.objectStore('state').put(value, 'program');
  await new Promise((resolve) => tx.addEventListener('complete', resolve));
  request.result.close();
}

describe('the program of the definitions', () => {
  it('is made on the first visit, and kept: the next page goes by it', async () => {
    const device = newDevice();
    const edge = await edgeWith(shop(1, 5));
    const first = await visit(device, edge);
    expect(first.asked.toSorted()).toEqual(['details', 'metrics']);
    expect((await keptOn(device)).of).toMatch(/^source /);
    await first.leave();
    await replace(device, await marked(await keptOn(device)));
    const before = await keptOn(device);
    const second = await visit(device, edge);
    expect(second.covey.diagnostics().disabled).toEqual(MARK);
    expect(second.covey.segments()).toEqual(['rich']);
    expect(second.covey.metrics()).toEqual({ worth: 6 });
    expect(await keptOn(device)).toEqual(before);
  });

  it('is gone on with as the page before stood: nothing is looked at afresh', async () => {
    const device = newDevice();
    const edge = await edgeWith(shop(1, 5));
    const afresh = vi.spyOn(Runtime.prototype, 'begin');
    await (await visit(device, edge)).leave();
    expect(afresh).toHaveBeenCalled();
    afresh.mockClear();
    const { covey } = await visit(device, edge);
    expect(covey.segments()).toEqual(['rich']);
    expect(afresh).not.toHaveBeenCalled();
  });

  it('of new definitions is made anew', async () => {
    const device = newDevice();
    await (await visit(device, await edgeWith(shop(1, 5)))).leave();
    const before = await keptOn(device);
    await pass(10 * 60_000);
    const { covey } = await visit(device, await edgeWith(shop(2, 50)));
    expect(covey.segments()).toEqual([]);
    expect((await keptOn(device)).of).not.toBe(before.of);
  });

  it.each([
    ['of other definitions', ({ program }: Kept) => ({ of: 'source other', program })],
    ['of another build', ({ of, program }: Kept) => ({ of: of.replace('source', 'b'), program })],
    ['damaged', ({ of, program }: Kept) => ({ of, program: program.replace('worth', 'birth') })],
    ['cut off', ({ of, program }: Kept) => ({ of, program: program.slice(0, -9) })],
    ['none', () => 7],
    ['of another form', ({ of }: Kept) => ({ of, program: { segments: [] } })],
  ])(
    'that is %s is not taken: it is made anew, and answers are the same',
    async (_what, change) => {
      const device = newDevice();
      const edge = await edgeWith(shop(1, 5));
      await (await visit(device, edge)).leave();
      const before = await keptOn(device);
      await replace(device, change(before));
      const { asked, covey } = await visit(device, edge);
      expect(asked.toSorted()).toEqual(['details', 'metrics', 'returning']);
      expect(covey.segments()).toEqual(['rich']);
      expect(covey.diagnostics()).toMatchObject({ status: 'running', problems: {} });
      expect(await keptOn(device)).toEqual(before);
    },
  );

  it('is not kept where a part was missing, and what was kept is not taken then', async () => {
    const device = newDevice();
    const edge = await edgeWith(shop(1, 5));
    const first = await visit(device, edge, ['metrics']);
    expect(await keptOn(device)).toBeUndefined();
    await first.leave();
    await (await visit(device, edge)).leave();
    await replace(device, await marked(await keptOn(device)));
    const { covey } = await visit(device, edge, ['metrics']);
    expect(Object.keys(covey.diagnostics().disabled)).toEqual(['metric.worth']);
  });

  it('goes with everything else', async () => {
    const device = newDevice();
    const { covey } = await visit(device, await edgeWith(shop(1, 5)));
    expect(await keptOn(device)).toBeDefined();
    covey.consent.set({ personalisation: false });
    await pass(1000);
    expect(await device.indexedDB!.databases()).toEqual([]);
  });
});
