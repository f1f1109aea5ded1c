import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createCovey } from '../../sdk/index.ts';
import {
  DAY,
  EDGE,
  newDevice,
  newEdge,
  newOwner,
  open,
  type Device,
  type Owner,
  pass,
  settle,
  until,
  SITE,
  define,
  stored,
  shopDefinitions,
  useClock,
} from './harness.ts';

useClock();
let owner: Owner;
let envelope: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  owner = await newOwner();
  envelope = await owner.sign(shopDefinitions());
});

async function granted() {
  const tab = open(newDevice(), newEdge(envelope), owner, { capture: 'off' });
  tab.covey.consent.set({ personalisation: true });
  await tab.covey.ready;
  return tab;
}

describe('nothing that a page passes in', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
  });

  it('makes a call throw, with consent or without', async () => {
    const { covey } = await granted();
    const refused = open(newDevice(), newEdge(), owner).covey;
    fc.assert(
      fc.property(anything, anything, (one, other) => {
        for (const each of [covey, refused]) {
          const face = each as unknown as { [name: string]: (...args: unknown[]) => unknown };
          for (const name of ['track', 'identify', 'has', 'on', 'choose', 'explain'])
            face[name]?.(one, other);
        }
        return refused.segments().length === 0;
      }),
      { numRuns: 300 },
    );
    await settle();
    covey.track('purchase', { value: 200 });
    expect(covey.segments()).toEqual(['buyer', 'spender']);
  });

  it('as an answer about consent grants anything but what is plainly true', () => {
    fc.assert(
      fc.property(anything, anything, (personalisation, measurement) => {
        const { covey } = open(newDevice(), newEdge(), owner);
        covey.consent.set({ personalisation, measurement } as never);
        const state = covey.consent.get();
        return (
          (state.personalisation === true) === (personalisation === true) &&
          (state.measurement === true) === (measurement === true)
        );
      }),
      { numRuns: 60 },
    );
  });

  it('reaches the prototype of all objects', async () => {
    const { covey } = await granted();
    const hostile = JSON.parse(
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    );
    covey.track('purchase', hostile);
    covey.identify(hostile);
    covey.choose(hostile);
    await settle();
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('that throws when it is read gets out', async () => {
    const { covey } = await granted();
    const trap = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('trap');
        },
        get: () => {
          throw new Error('trap');
        },
      },
    );
    expect(() => covey.track('purchase', trap)).not.toThrow();
    expect(() => covey.identify(trap)).not.toThrow();
    expect(() => covey.consent.set(trap)).not.toThrow();
    expect(covey.diagnostics().problems['internal']).toBeGreaterThanOrEqual(1);
  });
});

