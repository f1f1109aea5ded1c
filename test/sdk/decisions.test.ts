import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  DAY,
  HOUR,
  MINUTE,
  NAME,
  newDevice,
  newEdge,
  newOwner,
  open,
  type Device,
  type Owner,
  type PageOptions,
  pass,
  settle,
  shopDefinitions,
  START,
  stored,
  type Tab,
  until,
  useClock,
} from './harness.ts';

useClock();
let owner: Owner;
let envelope: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  owner = await newOwner();
  envelope = await owner.sign(shopDefinitions());
});
const edgeWith = (bytes = envelope) => newEdge(bytes);

/** A page on a device whose visitor has agreed. */
async function granted(
  device: Device = newDevice(),
  edge = edgeWith(),
  options: PageOptions = {},
): Promise<Tab> {
  const tab = open(device, edge, owner, options);
  tab.covey.consent.set({ personalisation: true });
  await tab.covey.ready;
  await settle();
  return tab;
}
const view = ({ covey }: Tab, times = 1) => {
  for (let time = 0; time < times; time++) covey.track('view_item', { item_id: `i${time}` });
};

describe('answers', () => {
  it('stand in the same instant as track', async () => {
    const tab = await granted();
    view(tab, 2);
    expect(tab.covey.has('fan')).toBe(false);
    view(tab);
    expect(tab.covey.has('fan')).toBe(true);
    expect(tab.covey.segments()).toEqual(['fan']);
    expect(tab.covey.choose({ buyer: 'b', fan: 'f', default: 'd' })).toBe('f');
    expect(tab.covey.choose({ buyer: 'b', default: 'd' })).toBe('d');
    expect(tab.covey.choose({ buyer: 'b' })).toBeUndefined();
    expect(tab.covey.metrics()).toMatchObject({ orders: 0 });
    expect(await tab.covey.explain('fan')).toMatchObject({ member: true, since: START });
    expect(await tab.covey.explain('nothing')).toBeNull();
  });

  it('of a metric above its cap are approximate, and say so to the page', async () => {
    const bytes = await owner.sign(
      shopDefinitions({
        metrics: { tags: { distinct: 'view_item.tags' }, orders: { count: 'purchase' } },
        segments: { broad: { when: { 'metric.tags': { $gte: 2000 } } } },
      }),
    );
    const { covey } = await granted(newDevice(), edgeWith(bytes));
    covey.track('view_item', { tags: [1, 2, 3] });
    expect(covey.diagnostics().approximate).toEqual([]);
    covey.track('view_item', { tags: Array.from({ length: 1100 }, (_, tag) => tag) });
    expect((await covey.explain('broad'))?.because).toMatchObject({
      value: 1000,
      approximate: true,
    });
    expect((await covey.explain('broad'))?.text).toContain(', approximately');
    expect(covey.diagnostics().approximate).toEqual(['tags']);
    covey.consent.set({ personalisation: false, measurement: true });
    await settle();
    expect(covey.diagnostics().approximate).toEqual([]);
  });

  it('are told to listeners with what changed, and to those alone that still listen', async () => {
    const tab = await granted();
    const heard: unknown[] = [];
    const off = tab.covey.on('change', (change) => heard.push(change));
    tab.covey.on('enter:fan', () => heard.push('enter'));
    tab.covey.on('leave:fan', () => heard.push('leave'));
    view(tab, 4);
    expect(heard).toEqual(['enter', { entered: ['fan'], left: [], segments: ['fan'] }]);
    off();
    await pass(8 * DAY);
    expect(heard.slice(2)).toEqual(['leave']);
  });

  it('one listener that throws keeps neither the others nor the page from going on', async () => {
    const tab = await granted();
    const heard = vi.fn();
    tab.covey.on('change', () => {
      throw new Error('the site has a fault');
    });
    tab.covey.on('change', heard);
    expect(() => view(tab, 3)).not.toThrow();
    expect(heard).toHaveBeenCalledOnce();
    expect(tab.covey.diagnostics().problems).toEqual({ 'listener-threw': 1 });
  });

  it('a list of segments cannot be changed by the page', async () => {
    const tab = await granted();
    view(tab, 3);
    expect(() => (tab.covey.segments() as string[]).push('buyer')).toThrow(TypeError);
    expect(tab.covey.has('buyer')).toBe(false);
  });

  it('events before the definitions arrive are decided when they do', async () => {
    const edge = edgeWith();
    let release: (answer: Response | null) => void = () => {};
    edge.answer = ({ url }) =>
      url.endsWith('/definitions')
        ? (new Promise<Response | null>((resolve) => (release = resolve)) as never)
        : null;
    const tab = open(newDevice(), edge, owner);
    tab.covey.consent.set({ personalisation: true });
    await settle();
    view(tab, 3);
    expect(tab.covey.has('fan')).toBe(false);
    expect(tab.covey.diagnostics().status).toBe('starting');
    edge.answer = null;
    release(null);
    await tab.covey.ready;
    expect(tab.covey.has('fan')).toBe(true);
  });

  it('a shadow segment is evaluated and never shown', async () => {
    const definitions = shopDefinitions();
    const { fan } = definitions.segments;
    const tab = await granted(
      newDevice(),
      edgeWith(
        await owner.sign({
          ...definitions,
          segments: {
            ...definitions.segments,
            fan: { ...(fan as NonNullable<typeof fan>), shadow: true },
          },
        }),
      ),
    );
    view(tab, 3);
    expect(tab.covey.has('fan')).toBe(false);
    expect(await tab.covey.explain('fan')).toBeNull();
    expect(tab.covey.segments()).toEqual([]);
  });
});

