import { describe, expect, it } from 'vitest';
import { type ImportOptions, importMixpanel } from '../../../shared/importers/index.ts';
import { definitionsOf, imported, notesOf } from './helpers.ts';
import {
  type Part,
  cohort,
  compare,
  count,
  did,
  filter,
  funnel,
  group,
  grouped,
  inTheLast,
  lastDays,
  node,
  person,
  user,
} from './mixpanel-cohort.ts';

const said = (json: unknown, options: ImportOptions = {}) => {
  const { metrics, segments, traits } = definitionsOf(importMixpanel(json, options));
  return { when: segments['a']?.when, metrics, ...(traits && { traits }) };
};
const refusal = (json: unknown, options: ImportOptions = {}) => {
  const result = importMixpanel(json, options);
  expect(imported(result).definitions).toEqual({ metrics: {}, segments: {} });
  return notesOf(result, 'error');
};
/** One behavior, done at least once. */
const once = (behavior: Part) => cohort(node('and', compare('b', '>=', 1)), { b: behavior });

describe('Mixpanel cohorts: behaviors', () => {
  it.each([
    ['>=', { $gte: 3 }],
    ['<=', { $lte: 3 }],
    ['==', { $eq: 3 }],
    ['>', { $gt: 3 }],
    ['<', { $lt: 3 }],
  ])('an event %s 3 times in the last days', (operator, operand) => {
    const json = cohort(node('and', compare('bhvr_0', operator, 3)), {
      bhvr_0: count('Purchase', lastDays(30)),
    });
    expect(said(json)).toEqual({
      when: { 'metric.a_purchase_count_30d': operand },
      metrics: { a_purchase_count_30d: { count: 'Purchase', within: '30d' } },
    });
    expect(notesOf(importMixpanel(json))).toEqual(['calendar-days window']);
  });

  it.each([
    [lastDays(2, 'week'), '14d'],
    [lastDays(3, 'hour'), '3h'],
    [lastDays(1, 'month'), '30d'],
    [{ window: '90d' }, '90d'],
    [
      { from_date: '2026-01-01', to_date: '2026-03-31' },
      { from: '2026-01-01T00:00:00Z', to: '2026-04-01T00:00:00Z' },
    ],
    [{}, undefined],
  ])('%j is a window', (window, within) => {
    expect(Object.values(said(once(count('Login', window))).metrics)).toEqual([
      within === undefined ? { count: 'Login' } : { count: 'Login', within },
    ]);
  });

  it('did not do, and not, or, and nesting', () => {
    const json = cohort(
      node(
        'or',
        node('and', compare('x', '==', 0), user('plan', '==', 'pro')),
        node('not', compare('y', '>=', 1)),
      ),
      { x: count('Login', lastDays(7)), y: count('Refund') },
    );
    expect(said(json)).toEqual({
      when: {
        $or: [
          { 'metric.a_login_count_7d': { $eq: 0 }, 'trait.plan': 'pro' },
          { $not: { 'metric.a_refund_count': { $gte: 1 } } },
        ],
      },
      metrics: {
        a_login_count_7d: { count: 'Login', within: '7d' },
        a_refund_count: { count: 'Refund' },
      },
      traits: { plan: { type: 'string' } },
    });
  });

  it('filters of the event, in a tree of either form', () => {
    const tree = node(
      'and',
      { property: 'event', value: 'amount', operator: '>', operand: 50, type: 'number' },
      node('or', filter('Colour', 'equals', ['red', 'blue']), filter('size', 'is not set')),
    );
    expect(Object.values(said(once(count('Purchase', {}, tree))).metrics)).toEqual([
      {
        count: 'Purchase',
        where: {
          amount: { $gt: 50 },
          $or: [{ Colour: { $in: ['red', 'blue'] } }, { $not: { size: { $exists: true } } }],
        },
      },
    ]);
  });

  it('several events in one behavior, as older cohorts write them', () => {
    const json = cohort(compare('behavior_1', '>', 2), [
      {
        name: 'behavior_1',
        window: '30d',
        event_selectors: [{ event: 'A' }, { event: '$mp_web_page_view' }],
      },
    ]);
    expect(said(json)).toEqual({
      when: { 'metric.a_a_count_30d': { $gt: 2 } },
      metrics: { a_a_count_30d: { count: ['A', 'page_view'], within: '30d' } },
    });
  });

  it('aggregates of a property', () => {
    const aggregated = (aggregationOperator: string, property: unknown = 'amount') =>
      once({
        count: {
          event_selector: { event: 'Purchase', selector: null },
          type: 'absolute',
          aggregationOperator,
          property,
        },
      });
    expect(Object.values(said(aggregated('total')).metrics)).toEqual([{ sum: 'Purchase.amount' }]);
    expect(Object.values(said(aggregated('average', { value: 'amount' })).metrics)).toEqual([
      { mean: 'Purchase.amount' },
    ]);
    expect(Object.values(said(aggregated('unique_values')).metrics)).toEqual([
      { distinct: 'Purchase.amount' },
    ]);
    expect(
      Object.values(
        said(aggregated('total'), { map: { fields: { amount: 'event.items.price' } } }).metrics,
      ),
    ).toEqual([{ sum: 'Purchase.items.price' }]);
    expect(Object.values(said(aggregated('p90')).metrics)).toEqual([
      { percentile: 'Purchase.amount', p: 90 },
    ]);
    expect(refusal(aggregated('custom_percentile'))).toEqual(['unsupported custom_percentile']);
    expect(refusal(aggregated('total', '$amount'))).toEqual(['unmapped-name $amount']);
  });

  it.each([
    [once(count('$custom_event:12')), 'unmapped-name $custom_event:12'],
    [once({ count: { event_selector: { event: 'A' }, type: 'day' } }), 'unsupported day'],
    [once(count('A', {}, 'event["x"] == 1')), 'unsupported selector'],
    [once(count('A', lastDays(2, 'year'))), 'unsupported window'],
    [once(count('A', lastDays(0))), 'invalid window'],
    [once(count('A', { from_date: '2026-02-01', to_date: 'soon' })), 'invalid window'],
    [once({ ...count('A'), ratio: 2 }), 'unknown-field ratio'],
    [cohort(compare('none', '>=', 1)), 'invalid none'],
    [cohort(compare('b', 'roughly', 1), { b: count('A') }), 'unsupported roughly'],
    [cohort(compare('b', '>=', 'x'), { b: count('A') }), 'invalid b'],
  ])('refuses what has no equal (%#)', (json, note) => {
    expect(refusal(json)[0]).toBe(note);
  });

  it('everyone is a cohort, too', () => {
    const everyone = (operator: string) => ({
      value: '$cohorts',
      resourceType: 'cohorts',
      filterOperator: operator,
      filterValue: [{ cohort: { id: '$all_users', name: 'All Users', negated: false } }],
    });
    const plays = did('Play', 'is at least', 2);
    for (const all of [everyone('contains'), { value: '$all_users', filterOperator: 'contains' }])
      expect(said(grouped(group([all, plays]))).when).toEqual({
        'metric.a_play_count': { $gte: 2 },
      });
    for (const none of [
      everyone('does not contain'),
      { value: '$all_users', filterOperator: 'does not contain' },
    ])
      expect(refusal(grouped(group([none])))).toEqual(['invalid cohort']);
    const all = { property: 'cohort', operator: 'in', value: '$all_users' };
    expect(
      said(cohort(node('and', all, compare('b', '>=', 1)), { b: count('Play') })).when,
    ).toEqual({ 'metric.a_play_count': { $gte: 1 } });
  });

  const moment = { filterType: 'datetime', filterDateUnit: 'day' };

  it.each([
    ['was in the', { 'visitor.age': { $lt: '7d' } }],
    ['was not in the', { $not: { 'visitor.age': { $lt: '7d' } } }],
    ['before the last', { 'visitor.age': { $gte: '7d' } }],
  ])('a profile created %s so many days is a first visit', (operator, when) => {
    expect(said(grouped(group([person('$created', operator, 7, moment)])))).toEqual({
      when,
      metrics: {},
    });
  });

  it('days of the creation are days of the first visit', () => {
    const days = person('$created', 'was since', '2026-01-05', { filterType: 'datetime' });
    const result = importMixpanel(grouped(group([days])));
    expect(definitionsOf(result).segments['a']?.when).toEqual({
      'visitor.firstSeen': { $gte: '2026-01-05' },
    });
    expect(notesOf(result, 'warning')).toContain('history $created');
  });

  it('last seen is the time since any event', () => {
    const result = importMixpanel(grouped(group([person('$last_seen', 'was in the', 7, moment)])));
    expect(definitionsOf(result)).toMatchObject({
      metrics: { a_last_seen: { since: '*' } },
      segments: { a: { when: { 'metric.a_last_seen': { $lt: '7d' } } } },
    });
    expect(notesOf(result, 'warning')).toContain('current-value $last_seen');
    const day = person('$last_seen', 'was on', '2026-01-05', { filterType: 'datetime' });
    expect(refusal(grouped(group([day])))).toEqual(['unsupported $last_seen']);
  });

  it('what tells who someone is can be mapped to what matters of it', () => {
    const json = grouped(group([person('$email', 'is set')]));
    expect(refusal(json)).toEqual(['unsupported $email']);
    expect(said(json, { map: { fields: { $email: 'trait.has_email' } } }).when).toEqual({
      'trait.has_email': { $exists: true },
    });
  });

  it('names can be mapped: events, properties, cohorts', () => {
    const map = {
      events: { '$custom_event:12': 'buy', Purchase: 'purchase' },
      fields: { 'Order Total': 'event.value', Tier: 'trait.tier' },
      segments: { '456': 'champions' },
    };
    const json = cohort(
      node('and', compare('x', '>=', 1), compare('y', '>=', 1), user('Tier', '==', 'gold'), {
        property: 'cohort',
        value: 456,
        operator: 'in',
      }),
      {
        x: count('$custom_event:12'),
        y: count(
          'Purchase',
          {},
          node('and', filter('Order Total', 'is greater than', 9, { filterType: 'number' })),
        ),
      },
    );
    expect(said(json, { map })).toEqual({
      when: {
        'metric.a_buy_count': { $gte: 1 },
        'metric.a_purchase_count': { $gte: 1 },
        'trait.tier': 'gold',
        'segment.champions': true,
      },
      metrics: {
        a_buy_count: { count: 'buy' },
        a_purchase_count: { count: 'purchase', where: { value: { $gt: 9 } } },
      },
      traits: { tier: { type: 'string' } },
    });
    expect(refusal(cohort({ property: 'cohort', value: 456, operator: 'not in' }))).toEqual([
      'unmapped-name cohort 456',
    ]);
  });
});