describe('properties that cannot be taken', () => {
  const reading = async () =>
    owner.sign(
      define({
        metrics: {
          spend: { sum: 'purchase.value', within: '90d' },
          items: { sum: 'purchase.items.price', within: '90d' },
          names: { distinct: 'purchase.label', within: '90d' },
          orders: { count: 'purchase', within: '90d' },
        },
        history: [{ event: 'purchase', properties: ['extra', 'deep'], for: '30d', why: 'test' }],
      }),
    );
  const page = async () => {
    const device = newDevice();
    const edge = newEdge(await reading());
    const tab = open(device, edge, owner, { capture: 'off' });
    tab.covey.consent.set({ personalisation: true });
    await tab.covey.ready;
    return { ...tab, device };
  };
  const endless: { self?: unknown; a: number } = { a: 1 };
  endless.self = endless;
  const throwing = {
    get value(): number {
      throw new Error('no');
    },
  };
  const hostile = new Proxy(
    {},
    {
      get: () => {
        throw new Error('no');
      },
      ownKeys: () => {
        throw new Error('no');
      },
    },
  );

  it.each([
    ['a cycle', endless, { a: 1 }],
    ['a text without end', 'x'.repeat(100_000), 'x'.repeat(1000)],
    [
      'a list without end',
      Array.from({ length: 5000 }, (_, at) => at),
      Array.from({ length: 2000 }, (_, at) => at),
    ],
    ['a getter that throws', throwing, {}],
    ['a proxy that throws', hostile, undefined],
    ['a number beyond numbers', 2n ** 80n, undefined],
    ['a node of the page', document.createElement('p'), undefined],
    ['a toJSON that throws', { toJSON: () => hostile['x' as never] }, undefined],
  ])('%s costs itself alone, and is named', async (_, extra, kept) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { covey, device } = await page();
    covey.track('purchase', { extra, value: 5, items: [{ price: 2 }, { price: 3 }] });
    expect(covey.metrics()).toMatchObject({ spend: 5, items: 5, orders: 1 });
    expect(covey.diagnostics().problems).toEqual({ 'props-refused': 1 });
    await settle();
    const [event] = (await stored(device)).events as readonly { props?: { extra?: unknown } }[];
    expect(event?.props?.extra).toEqual(kept);
    warn.mockRestore();
  });

  it('money written as text counts where it is clear, and is told where it is not', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { covey, device } = await page();
    covey.track('purchase', { value: '1,234.50', transaction_id: 'T1' });
    covey.track('purchase', { value: '1,234.50', transaction_id: 'T1' });
    expect(covey.metrics()).toMatchObject({ spend: 1234.5, orders: 1 });
    expect(covey.diagnostics().problems).toEqual({});
    covey.track('purchase', { value: '1.234' });
    expect(covey.metrics()).toMatchObject({ spend: 1234.5, orders: 2 });
    expect(covey.diagnostics().problems).toEqual({ 'number-unreadable': 1 });
    await settle();
    // The repetition is not stored.
    expect((await stored(device)).events).toHaveLength(2);
    warn.mockRestore();
  });

  it('that no definition reads are not even looked at', async () => {
    const { covey } = await page();
    const asked = vi.fn();
    const bulky = { price: 7, product: endless };
    covey.track('purchase', {
      value: 5,
      items: [bulky],
      label: 'a',
      element: document.body,
      rest: hostile,
      get secret() {
        asked();
        return 1;
      },
    });
    expect(covey.metrics()).toMatchObject({ spend: 5, items: 7, names: 1 });
    expect(covey.diagnostics().problems).toEqual({});
    expect(asked).not.toHaveBeenCalled();
  });

  it('are taken as JSON has them where they can be', async () => {
    const { covey, device } = await page();
    const extra = { at: new Date(0), big: 12n, nan: NaN, none: undefined, list: [undefined, 1] };
    covey.track('purchase', { extra, value: 5n });
    expect(covey.metrics()).toMatchObject({ spend: 5 });
    expect(covey.diagnostics().problems).toEqual({});
    await settle();
    expect((await stored(device)).events.map(({ props }) => props)).toContainEqual({
      extra: { at: '1970-01-01T00:00:00.000Z', big: 12, nan: null, list: [null, 1] },
      value: 5,
    });
  });

  it('before definitions have come leave the others as they are', async () => {
    const edge = newEdge(await reading());
    const tab = open(newDevice(), edge, owner, { capture: 'off' });
    tab.covey.consent.set({ personalisation: true });
    tab.covey.track('purchase', { extra: endless, more: hostile, value: 5 });
    await tab.covey.ready;
    expect(tab.covey.metrics()).toMatchObject({ spend: 5, orders: 1 });
  });
});