describe('traits', () => {
  it('that are declared and fit are taken; all others are refused and counted', async () => {
    const device = newDevice();
    const tab = await granted(device);
    tab.covey.identify({ plan: 'pro', age: 30 });
    expect(tab.covey.has('pro')).toBe(true);
    tab.covey.identify({
      plan: 'gold',
      age: 'old',
      email: 'a@b.example',
      __proto__: { plan: 'x' },
    });
    expect(tab.covey.has('pro')).toBe(true);
    expect(tab.covey.diagnostics().problems).toEqual({ 'trait-refused': 3 });
    await settle();
    expect((await stored(device)).state['snapshot']).toMatchObject({
      traits: { plan: 'pro', age: 30 },
    });
    tab.covey.identify({ plan: null });
    expect(tab.covey.has('pro')).toBe(false);
  });

  it('given before the definitions arrive are checked when they do', async () => {
    const tab = open(newDevice(), edgeWith(), owner);
    tab.covey.consent.set({ personalisation: true });
    tab.covey.identify({ plan: 'pro', nonsense: 1 });
    await tab.covey.ready;
    await settle();
    expect(tab.covey.has('pro')).toBe(true);
    expect(tab.covey.diagnostics().problems).toEqual({ 'trait-refused': 1 });
  });
});

describe('the next page', () => {
  it('shows at once what the page before knew, and goes on from there', async () => {
    const device = newDevice();
    const first = await granted(device);
    view(first, 3);
    await settle();
    await first.leave();
    const second = open(device, edgeWith(), owner);
    expect(second.covey.has('fan')).toBe(true);
    expect(second.window.document.documentElement.getAttribute('data-covey')).toBe('fan');
    const changed = vi.fn();
    second.covey.on('change', changed);
    await second.covey.ready;
    await settle();
    expect(second.covey.has('fan')).toBe(true);
    // Once what is held already, and nothing when the engine finds the same.
    const held = { entered: ['fan'], left: [], segments: ['fan'] };
    expect(changed).toHaveBeenCalledExactlyOnceWith(held);
    expect((await stored(device)).events.filter(({ name }) => name === 'view_item')).toHaveLength(
      3,
    );
  });

  it('does not show for first paint what has ended meanwhile', async () => {
    const device = newDevice();
    const first = await granted(device);
    view(first, 3);
    await settle();
    await first.leave();
    await pass(7 * DAY);
    const second = open(device, edgeWith(), owner);
    expect(second.covey.has('fan')).toBe(false);
    await second.covey.ready;
    expect(second.covey.has('fan')).toBe(false);
  });

  it('takes over what a page did in its last moment, once', async () => {
    const device = newDevice();
    const first = await granted(device);
    view(first, 2);
    await settle();
    view(first);
    // The page is gone before any transaction can end.
    first.turn('hidden');
    vi.clearAllTimers();
    expect(device.storage.getItem(NAME)).toContain('"sequence"');
    const second = open(device, edgeWith(), owner);
    await second.covey.ready;
    await settle();
    expect(second.covey.has('fan')).toBe(true);
    expect((await stored(device)).events.filter(({ name }) => name === 'view_item')).toHaveLength(
      3,
    );
    expect(device.storage.getItem(NAME)).not.toContain('"sequence"');
  });

  it('hands over nothing that the definitions do not need', async () => {
    const device = newDevice();
    const tab = await granted(device);
    tab.covey.track('purchase', { value: 5, email: 'someone@example.org' });
    tab.covey.track('unheard_of', { secret: 'planted' });
    tab.turn('hidden');
    const record = device.storage.getItem(NAME) ?? '';
    expect(record).toContain('"value":5');
    expect(record).not.toMatch(/someone|planted/);
    await settle();
  });
});

