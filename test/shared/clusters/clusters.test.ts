import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createColumn } from '../../../shared/analysis/index.ts';
import {
  WORTH,
  agreement,
  aboveEven,
  clusterDefinitions,
  findClusters,
  silhouette,
} from '../../../shared/clusters/index.ts';
import { checkDefinitions } from '../../../shared/definitions/index.ts';
import { DAY_MS } from '../../../shared/definitions/durations.ts';
import type { Definitions, Json } from '../../../shared/definitions/types.ts';
import { randomFrom } from '../../../shared/random/index.ts';

const definitions: Definitions = {
  covey: 1,
  site: 'shop.example',
  version: 1,
  issued: '2026-11-24T00:00:00Z',
  expires: '2027-01-24T00:00:00Z',
  currency: 'EUR',
  metrics: {
    orders: { count: 'purchase' },
    spend: { sum: 'purchase.value' },
    recency: { since: 'purchase' },
  },
  segments: {},
};

const asked = (values: { readonly [metric: string]: readonly Json[] }) =>
  Object.entries(values).map(([metric, own]) => {
    const { add, column } = createColumn(metric);
    own.forEach(add);
    return { column: column(), isDuration: metric === 'recency' };
  });

function chanceFrom(seed: number) {
  const next = randomFrom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return { next, normal };
}

/** Visitors of three sorts: few small orders long ago, some of late, and many large ones. */
const SORTS = [
  { part: 0.6, orders: 2, spend: 30, days: 200 },
  { part: 0.3, orders: 4, spend: 60, days: 10 },
  { part: 0.1, orders: 30, spend: 1500, days: 5 },
];
function planted(visitors: number, seed: number) {
  const { next, normal } = chanceFrom(seed);
  const sorts = Array.from({ length: visitors }, (_, at) => {
    const part = at / visitors;
    return part < 0.6 ? 0 : part < 0.9 ? 1 : 2;
  });
  const about = (middle: number) => middle * Math.exp(0.3 * normal());
  const of = (key: 'orders' | 'spend' | 'days') =>
    sorts.map((sort) => about(SORTS[sort]?.[key] ?? 0));
  return {
    sorts,
    values: {
      orders: of('orders').map((orders) => Math.max(1, Math.floor(orders + next()))),
      spend: of('spend').map((spend) => Math.round(spend * 100) / 100),
      recency: of('days').map((days) => Math.round(days * DAY_MS)),
    },
  };
}

