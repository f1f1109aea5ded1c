import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WireTrendPoint } from '../../../shared/wire/index.ts';
import { axisFor, rangeFor, tickText } from '../../../worker/studio/watch/numbers.ts';
import { stackOf } from '../../../worker/studio/watch/stack.ts';
import { trendShape } from '../../../worker/studio/watch/trend.ts';
import { questionOf, released, tooFew } from './helpers.ts';

const texts = (axis: ReturnType<typeof axisFor>) => axis.ticks.map((tick) => tickText(tick, axis));

describe('an axis', () => {
  it('of shares begins at zero, holds them all, and is not much longer', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.0011, max: 1, noNaN: true }), (share) => {
        const { from, end } = axisFor([share, share / 2]);
        expect(from).toBe(0);
        expect(end).toBeGreaterThanOrEqual(share);
        expect(end).toBeLessThanOrEqual(share * 2.5);
      }),
    );
    expect(texts(axisFor([0.0007]))).toEqual([
      '0.00 %',
      '0.02 %',
      '0.04 %',
      '0.06 %',
      '0.08 %',
      '0.10 %',
    ]);
  });

  it('of a trend or a lift fits what is on it, with ticks that can be told apart', () => {
    const share = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 9 }), (numbers) => {
        const axis = rangeFor(numbers);
        expect(axis.from).toBeLessThanOrEqual(Math.min(...numbers) + 1e-6);
        expect(axis.end).toBeGreaterThanOrEqual(Math.max(...numbers) - 1e-6);
        expect(new Set(texts(axis)).size).toBe(axis.ticks.length);
        expect(axis.ticks.length).toBeGreaterThan(1);
      }),
    );
    expect(texts(rangeFor([-0.03, 0.28]))).toEqual(['−20 %', '0 %', '20 %', '40 %']);
    expect(texts(rangeFor([0.121, 0.148]))).toEqual(['12 %', '14 %', '16 %']);
  });
});

describe('a trend', () => {
  const point = (period: number, share: number): WireTrendPoint => ({
    period,
    state: 'released',
    share,
    low: share - 0.01,
    high: share + 0.01,
    standardError: 0.005,
  });
  it('joins periods that follow each other, and leaves gaps where there is no number', () => {
    const shape = trendShape([
      point(1, 0.2),
      point(2, 0.21),
      { period: 3, state: 'disputed', reasons: ['jump'] },
      point(4, 0.2),
      { period: 5, state: 'unreleased' },
    ]);
    expect(shape?.runs.map((run) => run.map(({ at }) => at))).toEqual([[0, 1], [3]]);
    expect(shape?.gaps).toEqual([
      { at: 2, isDisputed: true },
      { at: 4, isDisputed: false },
    ]);
    expect(shape?.length).toBe(5);
  });
  it('of no number at all is not drawn', () => {
    expect(trendShape([{ period: 1, state: 'too-few' }])).toBeNull();
    expect(trendShape([])).toBeNull();
  });
});

describe('a group on one bar', () => {
  it('is of the shares that fit each other, and says how much is withheld', () => {
    const group = questionOf(
      'tier',
      [released('gold', 0.31, { consistent: 0.3 }), tooFew('silver'), released(null, 0.6)],
      'group',
    );
    const stack = stackOf(group);
    expect(stack?.parts).toEqual([
      { at: 0, share: 0.3 },
      { at: 2, share: 0.6 },
    ]);
    expect(stack?.rest).toBeCloseTo(0.1);
  });
  it('is not drawn of a single answer', () => {
    expect(stackOf(questionOf('tier', [released('gold', 0.3), tooFew(null)], 'group'))).toBeNull();
  });
});
