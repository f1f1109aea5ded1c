import { describe, expect, it } from 'vitest';
import { matches } from '../../../shared/conditions/index.ts';
import type { Condition } from '../../../shared/definitions/types.ts';
import { importGa4 } from '../../../shared/importers/index.ts';
import {
  type Part,
  all,
  any,
  audience,
  between,
  event,
  exact,
  inList,
  not,
  number,
  scopeOf,
  sequence,
  simple,
  step,
  text,
} from './ga4-audience.ts';
import { definitionsOf, imported, notesOf } from './helpers.ts';

const across = (...parts: readonly Part[]) => simple('ACROSS_ALL_SESSIONS', all(...parts));
const ofSession = (...parts: readonly Part[]) => simple('WITHIN_SAME_SESSION', all(...parts));
const ofEvent = (...parts: readonly Part[]) => simple('WITHIN_SAME_EVENT', all(...parts));

/** The condition and the metrics of an audience with one clause. */
const said = (clause: Part, options = {}) => {
  const { metrics, segments } = definitionsOf(importGa4(audience([clause]), options));
  return { when: segments['a']?.when, metrics };
};
const refusal = (clause: Part, options = {}) => {
  const result = importGa4(audience([clause]), options);
  expect(imported(result).definitions).toEqual({ metrics: {}, segments: {} });
  return notesOf(result, 'error');
};

