import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Definitions } from '../../shared/definitions/types.ts';
import {
  DAY,
  EDGE,
  HOUR,
  MINUTE,
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
let stranger: Owner;
const sign = (change: Partial<Definitions> = {}, by = owner) => by.sign(shopDefinitions(change));
beforeAll(async () => {
  owner = await newOwner();
  stranger = await newOwner();
});

async function visit(device: Device, edge: Edge, options: PageOptions = {}) {
  const tab = open(device, edge, owner, { capture: 'off', ...options });
  tab.covey.consent.set({ personalisation: true });
  await tab.covey.ready;
  await settle();
  return tab;
}
const edgeWith = (envelope: Uint8Array<ArrayBuffer> | null) =>
  Object.assign(newEdge(), { envelope });

describe('what is asked of the edge', () => {
  it('says nothing about who asks', async () => {
    const edge = edgeWith(await sign());
    await visit(newDevice(), edge);
    expect(edge.requests.map(({ url }) => url)).toEqual([`${EDGE}/v1/sites/${SITE}/definitions`]);
    const { method, headers, body, ...init } = edge.requests[0]?.init ?? {};
    expect([method, headers, body]).toEqual([undefined, undefined, undefined]);
    expect(init).toMatchObject({
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-cache',
    });
  });

  it('is not asked again within five minutes, by whatever page, and then is', async () => {
    const [device, edge] = [newDevice(), edgeWith(await sign())];
    await (await visit(device, edge)).leave();
    vi.setSystemTime(START + 4 * MINUTE);
    await (await visit(device, edge)).leave();
    expect(edge.requests).toHaveLength(1);
    vi.setSystemTime(START + 6 * MINUTE);
    const tab = await visit(device, edge);
    expect(edge.requests).toHaveLength(2);
    expect(tab.covey.diagnostics()).toMatchObject({ status: 'running', problems: {} });
    // Turning to the page often asks no more often.
    for (let turn = 0; turn < 5; turn++) tab.turn('visible');
    await settle();
    expect(edge.requests).toHaveLength(2);
  });

  it('the region is asked for only where a definition reads it, once a session', async () => {
    const without = edgeWith(await sign());
    await visit(newDevice(), without);
    expect(without.to('context')).toHaveLength(0);

    const [device, edge] = [newDevice(), edgeWith(null)];
    edge.envelope = await sign({ segments: { german: { when: { 'geo.country': 'DE' } } } });
    const first = await visit(device, edge);
    expect(first.covey.has('german')).toBe(true);
    first.covey.track('anything');
    await settle();
    await first.leave();
    const second = await visit(device, edge);
    second.covey.track('anything');
    await settle();
    expect(second.covey.has('german')).toBe(true);
    expect(edge.to('context')).toHaveLength(1);
    await second.leave();

    vi.setSystemTime(START + HOUR);
    edge.context = { country: 'FR', region: null, city: null, timezone: null };
    const third = await visit(device, edge);
    third.covey.track('anything');
    await settle();
    expect(edge.to('context')).toHaveLength(2);
    expect(third.covey.has('german')).toBe(false);
    expect(edge.to('context')[0]?.init).toMatchObject({ credentials: 'omit', cache: 'no-store' });
  });

  it.each([
    ['is no JSON', 'nonsense'],
    ['has another shape', '{"country":7}'],
    ['is far too long', `{"country":"${'x'.repeat(9000)}"}`],
  ])('a region that %s stays unknown', async (_name, text) => {
    const edge = edgeWith(await sign({ segments: { german: { when: { 'geo.country': 'DE' } } } }));
    edge.answer = ({ url }) => (url.endsWith('/context') ? new Response(text) : null);
    const { covey } = await visit(newDevice(), edge);
    expect(covey.explain('german')?.member).toBeNull();
    expect(covey.diagnostics().problems).toEqual({ 'context-unreachable': 1 });
  });
});

describe('an edge that is taken over', () => {
  const evil: readonly (readonly [
    string,
    string,
    () => Promise<Uint8Array<ArrayBuffer> | Response>,
  ])[] = [
    ['signed by a stranger', 'definitions-untrusted', () => sign({ version: 9 }, stranger)],
    [
      'unsigned',
      'definitions-envelope',
      async () => new TextEncoder().encode(JSON.stringify(shopDefinitions({ version: 9 }))),
    ],
    ['altered', 'definitions-signature', async () => tampered(await sign({ version: 9 }))],
    ['cut short', 'definitions-envelope', async () => (await sign({ version: 9 })).slice(0, -20)],
    ['for another site', 'definitions-site', () => sign({ version: 9, site: 'other.example' })],
    ['older', 'definitions-rollback', () => sign({ version: 4 })],
    ['expired', 'definitions-expired', () => sign({ version: 9, expires: '2026-11-24T00:30:00Z' })],
    [
      'from the future',
      'definitions-issued',
      () => sign({ version: 9, issued: '2026-12-24T00:00:00Z' }),
    ],
    [
      'different under the same version',
      'definitions-conflict',
      () => sign({ version: 5, segments: { other: { when: {} } } }),
    ],
    ['of a format to come', 'definitions-format', () => sign({ version: 9, covey: 2 as never })],
    ['endless', 'definitions-unreachable', async () => new Response(endless())],
    [
      'an error page',
      'definitions-unreachable',
      async () => new Response('<h1>Sorry</h1>', { status: 500 }),
    ],
    ['an empty page', 'definitions-unreachable', async () => new Response('')],
  ];

  it.each(evil)(
    'that serves definitions %s changes nothing: the last good ones stay',
    async (_name, code, forge) => {
      const [device, edge] = [newDevice(), edgeWith(await sign({ version: 5 }))];
      const first = await visit(device, edge);
      for (let view = 0; view < 3; view++) first.covey.track('view_item');
      await settle();
      await first.leave();

      const forged = await forge();
      edge.answer = () => (forged instanceof Response ? forged : new Response(forged));
      vi.setSystemTime(START + HOUR);
      const second = await visit(device, edge);
      await settle();
      expect(second.covey.diagnostics()).toMatchObject({
        status: 'running',
        definitions: { version: 5 },
        problems: { [code]: 1 },
      });
      expect(second.covey.segments()).toEqual(['fan']);
      second.covey.track('purchase', { value: 5 });
      expect(second.covey.has('buyer')).toBe(true);
    },
  );

  it.each(evil.filter(([name]) => !['older', 'different under the same version'].includes(name)))(
    'that serves definitions %s to a new visitor gets nothing evaluated',
    async (_name, code, forge) => {
      const forged = await forge();
      const edge = edgeWith(null);
      edge.answer = () => (forged instanceof Response ? forged : new Response(forged));
      const device = newDevice();
      const tab = await visit(device, edge);
      tab.covey.track('view_item');
      await settle();
      expect(tab.covey.segments()).toEqual([]);
      expect(tab.covey.diagnostics()).toMatchObject({
        status: 'waiting',
        definitions: null,
        problems: { [code]: 1 },
      });
      expect((await stored(device)).events).toEqual([]);
      expect((await stored(device)).state).not.toHaveProperty('definitions');
    },
  );

  it('cannot give a first-time visitor definitions below the version in the tag', async () => {
    const { covey } = await visit(newDevice(), edgeWith(await sign({ version: 3 })), {
      minVersion: 4,
    });
    expect(covey.diagnostics()).toMatchObject({
      status: 'waiting',
      problems: { 'definitions-rollback': 1 },
    });
  });

  it('that never answers is given up after ten seconds', async () => {
    const edge = edgeWith(null);
    const aborted = vi.fn();
    edge.answer = ({ init }) =>
      new Promise((_, reject) =>
        init.signal?.addEventListener('abort', () => {
          aborted();
          reject(new DOMException('aborted', 'AbortError'));
        }),
      );
    const tab = open(newDevice(), edge, owner, { capture: 'off' });
    tab.covey.consent.set({ personalisation: true });
    await settle();
    expect(tab.covey.diagnostics().status).toBe('starting');
    await pass(10_000);
    expect(aborted).toHaveBeenCalledOnce();
    expect(tab.covey.diagnostics()).toMatchObject({
      status: 'waiting',
      problems: { 'definitions-unreachable': 1 },
    });
  });

  it('whose stored answer was altered on the device is asked again', async () => {
    const [device, edge] = [newDevice(), edgeWith(await sign())];
    await (await visit(device, edge)).leave();
    await putDefinitions(device, async (kept) => ({ ...kept, envelope: tampered(kept.envelope) }));
    const second = await visit(device, edge);
    expect(second.covey.diagnostics()).toMatchObject({
      status: 'running',
      problems: { 'definitions-signature': 1 },
    });
    expect(edge.requests).toHaveLength(2);
  });

  it.each([[null], [7], [{}], [{ version: 'x' }], [{ pinned: 7, keys: 7, known: 7 }]])(
    'a stored memory of versions that is %j does not lock the page out',
    async (trust) => {
      const [device, edge] = [newDevice(), edgeWith(await sign())];
      await (await visit(device, edge)).leave();
      await putDefinitions(device, async (kept) => ({ ...kept, trust }));
      const second = await visit(device, edge);
      expect(second.covey.diagnostics().status).toBe('running');
    },
  );
});

describe('an edge that is away', () => {
  it('is done without until the last good definitions expire; then segments are unknown', async () => {
    const [device, edge] = [newDevice(), edgeWith(await sign({ expires: '2026-11-27T10:00:00Z' }))];
    const first = await visit(device, edge);
    for (let view = 0; view < 3; view++) first.covey.track('view_item');
    await settle();
    await first.leave();
    edge.away = true;

    vi.setSystemTime(START + 2 * DAY);
    const second = await visit(device, edge);
    expect(second.covey.has('fan')).toBe(true);
    expect(second.covey.diagnostics()).toMatchObject({
      status: 'running',
      problems: { 'definitions-unreachable': 1 },
    });
    await second.leave();

    vi.setSystemTime(START + 4 * DAY);
    const third = open(device, edge, owner, { capture: 'off' });
    expect(third.covey.has('fan')).toBe(false);
    await third.covey.ready;
    await settle();
    expect(third.covey.has('fan')).toBe(false);
    expect(third.covey.explain('fan')).toBeNull();
    expect(third.covey.diagnostics()).toMatchObject({
      status: 'waiting',
      problems: { 'definitions-expired': 1, 'definitions-unreachable': 1 },
    });
  });

  it('is asked again by itself when a new visitor has nothing', async () => {
    const edge = edgeWith(await sign());
    edge.away = true;
    const tab = await visit(newDevice(), edge);
    tab.covey.track('purchase', { value: 5 });
    expect(tab.covey.diagnostics().status).toBe('waiting');
    edge.away = false;
    await pass(31_000);
    expect(tab.covey.diagnostics().status).toBe('running');
    expect(tab.covey.has('buyer')).toBe(true);
  });

  it('holds up to a bounded number of events until it comes back', async () => {
    const edge = edgeWith(null);
    edge.away = true;
    const tab = await visit(newDevice(), edge);
    for (let event = 0; event < 2000; event++) tab.covey.track('purchase');
    expect(tab.covey.diagnostics().problems['events-dropped']).toBeGreaterThan(1000);
  });
});

function tampered(envelope: Uint8Array): Uint8Array<ArrayBuffer> {
  const { payload, signatures } = JSON.parse(new TextDecoder().decode(envelope)) as {
    payload: string;
    signatures: unknown;
  };
  const text = Buffer.from(payload, 'base64url').toString().replace('"version":', '"version":1');
  return new TextEncoder().encode(
    JSON.stringify({ payload: Buffer.from(text).toString('base64url'), signatures }),
  );
}

function endless(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(65_536).fill(32)),
  });
}

async function putDefinitions(
  device: Device,
  change: (kept: { envelope: Uint8Array }) => Promise<unknown>,
): Promise<void> {
  const { state } = await stored(device);
  const value = await change(state['definitions'] as { envelope: Uint8Array });
  await new Promise<void>((resolve) => {
    const opening = (device.indexedDB as IDBFactory).open('covey');
    opening.onsuccess = () => {
      const tx = opening.result.transaction('state', 'readwrite');
      tx.objectStore('state').put(value, 'definitions');
      tx.oncomplete = () => {
        opening.result.close();
        resolve();
      };
    };
  });
}
