import { describe, expect, it } from 'vitest';
import { type ImportOptions, importAdobe } from '../../../shared/importers/index.ts';
import {
  EXCLUDE,
  type Node,
  and,
  attr,
  different,
  distance,
  exists,
  glob,
  group,
  happened,
  hits,
  is,
  list,
  onlyAfter,
  onlyBefore,
  or,
  segment,
  inOrder,
  time,
  total,
  visitors,
  visits,
  without,
} from './adobe-segment.ts';
import { definitionsOf, imported, notesOf } from './helpers.ts';

/** eVar 1 is a colour, prop 2 a number, event 5 a sign-up. */
const MAP = {
  fields: { 'variables/evar1': 'event.colour', 'variables/prop2': 'event.score' },
  metrics: { 'metrics/event5': { count: 'sign_up' } },
} as const;
const COLOUR = 'variables/evar1';
const page = (title: string): Node => hits(is('variables/page', title));
const viewed = (title: string) => ({ event: 'page_view', where: { page_title: title } });

const said = (top: Node, options: ImportOptions = { map: MAP }) => {
  const { metrics, segments } = definitionsOf(importAdobe(segment(top), options));
  return { when: segments['a']?.when, metrics };
};
const metricsOf = (top: Node) => Object.values(said(top).metrics);
const refusal = (top: Node, options: ImportOptions = { map: MAP }) => {
  const result = importAdobe(segment(top), options);
  expect(imported(result).definitions).toEqual({ metrics: {}, segments: {} });
  return notesOf(result, 'error');
};