describe('GA4 audiences: dimensions', () => {
  it.each([
    [exact('country', 'Germany'), { 'geo.country': 'DE' }],
    [inList('country', ['France', 'Türkiye']), { 'geo.country': { $in: ['FR', 'TR'] } }],
    [text('country', 'CONTAINS', 'united'), { 'geo.country': { $in: ['AE', 'GB', 'US'] } }],
    [exact('countryId', 'de'), { 'geo.country': { $ini: ['DE'] } }],
    [exact('city', 'Berlin'), { 'geo.city': { $ini: ['Berlin'] } }],
    [exact('deviceCategory', 'mobile', { caseSensitive: true }), { 'device.type': 'mobile' }],
    [exact('browser', 'Chrome'), { 'device.browser': { $ini: ['Google Chrome'] } }],
    [exact('operatingSystem', 'Macintosh'), { 'device.os': { $ini: ['macOS'] } }],
    [text('languageCode', 'BEGINS_WITH', 'en'), { 'device.language': { $regexi: '^en' } }],
    [exact('sessionMedium', 'email'), { 'source.session.medium': { $ini: ['email'] } }],
    [exact('firstUserSource', 'google'), { 'source.first.source': { $ini: ['google'] } }],
    [exact('campaignName', 'Spring'), { 'source.last.campaign': { $ini: ['Spring'] } }],
    [
      exact('sessionDefaultChannelGroup', 'Paid Search'),
      { 'source.session.channel': { $ini: ['Paid Search'] } },
    ],
    [exact('newVsReturning', 'new'), { 'session.number': { $eq: 1 } }],
    [exact('newVsReturning', 'returning'), { 'session.number': { $gt: 1 } }],
    [exact('firstSessionDate', '20261124'), { 'visitor.firstSeen': { $ini: ['2026-11-24'] } }],
    [
      number('firstSessionDate', 'LESS_THAN', 20261124),
      { 'visitor.firstSeen': { $lt: '2026-11-24' } },
    ],
    [not(exact('deviceCategory', 'mobile')), { $not: { 'device.type': { $ini: ['mobile'] } } }],
  ])('%j is a fact', (filter, when) => {
    expect(said(across(filter))).toEqual({ when, metrics: {} });
  });

  it.each([
    [text('pagePath', 'BEGINS_WITH', '/blog'), 'page_view', { page_path: { $regexi: '^/blog' } }],
    [text('pagePath', 'ENDS_WITH', '.html'), 'page_view', { page_path: { $regexi: '\\.html$' } }],
    [
      text('pageTitle', 'FULL_REGEXP', 'Home|Start', true),
      'page_view',
      { page_title: { $regex: '^(?:Home|Start)$' } },
    ],
    [exact('itemBrand', 'Acme'), '*', { item_brand: { $ini: ['Acme'] } }],
    [text('searchTerm', 'CONTAINS', 'u'), '*', { search_term: { $exists: true, $regexi: 'u' } }],
    [number('percentScrolled', 'GREATER_THAN', 50), '*', { percent_scrolled: { $gt: 50 } }],
    [exact('percentScrolled', '90'), '*', { percent_scrolled: { $eq: 90 } }],
    [inList('hour', ['08', '9']), '*', { 'time.hour': { $in: [8, 9] } }],
    [exact('dayOfWeek', '0'), '*', { 'time.weekday': { $eq: 7 } }],
    [number('dayOfWeek', 'LESS_THAN', 2), '*', { 'time.weekday': { $in: [7, 1] } }],
    [between('dayOfWeek', 5, 6), '*', { 'time.weekday': { $in: [5, 6] } }],
    [exact('dayOfWeekName', 'Monday'), '*', { 'time.weekday': { $eq: 1 } }],
    [exact('customEvent:plan', 'pro', { caseSensitive: true }), '*', { plan: 'pro' }],
    [between('customEvent:score', 1, 2.5), '*', { score: { $gte: 1, $lte: 2.5 } }],
    [
      exact('customItem:colour', 'red', { caseSensitive: true }),
      '*',
      { items: { $elemMatch: { colour: 'red' } } },
    ],
  ])('%j is a property of an event', (filter, count, where) => {
    expect(Object.values(said(across(filter)).metrics)).toEqual([{ count, where }]);
  });

  it.each([
    ['firstUserSourceMedium', 'source.first'],
    ['sessionSourceMedium', 'source.session'],
    ['sourceMedium', 'source.last'],
    ['sessionManualSourceMedium', 'source.session'],
  ])('%s is two facts in one text', (name, touch) => {
    expect(said(across(exact(name, 'google / cpc', { caseSensitive: true })))).toEqual({
      when: { [`${touch}.source`]: 'google', [`${touch}.medium`]: 'cpc' },
      metrics: {},
    });
    expect(said(across(inList(name, ['a / b', '(direct) / (none)']))).when).toEqual({
      $or: [
        { [`${touch}.source`]: { $ini: ['a'] }, [`${touch}.medium`]: { $ini: ['b'] } },
        { [`${touch}.source`]: { $ini: ['(direct)'] }, [`${touch}.medium`]: { $ini: ['(none)'] } },
      ],
    });
    expect(said(across(exact(name, 'x / (not set)'))).when).toEqual({
      [`${touch}.source`]: { $ini: ['x'] },
      [`${touch}.medium`]: { $ini: ['(not set)', null] },
    });
    for (const other of [text(name, 'CONTAINS', 'google'), exact(name, 'google')])
      expect(refusal(across(other))).toEqual([`unsupported ${name}`]);
  });

  const address = 'https://shop.example/a/b?c=1#d';
  it.each([
    ['pagePathPlusQueryString', 'EXACT', '/a/b?c=1', true],
    ['pagePathPlusQueryString', 'EXACT', '/a/b', false],
    ['unifiedPageScreen', 'BEGINS_WITH', '/a', true],
    ['unifiedPageScreen', 'ENDS_WITH', 'c=1', true],
    ['unifiedPageScreen', 'CONTAINS', 'b?c', true],
    ['unifiedPageScreen', 'CONTAINS', '/a', true],
    ['unifiedPageScreen', 'CONTAINS', '/b', true],
    ['unifiedPageScreen', 'CONTAINS', 'example', false],
    ['unifiedPageScreen', 'CONTAINS', '/shop', false],
    ['fullPageUrl', 'EXACT', 'shop.example/a/b?c=1', true],
    ['fullPageUrl', 'EXACT', 'https://shop.example/a/b?c=1', false],
    ['fullPageUrl', 'ENDS_WITH', 'c=1', true],
    ['fullPageUrl', 'BEGINS_WITH', 'shop.example', true],
    ['fullPageUrl', 'CONTAINS', 'https', false],
  ])('%s %s %s, of a page with a query: %s', (name, kind, value, holds) => {
    const [metric] = Object.values(said(across(text(name, kind, value))).metrics);
    const where = (metric as { readonly where: Condition }).where;
    expect(matches(where, { page_location: address })).toBe(holds);
  });

  it.each([
    text('unifiedPageScreen', 'BEGINS_WITH', 'a'),
    text('unifiedPageScreen', 'ENDS_WITH', '#d'),
    exact('pagePathPlusQueryString', 'shop.example/a'),
  ])('%j can be said of no page', (filter) => {
    expect(refusal(across(filter))).toEqual([expect.stringMatching(/^invalid /)]);
  });

  it('a landing page is known by its path', () => {
    const name = 'landingPagePlusQueryString';
    const of = (filter: Part) => importGa4(audience([across(filter)]));
    expect(said(across(text(name, 'BEGINS_WITH', '/a'))).when).toEqual({
      'session.landing': { $regexi: '^/a' },
    });
    expect(notesOf(of(text(name, 'BEGINS_WITH', '/a')), 'warning')).not.toContain(`query ${name}`);
    expect(notesOf(of(exact(name, '/a')), 'warning')).toContain(`query ${name}`);
    expect(refusal(across(exact(name, '/a?b=1')))).toEqual([`unsupported ${name}`]);
  });

  it('a user property is a trait, with the type it is compared as', () => {
    const result = importGa4(
      audience([
        across(exact('customUser:Plan Type', 'pro'), number('customUser:seats', 'GREATER_THAN', 5)),
      ]),
    );
    expect(definitionsOf(result)).toEqual({
      traits: { Plan_Type: { type: 'string' }, seats: { type: 'number' } },
      metrics: {},
      segments: {
        a: {
          name: 'A',
          when: { 'trait.Plan_Type': { $ini: ['pro'] }, 'trait.seats': { $gt: 5 } },
          keep: '30d',
        },
      },
    });
    expect(notesOf(result)).toContain('renamed Plan Type');
  });

  it.each([
    [number('purchaseProbability', 'GREATER_THAN', 90), 'unsupported purchaseProbability'],
    [exact('userAgeBracket', '18-24'), 'unsupported userAgeBracket'],
    [exact('brandingInterest', 'Sports'), 'unsupported brandingInterest'],
    [exact('customMetricOfMine', 'x'), 'unmapped-name customMetricOfMine'],
    [exact('region', 'Bavaria'), 'unmapped-name region'],
    [exact('country', 'Atlantis'), 'unmapped-name country'],
    // The script tells three types of device.
    [exact('deviceCategory', 'smart tv'), 'unmapped-name deviceCategory'],
    [text('country', 'FULL_REGEXP', 'G.*'), 'unsupported country'],
    [text('pagePath', 'FULL_REGEXP', '(?P<a>x)'), 'unsupported pagePath'],
    [text('eventName', 'BEGINS_WITH', 'view'), 'unsupported eventName'],
    [exact('eventCount', '3'), 'invalid eventCount'],
    [exact('dayOfWeek', '7'), 'unsupported dayOfWeek'],
    [number('dayOfWeek', 'GREATER_THAN', 6), 'invalid dayOfWeek'],
    [number('dayOfWeekName', 'EQUAL', 1), 'invalid dayOfWeekName'],
  ])('%j has no equal, and says so', (filter, note) => {
    expect(refusal(across(filter))).toEqual([note]);
  });

  it('the mapping goes before the tables, for fields, values, events and metrics', () => {
    const map = {
      fields: { region: 'geo.region', userAgeBracket: 'trait.age_band', pagePath: 'event.route' },
      values: { region: { Bavaria: 'BY' } },
      events: { sign_up_complete: 'sign_up' },
      metrics: { registrations: { count: 'sign_up' }, tips: { sum: 'purchase.tip' } },
    } as const;
    expect(said(across(exact('region', 'Bavaria')), { map }).when).toEqual({ 'geo.region': 'BY' });
    expect(said(across(exact('userAgeBracket', '18-24')), { map }).when).toEqual({
      'trait.age_band': { $ini: ['18-24'] },
    });
    expect(Object.values(said(across(exact('pagePath', '/x')), { map }).metrics)).toEqual([
      { count: '*', where: { route: { $ini: ['/x'] } } },
    ]);
    expect(Object.values(said(across(event('sign_up_complete')), { map }).metrics)).toEqual([
      { count: 'sign_up' },
    ]);
    expect(
      Object.values(said(across(number('registrations', 'GREATER_THAN', 1)), { map }).metrics),
    ).toEqual([{ count: 'sign_up' }]);
    expect(Object.values(said(across(number('tips', 'GREATER_THAN', 1)), { map }).metrics)).toEqual(
      [{ sum: 'purchase.tip' }],
    );
    expect(refusal(across(exact('region', 'Hesse')), { map })).toEqual(['unmapped-name region']);
  });

  it('a wrong mapping is an issue that names its entry', () => {
    const result = importGa4(audience([]), { map: { fields: { plan: 'plan' } } });
    expect(result).toEqual({
      ok: false,
      issues: [expect.objectContaining({ code: 'bad-map', path: 'fields.plan' })],
    });
  });
});

