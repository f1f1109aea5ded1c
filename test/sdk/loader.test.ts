import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Definitions } from '../../shared/definitions/types.ts';
import {
  DAY,
  EDGE,
  HOUR,
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
  payloadHash,
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
const edgeWith = (envelope: Uint8Array<ArrayBuffer> | null) => newEdge(envelope);

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
      cache: 'no-store',
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

  it('carries no validator but the hash of the signed bytes, and gets nothing again for it', async () => {
    const [device, edge] = [newDevice(), edgeWith(await sign())];
    // An edge that would know visitors again: its own tag, and white space of its own in the envelope.
    const marked = new TextEncoder().encode(` ${new TextDecoder().decode(await sign())}\n`);
    edge.answer = () => new Response(marked, { headers: { etag: '"visitor-7"' } });
    await (await visit(device, edge)).leave();
    edge.answer = null;
    vi.setSystemTime(START + 6 * MINUTE);
    const second = await visit(device, edge);
    expect(second.covey.diagnostics()).toMatchObject({ status: 'running', problems: {} });
    await second.leave();
    const sent = edge.requests.map(({ init }) => [init.cache, ...new Headers(init.headers)]);
    const hash = await payloadHash(await sign());
    expect(sent).toEqual([['no-store'], ['no-store', ['if-none-match', `"${hash}"`]]]);
    // The answer "unchanged" counts as asked: not again within five minutes.
    vi.setSystemTime(START + 8 * MINUTE);
    await (await visit(device, edge)).leave();
    expect(edge.requests).toHaveLength(2);
    // A new version comes as ever.
    edge.envelope = await sign({ version: 9 });
    vi.setSystemTime(START + 12 * MINUTE);
    const third = await visit(device, edge);
    await settle();
    expect(edge.requests).toHaveLength(3);
    expect(third.covey.diagnostics()).toMatchObject({ definitions: { version: 9 }, problems: {} });
  });

  it('carries nothing from before an erasure', async () => {
    const [device, edge] = [newDevice(), edgeWith(await sign())];
    const first = await visit(device, edge);
    await first.covey.erase();
    await settle();
    await first.leave();
    vi.setSystemTime(START + HOUR);
    await visit(device, edge);
    expect(edge.requests.length).toBeGreaterThan(1);
    for (const { init } of edge.requests) {
      expect([...new Headers(init.headers)]).toEqual([]);
      expect(init.cache).toBe('no-store');
    }
  });

  it('is plain again where something in between refuses conditional requests', async () => {
    const [device, edge] = [newDevice(), edgeWith(await sign())];
    await (await visit(device, edge)).leave();
    edge.envelope = await sign({ version: 9 });
    edge.answer = ({ init }) => {
      if (init.headers) throw new TypeError('Failed to fetch');
      return null;
    };
    vi.setSystemTime(START + HOUR);
    const tab = await visit(device, edge);
    expect(tab.covey.diagnostics().problems).toEqual({ 'definitions-unreachable': 1 });
    await pass(31_000);
    tab.turn('visible');
    await settle();
    expect(tab.covey.diagnostics().definitions?.version).toBe(9);
  });

  it('an "unchanged" that was not asked for is no answer', async () => {
    const edge = edgeWith(await sign());
    edge.answer = () => new Response(null, { status: 304 });
    const { covey } = await visit(newDevice(), edge);
    expect(covey.diagnostics()).toMatchObject({
      status: 'waiting',
      problems: { 'definitions-unreachable': 1 },
    });
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

  it('words that look like facts make no page ask for the region, or keep where a visit came from', async () => {
    const [device, edge] = [newDevice(), edgeWith(null)];
    edge.envelope = await sign({
      metrics: {
        geo: { count: 'geo.country', where: { 'source.first': 'page.path' } },
        source: { count: 'source', within: '7d' },
      },
      segments: {
        fan: {
          description: 'Once read geo.country and source.first.medium.',
          when: { 'metric.geo': { $gte: 1 } },
        },
      },
    });
    const { covey } = await visit(device, edge);
    covey.track('source');
    await settle();
    expect(edge.to('context')).toHaveLength(0);
    expect((await stored(device)).state['snapshot']).toMatchObject({ touches: null, geo: null });
  });

  it.each([
    ['is no JSON', 'nonsense'],
    ['has another shape', '{"country":7}'],
    ['is far too long', `{"country":"${'x'.repeat(9000)}"}`],
  ])('a region that %s stays unknown', async (_name, text) => {
    const edge = edgeWith(await sign({ segments: { german: { when: { 'geo.country': 'DE' } } } }));
    edge.answer = ({ url }) => (url.endsWith('/context') ? new Response(text) : null);
    const { covey } = await visit(newDevice(), edge);
    expect((await covey.explain('german'))?.member).toBeNull();
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
        status: code === 'definitions-expired' ? 'stopped' : 'waiting',
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

describe('keys that change', () => {
  const listing = (version: number, by: readonly Owner[], more: Partial<Definitions> = {}) =>
    shopDefinitions({
      version: 10 + version,
      keys: { version, keys: by.map((one) => one.public) },
      ...more,
    });

  it('a visitor who missed several key sets catches up on them, one by one', async () => {
    const [two, three] = [await newOwner(), await newOwner()];
    const [device, edge] = [newDevice(), edgeWith(await owner.sign(listing(1, [owner])))];
    await (await visit(device, edge)).leave();
    // The one in between has expired long since.
    const passed = { expires: '2026-11-25T00:00:00Z' };
    edge.keySets.set(2, await owner.sign(listing(2, [two], passed), two));
    edge.keySets.set(3, await two.sign(listing(3, [three]), three));
    edge.envelope = await three.sign(listing(3, [three], { version: 20 }));
    vi.setSystemTime(START + 3 * DAY);
    const second = await visit(device, edge);
    await settle();
    expect(second.covey.diagnostics()).toMatchObject({
      status: 'running',
      definitions: { version: 20 },
      problems: {},
    });
    expect(edge.to('/keys/').map(({ url }) => url.split('/').at(-1))).toEqual(['2', '3', '4']);
    await second.leave();
    // It stands: neither key of before may sign any more.
    edge.envelope = await owner.sign(listing(3, [three], { version: 21 }), two);
    vi.setSystemTime(START + 4 * DAY);
    const third = await visit(device, edge);
    await settle();
    expect(third.covey.diagnostics()).toMatchObject({
      definitions: { version: 20 },
      problems: { 'definitions-untrusted': 1 },
    });
  });

  it('a stolen key cannot push the key set out of reach', async () => {
    const [device, edge] = [newDevice(), edgeWith(await owner.sign(listing(1, [owner, stranger])))];
    await (await visit(device, edge)).leave();
    const far = { version: Number.MAX_SAFE_INTEGER, keys: [stranger.public] };
    edge.envelope = await stranger.sign(listing(1, [], { version: 20, keys: far }));
    vi.setSystemTime(START + HOUR);
    const second = await visit(device, edge);
    await settle();
    expect(second.covey.diagnostics()).toMatchObject({
      definitions: { version: 11 },
      problems: { 'definitions-key-set-gap': 1 },
    });
    await second.leave();
    edge.envelope = await owner.sign(listing(2, [owner], { version: 12 }));
    vi.setSystemTime(START + 2 * HOUR);
    const third = await visit(device, edge);
    await settle();
    expect(third.covey.diagnostics().definitions?.version).toBe(12);
  });

  it('steps that nobody vouched for lead nowhere, and are given up', async () => {
    const [device, edge] = [newDevice(), edgeWith(await owner.sign(listing(1, [owner])))];
    await (await visit(device, edge)).leave();
    edge.envelope = await stranger.sign(listing(3, [stranger], { version: 20 }));
    edge.keySets.set(2, await stranger.sign(listing(2, [stranger])));
    edge.keySets.set(3, edge.envelope);
    vi.setSystemTime(START + HOUR);
    const second = await visit(device, edge);
    await settle();
    expect(second.covey.diagnostics()).toMatchObject({
      definitions: { version: 11 },
      problems: { 'definitions-untrusted': 1 },
    });
    expect(edge.to('/keys/')).toHaveLength(1);
  });
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
    expect(await third.covey.explain('fan')).toBeNull();
    expect(third.covey.diagnostics()).toMatchObject({
      status: 'stopped',
      problems: { 'definitions-expired': 1, 'definitions-unreachable': 1 },
    });
  });

  it('is refused where it holds more than the checker allows, and the last good goes on', async () => {
    const device = newDevice();
    const first = await visit(device, edgeWith(await sign()));
    await first.leave();
    const { segments } = shopDefinitions();
    const ids = Array.from({ length: 501 }, (_, at) => `s${at}`);
    const many = Object.fromEntries(ids.map((id) => [id, { when: { 'trait.age': 1 } }]));
    const edge = edgeWith(await sign({ version: 2, segments: { ...segments, ...many } }));
    vi.setSystemTime(Date.now() + HOUR);
    const tab = await visit(device, edge);
    await settle();
    expect(tab.covey.diagnostics()).toMatchObject({
      status: 'running',
      definitions: { version: 1 },
      problems: { 'definitions-limits': 1 },
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
    const opening = (device.indexedDB as IDBFactory).open(NAME);
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
