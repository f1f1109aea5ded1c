// Imported segments, run by the engine on small logs whose answer is plain.
import { describe, expect, it } from 'vitest';
import {
  importAdobe,
  importGa4,
  importGrowthbook,
  importMixpanel,
} from '../../../shared/importers/index.ts';
import * as adobe from './adobe-segment.ts';
import * as ga4 from './ga4-audience.ts';
import * as mixpanel from './mixpanel-cohort.ts';
import { DAY, HOUR, START, type Short, type Visitor, logOf, memberOf } from './run.ts';

const page = (title: string) => adobe.hits(adobe.is('variables/page', title));
const view = (title: string, minutes: number): Short => [
  'page_view',
  minutes,
  { page_title: title },
];
const visitor = (...events: readonly Short[]): Visitor => ({ log: logOf(...events) });

describe('GA4 audiences, run', () => {
  const across = (...parts: readonly ga4.Part[]) =>
    ga4.simple('ACROSS_ALL_SESSIONS', ga4.all(...parts));
  const isIn = (clauses: readonly ga4.Part[], who: Visitor, more: ga4.Part = {}) =>
    memberOf(importGa4(ga4.audience(clauses, more)), who);

  it('more than two purchases in 30 days: in with the third, out 30 days after they thin out and membership has passed', () => {
    const clauses = [
      across(
        ga4.event('purchase', ga4.number('eventCount', 'GREATER_THAN', 2, { inAnyNDayPeriod: 30 })),
      ),
    ];
    const log = logOf(['purchase', 0], ['purchase', 60], ['purchase', 120]);
    const at = (now: number) => isIn(clauses, { log, now }, { membershipDurationDays: 7 });
    expect(isIn(clauses, { log: log.slice(0, 2) })).toBe(false);
    expect(at(START + 3 * HOUR)).toBe(true);
    expect(at(START + 30 * DAY - 1)).toBe(true);
    expect(at(START + 30 * DAY + 6 * DAY)).toBe(true);
    expect(at(START + 37 * DAY)).toBe(false);
  });

  it('at any point: who once had three purchases in seven days stays', () => {
    const ever = across(
      ga4.event(
        'purchase',
        ga4.number('eventCount', 'GREATER_THAN', 2, { inAnyNDayPeriod: 7, atAnyPointInTime: true }),
      ),
    );
    const close = logOf(['purchase', 0], ['purchase', 60], ['purchase', 120]);
    const apart = logOf(['purchase', 0], ['purchase', 60], ['purchase', 8 * 24 * 60]);
    const now = START + 90 * DAY;
    expect(isIn([ever], { log: close, now })).toBe(true);
    expect(isIn([ever], { log: apart, now })).toBe(false);
  });

  it('the same session', () => {
    const clauses = [
      ga4.simple('WITHIN_SAME_SESSION', ga4.all(ga4.event('add_to_cart'), ga4.event('purchase'))),
    ];
    expect(isIn(clauses, visitor(['add_to_cart', 0], ['purchase', 20]))).toBe(true);
    expect(isIn(clauses, visitor(['add_to_cart', 0], ['purchase', 120]))).toBe(false);
  });

  it('the same event', () => {
    const clauses = [
      ga4.simple(
        'WITHIN_SAME_EVENT',
        ga4.all(ga4.event('purchase'), ga4.exact('customEvent:coupon', 'X')),
      ),
    ];
    expect(isIn(clauses, visitor(['purchase', 0], ['view_item', 1, { coupon: 'X' }]))).toBe(false);
    expect(isIn(clauses, visitor(['purchase', 0, { coupon: 'x' }]))).toBe(true);
  });

  it('a sequence within an hour, directly after one another', () => {
    const clauses = [
      ga4.sequence('ACROSS_ALL_SESSIONS', [
        ga4.step(ga4.all(ga4.event('view_item'))),
        ga4.step(ga4.all(ga4.event('purchase')), {
          immediatelyFollows: true,
          constraintDuration: '3600s',
        }),
      ]),
    ];
    expect(isIn(clauses, visitor(['view_item', 0], ['purchase', 50]))).toBe(true);
    expect(isIn(clauses, visitor(['view_item', 0], ['purchase', 70]))).toBe(false);
    expect(isIn(clauses, visitor(['view_item', 0], ['search', 1], ['purchase', 50]))).toBe(false);
  });

  it('excluded while refunded lately, and for ever', () => {
    const clauses = [
      across(ga4.event('purchase')),
      ga4.simple(
        'ACROSS_ALL_SESSIONS',
        ga4.all(
          ga4.event('refund', ga4.number('eventCount', 'GREATER_THAN', 0, { inAnyNDayPeriod: 7 })),
        ),
        'EXCLUDE',
      ),
    ];
    const who = { log: logOf(['purchase', 0], ['refund', 10]), now: START + 8 * DAY };
    expect(isIn(clauses, who, { exclusionDurationMode: 'EXCLUDE_TEMPORARILY' })).toBe(true);
    expect(isIn(clauses, who, { exclusionDurationMode: 'EXCLUDE_PERMANENTLY' })).toBe(false);
  });

  it('"not" is true of who has another event, as in Google Analytics', () => {
    const clauses = [across(ga4.not(ga4.exact('eventName', 'login')))];
    expect(isIn(clauses, visitor(['login', 0]))).toBe(false);
    expect(isIn(clauses, visitor(['login', 0], ['purchase', 1]))).toBe(true);
  });

  it('facts of the visitor', () => {
    const clauses = [across(ga4.exact('country', 'Germany'), ga4.event('purchase'))];
    const log = logOf(['purchase', 0]);
    expect(isIn(clauses, { log, facts: { geo: { country: 'DE' } } })).toBe(true);
    expect(isIn(clauses, { log, facts: { geo: { country: 'FR' } } })).toBe(false);
  });

  it('a value that is not set, and one that is a number here', () => {
    const login = (value: string) => [
      across(ga4.event('login', ga4.exact('customEvent:level', value))),
    ];
    const at = (level?: string | number) =>
      logOf(['login', 0, level === undefined ? {} : { level }]);
    expect(isIn(login('(not set)'), { log: at() })).toBe(true);
    expect(isIn(login('(not set)'), { log: at(3) })).toBe(false);
    expect(isIn(login('3'), { log: at(3) })).toBe(true);
    expect(isIn(login('3'), { log: at('3') })).toBe(true);
    expect(isIn(login('3'), { log: at() })).toBe(false);
  });
});

