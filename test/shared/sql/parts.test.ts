import { describe, expect, it } from 'vitest';
import { compileSql } from '../../../shared/sql/index.ts';

const asked = (metrics: object, segments: object): string =>
  compileSql(
    {
      covey: 1,
      site: 'shop.example',
      version: 1,
      issued: '2026-11-24T00:00:00Z',
      expires: '2027-11-24T00:00:00Z',
      events: { purchase: { id: false } },
      metrics,
      segments,
    } as never,
    { at: Date.UTC(2026, 10, 24), metrics: false },
  ).query;

describe('compiled SQL does no work that nothing asks for', () => {
  const orders = { orders: { count: 'purchase', within: '90d' } };
  const buyer = { when: { 'metric.orders': { $gte: 1 } } };

  it('reads the events that definitions name, from the window on, and sorts none of them', () => {
    const query = asked(orders, { buyer });
    expect(query).toContain(`"name" IN ('purchase')`);
    expect(query).toContain(`"time" > make_timestamptz(${Date.UTC(2026, 7, 26)} * 1000)`);
    expect(query).not.toMatch(/\bOVER\b/);
  });

  it('takes a property out of the events that definitions name, from the window on', () => {
    const query = asked(
      { spent: { sum: 'purchase.value', within: '90d' }, seen: { since: '*' } },
      { patron: { when: { 'metric.spent': { $gte: 100 }, 'metric.seen': { $lt: '7d' } } } },
    );
    const start = `make_timestamptz(${Date.UTC(2026, 7, 26)} * 1000)`;
    expect(query).toContain(
      `CASE WHEN "name" IN ('purchase') AND "time" > ${start} THEN nullif("props"->'/value'`,
    );
    const ever = asked(
      { spent: { sum: 'purchase.value', within: '90d' }, all: { sum: 'purchase.value' } },
      { patron: { when: { 'metric.spent': { $gte: 100 }, 'metric.all': { $gte: 500 } } } },
    );
    expect(ever).not.toContain(start);
  });

  it('counts in one pass what needs no more', () => {
    const views = { views: { count: 'page_view' }, seen: { since: '*' } };
    const query = asked(
      { ...orders, ...views },
      {
        buyer,
        reader: { when: { 'metric.views': { $gte: 5 }, 'metric.seen': { $lt: '7d' } } },
      },
    );
    expect(query.match(/GROUP BY/g)).toHaveLength(1);
  });

  it('adds up in the pass that counts, and keeps no events that are read once', () => {
    const query = asked(
      { ...orders, spent: { sum: 'purchase.value', within: '90d' }, seen: { since: '*' } },
      {
        patron: {
          when: {
            'metric.orders': { $gte: 3 },
            'metric.spent': { $gte: 100 },
            'metric.seen': { $lt: '7d' },
          },
        },
      },
    );
    expect(query.match(/GROUP BY/g)).toHaveLength(1);
    expect(query).not.toContain('MATERIALIZED');
  });

  it('gives events a place once, where sessions have given them one', () => {
    const query = asked(
      { ...orders, later: { count: 'page_view', where: { 'session.number': 2 } } },
      { buyer: { ...buyer, keep: '1d' }, reader: { when: { 'metric.later': { $gte: 1 } } } },
    );
    expect(query).toContain('"events that matter"');
    expect(query).not.toMatch(/ AS n FROM seen\b/);
  });

  it('puts events in order where sessions are asked for', () => {
    expect(asked({}, { regular: { when: { 'visitor.sessions': { $gte: 3 } } } })).toMatch(
      /\bOVER\b/,
    );
  });

  describe('looks at no event again for each moment of a segment that is kept', () => {
    const windows = {
      'all of time': {},
      'a duration': { within: '90d' },
      'a local day': { within: 'today' },
      'a session': { within: 'session' },
      'some sessions': { within: { sessions: 3 } },
      'the first days': { within: { first: '90d' } },
      'some time ago': { within: { length: '1d', ago: '7d' } },
      'after a sequence': { after: { sequence: [{ event: 'page_view' }, { event: 'purchase' }] } },
      'before one': { before: { sequence: [{ event: 'page_view' }, { event: 'purchase' }] } },
    } as const;
    const kinds = {
      count: { count: 'purchase' },
      since: { since: 'purchase' },
      'since first': { since: 'purchase', of: 'first' },
      sum: { sum: 'purchase.value' },
      mean: { mean: 'purchase.value' },
      min: { min: 'purchase.value' },
      max: { max: 'purchase.value' },
      distinct: { distinct: 'purchase.item' },
      first: { first: 'purchase.item' },
      last: { last: 'purchase.item' },
      top: { top: 'purchase.item' },
      'count by': { count: 'purchase', by: 'item' },
      median: { median: 'purchase.value' },
      percentile: { percentile: 'purchase.value', p: 90 },
      periods: { periods: 'purchase', unit: 'day', atLeast: 2 },
      'longest streak': { periods: 'purchase', unit: 'day', streak: 'longest' },
      'current streak': { periods: 'purchase', unit: 'day', streak: 'current' },
      sequence: { sequence: [{ event: 'page_view' }, { event: 'purchase' }] },
      'of entering': { count: 'enter:viewer' },
    } as const;
    // No sequence is looked for in several sessions.
    const asks = Object.entries(kinds).flatMap(([kind, metric]) =>
      Object.entries(windows)
        .filter(([window]) => kind !== 'sequence' || window !== 'some sessions')
        .map(([window, within]) => [kind, window, { ...metric, ...within }] as const),
    );
    it.each(asks)('%s in %s', (_, __, metric) => {
      const query = asked(
        { metric, views: { count: 'page_view', within: '1d' } },
        {
          viewer: { when: { 'metric.views': { $gte: 1 } } },
          asked: { when: { 'metric.metric': { $gte: 1 } }, keep: 'forever' },
        },
      );
      expect(query).toContain('"remembered.asked"');
      expect(query).not.toMatch(/"(past|entered and left so far)"/);
    });

    // What a sequence bounds may be another part of a session at each moment.
    const unbounded = Object.entries(windows).filter(
      ([, one]) => !('after' in one || 'before' in one),
    );
    it.each(unbounded)('sessions in %s', (_, within) => {
      const sessions = {
        'session.pages': { $gte: 2 },
        'visitor.daysActive': { $gte: 2 },
        'metric.spent': { $gt: 5 },
      };
      const query = asked(
        { visits: { sessions, each: { spent: { sum: 'purchase.value' } }, ...within } },
        { asked: { when: { 'metric.visits': { $gte: 1 } }, keep: 'forever' } },
      );
      expect(query).toContain('"remembered.asked"');
      expect(query).not.toMatch(/"(past|events so far|all events so far)/);
    });
  });
});
