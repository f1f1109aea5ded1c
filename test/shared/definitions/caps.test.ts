/** What the checker says a metric can count is what the engine does count. */
import { describe, expect, it } from 'vitest';
import { checkDefinitions } from '../../../shared/definitions/index.ts';
import type { Definitions, MetricDefinition } from '../../../shared/definitions/index.ts';
import { createEngine } from '../../../shared/engine/index.ts';
import { compile } from '../engine/compile.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';

const START = Date.UTC(2026, 2, 2);
const HOUR = 3_600_000;

const definitions = (metric: MetricDefinition, asked: number): Definitions => ({
  covey: 1,
  site: 'hazel.example',
  version: 1,
  issued: '2026-03-01T00:00:00Z',
  expires: '2026-05-01T00:00:00Z',
  metrics: { it: metric },
  segments: { it: { when: { 'metric.it': { $gte: asked } } } },
});
const codes = (metric: MetricDefinition, asked: number): readonly string[] => {
  const { errors, warnings } = checkDefinitions(definitions(metric, asked));
  return [...errors, ...warnings].map(({ code }) => code);
};
const events = (count: number, props: (i: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, i) => ({ props: props(i), time: START + i }));
const pairs = { sequence: [{ event: 'e', times: 2 }] } as const;

const capped: {
  readonly [what: string]: readonly [MetricDefinition, most: number, ReturnType<typeof events>];
} = {
  'sequences in a sliding window': [{ ...pairs, within: '30d' }, 100, events(260)],
  'sequences for each of the values': [
    { ...pairs, by: 'k', within: '30d' },
    20_000,
    events(41_000, (i) => ({ k: Math.floor(i / 202) })),
  ],
  'different values': [{ distinct: 'e.k' }, 1000, events(1100, (i) => ({ k: i }))],
  'different values in a sliding window': [
    { distinct: 'e.k', within: '30d' },
    1000,
    events(1100, (i) => ({ k: i })),
  ],
  'events of one value in a sliding window': [
    { count: 'e', by: 'k', within: '30d' },
    1000,
    events(1600, () => ({ k: 1 })),
  ],
  'full days in a sliding window': [
    { periods: 'e', unit: 'day', atLeast: 10, within: '395d' },
    100,
    Array.from({ length: 1200 }, (_, i) => ({ props: {}, time: START + i * 2.4 * HOUR })),
  ],
};

describe('more than a metric ever counts', () => {
  it.each(Object.entries(capped))('of %s is asked for in vain', (_, [metric, most, played]) => {
    expect(codes(metric, most)).toEqual([]);
    expect(codes(metric, most + 1)).toEqual(['never-holds']);
    const engine = createEngine(
      compile(definitions(metric, most + 1), kinds),
      { offsetAt: () => 0 },
      { now: START },
    );
    let highest = 0;
    for (const { props, time } of played) {
      engine.apply({ name: 'e', time, props: props as never });
      if (time === START || played.length < 5000)
        highest = Math.max(highest, engine.metricValues()['it'] as number);
      expect(engine.has('it')).toBe(false);
    }
    highest = Math.max(highest, engine.metricValues()['it'] as number);
    expect(highest).toBeLessThanOrEqual(most);
    expect(highest).toBeGreaterThan(most * 0.9);
  });

  it('is asked of counts and of windows that do not slide, and met', () => {
    for (const metric of [{ ...pairs }, { ...pairs, within: 'today' }] as const) {
      expect(codes(metric, 101)).toEqual([]);
      const engine = createEngine(
        compile(definitions(metric, 101), kinds),
        { offsetAt: () => 0 },
        { now: START },
      );
      for (const { time } of events(204)) engine.apply({ name: 'e', time });
      expect(engine.has('it')).toBe(true);
    }
    expect(codes({ count: 'e', within: 'today' }, 5000)).toEqual([]);
    expect(codes({ count: 'e' }, 5000)).toEqual([]);
    expect(codes({ count: 'e', within: '30d' }, 1000)).toEqual([]);
    expect(codes({ count: 'e', within: '30d' }, 1001)).toEqual(['approximate']);
  });
});