describe('Adobe segments, run', () => {
  const isIn = (top: adobe.Node, who: Visitor) => memberOf(importAdobe(adobe.segment(top)), who);
  const { visitors, visits, hits, and, without, inOrder, EXCLUDE, time } = adobe;
  const ordered = hits(adobe.happened('metrics/orders'));

  const number = (func: string, num: number): adobe.Node => ({
    func,
    num,
    val: adobe.attr('variables/visitnumber'),
  });

  it('second visit: whoever has one, however many there are by now', () => {
    const top = visitors(hits(number('eq', 2)));
    expect(isIn(top, visitor(view('A', 0), view('A', 20)))).toBe(false);
    expect(isIn(top, visitor(view('A', 0), view('A', 60)))).toBe(true);
    expect(isIn(top, visitor(view('A', 0), view('A', 60), view('A', 120)))).toBe(true);
  });

  it('second visit within one day of the first', () => {
    const top = visitors(
      inOrder(hits(number('eq', 1)), time('within', 1, 'day'), hits(number('eq', 2))),
    );
    const back = (minutes: number, ...more: readonly Short[]) =>
      isIn(top, visitor(view('A', 0), view('A', 10), view('A', minutes), ...more));
    expect(back(60)).toBe(true);
    expect(back(24 * 60)).toBe(true);
    expect(back(24 * 60 + 11)).toBe(false);
    expect(back(25 * 60, view('A', 26 * 60))).toBe(false);
    expect(back(60, view('A', 40 * 24 * 60))).toBe(true);
  });

  it('an order in a visit that began on a page', () => {
    const top = hits(
      and(adobe.is('variables/entrypage', 'Home'), adobe.happened('metrics/orders')),
    );
    expect(isIn(top, visitor(view('Home', 0), view('Shop', 1), ['purchase', 2]))).toBe(true);
    expect(isIn(top, visitor(view('Shop', 0), view('Home', 1), ['purchase', 2]))).toBe(false);
    expect(isIn(top, visitor(view('Home', 0), view('Shop', 60), ['purchase', 62]))).toBe(false);
  });

  it('a visit of one page is a bounce, whatever else was recorded in it', () => {
    const top = visitors(adobe.total('metrics/bounces', 'ge', 1));
    expect(isIn(top, visitor(['session_start', 0], view('A', 0), ['scroll', 1]))).toBe(true);
    expect(isIn(top, visitor(view('A', 0), view('B', 1)))).toBe(false);
  });

  it('a visit with two orders and a page', () => {
    const top = visitors(visits(and(adobe.total('metrics/orders', 'ge', 2), page('Home'))));
    expect(isIn(top, visitor(view('Home', 0), ['purchase', 5], ['purchase', 10]))).toBe(true);
    expect(isIn(top, visitor(view('Home', 0), ['purchase', 5], ['purchase', 100]))).toBe(false);
    expect(isIn(top, visitor(['purchase', 5], ['purchase', 6], view('Home', 100)))).toBe(false);
  });

  it('"does not equal" is met by one other hit, "without" by none', () => {
    const other = visitors(adobe.is('variables/page', 'Home', 'not-streq'));
    const none = visitors(without(page('Home')));
    const both = visitor(view('Home', 0), view('Shop', 1));
    expect(isIn(other, both)).toBe(true);
    expect(isIn(none, both)).toBe(false);
    expect(isIn(none, visitor(view('Shop', 1)))).toBe(true);
  });

  it('after a week and within two', () => {
    const top = visitors(
      inOrder(page('A'), time('after', 1, 'week'), time('within', 2, 'week'), page('B')),
    );
    const days = (n: number) => isIn(top, visitor(view('A', 0), view('B', n * 24 * 60)));
    expect([6, 7, 13, 14].map(days)).toEqual([false, true, true, false]);
  });

  it('exclusions at the start, between and at the end', () => {
    const start = visitors(inOrder(EXCLUDE, page('X'), page('A'), page('B')));
    expect(isIn(start, visitor(view('A', 0), view('X', 1), view('B', 2)))).toBe(true);
    expect(isIn(start, visitor(view('X', 0), view('A', 1), view('B', 2)))).toBe(false);
    const between = visitors(inOrder(page('A'), EXCLUDE, page('X'), page('B')));
    expect(isIn(between, visitor(view('A', 0), view('X', 1), view('B', 2)))).toBe(false);
    expect(isIn(between, visitor(view('A', 0), view('X', 1), view('A', 2), view('B', 3)))).toBe(
      true,
    );
    const end = visitors(inOrder(page('A'), EXCLUDE, ordered));
    expect(isIn(end, visitor(view('A', 0), ['purchase', 1]))).toBe(false);
    expect(isIn(end, visitor(view('A', 0), ['purchase', 1], view('A', 2)))).toBe(true);
    const forADay = visitors(inOrder(page('A'), time('within', 1, 'day'), EXCLUDE, ordered));
    expect(isIn(forADay, { log: logOf(view('A', 0)), now: START + 25 * HOUR })).toBe(true);
    expect(
      isIn(forADay, { log: logOf(view('A', 0), ['purchase', 60]), now: START + 25 * HOUR }),
    ).toBe(false);
  });

  it('only after and only before a sequence', () => {
    const after = visitors(
      hits(
        and(adobe.onlyAfter('visitors', page('A'), page('B')), adobe.happened('metrics/orders')),
      ),
    );
    expect(isIn(after, visitor(['purchase', 0], view('A', 1), view('B', 2)))).toBe(false);
    expect(isIn(after, visitor(view('A', 1), view('B', 2), ['purchase', 3]))).toBe(true);
    const before = visitors(
      hits(
        and(adobe.onlyBefore('visitors', page('A'), page('B')), adobe.happened('metrics/orders')),
      ),
    );
    expect(isIn(before, visitor(['purchase', 0], view('A', 1), view('B', 2)))).toBe(true);
    expect(isIn(before, visitor(view('A', 1), view('B', 2), ['purchase', 3]))).toBe(false);
  });

  it('a logic group in any order', () => {
    const top = visitors(inOrder(page('A'), adobe.group('sequence-and', page('B'), page('C'))));
    expect(isIn(top, visitor(view('A', 0), view('C', 1), view('B', 2)))).toBe(true);
    expect(isIn(top, visitor(view('C', 0), view('A', 1), view('B', 2)))).toBe(false);
  });

  it('different values, and sums', () => {
    expect(
      isIn(
        visitors(adobe.different('variables/page', 'gt', 1)),
        visitor(view('A', 0), view('A', 1)),
      ),
    ).toBe(false);
    expect(
      isIn(
        visitors(adobe.different('variables/page', 'gt', 1)),
        visitor(view('A', 0), view('B', 1)),
      ),
    ).toBe(true);
    const spent = visitors(adobe.total('metrics/revenue', 'ge', 10));
    expect(isIn(spent, visitor(['purchase', 0, { value: 4 }], ['purchase', 9, { value: 6 }]))).toBe(
      true,
    );
    expect(isIn(spent, visitor(['purchase', 0, { value: 4 }]))).toBe(false);
  });
});

