// Bridges on pages that are odd: with the real library where there is one, and with stand-ins for what others do to it.
// What ten real libraries do together is in test/e2e/bridges.test.ts.
import mixpanel from 'mixpanel-browser';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectAdobeAnalytics } from '../../sdk/add-ons/bridges/adobe-analytics.ts';
import { connectAdobeDataLayer } from '../../sdk/add-ons/bridges/adobe-data-layer.ts';
import { connectMatomo } from '../../sdk/add-ons/bridges/matomo.ts';
import { connectMixpanel, type Mixpanel } from '../../sdk/add-ons/bridges/mixpanel.ts';
import { connectPlausible } from '../../sdk/add-ons/bridges/plausible.ts';
import { connectSegment } from '../../sdk/add-ons/bridges/segment.ts';
import { connectSnowplow } from '../../sdk/add-ons/bridges/snowplow.ts';
import type { Bridge } from '../../sdk/add-ons/bridges/contract.ts';

const page = window as unknown as { [name: string]: unknown };
let heard: [string, unknown][] = [];
let traits: unknown[] = [];
const covey = {
  track: (name: string, props?: unknown) => void heard.push([name, props]),
  identify: (given: unknown) => void traits.push(given),
};
const names = () => heard.map(([name]) => name);
let ends: (() => void)[] = [];
const connect = <L extends object>(bridge: Bridge<L>, options?: Parameters<Bridge<L>>[1]) => {
  const stop = bridge(covey, options);
  ends.push(stop);
  return stop;
};
beforeEach(() => {
  heard = [];
  traits = [];
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  for (const name of ['analytics', '_paq', 'adobeDataLayer', 'plausible', 'snowplow', 's', 'bag'])
    delete page[name];
});
/** What makes a bridge look again. */
const look = () => window.dispatchEvent(new Event('focus'));

describe('a method that is listened to', () => {
  const library = () => {
    const track = Object.assign(
      function (this: unknown, ...args: unknown[]) {
        if (args[0] === 'bad') throw new Error('theirs');
        return { self: this, args };
      },
      { version: 3 },
    );
    return { track };
  };

  it('gives, throws and looks as before; and is back when the bridge ends', () => {
    const analytics = library();
    const { track } = analytics;
    page['analytics'] = analytics;
    const stop = connect(connectSegment);
    expect(analytics.track).not.toBe(track);
    expect(analytics.track.version).toBe(3);
    const props = { a: 1 };
    const given = analytics.track('one', props, null, undefined);
    expect(given).toEqual({ self: analytics, args: ['one', props, null, undefined] });
    expect(given.args[1]).toBe(props);
    expect(() => analytics.track('bad')).toThrow('theirs');
    expect(names()).toEqual(['one', 'bad']);
    stop();
    expect(analytics.track).toBe(track);
    expect(Object.getOwnPropertyDescriptor(page, 'analytics')).toMatchObject({
      value: analytics,
      writable: true,
    });
  });

  it('hears one call where somebody puts a method of their own around it, and none after its end', () => {
    const analytics = library();
    page['analytics'] = analytics;
    const stop = connect(connectSegment);
    const ours = analytics.track;
    const around = vi.fn((...args: unknown[]) => ours.apply(analytics, args));
    analytics.track = around as never;
    look();
    analytics.track('one', {});
    expect(around).toHaveBeenCalledTimes(1);
    expect(names()).toEqual(['one']);
    // The site takes its own back.
    analytics.track = ours;
    analytics.track('two');
    stop();
    analytics.track('three');
    ours.call(analytics, 'four');
    expect(names()).toEqual(['one', 'two']);
  });

  it('lets nothing of Covey’s into the library, and nothing of what cannot be read', () => {
    const analytics = library();
    page['analytics'] = analytics;
    const broken = {
      track: () => {
        throw new Error('ours');
      },
      identify: () => {},
    };
    ends.push(connectSegment(broken));
    const props = {
      get a() {
        throw new Error('a getter');
      },
    };
    expect(analytics.track('one', props).args).toEqual(['one', props]);
    expect(() => analytics.track('two')).not.toThrow();
  });

  it('of a frozen library is not heard, and the page goes on', () => {
    page['analytics'] = Object.freeze(library());
    connect(connectSegment);
    (page['analytics'] as ReturnType<typeof library>).track('one');
    expect(heard).toEqual([]);
  });
});