describe('GA4 audiences: events and numbers', () => {
  it('an event filter counts events of that name whose parameters meet all filters', () => {
    expect(
      said(
        across(
          event('purchase', exact('currency', 'EUR'), number('customEvent:tax', 'LESS_THAN', 5)),
        ),
        {
          map: { fields: { currency: 'event.currency' } },
        },
      ),
    ).toEqual({
      when: { 'metric.a_purchase_count': { $gte: 1 } },
      metrics: {
        a_purchase_count: {
          count: 'purchase',
          where: { currency: { $ini: ['EUR'] }, tax: { $lt: 5 } },
        },
      },
    });
  });

  it('a filter on the value of one event is about that event', () => {
    expect(
      Object.values(
        said(across(event('purchase', number('eventValue', 'GREATER_THAN', 100)))).metrics,
      ),
    ).toEqual([{ count: 'purchase', where: { value: { $gt: 100 } } }]);
  });

  it.each([
    ['GREATER_THAN', { $gt: 2 }],
    ['LESS_THAN', { $lt: 2 }],
    ['EQUAL', { $eq: 2 }],
  ])('eventCount %s compares the number of the event in N days', (operation, operand) => {
    const result = importGa4(
      audience([
        across(event('purchase', number('eventCount', operation, 2, { inAnyNDayPeriod: 30 }))),
      ]),
    );
    expect(definitionsOf(result).metrics).toEqual({
      a_purchase_count_30d: { count: 'purchase', within: '30d' },
    });
    expect(definitionsOf(result).segments['a']?.when).toEqual({
      'metric.a_purchase_count_30d': operand,
    });
    expect(notesOf(result)).toContain('calendar-days inAnyNDayPeriod');
  });

  it('one day is today', () => {
    const { metrics } = said(
      across(event('login', number('eventCount', 'GREATER_THAN', 0, { inAnyNDayPeriod: 1 }))),
    );
    expect(Object.values(metrics)).toEqual([{ count: 'login', within: 'today' }]);
  });

  it('beside eventCount other parameters are ignored, as there, and reported', () => {
    const result = importGa4(
      audience([
        across(
          event('purchase', exact('currency', 'EUR'), number('eventCount', 'GREATER_THAN', 2)),
        ),
      ]),
      { map: { fields: { currency: 'event.currency' } } },
    );
    expect(definitionsOf(result).metrics).toEqual({ a_purchase_count: { count: 'purchase' } });
    expect(notesOf(result)).toContain('ignored-by-source currency');
    expect(
      imported(result).mapped.some((path) => path.includes('filterExpressions[0].dimension')),
    ).toBe(false);
  });

  it('any N days of the past need a segment that remembers, where the number can fall again', () => {
    const { when, metrics } = said(
      across(
        event(
          'purchase',
          number('eventCount', 'GREATER_THAN', 2, { inAnyNDayPeriod: 7, atAnyPointInTime: true }),
        ),
      ),
    );
    expect(when).toEqual({ 'segment.a-eventfilter-ever': true });
    const { segments } = definitionsOf(
      importGa4(
        audience([
          across(
            event(
              'purchase',
              number('eventCount', 'GREATER_THAN', 2, {
                inAnyNDayPeriod: 7,
                atAnyPointInTime: true,
              }),
            ),
          ),
        ]),
      ),
    );
    expect(segments['a-eventfilter-ever']).toEqual({
      when: { 'metric.a_purchase_count_7d': { $gt: 2 } },
      keep: 'forever',
    });
    expect(metrics).toEqual({ a_purchase_count_7d: { count: 'purchase', within: '7d' } });
  });

  it('a count of a lifetime that only grows needs no memory', () => {
    expect(
      said(
        across(
          event('purchase', number('eventCount', 'GREATER_THAN', 2, { atAnyPointInTime: true })),
        ),
      ),
    ).toEqual({
      when: { 'metric.a_purchase_count': { $gt: 2 } },
      metrics: { a_purchase_count: { count: 'purchase' } },
    });
  });

  it('a fact at any time, or in the last days, is remembered', () => {
    const { segments } = definitionsOf(
      importGa4(
        audience([
          across({
            dimensionOrMetricFilter: {
              ...(exact('country', 'Italy')['dimensionOrMetricFilter'] as Part),
              atAnyPointInTime: true,
            },
          }),
          across({
            dimensionOrMetricFilter: {
              ...(exact('city', 'Rome')['dimensionOrMetricFilter'] as Part),
              inAnyNDayPeriod: 9,
            },
          }),
        ]),
      ),
    );
    expect(segments).toEqual({
      'a-country-ever': { when: { 'geo.country': 'IT' }, keep: 'forever' },
      'a-city-9d': { when: { 'geo.city': { $ini: ['Rome'] } }, keep: '9d' },
      a: {
        name: 'A',
        when: { 'segment.a-country-ever': true, 'segment.a-city-9d': true },
        keep: '30d',
      },
    });
  });

  it.each([
    [number('transactions', 'GREATER_THAN', 1), { count: 'purchase' }, { $gt: 1 }],
    [number('purchaseRevenue', 'GREATER_THAN', 99), { sum: 'purchase.value' }, { $gt: 99 }],
    [number('eventValue', 'LESS_THAN', 9), { sum: '*.value' }, { $lt: 9 }],
    [number('screenPageViews', 'EQUAL', 4), { count: 'page_view' }, { $eq: 4 }],
    [number('itemsPurchased', 'GREATER_THAN', 3), { sum: 'purchase.items.quantity' }, { $gt: 3 }],
    [
      number('userEngagementDuration', 'GREATER_THAN', 60),
      { sum: 'user_engagement.engagement_time_msec' },
      { $gt: 60_000 },
    ],
    [number('sessions', 'GREATER_THAN', 3), { sessions: {} }, { $gt: 3 }],
    [number('eventCount', 'GREATER_THAN', 3), { count: '*' }, { $gt: 3 }],
  ])('%j compares a metric', (filter, metric, operand) => {
    const { when, metrics } = said(across(filter));
    expect(Object.values(metrics)).toEqual([metric]);
    expect(Object.values(when ?? {})).toEqual([operand]);
  });

  it('engaged sessions lasted ten seconds or had a second page', () => {
    const result = importGa4(audience([across(number('engagedSessions', 'GREATER_THAN', 1))]));
    expect(definitionsOf(result).metrics).toEqual({
      a_sessions: {
        sessions: {
          $or: [
            { 'metric.engagement_time_msec_sum': { $gte: 10_000 } },
            { 'metric.page_view_count': { $gte: 2 } },
          ],
        },
        each: {
          engagement_time_msec_sum: { sum: 'user_engagement.engagement_time_msec' },
          page_view_count: { count: 'page_view' },
        },
      },
    });
    expect(notesOf(result, 'warning')).toContain('key-events engagedSessions');
  });

  it('"not" is asked of each event, and of a number as a whole', () => {
    const other = importGa4(audience([across(not(exact('eventName', 'login')))]));
    expect(definitionsOf(other).metrics).toEqual({
      a_events_count: { count: '*' },
      a_login_count: { count: 'login' },
      a_events_count_2: {
        formula: { add: ['metric.a_events_count', { multiply: [-1, 'metric.a_login_count'] }] },
      },
    });
    expect(definitionsOf(other).segments['a']?.when).toEqual({
      'metric.a_events_count_2': { $gte: 1 },
    });
    expect(notesOf(other)).toContain('per-event-not eventName');
    expect(said(across(not(number('eventCount', 'GREATER_THAN', 3)))).when).toEqual({
      $not: { 'metric.a_events_count': { $gt: 3 } },
    });
  });
});