describe('many events at once', () => {
  const counting = async () =>
    owner.sign(define({ metrics: { views: { count: 'view_item', within: '7d' } } }));
  const burst = async (count: number) => {
    const edge = newEdge(await counting());
    const device = newDevice();
    const tab = open(device, edge, owner, { capture: 'off' });
    tab.covey.consent.set({ personalisation: true });
    await tab.covey.ready;
    await settle();
    for (let event = 0; event < count; event++) tab.covey.track('view_item', { item_id: event });
    return { ...tab, device };
  };

  it('are decided in slices, one a task, and none is lost', async () => {
    const { covey, device } = await burst(3000);
    const views = () => Number(covey.metrics()['views']);
    const seen = [views()];
    while ((seen.at(-1) ?? 0) < 3000) {
      await new Promise((resolve) => setImmediate(resolve));
      await vi.advanceTimersByTimeAsync(0);
      if (views() !== seen.at(-1)) seen.push(views());
    }
    expect(seen).toEqual(Array.from({ length: 26 }, (_, slice) => 500 + 100 * slice));
    await settle();
    expect((await stored(device)).events).toHaveLength(3000);
    expect(covey.diagnostics().problems).toEqual({});
  });

  it('beyond what can wait are dropped, and counted', async () => {
    const { covey } = await burst(12_000);
    expect(covey.diagnostics().problems).toEqual({ 'events-dropped': 1500 });
  });

  it('that still wait as the page is left come with the next', async () => {
    const first = await burst(800);
    await first.leave();
    const edge = newEdge(await counting());
    const next = open(first.device, edge, owner, { capture: 'off' });
    await next.covey.ready;
    await settle();
    expect(next.covey.metrics()).toEqual({ views: 800 });
  });

  const another = async (device: Device) => {
    const edge = newEdge(await counting());
    const tab = open(device, edge, owner, { capture: 'off' });
    await tab.covey.ready;
    await settle();
    return tab;
  };

  it.each([800, 1500])(
    '%i that still wait are counted once, also where the page comes back',
    async (count) => {
      const first = await burst(count);
      await first.cache();
      const next = await another(first.device);
      expect(next.covey.metrics()).toEqual({ views: count });
      await next.leave();
      await first.restore();
      await settle();
      expect(first.covey.metrics()).toEqual({ views: count });
      expect(
        (await stored(first.device)).events.filter(({ name }) => name === 'view_item'),
      ).toHaveLength(count);
      expect(first.covey.diagnostics().problems).toEqual({});
    },
  );

  it('are counted once also where many pages were there meanwhile', async () => {
    const first = await burst(2);
    await first.cache();
    for (let page = 0; page < 12; page++) {
      const next = await another(first.device);
      next.covey.track('view_item');
      await settle();
      await next.leave();
    }
    await first.restore();
    await settle();
    expect(first.covey.metrics()).toEqual({ views: 14 });
  });

  it('that a page which is left cannot hand over are counted as dropped by the next', async () => {
    const first = await burst(2000);
    await first.cache();
    const next = await another(first.device);
    expect(next.covey.metrics()).toEqual({ views: 1500 });
    expect(next.covey.diagnostics().problems).toEqual({ 'events-dropped': 500 });
    await next.leave();
    await first.restore();
    await settle();
    expect(first.covey.metrics()).toEqual({ views: 1500 });
    expect(first.covey.diagnostics().problems).toEqual({});
  });

  it('and not handed over are not lost where no other page was there meanwhile', async () => {
    const first = await burst(2000);
    await first.cache();
    await first.restore();
    await until(() => first.covey.metrics()['views'] === 2000);
    expect(first.covey.diagnostics().problems).toEqual({});
  });

  it('and wait on a hidden page are all counted there, whatever another took in meanwhile', async () => {
    const first = await burst(2000);
    first.turn('hidden');
    const next = await another(first.device);
    await until(() => next.covey.metrics()['views'] === 2000);
    for (const { covey } of [first, next]) expect(covey.diagnostics().problems).toEqual({});
  });

  it('before the engine has come are kept up to a number, and counted beyond', async () => {
    const { covey } = open(newDevice(), newEdge(), owner, {
      code: { loadActive: () => new Promise(() => {}) },
    });
    covey.consent.set({ personalisation: true });
    for (let event = 0; event < 600; event++) covey.track('view_item');
    expect(covey.diagnostics().problems).toEqual({ 'events-dropped': 100 });
  });
});

describe('misuse', () => {
  it('is counted in production and said aloud in development', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const quiet = open(newDevice(), newEdge(), owner, { debug: false }).covey;
    quiet.track(7 as never);
    quiet.on('change', null as never);
    await settle();
    expect(warn).not.toHaveBeenCalled();
    expect(quiet.diagnostics().problems).toEqual({ misuse: 2 });
    const loud = open(newDevice(), newEdge(), owner, { debug: true }).covey;
    loud.track('enter:fan');
    await until(() => warn.mock.calls.length > 0);
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      expect.stringContaining('not "enter:fan". Names that begin with "enter:"'),
    );
    warn.mockRestore();
  });

  it('localhost is development unless it is said otherwise', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const here = { url: 'http://localhost:8080/' };
    open(newDevice(), newEdge(), owner, { ...here, debug: undefined }).covey.track('');
    await until(() => warn.mock.calls.length > 0);
    expect(warn).toHaveBeenCalledOnce();
    open(newDevice(), newEdge(), owner, { ...here, debug: false }).covey.track('');
    await settle();
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
  });
});

