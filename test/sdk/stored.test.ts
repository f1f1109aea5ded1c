// Every byte that stands on a device is one that a definition reads, or one that docs/storage.md names.
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Definitions } from '../../shared/definitions/types.ts';
import {
  contents,
  DAY,
  define,
  HOUR,
  MINUTE,
  newDevice,
  newEdge,
  newOwner,
  open,
  pass,
  settle,
  START,
  stored,
  useClock,
  type Device,
  type Edge,
  type Owner,
  type PageOptions,
} from './harness.ts';

useClock();
let owner: Owner;
beforeAll(async () => {
  owner = await newOwner();
});
const LATE = '2029-01-01T00:00:00Z';
const read = (change: Partial<Definitions>) => define({ expires: LATE, ...change });
const traits = { plan: { type: 'string' }, born: { type: 'date' } } as const;

/** One of everything, each with a word of its own. */
async function shopper(definitions: Definitions, options: PageOptions = {}) {
  const [device, edge] = [newDevice(), newEdge()];
  edge.envelope = await owner.sign(definitions);
  edge.context = { country: 'XC', region: 'XR', city: 'x-city', timezone: 'x-zone' };
  const tab = open(device, edge, owner, {
    url: 'https://hazel.example/x-landing?utm_source=x-source&utm_campaign=x-campaign',
    referrer: 'https://x-referrer.example/',
    ...options,
  });
  tab.covey.consent.set({ personalisation: true, measurement: true });
  await tab.covey.ready;
  await settle();
  tab.covey.identify({ plan: 'x-plan', born: '1990-05-17' });
  tab.covey.track('x_event', { note: 'x-note' });
  tab.covey.track('purchase', { value: 123.75, note: 'x-note' });
  await pass(MINUTE);
  return { device, edge, tab };
}
async function visit(device: Device, edge: Edge, options: PageOptions = {}) {
  const tab = open(device, edge, owner, options);
  await tab.covey.ready;
  await settle();
  return tab;
}
const WORDS = [
  'XC',
  'XR',
  'x-city',
  'x-zone',
  'x-plan',
  '1990-05-17',
  'x_event',
  'x-note',
  '123.75',
  'x-landing',
  'x-source',
  'x-campaign',
  'x-referrer',
];
/** Which of the words stand anywhere on the device, but for the definitions themselves. */
async function found(device: Device): Promise<readonly string[]> {
  const { events, state } = await stored(device);
  const { local } = await contents(device);
  const { definitions: _, ...others } = state;
  const all = JSON.stringify([events, others, local]);
  return WORDS.filter((word) => all.includes(word));
}

