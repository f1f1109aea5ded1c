import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  amountsOf,
  apart,
  binsOf,
  byChance,
  createColumn,
  isShareByChance,
  quantile,
  rfmDefinitions,
  rfmMetrics,
  shareDifference,
  sharedBy,
  some,
  tiersOf,
  topBegins,
  valuesOf,
} from '../../../shared/analysis/index.ts';
import { checkDefinitions } from '../../../shared/definitions/index.ts';
import type { Definitions, Json } from '../../../shared/definitions/types.ts';
import { DAY_MS } from '../../../shared/definitions/durations.ts';

const columnOf = (values: readonly Json[]) => {
  const { add, column } = createColumn('m');
  values.forEach(add);
  return column();
};
const all = (values: readonly unknown[]) => values.map((_, visitor) => visitor);
const value = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: -3, max: 12 }) as fc.Arbitrary<Json> },
  { weight: 1, arbitrary: fc.constantFrom<Json>(null, 'never', { unknown: true }, { atLeast: 3 }) },
);
const group = fc.array(value, { minLength: 1, maxLength: 12 });

describe('values of a metric over visitors', () => {
  it('are parted into numbers, none, what is not known and what is no number', () => {
    const values = valuesOf(columnOf([3, null, 1, 'never', { unknown: true }, 'red', 2]));
    expect(Array.from(values.values)).toEqual([1, 2, 3]);
    expect(values).toMatchObject({ none: 2, unknown: 1, other: 1 });
  });

  it('have quantiles that lie among them and rise, and tops that hold so large a part', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1 }), (numbers) => {
        const values = Float64Array.from(numbers).toSorted();
        const parts = [0, 0.25, 0.5, 0.9, 1].map((part) => quantile(values, part) ?? NaN);
        expect(parts).toEqual(parts.toSorted((a, b) => a - b));
        expect([parts[0], parts.at(-1)]).toEqual([Math.min(...numbers), Math.max(...numbers)]);
        for (const part of [0.5, 0.1]) {
          const from = topBegins(values, part) ?? NaN;
          // Equal values cannot be parted, so that it may be more; never less, but for one.
          expect(numbers.filter((n) => n >= from).length + 1).toBeGreaterThanOrEqual(
            numbers.length * part,
          );
        }
      }),
    );
  });
});

describe('who has any of a metric', () => {
  const definitions: Definitions = {
    covey: 1,
    site: 'shop.example',
    version: 1,
    issued: '2026-11-24T00:00:00Z',
    expires: '2027-01-24T00:00:00Z',
    metrics: {
      spend: { sum: 'purchase.value' },
      least: { min: 'purchase.value' },
      recency: { since: 'purchase' },
    },
    segments: {},
  };
  const any = (metric: string, values: readonly number[]) =>
    Array.from(some(Float64Array.from(values).toSorted(), amountsOf(metric, definitions)));

  it('is nobody with 0 of what is counted or summed, also where refunds make some less', () => {
    expect(any('spend', [0, 0, 3, 5])).toEqual([3, 5]);
    expect(any('spend', [0, 0, 3, -2])).toEqual([-2, 3]);
    expect(any('spend', [])).toEqual([]);
  });

  it('is everyone with a value of what is taken from values, 0 among them, and of a time', () => {
    expect(any('least', [0, 0, 3])).toEqual([0, 0, 3]);
    expect(any('recency', [0, 60_000])).toEqual([0, 60_000]);
  });

  it('is each in one bin, which begin at values that are easily said', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -4000, max: 90_000 })), (cents) => {
        const numbers = cents.map((n) => n / 100);
        const values = Float64Array.from(numbers).toSorted();
        const { from, width, counts } = binsOf(values, false);
        expect(counts.reduce((a, b) => a + b, 0)).toBe(values.length);
        expect(from).toBeLessThanOrEqual(values[0] ?? 0);
        // A whole number of bins below zero, so that zero itself begins one.
        expect(Math.abs(from / width - Math.round(from / width))).toBeLessThan(1e-9);
        expect(counts.length).toBeLessThanOrEqual(24);
        for (const [at, visitors] of counts.slice(0, -1).entries())
          expect(visitors).toBe(
            numbers.filter((n) => {
              const place = Math.floor((n - from) / width);
              return place === at;
            }).length,
          );
      }),
    );
  });

  it('is said in days, below one in hours, minutes or seconds, one by itself', () => {
    const { say } = amountsOf('recency', definitions);
    expect([DAY_MS, 3 * DAY_MS].map(say)).toEqual(['1 day', '3 days']);
    expect([6_560_000, 3_600_000, 90_000, 1000, 0].map(say)).toEqual([
      '1.8 hours',
      '1 hour',
      '1.5 minutes',
      '1 second',
      '0 seconds',
    ]);
  });
});

