// Histograms written out, run by the engine, against their meaning: the metric's value, worked out slowly, and the bin
// that it is in.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { questionSet, truthFrom } from '../../../shared/counting/index.ts';
import type { Definitions, HistogramDefinition } from '../../../shared/definitions/types.ts';
import { createEngine } from '../../../shared/engine/index.ts';
import { writeOut } from '../../../shared/experiences/index.ts';
import { binText, writeOutBins } from '../../../shared/histograms/index.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';
import { compile } from '../engine/compile.ts';
import { DAY, define, HOUR, MONDAY } from '../engine/visitor.ts';

const RUNS = Number(process.env['COVEY_RUNS'] ?? 100);
const host = { offsetAt: () => 60 };
const digest = (bytes: Uint8Array<ArrayBuffer>) => crypto.subtle.digest('SHA-256', bytes);

interface Happened {
  readonly time: number;
  readonly value: number;
}
type Value = number | 'never' | null;

/** Each metric with its meaning: of what happened, at a moment. */
const METRICS = {
  orders: {
    metric: { count: 'buy', within: '48h' },
    bins: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
    valueAt: (log, now) => log.filter(({ time }) => now < time + 2 * DAY).length,
  },
  spend: {
    metric: { sum: 'buy.value' },
    bins: fc.uniqueArray(fc.integer({ min: -5, max: 40 }), { minLength: 1, maxLength: 5 }),
    valueAt: (log) => log.reduce((sum, { value }) => sum + value, 0),
  },
  average: {
    metric: { mean: 'buy.value', within: '48h' },
    bins: fc.uniqueArray(fc.constantFrom(-2.5, 0, 1, 2.5, 4), { minLength: 1 }),
    valueAt(log, now) {
      const some = log.filter(({ time }) => now < time + 2 * DAY);
      return some.length === 0
        ? null
        : some.reduce((sum, { value }) => sum + value, 0) / some.length;
    },
  },
  recency: {
    metric: { since: 'buy' },
    bins: fc
      .uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 })
      .map((hours) => hours.map((each) => each * HOUR)),
    valueAt(log, now) {
      const last = log.at(-1);
      return last === undefined ? 'never' : now - last.time;
    },
  },
  perOrder: {
    metric: { formula: { divide: ['metric.spend', 'metric.orders'] } },
    bins: fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1 }),
    valueAt(log, now) {
      const orders = log.filter(({ time }) => now < time + 2 * DAY).length;
      return orders === 0 ? null : log.reduce((sum, { value }) => sum + value, 0) / orders;
    },
  },
} satisfies {
  readonly [id: string]: {
    readonly metric: NonNullable<Definitions['metrics']>[string];
    readonly bins: fc.Arbitrary<number[]>;
    readonly valueAt: (log: readonly Happened[], now: number) => Value;
  };
};
type Name = keyof typeof METRICS;

/** Where a value is among thresholds in their order; after the last bin: nowhere. */
const placeOf = (value: Value, thresholds: readonly number[]): number =>
  value === null
    ? thresholds.length + 1
    : thresholds.filter((threshold) => value === 'never' || value >= threshold).length;

const asked = fc
  .constantFrom(...(Object.keys(METRICS) as Name[]))
  .chain((name) =>
    fc.record({ name: fc.constant(name), bins: METRICS[name].bins as fc.Arbitrary<number[]> }),
  )
  .map(({ name, bins }) => ({ name, bins: bins.toSorted((a, b) => a - b) }));
const steps = fc.array(
  fc.record({ hours: fc.integer({ min: 0, max: 30 }), value: fc.integer({ min: -3, max: 12 }) }),
  { maxLength: 20 },
);

const metrics = Object.fromEntries(
  Object.entries(METRICS).map(([id, { metric }]) => [id, metric]),
) as NonNullable<Definitions['metrics']>;
const document = (histograms: unknown): Definitions =>
  define({ metrics, segments: {}, histograms: histograms as { it: HistogramDefinition } });
const written = (name: Name, bins: readonly number[]) =>
  bins.map((each) =>
    name === 'recency' ? `${each / HOUR}h` : each,
  ) as HistogramDefinition['bins'];

