import { beforeAll, describe, expect, it } from 'vitest';
import {
  define,
  NAME,
  newDevice,
  newEdge,
  newOwner,
  open,
  settle,
  START,
  stored,
  useClock,
  type Owner,
  type PageOptions,
} from './harness.ts';

useClock();
let owner: Owner;
let envelope: Uint8Array<ArrayBuffer>;
const READ =
  'value currency items method transaction_id coupon tax shipping affiliation checkout_step plan user page_type send_to eventCallback eventTimeout event_callback gtm.uniqueEventId user_id item_list_name';

beforeAll(async () => {
  owner = await newOwner();
  envelope = await owner.sign(
    define({
      history: READ.split(' ').map((property) => ({
        event: '*',
        properties: [property],
        for: '30d',
        why: 'a test looks at them',
      })),
    }),
  );
});

type Shown = readonly [name: string, props: { readonly [key: string]: unknown }];

async function page(
  options: PageOptions & { readonly granted?: boolean } = {},
  device = newDevice(),
) {
  const { granted = true, ...rest } = options;
  const edge = newEdge(envelope);
  if (granted) device.storage.setItem(NAME, JSON.stringify({ personalisation: true, time: START }));
  const tab = open(device, edge, owner, rest);
  await tab.covey.ready;
  await settle();
  const global = tab.window as unknown as { [name: string]: unknown[] | undefined };
  return {
    ...tab,
    device,
    global,
    push: (...items: unknown[]) => global['dataLayer']?.push(...items),
    gtag: (...details: unknown[]) => global['dataLayer']?.push(argumentsOf(...details)),
    async events(): Promise<Shown[]> {
      await settle();
      const { events } = await stored(device);
      return events
        .map(({ name, props = {} }): Shown => [name, props as Shown[1]])
        .filter(([name]) => !['first_visit', 'session_start', 'page_view'].includes(name));
    },
  };
}
const prepare =
  (...items: unknown[]): NonNullable<PageOptions['prepare']> =>
  (window) =>
    void Object.assign(window, { dataLayer: items });

