// Every number of "covey analyse" beside one that is worked out from the rows in the plainest way.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../cli/json/index.ts';
import { DAY_MS } from '../../shared/definitions/durations.ts';
import { covey, definitionsOf, fileWith } from './helpers.ts';

interface Row {
  readonly visitor: number;
  readonly day: number;
  readonly value: number | null;
}

const AT = Date.UTC(2026, 5, 30);
const definitions = fileWith(
  'segments.json',
  JSON.stringify(
    definitionsOf({
      currency: 'EUR',
      metrics: {
        orders: { count: 'purchase' },
        spend: { sum: 'purchase.value' },
        least: { min: 'purchase.value' },
        recency: { since: 'purchase' },
      },
      segments: {
        two: { when: { 'metric.orders': { $gte: 2 }, 'metric.least': { $gte: -99 } } },
        recent: { when: { 'metric.recency': { $lt: '10d' } } },
        payer: { when: { 'metric.spend': { $gte: 4 } } },
      },
    }),
  ),
);

const csv = (rows: readonly Row[]) =>
  fileWith(
    'log.csv',
    [
      'visitor,time,event,value',
      // Every log has an event of each name and a value in it, so that nothing is unknown.
      `v0,${new Date(AT - DAY_MS).toISOString()},purchase,1`,
      ...rows.map(
        ({ visitor, day, value }) =>
          `v${visitor},${new Date(AT - day * DAY_MS).toISOString()},${value === null ? 'page_view,' : `purchase,${value}`}`,
      ),
      '',
    ].join('\n'),
  );

/** What the metrics and segments of a visitor are. Who has no purchase: nothing, never, and no least value. */
function visitorsOf(rows: readonly Row[]) {
  const all = [{ visitor: 0, day: 1, value: 1 }, ...rows];
  return [...new Set(all.map(({ visitor }) => visitor))].map((visitor) => {
    const bought = all.flatMap((row) =>
      row.visitor === visitor && row.value !== null ? [{ day: row.day, value: row.value }] : [],
    );
    const spend = bought.reduce((sum, { value }) => sum + value, 0);
    const days = Math.min(...bought.map(({ day }) => day));
    return {
      metrics: {
        orders: bought.length,
        spend,
        least: bought.length > 0 ? Math.min(...bought.map(({ value }) => value)) : -Infinity,
        // Who never bought has waited longest.
        recency: days * DAY_MS,
      },
      segments: { two: bought.length >= 2, recent: days < 10, payer: spend >= 4 },
    };
  });
}
type Visitor = ReturnType<typeof visitorsOf>[number];
type Metric = keyof Visitor['metrics'];
type Segment = keyof Visitor['segments'];
const METRICS: readonly Metric[] = ['orders', 'spend', 'least', 'recency'];
const SEGMENTS: readonly Segment[] = ['two', 'recent', 'payer'];

const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
const shareOf = (visitors: readonly Visitor[], is: (visitor: Visitor) => boolean) =>
  visitors.filter(is).length / visitors.length;

/** Between two values in proportion: the usual definition, of spreadsheets. */
function quantileOf(values: readonly number[], part: number): number {
  const place = part * (values.length - 1);
  const [low = NaN, high = NaN] = [values[Math.floor(place)], values[Math.ceil(place)]];
  return low + (high - low) * (place % 1);
}

const row = fc.record({
  visitor: fc.integer({ min: 0, max: 9 }),
  day: fc.integer({ min: 1, max: 30 }),
  value: fc.option(fc.integer({ min: -3, max: 9 }), { freq: 2 }),
});
const rows = fc.array(row, { minLength: 12, maxLength: 60 });

async function analysed(log: string, ...options: readonly string[]): Promise<Analysis> {
  const { out, code, err } = await covey([
    'analyse',
    '--definitions',
    definitions,
    '--events',
    log,
    '--at',
    new Date(AT).toISOString(),
    '--json',
    ...options,
  ]);
  expect(code, err).toBe(0);
  return JSON.parse(out);
}

