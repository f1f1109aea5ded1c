import { describe, expect, it } from 'vitest';
import { createEngine, type CoveyEvent, type EngineState } from '../../../shared/engine/index.ts';
import { compile } from './compile.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';
import { sumOf } from '../../../shared/engine/values/hash.ts';
import type { Condition, Definitions, Json } from '../../../shared/definitions/types.ts';
import { define } from './visitor.ts';

const facts = (parts: Partial<Definitions>) => [...compile(define(parts), kinds).facts].toSorted();

describe('the facts that a plan reads', () => {
  it('are those of its conditions, formulas and exclusions, and of nothing else', () => {
    expect(
      facts({
        traits: { birthday: { type: 'date' }, unread: { type: 'string' } },
        metrics: {
          views: { count: 'view_item', within: '7d' },
          share: { formula: { divide: ['metric.views', 'session.pages'] } },
        },
        segments: {
          german: { when: { $or: [{ 'geo.country': 'DE' }, { $not: { 'geo.region': 'BE' } }] } },
          soon: { when: { 'until.birthday': { $lt: '7d' } }, exclude: { 'device.type': 'mobile' } },
          paid: { when: { 'source.first.medium': 'cpc' } },
          both: { when: { 'segment.german': true, 'metric.share': { $gt: 1 } } },
        },
      }),
    ).toEqual([
      'device.type',
      'geo.country',
      'geo.region',
      'metric.share',
      'metric.views',
      'segment.german',
      'session.pages',
      'source.first.medium',
      'until.birthday',
    ]);
  });

  it('are not names of events, properties, segments or groups, nor words of a description', () => {
    expect(
      facts({
        metrics: { geo: { count: 'geo.country', where: { 'source.first': 'page.path' } } },
        segments: {
          source: {
            name: 'geo.country',
            description: 'reads geo.country',
            when: { 'metric.geo': { $gte: 1 } },
          },
        },
        savedGroups: { geo: ['geo.city', 'source.last.medium'] },
      }),
    ).toEqual(['metric.geo']);
  });
});

describe('the visit that an engine remembers', () => {
  const browse = (engine: ReturnType<typeof createEngine>) => {
    for (const time of [1000, 2000])
      engine.apply({ name: 'page_view', time, props: { page_path: '/advice/test' } });
    engine.apply({ name: 'user_engagement', time: 3000, props: { engagement_time_msec: 4321 } });
  };
  const host = { offsetAt: () => 0 };
  const of = (parts: Partial<Definitions>, state?: EngineState, log?: readonly CoveyEvent[]) =>
    createEngine(compile(define(parts), kinds), host, { now: 4000, state, log });
  const reading = (fact: string, operand: Json) =>
    define({ segments: { one: { when: { [fact]: operand } } } });

  it('is what tells sessions apart, and nothing else where nothing else is read', () => {
    const engine = createEngine(compile(define({ segments: {} }), kinds), host, { now: 0 });
    browse(engine);
    expect(engine.state()['visit']).toEqual({
      session: {
        number: 1,
        start: 1000,
        last: 3000,
        pages: 0,
        events: 0,
        engaged: 0,
        landing: null,
        away: null,
      },
      firstSeen: 1000,
      facts: [],
      missing: {},
    });
  });

  it.each([
    ['session.landing', '/advice/test', 'landing', '/advice/test'],
    ['session.pages', 2, 'pages', 2],
    ['session.events', 3, 'events', 3],
    ['session.engaged', { $gte: '4s' }, 'engaged', 4321],
  ] as const)('holds %s only where it is read', (fact, operand, field, expected) => {
    const engine = createEngine(compile(reading(fact, operand), kinds), host, { now: 0 });
    browse(engine);
    const written = () => (engine.state()['visit'] as { session: object }).session;
    expect(written()).toMatchObject({ [field]: expected });
    expect(engine.member('one')).toBe(true);
    const next = of(reading(fact, operand), engine.state());
    expect(next.member('one')).toBe(true);
    const without = of({ segments: {} }, engine.state()).state();
    expect((without['visit'] as { session: object }).session).not.toMatchObject({
      [field]: expected,
    });
    // What was dropped is not known of this session, and known of the next.
    const again = of(reading(fact, operand), without);
    expect(again.member('one')).toBe(null);
    again.apply({ name: 'page_view', time: 4000 + 3_600_000, props: { page_path: '/' } });
    expect(again.member('one')).toBe(false);
  });

  it('counts days from when they are read, as so many at least', () => {
    const engine = createEngine(compile(define({ segments: {} }), kinds), host, { now: 0 });
    browse(engine);
    const next = of(reading('visitor.daysActive', { $gte: 2 }), engine.state());
    expect(next.member('one')).toBe(null);
    for (const day of [1, 2]) next.apply({ name: 'page_view', time: day * 86_400_000 });
    expect(next.member('one')).toBe(true);
  });

  it('keeps no landing page with an event that waits for its window', () => {
    const engine = createEngine(
      compile(
        define({
          metrics: { past: { count: 'page_view', within: { length: '7d', ago: '7d' } } },
          segments: { one: { when: { 'metric.past': { $gte: 1 } } } },
        }),
        kinds,
      ),
      host,
      { now: 0 },
    );
    browse(engine);
    expect(JSON.stringify(engine.state())).not.toContain('/advice/test');
  });

  it('is read from what earlier versions wrote', () => {
    const fact = 'session.landing';
    const engine = createEngine(compile(reading(fact, '/advice/test'), kinds), host, { now: 0 });
    browse(engine);
    const { sum: _, ...body } = engine.state() as { sum: string } & EngineState;
    const { facts: _facts, missing: _missing, ...visit } = body['visit'] as { [key: string]: Json };
    const before = { ...body, visit };
    const state = { ...before, sum: sumOf(JSON.stringify(before)) } as unknown as EngineState;
    expect(of(reading(fact, '/advice/test'), state).member('one')).toBe(true);
    expect(of(reading('session.pages', 2), state).member('one')).toBe(false);
  });

  it('sessions that are counted keep the pages they read, and no others', () => {
    const stored = (condition: Condition) =>
      compile(define({ metrics: { visits: { sessions: condition, within: '30d' } } }), kinds)
        .stored;
    expect(stored({ 'session.pages': { $gte: 2 } }).get('page_view')).toBeUndefined();
    expect(stored({ 'session.landing': '/sale' }).get('page_view')?.properties).toEqual([
      'page_location',
      'page_path',
    ]);
  });
});