describe('time', () => {
  it('alone ends a membership, at its instant, by one timer', async () => {
    const tab = await granted(newDevice(), edgeWith(), { capture: 'off' });
    tab.covey.track('purchase', { value: 120 });
    expect(tab.covey.segments()).toEqual(['buyer', 'spender']);
    await pass(3 * DAY - 1);
    expect(tab.covey.has('buyer')).toBe(true);
    await pass(30);
    expect(tab.covey.segments()).toEqual(['spender']);
    expect(vi.getTimerCount()).toBeLessThanOrEqual(2);
  });

  it('beyond what a timer can count is waited for in parts', async () => {
    const tab = await granted(
      newDevice(),
      edgeWith(await owner.sign(shopDefinitions({ expires: '2027-06-24T00:00:00Z' }))),
      { capture: 'off' },
    );
    tab.covey.track('purchase', { value: 120 });
    await pass(30 * DAY);
    expect(tab.covey.has('spender')).toBe(true);
    await pass(60 * DAY);
    expect(tab.covey.has('spender')).toBe(false);
  });

  it('that a sleeping machine missed is made up when the page is turned to', async () => {
    const tab = await granted(newDevice(), edgeWith(), { capture: 'off' });
    tab.covey.track('purchase');
    tab.turn('hidden');
    await settle();
    vi.setSystemTime(START + 4 * DAY);
    expect(tab.covey.has('buyer')).toBe(true);
    tab.turn('visible');
    await settle();
    expect(tab.covey.has('buyer')).toBe(false);
  });

  it('ends all answers when the definitions expire', async () => {
    const edge = edgeWith(await owner.sign(shopDefinitions({ expires: '2026-11-24T12:00:00Z' })));
    const tab = await granted(newDevice(), edge, { capture: 'off' });
    tab.covey.track('purchase');
    expect(tab.covey.has('buyer')).toBe(true);
    await pass(3 * HOUR);
    expect(tab.covey.has('buyer')).toBe(false);
    expect(tab.covey.diagnostics().status).toBe('stopped');
    tab.covey.track('purchase');
    expect(tab.covey.segments()).toEqual([]);
  });

  it('set back lowers what lies in the future to now, and decides anew', async () => {
    const device = newDevice();
    vi.setSystemTime(START + 2 * DAY);
    const first = await granted(device);
    view(first, 3);
    first.covey.track('purchase', { value: 10 });
    await settle();
    await first.leave();

    vi.setSystemTime(START);
    const second = open(device, edgeWith(), owner, { capture: 'off' });
    await second.covey.ready;
    await settle();
    const { events, state } = await stored(device);
    expect(Math.max(...events.map(({ time }) => time))).toBeLessThanOrEqual(START);
    expect(state['snapshot']).toMatchObject({ last: START });
    expect(second.covey.segments()).toEqual(['fan', 'buyer']);
    expect(second.covey.diagnostics().problems).toMatchObject({ 'clock-set-back': 1 });
    await pass(3 * DAY + MINUTE);
    expect(second.covey.segments()).toEqual(['fan']);
  });

  it('set back while a page is open is noticed when the page is turned to', async () => {
    const device = newDevice();
    vi.setSystemTime(START + 2 * DAY);
    const tab = await granted(device, edgeWith(), { capture: 'off' });
    tab.covey.track('purchase');
    await settle();
    vi.setSystemTime(START);
    tab.turn('visible');
    await settle();
    expect(tab.covey.has('buyer')).toBe(true);
    expect((await stored(device)).events.every(({ time }) => time <= START)).toBe(true);
    await pass(3 * DAY + MINUTE);
    expect(tab.covey.has('buyer')).toBe(false);
  });
});

