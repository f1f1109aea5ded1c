// What a site tells a tool: the bridge in the page and the tool's export make the same events of it.
import mixpanelLibrary from 'mixpanel-browser';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { connectAdobeAnalytics } from '../../sdk/add-ons/bridges/adobe-analytics.ts';
import type { Bridge } from '../../sdk/add-ons/bridges/contract.ts';
import { connectMatomo } from '../../sdk/add-ons/bridges/matomo.ts';
import { connectMixpanel } from '../../sdk/add-ons/bridges/mixpanel.ts';
import { connectPlausible } from '../../sdk/add-ons/bridges/plausible.ts';
import { connectPosthog } from '../../sdk/add-ons/bridges/posthog.ts';
import { connectRudderstack } from '../../sdk/add-ons/bridges/rudderstack.ts';
import { connectSegment } from '../../sdk/add-ons/bridges/segment.ts';
import { connectSnowplow } from '../../sdk/add-ons/bridges/snowplow.ts';
import { createLayerReader } from '../../sdk/capture/data-layer.ts';
import { createIntake, sourceNamed } from '../../shared/log-sources/index.ts';
import type { Row } from '../../shared/log-sources/index.ts';

type Told = readonly [name: string, props: unknown];

const page = window as unknown as { [name: string]: unknown };
let stop = () => {};
afterEach(() => {
  stop();
  for (const name of ['analytics', 'rudderanalytics', '_paq', 's', 'plausible']) delete page[name];
});

/** What the bridge passes of what is told after it has come. */
function heard<L extends object>(
  bridge: Bridge<L>,
  library: L | undefined,
  tell: () => void,
): readonly Told[] {
  const told: Told[] = [];
  stop = bridge(
    {
      track: (name: string, props?: unknown) =>
        void told.push([name, JSON.parse(JSON.stringify(props ?? {}))]),
      identify: () => {},
    },
    { automatic: true, ...(library && { library }) },
  );
  tell();
  return told;
}

/** What the source makes of the rows of an export. */
function exported(source: string, rows: readonly object[]): readonly Told[] {
  const told: Told[] = [];
  const found = sourceNamed(source);
  if (!found) throw new Error(source);
  const intake = createIntake(found, {
    offsetAt: () => 0,
    onEvent: (_, { name, props }) => void told.push([name, props]),
    onBadRow: ({ message }) => {
      throw new Error(message);
    },
  });
  for (const row of rows) intake.take(row as Row, 1);
  intake.end();
  return told;
}

/** The page adds where it is by itself; an export says it beside. */
const expectSame = (ofBridge: readonly Told[], ofExport: readonly Told[]) => {
  expect(ofExport.map(([name]) => name)).toEqual(ofBridge.map(([name]) => name));
  expect(ofExport.map(([, props]) => (props as { value?: unknown }).value)).toEqual(
    ofBridge.map(([, props]) => (props as { value?: unknown }).value),
  );
  for (const [at, [, props]] of ofBridge.entries())
    expect(ofExport[at]?.[1]).toMatchObject(props as object);
};

const lamp = {
  product_id: 'lamp-2',
  name: 'Reading lamp',
  category: 'Lamps',
  price: 120,
  quantity: 1,
};
/** What a shop tells whoever speaks as Segment specified it. */
const CALLS: readonly (readonly [string, object])[] = [
  ['Product Viewed', { ...lamp, currency: 'EUR' }],
  ['Product Added', lamp],
  ['Order Completed', { order_id: '1001', revenue: 240, coupon: 'TEN', products: [lamp, lamp] }],
  ['Products Searched', { query: 'lamp' }],
  ['Lamp Dimmed', { level: 3 }],
];

