// What remembers is worked out over time. Two ways to be wrong there without a word: to build on a
// segment that has no SQL form, and to look at the wrong moments where clocks are put back.
import { describe, expect, it } from 'vitest';
import { zoneOffsets } from '../../../../shared/logs/index.ts';
import { createEngine } from '../../../../shared/engine/index.ts';
import { compile } from '../../engine/compile.ts';
import { kinds } from '../../../../shared/metrics/kinds.ts';
import type { CoveyEvent } from '../../../../shared/engine/index.ts';
import { type AskedDatabase, databaseOf } from '../ask.ts';
import type { SqlEngine } from '../engine.ts';

const DAY_MS = 86_400_000;
const START = Date.parse('2026-03-02T12:00:00Z');

/** `never` and absent are NULL in a column. */
const known = (value: unknown): unknown => (value === 'never' ? null : (value ?? null));

/** What SQL answers, and the engine, by column. */
async function both(
  database: AskedDatabase,
  definitions: object,
  events: readonly CoveyEvent[],
  at: number,
  timezone = 'UTC',
) {
  const answers = await database.ask(definitions, [['a', events]], at, timezone);
  const offsetAt = zoneOffsets(timezone) ?? (() => 0);
  const plan = compile(definitions as never, kinds);
  const engine = createEngine(plan, { offsetAt }, { now: events[0]?.time ?? at });
  for (const event of events) engine.apply(event);
  engine.advance(at);
  const metrics = engine.metricValues();
  const expected: Record<string, unknown> = Object.fromEntries(
    answers.columns.slice(1).map((column) => {
      const [kind, id = ''] = column.split(/\.(.*)/s);
      return [column, kind === 'segment' ? engine.member(id) : known(metrics[id])];
    }),
  );
  return {
    sql: { ...answers.of.get('a'), visitor: undefined },
    expected,
    unsupported: answers.unsupported.map(({ id }) => id),
  };
}

/** What remembers, without a form and where clocks are put back. */
export const overTimeSuite = (engine: SqlEngine): void => {
  const database = databaseOf(engine);

  describe('what reads a segment without SQL form has none itself', () => {
    const WITHOUT_FORM = {
      interest: {
        metrics: { score: { interest: 'view.kind', halfLife: '1d', value: 'x' } },
        when: { 'metric.score': { $gte: 2 } },
      },
      'a pattern': {
        metrics: { views: { count: 'view', where: { kind: { $regex: '^(?!y)' } } } },
        when: { 'metric.views': { $gte: 1 } },
      },
      'too many moments': {
        metrics: { recency: { since: 'view' } },
        when: {
          $or: Array.from({ length: 110 }, (_, i) => ({
            'metric.recency': { $gte: `${i + 1}h`, $lt: `${i + 1}h` },
          })),
        },
      },
    } as const;
    const READERS: { readonly [id: string]: object } = {
      kept: { when: { 'segment.keen': true }, keep: '10d' },
      forever: { when: { 'segment.keen': true }, keep: 'forever' },
      excluded: { when: { 'metric.any': { $gte: 1 } }, excludeEver: { 'segment.keen': true } },
      keptUnless: {
        when: { 'metric.any': { $gte: 1 } },
        keep: '1d',
        exclude: { 'segment.keen': true },
      },
      negated: { when: { $not: { 'segment.keen': true } }, keep: '2d' },
      byFormula: { when: { 'metric.twice': { $gte: 2 } }, keep: '10d' },
      entered: { when: { 'metric.entered': { $gte: 1 } }, keep: '10d' },
      inGroup: { when: { 'metric.any': { $gte: 1 } }, keep: '3d' },
      second: { when: { 'segment.kept': true } },
      third: { when: { 'segment.second': false }, keep: '1d' },
      onEntering: { when: { 'metric.keptOnce': { $gte: 1 } } },
    };

    it.each(Object.entries(WITHOUT_FORM))('%s', async (_, { metrics, when }) => {
      const definitions = {
        metrics: {
          ...metrics,
          any: { count: 'view' },
          twice: { formula: { add: ['segment.keen', 'metric.any'] } },
          entered: { count: 'enter:keen' },
          keptOnce: { count: 'enter:kept' },
        },
        segments: {
          keen: { when },
          ...READERS,
          other: { when: { 'metric.any': { $gte: 1 } }, keep: '1d' },
        },
        groups: { tiers: { segments: ['keen', 'inGroup'] } },
      };
      const views = [0, 1, 2].map((minute) => ({
        name: 'view',
        time: START + minute * 60_000,
        props: { kind: 'x' },
      }));
      const { sql, expected, unsupported } = await both(
        database,
        definitions,
        views,
        START + 5 * DAY_MS,
      );
      expect(sql).toEqual(expected);
      expect(unsupported).toEqual(
        expect.arrayContaining(Object.keys(READERS).map((id) => `segment.${id}`)),
      );
    });
  });

  describe('a local hour or midnight that occurs twice', () => {
    const definitions = {
      metrics: {
        day: { count: 'view', within: 'today' },
        hours: { count: ['enter:two', 'leave:two', 'enter:eleven', 'leave:eleven'] },
        lastHour: { since: ['enter:two', 'leave:two', 'enter:eleven', 'leave:eleven'] },
        days: { count: ['enter:today', 'leave:today', 'enter:sunday', 'leave:sunday'] },
        lastDay: { since: ['enter:today', 'leave:today', 'enter:sunday', 'leave:sunday'] },
      },
      segments: {
        two: { when: { 'now.hour': { $in: [0, 2] } } },
        eleven: { when: { 'now.hour': { $in: [1, 23] } } },
        today: { when: { 'metric.day': { $gte: 1 } } },
        sunday: { when: { 'now.weekday': 7 } },
      },
    };

    it.each([
      ['Europe/Berlin', '2026-10-24T12:00:00Z', 'back at 3'],
      ['Europe/Berlin', '2026-03-28T12:00:00Z', 'on at 2'],
      ['America/Havana', '2025-11-01T12:00:00Z', 'back at 1: two midnights'],
      ['America/Havana', '2026-03-07T12:00:00Z', 'on at midnight'],
      ['Australia/Lord_Howe', '2026-04-04T01:00:00Z', 'back by half an hour'],
      ['Australia/Lord_Howe', '2026-10-03T01:00:00Z', 'on by half an hour'],
      ['Africa/Cairo', '2026-10-29T09:00:00Z', 'back at midnight: a day begins an hour late'],
      ['Africa/Lagos', '2026-10-24T12:00:00Z', 'never'],
    ])('%s, %s: %s', async (timezone, from) => {
      const start = Date.parse(from);
      const events = [{ name: 'view', time: start }];
      // Twenty minutes after whole hours of that night.
      for (const hours of [12, 13, 16, 17]) {
        const at = start + (hours * 60 + 20) * 60_000;
        const { sql, expected } = await both(database, definitions, events, at, timezone);
        expect([new Date(at).toISOString(), sql]).toEqual([new Date(at).toISOString(), expected]);
      }
    });
  });
};