describe('GA4 audiences: scopes', () => {
  it('across all sessions each filter has events of its own: an AND of ORs', () => {
    expect(
      said(across(any(event('login'), exact('country', 'Spain')), event('purchase'))).when,
    ).toEqual({
      $or: [{ 'metric.a_login_count': { $gte: 1 } }, { 'geo.country': 'ES' }],
      'metric.a_purchase_count': { $gte: 1 },
    });
  });

  it('within the same event all filters are about one event', () => {
    expect(said(ofEvent(event('purchase'), number('customEvent:tax', 'GREATER_THAN', 1)))).toEqual({
      when: { 'metric.a_purchase_count': { $gte: 1 } },
      metrics: { a_purchase_count: { count: 'purchase', where: { tax: { $gt: 1 } } } },
    });
  });

  it('facts come out of the event, each case with its own events', () => {
    expect(
      said(
        ofEvent(
          any(event('purchase'), exact('country', 'France')),
          number('customEvent:tax', 'GREATER_THAN', 1),
        ),
      ),
    ).toEqual({
      when: {
        $or: [
          { 'geo.country': 'FR', 'metric.a_events_count': { $gte: 1 } },
          { 'metric.a_purchase_count': { $gte: 1 } },
        ],
      },
      metrics: {
        a_events_count: { count: '*', where: { tax: { $gt: 1 } } },
        a_purchase_count: { count: 'purchase', where: { tax: { $gt: 1 } } },
      },
    });
  });

  it('different events in one test are arms of their own', () => {
    expect(
      Object.values(
        said(
          ofEvent(
            any(
              event('purchase', number('eventValue', 'GREATER_THAN', 9)),
              event('sign_up'),
              event('login'),
            ),
          ),
        ).metrics,
      ),
    ).toEqual([
      { count: 'purchase', where: { value: { $gt: 9 } } },
      { count: ['sign_up', 'login'] },
    ]);
  });

  it('within the same session each filter has events of that session', () => {
    expect(
      said(
        ofSession(
          event('add_to_cart'),
          not(number('transactions', 'GREATER_THAN', 0)),
          exact('landingPage', '/sale'),
        ),
      ),
    ).toEqual({
      when: { 'metric.a_sessions': { $gte: 1 } },
      metrics: {
        a_sessions: {
          sessions: {
            'metric.add_to_cart_count': { $gte: 1 },
            $not: { 'metric.purchase_count': { $gt: 0 } },
            'session.landing': { $ini: ['/sale'] },
          },
          each: {
            add_to_cart_count: { count: 'add_to_cart' },
            purchase_count: { count: 'purchase' },
          },
        },
      },
    });
  });

  it('facts of the visitor stand beside the session', () => {
    expect(said(ofSession(event('purchase'), exact('deviceCategory', 'tablet'))).when).toEqual({
      'metric.a_sessions': { $gte: 1 },
      'device.type': { $ini: ['tablet'] },
    });
  });

  it('refuses counts of one event, and windows in the narrow scopes', () => {
    expect(refusal(ofEvent(number('eventCount', 'GREATER_THAN', 1)))).toEqual([
      'unsupported eventCount',
    ]);
    expect(
      refusal(ofSession(number('eventCount', 'GREATER_THAN', 1, { inAnyNDayPeriod: 3 }))),
    ).toEqual(['invalid eventCount']);
  });
});