describe('Adobe segments: comparisons', () => {
  it.each([
    [is(COLOUR, 'red'), { colour: 'red' }],
    [list(COLOUR, ['red', 'blue']), { colour: { $in: ['red', 'blue'] } }],
    [is(COLOUR, 'red', 'contains'), { colour: { $regexi: 'red' } }],
    [list(COLOUR, ['a.b', 'c'], 'contains-any-of'), { colour: { $regexi: 'a\\.b|c' } }],
    [
      list(COLOUR, ['red', 'dark'], 'contains-all-of'),
      { colour: { $regexi: '^(?=[\\s\\S]*red)(?=[\\s\\S]*dark)' } },
    ],
    [is(COLOUR, 're', 'starts-with'), { colour: { $regexi: '^re' } }],
    [is(COLOUR, 'ed', 'ends-with'), { colour: { $regexi: 'ed$' } }],
    [glob(COLOUR, 'r*d\\*'), { colour: { $regex: '^r[\\s\\S]*d\\*$' } }],
    [is(COLOUR, 'm', 'strlt'), { colour: { $lt: 'm' } }],
    [is(COLOUR, 'm', 'strle'), { colour: { $lte: 'm' } }],
    [is(COLOUR, 'm', 'strgt'), { colour: { $gt: 'm' } }],
    [is(COLOUR, 'm', 'strge'), { colour: { $gte: 'm' } }],
    [exists(COLOUR), { colour: { $exists: true } }],
    [{ func: 'eq', num: 3, val: attr('variables/prop2') }, { score: { $eq: 3 } }],
    [{ func: 'gt', num: '3.5', val: attr('variables/prop2') }, { score: { $gt: 3.5 } }],
    [{ func: 'ge', num: 3, val: attr('variables/prop2') }, { score: { $gte: 3 } }],
    [{ func: 'lt', num: 3, val: attr('variables/prop2') }, { score: { $lt: 3 } }],
    [{ func: 'le', num: 3, val: attr('variables/prop2') }, { score: { $lte: 3 } }],
    [list('variables/prop2', [1, 2], 'eq-any-of'), { score: { $in: [1, 2] } }],
    [list('variables/prop2', [1, 2], 'eq-in'), { score: { $in: [1, 2] } }],
    [is('variables/product', 'Coat'), { item_name: 'Coat' }],
    [
      list('variables/timeparthourofday', ['9:00 AM', '12:00 PM', '17']),
      { 'time.hour': { $in: [9, 12, 17] } },
    ],
    [is('variables/timepartdayofweek', 'Sunday'), { 'time.weekday': { $in: [7] } }],
  ])('%j is asked of an event', (pred, where) => {
    expect(metricsOf(hits(pred))).toEqual([{ count: '*', where }]);
  });

  it.each([
    is(COLOUR, 'red', 'not-streq'),
    list(COLOUR, ['red'], 'not-streq-in'),
    is(COLOUR, 'red', 'not-contains'),
    list(COLOUR, ['red'], 'not-contains-any-of'),
    list(COLOUR, ['red'], 'not-contains-all-of'),
    is(COLOUR, 'red', 'not-starts-with'),
    is(COLOUR, 'red', 'not-ends-with'),
    glob(COLOUR, 'red', 'not-matches'),
    exists(COLOUR, 'not-exists'),
    { func: 'not-eq', num: 3, val: attr(COLOUR) },
    list(COLOUR, [3], 'not-eq-any-of'),
    list(COLOUR, [3], 'not-eq-in'),
  ])('%j is the same without "not", negated of one hit', (pred) => {
    const positive = { ...pred, func: String(pred['func']).slice('not-'.length) };
    const [metric] = metricsOf(hits(positive)) as { where: object }[];
    expect(metricsOf(hits(pred))).toEqual([{ count: '*', where: { $not: metric?.where } }]);
  });

  it.each([
    [is('variables/geocountry', 'United States'), { 'geo.country': 'US' }],
    [is('variables/mobiledevicetype', 'Mobile Phone'), { 'device.type': 'mobile' }],
    [is('variables/browser', 'Firefox', 'contains'), { 'device.browser': { $regexi: 'Firefox' } }],
    [
      is('variables/lasttouchchannel', 'Natural Search'),
      { 'source.last.channel': 'Organic Search' },
    ],
    [is('variables/campaign', 'spring'), { 'source.last.campaign': 'spring' }],
    [
      is('variables/referrertype', 'Search Engines'),
      {
        'source.session.channel': {
          $in: ['Organic Search', 'Paid Search', 'Organic Shopping', 'Paid Shopping'],
        },
      },
    ],
    [
      list('variables/mobiledevicetype', ['Tablet', 'Other'], 'streq-any-of'),
      { 'device.type': { $in: ['tablet', 'desktop'] } },
    ],
  ])('%j is a fact of the visitor', (pred, when) => {
    expect(said(visitors(pred))).toEqual({ when, metrics: {} });
  });

  it('pages are read from page views', () => {
    expect(metricsOf(visitors(page('Home')))).toEqual([
      { count: 'page_view', where: { page_title: 'Home' } },
    ]);
  });

  it.each([
    [is('variables/evar9', 'x'), 'unmapped-name variables/evar9'],
    [total('metrics/event9', 'gt', 1), 'unmapped-name metrics/event9'],
    [is('variables/geocity', 'Munich (Bavaria, Germany)'), 'unmapped-name variables/geocity'],
    [is('variables/daterangeday', '1261124'), 'unsupported variables/daterangeday'],
    [
      { func: 'eq', num: 1, val: attr('variables/timepartdayofweek') },
      'ambiguous variables/timepartdayofweek',
    ],
    [{ func: 'sounds-like', str: 'x', val: attr(COLOUR) }, 'unsupported sounds-like'],
    [{ func: 'streq', val: attr(COLOUR) }, 'invalid streq'],
    [{ func: 'streq', str: 'x' }, 'invalid streq'],
    [
      { func: 'streq', str: 'x', val: { func: 'approximate-count' } },
      'unsupported approximate-count',
    ],
    [{ ...is(COLOUR, 'x'), 'case-sensitive': true }, 'unknown-field case-sensitive'],
  ])('%j has no equal, and says so', (pred, note) => {
    expect(refusal(visitors(pred))).toEqual([note]);
  });

  it('values that are written otherwise can be mapped', () => {
    const map = { values: { 'variables/geocity': { 'Munich (Bavaria, Germany)': 'Munich' } } };
    expect(
      said(visitors(is('variables/geocity', 'Munich (Bavaria, Germany)')), { map }).when,
    ).toEqual({
      'geo.city': 'Munich',
    });
  });

  it('points at values that persist there, and at allocation models', () => {
    const model = (func: string) =>
      hits({ func: 'exists', val: attr(COLOUR, { 'allocation-model': { func } }) });
    expect(notesOf(importAdobe(segment(hits(exists(COLOUR))), { map: MAP }))).toContain(
      `persistence ${COLOUR}`,
    );
    expect(notesOf(importAdobe(segment(model('allocation-instance')), { map: MAP }))).toEqual([
      'hit-scope container hits',
    ]);
    expect(
      notesOf(importAdobe(segment(model('allocation-dedupedInstance')), { map: MAP })),
    ).toContain('persistence allocation-dedupedInstance');
    expect(refusal(model('allocation-linear'))).toEqual(['unsupported allocation-linear']);
    const values = (more: Node) =>
      visits({ func: 'gt', num: 1, val: { func: 'total-distinct', field: attr(COLOUR, more) } });
    expect(notesOf(importAdobe(segment(values({})), { map: MAP }))).toContain(
      `persistence ${COLOUR}`,
    );
    expect(refusal(values({ 'allocation-model': { func: 'allocation-linear' } }))).toEqual([
      'unsupported allocation-linear',
    ]);
  });
});

