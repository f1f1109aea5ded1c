import { beforeAll, describe, expect, it, vi } from 'vitest';
import { answerFor, questionSet } from '../../shared/counting/index.ts';
import { MAX_RETENTION_MS } from '../../shared/definitions/durations.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { writeOut } from '../../shared/experiences/index.ts';
import { countsUrl, decodeReport, type Report } from '../../shared/wire/index.ts';
import {
  DAY,
  EDGE,
  MINUTE,
  newDevice,
  newEdge,
  newOwner,
  open,
  type Device,
  type Edge,
  type Owner,
  type PageOptions,
  PARTS,
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
const edgeWith = (bytes = envelope) => newEdge(bytes);
const PERIOD = 28 * DAY;

async function visit(device: Device, edge: Edge, options: PageOptions = {}) {
  const tab = open(device, edge, owner, { capture: 'off', ...options });
  tab.covey.consent.set({ measurement: true });
  await tab.covey.ready;
  await settle();
  return tab;
}
/** Randomness whose every byte is this one, while a page does its work. */
async function withRandom<T>(byte: number, work: () => Promise<T>): Promise<T> {
  const spy = vi
    .spyOn(crypto, 'getRandomValues')
    .mockImplementation((bytes) => (bytes as Uint8Array).fill(byte) as never);
  return work().finally(() => spy.mockRestore());
}
const onlyFans = () =>
  counted({ segments: { fan: { when: { 'metric.views': { $gte: 3 } }, count: true } } });
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

  it('does not leave when the page is hidden or left, but hands over to the next page', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    const first = await visit(device, edge);
    await pass(5000);
    const { due } = (await stored(device)).state['pending'] as { due: number };
    expect(due).toBeGreaterThanOrEqual(Date.now());
    first.turn('hidden');
    await settle();
    await first.leave();
    expect(reports(edge)).toHaveLength(0);
    // The next page comes long after: at a time of its own, not as it opens.
    vi.setSystemTime(START + DAY);
    const second = await visit(device, edge);
    await pass(4900);
    expect(reports(edge)).toHaveLength(0);
    await pass(56_000);
    expect(reports(edge)).toHaveLength(1);
    await second.leave();
  });

  it('keeps its time from page to page', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    const first = await visit(device, edge);
    await withRandom(0xff, () => pass(5000));
    await first.leave();
    const second = await withRandom(0, () => visit(device, edge));
    await withRandom(0, () => pass(54_000));
    expect(reports(edge)).toHaveLength(0);
    await pass(1500);
    expect(reports(edge)).toHaveLength(1);
    await second.leave();
  });

  it('says what was true when the device was first seen, whatever came since', async () => {
    const [device, edge] = [newDevice(), edgeWith(await owner.sign(onlyFans()))];
    const first = await visit(device, edge);
    await pass(5000);
    const { answer } = (await stored(device)).state['pending'] as { answer: number };
    for (let view = 0; view < 3; view++) first.covey.track('view_item');
    await settle();
    await first.leave();
    await visit(device, edge);
    await pass(2 * MINUTE);
    expect(reports(edge).map((report) => report.answer)).toEqual([answer]);
  });

  it('answers a histogram with the bin that its metric is in, and shows the page nothing of it', async () => {
    const definitions = counted({
      segments: {},
      histograms: { looks: { metric: 'views', bins: [1, 3] } },
    });
    const set = await questionSet(writeOut(definitions), (bytes) =>
      crypto.subtle.digest('SHA-256', bytes),
    );
    const envelopeOfBins = await owner.sign(definitions);
    for (const [views, bin] of [
      [0, 'looks:..1'],
      [2, 'looks:1..3'],
      [4, 'looks:3..'],
    ] as const) {
      const [device, edge] = [newDevice(), edgeWith(envelopeOfBins)];
      const tab = await visit(device, edge);
      for (let view = 0; view < views; view++) tab.covey.track('view_item');
      await pass(5000);
      const { seed } = (await stored(device)).state as {
        seed: { bytes: Uint8Array<ArrayBuffer> };
      };
      const expected = await answerFor({
        seed: seed.bytes,
        subtle: crypto.subtle,
        questionSet: set,
        now: START,
        truthOf: ({ options }) => options.indexOf(bin),
      });
      await pass(MINUTE);
      expect(reports(edge)).toMatchObject([{ ...expected }]);
      expect(tab.covey.segments()).toEqual([]);
      expect(tab.covey.has(bin)).toBe(false);
      await tab.leave();
    }
  });

  it('takes an objection into account that comes before it leaves', async () => {
    const definitions = onlyFans();
    const set = await questionSet(definitions, (bytes) => crypto.subtle.digest('SHA-256', bytes));
    const envelopeOfFans = await owner.sign(definitions);
    // With some seeds both answers are the same, and nothing is seen: on until there is one with which they differ.
    let differing = 0;
    for (let each = 0; each < 4 || (differing === 0 && each < 100); each++) {
      const [device, edge] = [newDevice(), edgeWith(envelopeOfFans)];
      const tab = await visit(device, edge);
      for (let view = 0; view < 3; view++) tab.covey.track('view_item');
      await pass(5000);
      const { seed, pending } = (await stored(device)).state as {
        seed: { bytes: Uint8Array<ArrayBuffer> };
        pending: { answer: number };
      };
      const answerTo = async (truth: number) =>
        (
          await answerFor({
            seed: seed.bytes,
            subtle: crypto.subtle,
            questionSet: set,
            now: START,
            truthOf: () => truth,
          })
        )?.answer;
      expect(pending.answer).toBe(await answerTo(1));
      // Another tab waits for the same moment.
      const other = await visit(device, edge);
      await tab.covey.panel();
      await settle();
      const panel = document.querySelector('covey-panel')?.shadowRoot;
      const button = [...(panel?.querySelectorAll('button') ?? [])].find((found) =>
        /object/i.test(`${found.textContent} ${found.getAttribute('aria-label')}`),
      );
      button?.click();
      await settle();
      await pass(2 * MINUTE);
      expect(reports(edge).map(({ answer }) => answer)).toEqual([await answerTo(0)]);
      if (pending.answer !== (await answerTo(0))) differing += 1;
      document.body.replaceChildren();
      await other.leave();
      await tab.leave();
    }
    expect(differing).toBeGreaterThan(0);
  });

  it('is not asked of a device that no page was shown to for five seconds', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    for (let page = 0; page < 5; page++) {
      const tab = await visit(device, edge);
      await pass(4000);
      await tab.leave();
      expect((await stored(device)).state['pending']).toBeUndefined();
    }
    await visit(device, edge);
    await pass(2 * MINUTE);
    expect(reports(edge)).toHaveLength(1);
  });

  it('is asked five seconds after a page was turned to, where the period before was answered already', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    const end = (Math.floor(Date.now() / PERIOD) + 1) * PERIOD;
    device.storage.setItem('covey-counted', String(end));
    const tab = await visit(device, edge);
    await pass(2 * MINUTE);
    tab.turn('hidden');
    await pass(end - Date.now() + 1000);
    tab.turn('visible');
    await pass(4000);
    expect((await stored(device)).state['pending']).toBeUndefined();
    await pass(2 * MINUTE);
    expect(reports(edge)).toHaveLength(1);
  });

  it('loads no code before that because a period that it was given in began 13 months ago', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    const first = await visit(device, edge);
    await pass(2 * MINUTE);
    await first.leave();
    const began = Math.floor(START / PERIOD) * PERIOD;
    expect((await stored(device)).state['ledger']).toMatchObject([{ from: began }]);
    vi.setSystemTime(began + MAX_RETENTION_MS + DAY);
    const asked: string[] = [];
    await visit(device, edge, {
      code: {
        loadPart: async (_file, name) => {
          asked.push(name);
          return PARTS[name];
        },
      },
    });
    await pass(4900);
    expect(asked).not.toContain('counting');
    await pass(200);
    expect(asked).toContain('counting');
  });

  it('leaves at times that are spread over the minute', async () => {
    const delays: number[] = [];
    for (let device = 0; device < 40; device++) {
      const edge = edgeWith();
      const tab = await visit(newDevice(), edge);
      const from = Date.now();
      for (let second = 0; second < 61 && reports(edge).length === 0; second++) await pass(1000);
      delays.push(Date.now() - from);
      await tab.leave();
    }
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(5000);
    expect(Math.max(...delays)).toBeLessThanOrEqual(61_000);
    const mean = delays.reduce((sum, each) => sum + each, 0) / delays.length;
    // Uniform from 5 to 60 s: 32.5 on average, and 4.5 standard errors around it.
    expect(Math.abs(mean - 33_000)).toBeLessThan(11_500);
  });

  it('leaves once, however many tabs wait for the same moment', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    for (let tab = 0; tab < 5; tab++) await visit(device, edge);
    await pass(2 * MINUTE);
    expect(reports(edge)).toHaveLength(1);
    for (let tab = 0; tab < 5; tab++) await visit(device, edge);
    await pass(2 * MINUTE);
    expect(reports(edge)).toHaveLength(1);
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
      expect(device.storage.getItem('covey-counted')).toBe(
        String((Math.floor(START / PERIOD) + 1) * PERIOD),
      );
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
    // Two cycles, of as many periods as there are questions, from the beginning of one.
    const first = Math.ceil((Math.floor(START / PERIOD) + 1) / 4) * 4;
    for (let period = first; period < first + 8; period++) {
      vi.setSystemTime(period * PERIOD + DAY);
      const tab = await visit(device, edge);
      await pass(2 * MINUTE);
      await tab.leave();
    }
    const sent = reports(edge);
    expect(new Set(sent.map(({ period }) => period)).size).toBe(8);
    const asked = sent.map(({ question }) => question);
    for (const cycle of [asked.slice(0, 4), asked.slice(4)])
      expect(cycle.toSorted()).toEqual([0, 1, 2, 3]);
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
      await pass(MINUTE);
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

describe('the ledger', () => {
  const entriesOf = (exported: { state: object }) =>
    (exported.state as { ledger?: { question: string; from: number; to: number }[] }).ledger ?? [];
  /** A page whose visitor granted both: with measurement alone it is not shown what is stored. */
  const visitBoth = async (device: Device, edge: Edge) => {
    const tab = await visit(device, edge);
    tab.covey.consent.set({ personalisation: true });
    await settle();
    return tab;
  };

  it('says what was asked, when, and what it cost: in the export and in the panel', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    for (const period of [0, 1, 2]) {
      vi.setSystemTime((Math.floor(START / PERIOD) + 1 + period) * PERIOD + DAY);
      const tab = await visitBoth(device, edge);
      await pass(2 * MINUTE);
      if (period < 2) {
        await tab.leave();
        continue;
      }
      const exported = await tab.covey.export();
      const entries = entriesOf(exported);
      expect(entries).toHaveLength(3);
      const sent = reports(edge);
      const ids = ['fan', 'buyer', 'spender', 'pro'];
      expect(entries).toEqual(
        sent.map((report) => ({
          question: ids[report.question],
          from: report.period * PERIOD,
          to: (report.period + 1) * PERIOD,
          epsilon: 2,
        })),
      );
      expect(exported.counted).toBe(entries[2]?.to);
      // What was answered is not kept beside it.
      expect(exported.state['pending']).toBeUndefined();
      await tab.covey.panel();
      await settle();
      const panel = document.querySelector('covey-panel')?.shadowRoot?.textContent;
      expect(panel).toContain('3 answers given');
      expect(panel).toContain('Together ε = 6 in 52 weeks; more than 26 cannot be asked.');
      document.body.replaceChildren();
    }
  });

  it('forgets what is older than thirteen months, and all of it with the consent', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    const first = await visitBoth(device, edge);
    await pass(2 * MINUTE);
    const [entry] = entriesOf(await first.covey.export());
    await first.leave();
    vi.setSystemTime((entry?.to ?? 0) + 396 * DAY);
    const later = await visitBoth(device, edge);
    expect(entriesOf(await later.covey.export())).toEqual([]);
    await pass(2 * MINUTE);
    expect(entriesOf(await later.covey.export())).toHaveLength(1);
    later.covey.consent.set({ personalisation: true, measurement: false });
    await settle();
    const { state } = await later.covey.export();
    expect(['seed', 'pending', 'ledger'].filter((key) => key in state)).toEqual([]);
  });
});

