// What rows of an export come to, as written by hand.
import { describe, expect, it } from 'vitest';
import { zoneOffsets } from '../../../shared/logs/index.ts';
import { LOG_SOURCES, createIntake, sourceNamed } from '../../../shared/log-sources/index.ts';
import type { IntakeOptions, Row } from '../../../shared/log-sources/index.ts';
import { DIALECTS } from '../../../shared/sql/index.ts';
import { samplesOf } from './samples.ts';

function taken(name: string, rows: readonly object[], options: Partial<IntakeOptions> = {}) {
  const source = sourceNamed(name);
  if (!source) throw new Error(name);
  const events: object[] = [];
  const intake = createIntake(source, {
    offsetAt: () => 0,
    onEvent: (visitor, event) => void events.push({ visitor, ...event }),
    onBadRow: () => {},
    ...options,
  });
  for (const row of rows) intake.take(row as Row, 1);
  intake.end();
  return { events, ...intake.result() };
}
const sample = (name: string, at: number): object => samplesOf(name)[at] ?? {};
const berlin = zoneOffsets('Europe/Berlin') ?? (() => 0);

describe('an event of Google Analytics 4', () => {
  it('has its parameters, items without what is not set, and where it happened', () => {
    expect(
      taken('ga4-bigquery', [sample('ga4-bigquery', 0), sample('ga4-bigquery', 1)]).events,
    ).toEqual([
      {
        visitor: '1144.1793613600',
        name: 'page_view',
        time: 1793613600123,
        id: '1793613600123456.page_view.1793613590000.1.1',
        props: {
          page_location: 'https://shop.example/lamps?ref=mail',
          page_path: '/lamps',
          page_title: 'Lamps',
          ga_session_id: 1793613600,
          engagement_time_msec: 12.5,
          device_type: 'mobile',
          source: 'news',
          medium: 'email',
          campaign: 'autumn',
          channel: 'Email',
        },
      },
      {
        visitor: '1144.1793613600',
        name: 'view_item',
        time: 1793613660000,
        id: '1793613660000000.view_item.1793613590000.1.2',
        props: {
          value: 120,
          currency: 'EUR',
          items: [
            {
              item_id: 'lamp-2',
              item_name: 'Reading lamp',
              item_category: 'Lamps',
              price: 120,
              quantity: 1,
              colour: 'red',
              index: 2,
            },
          ],
          device_type: 'mobile',
          source: 'news',
          medium: 'email',
          campaign: 'autumn',
          channel: 'Email',
        },
      },
    ]);
  });

  it('is not taken without consent, of an app, of debugging, or where it begins a session', () => {
    const { notTaken, events } = taken('ga4-bigquery', samplesOf('ga4-bigquery').slice(7, 14));
    expect(events).toEqual([]);
    expect(notTaken).toEqual({ session: 2, 'no-consent': 1, 'no-visitor': 1, test: 2, app: 1 });
  });
});