describe('Adobe segments: metrics', () => {
  it.each([
    [total('metrics/orders', 'gt', 1), { count: 'purchase' }, { $gt: 1 }],
    [total('metrics/revenue', 'ge', 100), { sum: 'purchase.value' }, { $gte: 100 }],
    [total('metrics/units', 'lt', 5), { sum: 'purchase.items.quantity' }, { $lt: 5 }],
    [total('metrics/pageviews', 'eq', 4), { count: 'page_view' }, { $eq: 4 }],
    [total('metrics/occurrences', 'le', 4), { count: '*' }, { $lte: 4 }],
    [total('metrics/event5', 'ge', 2), { count: 'sign_up' }, { $gte: 2 }],
    [total('metrics/visits', 'ge', 2), { sessions: {} }, { $gte: 2 }],
    [total('metrics/bounces', 'ge', 2), { sessions: { 'session.pages': { $eq: 1 } } }, { $gte: 2 }],
    [different(COLOUR, 'gt', 2), { distinct: '*.colour' }, { $gt: 2 }],
    [different('variables/page', 'gt', 5), { distinct: 'page_view.page_title' }, { $gt: 5 }],
    [happened('metrics/orders'), { count: 'purchase' }, { $gt: 0 }],
  ])('%j in a visitor container', (pred, metric, operand) => {
    const { when, metrics } = said(visitors(pred));
    expect(Object.values(metrics)).toEqual([metric]);
    expect(Object.values(when ?? {})).toEqual([operand]);
  });

  it('negated, they are about the whole container', () => {
    expect(said(visitors(happened('metrics/orders', 'not-event-exists'))).when).toEqual({
      $not: { 'metric.a_purchase_count': { $gt: 0 } },
    });
    expect(said(visitors(exists(COLOUR, 'not-exists'))).when).toEqual({
      $not: { 'metric.a_events_count': { $gte: 1 } },
    });
    expect(said(visitors(total('metrics/orders', 'not-eq', 1))).when).toEqual({
      $not: { 'metric.a_purchase_count': { $eq: 1 } },
    });
  });

  it('in a hit container they are about one event', () => {
    expect(metricsOf(hits(happened('metrics/orders')))).toEqual([{ count: 'purchase' }]);
    expect(metricsOf(hits(total('metrics/revenue', 'gt', 50)))).toEqual([
      { count: 'purchase', where: { value: { $gt: 50 } } },
    ]);
    expect(refusal(hits(total('metrics/orders', 'gt', 1)))).toEqual(['unsupported metrics/orders']);
    expect(refusal(hits(different(COLOUR, 'gt', 1)))).toEqual([`unsupported ${COLOUR}`]);
  });
});

