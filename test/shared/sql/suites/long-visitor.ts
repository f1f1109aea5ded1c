// One visitor whose events are as many as those of a thousand: what is looked at again from every moment would not end.
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../../shared/engine/index.ts';
import type { CoveyEvent } from '../../../../shared/engine/index.ts';
import { kinds } from '../../../../shared/metrics/kinds.ts';
import { compile } from '../../engine/compile.ts';
import { databaseOf } from '../ask.ts';
import type { SqlEngine } from '../engine.ts';

const MINUTE_MS = 60_000;
const START = Date.UTC(2026, 0, 1);

const eventsOf = (many: number): readonly CoveyEvent[] =>
  Array.from({ length: many }, (_, i) => ({
    name: i % 7 === 6 ? 'buy' : i % 3 === 0 ? 'page_view' : 'view',
    time: START + (i * 3 + Math.floor(i / 50) * 45) * MINUTE_MS,
    props: { price: (i * 7919) % 101, item: `x${(i * 31) % 97}`, page_path: `/${i % 5}` },
  }));

const STEPS = [{ event: 'view', where: { price: { $gt: 60 } } }, { event: 'buy' }] as const;
const METRICS = {
  views: { count: 'view', within: '3h' },
  ago: { count: 'view', within: { length: '2h', ago: '6h' } },
  spent: { sum: 'buy.price' },
  spentLately: { sum: 'buy.price', within: '6h' },
  mean: { mean: 'view.price', within: { sessions: 2 } },
  most: { max: 'view.price', within: '1h' },
  first: { since: 'buy', of: 'first', within: '8h' },
  things: { distinct: 'view.item' },
  thingsLately: { distinct: 'view.item', within: '5h' },
  last: { last: 'view.item', within: 'session' },
  days: { periods: 'buy', unit: 'day', atLeast: 30, within: '7d' },
  funnel: { sequence: STEPS, within: '4h' },
  each: { sequence: STEPS, by: 'item', within: '1d' },
  rest: { sequence: [{ event: 'buy' }, { not: 'buy', for: '40m' }], within: '10h' },
  since: { sum: 'view.price', after: { sequence: STEPS } },
  until: { distinct: 'view.item', before: { sequence: STEPS } },
  turns: { count: ['enter:funnel', 'leave:funnel'], within: '2d' },
  middle: { median: 'view.price', within: '3d' },
  high: { percentile: 'view.price', p: 90, within: '6h' },
  streak: { periods: 'buy', unit: 'day', atLeast: 20, streak: 'longest', within: '7d' },
  run: { periods: 'buy', unit: 'day', atLeast: 20, streak: 'current', within: '5d' },
  visits: {
    sessions: { 'metric.bought': { $gte: 4 }, 'metric.mid': { $gt: 50 } },
    each: {
      bought: { count: 'buy', where: { price: { $gt: 30 } } },
      mid: { median: 'view.price' },
    },
    within: '12h',
  },
} as const;
const ASKED: { readonly [segment: string]: object } = {
  views: { 'metric.views': { $gte: 25 } },
  ago: { 'metric.ago': { $lt: 15 } },
  spent: { 'metric.spent': { $gte: 1000, $lt: 1200 } },
  spentLately: { 'metric.spentLately': { $gt: 600 } },
  mean: { 'metric.mean': { $gt: 51 } },
  most: { 'metric.most': { $gte: 100 } },
  first: { 'metric.first': { $lt: '7h' } },
  things: { 'metric.things': { $gte: 5, $lt: 90 } },
  thingsLately: { 'metric.thingsLately': { $gt: 36 } },
  last: { 'metric.last': 'x3' },
  days: { 'metric.days': { $gte: 1 } },
  funnel: { 'metric.funnel': { $gte: 7 } },
  each: { 'metric.each': { $gte: 2 } },
  rest: { 'metric.rest': { $gte: 3 } },
  since: { 'metric.since': { $gt: 100 } },
  until: { 'metric.until': { $gte: 2 } },
  turns: { 'metric.turns': { $gte: 3 } },
  middle: { 'metric.middle': { $gte: 50 } },
  high: { 'metric.high': { $gte: 91 } },
  streak: { 'metric.streak': { $in: [1, 3, 7] } },
  run: { 'metric.run': { $in: [1, 3] } },
  visits: { 'metric.visits': { $in: [1, 3] } },
  pages: { 'session.pages': { $gte: 10 } },
  away: { 'visitor.away': { $gte: '45m' } },
};

export const longVisitorSuite = (engine: SqlEngine): void => {
  const database = databaseOf(engine);
  // GoogleSQL's evaluator goes through a whole frame for each row, which takes it long where numbers are put in order.
  const isLong = (id: string) => engine.slowness >= 8 && ['middle', 'high'].includes(id);
  const asked = Object.entries(ASKED).map(
    ([id, when]) => [id, engine.slowness === 1 ? 10_000 : isLong(id) ? 120 : 240, when] as const,
  );

  describe('a visitor of many events has the answers that the engine has', () => {
    it.each(asked)('%s, of %d events', async (id, many, when) => {
      const definitions = {
        metrics: { ...METRICS, turned: { count: ['enter:asked', 'leave:asked'] } },
        segments: {
          funnel: { when: ASKED['funnel'], keep: '20m' },
          asked: { when, keep: '35m' },
          ever: { when: { 'segment.asked': true }, keep: 'forever' },
        },
      };
      const document = {
        ...definitions,
        metrics: Object.fromEntries(
          Object.entries(definitions.metrics).filter(([one]) =>
            ['funnel', 'turned', id].includes(one),
          ),
        ),
      };
      const events = eventsOf(many);
      const at = (events.at(-1)?.time ?? START) + 30 * MINUTE_MS;
      const answers = await database.ask(document, [['long', events]], at);
      const page = createEngine(
        compile(document as never, kinds),
        { offsetAt: () => 0 },
        { now: START },
      );
      for (const event of events) page.apply(event);
      page.advance(at);
      const { turned } = page.metricValues();
      const found = answers.of.get('long') ?? {};
      expect(turned).toBeGreaterThan(0);
      expect([found['metric.turned'], answers.unsupported]).toEqual([turned, []]);
      for (const segment of Object.keys(definitions.segments))
        expect([segment, found[`segment.${segment}`]]).toEqual([segment, page.member(segment)]);
    });
  });
};