describe('a library', () => {
  it('that comes late is heard from its first call, also in the task in which it comes', () => {
    connect(connectSegment);
    const track = vi.fn();
    page['analytics'] = { track };
    (page['analytics'] as { track: (name: string) => void }).track('one');
    expect(names()).toEqual(['one']);
    expect(track).toHaveBeenCalledTimes(1);
  });

  it('that repeats what its stub has kept is heard once', () => {
    connect(connectSegment);
    const stub: unknown[][] = [];
    page['analytics'] = stub;
    const props = { level: 3 };
    stub.push(['track', 'kept', props], ['track', 'bare', { __t: 'bpc' }]);
    expect(heard).toEqual([
      ['kept', props],
      ['bare', {}],
    ]);
    const analytics = { track: vi.fn() };
    page['analytics'] = analytics;
    // The page's own is not the stub's, though it looks alike.
    analytics.track('kept', { level: 3 });
    analytics.track('kept', props);
    analytics.track('bare');
    analytics.track('bare');
    expect(names()).toEqual(['kept', 'bare', 'kept', 'bare']);
  });

  it('that is loaded anew is heard once, and the one before no longer matters', () => {
    connect(connectSegment);
    const first = { track: vi.fn() };
    page['analytics'] = first;
    page['analytics'] = { track: vi.fn() };
    (page['analytics'] as typeof first).track('one');
    expect(names()).toEqual(['one']);
  });

  it('has one bridge: another does nothing, by the global or by the object, until the first has ended', () => {
    const analytics = { track: vi.fn() };
    page['analytics'] = analytics;
    const stop = connect(connectSegment);
    connect(connectSegment);
    const other = connect(connectSegment, { library: analytics });
    analytics.track('one');
    expect(names()).toEqual(['one']);
    other();
    stop();
    look();
    analytics.track('unheard');
    connect(connectSegment);
    analytics.track('two');
    expect(names()).toEqual(['one', 'two']);
  });
});

describe('what is passed', () => {
  const analytics = () => {
    const library = { track: vi.fn(), page: vi.fn(), identify: vi.fn() };
    page['analytics'] = library;
    return library;
  };

  it('leaves out what Covey captures by itself, unless that is asked for', () => {
    const library = analytics();
    const stop = connect(connectSegment);
    library.page('Shop', 'Home', { mood: 'good' });
    library.track('Scroll');
    expect(heard).toEqual([]);
    stop();
    connect(connectSegment, { automatic: true });
    library.page('Shop', 'Home', { mood: 'good' });
    expect(heard).toMatchObject([['page_view', { mood: 'good' }]]);
  });

  it('calls the site’s own events as the site says, and leaves out those without a name', () => {
    const library = analytics();
    connect(connectSegment, {
      names: { 'Bag filled': 'add_to_cart', Debug: '', 'Order Completed': 'order' },
    });
    library.track('Bag Filled', { sku: 'pan-1' });
    library.track('Debug');
    library.track('Order Completed');
    expect(heard).toMatchObject([
      ['add_to_cart', { items: [{ item_id: 'pan-1' }] }],
      ['order', {}],
    ]);
  });

  it('tells of visitors only the traits that are named', () => {
    const library = analytics();
    const stop = connect(connectSegment);
    library.identify('visitor-1', { plan: 'pro', email: 'a@b.example' });
    expect(traits).toEqual([]);
    stop();
    connect(connectSegment, { traits: ['plan', 'toString'] });
    library.identify('visitor-1', { plan: 'pro', email: 'a@b.example' });
    library.identify({ email: 'a@b.example' });
    expect(traits).toEqual([{ plan: 'pro' }]);
  });
});

describe('Mixpanel', () => {
  const newInstance = (name: string, config: object = {}) =>
    mixpanel.init(
      'token',
      {
        api_host: 'https://mixpanel.invalid',
        persistence: 'localStorage',
        batch_requests: true,
        autocapture: false,
        ...config,
      } as never,
      name,
    ) as unknown as Mixpanel & {
      track(
        name: string,
        fields?: object,
      ): { event: string; properties: { [name: string]: unknown } } | undefined;
      set_config(config: object): void;
      opt_out_tracking(options?: object): void;
      people: { set(name: unknown, value?: unknown): void };
    };

  it('is heard as the hooks before have made it, and sends what it did', () => {
    const library = newInstance('a', {
      hooks: {
        before_track: (name: string, fields: object) =>
          name === 'secret' ? null : [`My ${name}`, { ...fields, mine: 1 }],
      },
    });
    const stop = connect(connectMixpanel, { library });
    const given = library.track('event', { level: 3 });
    expect(given).toMatchObject({ event: 'My event', properties: { level: 3, mine: 1 } });
    expect(library.track('bare')).toMatchObject({ event: 'My bare', properties: { mine: 1 } });
    expect(heard).toEqual([
      ['My event', { level: 3, mine: 1 }],
      ['My bare', { mine: 1 }],
    ]);
    stop();
    expect(library.track('event')).toMatchObject({ event: 'My event' });
    expect(heard).toHaveLength(2);
  });

  it('is heard, and once, after a configuration with hooks of its own', () => {
    const library = newInstance('b');
    connect(connectMixpanel, { library });
    look();
    library.track('one');
    library.set_config({
      hooks: { before_track: [(name: string, fields: object) => [name, fields]] },
    });
    look();
    library.track('two');
    expect(names()).toEqual(['one', 'two']);
  });

  it('is not heard of a visitor who opted out', () => {
    const library = newInstance('c');
    connect(connectMixpanel, { library });
    library.opt_out_tracking();
    library.track('one');
    expect(heard).toEqual([]);
  });

  it('tells traits by name or all at once', () => {
    const library = newInstance('d');
    connect(connectMixpanel, { library, traits: ['plan'] });
    library.people.set('plan', 'pro');
    library.people.set({ plan: 'free', email: 'a@b.example' });
    expect(traits).toEqual([{ plan: 'pro' }, { plan: 'free' }]);
  });
});