describe('nothing is reported', () => {
  it('without consent to measurement', async () => {
    const edge = edgeWith();
    const tab = open(newDevice(), edge, owner);
    tab.covey.consent.set({ personalisation: true });
    await tab.covey.ready;
    await pass(5 * MINUTE);
    await tab.leave();
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
    ['a mechanism that it does not know', { counting: { mechanism: 'one-bit' as never } }],
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

  it('is made when the device has been seen with measurement granted, and not before', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    const tab = open(device, edge, owner);
    tab.covey.consent.set({ personalisation: true });
    await tab.covey.ready;
    await settle();
    expect(await seedOf(device)).toBeUndefined();
    await pass(MINUTE);
    tab.covey.consent.set({ measurement: true });
    await pass(4900);
    expect(await seedOf(device)).toBeUndefined();
    await pass(100);
    expect((await seedOf(device))?.bytes).toHaveLength(16);
  });

  it('lives thirteen months however often it is used, and is then replaced', async () => {
    const [device, edge] = [newDevice(), edgeWith()];
    const tab = await visit(device, edge);
    await pass(5000);
    await tab.leave();
    const first = await seedOf(device);
    expect(first?.bytes).toHaveLength(16);
    vi.setSystemTime(START + 394 * DAY);
    const other = await visit(device, edge);
    await pass(5000);
    await other.leave();
    expect(await seedOf(device)).toEqual(first);
    vi.setSystemTime(START + 396 * DAY);
    await visit(device, edge);
    await pass(5000);
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
