import { beforeAll, describe, expect, it, vi } from 'vitest';
import { questionSet } from '../../shared/counting/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { countsUrl, decodeReport, type Report } from '../../shared/wire/index.ts';
import {
  DAY,
  EDGE,
  MINUTE,
  NAME,
  newDevice,
  newEdge,
  newOwner,
  open,
  type Device,
  type Edge,
  type Owner,
  type PageOptions,
  pass,
  settle,
  shopDefinitions,
  SITE,
  START,
  stored,
  useClock,
} from './harness.ts';

useClock();
let owner: Owner;
const counted = (change: Partial<Definitions> = {}): Definitions => {
  const { segments, ...rest } = shopDefinitions({ expires: '2028-06-01T00:00:00Z' });
  return {
    ...rest,
    segments: Object.fromEntries(
      Object.entries(segments).map(([id, segment]) => [id, { ...segment, count: true }]),
    ),
    ...change,
  };
};
let envelope: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  owner = await newOwner();
  envelope = await owner.sign(counted());
});
const edgeWith = (bytes = envelope) => Object.assign(newEdge(), { envelope: bytes });
const PERIOD = 28 * DAY;

async function visit(device: Device, edge: Edge, options: PageOptions = {}) {
  const tab = open(device, edge, owner, { capture: 'off', ...options });
  tab.covey.consent.set({ measurement: true });
  await tab.covey.ready;
  await settle();
  return tab;
}
const reports = (edge: Edge): Report[] =>
  edge.to('/counts').map(({ body }) => {
    const decoded = decodeReport(body as Uint8Array);
    if (!decoded.ok) throw new Error(decoded.code);
    return decoded.report;
  });

