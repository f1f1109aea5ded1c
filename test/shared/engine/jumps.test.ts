// A fact that reaches another number of thresholds, near or far, alone or with another: what changes is what depends on
// those between, for each of the visitors of a plan.
import { expect, test } from 'vitest';
import type { SegmentDefinition } from '../../../shared/definitions/types.ts';
import { createEngine } from '../../../shared/engine/index.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';
import { randomFrom } from '../../../shared/random/index.ts';
import { compile } from './compile.ts';
import { HOUR, MONDAY, Visitor, define } from './visitor.ts';

const seed = Number(process.env['COVEY_SEED']);
const LEVELS = Array.from({ length: 20 }, (_, i) => i + 1);

interface Totals {
  readonly spent: number;
  readonly orders: number;
}

/** What each segment means. */
const meaning: { readonly [id: string]: (totals: Totals) => boolean } = {
  ...Object.fromEntries(LEVELS.map((n) => [`spent${n}`, ({ spent }: Totals) => spent >= n])),
  ...Object.fromEntries(LEVELS.map((n) => [`below${n}`, ({ spent }: Totals) => spent < n])),
  ...Object.fromEntries(LEVELS.map((n) => [`orders${n}`, ({ orders }: Totals) => orders >= n])),
  exactly7: ({ spent }) => spent === 7,
  between: ({ spent }) => spent > 3 && spent <= 12,
  both: ({ spent, orders }) => spent >= 5 && orders >= 5,
  inner: ({ spent }) => spent >= 10,
  outer: ({ spent }) => spent < 10,
};

const segments: Record<string, SegmentDefinition> = Object.fromEntries(
  Object.entries({
    ...Object.fromEntries(LEVELS.map((n) => [`spent${n}`, { 'metric.spent': { $gte: n } }])),
    ...Object.fromEntries(LEVELS.map((n) => [`below${n}`, { 'metric.spent': { $lt: n } }])),
    ...Object.fromEntries(LEVELS.map((n) => [`orders${n}`, { 'metric.orders': { $gte: n } }])),
    exactly7: { 'metric.spent': 7 },
    between: { 'metric.spent': { $gt: 3, $lte: 12 } },
    both: { 'metric.spent': { $gte: 5 }, 'metric.orders': { $gte: 5 } },
    inner: { 'metric.spent': { $gte: 10 } },
    outer: { 'segment.inner': { $ne: true } },
  }).map(([id, when]) => [id, { name: id, when }]),
);

test(`a jump over thresholds changes what depends on them, and nothing else (COVEY_SEED=${seed})`, () => {
  const random = randomFrom(seed);
  const metrics = { spent: { sum: 'purchase.value' }, orders: { count: 'purchase' } };
  const plan = compile(define({ metrics, segments }), kinds);
  expect(plan.disabled).toEqual(new Map());
  const ids = Object.keys(meaning);
  const holding = (totals: Totals): readonly string[] => ids.filter((id) => meaning[id]?.(totals));
  let far = 0;
  // Visitors share what was found of a jump, and take turns.
  const visitors = Array.from({ length: 30 }, () => ({
    engine: createEngine(plan, { offsetAt: () => 0 }, { now: MONDAY }),
    totals: { spent: 0, orders: 0 },
  }));
  for (let step = 0; step < 25; step++)
    for (const visitor of visitors) {
      const before = visitor.totals;
      const value = Math.floor(random() * 41) - 20;
      const totals = { spent: before.spent + value, orders: before.orders + 1 };
      visitor.totals = totals;
      if (Math.abs(value) > 10) far++;
      const time = MONDAY + step;
      const changes = visitor.engine.apply({ name: 'purchase', time, props: { value } });
      const to = new Set(holding(totals));
      const from = new Set(holding(before));
      const told = changes.map((change) => [change.segment, change.from, change.to, change.time]);
      const expected = ids
        .filter((id) => from.has(id) !== to.has(id))
        .map((id) => [id, from.has(id), to.has(id), time]);
      expect(told).toEqual(expected);
      expect(ids.filter((id) => visitor.engine.has(id))).toEqual([...to]);
    }
  expect(far).toBeGreaterThan(100);
});

test('two that start empty with a session, and are where they were after its first event, change nothing', () => {
  const visitor = new Visitor({
    metrics: {
      pages: { count: 'page_view', within: 'session' },
      value: { sum: 'page_view.value', within: 'session' },
    },
    segments: {
      looks: { name: 'Looks', when: { 'metric.pages': { $gte: 1 } } },
      values: { name: 'Values', when: { 'metric.value': { $gte: 1 } } },
    },
  });
  const look = (time: number) =>
    visitor.engine.apply({ name: 'page_view', time, props: { value: 5 } });
  expect(look(MONDAY)).toHaveLength(2);
  for (const session of [1, 2, 3]) expect(look(MONDAY + session * HOUR)).toEqual([]);
  expect(visitor.engine.current()).toEqual(['looks', 'values']);
});