describe('retention', () => {
  it('keeps of an event what the definitions read, as long as their windows reach', async () => {
    const device = newDevice();
    const tab = await granted(device, edgeWith(), { capture: 'off' });
    tab.covey.track('purchase', { value: 7, currency: 'EUR', email: 'a@b.example' });
    tab.covey.track('view_item', { item_id: 'x' });
    tab.covey.track('unread', { any: 'thing' });
    await settle();
    const { events, state } = await stored(device);
    expect(events.map(({ name, props }) => [name, props])).toEqual([
      ['purchase', { value: 7 }],
      ['view_item', undefined],
    ]);
    expect(JSON.stringify(state['snapshot'])).not.toMatch(/a@b|thing|EUR/);

    await pass(7 * DAY + MINUTE);
    expect((await stored(device)).events.map(({ name }) => name)).toEqual(['purchase']);
    await tab.leave();
    // On a page much later, without any event.
    vi.setSystemTime(START + 91 * DAY);
    const later = open(
      device,
      edgeWith(
        await owner.sign(
          shopDefinitions({
            version: 2,
            issued: '2027-02-01T00:00:00Z',
            expires: '2027-04-24T00:00:00Z',
          }),
        ),
      ),
      owner,
      { capture: 'off' },
    );
    await later.covey.ready;
    await settle();
    expect((await stored(device)).events).toEqual([]);
  });
});

describe('new definitions', () => {
  it('go on from the state of unchanged metrics, rebuild the others, and drop what is no longer read', async () => {
    const device = newDevice();
    const first = await granted(device);
    view(first, 3);
    first.covey.track('purchase', { value: 60 });
    await settle();
    await first.leave();

    const before = shopDefinitions();
    const { views: _, ...metrics } = before.metrics ?? {};
    const next = await owner.sign({
      ...before,
      version: 2,
      metrics: { ...metrics, total: { sum: 'purchase.value', within: '60d' } },
      segments: {
        buyer: { when: { 'metric.orders': { $gte: 1 } } },
        big: { when: { 'metric.total': { $gte: 50 } } },
      },
    });
    vi.setSystemTime(START + HOUR);
    const second = open(device, edgeWith(next), owner);
    await second.covey.ready;
    await settle();
    await settle();
    expect(second.covey.diagnostics().definitions?.version).toBe(2);
    expect(second.covey.segments()).toEqual(['buyer', 'big']);
    expect((await stored(device)).events.map(({ name }) => name)).toEqual(['purchase']);
  });

  it('that read fewer properties take the others out of what is stored', async () => {
    const device = newDevice();
    const first = await granted(device);
    first.covey.track('purchase', { value: 60 });
    await settle();
    await first.leave();
    expect(JSON.stringify((await stored(device)).events)).toContain('60');
    const next = await owner.sign(
      shopDefinitions({
        version: 2,
        metrics: { orders: { count: 'purchase', within: '3d' } },
        segments: { buyer: { when: { 'metric.orders': { $gte: 1 } } } },
      }),
    );
    vi.setSystemTime(START + HOUR);
    const second = open(device, edgeWith(next), owner, { capture: 'off' });
    await until(() => second.covey.diagnostics().definitions?.version === 2);
    await settle();
    expect(second.covey.has('buyer')).toBe(true);
    const { events, state } = await stored(device);
    expect(events).toEqual([{ name: 'purchase', time: START, session: 1 }]);
    expect(JSON.stringify((state['snapshot'] as { engine: object }).engine)).not.toContain('60,');
  });

  it('with stop end evaluation at once, and nothing more is stored', async () => {
    const device = newDevice();
    const first = await granted(device);
    view(first, 3);
    await settle();
    await first.leave();
    vi.setSystemTime(START + HOUR);
    const second = open(
      device,
      edgeWith(await owner.sign(shopDefinitions({ version: 2, stop: true }))),
      owner,
    );
    await second.covey.ready;
    await settle();
    expect(second.covey.segments()).toEqual([]);
    expect(second.covey.diagnostics().status).toBe('stopped');
    const count = (await stored(device)).events.length;
    view(second, 5);
    await settle();
    expect((await stored(device)).events).toHaveLength(count);
    await pass(MINUTE);
    expect(device.storage.getItem(NAME)).not.toContain('fan');
  });

  it('for children leave everything off', async () => {
    const tab = await granted(
      newDevice(),
      edgeWith(await owner.sign(shopDefinitions({ children: true }))),
    );
    view(tab, 5);
    expect(tab.covey.segments()).toEqual([]);
    expect(tab.covey.diagnostics().status).toBe('stopped');
  });

  it('with one malformed segment run all others', async () => {
    const definitions = shopDefinitions();
    const tab = await granted(
      newDevice(),
      edgeWith(
        await owner.sign({
          ...definitions,
          segments: { ...definitions.segments, broken: { when: { 'metric.absent': { $gte: 1 } } } },
        }),
      ),
    );
    view(tab, 3);
    expect(tab.covey.segments()).toEqual(['fan']);
    expect(tab.covey.has('broken')).toBe(false);
    expect(Object.keys(tab.covey.diagnostics().disabled)).toEqual(['broken']);
  });
});