describe('a histogram', () => {
  it("answers with the bin of the metric's value, at every moment of random histories", async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(asked, steps, async ({ name, bins }, history) => {
        const definitions = writeOut(document({ it: { metric: name, bins: written(name, bins) } }));
        const { questions } = await questionSet(definitions, digest);
        const [question] = questions;
        if (!question) throw new Error('nothing is asked');
        expect(question).toMatchObject({ id: 'it', kind: 'histogram', answers: bins.length + 2 });
        const plan = compile(definitions, kinds);
        let engine = createEngine(plan, host, { now: MONDAY });
        const log: Happened[] = [];
        let now = MONDAY;
        const look = () => {
          const value = METRICS[name].valueAt(log, now);
          const answer = truthFrom(engine.has)(question);
          expect(answer).toBe(placeOf(value, bins));
          // One bin alone.
          const held = question.options.slice(0, -1).filter((option) => engine.has(option));
          expect(held).toHaveLength(value === null ? 0 : 1);
          seen.add(`${name} ${answer === bins.length + 1 ? 'none' : answer === 0 ? 'first' : ''}`);
        };
        look();
        for (const { hours, value } of history) {
          for (const end = now + hours * HOUR; now < end;) {
            now += HOUR;
            engine.advance(now);
            look();
          }
          engine.apply({ name: 'buy', time: now, props: { value } });
          log.push({ time: now, value });
          look();
          // A new page goes on from what is stored.
          engine = createEngine(plan, host, { now, state: engine.state() });
          look();
        }
      }),
      { numRuns: RUNS },
    );
    expect([...seen]).toEqual(
      expect.arrayContaining(['average none', 'perOrder none', 'recency first', 'orders first']),
    );
  });

  it('answers "none" while the value is not known, and with a bin as soon as it must be in one', () => {
    const earlier = define({ segments: { back: { when: { 'visitor.sessions': { $gte: 2 } } } } });
    const before = createEngine(compile(earlier, kinds), host, { now: MONDAY });
    before.apply({ name: 'buy', time: MONDAY });
    // Its metric is new, and no order of before was kept: there may have been any number.
    const definitions = writeOut(document({ it: { metric: 'orders', bins: [1, 3] } }));
    const now = MONDAY + HOUR;
    const engine = createEngine(compile(definitions, kinds), host, {
      now,
      state: before.state(),
      log: [],
    });
    const held = () => ['it:..1', 'it:1..3', 'it:3..'].filter((id) => engine.has(id));
    expect(held()).toEqual([]);
    engine.apply({ name: 'buy', time: now });
    expect(held()).toEqual([]);
    engine.apply({ name: 'buy', time: now });
    engine.apply({ name: 'buy', time: now });
    expect(held()).toEqual(['it:3..']);
  });

  it('shows the page nothing', () => {
    const { segments } = writeOut(document({ it: { metric: 'orders', bins: [1] } }));
    expect(Object.entries(segments).filter(([, { shadow }]) => !shadow)).toEqual([]);
  });

  it('is left out where it makes no sense, and everything else runs', async () => {
    for (const nonsense of [
      null,
      7,
      [],
      'x',
      { metric: 'orders' },
      { metric: 'orders', bins: 5 },
      { metric: 'orders', bins: Array.from({ length: 100_000 }, (_, at) => at) },
      { metric: 'orders', bins: [null, {}, [], 'x'] },
      { metric: null, bins: [1] },
      { metric: 'gone', bins: [2, 1, 1] },
    ]) {
      const definitions = writeOut({
        ...document({ it: nonsense }),
        segments: { buyer: { when: { 'metric.orders': { $gte: 1 } } } },
      });
      const engine = createEngine(compile(definitions, kinds), host, { now: MONDAY });
      engine.apply({ name: 'buy', time: MONDAY });
      expect(engine.has('buyer')).toBe(true);
      const { questions } = await questionSet(definitions, digest);
      for (const question of questions)
        expect(truthFrom(engine.has)(question)).toBeLessThan(question.answers);
    }
    expect(writeOut({ ...document({}), histograms: 'x' as never }).answersOf).toEqual({});
  });

  it('written out twice is the same', () => {
    const once = writeOut(document({ it: { metric: 'orders', bins: [1, 2] } }));
    expect(writeOut(once)).toEqual(once);
  });
});

describe('a bin in words', () => {
  it.each([
    [null, 1, 'whole', '0'],
    [null, 5, 'whole', '0 to 4'],
    [1, 2, 'whole', '1'],
    [2, 5, 'whole', '2 to 4'],
    [1000, null, 'whole', '1,000 or more'],
    [0.5, 2, 'whole', '0.5 to under 2'],
    [null, 20, 'number', 'under 20'],
    [20, 50.5, 'number', '20 to under 50.5'],
    [null, '1d', 'duration', 'under 1 day'],
    ['1d', '30d', 'duration', '1 day to under 30 days'],
    ['30d', null, 'duration', '30 days or more, or never'],
  ] as const)('from %s to %s, %s: %s', (from, to, values, words) => {
    expect(binText({ from, to }, values)).toBe(words);
  });

  it('has an id that names its thresholds', () => {
    expect(Object.keys(writeOutBins('spend', { metric: 'x', bins: [-1, 0.5, 20] }))).toEqual([
      'spend:..-1',
      'spend:-1..0.5',
      'spend:0.5..20',
      'spend:20..',
    ]);
  });
});