describe('Mixpanel cohorts, run', () => {
  const isIn = (json: unknown, who: Visitor) => memberOf(importMixpanel(json), who);
  const { cohort, compare, count, did, funnel, group, grouped, inTheLast, lastDays, node, person } =
    mixpanel;

  it('did, and did not do lately', () => {
    const json = cohort(node('and', compare('a', '>=', 2), compare('b', '==', 0)), {
      a: count('Play', lastDays(7)),
      b: count('Refund', lastDays(7)),
    });
    expect(isIn(json, visitor(['Play', 0], ['Play', 1]))).toBe(true);
    expect(isIn(json, visitor(['Play', 0], ['Refund', 1], ['Play', 2]))).toBe(false);
    expect(isIn(json, { ...visitor(['Play', 0], ['Play', 1]), now: START + 8 * DAY })).toBe(false);
  });

  it('first time ever in the last 30 days', () => {
    const json = grouped(
      group([
        did(
          'Play',
          'was in the',
          30,
          { aggregationOperator: 'first_event_time' },
          { filterType: 'datetime', filterDateUnit: 'day' },
        ),
      ]),
    );
    const log = logOf(['Play', 0], ['Play', 31 * 24 * 60]);
    expect(isIn(json, { log: log.slice(0, 1) })).toBe(true);
    expect(isIn(json, { log })).toBe(false);
    expect(isIn(json, { log: [] })).toBe(false);
  });

  it('active on three days of seven', () => {
    const json = grouped(
      group([
        did('Play', 'is at least', 3, {
          aggregationOperator: 'unique_values',
          property: { value: '$time', unit: 'day' },
          ...inTheLast(7),
        }),
      ]),
    );
    expect(isIn(json, visitor(['Play', 0], ['Play', 10], ['Play', 1440], ['Play', 2880]))).toBe(
      true,
    );
    expect(isIn(json, visitor(['Play', 0], ['Play', 10], ['Play', 20]))).toBe(false);
  });

  it('a funnel with an exclusion', () => {
    const json = grouped(
      group([
        {
          ...did('F', 'is at least', 1),
          behavior: funnel(['A', 'B'], {
            exclusions: [{ event: 'X', steps: { from: 1, to: 2 } }],
            conversionWindowDuration: 1,
          }),
        },
      ]),
    );
    expect(isIn(json, visitor(['A', 0], ['B', 60]))).toBe(true);
    expect(isIn(json, visitor(['A', 0], ['X', 30], ['B', 60]))).toBe(false);
    expect(isIn(json, visitor(['A', 0], ['B', 1440]))).toBe(false);
  });

  it('items of a list, and traits with dates', () => {
    const json = grouped(
      group([
        did('Buy', 'is at least', 1, {
          filters: [
            {
              value: 'cart',
              resourceType: 'events',
              filterType: 'object',
              listQuantifier: 'any',
              listItemFilters: [
                mixpanel.filter('brand', 'equals', ['Acme']),
                mixpanel.filter('price', 'is greater than', 5, { filterType: 'number' }),
              ],
            },
          ],
        }),
        person('trial end', 'was in the next', 3, {
          filterType: 'datetime',
          filterDateUnit: 'day',
        }),
      ]),
    );
    const facts = { trait: { trial_end: new Date(START + 2 * DAY).toISOString() } };
    const bought = (...cart: readonly { readonly [key: string]: string | number }[]) =>
      logOf(['Buy', 0, { cart }]);
    expect(isIn(json, { log: bought({ brand: 'Acme', price: 9 }), facts })).toBe(true);
    expect(
      isIn(json, { log: bought({ brand: 'Acme', price: 1 }, { brand: 'Other', price: 9 }), facts }),
    ).toBe(false);
    expect(
      isIn(json, { log: bought({ brand: 'Acme', price: 9 }), facts, now: START + 3 * DAY }),
    ).toBe(false);
  });
});

describe('GrowthBook conditions, run', () => {
  it('an absent value is in there and out here, and is noted', () => {
    const result = importGrowthbook({ age: { $lt: 25 }, country: { $in: ['DE'] } }, { id: 'a' });
    const geo = { country: 'DE' };
    expect(memberOf(result, { log: [], facts: { geo, trait: { age: 20 } } })).toBe(true);
    expect(memberOf(result, { log: [], facts: { geo, trait: {} } })).toBe(false);
  });
});