describe('what tells two groups apart', () => {
  it('is the greatest difference of shares over all thresholds, tried one by one', () => {
    fc.assert(
      fc.property(
        group,
        group,
        fc.constantFrom('above' as const, 'below' as const),
        (a, b, none) => {
          const found = apart([columnOf(a), all(a)], [columnOf(b), all(b)], none);
          const known = (values: readonly Json[]) =>
            values.flatMap((one) =>
              typeof one === 'number'
                ? [one]
                : one === null || one === 'never'
                  ? [none === 'above' ? Infinity : -Infinity]
                  : [],
            );
          const [first, second] = [known(a), known(b)];
          if (first.length === 0 || second.length === 0) {
            expect(found).toBeNull();
            return;
          }
          const share = (values: readonly number[], least: number) =>
            values.filter((one) => one >= least).length / values.length;
          const tried = [...first, ...second]
            .filter((least) => least > -Infinity)
            .map((least) => Math.abs(share(first, least) - share(second, least)));
          expect(found?.strength).toBeCloseTo(Math.max(0, ...tried), 12);
          if (found && found.strength > 0) {
            expect(share(first, found.least)).toBeCloseTo(found.shares[0], 12);
            expect(share(second, found.least)).toBeCloseTo(found.shares[1], 12);
          }
        },
      ),
    );
  });

  it('of the same group with itself is nothing, and chance makes less among more visitors', () => {
    const values = [1, 2, 3, 4];
    const column = columnOf(values);
    expect(apart([column, all(values)], [column, all(values)], 'below')?.strength).toBe(0);
    expect(byChance([1000, 1000], 1)).toBeLessThan(byChance([100, 100], 1));
    // Kolmogorov's 1.36 for one comparison of two large groups at one in twenty.
    expect(byChance([200, 200], 1)).toBeCloseTo(1.358 * Math.sqrt(2 / 200), 3);
    expect(byChance([200, 200], 10)).toBeGreaterThan(byChance([200, 200], 1));
  });

  it('in shares is a difference with how far it may be off', () => {
    const { difference, within } = shareDifference([50, 100], [30, 100]);
    expect(difference).toBeCloseTo(-0.2, 12);
    const variance = (members: number) => ((members / 102) * (1 - members / 102)) / 102;
    expect(within).toBeCloseTo(1.96 * Math.sqrt(variance(51) + variance(31)), 12);
  });

  it('in shares is taken for chance where few are asked, and where many segments are', () => {
    // Of 10 visitors none is in, of 100 there are 20: that says little, though it may seem sure.
    expect(isShareByChance([0, 10], [20, 100], 1)).toBe(true);
    expect(shareDifference([0, 10], [20, 100]).within).toBeGreaterThan(0.15);
    expect(isShareByChance([0, 100], [20, 100], 1)).toBe(false);
    // The usual 1.96 of one comparison.
    const [difference, error] = [0.14, Math.sqrt(0.43 * 0.57 * (2 / 100))];
    expect(difference).toBeGreaterThan(1.96 * error);
    expect(isShareByChance([50, 100], [36, 100], 1)).toBe(false);
    expect(isShareByChance([50, 100], [36, 100], 10)).toBe(true);
    expect(isShareByChance([3, 3], [9, 9], 1)).toBe(true);
  });

  it('is whether it ever was, where that is what differs', () => {
    const [never, once] = [columnOf(['never', 'never', 5]), columnOf([5, 5, 5])];
    expect(apart([never, all([1, 2, 3])], [once, all([1, 2, 3])], 'above')).toMatchObject({
      strength: 2 / 3,
      least: Infinity,
      shares: [2 / 3, 0],
      medians: [5, 5],
    });
  });

  it('counts who is in both of two segments', () => {
    expect(sharedBy(Uint8Array.of(1, 1, 0, 2), Uint8Array.of(1, 0, 1, 1))).toEqual({
      members: 3,
      both: 1,
    });
  });
});