describe('clusters', () => {
  it('that are there are found, as rules that are easily said, and named by what is high and low', () => {
    const { values } = planted(1500, 1);
    const found = findClusters(asked(values), { clusters: null, seed: 1 });
    expect(found.chosen?.clusters).toBe(3);
    expect(found.isWorthHaving).toBe(true);
    const shares = found.rules.map(({ members }) => members / 1500);
    for (const [at, { part }] of SORTS.entries()) expect(shares[at]).toBeCloseTo(part, 1);
    for (const { both, members, size } of found.rules) {
      expect(both / members).toBeGreaterThan(0.95);
      expect(both / size).toBeGreaterThan(0.95);
    }
    const { segments } = clusterDefinitions(found, definitions);
    expect(Object.values(segments).map(({ name }) => name)).toEqual([
      'Low orders, low spend, long recency',
      'High orders, high spend, short recency',
      'Very high orders, very high spend, very short recency',
    ]);
    for (const { when } of Object.values(segments))
      for (const bounds of Object.values(when))
        for (const said of Object.values(bounds ?? {}))
          expect(String(said)).toMatch(/^(\d{1,2}0*|0\.\d{1,2}|\d\.\d)d?$/);
  });

  it.each([
    ['spread evenly', ({ next }: ReturnType<typeof chanceFrom>) => next() * 100],
    ['around a middle', ({ normal }: ReturnType<typeof chanceFrom>) => 100 + normal()],
    [
      'few large and many small',
      ({ next }: ReturnType<typeof chanceFrom>) => -Math.log(1 - next()),
    ],
    [
      'counts that fall off',
      ({ next }: ReturnType<typeof chanceFrom>) => 1 + Math.floor(-2 * Math.log(1 - next())),
    ],
  ])('are not worth having among visitors %s', (_, draw) => {
    const chance = chanceFrom(100);
    const noise = () => Array.from({ length: 1000 }, () => draw(chance));
    // Two metrics: the quarters of a square are found again in every half, and are none the less no clusters.
    const values = { orders: noise(), spend: noise() };
    const found = findClusters(asked(values), { clusters: null, seed: 1 });
    expect(found.tried.map(({ clusters }) => clusters)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(found).toMatchObject({ chosen: null, isWorthHaving: false, rules: [] });
    // Who asks for a number gets it, and is told.
    const forced = findClusters(asked(values), { clusters: 4, seed: 1 });
    expect(forced.chosen?.clusters).toBe(4);
    expect(forced.isWorthHaving).toBe(false);
    expect(forced.rules.reduce((sum, { members }) => sum + members, 0)).toBe(1000);
  });

  it('are not worth having for many having the same count', () => {
    const { next } = chanceFrom(7);
    const orders = Array.from({ length: 1000 }, () => 1 + Math.floor(-2 * Math.log(1 - next())));
    const found = findClusters(asked({ orders }), { clusters: null, seed: 1 });
    expect(found.metrics).toMatchObject([{ isWhole: true }]);
    expect(found.chosen).toBeNull();
  });

  it('are not worth having where halves of the visitors have others, or one is but a few', () => {
    // Three heaps as two clusters: which of them go together is chance.
    const heaps = Array.from({ length: 900 }, (_, at) => [1.5, 2.5, 3.5][at % 3] ?? 0);
    const two = findClusters(asked({ spend: heaps }), { clusters: 2, seed: 1 });
    expect(two.chosen && aboveEven(two.chosen)).toBeGreaterThan(WORTH.aboveEven);
    expect(two.chosen?.together).toBeLessThan(WORTH.together);
    expect(two.isWorthHaving).toBe(false);
    expect(findClusters(asked({ spend: heaps }), { clusters: 3, seed: 1 }).isWorthHaving).toBe(
      true,
    );

    const { normal } = chanceFrom(3);
    const far = Array.from({ length: 900 }, (_, at) => (at % 100 === 0 ? 900 : 10) + normal());
    const few = findClusters(asked({ spend: far }), { clusters: 2, seed: 1 });
    expect(few.chosen && aboveEven(few.chosen)).toBeGreaterThan(WORTH.aboveEven);
    expect(few.chosen?.smallest).toBeCloseTo(0.01, 3);
    expect(few.isWorthHaving).toBe(false);
  });

  it('are the same for the same seed, and in whatever unit a metric is', () => {
    const { values } = planted(600, 3);
    const sizes = (spend: readonly number[], seed: number) =>
      findClusters(asked({ ...values, spend }), { clusters: 3, seed }).rules.map(
        ({ size }) => size,
      );
    const cents = values.spend.map((spend) => spend * 1000.5);
    expect(sizes(values.spend, 7)).toEqual(sizes(values.spend, 7));
    expect(sizes(cents, 7)).toEqual(sizes(values.spend, 7));
  });

  it('have rules of which everyone with a value meets exactly one, and nobody else any', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 8 }),
        fc.integer({ min: 1, max: 1000 }),
        fc.boolean(),
        (clusters, seed, isSmooth) => {
          const { next, normal } = chanceFrom(seed);
          const draw = () =>
            isSmooth ? Math.exp(normal()) * 50 : Math.floor(Math.exp(normal()) * 3);
          const some = (): Json => (next() < 0.1 ? null : draw());
          const values = {
            orders: Array.from({ length: 300 }, some),
            spend: Array.from({ length: 300 }, some),
          };
          const found = findClusters(asked(values), { clusters, seed });
          const all = values.orders.filter(
            (orders, at) => orders !== null && values.spend[at] !== null,
          ).length;
          expect(found.visitors).toBe(all);
          expect(found.rules.reduce((sum, { members }) => sum + members, 0)).toBe(all);
          const made = clusterDefinitions(found, definitions);
          expect(checkDefinitions(made).errors).toEqual([]);
        },
      ),
      { numRuns: 8 },
    );
  });

  it('are not looked for among too few visitors, or where everyone is the same', () => {
    const few = findClusters(asked(planted(99, 1).values), { clusters: 3, seed: 1 });
    expect(few).toMatchObject({ visitors: 99, tried: [], chosen: null, rules: [] });
    const same = Array.from({ length: 200 }, () => 5);
    expect(findClusters(asked({ orders: same }), { clusters: null, seed: 1 })).toMatchObject({
      same: ['orders'],
      metrics: [],
      tried: [],
    });
    // One of several metrics is left out.
    const { values } = planted(300, 1);
    const found = findClusters(asked({ ...values, orders: values.orders.map(() => 1) }), {
      clusters: 2,
      seed: 1,
    });
    expect(found.same).toEqual(['orders']);
    expect(found.metrics.map(({ metric }) => metric)).toEqual(['spend', 'recency']);
    expect(found.rules).toHaveLength(2);
  });

  it('that nobody is in, as there are fewer different visitors, have no rule and change no other', () => {
    const spend = Array.from({ length: 300 }, (_, at) => (at % 3 === 0 ? 5.5 : 10.5));
    for (const clusters of [2, 5, 8]) {
      const found = findClusters(asked({ spend }), { clusters, seed: 1 });
      expect(found.rules.map(({ members, both, size }) => [members, both, size])).toEqual([
        [200, 200, 200],
        [100, 100, 100],
      ]);
      expect(found.isWorthHaving).toBe(clusters === 2);
    }
  });
});