describe('what is pushed', () => {
  it('loses to a getter that throws that member alone, wherever it stands', async () => {
    const throwing = (given: object, name: string) =>
      Object.defineProperty(given, name, {
        enumerable: true,
        get() {
          throw new Error('not now');
        },
      });
    const { push, gtag, events, covey } = await page({ prepare: prepare() });
    push(throwing({ event: 'purchase', value: 5 }, 'unread'));
    push({ event: 'signed_up', plan: throwing({ name: 'pro' }, 'unread') });
    gtag('set', throwing({ currency: 'EUR' }, 'unread'));
    gtag('event', 'bought', throwing({ value: 7 }, 'unread'));
    expect(await events()).toEqual([
      ['purchase', { value: 5 }],
      ['signed_up', { plan: { name: 'pro' } }],
      ['bought', { value: 7, currency: 'EUR' }],
    ]);
    expect(covey.diagnostics().problems).toEqual({ 'capture-data-layer': 4 });
  });

  it('is read by the names it uses, pushes and gtag calls alike', async () => {
    const { push, gtag, events } = await page({
      prepare: prepare(
        { 'gtm.start': 1, event: 'gtm.js' },
        { event: 'view_item', ecommerce: { value: 5, currency: 'EUR' } },
      ),
    });
    push({ ecommerce: null }, { event: 'add_to_cart', ecommerce: { value: 7 } });
    gtag('event', 'purchase', { value: 9, items: [{ item_id: 'b', quantity: 2 }] });
    gtag('config', 'G-1');
    gtag('js', new Date());
    push({ event: 'login', method: 'mail' }, null, 7, 'text', { event: 5 });
    expect(await events()).toEqual([
      ['view_item', { value: 5, currency: 'EUR' }],
      ['add_to_cart', { value: 7 }],
      ['purchase', { value: 9, items: [{ item_id: 'b', quantity: 2 }] }],
      ['login', { method: 'mail' }],
    ]);
  });

  it('does not count twice what is captured anyway', async () => {
    const { gtag, push, events } = await page({ prepare: prepare() });
    gtag('event', 'page_view', {});
    push({ event: 'scroll' });
    expect(await events()).toEqual([]);
  });

  it('plain lists, functions and objects of a class are no events', async () => {
    const { push, events } = await page({ prepare: prepare() });
    push(['event', 'purchase', { value: 1 }], [], ['event'], ['ecommerce.items.push', 1]);
    push(
      () => {},
      new (class Own {
        event = 'purchase';
      })(),
    );
    expect(await events()).toEqual([]);
  });

  it("no push can play a segment's transition", async () => {
    const { push, gtag, events } = await page({ prepare: prepare() });
    push({ event: 'enter:champion' }, { event: 'x'.repeat(101) }, { event: '' });
    gtag('event', 'leave:champion');
    expect(await events()).toEqual([]);
  });

  it("the tag manager's own keys and identifiers are no properties", async () => {
    const { push, gtag, events } = await page({ prepare: prepare() });
    push({ event: 'a', value: 1, eventCallback() {}, eventTimeout: 5, 'gtm.uniqueEventId': 3 });
    gtag('event', 'b', { value: 2, send_to: 'G-1', event_callback() {}, user_id: 'x' });
    expect(await events()).toEqual([
      ['a', { value: 1 }],
      ['b', { value: 2 }],
    ]);
  });

  it('goes on as before for the page: pushes arrive, and their number is given back', async () => {
    const { push, covey, global } = await page({ prepare: prepare(1) });
    const layer = global['dataLayer'];
    expect(push({ event: 'x' })).toBe(2);
    expect(Object.keys(layer ?? {})).toEqual(['0', '1']);
    covey.consent.set({ personalisation: false });
    expect(push({ event: 'y' })).toBe(3);
    expect(global['dataLayer']).toBe(layer);
  });

  it('is not changed by what is made of it', async () => {
    const { push, global } = await page({ prepare: prepare() });
    const items = [{ item_id: 'a' }];
    push({ ecommerce: { items } }, { event: 'view_item', ecommerce: { items: [{ price: 2 }] } });
    expect(items).toEqual([{ item_id: 'a' }]);
    expect(global['dataLayer']?.[0]).toEqual({ ecommerce: { items: [{ item_id: 'a' }] } });
  });

  it('an entry that cannot be read does no harm', async () => {
    const { push, covey, events } = await page({ prepare: prepare() });
    const hostile = {
      get event(): string {
        throw new Error('no');
      },
    };
    const cycle: { event: string; user?: unknown; value: number } = { event: 'loop', value: 1 };
    cycle.user = cycle;
    const wide: { [key: string]: unknown } = {};
    for (let at = 0; at < 100; at++) wide[`k${at}`] = wide;
    const polluting = JSON.parse(
      '{"event":"p","__proto__":{"value":9},"user":{"__proto__":{"value":9}}}',
    );
    expect(() => push(hostile, cycle, { event: 'wide', wide, value: 2 }, polluting)).not.toThrow();
    expect((await events()).map(([name, props]) => [name, props['value']])).toEqual([
      ['loop', 1],
      ['wide', 2],
      ['p', undefined],
    ]);
    expect(({} as { value?: number }).value).toBeUndefined();
    expect(covey.diagnostics().problems['capture-data-layer']).toBe(1);
  });
});