describe('others', () => {
  it('a listener of the data layer that throws keeps nothing from being heard, and what stood in it is not', () => {
    page['adobeDataLayer'] = Object.assign([{ event: 'before' }], {
      push() {
        throw new Error('theirs');
      },
    });
    connect(connectAdobeDataLayer);
    const layer = page['adobeDataLayer'] as unknown[];
    expect(() => layer.push({ event: 'one' }, null, () => {}, { page: 1 })).toThrow('theirs');
    expect(names()).toEqual(['one']);
  });

  it('Piwik PRO’s goods are Matomo’s, and a function in the list is none', () => {
    page['_paq'] = [];
    connect(connectMatomo);
    const paq = page['_paq'] as unknown[];
    paq.push([() => {}], () => {}, [
      'ecommerceAddToCart',
      [{ sku: 'pan-1', price: '39', quantity: 2 }],
    ]);
    paq.push(
      ['ecommerceOrder', [{ sku: 'pan-1' }], { orderId: 'o-1', grandTotal: 78 }],
      ['setUserId', 'me'],
      ['trackGoal', 3, 5],
    );
    expect(heard).toMatchObject([
      ['add_to_cart', { value: 78 }],
      ['purchase', { transaction_id: 'o-1', value: 78 }],
      ['goal_3', { value: 5 }],
    ]);
  });

  it('a link of Adobe Analytics is heard for what it is told to send', () => {
    const s = {
      t: vi.fn(),
      tl: vi.fn(),
      events: 'scAdd,event9',
      products: ';pan-1',
      linkTrackVars: 'None',
      linkTrackEvents: 'None',
    };
    page['s'] = s;
    connect(connectAdobeAnalytics);
    s.tl(true, 'o', 'link');
    s.tl(true, 'o', 'link', { linkTrackVars: 'products', linkTrackEvents: 'scAdd' });
    expect(heard).toEqual([]);
    s.tl(true, 'o', 'link', { linkTrackVars: 'events,products', linkTrackEvents: 'scAdd' });
    expect(heard).toMatchObject([['add_to_cart', { items: [{ item_id: 'pan-1' }] }]]);
  });

  it('a function that is the library is heard with its list, before and after the library has taken its place', () => {
    const stop = connect(connectPlausible);
    type Global = { (...args: unknown[]): unknown; q?: unknown[] };
    const stub: Global = (...args) => void ((page['plausible'] as Global).q ??= []).push(args);
    page['plausible'] = stub;
    (page['plausible'] as Global)('one');
    expect(stub.q).toEqual([['one']]);
    page['plausible'] = Object.assign(() => 'sent', { l: true });
    expect((page['plausible'] as Global)('two')).toBe('sent');
    expect(names()).toEqual(['one', 'two']);
    const { plausible: around } = page;
    stop();
    expect(page['plausible']).not.toBe(around);
    (page['plausible'] as Global)('three');
    expect(names()).toEqual(['one', 'two']);
  });

  it('what Plausible’s own configuration leaves out is not heard', () => {
    const config = {
      transformRequest: (payload: { n: string }) => (payload.n === 'secret' ? null : payload),
    };
    connect(connectPlausible, { library: config });
    expect(config.transformRequest({ n: 'secret' })).toBe(null);
    config.transformRequest({ n: 'one' });
    expect(names()).toEqual(['one']);
  });

  it('commands of Snowplow’s script are heard, with trackers named or not', () => {
    const sent: unknown[] = [];
    page['snowplow'] = (...args: unknown[]) => void sent.push(args);
    connect(connectSnowplow);
    const command = page['snowplow'] as (...args: unknown[]) => void;
    command('trackAddToCart:sp1', {
      products: [{ id: 'pan-1', price: 39, quantity: 2 }],
      total_value: 78,
      currency: 'EUR',
    });
    command('setUserId', 'me');
    command('trackCheckoutStep', { step: 1 });
    command('trackCheckoutStep', { step: 2 });
    command('trackPageView');
    command('trackTransaction', {
      transaction_id: 'o-1',
      revenue: 78,
      products: [{ id: 'pan-1' }],
    });
    expect(sent).toHaveLength(6);
    expect(heard).toMatchObject([
      ['add_to_cart', { value: 78, items: [{ item_id: 'pan-1' }] }],
      ['begin_checkout', {}],
      ['checkout_progress', {}],
      ['purchase', { transaction_id: 'o-1', value: 78 }],
    ]);
  });
});