const labels = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })), {
  minLength: 2,
  maxLength: 12,
});

describe('how good clusters are', () => {
  it('the agreement of two partitions is that of all pairs, less what chance would make', () => {
    fc.assert(
      fc.property(labels, (both) => {
        const [one, other] = [both.map(([a]) => a), both.map(([, b]) => b)];
        let [together, inOne, inOther, pairs] = [0, 0, 0, 0];
        for (const [i] of both.entries())
          for (let j = 0; j < i; j++) {
            pairs += 1;
            if (one[i] === one[j]) inOne += 1;
            if (other[i] === other[j]) inOther += 1;
            if (one[i] === one[j] && other[i] === other[j]) together += 1;
          }
        const byChance = (inOne * inOther) / pairs;
        const most = (inOne + inOther) / 2;
        const expected = most === byChance ? 1 : (together - byChance) / (most - byChance);
        expect(agreement(one, other)).toBeCloseTo(expected, 12);
        expect(agreement(one, one)).toBe(1);
      }),
    );
  });

  it('the silhouette is the mean of how much nearer each is to its own than to the next', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }));
    const labelled = fc.array(fc.tuple(point, fc.integer({ min: 0, max: 2 })), {
      minLength: 2,
      maxLength: 12,
    });
    fc.assert(
      fc.property(labelled, (all) => {
        const mean = (numbers: readonly number[]) =>
          numbers.reduce((a, b) => a + b, 0) / numbers.length;
        const each = all.map(([[x, y], own], i) => {
          const toCluster = (label: number) =>
            all.flatMap(([[a, b], other], j) =>
              other === label && i !== j ? [Math.hypot(x - a, y - b)] : [],
            );
          const inside = toCluster(own);
          const outside = [0, 1, 2]
            .filter((label) => label !== own && toCluster(label).length > 0)
            .map((label) => mean(toCluster(label)));
          if (inside.length === 0 || outside.length === 0) return 0;
          const [a, b] = [mean(inside), Math.min(...outside)];
          return Math.max(a, b) === 0 ? 0 : (b - a) / Math.max(a, b);
        });
        const found = silhouette(
          all.map(([at]) => at),
          all.map(([, label]) => label),
          3,
        );
        expect(found).toBeCloseTo(mean(each), 10);
      }),
    );
  });
});