describe('a pattern that takes too long', () => {
  const patterns = () =>
    owner.sign(
      shopDefinitions({
        metrics: {
          shop: { count: 'view_item', within: '7d', where: { label: { $regex: '^/sh?op' } } },
          all: { count: 'view_item', within: '7d' },
        },
        segments: {
          shopper: { when: { 'metric.shop': { $gte: 1 } } },
          nobody: { when: { 'metric.shop': { $lt: 1 } } },
          here: { when: { 'page.path': { $regex: '^/+$' } } },
          viewer: { when: { 'metric.all': { $gte: 1 } } },
        },
      }),
    );

  it('makes what reads it unknown on this page, and the next tries anew', async () => {
    const [device, envelope] = [newDevice(), await patterns()];
    let clock = 0;
    let step = 0;
    const prepare = (window: object) =>
      Object.defineProperty(window, 'performance', { value: { now: () => (clock += step) } });
    const first = open(device, newEdge(envelope), owner, { prepare });
    first.covey.consent.set({ personalisation: true });
    await first.covey.ready;
    first.covey.track('view_item', { label: '/shop/1' });
    expect(first.covey.segments()).toEqual(['shopper', 'here', 'viewer']);
    await settle();

    step = 200;
    first.covey.track('view_item', { label: '/shop/2' });
    step = 0;
    await settle();
    expect((await first.covey.explain('shopper'))?.member).toBeNull();
    expect((await first.covey.explain('nobody'))?.member).toBeNull();
    expect(first.covey.segments()).toEqual(['here', 'viewer']);
    expect(first.covey.metrics()).toMatchObject({ all: 2 });
    const { problems, disabled } = first.covey.diagnostics();
    expect(problems).toEqual({ 'pattern-slow': 1 });
    expect(Object.keys(disabled)).toEqual(['metric.shop']);
    expect(disabled['metric.shop']).toContain('slow pattern "^/sh?op"');
    await first.leave();

    const next = open(device, newEdge(envelope), owner);
    await next.covey.ready;
    await settle();
    expect(next.covey.segments()).toEqual(['shopper', 'here', 'viewer']);
    expect(next.covey.metrics()).toMatchObject({ shop: 2, all: 2 });
  });

  it('is one of many that take too long together: of those that were not tried nothing is said', async () => {
    const names = Array.from({ length: 10 }, (_, at) => `p${at}`);
    const envelope = await owner.sign(
      shopDefinitions({
        metrics: Object.fromEntries(
          names.map((name) => [
            name,
            { count: 'view_item', within: '7d', where: { label: { $regex: `^/${name}x*` } } },
          ]),
        ),
        segments: Object.fromEntries(
          names.map((name) => [`not-${name}`, { when: { [`metric.${name}`]: { $lt: 1 } } }]),
        ),
      }),
    );
    let [clock, step, told] = [0, 0, 0];
    const prepare = (window: object) =>
      Object.defineProperty(window, 'performance', { value: { now: () => (clock += step) } });
    const page = open(newDevice(), newEdge(envelope), owner, { prepare });
    page.covey.consent.set({ personalisation: true });
    await page.covey.ready;
    page.covey.on('leave:not-p9', () => told++);
    step = 60;
    page.covey.track('view_item', { label: '/p9' });
    step = 0;
    await settle();
    const { problems, disabled } = page.covey.diagnostics();
    expect(problems).toEqual({ 'pattern-slow': 10 });
    expect(Object.keys(disabled)).toEqual(names.map((name) => `metric.${name}`));
    expect((await page.covey.explain('not-p9'))?.member).toBeNull();
    expect(page.covey.segments()).toEqual([]);
    expect(told).toBe(1);
  });
});