describe('GA4 audiences: sequences', () => {
  it('steps follow directly or indirectly, with limits between them and in all', () => {
    const result = importGa4(
      audience([
        sequence(
          'ACROSS_ALL_SESSIONS',
          [
            step(all(event('view_item')), { immediatelyFollows: true, constraintDuration: '9s' }),
            step(all(event('add_to_cart')), { constraintDuration: '3600s' }),
            step(all(event('purchase', number('eventValue', 'GREATER_THAN', 50))), {
              immediatelyFollows: true,
            }),
          ],
          { sequenceMaximumDuration: '604800s' },
        ),
      ]),
    );
    expect(definitionsOf(result).metrics).toEqual({
      a_sequence: {
        sequence: [
          { event: 'view_item' },
          { event: 'add_to_cart', atMost: '1h' },
          { event: 'purchase', where: { value: { $gt: 50 } }, after: 'next' },
        ],
        span: '7d',
      },
    });
    expect(definitionsOf(result).segments['a']?.when).toEqual({ 'metric.a_sequence': { $gte: 1 } });
    expect(notesOf(result)).toContain('next-event immediatelyFollows');
  });

  it('in one session', () => {
    expect(
      said(sequence('WITHIN_SAME_SESSION', [step(all(event('a'))), step(all(event('b')))])).metrics,
    ).toEqual({ a_sequence: { sequence: [{ event: 'a' }, { event: 'b' }], scope: 'session' } });
  });

  it('a step met by different kinds of event makes a sequence for each', () => {
    const { when, metrics } = said(
      sequence('ACROSS_ALL_SESSIONS', [
        step(
          all(
            any(
              event('purchase', number('eventValue', 'GREATER_THAN', 9)),
              text('pagePath', 'EXACT', '/b'),
            ),
          ),
        ),
        step(all(event('login'))),
      ]),
    );
    expect(when).toEqual({
      $or: [{ 'metric.a_sequence': { $gte: 1 } }, { 'metric.a_sequence_2': { $gte: 1 } }],
    });
    expect(metrics).toEqual({
      a_sequence: {
        sequence: [
          {
            event: 'purchase',
            where: { $or: [{ value: { $gt: 9 } }, { page_path: { $ini: ['/b'] } }] },
          },
          { event: 'login' },
        ],
      },
      a_sequence_2: {
        sequence: [
          { event: 'page_view', where: { page_path: { $ini: ['/b'] } } },
          { event: 'login' },
        ],
      },
    });
  });

  it('a step that several events meet is a block in any order', () => {
    const result = importGa4(
      audience([
        sequence('ACROSS_ALL_SESSIONS', [
          step(all(event('a'))),
          step(
            all(event('b'), event('c'), exact('country', 'Chad')),
            { constraintDuration: '60s' },
            'ACROSS_ALL_SESSIONS',
          ),
        ]),
      ]),
    );
    expect(definitionsOf(result)).toMatchObject({
      metrics: {
        a_sequence: {
          sequence: [{ event: 'a' }, { anyOrder: [{ event: 'b' }, { event: 'c' }], atMost: '1m' }],
        },
      },
      segments: { a: { when: { 'geo.country': 'TD', 'metric.a_sequence': { $gte: 1 } } } },
    });
    expect(notesOf(result)).toContain('separate-events AudienceSequenceStep');
  });

  it('a number of events in a step is how often it has to happen', () => {
    expect(
      said(
        sequence('ACROSS_ALL_SESSIONS', [
          step(all(event('view_item', number('eventCount', 'GREATER_THAN', 2)))),
          step(all(event('purchase'))),
        ]),
      ).metrics,
    ).toEqual({
      a_sequence: { sequence: [{ event: 'view_item', times: 3 }, { event: 'purchase' }] },
    });
  });

  it.each([
    [sequence('WITHIN_SAME_EVENT', [step(all(event('a')))]), 'unsupported sequenceFilter'],
    [
      sequence('ACROSS_ALL_SESSIONS', [
        step(all(event('a'), event('b')), {}, 'WITHIN_SAME_SESSION'),
      ]),
      ['unsupported AudienceSequenceStep', 'unsupported sequenceFilter'],
    ],
    [
      sequence('ACROSS_ALL_SESSIONS', [step(all(not(exact('eventName', 'a'))))]),
      'unsupported sequenceFilter',
    ],
    [
      sequence('ACROSS_ALL_SESSIONS', [step(all(event('a', number('eventCount', 'EQUAL', 2))))]),
      ['unsupported eventFilter', 'unsupported sequenceFilter'],
    ],
    [
      sequence('ACROSS_ALL_SESSIONS', [step(all(event('a')))], {
        sequenceMaximumDuration: '1 day',
      }),
      ['invalid sequenceMaximumDuration', 'unsupported sequenceFilter'],
    ],
    [
      sequence('ACROSS_ALL_SESSIONS', [
        step(all(event('a'))),
        step(all(event('b')), { constraintDuration: '1.5s' }),
      ]),
      ['unsupported constraintDuration', 'unsupported sequenceFilter'],
    ],
  ])('refuses what is no sequence here (%#)', (clause, notes) => {
    expect(refusal(clause)).toEqual([notes].flat());
  });
});