describe('what is stored', () => {
  it('is nothing of all that where no definition reads any', async () => {
    const { device, tab } = await shopper(read({ traits, segments: {} }));
    expect(await found(device)).toEqual([]);
    await tab.leave();
    expect(await found(device)).toEqual([]);
  });

  const one: [string, Partial<Definitions>, readonly string[]][] = [
    ['a trait', { segments: { a: { when: { 'trait.plan': 'x' } } } }, ['x-plan']],
    [
      'a date, by what lies before it',
      { segments: { a: { when: { 'until.born': { $lt: '7d' } } } } },
      ['1990-05-17'],
    ],
    [
      'a date, by the day that comes every year',
      { segments: { a: { when: { 'anniversary.born': 0 } } } },
      ['1990-05-17'],
    ],
    ['the country', { segments: { a: { when: { 'geo.country': 'DE' } } } }, ['XC']],
    ['the city', { segments: { a: { when: { 'geo.city': 'Berlin' } } } }, ['x-city']],
    ['the landing page', { segments: { a: { when: { 'session.landing': '/' } } } }, ['x-landing']],
    ['a source', { segments: { a: { when: { 'source.first.source': 'a' } } } }, ['x-source']],
    [
      'a campaign',
      { segments: { a: { when: { 'source.session.campaign': 'a' } } } },
      ['x-campaign'],
    ],
    [
      'a property',
      {
        metrics: { spend: { sum: 'purchase.value', within: '9d' } },
        segments: { a: { when: { 'metric.spend': { $gte: 500 } } } },
      },
      ['123.75'],
    ],
    ['the name of an event', { metrics: { n: { count: 'x_event', within: '9d' } } }, ['x_event']],
  ];
  it.each(one)('is %s alone where only that is read', async (_what, change, words) => {
    const { device, tab } = await shopper(read({ traits, ...change }));
    expect(await found(device)).toEqual(words);
    await tab.leave();
    expect(await found(device)).toEqual(words);
  });

  it('is dropped by the next page once definitions read it no longer', async () => {
    const all = one.map(([, { segments }]) => Object.values(segments ?? {})[0]);
    const { device, edge, tab } = await shopper(
      read({
        traits,
        metrics: { spend: { sum: 'purchase.value', within: '9d' } },
        segments: Object.fromEntries(
          all.flatMap((each, at) => (each ? [[`s${at}`, each] as const] : [])),
        ),
      }),
    );
    expect(await found(device)).toHaveLength(9 - 1);
    const told = async () => (await stored(device)).state['snapshot'];
    expect(await told()).toHaveProperty('told.plan', START);
    await tab.leave();
    edge.envelope = await owner.sign(read({ version: 2, traits, segments: {} }));
    vi.setSystemTime(START + DAY);
    await visit(device, edge);
    await pass(MINUTE);
    expect(await found(device)).toEqual([]);
    expect(await told()).toHaveProperty('told', {});
  });

  it('is no more than that where a page is left before anything is written', async () => {
    const change = { segments: { a: { when: { 'trait.plan': 'x' } } } };
    const { device, edge, tab } = await shopper(read({ traits, ...change }));
    await tab.leave();
    const next = await visit(device, edge, {
      url: 'https://hazel.example/x-landing?utm_source=x-source',
    });
    next.covey.track('x_event', { note: 'x-note' });
    next.covey.identify({ plan: 'x-plan', born: '1990-05-17' });
    await next.cache();
    expect(JSON.stringify((await contents(device)).local)).toContain('x-plan');
    expect(await found(device)).toEqual(['x-plan']);
  });

  it('a part of the place that is read only now is asked for again', async () => {
    const { device, edge, tab } = await shopper(
      read({ segments: { a: { when: { 'geo.country': 'XC' } } } }),
    );
    await tab.leave();
    const segments = { a: { when: { 'geo.city': 'x-city' } } };
    edge.envelope = await owner.sign(read({ version: 2, segments }));
    const next = await visit(device, edge, { capture: 'off' });
    await pass(25 * MINUTE);
    next.turn('hidden');
    next.turn('visible');
    await pass(MINUTE);
    expect(next.covey.segments()).toEqual(['a']);
    expect(await found(device)).toEqual(['x-city']);
  });
});

describe('place and landing page end with their session', () => {
  const segments = {
    near: { when: { 'geo.city': 'x-city' } },
    landed: { when: { 'session.landing': '/x-landing' } },
  };
  const until = (days: number) => new Date(START + days * DAY).toISOString();
  const ways: [string, string, PageOptions, (edge: Edge) => Promise<unknown>][] = [
    ['nothing is captured', LATE, { capture: 'off' }, async (edge) => (edge.away = true)],
    ['the edge is away', LATE, {}, async (edge) => (edge.away = true)],
    ['definitions ran out', until(30), {}, async (edge) => (edge.away = true)],
    [
      'definitions say stop',
      LATE,
      {},
      async (edge) =>
        (edge.envelope = await owner.sign(read({ version: 2, stop: true, segments }))),
    ],
  ];
  it.each(ways)('although %s', async (_how, expires, options, change) => {
    const { device, edge, tab } = await shopper(read({ expires, segments }));
    expect(tab.covey.segments()).toEqual(['near', 'landed']);
    expect(await found(device)).toEqual(['x-city', 'x-landing']);
    await tab.leave();
    await change(edge);
    vi.setSystemTime(START + 100 * DAY);
    await visit(device, edge, options);
    await pass(HOUR);
    expect(await found(device)).toEqual([]);
  });

  it('although the definitions can be read no more', async () => {
    const { device, edge, tab } = await shopper(read({ segments }));
    await tab.leave();
    vi.setSystemTime(START + DAY);
    const tabOfOther = open(device, edge, await newOwner(), { capture: 'off' });
    await tabOfOther.covey.ready;
    await pass(MINUTE);
    expect(await found(device)).toEqual([]);
  });

  it('a page that stays open knows them until there is another session, and keeps neither', async () => {
    const { device, tab } = await shopper(read({ segments }), { capture: 'off' });
    tab.covey.track('page_view', { page_path: '/x-landing' });
    await pass(MINUTE);
    tab.turn('hidden');
    await pass(2 * HOUR);
    expect(await found(device)).toEqual([]);
    expect(tab.covey.segments()).toContain('near');
  });
});

