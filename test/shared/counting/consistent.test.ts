import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consistentShares, type Constraint } from '../../../shared/counting/consistent.ts';
import { nestedSegments } from '../../../shared/counting/nested.ts';

const at = (share: number, standardError = 0.01) => ({ share, standardError });
const sumOf = (length: number, most: number, factor = 1): Constraint => ({
  most,
  factors: new Map(Array.from({ length }, (_, index) => [index, factor])),
});
const notBelowZero = (length: number): readonly Constraint[] =>
  Array.from({ length }, (_, index) => ({ most: 0, factors: new Map([[index, -1]]) }));

/** Norm-sub as its authors write it: negative ones become zero, the rest shift alike, until the sum is 1. */
function normSub(shares: readonly number[]): readonly number[] {
  let positive = shares.map(() => true);
  for (;;) {
    const kept = shares.filter((_, index) => positive[index]);
    const shift = (1 - kept.reduce((sum, share) => sum + share, 0)) / kept.length;
    const next = shares.map((share, index) => (positive[index] ? share + shift : 0));
    const after = next.map((share) => share > 0);
    if (after.every((isOne, index) => isOne === positive[index])) return next;
    positive = after;
  }
}

describe('consistent shares', () => {
  it('are norm-sub, where all are as exact and sum to 1', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -0.2, max: 0.8, noNaN: true }), { minLength: 2, maxLength: 8 }),
        (shares) => {
          const n = shares.length;
          const found = consistentShares(
            shares.map((share) => at(share)),
            [...notBelowZero(n), sumOf(n, 1), sumOf(n, -1, -1)],
          );
          for (const [index, share] of normSub(shares).entries())
            expect(Math.abs(found[index]! - share)).toBeLessThan(1e-4);
        },
      ),
    );
  });

  it('stay as they are where they fit', () => {
    const shares = [at(0.2), at(0.3), at(0.4)];
    expect(consistentShares(shares, [...notBelowZero(3), sumOf(3, 1)])).toEqual([0.2, 0.3, 0.4]);
    expect(consistentShares([], [])).toEqual([]);
  });

  it('give way where they are less exact', () => {
    const [exact, rough] = consistentShares([at(0.6, 0.001), at(0.6, 0.1)], [sumOf(2, 1)]);
    expect(exact).toBeCloseTo(0.6, 3);
    expect(rough).toBeCloseTo(0.4, 3);
  });

  it('are nowhere further from any truth that fits, all taken together', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(share, share, fc.double({ min: 0.01, max: 0.05, noNaN: true })), {
          minLength: 3,
          maxLength: 6,
        }),
        (drawn) => {
          const total = drawn.reduce((sum, [truth]) => sum + truth, 0) || 1;
          // The first is within the second, and together they are 1 at most.
          const truth = drawn.map(([each]) => each / total);
          if (truth[0]! > truth[1]!) truth.splice(0, 2, truth[1]!, truth[0]!);
          const shares = drawn.map(([, noise, error], index) =>
            at(truth[index]! + (noise - 0.5) * 4 * error, error),
          );
          const within = {
            most: 0,
            factors: new Map([
              [0, 1],
              [1, -1],
            ]),
          };
          const found = consistentShares(shares, [
            ...notBelowZero(drawn.length),
            sumOf(drawn.length, 1),
            within,
          ]);
          const distance = (of: readonly number[]) =>
            of.reduce(
              (sum, each, index) =>
                sum + ((each - truth[index]!) / shares[index]!.standardError) ** 2,
              0,
            );
          expect(distance(found)).toBeLessThanOrEqual(
            distance(shares.map((each) => each.share)) + 1e-3,
          );
          // Less than a digit that is shown: a tenth of the standard error.
          const close = 0.01 * Math.max(...shares.map((each) => each.standardError));
          for (const each of found) expect(each).toBeGreaterThan(-close);
          expect(found[0]! - found[1]!).toBeLessThan(close);
          expect(found.reduce((sum, each) => sum + each, 0)).toBeLessThan(1 + close);
        },
      ),
    );
  });
});

describe('nested segments', () => {
  const when = (condition: object, more: object = {}) =>
    ({ when: condition, count: true, ...more }) as never;
  const nested = (segments: object) => nestedSegments({ segments } as never);

  it('are those that ask for another one, through others too', () => {
    expect(
      nested({
        buyer: when({ 'metric.orders': { $gte: 1 } }),
        german: when({ $and: [{ 'segment.buyer': true }, { 'geo.country': 'DE' }] }),
        berlin: when({ 'segment.german': true, 'geo.city': 'Berlin' }),
      }),
    ).toEqual([
      ['german', 'buyer'],
      ['berlin', 'german'],
      ['berlin', 'buyer'],
    ]);
  });

  it('are told of what is counted, alone or in a group, and through what is not', () => {
    const segments = {
      buyer: { when: {} },
      german: { when: { 'segment.buyer': true } },
      berlin: { when: { 'segment.german': true }, count: true },
    };
    const groups = { tier: { segments: ['buyer'], count: true } };
    expect(nestedSegments({ segments } as never)).toEqual([]);
    expect(nestedSegments({ segments, groups } as never)).toEqual([['berlin', 'buyer']]);
  });

  it('are found among very many', () => {
    const segments = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, at) => [
        `s${at}`,
        { when: { [`segment.s${at - 1}`]: true }, count: at % 10_000 === 9999 },
      ]),
    );
    expect(nested(segments)).toEqual([['s19999', 's9999']]);
  });

  it('are not those that may stay when the other one is left, nor those that ask otherwise', () => {
    expect(
      nested({
        buyer: when({}),
        kept: when({ 'segment.buyer': true }, { keep: '3d' }),
        within: when({ 'segment.kept': true }),
        either: when({ $or: [{ 'segment.buyer': true }, { 'geo.country': 'DE' }] }),
        not: when({ 'segment.buyer': false }),
        not_so: when({ $not: { 'segment.buyer': true } }),
        unknown: when({ 'segment.nobody': true }),
      }),
    ).toEqual([['within', 'kept']]);
  });

  it('end where segments read themselves, and where what is signed is anything', () => {
    expect(nested({ a: when({ 'segment.b': true }), b: when({ 'segment.a': true }) }).length).toBe(
      2,
    );
    expect(
      nested({ a: { when: null, count: true }, b: when({ $and: 'x' }), c: { count: true } }),
    ).toEqual([]);
  });
});