/** The greatest difference of shares over all thresholds, "never" among them. */
function strengthOf(one: readonly Visitor[], other: readonly Visitor[], metric: Metric): number {
  const atLeast = (visitors: readonly Visitor[], least: number) =>
    shareOf(visitors, ({ metrics }) => metrics[metric] >= least);
  const thresholds = [...one, ...other].map(({ metrics }) => metrics[metric]);
  return Math.max(
    ...thresholds.map((least) => Math.abs(atLeast(one, least) - atLeast(other, least))),
  );
}

describe('the numbers of covey analyse', () => {
  it('of how metrics are spread are those of the rows', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (log) => {
        const visitors = visitorsOf(log);
        const answer = await analysed(csv(log));
        expect(answer.visitors).toBe(visitors.length);
        for (const metric of METRICS) {
          const found = answer.metrics?.find((one) => one.metric === metric);
          const all = visitors.map(({ metrics }) => metrics[metric]);
          // Who never bought has no orders, spent nothing, and has no least value and no last purchase.
          const isNone = (value: number) =>
            !Number.isFinite(value) || (value === 0 && (metric === 'orders' || metric === 'spend'));
          const any = sorted(all.filter((value) => !isNone(value)));
          expect(found?.visitors.any, metric).toBe(any.length);
          for (const { part, value } of found?.quantiles ?? [])
            expect(value, `${metric} ${part}`).toBeCloseTo(quantileOf(any, part), 6);
          expect(found?.bins.counts.reduce((a, b) => a + b)).toBe(any.length);
          for (const { part, from, visitors: met } of found?.tops ?? []) {
            expect(met, `${metric} ${part}`).toBe(any.filter((value) => value >= from).length);
            // So many, unless equal values cannot be parted; at least one.
            const wanted = Math.max(1, Math.floor(any.length * part + 1e-9));
            expect(any.filter((value) => value > from).length).toBeLessThanOrEqual(wanted);
            expect(met).toBeGreaterThanOrEqual(wanted);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('of what tells segments apart, what they share, and how logs differ are those of the rows', async () => {
    await fc.assert(
      fc.asyncProperty(rows, rows, async (log, second) => {
        const visitors = visitorsOf(log);
        const [one, other] = ['two', 'recent'] as const;
        const groups = [
          visitors.filter(({ segments }) => segments[one] && !segments[other]),
          visitors.filter(({ segments }) => segments[other] && !segments[one]),
        ] as const;
        const both = visitors.filter(({ segments }) => segments[one] && segments[other]).length;
        if (groups.every((group) => group.length > 0)) {
          const { compare } = await analysed(csv(log), '--compare', one, other);
          expect(compare).toMatchObject({ sizes: groups.map(({ length }) => length), both });
          const sizes = groups.map(({ length }) => length + both);
          expect(compare?.overlap?.share).toBeCloseTo(both / Math.min(...sizes), 9);
          expect(compare?.overlap?.lift).toBeCloseTo(
            both / visitors.length / sizes.reduce((a, b) => a * (b / visitors.length), 1),
            9,
          );
          for (const { metric, strength } of compare?.metrics ?? [])
            expect(strength, metric).toBeCloseTo(
              strengthOf(...groups, METRICS.find((id) => id === metric) ?? 'orders'),
              9,
            );
          expect(compare?.metrics.map(({ metric }) => metric).toSorted()).toEqual(
            METRICS.toSorted(),
          );
        }
        const { drift } = await analysed(csv(log), '--with', csv(second));
        const then = visitorsOf(second);
        for (const { metric, strength } of drift?.metrics ?? [])
          expect(strength, metric).toBeCloseTo(
            strengthOf(visitors, then, METRICS.find((id) => id === metric) ?? 'orders'),
            9,
          );
        for (const segment of SEGMENTS) {
          const found = drift?.segments.find((each) => each.segment === segment);
          const is = ({ segments }: Visitor) => segments[segment];
          expect(found?.shares).toEqual([shareOf(visitors, is), shareOf(then, is)]);
          expect(found?.difference).toBeCloseTo(shareOf(then, is) - shareOf(visitors, is), 9);
        }
      }),
      { numRuns: 20 },
    );
  });
});