describe('Mixpanel cohorts: properties of the user', () => {
  const asked = (part: Part) => said(grouped(group([part])));

  it.each([
    [person('plan', 'equals', ['pro', 'team']), 'string', { $in: ['pro', 'team'] }],
    [person('plan', 'contains', 'ro'), 'string', { $regexi: 'ro' }],
    [person('plan', 'starts with', 'p'), 'string', { $regexi: '^p' }],
    [person('plan', 'ends with', 'o'), 'string', { $regexi: 'o$' }],
    [person('plan', 'is set'), 'string', { $exists: true }],
    [person('seats', 'is equal to', 3, { filterType: 'number' }), 'number', { $eq: 3 }],
    [person('seats', 'is at least', 3, { filterType: 'number' }), 'number', { $gte: 3 }],
    [person('seats', 'is at most', '3', { filterType: 'number' }), 'number', { $lte: 3 }],
    [
      person('seats', 'is between', [1, 5], { filterType: 'number' }),
      'number',
      { $gte: 1, $lte: 5 },
    ],
    [person('admin', 'true', null, { filterType: 'boolean' }), 'boolean', { $eq: true }],
    [person('admin', 'false', null, { filterType: 'boolean' }), 'boolean', { $eq: false }],
    [person('admin', 'equals', ['true'], { filterType: 'boolean' }), 'boolean', { $eq: true }],
    [person('admin', 'equals', 'false', { filterType: 'boolean' }), 'boolean', { $eq: false }],
    [
      person('admin', 'equals', ['true', 'false'], { filterType: 'boolean' }),
      'boolean',
      { $in: [true, false] },
    ],
    [
      person('seats', 'is at most', '3', { filterType: null, propertyType: 'number' }),
      'number',
      { $lte: 3 },
    ],
    [
      person('seats', 'is at most', '3', { filterType: 'number', propertyType: 'string' }),
      'number',
      { $lte: 3 },
    ],
    [person('tags', 'contains', ['a'], { filterType: 'list' }), 'string[]', { $in: ['a'] }],
    [
      person('born', 'was on', '2026-01-05', { filterType: 'datetime' }),
      'date',
      { $gte: '2026-01-05', $lt: '2026-01-06' },
    ],
    [
      person('born', 'was before', '01/05/2026', { filterType: 'datetime' }),
      'date',
      { $lt: '2026-01-05' },
    ],
    [
      person('born', 'was since', '2026-01-05', { filterType: 'datetime' }),
      'date',
      { $gte: '2026-01-05' },
    ],
    [
      person('born', 'was between', ['2026-01-05', '2026-02-28'], { filterType: 'datetime' }),
      'date',
      { $gte: '2026-01-05', $lt: '2026-03-01' },
    ],
  ])('%j is a trait', (part, type, operand) => {
    const trait = String(part['value']);
    expect(asked(part)).toEqual({
      when: { [`trait.${trait}`]: operand },
      metrics: {},
      traits: { [trait]: { type } },
    });
  });

  it.each([
    [person('plan', 'does not equal', ['pro']), { 'trait.plan': 'pro' }],
    [person('plan', 'does not contain', 'pro'), { 'trait.plan': { $regexi: 'pro' } }],
    [person('plan', 'is not set'), { 'trait.plan': { $exists: true } }],
    [
      person('seats', 'not between', [1, 2], { filterType: 'number' }),
      { 'trait.seats': { $gte: 1, $lte: 2 } },
    ],
    [
      person('born', 'was not on', '2026-01-05', { filterType: 'datetime' }),
      { 'trait.born': { $gte: '2026-01-05', $lt: '2026-01-06' } },
    ],
    [
      person('born', 'was not in the', 9, { filterType: 'datetime', filterDateUnit: 'day' }),
      { 'since.born': { $gte: '0s', $lt: '9d' } },
    ],
  ])('%j is the same negated', (part, positive) => {
    expect(asked(part).when).toEqual({ $not: positive });
  });

  it('dates near this moment are times since and until them', () => {
    expect(
      asked(
        person('trial end', 'was in the next', 3, {
          filterType: 'datetime',
          filterDateUnit: 'day',
        }),
      ).when,
    ).toEqual({
      'until.trial_end': { $gte: '0s', $lt: '3d' },
    });
    expect(
      asked(person('signup', 'was in the', 2, { filterType: 'datetime', filterDateUnit: 'week' }))
        .when,
    ).toEqual({
      'since.signup': { $gte: '0s', $lt: '14d' },
    });
    expect(
      asked(
        person('signup', 'before the last', 30, { filterType: 'datetime', filterDateUnit: 'day' }),
      ).when,
    ).toEqual({ 'since.signup': { $gte: '30d' } });
  });

  it.each([
    [person('$country_code', 'equals', ['DE']), { 'geo.country': 'DE' }],
    [person('$city', 'equals', ['Berlin']), { 'geo.city': 'Berlin' }],
    [person('$browser', 'equals', ['Chrome']), { 'device.browser': 'Google Chrome' }],
    [person('$os', 'equals', ['Mac OS X']), { 'device.os': 'macOS' }],
    [person('initial_utm_source', 'equals', ['news']), { 'source.first.source': 'news' }],
    [person('utm_medium', 'equals', ['email']), { 'source.last.medium': 'email' }],
    [user('plan', 'in', 'ro'), { 'trait.plan': { $regexi: 'ro' } }],
    [user('plan', 'defined'), { 'trait.plan': { $exists: true } }],
  ])('%j is known', (part, when) => {
    const json = part['property'] === 'user' ? cohort(part) : grouped(group([part]));
    expect(said(json).when).toEqual(when);
  });

  it.each([
    [person('$email', 'contains', '@example.com'), 'unsupported $email'],
    [person('$region', 'equals', ['Bavaria']), 'unmapped-name $region'],
    [person('x', 'equals', ['y'], { dataGroupId: '9' }), 'unsupported dataGroupId'],
    [person('x', 'equals', ['y'], { customPropertyId: 4 }), 'unsupported customProperty'],
    [filter('x', 'equals', ['y']), 'unsupported events'],
    [person('x', 'sounds like', 'y'), 'unsupported sounds like'],
    [person('x', 'was on', 'Monday', { filterType: 'datetime' }), 'invalid x'],
    [person('x', 'is at least', 'many', { filterType: 'number' }), 'invalid x'],
    [person('x', 'equals', ['y'], { fuzzy: true }), 'unknown-field fuzzy'],
    [person('x', 'equals', ['y'], { filterType: 'object' }), 'invalid object'],
    [
      person('x', 'is greater than', 7, { filterType: 'datetime', filterDateUnit: 'day' }),
      'ambiguous is greater than',
    ],
    [
      person('x', 'is at least', 7, { filterType: 'number', filterDateUnit: 'day' }),
      'ambiguous unit',
    ],
    [person('x', 'was in the', 7, { filterType: 'datetime' }), 'invalid x'],
    [filter('x', 'equals', ['y'], { resourceType: 'cohorts' }), 'unsupported cohorts'],
  ])('refuses %j', (part, note) => {
    expect(refusal(grouped(group([part])))).toEqual([note]);
  });
});