describe('JSON of Google Analytics 4', () => {
  it('is each event of a payload, at its own time or that of the payload', () => {
    const { events } = taken('ga4-json', samplesOf('ga4-json').slice(0, 1));
    expect(events).toEqual([
      {
        visitor: '1144.1793613600',
        name: 'purchase',
        time: 1793613600123,
        props: {
          transaction_id: '1001',
          value: 120,
          items: [{ item_id: 'lamp-2', price: 120, coupon: null }],
          page_location: 'https://shop.example/done?id=1',
          page_path: '/done',
          device_type: 'mobile',
        },
      },
      {
        visitor: '1144.1793613600',
        name: 'login',
        time: 1793613660000,
        props: { method: 'mail', device_type: 'mobile' },
      },
    ]);
  });

  it('of a server container is not taken where analytics was refused, or of the site’s own people', () => {
    const { events, notTaken } = taken('ga4-json', samplesOf('ga4-json').slice(6, 11));
    expect(notTaken).toEqual({ 'no-consent': 1, test: 2 });
    expect(events).toMatchObject([
      {
        visitor: 'b',
        time: 1793613600500,
        props: { page_title: 'Lamps', ga_session_id: '1793613600' },
      },
      { name: 'add_to_cart', time: 1793613700123 },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/192|x-ga|client_id/);
  });
});

describe('times', () => {
  it('of Matomo’s actions are by the clock of the site, of which the visit tells the difference', () => {
    const action = { type: 'event', eventAction: 'read', timestamp: 1793617200 };
    const visit = { visitorId: 'a', actionDetails: [action], firstActionTimestamp: 1793613601 };
    const time = (over: object, options = {}) =>
      taken('matomo', [{ ...visit, ...over }], options).events.map(
        (event) => (event as { time: number }).time,
      );
    // An hour, and a second in which the visit was not yet written.
    expect(time({})).toEqual([1793613600000]);
    expect(time({ firstActionTimestamp: undefined })).toEqual([1793617200000]);
    expect(time({ firstActionTimestamp: 7 })).toEqual([1793617200000]);
    expect(time({ firstActionTimestamp: undefined }, { offsetAt: berlin })).toEqual([
      1793613600000,
    ]);
  });

  it('of Mixpanel’s older projects are by the clock of the project, in summer, too', () => {
    const times = [1793613600, 1784973600].map(
      (time) =>
        (
          taken('mixpanel-export', [{ event: 'read', properties: { distinct_id: 'a', time } }], {
            offsetAt: berlin,
          }).events[0] as { time: number }
        ).time,
    );
    expect(times).toEqual([1793610000000, 1784966400000]);
  });

  it('by a clock that is put back are the first of two, where it shows UTC afterwards, too', () => {
    const read = (zone: string, local: string) => {
      const properties = { distinct_id: 'a', time: Date.parse(`${local}:00Z`) / 1000 };
      const { events } = taken('mixpanel-export', [{ event: 'read', properties }], {
        offsetAt: zoneOffsets(zone) ?? (() => NaN),
      });
      return new Date((events[0] as { time: number }).time).toISOString().slice(11, 16);
    };
    expect(read('Europe/Berlin', '2026-10-25T02:30')).toBe('00:30');
    expect(read('Europe/London', '2026-10-25T01:30')).toBe('00:30');
    expect(read('Europe/London', '2026-10-25T02:30')).toBe('02:30');
    expect(read('Europe/London', '2026-03-29T01:30')).toBe('01:30');
  });
});

describe('a visitor', () => {
  it('is the browser, before and after somebody has signed in; a person only where a row has no browser', () => {
    const row = (properties: object) => ({
      event: 'read',
      properties: { time: 1793613600, ...properties },
    });
    const { events, persons } = taken('mixpanel-export', [
      row({ distinct_id: '$device:d', $device_id: 'd' }),
      row({ distinct_id: 'u', $device_id: 'd' }),
      row({ distinct_id: '$device:d' }),
      row({ distinct_id: 'u' }),
    ]);
    expect(events.map((event) => (event as { visitor: string }).visitor)).toEqual([
      'd',
      'd',
      'd',
      'u',
    ]);
    expect(persons).toBe(1);
  });

  it('of orders is the customer, or who has the address or the number', () => {
    const rows = samplesOf('shopify-orders');
    expect(
      new Set(
        taken('shopify-orders', rows).events.map((event) => (event as { visitor: string }).visitor),
      ),
    ).toEqual(
      new Set([
        'anna@mail.example',
        'cleo@mail.example',
        '+49301234',
        '207119551',
        '207119552',
        'dora@mail.example',
        'emil@mail.example',
        '7',
        'éva@mail.example',
      ]),
    );
  });
});

it('lines of an order become one purchase, with its items and without who bought', () => {
  const [, order] = taken('shopify-orders', samplesOf('shopify-orders').slice(0, 3)).events;
  expect(order).toMatchObject({
    name: 'purchase',
    time: Date.parse('2026-11-02T10:04:00Z'),
    props: {
      transaction_id: '#1002',
      value: '30.00',
      items: [{ item_id: 'mug-1' }, { item_id: 'saucer-1', price: '15.00' }],
    },
  });
  expect(JSON.stringify((order as { props: object }).props)).not.toContain('cleo');
});

it('lines of a bulk operation are put to their orders, wherever they stand behind them', () => {
  const { events, notTaken } = taken(
    'shopify-orders',
    samplesOf('shopify-orders').filter((row) => 'totalPriceSet' in row || '__parentId' in row),
  );
  expect(events[0]).toMatchObject({
    visitor: '207119552',
    name: 'purchase',
    time: Date.parse('2026-11-06T08:59:00Z'),
    props: {
      transaction_id: '#3001',
      value: '55.0',
      shipping: '4.9',
      coupon: 'TEN',
      items: [
        { item_id: 'mug-1', item_name: 'Mug', item_brand: 'Hazel', price: '15.0', quantity: 2 },
        { item_id: '8', item_name: 'Saucer' },
      ],
    },
  });
  expect(events.slice(1, 4)).toMatchObject([
    { name: 'purchase', props: { items: [{ item_id: 'saucer-1' }] } },
    { name: 'refund', visitor: 'dora@mail.example', props: { value: 5.5, order_id: '#3002' } },
    { name: 'refund' },
  ]);
  expect(notTaken).toEqual({ other: 2, 'not-paid': 1, test: 1, 'no-visitor': 1 });
  expect(JSON.stringify(events.map((event) => (event as { props: object }).props))).not.toMatch(
    /dora|10115/,
  );
});

it('of Segment is not taken where all was refused that can be, whatever is necessary', () => {
  const call = (categoryPreferences: object) => ({
    type: 'track',
    event: 'read',
    anonymousId: 'a',
    timestamp: '2026-11-02T10:00:00Z',
    context: { consent: { categoryPreferences } },
  });
  const { notTaken, events } = taken('segment', [
    call({ necessary: true, marketing: false, analytics: false }),
    call({ C0001: true, C0002: false }),
    call({ necessary: true, marketing: false, analytics: true }),
  ]);
  expect([events.length, notTaken]).toEqual([1, { 'no-consent': 2 }]);
});

it('of PostHog has no referrer where it says that there was none', () => {
  const row = ($referrer: string) => ({
    event: 'read',
    distinct_id: 'a',
    timestamp: '2026-11-02T10:00:00Z',
    properties: { $referrer },
  });
  expect(
    taken('posthog-events', [row('$direct'), row('https://a.example/')]).events.map(
      (event) => (event as { props: { page_referrer?: string } }).props.page_referrer,
    ),
  ).toEqual([undefined, 'https://a.example/']);
});

it('of Snowplow is the same in a warehouse, which has a column for each schema', () => {
  const rows = samplesOf('snowplow-enriched').filter(
    (row) => 'event_name' in row && !('contexts' in row),
  );
  const { events, notTaken } = taken('snowplow-enriched', rows ?? []);
  expect(events.slice(0, 4)).toMatchObject([
    { name: 'click', props: { target_url: 'https://else.example/' } },
    {
      name: 'add_to_cart',
      props: {
        currency: 'EUR',
        value: 198,
        items: [
          { item_id: 'lamp-2', price: 120 },
          { item_id: 'pan-1', quantity: 2 },
        ],
      },
    },
    { name: 'checkout_progress' },
    { name: 'lamp_dimmed', props: { level: 3 } },
  ]);
  expect(JSON.stringify(events)).not.toContain('_schema_version');
  expect(notTaken).toEqual({ bot: 1, other: 1 });
});

it('of Umami has its properties as what they were, and the device of its session', () => {
  const [, viewed, bought] = taken('umami', samplesOf('umami')).events;
  expect(viewed).toEqual({
    visitor: 's-1',
    name: 'view_item',
    time: Date.parse('2026-11-02T10:01:00Z'),
    id: 'e-2',
    props: {
      product_id: 'lamp-2',
      price: 120,
      gift: true,
      colours: ['red', 'blue'],
      due: '2026-11-05 00:00:00+00',
      'address.city': 'Berlin',
      items: [{ item_id: 'lamp-2', price: 120 }],
      value: 120,
      page_location: 'https://shop.example/lamps?ref=mail',
      page_path: '/lamps',
      page_title: 'Lamps',
      page_referrer: 'https://search.example/',
      source: 'news',
      medium: 'email',
      device_type: 'desktop',
    },
  });
  expect(bought).toMatchObject({ name: 'purchase', props: { value: 240, device_type: 'mobile' } });
});

it.each(LOG_SOURCES.map(({ name }) => name))(
  '%s takes any JSON without an error, and no name into an object’s prototype',
  (name) => {
    const odd = [
      null,
      7,
      '',
      'x',
      true,
      [],
      [[]],
      {},
      { a: null },
      { __proto__: 1 },
      [null, { key: '__proto__', value: { string_value: 'x' } }],
    ];
    const keys = new Set(samplesOf(name).flatMap((row) => Object.keys(row)));
    const rows = [...keys].flatMap((key) =>
      odd.map((value) => ({ ...sample(name, 0), [key]: value })),
    );
    rows.push(
      JSON.parse(
        '{"__proto__":{"polluted":1},"properties":{"__proto__":{"polluted":1}}}',
      ) as object as never,
    );
    expect(() => taken(name, rows)).not.toThrow();
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  },
);

it.each(LOG_SOURCES.map(({ name }) => name))('rows of %s are known by their columns', (name) => {
  for (const row of samplesOf(name)) {
    const { events, strange } = taken(name, [row]);
    if (events.length > 0) expect(strange, JSON.stringify(row)).toBeNull();
  }
  expect(taken(name, [{ visitor: 'a', time: 1, event: 'purchase' }]).strange).toEqual({
    visitor: 'a',
    time: 1,
    event: 'purchase',
  });
});

it.each(LOG_SOURCES)('$name says why it has no view in some engines, if it has none', (source) => {
  const isEverywhere = Object.keys(DIALECTS).every((name) =>
    source.engines.some((engine) => engine === name),
  );
  expect(source.guide.elsewhere === undefined).toBe(isEverywhere);
});

it.each(LOG_SOURCES)(
  '$name: a column that is null says as much as one that is not there',
  ({ name }) => {
    const rows = samplesOf(name);
    const tableOf = sourceNamed(name)?.tableOf ?? (() => '');
    const padded = rows.map((row) => {
      const ofTable = rows.filter((other) => tableOf(other) === tableOf(row));
      const columns = ofTable.flatMap((other) => Object.keys(other));
      return { ...Object.fromEntries(columns.map((column) => [column, null])), ...row };
    });
    const { events, ...other } = taken(name, rows);
    const withNulls = taken(name, padded);
    const plain = (of: readonly object[]): unknown =>
      JSON.parse(JSON.stringify(of, (_, value: unknown) => value ?? undefined));
    expect(plain(withNulls.events)).toEqual(plain(events));
    expect(withNulls).toMatchObject(other);
  },
);