describe('cut points for RFM', () => {
  const definitions: Definitions = {
    covey: 1,
    site: 'shop.example',
    version: 1,
    issued: '2026-11-24T00:00:00Z',
    expires: '2027-01-24T00:00:00Z',
    currency: 'EUR',
    metrics: {
      other: { count: 'page_view' },
      recency: { since: 'purchase' },
      orders: { count: 'purchase' },
      spend: { sum: 'purchase.value' },
    },
    segments: { buyer: { when: { 'metric.orders': { $gte: 1 } } } },
  };
  const values = (metric: string, numbers: readonly number[]) => ({
    metric,
    values: Float64Array.from(numbers).toSorted(),
    none: 0,
    unknown: 0,
    other: 0,
  });

  it('are taken of the metrics that tell when, how often and for how much', () => {
    expect(rfmMetrics(definitions)).toEqual({
      recency: 'recency',
      frequency: 'orders',
      money: 'spend',
    });
    expect(rfmMetrics({ ...definitions, metrics: {} })).toEqual({});
  });

  it('put everyone who has any into one tier, and what they say passes the checker', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1 }), (numbers) => {
        const tiers = [
          tiersOf(
            'recency',
            values(
              'recency',
              numbers.map((n) => n * DAY_MS),
            ),
          ),
          tiersOf('frequency', values('orders', numbers)),
          tiersOf('money', values('spend', numbers)),
        ];
        for (const { tiers: some, visitors } of tiers)
          expect(some.reduce((sum, { members }) => sum + members, 0)).toBe(visitors);
        const { errors, warnings } = checkDefinitions(rfmDefinitions(tiers, definitions));
        expect({ errors, warnings }).toEqual({ errors: [], warnings: [] });
      }),
      { numRuns: 50 },
    );
  });

  it('are fifths where values differ, and fewer where many are the same', () => {
    const spread = tiersOf(
      'money',
      values(
        'spend',
        Array.from({ length: 100 }, (_, i) => i + 1),
      ),
    );
    expect(spread.tiers.map(({ score }) => score)).toEqual([5, 4, 3, 2, 1]);
    // Cut points are rounded, to be easily said.
    for (const { members } of spread.tiers) expect(Math.abs(members - 20)).toBeLessThan(3);
    const same = tiersOf('frequency', values('orders', [...Array<number>(90).fill(1), 2, 3]));
    expect(same.tiers.map(({ members }) => members).reduce((a, b) => a + b)).toBe(92);
    expect(same.tiers.length).toBeLessThan(5);
    // Between one order and two there is none.
    for (const { cut } of tiersOf('frequency', values('orders', [1, 1, 1, 2, 2, 3])).tiers)
      expect(Number.isInteger(cut ?? 1)).toBe(true);
    // Who got back more than was paid is in no tier, as the segments say.
    expect(tiersOf('money', values('spend', [-5, 0, 20, 30])).visitors).toBe(2);
  });
});
