// Documents that are hard to check: large, or made so that what looks at pairs has the most to do.
import { LIMITS } from '../shared/definitions/limits.ts';
import type {
  Definitions,
  Formula,
  MetricDefinition,
  SegmentDefinition,
} from '../shared/definitions/types.ts';
import { workload } from './workload.ts';

const base = {
  covey: 1,
  site: 'bench.example',
  version: 1,
  issued: '2026-01-01T00:00:00Z',
  expires: '2026-03-01T00:00:00Z',
} as const;

type Parts = Omit<Partial<Definitions>, keyof typeof base>;
const document = (parts: Parts & { segments: Definitions['segments'] }): Definitions =>
  ({ ...base, ...parts }) as Definitions;
const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const named = <T>(count: number, prefix: string, make: (i: number) => T): { [id: string]: T } =>
  Object.fromEntries(times(count, (i) => [`${prefix}${i}`, make(i)]));

const all = LIMITS.segments;

/** Tiers of one metric from the highest down, as a group is written. */
const tiers = document({
  metrics: { spend: { sum: 'purchase.value', where: { currency: 'EUR' } } },
  segments: named(all, 's', (i) => ({ when: { 'metric.spend': { $gte: 10 * (all - i) } } })),
  groups: { tiers: { segments: times(all, (i) => `s${i}`) } },
});
/** Segments of all kinds in one group. */
const mixed = { ...workload(all), groups: { all: { segments: times(all, (i) => `s${i}`) } } };
/** Each segment reads the one before: nothing may be walked through once for each. */
const chain = document({
  segments: named(all, 's', (i): SegmentDefinition => ({
    when: i === 0 ? { 'geo.country': 'DE' } : { [`segment.s${i - 1}`]: true, 'now.hour': i % 24 },
  })),
});
/** Each segment reads all before it, as far as there is room. */
const dense = document({
  segments: named(120, 's', (i): SegmentDefinition => ({
    when: {
      'now.hour': { $gte: i % 24 },
      ...Object.fromEntries(times(i, (j) => [`segment.s${j}`, j % 2 === 0])),
    },
  })),
});
/** As many formulas, each over those before. */
const formulas = document({
  metrics: {
    ...named(LIMITS.metrics, 'f', (i): MetricDefinition => {
      const sum: Formula = {
        add: i === 0 ? ['session.pages', 1] : [`metric.f${i - 1}`, `metric.f${i >> 1}`],
      };
      return { formula: sum };
    }),
  },
  segments: { a: { when: { [`metric.f${LIMITS.metrics - 1}`]: { $gte: 1 } } } },
});
/** Names that are nearly another's, everywhere. */
const misspelt = document({
  metrics: named(LIMITS.metrics, 'metric_with_a_rather_long_name_of_its_own_', () => ({
    count: 'purchase',
  })),
  segments: named(all, 's', (i) => ({
    when: Object.fromEntries(
      times(2, (j) => [`metric.metric_with_a_rather_lnog_name_of_its_own_${2 * i + j}x`, 1]),
    ),
  })),
});
/** One fact, and as much said of it as fits, each in a part of its own. */
const repeated = document({
  metrics: { orders: { count: 'purchase' } },
  segments: named(10, 's', (s) => ({
    when: { $and: times(700, (i) => ({ 'metric.orders': { $nin: [i + s, i + 1000] } })) },
  })),
});
/** Texts as long as they may be. */
const wordy = document({
  segments: named(110, 's', (i) => ({
    when: { 'geo.country': 'DE', 'now.hour': i % 24 },
    description: 'aB1 '.repeat(LIMITS.descriptionLength / 4),
  })),
});
/** Patterns as long as they may be. */
const patterns = document({
  segments: named(all, 's', (i) => ({
    when: {
      'page.path': {
        $regex: `^/${i}/([a-z]+[0-9]?){1,2}(x|y|z){0,10}[^/]*/${'[a-k]?'.repeat(33)}`,
      },
    },
  })),
});

export const documents: { readonly [name: string]: Definitions } = {
  'a group of 500 tiers': tiers,
  'a group of 500 mixed segments': mixed,
  'a chain of 500 segments': chain,
  '120 segments that read all before': dense,
  '1,000 formulas, each over two': formulas,
  '1,000 misspelt names': misspelt,
  '7,000 clauses on one fact': repeated,
  'long descriptions': wordy,
  '500 long patterns': patterns,
};