describe('Adobe segments: containers', () => {
  it('conditions of a visitor container are met by hits of their own; of a hit container, by one', () => {
    expect(said(visitors(and(happened('metrics/orders'), is(COLOUR, 'red')))).when).toEqual({
      'metric.a_purchase_count': { $gt: 0 },
      'metric.a_events_count': { $gte: 1 },
    });
    expect(metricsOf(visitors(hits(and(happened('metrics/orders'), is(COLOUR, 'red')))))).toEqual([
      { count: 'purchase', where: { colour: 'red' } },
    ]);
  });

  it('a visit container is a session that meets its conditions', () => {
    expect(
      said(
        visitors(
          visits(and(total('metrics/orders', 'ge', 2), page('Home'), without(page('Sale')))),
        ),
      ),
    ).toEqual({
      when: { 'metric.a_sessions': { $gte: 1 } },
      metrics: {
        a_sessions: {
          sessions: {
            'metric.purchase_count': { $gte: 2 },
            'metric.page_view_count': { $gte: 1 },
            $not: { 'metric.page_view_count_2': { $gte: 1 } },
          },
          each: {
            purchase_count: { count: 'purchase' },
            page_view_count: { count: 'page_view', where: { page_title: 'Home' } },
            page_view_count_2: { count: 'page_view', where: { page_title: 'Sale' } },
          },
        },
      },
    });
  });

  it('facts about the session stay in it, facts about the visitor come out of it', () => {
    expect(
      said(
        visits(
          and(
            { func: 'eq', num: 1, val: attr('variables/visitnumber') },
            is('variables/geocountry', 'Japan'),
            page('Home'),
          ),
        ),
      ),
    ).toMatchObject({
      when: { 'geo.country': 'JP', 'metric.a_sessions': { $gte: 1 } },
      metrics: {
        a_sessions: {
          sessions: { 'metric.events_count': { $gte: 1 }, 'metric.page_view_count': { $gte: 1 } },
          each: { events_count: { count: '*', where: { 'session.number': { $eq: 1 } } } },
        },
      },
    });
  });

  it('or, without and nesting are as they are written', () => {
    expect(
      said(visitors(or(page('A'), without(and(page('B'), hits(happened('metrics/orders'))))))),
    ).toMatchObject({
      when: {
        $or: [
          { 'metric.a_page_view_count': { $gte: 1 } },
          {
            $not: {
              'metric.a_page_view_count_2': { $gte: 1 },
              'metric.a_purchase_count': { $gte: 1 },
            },
          },
        ],
      },
    });
    expect(metricsOf(hits(or(is('variables/page', 'A'), without(is(COLOUR, 'red')))))).toEqual([
      { count: '*', where: { $or: [{ page_title: 'A' }, { $not: { colour: 'red' } }] } },
    ]);
  });

  it('"does not equal" is asked of each hit, and that is pointed out', () => {
    const result = importAdobe(segment(visitors(is(COLOUR, 'red', 'not-streq'))), { map: MAP });
    expect(Object.values(definitionsOf(result).metrics)).toEqual([
      { count: '*', where: { $not: { colour: 'red' } } },
    ]);
    expect(notesOf(result)).toContain('per-event-not not-streq');
  });

  it('a segment of hits or visits selects the visitors who have one, and says so', () => {
    expect(notesOf(importAdobe(segment(hits(happened('metrics/orders')))))).toEqual([
      'hit-scope container hits',
    ]);
    expect(notesOf(importAdobe(segment(visits(happened('metrics/orders')))))).toEqual([
      'hit-scope container visits',
    ]);
    expect(notesOf(importAdobe(segment(visitors(happened('metrics/orders')))))).toEqual([]);
  });

  it('another segment is one of these definitions, by the mapping', () => {
    const reference = visitors(and({ func: 'segment-ref', segmentId: 's300_9' }, page('A')));
    expect(said(reference, { map: { segments: { s300_9: 'champions' } } }).when).toEqual({
      'segment.champions': true,
      'metric.a_page_view_count': { $gte: 1 },
    });
    expect(refusal(reference)).toEqual(['unmapped-name s300_9']);
  });

  it('the number of a visit is that of the hit, wherever the hit is looked for', () => {
    const second = { func: 'ge', num: 2, val: attr('variables/visitnumber') };
    const where = { 'session.number': { $gte: 2 } };
    expect(metricsOf(visitors(second))).toEqual([{ count: '*', where }]);
    expect(metricsOf(hits(and(second, page('A'))))).toEqual([
      { count: 'page_view', where: { ...where, page_title: 'A' } },
    ]);
  });

  it('a wider container inside a narrower one is about the visit, or the visitor, of the hit', () => {
    const ordered = happened('metrics/orders');
    expect(said(hits(and(page('A'), visits(ordered))))).toMatchObject({
      when: { 'metric.a_sessions': { $gte: 1 } },
      metrics: {
        a_sessions: {
          sessions: { 'metric.purchase_count': { $gt: 0 }, 'metric.page_view_count': { $gte: 1 } },
        },
      },
    });
    const ofVisitor = {
      when: { 'metric.a_purchase_count': { $gt: 0 } },
      metrics: { a_purchase_count: { count: 'purchase' } },
    };
    for (const narrow of [hits, visits])
      expect(said(narrow(and(page('A'), visitors(ordered))))).toMatchObject(ofVisitor);
    const refused = hits(or(page('A'), visits(ordered)));
    expect(refusal(refused)).toContain('unsupported or');
  });

  it('the entry page is the first page of the visit that the hit is in', () => {
    const entry = is('variables/entrypage', 'Home');
    const each = { page_title_first: { first: 'page_view.page_title' } };
    for (const top of [visitors(entry), visits(entry), hits(entry)])
      expect(metricsOf(top)).toEqual([{ sessions: { 'metric.page_title_first': 'Home' }, each }]);
    expect(metricsOf(hits(and(entry, happened('metrics/orders'))))).toEqual([
      {
        sessions: { 'metric.page_title_first': 'Home', 'metric.purchase_count': { $gte: 1 } },
        each: { ...each, purchase_count: { count: 'purchase' } },
      },
    ]);
  });

  it.each([
    [{ func: 'container', context: 'persons', pred: page('A') }, 'invalid container'],
    [visitors(and()), 'invalid preds'],
    [{ func: 'container', context: 'hits' }, 'invalid pred'],
  ])('refuses %j', (top, note) => {
    expect(refusal(top)).toEqual([note]);
  });
});