describe('a report', () => {
  it('goes out once a period, between 5 and 60 seconds after the page opened', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    const tab = await visit(device, edge);
    await pass(4900);
    expect(reports(edge)).toHaveLength(0);
    await pass(56_000);
    expect(reports(edge)).toHaveLength(1);
    await pass(10 * MINUTE);
    tab.turn('hidden');
    tab.turn('visible');
    await pass(MINUTE);
    await tab.leave();
    await visit(device, edge);
    await pass(2 * MINUTE);
    expect(reports(edge)).toHaveLength(1);
    const set = await questionSet(counted(), (bytes) => crypto.subtle.digest('SHA-256', bytes));
    expect(reports(edge)[0]).toMatchObject({ period: Math.floor(START / PERIOD) });
    expect(reports(edge)[0]?.questionSet).toEqual(set.id);
  });

  it('is sent as a plain message that names nobody', async () => {
    const edge = edgeWith();
    await visit(newDevice(), edge);
    await pass(MINUTE);
    const [request] = edge.to('/counts');
    expect(request?.url).toBe(countsUrl(EDGE, SITE));
    expect(request?.body).toHaveLength(56);
    const { body: _, signal: __, ...init } = request?.init ?? {};
    expect(init).toEqual({
      method: 'POST',
      keepalive: true,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'error',
    });
  });

  it('goes out when the page is hidden before that', async () => {
    const edge = edgeWith();
    const tab = await visit(newDevice(), edge);
    await pass(1000);
    tab.turn('hidden');
    await settle();
    expect(reports(edge)).toHaveLength(1);
  });

  it('is one, however many tabs are open', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    await visit(device, edge);
    for (let tab = 0; tab < 4; tab++) await visit(device, edge);
    await pass(2 * MINUTE);
    for (const tab of device.tabs) tab.turn('hidden');
    await settle();
    expect(reports(edge)).toHaveLength(1);
  });

  it('is left to the tab that holds the lock, which the next one gets when it is done', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    const waiting: (() => Promise<unknown>)[] = [];
    let held: Promise<unknown> | null = null;
    const next = (): void => {
      const work = waiting.shift();
      if (!work || held) return;
      held = Promise.resolve(work()).finally(() => {
        held = null;
        next();
      });
    };
    const locks = {
      request: async (name: string, _options: unknown, work: () => Promise<unknown>) => {
        expect(name).toBe('covey-report');
        waiting.push(work);
        next();
      },
    };
    const first = await visit(device, edge, { host: { locks: locks as never } });
    const second = await visit(device, edge, { host: { locks: locks as never } });
    second.turn('hidden');
    await settle();
    expect(reports(edge)).toHaveLength(0);
    first.turn('hidden');
    await settle();
    expect(reports(edge)).toHaveLength(1);
    expect([held, waiting.length]).toEqual([null, 0]);
    second.turn('hidden');
    await pass(2 * MINUTE);
    expect(reports(edge)).toHaveLength(1);
  });

  it('goes out in the same instant in which the page is hidden', async () => {
    const edge = edgeWith();
    const tab = await visit(newDevice(), edge);
    tab.turn('hidden');
    expect(reports(edge)).toHaveLength(1);
    await settle();
  });

  it('is not sent where the note that it was could not be kept', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    await visit(device, edge);
    device.storage.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    await pass(2 * MINUTE);
    expect(reports(edge)).toHaveLength(0);
  });

  it('is noted as sent before it is sent: a lost one is not repeated', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    edge.answer = async ({ url }) => {
      if (!url.endsWith('/counts')) return null;
      const { counted } = JSON.parse(device.storage.getItem(NAME) ?? '') as { counted: number };
      expect(counted).toBe((Math.floor(START / PERIOD) + 1) * PERIOD);
      throw new TypeError('Failed to fetch');
    };
    const tab = await visit(device, edge);
    await pass(2 * MINUTE);
    expect(reports(edge)).toHaveLength(1);
    expect(tab.covey.diagnostics().problems).toEqual({ 'report-unreachable': 1 });
    await tab.leave();
    await visit(device, edge);
    await pass(2 * MINUTE);
    expect(reports(edge)).toHaveLength(1);
  });

  it('asks each question once in a cycle of periods; a period without a visit is dropped', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    for (let period = 0; period < 8; period++) {
      vi.setSystemTime((Math.floor(START / PERIOD) + 1 + period) * PERIOD + DAY);
      const tab = await visit(device, edge);
      await pass(2 * MINUTE);
      await tab.leave();
    }
    const sent = reports(edge);
    expect(new Set(sent.map(({ period }) => period)).size).toBe(8);
    for (const cycle of [sent.slice(0, 8)]) {
      const times = new Map<number, number>();
      for (const { question } of cycle) times.set(question, (times.get(question) ?? 0) + 1);
      expect([...times.keys()].toSorted()).toEqual([0, 1, 2, 3]);
    }
    const latest = Math.max(...sent.map(({ period }) => period));
    vi.setSystemTime((latest + 3) * PERIOD + DAY);
    await visit(device, edge);
    await pass(2 * MINUTE);
    expect(reports(edge)).toHaveLength(9);
    expect(reports(edge).at(-1)?.period).toBe(latest + 3);
  });

  it('has the same bytes for members and others but for question, answer and id', async () => {
    const sent: Uint8Array[] = [];
    const answers = new Set<string>();
    for (let device = 0; device < 24; device++) {
      const edge = edgeWith();
      const tab = await visit(newDevice(), edge);
      if (device % 2 === 0) for (let view = 0; view < 3; view++) tab.covey.track('view_item');
      tab.turn('hidden');
      await settle();
      const [request] = edge.to('/counts');
      sent.push(request?.body as Uint8Array);
      answers.add(`${reports(edge)[0]?.question} ${reports(edge)[0]?.answer}`);
      expect(edge.to('/counts')).toHaveLength(1);
      await tab.leave();
    }
    const [first] = sent;
    for (const body of sent) {
      expect(body.length).toBe(56);
      const differing = [...body.keys()].filter((at) => body[at] !== first?.[at]);
      // Question and answer stand at 21 to 24, the report's own number at 25 to 40.
      expect(differing.every((at) => at >= 21 && at <= 40)).toBe(true);
    }
    expect(answers.size).toBeGreaterThan(3);
  });
});