describe('one copy a page', () => {
  it('a second is the first, and is told of', async () => {
    const { covey, window } = await granted();
    const second = createCovey({
      site: 'other.example',
      keys: '',
      edge: EDGE,
      host: { window: window as never },
    });
    expect(second).toBe(covey);
    expect(covey.diagnostics()).toMatchObject({ site: SITE, problems: { 'second-copy': 1 } });
  });

  it('ends when it is destroyed, with the page as its author wrote it and what it stored in place', async () => {
    const device = newDevice();
    const edge = newEdge(envelope);
    const html = '<p data-covey-show="buyer" hidden></p>';
    const closed = vi.fn();
    const host = {
      channel: () => ({ postMessage() {}, close: closed }) as never,
    };
    const tab = open(device, edge, owner, { html, host });
    tab.covey.consent.set({ personalisation: true, measurement: true });
    await tab.covey.ready;
    const heard = vi.fn();
    tab.covey.on('change', heard);
    tab.covey.track('purchase', { value: 200 });
    expect(tab.window.document.querySelector('p')?.hidden).toBe(false);
    heard.mockClear();
    const timers = vi.getTimerCount();
    expect(timers).toBeGreaterThan(0);

    tab.covey.destroy();
    await settle();
    expect(tab.window.document.querySelector('p')?.hidden).toBe(true);
    expect(tab.window.document.documentElement.hasAttribute('data-covey')).toBe(false);
    expect(closed).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
    const asked = edge.requests.length;
    tab.turn('hidden');
    tab.turn('visible');
    tab.window.dispatchEvent(new tab.window.Event('focus'));
    tab.covey.track('purchase');
    tab.covey.consent.set({ measurement: false });
    await pass(DAY);
    expect(edge.requests.length).toBe(asked);
    expect(heard).not.toHaveBeenCalled();
    expect(tab.covey.segments()).toEqual([]);
    expect(tab.covey.diagnostics()).toMatchObject({ status: 'off', storage: 'none' });
    tab.covey.destroy();

    const next = open(device, edge, owner);
    expect(next.covey.has('buyer')).toBe(true);
    await next.covey.ready;
    expect(next.covey.segments()).toEqual(['buyer', 'spender']);
  });

  it('can be started anew where it was destroyed', async () => {
    const { covey, window } = await granted();
    covey.destroy();
    const next = createCovey({
      site: SITE,
      keys: '',
      edge: EDGE,
      host: { window: window as never, localStorage: () => newDevice().storage },
    });
    expect(next).not.toBe(covey);
    next.destroy();
  });
});

describe('code that is loaded later', () => {
  it('and cannot be is tried again when the page is turned to', async () => {
    const run = await import('../../sdk/active.ts');
    const loadActive = vi.fn().mockRejectedValueOnce(new Error('blocked')).mockResolvedValue(run);
    const tab = open(newDevice(), newEdge(envelope), owner, {
      capture: 'off',
      code: { loadActive },
    });
    tab.covey.consent.set({ personalisation: true });
    tab.covey.track('view_item');
    tab.covey.identify({ plan: 'pro' });
    await tab.covey.ready;
    tab.covey.track('view_item');
    expect(tab.covey.diagnostics()).toMatchObject({ status: 'waiting' });
    // What came before and what comes after is lost, and nothing says that consent is missing.
    expect(tab.covey.diagnostics().problems).toEqual({ 'engine-failed': 1, 'events-dropped': 3 });
    tab.turn('visible');
    tab.covey.track('purchase', { value: 5 });
    await tab.covey.ready;
    expect(tab.covey.diagnostics().status).toBe('running');
    expect(tab.covey.has('buyer')).toBe(true);
  });

  it('is not asked for before consent, nor started when consent is gone before it came', async () => {
    const run = await import('../../sdk/active.ts');
    let arrive: (code: typeof run) => void = () => {};
    const loadActive = vi.fn(() => new Promise<typeof run>((resolve) => (arrive = resolve)));
    const device = newDevice();
    const tab = open(device, newEdge(envelope), owner, {
      code: { loadActive },
    });
    await settle();
    expect(loadActive).not.toHaveBeenCalled();
    tab.covey.consent.set({ personalisation: true });
    tab.covey.track('purchase');
    expect(loadActive).toHaveBeenCalledOnce();
    tab.covey.consent.set({ personalisation: false });
    arrive(run);
    await settle();
    expect(tab.covey.diagnostics().status).toBe('off');
    expect(await device.indexedDB?.databases()).toEqual([]);
  });

  it('a panel that does not come is counted, and the page goes on', async () => {
    const tab = open(newDevice(), newEdge(), owner, {
      code: { loadPart: () => Promise.reject(new Error('blocked')) },
    });
    await tab.covey.panel();
    expect(tab.covey.diagnostics().problems).toEqual({ 'panel-failed': 1 });
  });
});