describe('nothing stands without a record', () => {
  const counted = { segments: { fan: { count: true, when: { 'session.number': 1 } } } };
  const databases = async (device: Device) => (await contents(device)).databases;

  it('a page that finds none lets the database go, and looks into nothing', async () => {
    const { device, edge, tab } = await shopper(read({ segments: {} }));
    await tab.leave();
    device.storage.clear();
    const factory = device.indexedDB as IDBFactory;
    const opened = vi.spyOn(factory, 'open');
    await visit(device, edge, { capture: 'off' });
    expect(opened).not.toHaveBeenCalled();
    opened.mockRestore();
    expect(await databases(device)).not.toContain('covey:hazel.example');
  });

  it('and who grants on that page begins anew', async () => {
    const definitions = read({
      metrics: { n: { count: 'x_event', within: '9d' } },
      segments: { a: { when: { 'metric.n': { $gte: 1 } } } },
    });
    const { device, edge, tab } = await shopper(definitions);
    expect(tab.covey.segments()).toEqual(['a']);
    await tab.leave();
    device.storage.clear();
    const next = open(device, edge, owner, { capture: 'off' });
    next.covey.consent.set({ personalisation: true });
    await next.covey.ready;
    await pass(MINUTE);
    expect(next.covey.diagnostics()).toMatchObject({ status: 'running', storage: 'indexeddb' });
    expect(next.covey.segments()).toEqual([]);
  });

  it('a page of another site lets it go, where there is a grant', async () => {
    const { device, tab } = await shopper(read({ segments: {} }));
    await tab.leave();
    device.storage.clear();
    const edge = newEdge();
    edge.envelope = await owner.sign(read({ site: 'thyme.example' }));
    const other = open(device, edge, owner, { site: 'thyme.example', capture: 'off' });
    other.covey.consent.set({ personalisation: true });
    await other.covey.ready;
    await pass(MINUTE);
    expect(await databases(device)).not.toContain('covey:hazel.example');
    expect(await databases(device)).toContain('covey:thyme.example');
  });

  it('the end of the period that was reported is written anew, and goes with its time', async () => {
    const { device, edge, tab } = await shopper(read(counted));
    await pass(5 * MINUTE);
    await tab.leave();
    const until = device.storage.getItem('covey-counted');
    expect(Number(until)).toBeGreaterThan(START);
    device.storage.clear();
    const next = await visit(device, edge, { capture: 'off' });
    next.covey.consent.set({ personalisation: true });
    await next.covey.ready;
    await pass(MINUTE);
    expect(device.storage.getItem('covey-counted')).toBe(until);
  });

  it('an entry of the bare name that is not ours is left alone', async () => {
    for (const text of ['{"theirs":true}', 'plain text', 'null']) {
      const device = newDevice();
      device.storage.setItem('covey', text);
      const tab = await visit(device, newEdge(), { capture: 'off' });
      tab.covey.consent.set({ personalisation: false, measurement: false });
      await settle();
      expect(device.storage.getItem('covey')).toBe(text);
    }
  });
});

describe('what is dated by a clock that was ahead', () => {
  it('counts from when that is seen, and lives no longer for it', async () => {
    const [device, edge] = [newDevice(), newEdge()];
    edge.envelope = await owner.sign(
      read({
        expires: '2032-01-01T00:00:00Z',
        metrics: { n: { count: 'x_event', within: '300d' } },
        segments: { a: { count: true, when: { 'metric.n': { $gte: 1 } } } },
      }),
    );
    vi.setSystemTime(START + 380 * DAY);
    const tab = await visit(device, edge, { capture: 'off' });
    tab.covey.consent.set({ personalisation: true, measurement: true });
    await tab.covey.ready;
    tab.covey.track('x_event');
    await pass(2 * MINUTE);
    await tab.leave();
    vi.setSystemTime(START);
    const next = await visit(device, edge, { capture: 'off' });
    await pass(MINUTE);
    // What was remembered is, still.
    expect(next.covey.segments()).toEqual(['a']);
    expect(next.covey.consent.get().time).toBe(START);
    const { state } = await stored(device);
    expect((state['seed'] as { made: number }).made).toBeLessThanOrEqual(START + MINUTE);
    const ledger = (state['ledger'] ?? []) as readonly { from: number }[];
    expect(ledger.every(({ from }) => from <= START + MINUTE)).toBe(true);
    await next.leave();
    vi.setSystemTime(START + 396 * DAY);
    const late = await visit(device, edge, { capture: 'off' });
    expect(late.covey.consent.get().time).toBe(null);
    expect(await contents(device)).toMatchObject({ databases: ['covey-counted'] });
  });
});