describe('nothing is reported', () => {
  it('without consent to measurement', async () => {
    const edge = edgeWith();
    const tab = open(newDevice(), edge, owner);
    tab.covey.consent.set({ personalisation: true });
    await tab.covey.ready;
    await pass(5 * MINUTE);
    tab.turn('hidden');
    await settle();
    expect(reports(edge)).toHaveLength(0);
  });

  it('when it is withdrawn in time', async () => {
    const edge = edgeWith();
    const tab = await visit(newDevice(), edge);
    tab.covey.consent.set({ measurement: false });
    await pass(5 * MINUTE);
    expect(reports(edge)).toHaveLength(0);
  });

  it.each([
    ['ε above 2', { counting: { epsilon: 3 as never } }],
    ['a period below seven days', { counting: { period: '1d' as never } }],
  ])('with %s, whatever is signed', async (_name, change) => {
    const edge = edgeWith(await owner.sign(counted(change)));
    const tab = await visit(newDevice(), edge);
    await pass(5 * MINUTE);
    expect(reports(edge)).toHaveLength(0);
    expect(tab.covey.diagnostics().problems).toEqual({ 'counting-refused': 1 });
  });

  it.each([
    ['stopped', { stop: true }],
    ['for children', { children: true }],
    ['without questions', { segments: { plain: { when: {} } } }],
  ])('where the definitions are %s', async (_name, change) => {
    const edge = edgeWith(await owner.sign(counted(change)));
    await visit(newDevice(), edge);
    await pass(5 * MINUTE);
    expect(reports(edge)).toHaveLength(0);
  });

  it('by a browser that cannot keep the seed: the next page would draw new coins', async () => {
    const edge = edgeWith();
    await visit(Object.assign(newDevice(), { indexedDB: undefined }), edge);
    await pass(5 * MINUTE);
    expect(reports(edge)).toHaveLength(0);
  });

  it('again in a period in which the visitor erased everything', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    const tab = await visit(device, edge);
    await pass(2 * MINUTE);
    expect(reports(edge)).toHaveLength(1);
    await tab.covey.erase();
    tab.covey.track('anything');
    await tab.covey.ready;
    await pass(2 * MINUTE);
    await tab.leave();
    const next = await visit(device, edge);
    await pass(2 * MINUTE);
    await next.leave();
    expect(reports(edge)).toHaveLength(1);
    vi.setSystemTime((Math.floor(START / PERIOD) + 1) * PERIOD + DAY);
    await visit(device, edge);
    await pass(2 * MINUTE);
    expect(reports(edge)).toHaveLength(2);
  });
});

describe('the seed', () => {
  const seedOf = async (device: Device) =>
    (await stored(device)).state['seed'] as { bytes: Uint8Array; made: number } | undefined;

  it('is made when measurement is granted, and not before', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    const tab = open(device, edge, owner);
    tab.covey.consent.set({ personalisation: true });
    await tab.covey.ready;
    await settle();
    expect(await seedOf(device)).toBeUndefined();
    tab.covey.consent.set({ measurement: true });
    await settle();
    expect((await seedOf(device))?.bytes).toHaveLength(16);
  });

  it('lives thirteen months however often it is used, and is then replaced', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    await (await visit(device, edge)).leave();
    const first = await seedOf(device);
    vi.setSystemTime(START + 394 * DAY);
    await (await visit(device, edge)).leave();
    expect(await seedOf(device)).toEqual(first);
    vi.setSystemTime(START + 396 * DAY);
    await visit(device, edge);
    const second = await seedOf(device);
    expect(second?.bytes).not.toEqual(first?.bytes);
    expect(second?.made).toBe(Date.now());
  });

  it('gives the same answer again when the clock is turned back into a period', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    const tab = await visit(device, edge);
    await pass(2 * MINUTE);
    await tab.leave();
    vi.setSystemTime(START - 40 * DAY);
    await (await visit(device, edge)).leave();
    vi.setSystemTime(START);
    await visit(device, edge);
    await pass(2 * MINUTE);
    const sent = reports(edge);
    expect(new Set(sent.map(({ period }) => period)).size).toBe(sent.length);
  });
});
