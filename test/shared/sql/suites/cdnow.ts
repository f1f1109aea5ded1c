import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Definitions } from '../../../../shared/definitions/types.ts';
import { createEngine } from '../../../../shared/engine/index.ts';
import { compile } from '../../engine/compile.ts';
import { kinds } from '../../../../shared/metrics/kinds.ts';
import type { CoveyEvent } from '../../../../shared/engine/index.ts';
import { cdnow, hasCdnow } from '../../../cdnow.ts';
import { databaseOf } from '../ask.ts';
import type { SqlEngine } from '../engine.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const rfm = JSON.parse(readFileSync(`${root}/docs/examples/rfm.json`, 'utf8')) as Definitions;

/** Customers by how they buy over time: what RFM alone does not say. */
const wide: Definitions = {
  ...rfm,
  metrics: {
    orders: { count: 'purchase' },
    before: { count: 'purchase', within: { length: '90d', ago: '90d' } },
    lately: { count: 'purchase', within: '90d' },
    trend: { formula: { subtract: ['metric.lately', 'metric.before'] } },
    average: { mean: 'purchase.value' },
    typical: { median: 'purchase.value', within: '365d' },
    smallest: { min: 'purchase.value' },
    greatest: { max: 'purchase.value', where: { quantity: { $lt: 10 } } },
    prices: { distinct: 'purchase.value' },
    usual: { top: 'purchase.quantity' },
    opening: { first: 'purchase.value' },
    latest: { last: 'purchase.quantity', within: { first: '180d' } },
    months: { periods: 'purchase', unit: 'month' },
    streak: { periods: 'purchase', unit: 'month', streak: 'longest' },
    running: { periods: 'purchase', unit: 'month', streak: 'current' },
    taste: { interest: 'purchase.quantity', halfLife: '90d' },
    again: { sequence: [{ event: 'purchase' }, { event: 'purchase', atMost: '30d' }] },
    upgrade: {
      sequence: [
        { event: 'purchase', where: { value: { $lt: 15 } } },
        { event: 'purchase', where: { value: { $gte: 30 } }, after: 'next' },
      ],
      span: '180d',
    },
    gone: {
      sequence: [
        { event: 'purchase', times: 2 },
        { not: 'purchase', for: '120d' },
      ],
    },
    big: {
      sessions: { 'metric.discs': { $gte: 5 } },
      each: { discs: { sum: 'purchase.quantity' } },
    },
    afterBig: {
      count: 'purchase',
      after: { sequence: [{ event: 'purchase', where: { value: { $gte: 50 } } }] },
    },
    returned: { count: 'enter:active' },
  },
  segments: {
    active: { when: { 'metric.lately': { $gte: 1 } } },
    growing: { when: { 'metric.trend': { $gt: 0 } } },
    generous: {
      when: { 'metric.average': { $gte: 30 } },
      exclude: { 'metric.smallest': { $lt: 8 } },
    },
    typical: { when: { 'metric.typical': { $gte: 20, $lt: 40 }, 'metric.greatest': { $lt: 60 } } },
    varied: { when: { 'metric.prices': { $gte: 4 }, 'metric.usual': 1 } },
    opened: { when: { 'metric.opening': { $gte: 25 }, 'metric.latest': { $gte: 2 } } },
    steady: { when: { 'metric.months': { $gte: 4 }, 'metric.streak': { $gte: 2 } } },
    onward: { when: { 'metric.running': { $gte: 1 } }, keep: '60d' },
    keen: { when: { 'metric.taste': { $gte: 0.5 } } },
    again: { when: { 'metric.again': { $gte: 2 } }, excludeEver: { 'metric.gone': { $gte: 1 } } },
    upgraded: { when: { 'metric.upgrade': { $gte: 1 } }, keep: 'forever' },
    collector: { when: { 'metric.big': { $gte: 2 }, 'metric.afterBig': { $gte: 1 } } },
    resurrected: { when: { 'metric.returned': { $gte: 2 }, 'segment.active': true } },
    regular: { when: { 'segment.steady': true, $not: { 'segment.onward': false } } },
  },
  groups: { stages: { segments: ['growing', 'active'] } },
};

/** Every customer's purchases, in the order of the file. */
function customers(): Map<string, CoveyEvent[]> {
  const all = new Map<string, CoveyEvent[]>();
  for (const line of readFileSync(cdnow, 'utf8').trimEnd().split('\n').slice(1)) {
    const [visitor = '', time = '', name = '', quantity, value] = line.split(',');
    const events = all.get(visitor) ?? [];
    all.set(visitor, events);
    events.push({
      name,
      time: Date.parse(time),
      props: { quantity: Number(quantity), value: Number(value) },
    });
  }
  return all;
}

/** Every customer of CDNOW, or one of several where an engine is slow. */
export const cdnowSuite = (engine: SqlEngine): void => {
  const database = databaseOf(engine);

  describe.skipIf(!hasCdnow)('both engines agree about the customers of CDNOW', () => {
    it.each([
      ['RFM tiers', rfm, '1998-06-30T12:00:00.001Z', 1],
      ['RFM tiers', rfm, '1998-04-01T00:00:00Z', 1],
      ['the wider definitions', wide, '1998-03-01T09:00:00Z', 4],
    ])('%s', async (_, definitions, time, oneOf) => {
      const at = Date.parse(time);
      const log = [...customers()]
        .filter(
          (__, i) => i % (oneOf * engine.slowness * (engine.atOnce === Infinity ? 1 : 3)) === 0,
        )
        .map(
          ([visitor, events]) =>
            [
              visitor,
              events.toSorted((a, b) => a.time - b.time).filter((event) => event.time <= at),
            ] as const,
        )
        .filter(([, events]) => events.length > 0);
      const answered = new Map<string, { readonly [column: string]: unknown }>();
      for (let i = 0; i < log.length; i += Math.min(engine.atOnce, log.length)) {
        const share = log.slice(i, i + Math.min(engine.atOnce, log.length));
        const answers = await database.ask(definitions, share, at);
        expect(answers.unsupported).toEqual([]);
        for (const [visitor, found] of answers.of) answered.set(visitor, found);
      }
      expect(answered.size).toBe(log.length);

      const plan = compile(definitions, kinds);
      const sizes: Record<string, number> = {};
      for (const [visitor, events] of log) {
        const engine = createEngine(plan, { offsetAt: () => 0 }, { now: events[0]?.time ?? at });
        for (const event of events) engine.apply(event);
        engine.advance(at);
        const found = answered.get(visitor) ?? {};
        for (const id of plan.segments) {
          const member = engine.member(id);
          if (found[`segment.${id}`] !== member)
            expect([visitor, id, found[`segment.${id}`]]).toEqual([visitor, id, member]);
          if (member) sizes[id] = (sizes[id] ?? 0) + 1;
        }
      }
      // Every segment says something: nobody and everybody would agree too easily. Of few customers, most do.
      const said = plan.segments.filter(
        (id) => (sizes[id] ?? 0) > 0 && (sizes[id] ?? 0) < log.length,
      );
      expect(said.length).toBeGreaterThan(plan.segments.length / 2);
      for (const id of log.length > 1000 ? plan.segments : []) {
        expect(sizes[id], id).toBeGreaterThan(0);
        expect(sizes[id], id).toBeLessThan(log.length);
      }
    });
  });
};