describe("the tag manager's model", () => {
  it('what a push without an event sets, later events have', async () => {
    const { push, gtag, events } = await page({ prepare: prepare() });
    push({ page_type: 'product', user: { plan: 'free', age: 3 } });
    push({ event: 'a' }, { event: 'b', page_type: 'own' }, { user: { plan: 'pro' } });
    gtag('event', 'c');
    push({ page_type: null }, { event: 'd' });
    expect(await events()).toEqual([
      ['a', { page_type: 'product', user: { plan: 'free', age: 3 } }],
      ['b', { page_type: 'own', user: { plan: 'free', age: 3 } }],
      ['c', { page_type: 'own', user: { plan: 'pro', age: 3 } }],
      ['d', { user: { plan: 'pro', age: 3 } }],
    ]);
  });

  it('what an event brings is its own', async () => {
    const { push, events } = await page({ prepare: prepare() });
    push({ event: 'a', value: 5 }, { event: 'b' });
    expect(await events()).toEqual([
      ['a', { value: 5 }],
      ['b', {}],
    ]);
  });

  it('ecommerce and its event may come apart, merge, and are cleared by null', async () => {
    const { push, events } = await page({ prepare: prepare() });
    push({ ecommerce: { currency: 'EUR', items: [{ item_id: 'a' }, { item_id: 'b' }] } });
    push({ event: 'view_item' });
    push({ event: 'add_to_cart', ecommerce: { value: 3, items: [{ price: 3 }] } });
    push({ event: 'login' });
    push({ event: 'view_cart', value: 8 });
    push({ ecommerce: null }, { event: 'purchase' });
    push({ 'ecommerce.value': 4 }, { event: 'refund' });
    expect(await events()).toEqual([
      ['view_item', { currency: 'EUR', items: [{ item_id: 'a' }, { item_id: 'b' }] }],
      [
        'add_to_cart',
        { currency: 'EUR', value: 3, items: [{ item_id: 'a', price: 3 }, { item_id: 'b' }] },
      ],
      ['login', {}],
      [
        'view_cart',
        { currency: 'EUR', value: 8, items: [{ item_id: 'a', price: 3 }, { item_id: 'b' }] },
      ],
      ['purchase', {}],
      ['refund', { value: 4 }],
    ]);
  });

  it('_clear replaces instead of merging', async () => {
    const { push, events } = await page({ prepare: prepare() });
    push(
      { user: { plan: 'free', age: 3 } },
      { user: { plan: 'pro' }, _clear: true },
      { event: 'a' },
    );
    expect(await events()).toEqual([['a', { user: { plan: 'pro' } }]]);
  });

  it("gtag('set', …) holds for all later events", async () => {
    const { gtag, events } = await page({ prepare: prepare() });
    gtag('set', { currency: 'EUR', coupon: 'june' });
    gtag('set', 'plan', 'pro');
    gtag('set', 'user_properties', { plan: 'other' });
    gtag('event', 'purchase', { value: 9, coupon: 'own' });
    expect(await events()).toEqual([
      ['purchase', { currency: 'EUR', coupon: 'own', plan: 'pro', value: 9 }],
    ]);
  });
});

describe('the layer itself', () => {
  it('is not made where there is none, and is followed when it comes', async () => {
    const { global, push, events, covey } = await page();
    expect(global['dataLayer']).toBeUndefined();
    global['dataLayer'] = [{ event: 'early' }];
    push({ event: 'late' });
    expect((await events()).map(([name]) => name)).toEqual(['early', 'late']);
    covey.consent.set({ personalisation: false });
    expect(Object.getOwnPropertyDescriptor(global, 'dataLayer')).toMatchObject({ writable: true });
  });

  it('leaves nothing behind where none came', async () => {
    const { global, covey } = await page();
    covey.consent.set({ personalisation: false });
    expect('dataLayer' in global).toBe(false);
  });

  it('one put in its place is followed, and a copy counts nothing twice', async () => {
    const { global, push, events } = await page({ prepare: prepare({ event: 'a' }) });
    push({ event: 'b' });
    global['dataLayer'] = [...(global['dataLayer'] ?? []), { event: 'c' }];
    push({ event: 'd' });
    const again = { event: 'e' };
    push(again, again);
    expect((await events()).map(([name]) => name)).toEqual(['a', 'b', 'c', 'd', 'e', 'e']);
  });

  it('one that a var has declared is looked for again on load', async () => {
    const { global, window, events, push } = await page({
      prepare: (window) =>
        void Object.defineProperty(window, 'dataLayer', {
          value: [],
          writable: true,
          enumerable: true,
          configurable: false,
        }),
    });
    push({ event: 'a' });
    global['dataLayer'] = [{ event: 'b' }];
    window.dispatchEvent(new window.Event('load'));
    push({ event: 'c' });
    expect((await events()).map(([name]) => name)).toEqual(['a', 'b', 'c']);
  });

  it('may have another name', async () => {
    const { global, events } = await page({
      layer: 'shopLayer',
      prepare: (window) => void Object.assign(window, { dataLayer: [], shopLayer: [] }),
    });
    global['dataLayer']?.push({ event: 'a' });
    global['shopLayer']?.push({ event: 'b' });
    expect((await events()).map(([name]) => name)).toEqual(['b']);
  });

  it('what stood there before consent was given is read only if the owner says so', async () => {
    for (const layerPast of [undefined, true]) {
      const tab = await page({
        granted: false,
        prepare: prepare({ event: 'a' }),
        ...(layerPast && { layerPast }),
      });
      tab.covey.consent.set({ personalisation: true });
      await tab.covey.ready;
      tab.push({ event: 'b' });
      tab.global['dataLayer'] = [...(tab.global['dataLayer'] ?? [])];
      expect((await tab.events()).map(([name]) => name)).toEqual(layerPast ? ['a', 'b'] : ['b']);
    }
  });

  it('what happened under a refusal is not read by a later yes, whatever the owner says', async () => {
    const tab = await page({ granted: false, layerPast: true, prepare: prepare() });
    tab.covey.consent.set({ personalisation: false });
    tab.push({ event: 'a' });
    tab.covey.consent.set({ personalisation: true });
    await tab.covey.ready;
    expect(await tab.events()).toEqual([]);
  });
});