describe('GA4 audiences: what the grammar forbids or leaves out', () => {
  const two = (more: Part) =>
    sequence('ACROSS_ALL_SESSIONS', [step(all(event('a')), more), step(all(event('b')))]);

  it('what is ignored in a first step is said to be', () => {
    const result = importGa4(
      audience([two({ immediatelyFollows: true, constraintDuration: '9s' })]),
    );
    expect(Object.values(definitionsOf(result).metrics)).toEqual([
      { sequence: [{ event: 'a' }, { event: 'b' }] },
    ]);
    expect(notesOf(result)).toContain('ignored-by-source immediatelyFollows');
    expect(notesOf(result)).toContain('ignored-by-source constraintDuration');
  });

  it('a duration may be an object of seconds, as some clients write it', () => {
    const long = (sequenceMaximumDuration: unknown) =>
      sequence('ACROSS_ALL_SESSIONS', [step(all(event('a'))), step(all(event('b')))], {
        sequenceMaximumDuration,
      });
    expect(Object.values(said(long({ seconds: '3600', nanos: 0 })).metrics)).toEqual([
      { sequence: [{ event: 'a' }, { event: 'b' }], span: '1h' },
    ]);
    expect(refusal(long({ seconds: 1, nanos: 5 }))).toContain(
      'unsupported sequenceMaximumDuration',
    );
    expect(refusal(long({ hours: 1 }))).toContain('unknown-field hours');
    expect(refusal(long('0s'))).toContain('invalid sequenceMaximumDuration');
  });

  it('"not" beside eventCount is about the number, whatever stands beside it', () => {
    const few = across(
      event('a', not(number('eventCount', 'GREATER_THAN', 3)), exact('customEvent:kind', 'x')),
    );
    expect(said(few)).toEqual({
      when: { $not: { 'metric.a_a_count': { $gt: 3 } } },
      metrics: { a_a_count: { count: 'a' } },
    });
  });

  it.each([
    [across(not(event('a'))), ['unknown-field eventFilter', 'invalid notExpression']],
    [across(not(any(exact('city', 'x')))), ['unknown-field orGroup', 'invalid notExpression']],
    [across(event('a', event('b'))), ['invalid eventFilter']],
    [ofEvent(number('itemsPurchased', 'GREATER_THAN', 3)), ['unsupported itemsPurchased']],
    [
      across({
        dimensionOrMetricFilter: {
          fieldName: 'transactions',
          numericFilter: { operation: 'EQUAL', value: { int64Value: '1', doubleValue: 2 } },
        },
      }),
      ['invalid NumericValue', 'invalid transactions'],
    ],
    [
      across({
        dimensionOrMetricFilter: {
          fieldName: 'transactions',
          numericFilter: { operation: 1, value: { int64Value: '9007199254740993' } },
        },
      }),
      ['unsupported NumericValue', 'invalid transactions'],
    ],
    [across(text('pagePath', 'FULL_REGEXP', '\\A/shop')), ['unsupported pagePath']],
    [across(text('pagePath', 'FULL_REGEXP', '/[[:alpha:]]+')), ['unsupported pagePath']],
    [across(text('pagePath', 6 as never, '/')), ['invalid pagePath']],
  ])('refuses %j', (clause, notes) => {
    expect(refusal(clause)).toEqual(notes);
  });

  it('a value is a text there, and may be a number or a truth value here', () => {
    const where = (part: Part) =>
      Object.values(said(ofEvent(event('a', part))).metrics).map((metric) =>
        'where' in metric ? metric.where : undefined,
      );
    expect(where(exact('customEvent:level', '3'))).toEqual([{ level: { $ini: ['3', 3] } }]);
    expect(where(inList('customEvent:level', ['3', 'x'], { caseSensitive: true }))).toEqual([
      { level: { $in: ['3', 3, 'x'] } },
    ]);
    expect(where(exact('outbound', 'true'))).toEqual([{ outbound: { $ini: ['true', true] } }]);
    expect(where(exact('customEvent:level', '03'))).toEqual([{ level: { $ini: ['03'] } }]);
  });

  it('"(not set)" is also what is absent', () => {
    expect(said(across(exact('city', '(not set)'))).when).toEqual({
      'geo.city': { $ini: ['(not set)', null] },
    });
    const { metrics } = said(
      ofEvent(event('login', inList('method', ['(not set)', 'key'], { caseSensitive: true }))),
    );
    expect(Object.values(metrics)).toEqual([
      { count: 'login', where: { method: { $in: ['(not set)', 'key', null] } } },
    ]);
    expect(
      said(across(exact('sessionCampaignName', '(not set)', { caseSensitive: true }))).when,
    ).toEqual({ 'source.session.campaign': { $in: ['(not set)', null] } });
  });

  it('a fact of the last days is counted from this moment too, and that is said', () => {
    const lately = {
      dimensionOrMetricFilter: {
        fieldName: 'country',
        inAnyNDayPeriod: 7,
        stringFilter: { matchType: 'EXACT', value: 'Cuba' },
      },
    };
    expect(notesOf(importGa4(audience([across(lately)])))).toContain(
      'calendar-days inAnyNDayPeriod',
    );
  });
});