describe('Mixpanel cohorts: groups', () => {
  it('a behavior compared, with its window and its filters', () => {
    const json = grouped(
      group([
        did('Purchase', 'is at least', 3, {
          ...inTheLast(30),
          filters: [
            filter('amount', 'is greater than', 9, { filterType: 'number' }),
            filter('coupon', 'is set'),
            person('plan', 'equals', ['pro']),
          ],
        }),
      ]),
    );
    expect(said(json)).toEqual({
      when: { 'trait.plan': 'pro', 'metric.a_purchase_count_30d': { $gte: 3 } },
      metrics: {
        a_purchase_count_30d: {
          count: 'Purchase',
          where: { amount: { $gt: 9 }, coupon: { $exists: true } },
          within: '30d',
        },
      },
      traits: { plan: { type: 'string' } },
    });
  });

  it.each([
    [
      { dateRange: { type: 'between', from: '2026-01-01', to: '2026-01-31' } },
      { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' },
    ],
    [
      { dateRange: { type: 'between', value: ['2026-01-01', '2026-01-31'] } },
      { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' },
    ],
    [
      { dateRange: { type: 'since', from: '2026-01-01' } },
      { from: '2026-01-01T00:00:00Z', to: '2027-01-31T00:00:00Z' },
    ],
  ])('%j is a window', (range, within) => {
    expect(
      Object.values(said(grouped(group([did('A', 'is at least', 1, range)]))).metrics),
    ).toEqual([{ count: 'A', within }]);
  });

  it('filters of which any is enough, and all events', () => {
    const json = grouped(
      group([
        did('$all_events', 'is greater than', 2, {
          filtersOperator: 'or',
          filters: [filter('a', 'is set'), filter('b', 'does not contain', 'x')],
        }),
      ]),
    );
    expect(Object.values(said(json).metrics)).toEqual([
      { count: '*', where: { $or: [{ a: { $exists: true } }, { $not: { b: { $regexi: 'x' } } }] } },
    ]);
  });

  it('aggregates with a text, a time, and days of activity', () => {
    const most = did(
      'Play',
      'equals',
      ['jazz'],
      { aggregationOperator: 'most_frequent', property: { value: 'genre' } },
      { filterType: 'string' },
    );
    expect(said(grouped(group([most])))).toEqual({
      when: { 'metric.a_genre_top': 'jazz' },
      metrics: { a_genre_top: { top: 'Play.genre' } },
    });
    const first = did(
      'Signup',
      'was in the',
      30,
      { aggregationOperator: 'first_event_time' },
      { filterType: 'datetime', filterDateUnit: 'day' },
    );
    expect(said(grouped(group([first])))).toEqual({
      when: { 'metric.a_since': { $lt: '30d' } },
      metrics: { a_since: { since: 'Signup', of: 'first' } },
    });
    const lately = did(
      'Signup',
      'was not in the',
      1,
      { aggregationOperator: 'last_event_time' },
      { filterType: 'datetime', filterDateUnit: 'week' },
    );
    expect(said(grouped(group([lately]))).when).toEqual({
      $not: { 'metric.a_since': { $lt: '7d' } },
    });
    const days = did('Play', 'is at least', 5, {
      aggregationOperator: 'unique_values',
      property: { value: '$time', unit: 'day' },
      ...inTheLast(7),
    });
    expect(said(grouped(group([days])))).toEqual({
      when: { 'metric.a_days': { $gte: 5 } },
      metrics: { a_days: { periods: 'Play', unit: 'day', within: '7d' } },
    });
  });

  it('a behavior as a custom property is one too', () => {
    const { behavior, ...rest } = did('Play', 'is at least', 2);
    expect(
      said(grouped(group([{ ...rest, customProperty: { name: 'Plays', behavior } }]))).when,
    ).toEqual({
      'metric.a_play_count': { $gte: 2 },
    });
  });

  it('a number of groups such as companies is none of visitors', () => {
    expect(
      refusal(grouped(group([did('Play', 'is at least', 2, {}, { dataGroupId: '9' })]))),
    ).toEqual(['unsupported dataGroupId']);
  });

  it('items of a list that meet conditions together', () => {
    const items = (listQuantifier: string) =>
      did('Purchase', 'is at least', 1, {
        filters: [
          {
            value: 'cart',
            resourceType: 'events',
            filterType: 'object',
            filterJoinType: 'list',
            filterOperator: 'true',
            filterValue: true,
            listQuantifier,
            listItemFilters: [
              filter('brand', 'equals', ['Acme']),
              filter('price', 'is at least', 9, { filterType: 'number' }),
            ],
          },
        ],
      });
    const together = { brand: 'Acme', price: { $gte: 9 } };
    expect(Object.values(said(grouped(group([items('any')]))).metrics)).toEqual([
      { count: 'Purchase', where: { cart: { $elemMatch: together } } },
    ]);
    expect(Object.values(said(grouped(group([items('all')]))).metrics)).toEqual([
      {
        count: 'Purchase',
        where: {
          $and: [
            { cart: { $exists: true } },
            { $not: { cart: { $elemMatch: { brand: { $not: 'Acme' } } } } },
            { $not: { cart: { $elemMatch: { price: { $not: { $gte: 9 } } } } } },
          ],
        },
      },
    ]);
  });

  it('groups are joined by one operator', () => {
    const a = group([person('x', 'is set')]);
    const b = group([person('y', 'is set'), person('z', 'is set')], {
      filtersOperator: 'or',
      groupingOperator: 'or',
    });
    expect(said(grouped(a, b)).when).toEqual({
      $or: [
        { 'trait.x': { $exists: true } },
        { 'trait.y': { $exists: true } },
        { 'trait.z': { $exists: true } },
      ],
    });
    expect(refusal(grouped(a, b, a))).toEqual(['ambiguous groupingOperator']);
    expect(
      refusal(
        grouped(
          group([person('x', 'is set')], {
            behavioralFilters: [did('A', 'is at least', 1)],
            filtersOperator: 'or',
          }),
        ),
      ),
    ).toEqual(['ambiguous cohort_group']);
    expect(
      said(
        grouped(
          group([person('x', 'is set')], { behavioralFilters: [did('A', 'is at least', 1)] }),
        ),
      ).when,
    ).toEqual({ 'trait.x': { $exists: true }, 'metric.a_a_count': { $gte: 1 } });
  });

  it('other cohorts, saved and written out', () => {
    const cohorts = (filterOperator: string, ...entries: readonly Part[]) =>
      grouped(
        group([
          {
            value: '$cohorts',
            resourceType: 'events',
            filterType: 'list',
            filterOperator,
            filterValue: entries.map((entry) => ({ cohort: entry })),
          },
        ]),
      );
    const map = { segments: { '5': 'five' } };
    expect(
      said(cohorts('contains', { id: 5, name: 'Five', negated: false }), { map }).when,
    ).toEqual({ 'segment.five': true });
    expect(said(cohorts('does not contain', { id: 5, negated: true }), { map }).when).toEqual({
      'segment.five': true,
    });
    expect(
      said(
        cohorts('does not contain', {
          raw_cohort: { name: 'Raw', ...cohort(compare('b', '>=', 1), { b: count('A') }) },
        }),
      ).when,
    ).toEqual({ $not: { 'metric.a_a_count': { $gte: 1 } } });
    expect(refusal(cohorts('contains', { id: 5 }))).toEqual(['unmapped-name cohort 5']);
  });
});

describe('Mixpanel cohorts: funnels', () => {
  const through = (behavior: Part, operator = 'is at least', value = 1) =>
    grouped(group([{ ...did('F', operator, value), behavior }]));

  it('steps in order within the window of conversion', () => {
    expect(said(through(funnel(['View', 'Cart', 'Buy'], inTheLast(30))))).toEqual({
      when: { 'metric.a_sequence': { $gte: 1 } },
      metrics: {
        a_sequence: {
          sequence: [{ event: 'View' }, { event: 'Cart' }, { event: 'Buy' }],
          span: '7d',
          within: '30d',
        },
      },
    });
  });

  it('exclusions, filters, a property held constant, one session, and how often', () => {
    const json = through(
      funnel(
        ['View', 'Cart', 'Buy'],
        {
          conversionWindowDuration: 1,
          conversionWindowUnit: 'session',
          exclusions: [{ event: 'Logout', steps: { from: 1, to: 2 } }],
          aggregateBy: [{ value: 'item', resourceType: 'events' }],
          filter: [filter('test', 'is not set')],
        },
        [{ filters: [filter('kind', 'equals', ['shoe'])] }],
      ),
      'is greater than',
      2,
    );
    expect(said(json)).toEqual({
      when: { 'metric.a_sequence': { $gt: 2 } },
      metrics: {
        a_sequence: {
          sequence: [
            { event: 'View', where: { kind: 'shoe', $not: { test: { $exists: true } } } },
            { not: 'Logout' },
            { event: 'Cart', where: { $not: { test: { $exists: true } } } },
            { event: 'Buy', where: { $not: { test: { $exists: true } } } },
          ],
          scope: 'session',
          by: 'item',
        },
      },
    });
  });

  it('steps in any order', () => {
    const json = through(
      funnel(['A', 'B'], { funnelOrder: 'any' }, [{ funnelOrder: 'any' }, { funnelOrder: 'any' }]),
    );
    expect(Object.values(said(json).metrics)).toEqual([
      { sequence: [{ anyOrder: [{ event: 'A' }, { event: 'B' }] }], span: '7d' },
    ]);
  });

  it.each([
    [
      funnel(['A', 'B'], { conversionWindowDuration: 2, conversionWindowUnit: 'session' }),
      ['invalid conversionWindow', 'unsupported F Frequency'],
    ],
    [
      funnel(['A', 'B'], {}, [{ funnelOrder: 'any' }]),
      ['unsupported step', 'unsupported F Frequency'],
    ],
    [
      funnel(['A', 'B'], { aggregateBy: [{ value: 'x' }, { value: 'y' }] }),
      ['unsupported x', 'unsupported F Frequency'],
    ],
    [
      funnel(['A', '$custom_event:1']),
      ['unmapped-name $custom_event:1', 'unsupported F Frequency'],
    ],
    [
      funnel(['A', 'B'], {}, [{ dataGroupId: '9' }]),
      ['unsupported dataGroupId', 'unsupported F Frequency'],
    ],
    [
      funnel(['A', 'B'], { dataGroupId: '9' }),
      ['unsupported dataGroupId', 'unsupported F Frequency'],
    ],
    [funnel([]), ['invalid F Frequency']],
    [funnel(['A', 'B'], { funnelOrder: 'strict' }), ['invalid strict', 'unsupported F Frequency']],
    [
      funnel(['A', 'B'], { filtersDeterminer: 'some' }),
      ['invalid some', 'unsupported F Frequency'],
    ],
    [
      funnel(['A', 'B'], { exclusions: [{ event: 'C', steps: { from: 'one', to: 2 } }] }),
      ['invalid exclusion', 'unsupported F Frequency'],
    ],
    [
      funnel(['A', 'B'], { aggregateBy: [{ value: 'plan', resourceType: 'people' }] }),
      ['unsupported plan', 'unsupported F Frequency'],
    ],
    [
      funnel(['A', 'B'], { funnelReentryMode: 'never' }),
      ['invalid never', 'unsupported F Frequency'],
    ],
  ])('refuses what is no sequence here (%#)', (behavior, notes) => {
    expect(refusal(through(behavior))).toEqual(notes);
  });
});

describe('Mixpanel cohorts: documents', () => {
  it('a list of cohorts, alone or in results', () => {
    const one = once(count('A'));
    for (const json of [[one, one], { results: [one, one] }, { results: { 1: one, 2: one } }])
      expect(Object.keys(definitionsOf(importMixpanel(json)).segments)).toEqual(['a', 'a-2']);
  });

  it.each([
    [{ id: 1, name: 'From a file' }, 'unsupported cohort'],
    [{ id: 1, name: 'x', selector: 'user["a"] == 1' }, 'unsupported selector'],
    [
      cohort(compare('b', '>=', 1), { b: count('A') }, { data_group_id: '3' }),
      'unsupported data_group_id',
    ],
    [cohort(node('xor', compare('b', '>=', 1)), { b: count('A') }), 'invalid xor'],
    [cohort({ property: 'weather', value: 'x', operator: '==' }), 'unsupported weather'],
    [cohort(user('seats', '>', 7, 'datetime')), 'ambiguous >'],
    [{ ...grouped(group([person('x', 'is set')])), selector: 7 }, 'invalid selector'],
    [grouped(group([person('x', 'is set')], { type: 'list' })), 'invalid list'],
    [grouped(group([person('x', 'is set')], { filtersOperator: 'xor' })), 'invalid xor'],
    [grouped(group([person('x', 'is set')], { groupingOperator: 'xor' })), 'invalid xor'],
  ])('refuses %j', (json, note) => {
    const { definitions, notes } = imported(importMixpanel(json));
    expect(definitions.segments).toEqual({});
    expect(
      notes
        .filter(({ severity }) => severity === 'error')
        .map(({ code, construct }) => `${code} ${construct}`),
    ).toEqual([note]);
  });

  it.each([
    [{ type: 'retention' }, 'unsupported retention'],
    [{ type: 'cohort' }, 'unsupported cohort'],
    [{ behaviorType: '$first_time' }, 'unsupported $first_time'],
    [{ filtersOperator: 'xor' }, 'invalid xor'],
    [
      {
        filters: [
          {
            value: 'cart',
            listQuantifier: 'any',
            filterOperator: 'false',
            listItemFilters: [filter('a', 'is set')],
          },
        ],
      },
      'invalid false',
    ],
  ])('refuses a behavior with %j', (behavior, note) => {
    expect(refusal(grouped(group([did('Buy', 'is at least', 1, behavior)])))).toEqual([
      note,
      'unsupported Buy Frequency',
    ]);
  });

  it('refuses a cohort compared otherwise than by being in it, and two windows', () => {
    const map = { segments: { '5': 'vip' } };
    expect(refusal(cohort({ property: 'cohort', value: 5, operator: 'near' }), { map })).toEqual([
      'invalid near',
    ]);
    expect(refusal(once(count('A', { ...lastDays(7), from_date: '2026-01-01' })))).toEqual([
      'ambiguous window',
      'unsupported b',
    ]);
  });

  it('names behaviors that nothing compares, and what describes the cohort', () => {
    const result = importMixpanel({
      ...once(count('A')),
      behaviors: { b: count('A'), old: count('C', { window: 'soon' }) },
    });
    expect(notesOf(result)).toContain('ignored-by-source old');
    expect(imported(result).notes.map(({ code, construct }) => `${code} ${construct}`)).toContain(
      'not-carried count, id',
    );
  });

  it('where both forms are there, the selector is read', () => {
    const result = importMixpanel({
      ...once(count('A')),
      groups: [group([person('x', 'is set')])],
    });
    expect(Object.keys(definitionsOf(result).metrics)).toEqual(['a_a_count']);
    expect(imported(result).notes.map(({ code }) => code)).toContain('two-forms');
  });
});
