import { describe, expect, it } from 'vitest';
import { probabilities } from '../../../shared/counting/estimate.ts';
import { conversionOf, liftOf } from '../../../shared/counting/lift.ts';
import { binomial, randomness } from './helpers.ts';

/** So many truths, answered and randomised. */
function countsOf(
  truth: readonly number[],
  reports: number,
  epsilon: number,
  random: () => number,
) {
  const { p, q } = probabilities(epsilon, truth.length);
  const rates = truth.map((share) => share * (p - q) + q);
  const counts = truth.map(() => 0);
  let left = reports;
  let mass = 1;
  for (const [answer, rate] of rates.entries()) {
    const given = answer === rates.length - 1 ? left : binomial(left, rate / mass, random);
    counts[answer] = given;
    left -= given;
    mass -= rate;
  }
  return counts;
}

const RUNS = 4000;
const SETTINGS = [
  {
    reports: 1000,
    epsilon: 2,
    arms: [
      [0.4, 0.3],
      [0.4, 0.3],
    ],
  },
  {
    reports: 3000,
    epsilon: 2,
    arms: [
      [0.9, 0.2],
      [0.1, 0.2],
    ],
  },
  {
    reports: 5000,
    epsilon: 2,
    arms: [
      [0.3, 0.2],
      [0.3, 0.25],
      [0.3, 0.2],
    ],
  },
  {
    reports: 20_000,
    epsilon: 2,
    arms: [
      [0.3, 0.1],
      [0.3, 0.12],
    ],
  },
  {
    reports: 20_000,
    epsilon: 1,
    arms: [
      [0.3, 0.2],
      [0.3, 0.3],
    ],
  },
] as const;

describe('conversion and lift of an experience', () => {
  it.each(SETTINGS)(
    'lie in their intervals 95 times of 100: $reports reports, ε = $epsilon, $arms',
    ({ reports, epsilon, arms }) => {
      const shares = arms.flatMap(([share, rate]) => [share * rate, share * (1 - rate)]);
      const truth = [...shares, 1 - shares.reduce((sum, share) => sum + share, 0)];
      const [, rate] = arms[1];
      const lift = rate / arms[0][1] - 1;
      const numbers = randomness(2026);
      const random = () => numbers() / 2 ** 32;
      const baseline = { converted: 0, others: 1 };
      const arm = { converted: 2, others: 3 };
      const held = { conversion: 0, lift: 0 };
      for (let run = 0; run < RUNS; run++) {
        const counts = countsOf(truth, reports, epsilon, random);
        const conversion = conversionOf({ counts, epsilon, arm });
        // Where nothing can be ruled out the interval holds everything.
        if (!conversion || (conversion.low <= rate && rate <= conversion.high)) held.conversion++;
        const found = liftOf({ counts, epsilon, arm, baseline });
        if (!found || (found.low <= lift && lift <= found.high)) held.lift++;
      }
      // Three standard errors of a share of 4000 are 1 %; where the baseline is weak Fieller's interval is a little wide.
      expect(held.conversion / RUNS).toBeGreaterThan(0.94);
      expect(held.conversion / RUNS).toBeLessThan(0.96);
      expect(held.lift / RUNS).toBeGreaterThan(0.94);
      expect(held.lift / RUNS).toBeLessThan(0.965);
    },
  );

  it('are what was true where nothing is randomised to speak of', () => {
    const counts = [2000, 8000, 3000, 7000, 5000];
    const [arm, baseline] = [
      { converted: 2, others: 3 },
      { converted: 0, others: 1 },
    ];
    expect(conversionOf({ counts, epsilon: 30, arm })?.value).toBeCloseTo(0.3, 9);
    expect(liftOf({ counts, epsilon: 30, arm, baseline })?.value).toBeCloseTo(0.5, 9);
  });

  it('are not told where the baseline may be nobody', () => {
    const counts = [100, 100, 3000, 7000, 100];
    const baseline = { converted: 0, others: 1 };
    expect(conversionOf({ counts, epsilon: 2, arm: baseline })).toBeNull();
    expect(liftOf({ counts, epsilon: 2, arm: { converted: 2, others: 3 }, baseline })).toBeNull();
  });
});