describe('GA4 audiences: who is in, and for how long', () => {
  const include = across(event('purchase'));
  const exclude = (clauseType: string) =>
    simple('ACROSS_ALL_SESSIONS', all(event('refund')), clauseType);

  it.each([
    ['EXCLUDE_TEMPORARILY', 'exclude'],
    ['EXCLUDE_PERMANENTLY', 'excludeEver'],
    [2, 'excludeEver'],
  ])('%s becomes %s', (exclusionDurationMode, key) => {
    const { segments } = definitionsOf(
      importGa4(
        audience([include, exclude('EXCLUDE')], {
          exclusionDurationMode,
          membershipDurationDays: 540,
        }),
      ),
    );
    expect(segments['a']).toEqual({
      name: 'A',
      when: { 'metric.a_purchase_count': { $gte: 1 } },
      keep: '395d',
      [key]: { 'metric.a_refund_count': { $gte: 1 } },
    });
  });

  it('clauses are all met; any clause that excludes is enough to be out', () => {
    const { segments } = definitionsOf(
      importGa4(
        audience(
          [
            include,
            across(event('login')),
            exclude('EXCLUDE'),
            simple('ACROSS_ALL_SESSIONS', all(exact('country', 'Cuba')), 'EXCLUDE'),
          ],
          { exclusionDurationMode: 'EXCLUDE_TEMPORARILY' },
        ),
      ),
    );
    expect(segments['a']?.when).toEqual({
      'metric.a_purchase_count': { $gte: 1 },
      'metric.a_login_count': { $gte: 1 },
    });
    expect(segments['a']?.exclude).toEqual({
      $or: [{ 'metric.a_refund_count': { $gte: 1 } }, { 'geo.country': 'CU' }],
    });
  });

  it.each([
    [{ membershipDurationDays: 541 }, 'invalid membershipDurationDays'],
    [{ membershipDurationDays: undefined }, 'invalid membershipDurationDays'],
    [{ filterClauses: [] }, 'invalid filterClauses'],
    [{ filterClauses: [{ ...include, clauseType: 'MAYBE' }] }, 'invalid clauseType'],
    [{ filterClauses: [{ clauseType: 'INCLUDE' }] }, 'invalid AudienceFilterClause'],
    [{ filterClauses: [exclude('EXCLUDE'), include] }, 'invalid exclusionDurationMode'],
    [{ audienceSource: 'imported' }, 'unknown-field audienceSource'],
  ])('refuses %j', (more, note) => {
    const result = importGa4(audience([include], more));
    expect(notesOf(result, 'error')).toEqual([note]);
    expect(imported(result).definitions.segments).toEqual({});
  });

  it('an event trigger is for the page to log, and says how', () => {
    const trigger = (logCondition: string) =>
      importGa4(audience([include], { eventTrigger: { eventName: 'vip', logCondition } }));
    const joined = imported(trigger('AUDIENCE_JOINED')).notes.find(
      ({ code }) => code === 'event-trigger',
    );
    expect(joined?.message).toContain("covey.on('enter:a', () => gtag('event', 'vip'))");
    expect(
      imported(trigger('AUDIENCE_MEMBERSHIP_RENEWED')).notes.map(({ message }) => message),
    ).toContainEqual(
      expect.stringContaining('"vip" is not logged when a member meets the condition again'),
    );
    const [wrong, nameless] = [trigger('LATER'), { logCondition: 'AUDIENCE_JOINED' }];
    expect(notesOf(wrong, 'error')).toEqual(['invalid eventTrigger']);
    expect(notesOf(importGa4(audience([include], { eventTrigger: nameless })), 'error')).toEqual([
      'invalid eventTrigger',
    ]);
  });

  it.each([
    [{}, []],
    [{ exclusionDurationMode: 'EXCLUDE_TEMPORARILY' }, ['ignored-by-source exclusionDurationMode']],
    [{ exclusionDurationMode: 'AUDIENCE_EXCLUSION_DURATION_MODE_UNSPECIFIED' }, []],
    [{ exclusionDurationMode: 0 }, []],
    [{ exclusionDurationMode: 'SOMETIMES' }, ['invalid exclusionDurationMode']],
    [{ exclusionDurationMode: [] }, ['invalid exclusionDurationMode']],
  ])('%j without a clause that excludes', (more, notes) => {
    const said = notesOf(importGa4(audience([include], more)));
    expect(said.filter((note) => note.includes('exclusion'))).toEqual(notes);
  });

  it('names in one note what describes the audience, and says that a list goes on', () => {
    const result = importGa4({ audiences: [audience([include])], nextPageToken: 'x' });
    const notes = imported(result).notes.map(({ code, construct }) => `${code} ${construct}`);
    expect(notes).toContain('not-carried adsPersonalizationEnabled, name');
    expect(notes).toContain('not-carried nextPageToken');
    expect(notes).toContain('more-pages audiences');
  });

  it.each([
    ['a long name', 'x'.repeat(80), `${'x'.repeat(80)} again`],
    ['a name in a name', 'Buyers', 'Buyers purchase'],
  ])('segments with %s keep their metrics apart', (_, one, other) => {
    const many = (displayName: string, n: number) =>
      audience(
        [
          across(
            event('purchase', number('eventCount', 'GREATER_THAN', n, { inAnyNDayPeriod: n })),
            event('count', number('eventCount', 'GREATER_THAN', 1, { atAnyPointInTime: true })),
            number('transactions', 'LESS_THAN', n, { atAnyPointInTime: true }),
          ),
        ],
        { displayName },
      );
    const together = definitionsOf(importGa4([many(one, 3), many(other, 4)]));
    const apart = [many(one, 3), many(other, 4)].map((one) => definitionsOf(importGa4(one)));
    for (const of of ['metrics', 'segments'] as const)
      expect(Object.keys(together[of])).toHaveLength(
        apart.reduce((n, part) => n + Object.keys(part[of]).length, 0),
      );
    expect(Object.values(together.metrics)).toEqual(
      apart.flatMap(({ metrics }) => Object.values(metrics)),
    );
  });

  it('a property of the visitor has one type in all segments of a list', () => {
    const result = importGa4([
      audience([across(exact('customUser:plan', 'pro'))]),
      audience([across(number('customUser:plan', 'EQUAL', 3))]),
    ]);
    expect(notesOf(result, 'error')).toEqual(['ambiguous plan']);
  });

  it('reads fields by their names in the proto too, and enumerations by number', () => {
    const { metrics, segments } = definitionsOf(
      importGa4({
        display_name: 'Late cart',
        membership_duration_days: '7',
        filter_clauses: [
          {
            clause_type: 1,
            simple_filter: {
              scope: 3,
              filter_expression: {
                and_group: {
                  filter_expressions: [
                    {
                      or_group: {
                        filter_expressions: [
                          {
                            dimension_or_metric_filter: {
                              field_name: 'sessions',
                              numeric_filter: { operation: 4, value: { int64_value: 2 } },
                            },
                          },
                        ],
                      },
                    },
                  ],
                },
              },
            },
          },
        ],
      }),
    );
    expect(metrics).toEqual({ late_cart_sessions: { sessions: {} } });
    expect(segments).toEqual({
      'late-cart': {
        name: 'Late cart',
        when: { 'metric.late_cart_sessions': { $gt: 2 } },
        keep: '7d',
      },
    });
  });

  it("reads what Google's own client for Node makes of an audience", () => {
    const field = {
      fieldName: 'sessions',
      atAnyPointInTime: false,
      inAnyNDayPeriod: 0,
      numericFilter: {
        operation: 'GREATER_THAN',
        value: { int64Value: { low: 2, high: 0, unsigned: false }, oneValue: 'int64Value' },
      },
      oneFilter: 'numericFilter',
    };
    const of = (expr: Part) =>
      importGa4({
        name: '',
        displayName: 'A',
        description: '',
        membershipDurationDays: 7,
        adsPersonalizationEnabled: false,
        eventTrigger: null,
        exclusionDurationMode: 'AUDIENCE_EXCLUSION_DURATION_MODE_UNSPECIFIED',
        filterClauses: [
          {
            clauseType: 'INCLUDE',
            filter: 'simpleFilter',
            simpleFilter: {
              scope: scopeOf('ACROSS_ALL_SESSIONS'),
              filterExpression: {
                andGroup: {
                  filterExpressions: [{ orGroup: { filterExpressions: [expr] }, expr: 'orGroup' }],
                },
                expr: 'andGroup',
              },
            },
          },
        ],
        createTime: null,
      });
    const buys = {
      eventFilter: { eventName: 'purchase', eventParameterFilterExpression: null },
      expr: 'eventFilter',
    };
    expect(
      definitionsOf(of({ dimensionOrMetricFilter: field, expr: 'dimensionOrMetricFilter' }))
        .segments,
    ).toEqual({ a: { name: 'A', when: { 'metric.a_sessions': { $gt: 2 } }, keep: '7d' } });
    expect(definitionsOf(of(buys)).metrics).toEqual({ a_purchase_count: { count: 'purchase' } });
    // What it says has to be so.
    expect(notesOf(of({ ...buys, expr: 'orGroup' }), 'error')).toEqual(['invalid expr']);
    const long = {
      ...field.numericFilter.value,
      int64Value: { low: 0, high: 2 ** 22, unsigned: false },
    };
    expect(
      notesOf(
        of({
          dimensionOrMetricFilter: {
            ...field,
            numericFilter: { operation: 'GREATER_THAN', value: long },
          },
        }),
        'error',
      ),
    ).toContain('unsupported NumericValue');
  });

  it('a list of audiences is a fragment with all of them, each refused by itself', () => {
    const result = importGa4({
      audiences: [
        audience([include], { displayName: 'Buyers' }),
        audience([across(number('churnProbability', 'GREATER_THAN', 5))], {
          displayName: 'Leaving',
        }),
        audience([include], { displayName: 'Buyers' }),
      ],
    });
    expect(Object.keys(imported(result).definitions.segments)).toEqual(['buyers', 'buyers-2']);
    expect(notesOf(result, 'error')).toEqual(['unsupported churnProbability']);
    expect(imported(result).notes.map(({ path }) => path)).toContainEqual(
      expect.stringMatching(/^audiences\[1\]\.filterClauses/),
    );
  });
});

describe('GA4 audiences: in part', () => {
  const half = audience([
    simple(
      'ACROSS_ALL_SESSIONS',
      all(event('purchase'), number('purchaseProbability', 'GREATER_THAN', 90)),
    ),
    simple('ACROSS_ALL_SESSIONS', all(number('churnProbability', 'LESS_THAN', 10))),
  ]);

  it('a clause without equal keeps the whole segment out', () => {
    expect(imported(importGa4(half)).definitions).toEqual({ metrics: {}, segments: {} });
  });

  it('with `partial` the rest is emitted, and what is left out stays in the notes', () => {
    const result = importGa4(half, { partial: true });
    expect(imported(result).definitions.segments['a']?.when).toEqual({
      'metric.a_purchase_count': { $gte: 1 },
    });
    expect(notesOf(result, 'error')).toEqual([
      'unsupported purchaseProbability',
      'unsupported churnProbability',
    ]);
  });

  it('a segment of which nothing is left is not emitted even so', () => {
    const result = importGa4(audience([across(number('churnProbability', 'LESS_THAN', 10))]), {
      partial: true,
    });
    expect(imported(result).definitions.segments).toEqual({});
  });
});
