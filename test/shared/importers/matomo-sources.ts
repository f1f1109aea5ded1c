// Random segments of Matomo, and visitors they can be about. With `odd`, some conditions have no equal.
import fc from 'fast-check';
import type { CoveyEvent } from '../../../shared/engine/index.ts';
import { DAY, HOUR, MINUTE, START } from './run.ts';

const one = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const small = fc.integer({ min: 0, max: 4 });

const conditions = (odd: boolean): fc.Arbitrary<string> => {
  const condition = (
    name: string,
    operators: readonly string[],
    value: fc.Arbitrary<string | number>,
  ): fc.Arbitrary<string> =>
    fc
      .tuple(one(...operators), value)
      .map(([operator, it]) => `${name}${operator}${encodeURIComponent(String(it))}`);
  const is = ['==', '!='];
  const texts = [...is, '=@', '!@', '=^', '=$'];
  const numbers = [...is, '<', '<=', '>', '>='];
  const sound = fc.oneof(
    condition('pageUrl', texts, one('https://www.shop.example/a', 'shop.example/a', '/a', 'b?c=1')),
    condition('pageTitle', texts, one('Lamps', 'lamp', 's')),
    condition('siteSearchKeyword', texts, one('lamp', 'red')),
    condition('eventCategory', texts, one('Video', 'video')),
    condition('eventAction', is, one('play')),
    condition('eventValue', numbers, small),
    condition('productName', is, one('Lamp', 'Chair')),
    condition('visitConvertedGoalId', is, one('3')),
    condition('actions', numbers, small),
    condition('searches', numbers, small),
    condition('visitCount', numbers, small),
    condition('visitDuration', numbers, one(0, 60, 1200)),
    condition('daysSinceFirstVisit', numbers, one(0, 1, 2)),
    condition('daysSinceLastVisit', numbers, one(0, 1)),
    condition('daysSinceLastEcommerceOrder', numbers, one(0, 1)),
    condition('visitorType', is, one('new', 'returning', 'returningCustomer')),
    condition('countryCode', is, one('de', 'fr')),
    condition('city', texts, one('x', 'mobile', 'MOB')),
    condition('deviceType', is, one('smartphone', 'desktop')),
    condition('referrerType', is, one('direct', 'search', 'campaign')),
    condition('campaignMedium', [...is, '=@'], one('x', 'mob')),
    condition('exitPageTitle', is, one('Lamps', 'Chairs')),
    condition('entryPageUrl', is, one('https://shop.example/a', 'shop.example/b')),
    condition('pageTitle', is, one('')),
    condition('city', is, one('')),
  );
  const other = fc.oneof(
    condition('nobodyKnows', is, one('x')),
    condition('userId', is, one('x')),
    condition('browserCode', is, one('ZZ')),
    condition('visitCount', numbers, one('often')),
    condition('pageUrl', ['!^'], one('x')),
    condition('dimension1', is, one('x')),
  );
  return odd ? fc.oneof({ weight: 9, arbitrary: sound }, { weight: 1, arbitrary: other }) : sound;
};

export const segments = (odd: boolean): fc.Arbitrary<{ readonly [key: string]: unknown }> =>
  fc
    .array(fc.array(conditions(odd), { minLength: 1, maxLength: 2 }), {
      minLength: 1,
      maxLength: 3,
    })
    .map((groups) => ({
      idsegment: '7',
      name: 'A',
      definition: groups.map((group) => group.join(',')).join(';'),
      deleted: '0',
      auto_archive: '1',
    }));

const props = {
  page_view: fc.record(
    {
      page_location: one(
        'https://www.shop.example/a',
        'https://shop.example/a?x=1',
        'http://shop.example/b?c=1#top',
      ),
      page_title: one('Lamps', 'lamp', 'Chairs', 'null'),
    },
    { requiredKeys: ['page_location'] },
  ),
  search: fc.record({ search_term: one('lamp', 'Red lamp', 'x') }),
  purchase: fc.record({
    value: small,
    items: fc.array(fc.record({ item_name: one('Lamp', 'Chair') }), { maxLength: 2 }),
  }),
  play: fc.record({ event_category: one('Video', 'Music'), value: small }, { requiredKeys: [] }),
  goal_3: fc.record({}),
};
const paths: { readonly [location: string]: string } = {
  'https://www.shop.example/a': '/a',
  'https://shop.example/a?x=1': '/a',
  'http://shop.example/b?c=1#top': '/b',
};

export interface Visited {
  readonly log: readonly CoveyEvent[];
  readonly facts: {
    readonly geo: { readonly country: string; readonly city?: string };
    readonly device: { readonly type: string };
    readonly source: { readonly [field: string]: string };
    readonly trait: { readonly [id: string]: string };
    readonly page: { readonly [field: string]: string };
  };
  readonly now: number;
}

const event = fc.oneof(
  ...Object.entries(props).map(([name, given]) =>
    fc.tuple(
      one(name),
      one(MINUTE, 20 * MINUTE, 45 * MINUTE, 25 * HOUR, 2.2 * DAY),
      given as fc.Arbitrary<{ [key: string]: unknown }>,
    ),
  ),
);

export const visits: fc.Arbitrary<Visited> = fc
  .record({
    events: fc.array(event, { minLength: 1, maxLength: 6 }),
    geo: one({ country: 'DE', city: 'x' }, { country: 'FR', city: 'Mobile' }, { country: 'FR' }),
    device: one({ type: 'mobile' }, { type: 'desktop' }),
    source: one<{ [field: string]: string }>(
      { 'session.channel': 'Direct' },
      { 'session.channel': 'Organic Search' },
      { 'session.channel': 'Email', 'session.campaign': 'c', 'session.medium': 'mobile' },
    ),
  })
  .map(({ events, ...facts }) => {
    let time = START;
    const log = events.map(([name, gap, given]): CoveyEvent => {
      time += gap;
      const path = paths[String(given['page_location'])];
      return {
        name,
        time,
        props: { ...given, ...(path && { page_path: path }) } as CoveyEvent['props'] & {},
      };
    });
    return { log, facts: { ...facts, trait: {}, page: {} }, now: time + 1 };
  });