describe("Universal Analytics' e-commerce", () => {
  const product = {
    id: 'p1',
    name: 'Pan',
    brand: 'Hazel',
    category: 'Kitchen/Pans',
    variant: 'red',
    price: '15.50',
    quantity: 2,
  };
  const item = {
    item_id: 'p1',
    item_name: 'Pan',
    item_brand: 'Hazel',
    item_category: 'Kitchen',
    item_category2: 'Pans',
    item_variant: 'red',
    price: 15.5,
    quantity: 2,
  };

  it.each([
    ['detail', { detail: { products: [product] } }, 'view_item', { value: 31, items: [item] }],
    ['add', { add: { products: [product] } }, 'add_to_cart', { value: 31, items: [item] }],
    ['remove', { remove: { products: [product] } }, 'remove_from_cart', { value: 31 }],
    ['checkout', { checkout: { products: [product] } }, 'begin_checkout', { value: 31 }],
    [
      'checkout, first step',
      { checkout: { actionField: { step: 1 }, products: [product] } },
      'begin_checkout',
      { checkout_step: 1 },
    ],
    [
      'checkout, later step',
      { checkout: { actionField: { step: '2' }, products: [product] } },
      'checkout_progress',
      { checkout_step: 2 },
    ],
    [
      'purchase',
      {
        currencyCode: 'EUR',
        purchase: {
          actionField: {
            id: '00123',
            revenue: '35.43',
            tax: '4.90',
            shipping: '5.99',
            coupon: 'J',
          },
          products: [product],
        },
      },
      'purchase',
      {
        transaction_id: '00123',
        value: 35.43,
        tax: 4.9,
        shipping: 5.99,
        coupon: 'J',
        currency: 'EUR',
        items: [item],
      },
    ],
    ['refund', { refund: { actionField: { id: 'T1' } } }, 'refund', { transaction_id: 'T1' }],
    [
      'impressions',
      { impressions: [{ id: 'p1', list: 'Search', position: 1 }] },
      'view_item_list',
      { items: [{ item_id: 'p1', item_list_name: 'Search', index: 1 }] },
    ],
    [
      'click',
      { click: { actionField: { list: 'Search' }, products: [product] } },
      'select_item',
      { item_list_name: 'Search', items: [item] },
    ],
    [
      'promoView',
      { promoView: { promotions: [{ id: 'j', name: 'June', creative: 'b', position: 's' }] } },
      'view_promotion',
      {
        items: [
          { promotion_id: 'j', promotion_name: 'June', creative_name: 'b', creative_slot: 's' },
        ],
      },
    ],
    [
      'promoClick',
      { promoClick: { promotions: [{ id: 'j' }] } },
      'select_promotion',
      { items: [{ promotion_id: 'j' }] },
    ],
  ])('%s', async (_what, ecommerce, name, props) => {
    const { push, events } = await page({ prepare: prepare() });
    push({ ecommerce });
    const told = await events();
    expect(told.map(([event]) => event)).toEqual([name]);
    expect(told[0]?.[1]).toMatchObject(props);
  });

  it('goes beside the event of its push, which keeps its name, and counts once where that is the same', async () => {
    const { push, events } = await page({ prepare: prepare() });
    push({ event: 'addToCart', ecommerce: { add: { products: [product] } } });
    push({ event: 'purchase', ecommerce: { purchase: { actionField: { id: 'T1' } } } });
    push({ event: 'gtm.dom' });
    expect((await events()).map(([name]) => name)).toEqual([
      'add_to_cart',
      'addToCart',
      'purchase',
    ]);
  });

  it('what is no such thing is none', async () => {
    const { push, events, covey } = await page({ prepare: prepare() });
    push({
      ecommerce: {
        purchase: 5,
        add: null,
        impressions: 'x',
        promoView: { promotions: 7 },
        detail: { products: 'p', actionField: 3 },
      },
    });
    expect((await events()).map(([name]) => name)).toEqual(['view_item']);
    expect(covey.diagnostics().problems).toEqual({});
  });
});

/** gtag pushes its own `arguments`, which are no list. */
const argumentsOf = function () {
  return arguments;
} as (...details: unknown[]) => IArguments;