describe('Adobe segments: dates', () => {
  const dates = (value: unknown): Node => ({ func: 'datetime-within', 'interval-value': value });

  it('a range of dates bounds the hits beside it', () => {
    expect(
      metricsOf(hits(and(is(COLOUR, 'red'), dates('2026-01-01T00:00:00/2026-01-31T23:59:59')))),
    ).toEqual([
      {
        count: '*',
        where: { colour: 'red' },
        within: { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' },
      },
    ]);
  });

  it('a range by its id is resolved by the mapping, to dates or to a duration', () => {
    const reference = hits(
      and(is(COLOUR, 'red'), dates({ func: 'datetime-interval-ref', id: 'd7' })),
    );
    const values = (d7: string) => ({
      map: { ...MAP, values: { 'datetime-interval-ref': { d7 } } },
    });
    expect(Object.values(said(reference, values('30d')).metrics)).toEqual([
      { count: '*', where: { colour: 'red' }, within: '30d' },
    ]);
    expect(
      Object.values(said(reference, values('2026-01-01T00:00:00+01:00/2026-02-01T00:00Z')).metrics),
    ).toEqual([
      {
        count: '*',
        where: { colour: 'red' },
        within: { from: '2025-12-31T23:00:00Z', to: '2026-02-01T00:00:00Z' },
      },
    ]);
    expect(refusal(reference)).toEqual(['unmapped-name datetime-within']);
  });

  it.each([
    [hits(and(is(COLOUR, 'red'), dates('td-30d/td'))), 'unsupported datetime-within'],
    [
      hits(and(is(COLOUR, 'red'), dates({ func: 'rolling-days', num: 30 }))),
      'unsupported rolling-days',
    ],
    [
      hits(
        and(is(COLOUR, 'red'), {
          ...dates('2026-01-01T00:00:00/2026-02-01T00:00:00'),
          val: attr('variables/evar9'),
        }),
      ),
      'unsupported variables/evar9',
    ],
    [
      hits(or(is(COLOUR, 'red'), dates('2026-01-01T00:00:00/2026-02-01T00:00:00'))),
      'unsupported or',
    ],
    [
      visits(hits(and(is(COLOUR, 'red'), dates('2026-01-01T00:00:00/2026-02-01T00:00:00')))),
      'unsupported container',
    ],
  ])('refuses %j', (top, note) => {
    expect(refusal(top)).toEqual([note]);
  });
});

describe('Adobe segments: sequences', () => {
  it('checkpoints follow with a minimum and a maximum, both from the checkpoint before', () => {
    expect(
      metricsOf(
        visitors(
          inOrder(page('A'), time('after', 1, 'week'), time('within', '2', 'week'), page('B')),
        ),
      ),
    ).toEqual([{ sequence: [viewed('A'), { ...viewed('B'), atLeast: '7d', atMost: '14d' }] }]);
  });

  it.each([
    ['minute', 5, '5m'],
    ['hour', 36, '36h'],
    ['day', 2, '2d'],
    ['week', 1, '7d'],
    ['month', 1, '30d'],
    ['quarter', 1, '91d'],
    ['year', 1, '365d'],
  ])('a %s is a duration', (unit, count, atMost) => {
    const result = importAdobe(
      segment(visitors(inOrder(page('A'), time('within', count, unit), page('B')))),
    );
    expect(Object.values(definitionsOf(result).metrics)).toEqual([
      { sequence: [viewed('A'), { ...viewed('B'), atMost }] },
    ]);
    const isCalendar = /month|quarter|year/.test(unit);
    expect(notesOf(result).includes(`calendar-unit ${unit}`)).toBe(isCalendar);
  });

  it('within one hit is the very next event', () => {
    expect(
      metricsOf(visitors(inOrder(page('A'), distance('within', 1, 'hits'), page('B')))),
    ).toEqual([{ sequence: [viewed('A'), { ...viewed('B'), after: 'next' }] }]);
  });

  it('exclusions stand before, between and after the checkpoints', () => {
    expect(
      metricsOf(visitors(inOrder(EXCLUDE, page('X'), page('A'), EXCLUDE, page('Y'), page('B')))),
    ).toEqual([
      {
        sequence: [
          { not: 'page_view', where: { page_title: 'X' } },
          viewed('A'),
          { not: 'page_view', where: { page_title: 'Y' } },
          viewed('B'),
        ],
      },
    ]);
    expect(
      metricsOf(visitors(inOrder(page('A'), time('within', 1, 'day'), EXCLUDE, page('Y')))),
    ).toEqual([
      { sequence: [viewed('A'), { not: 'page_view', where: { page_title: 'Y' }, for: '1d' }] },
    ]);
  });

  it('an exclusion for ever at the end counts what came after the last completion', () => {
    expect(said(visitors(inOrder(page('A'), EXCLUDE, hits(happened('metrics/orders')))))).toEqual({
      when: { 'metric.a_sequence': { $gte: 1 }, 'metric.a_after_sequence': { $eq: 0 } },
      metrics: {
        a_sequence: { sequence: [viewed('A')] },
        a_after_sequence: { count: 'purchase', after: { sequence: [viewed('A')] } },
      },
    });
  });

  it('facts come out of a sequence and its exclusion together', () => {
    expect(
      said(
        visitors(
          inOrder(
            page('A'),
            EXCLUDE,
            hits(and(happened('metrics/orders'), is('variables/geocountry', 'Peru'))),
          ),
        ),
      ).when,
    ).toEqual({
      $or: [
        {
          'geo.country': 'PE',
          'metric.a_sequence': { $gte: 1 },
          'metric.a_after_sequence': { $eq: 0 },
        },
        { $not: { 'geo.country': 'PE' }, 'metric.a_sequence': { $gte: 1 } },
      ],
    });
  });

  it('a logic group is a block in any order, or a choice', () => {
    expect(
      metricsOf(
        visitors(
          inOrder(page('A'), time('within', 1, 'day'), group('sequence-and', page('B'), page('C'))),
        ),
      ),
    ).toEqual([
      { sequence: [viewed('A'), { anyOrder: [viewed('B'), viewed('C')], atMost: '1d' }] },
    ]);
    expect(
      metricsOf(visitors(inOrder(group('sequence-or', page('B'), page('C')), page('D')))),
    ).toEqual([
      {
        sequence: [
          { event: 'page_view', where: { $or: [{ page_title: 'B' }, { page_title: 'C' }] } },
          viewed('D'),
        ],
      },
    ]);
    expect(
      metricsOf(
        visitors(
          inOrder(page('A'), EXCLUDE, group('sequence-or', page('B'), page('C')), page('D')),
        ),
      ),
    ).toEqual([
      {
        sequence: [
          viewed('A'),
          { not: 'page_view', where: { $or: [{ page_title: 'B' }, { page_title: 'C' }] } },
          viewed('D'),
        ],
      },
    ]);
  });

  it('in a visit container all of it is in one session', () => {
    expect(metricsOf(visitors(visits(inOrder(page('A'), page('B')))))).toEqual([
      {
        sessions: { 'metric.sequence': { $gte: 1 } },
        each: { sequence: { sequence: [viewed('A'), viewed('B')] } },
      },
    ]);
  });

  it('only after (before) a sequence are steps at its end (start), which its own last (first) event can be', () => {
    const red = is(COLOUR, 'red');
    expect(said(hits(and(onlyAfter('visitors', page('A'), page('B')), red)))).toEqual({
      when: { $or: [{ 'metric.a_sequence': { $gte: 1 } }, { 'metric.a_sequence_2': { $gte: 1 } }] },
      metrics: {
        a_sequence: {
          sequence: [viewed('A'), viewed('B'), { event: '*', where: { colour: 'red' } }],
        },
        a_sequence_2: {
          sequence: [viewed('A'), { event: '*', where: { page_title: 'B', colour: 'red' } }],
        },
      },
    });
    expect(metricsOf(hits(and(hits(onlyBefore('visits', page('A'), page('B'))), red)))).toEqual([
      {
        sequence: [{ event: '*', where: { colour: 'red' } }, viewed('A'), viewed('B')],
        scope: 'session',
      },
      {
        sequence: [{ event: '*', where: { page_title: 'A', colour: 'red' } }, viewed('B')],
        scope: 'session',
      },
    ]);
    expect(metricsOf(hits(onlyAfter('visitors', page('A'), page('B'))))).toEqual([
      { sequence: [viewed('A'), viewed('B')] },
    ]);
  });

  it.each([
    [inOrder(page('A'), visits(page('B'))), 'unsupported container visits'],
    [
      inOrder(page('A'), { ...time('within', 1, 'day'), container: 'visits' }, page('B')),
      'unsupported container visits',
    ],
    [
      inOrder(page('A'), distance('within', 2, 'hits'), page('B')),
      'unsupported container-restriction',
    ],
    [
      inOrder(page('A'), distance('after', 1, 'visits'), page('B')),
      'unsupported container-restriction',
    ],
    [
      inOrder(
        page('A'),
        {
          func: 'dimension-restriction',
          limit: 'within',
          count: 1,
          attribute: attr('variables/page'),
        },
        page('B'),
      ),
      'unsupported dimension-restriction',
    ],
    [
      inOrder(page('A'), time('within', 1, 'day'), EXCLUDE, page('X'), page('B')),
      'unsupported container',
    ],
    [inOrder(page('A'), time('after', 1, 'day'), EXCLUDE, page('X')), 'unsupported container'],
    [inOrder(time('within', 1, 'day'), page('A')), 'invalid container'],
    [inOrder(page('A'), time('within', 0, 'day'), page('B')), 'invalid time-restriction'],
    [inOrder(page('A'), time('within', 1, 'fortnight'), page('B')), 'invalid time-restriction'],
    [
      inOrder(page('A'), EXCLUDE, group('sequence-and', page('B'), page('C')), page('D')),
      'unsupported container',
    ],
    [
      inOrder(page('A'), visits({ func: 'sequence-and', checkpoints: [page('B'), page('C')] })),
      'unsupported container visits',
    ],
    [inOrder(page('A'), { ...page('B'), context: 'pages' }), 'invalid container'],
  ])('refuses %j, and all of the sequence with it', (pred, note) => {
    expect(refusal(visitors(pred))).toEqual([note, 'unsupported sequence']);
  });

  it.each([
    [visitors(inOrder(page('A'), EXCLUDE)), 'invalid sequence'],
    [visitors(inOrder(EXCLUDE, page('A'))), 'invalid sequence'],
    [visitors(inOrder()), 'invalid sequence'],
    [hits(inOrder(page('A'), page('B'))), 'unsupported sequence'],
    [hits(or(onlyAfter('visitors', page('A')), is(COLOUR, 'red'))), 'unsupported or'],
    [
      visitors(inOrder(page('A'), { ...time('within', 1, 'day'), wide: 'visits' }, page('B'))),
      'unknown-field wide',
    ],
    [visitors(onlyAfter('pages', page('A'))), 'invalid pages'],
    [hits(onlyBefore('pages', page('A'))), 'invalid pages'],
    [
      visitors({ func: 'event-exists', evt: { func: 'calc', name: 'metrics/orders' } }),
      'invalid calc',
    ],
    [
      visitors({
        func: 'gt',
        num: 1,
        val: { func: 'total-distinct', field: { func: 'evt', name: COLOUR } },
      }),
      'invalid evt',
    ],
    [hits(total('metrics/units', 'gt', 3)), 'unsupported metrics/units'],
    [hits({ func: 'matches-regex', regex: '\\pL+', val: attr(COLOUR) }), `unsupported ${COLOUR}`],
  ])('refuses %j', (top, note) => {
    expect(refusal(top)).toEqual([note]);
  });
});

describe('Adobe segments: documents', () => {
  it('reads a segment, a definition alone and a list', () => {
    const whole = segment(visitors(happened('metrics/orders')), {
      name: 'Buyers',
      description: 'They buy.',
    });
    expect(definitionsOf(importAdobe(whole)).segments).toEqual({
      buyers: {
        name: 'Buyers',
        description: 'They buy.',
        when: { 'metric.buyers_purchase_count': { $gt: 0 } },
      },
    });
    expect(
      Object.keys(definitionsOf(importAdobe(whole['definition'], { id: 'mine' })).segments),
    ).toEqual(['mine']);
    expect(
      Object.keys(
        definitionsOf(importAdobe({ content: [whole, whole], totalElements: 2 })).segments,
      ),
    ).toEqual(['buyers', 'buyers-2']);
  });

  it.each([
    [{ name: 'A' }, 'invalid segment'],
    [
      segment(page('A'), {
        definition: { func: 'segment', version: [2, 0, 0], container: page('A') },
      }),
      'unsupported version',
    ],
    [
      segment(page('A'), { definition: { func: 'segment', container: page('A'), window: 3 } }),
      'unknown-field window',
    ],
    [
      segment(page('A'), { definition: { func: 'segment', version: 'x', container: page('A') } }),
      'unsupported version',
    ],
    [
      { func: 'segment', version: [1, 0, 0], container: page('A'), exclude: true },
      'unknown-field exclude',
    ],
    [segment(page('A'), { name: 7 }), 'invalid name'],
  ])('refuses %j', (json, note) => {
    expect(notesOf(importAdobe(json), 'error')).toContain(note);
  });

  it('names in one note what describes the segment, and says that a list goes on', () => {
    const result = importAdobe({
      content: [segment(visitors(happened('metrics/orders')), { owner: { id: 7 } })],
      lastPage: false,
    });
    const notes = imported(result).notes.map(({ code, construct }) => `${code} ${construct}`);
    expect(notes).toContain('not-carried id, owner, rsid');
    expect(notes).toContain('more-pages content');
  });
});