describe('a call that a bridge hears and a tool exports is the same event', () => {
  it.each([
    ['segment', connectSegment, 'analytics'],
    ['rudderstack', connectRudderstack, 'rudderanalytics'],
  ] as const)('%s', (source, bridge, global) => {
    const library = { track: vi.fn(), page: vi.fn() };
    page[global] = library;
    const ofBridge = heard(bridge, undefined, () => {
      library.page('Shop', 'Home', { mood: 'good' });
      for (const [name, props] of CALLS) library.track(name, props);
    });
    const row = { anonymousId: 'a', timestamp: '2026-11-02T10:00:00Z' };
    const rows = [
      { ...row, type: 'page', properties: { mood: 'good' } },
      ...CALLS.map(([event, properties]) => ({ ...row, type: 'track', event, properties })),
    ];
    expect(ofBridge.length).toBe(6);
    expectSame(ofBridge, exported(source, rows));
    // A warehouse has the same in a table for each event.
    const tables = CALLS.map(([event_text, properties]) => ({
      anonymous_id: 'a',
      timestamp: '2026-11-02 10:00:00',
      event_text,
      ...Object.fromEntries(
        Object.entries(properties).map(([name, value]) => [
          name,
          Array.isArray(value) ? JSON.stringify(value) : value,
        ]),
      ),
    }));
    expectSame(ofBridge.slice(1), exported(source, tables));
  });

  it('mixpanel-export, as its library sends it', () => {
    const library = mixpanelLibrary.init(
      'token',
      {
        api_host: 'https://mixpanel.invalid',
        persistence: 'localStorage',
        autocapture: false,
      } as never,
      'as-export',
    ) as unknown as { track(name: string, props: object): { event: string; properties: object } };
    const sent: object[] = [];
    const ofBridge = heard(connectMixpanel, library as never, () => {
      for (const [name, props] of CALLS) sent.push(library.track(name, props));
    });
    expect(sent.length).toBe(ofBridge.length);
    // Ids and time are no properties of what happened.
    const plain = ofBridge.map(([name, props]) => {
      const {
        token: _,
        time: __,
        distinct_id: ___,
        $device_id: ____,
        $insert_id: _____,
        ...rest
      } = props as { [name: string]: unknown };
      return [name, rest] as const;
    });
    expectSame(plain, exported('mixpanel-export', JSON.parse(JSON.stringify(sent)) as object[]));
  });

  it('posthog-events', () => {
    let tell: (data: object) => void = () => {};
    const library = {
      on: (_: string, listener: (data: unknown) => void) => ((tell = listener), () => {}),
    };
    const events = [['$pageview', { $pathname: '/lamps' }], ['$pageleave', {}], ...CALLS] as const;
    const rows = events.map(([event, properties]) => ({
      event,
      properties,
      distinct_id: 'a',
      timestamp: '2026-11-02T10:00:00Z',
    }));
    const ofBridge = heard(connectPosthog, library, () => rows.forEach((row) => tell(row)));
    expect(ofBridge.length).toBe(6);
    expectSame(ofBridge, exported('posthog-events', rows));
    expectSame(
      ofBridge,
      exported(
        'posthog-events',
        rows.map((row) => ({ ...row, properties: JSON.stringify(row.properties) })),
      ),
    );
  });

  it('plausible, as its ClickHouse has it', () => {
    const plausible = vi.fn();
    page['plausible'] = plausible;
    const ofBridge = heard(connectPlausible, undefined, () => {
      const tell = page['plausible'] as (name: string, given?: object) => void;
      tell('pageview');
      tell('Product Added', { props: { product_id: 'lamp-2', colour: 'red' } });
      tell('Purchase', { props: { order_id: '1001' }, revenue: { amount: 49.9, currency: 'EUR' } });
      tell('Outbound Link: Click', { props: { url: 'https://else.example/' } });
      tell('Lamp Dimmed');
    });
    const row = (name: string, props: object = {}, over: object = {}) => ({
      name,
      user_id: '1',
      timestamp: '2026-11-02 10:00:00',
      'meta.key': Object.keys(props),
      'meta.value': Object.values(props) as unknown[],
      ...over,
    });
    expectSame(
      ofBridge,
      exported('plausible', [
        row('pageview'),
        row('Product Added', { product_id: 'lamp-2', colour: 'red' }),
        row(
          'Purchase',
          { order_id: '1001' },
          { revenue_source_amount: '49.900', revenue_source_currency: 'EUR' },
        ),
        row('Outbound Link: Click', { url: 'https://else.example/' }),
        row('Lamp Dimmed'),
      ]),
    );
    expect(ofBridge.length).toBe(5);
  });

  it('ga4-bigquery, as the data layer is read', () => {
    const ofLayer: Told[] = [];
    const read = createLayerReader(
      {
        guard: (work) => work as never,
        emit: (name, props) => void ofLayer.push([name, JSON.parse(JSON.stringify(props))]),
      },
      () => false,
    );
    const goods = {
      item_id: 'lamp-2',
      item_name: 'Reading lamp',
      price: 120,
      quantity: 2,
      index: 1,
    };
    const order = {
      transaction_id: '1001',
      value: 240,
      currency: 'EUR',
      tax: 38.32,
      coupon: 'TEN',
    };
    read({ event: 'view_item', ecommerce: { currency: 'EUR', items: [goods] } }, 0);
    read({ ecommerce: null }, 0);
    read({ event: 'purchase', ecommerce: { ...order, items: [goods] } }, 0);
    read({ ecommerce: null }, 0);
    read({ event: 'lamp_dimmed', level: 3 }, 0);
    const typed = (value: unknown) =>
      typeof value === 'string'
        ? { string_value: value }
        : Number.isInteger(value)
          ? { int_value: String(value) }
          : { double_value: value };
    const row = (event_name: string, params: object, items: readonly object[] = []) => ({
      event_name,
      event_timestamp: '1793613600000000',
      user_pseudo_id: 'a',
      platform: 'WEB',
      event_params: Object.entries(params).map(([key, value]) => ({ key, value: typed(value) })),
      items,
    });
    const { index, quantity, ...rest } = goods;
    const item = {
      ...rest,
      quantity: String(quantity),
      item_list_index: String(index),
      coupon: '(not set)',
    };
    expectSame(
      ofLayer,
      exported('ga4-bigquery', [
        row('view_item', { currency: 'EUR' }, [item]),
        row('purchase', order, [item]),
        row('lamp_dimmed', { level: 3 }),
      ]),
    );
    expect(ofLayer.length).toBe(3);
  });

  it('matomo', () => {
    page['_paq'] = [];
    const paq = page['_paq'] as unknown[];
    const ofBridge = heard(connectMatomo, undefined, () =>
      paq.push(
        ['setEcommerceView', 'lamp-2', 'Reading lamp', 'Lamps', 120],
        ['trackPageView', 'Lamps'],
        ['trackSiteSearch', 'lamp', 'Shop', 4],
        ['trackEvent', 'Shop', 'size guide', 'lamp', 2],
        ['trackGoal', 3, 5],
        ['addEcommerceItem', 'lamp-2', 'Reading lamp', 'Lamps', 120, 1],
        ['trackEcommerceCartUpdate', 120],
        ['trackEcommerceOrder', '1001', 120, 100.84, 19.16, 5],
      ),
    );
    const item = {
      itemSKU: 'lamp-2',
      itemName: 'Reading lamp',
      itemCategory: 'Lamps',
      price: 120,
      quantity: 1,
    };
    const actions = [
      {
        type: 'action',
        pageTitle: 'Lamps',
        productViewSku: 'lamp-2',
        productViewName: 'Reading lamp',
        productViewCategories: ['Lamps'],
        productViewPrice: 120,
      },
      { type: 'search', siteSearchKeyword: 'lamp', siteSearchCategory: 'Shop', siteSearchCount: 4 },
      {
        type: 'event',
        eventCategory: 'Shop',
        eventAction: 'size guide',
        eventName: 'lamp',
        eventValue: 2,
      },
      { type: 'goal', goalId: 3, revenue: 5 },
      { type: 'ecommerceAbandonedCart', revenue: 120, itemDetails: [item] },
      {
        type: 'ecommerceOrder',
        orderId: '1001',
        revenue: 120,
        revenueSubTotal: 100.84,
        revenueTax: 19.16,
        revenueShipping: 5,
        itemDetails: [item],
      },
    ];
    const visit = {
      visitorId: 'a',
      idVisit: 1,
      actionDetails: actions.map((action) => ({ ...action, timestamp: 1793613600 })),
    };
    expectSame(ofBridge, exported('matomo', [visit]));
    expect(ofBridge.length).toBe(7);
  });

  it('snowplow-enriched', () => {
    let plugin: { afterTrack?: (payload: object) => void } = {};
    const library = { addPlugin: (given: { plugin: object }) => (plugin = given.plugin) };
    const schema = (name: string) =>
      `iglu:com.snowplowanalytics.snowplow.ecommerce/${name}/jsonschema/1-0-0`;
    const around = (data: unknown) =>
      JSON.stringify({ schema: 'iglu:com.snowplowanalytics.snowplow/any/jsonschema/1-0-0', data });
    const action = (type: string) =>
      around({ schema: schema('snowplow_ecommerce_action'), data: { type } });
    const product = {
      schema: schema('product'),
      data: { id: 'lamp-2', name: 'Reading lamp', price: 120, currency: 'EUR' },
    };
    const order = {
      schema: schema('transaction'),
      data: { transaction_id: '1001', revenue: 120, currency: 'EUR' },
    };
    const step = (number: number) => ({ schema: schema('checkout_step'), data: { step: number } });
    const described = [
      [action('add_to_cart'), around([product])],
      [action('transaction'), around([order, product])],
      [action('checkout_step'), around([step(1)])],
      [action('checkout_step'), around([step(2)])],
      [
        around({ schema: 'iglu:com.example/lamp_dimmed/jsonschema/1-0-0', data: { level: 3 } }),
        undefined,
      ],
    ] as const;
    const ofBridge = heard(connectSnowplow, library as never, () => {
      plugin.afterTrack?.({ e: 'pp' });
      plugin.afterTrack?.({
        e: 'se',
        se_ca: 'shop',
        se_ac: 'Size guide',
        se_la: 'lamp',
        se_va: '2.5',
      });
      for (const [ue_pr, co] of described) plugin.afterTrack?.({ e: 'ue', ue_pr, co });
    }).map(([name, props]) => {
      // The tracker's own fields stand in columns of their own.
      const { e: _, ...rest } = props as { e?: unknown };
      return [name, rest] as const;
    });
    const row = { platform: 'web', domain_userid: 'a', derived_tstamp: '2026-11-02 10:00:00.000' };
    const rows = [
      { ...row, event: 'page_ping' },
      {
        ...row,
        event: 'struct',
        se_category: 'shop',
        se_action: 'Size guide',
        se_label: 'lamp',
        se_value: '2.5',
      },
      ...described.map(([unstruct_event, contexts = '']) => ({
        ...row,
        event: 'unstruct',
        unstruct_event,
        contexts,
      })),
    ];
    expect(ofBridge.length).toBe(7);
    expectSame(ofBridge, exported('snowplow-enriched', rows));
  });

  it('adobe-datafeed', () => {
    const s = {
      t: vi.fn(),
      events: 'prodView,scAdd,event3',
      products: 'Lamps;lamp-2;2;240,;pan-1;1;39',
      eVar1: 'red',
      prop3: 'p3',
      pageName: 'Lamps',
      currencyCode: 'EUR',
    };
    page['s'] = s;
    const ofBridge = heard(connectAdobeAnalytics, undefined, () => s.t());
    const hit = {
      hit_time_gmt: '1793613600',
      post_visid_high: '1',
      post_visid_low: '2',
      post_page_event: '0',
      post_event_list: '2,12,202,100',
      post_product_list: s.products,
      post_evar1: 'red',
      post_prop3: 'p3',
      post_pagename: 'Lamps',
      post_currency: 'EUR',
    };
    expect(ofBridge.length).toBe(4);
    expectSame(ofBridge, exported('adobe-datafeed', [hit]));
  });
});
