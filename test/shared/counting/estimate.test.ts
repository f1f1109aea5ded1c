import { describe, expect, it } from 'vitest';
import { estimateBinary, estimateGroup, randomise } from '../../../shared/counting/index.ts';
import { coinOf, randomness } from './helpers.ts';

/** Simulated sites: each device's true answer drawn by share, its report by the shipped coin. */
function simulate(input: {
  shares: readonly number[];
  epsilon: number;
  reports: number;
  sites: number;
  seed: number;
}) {
  const random = randomness(input.seed);
  const answers = input.shares.length;
  const sums = input.shares.map(() => 0);
  const covered = input.shares.map(() => 0);
  for (let site = 0; site < input.sites; site++) {
    const counts = input.shares.map(() => 0);
    for (let report = 0; report < input.reports; report++) {
      let level = random() / 2 ** 32;
      let truth = 0;
      while (truth < answers - 1 && level >= input.shares[truth]!) level -= input.shares[truth++]!;
      counts[randomise(coinOf(random), truth, answers, input.epsilon)]! += 1;
    }
    estimateGroup({ counts, epsilon: input.epsilon }).forEach(({ share, low, high }, answer) => {
      sums[answer]! += share;
      if (low <= input.shares[answer]! && input.shares[answer]! <= high) covered[answer]! += 1;
    });
  }
  return {
    means: sums.map((sum) => sum / input.sites),
    coverage: covered.map((count) => count / input.sites),
  };
}

/** Standard error of one estimate, from the mechanism's own formula. */
function sigma(share: number, epsilon: number, reports: number, answers: number) {
  const q = 1 / (Math.exp(epsilon) + answers - 1);
  const lambda = share * (1 - answers * q) + q;
  return Math.sqrt((lambda * (1 - lambda)) / reports) / (1 - answers * q);
}

describe('estimates', () => {
  it.each([
    { share: 0.2, epsilon: 2, reports: 1000 },
    { share: 0.05, epsilon: 2, reports: 600 },
    { share: 0.5, epsilon: 0.5, reports: 400 },
    { share: 0, epsilon: 1, reports: 300 },
    { share: 0.01, epsilon: 1.5, reports: 200 },
  ])(
    'of a share of $share at ε = $epsilon are unbiased, and 94 to 96 % of 10,000 intervals hold it',
    ({ share, epsilon, reports }) => {
      const sites = 10_000;
      const { means, coverage } = simulate({
        shares: [1 - share, share],
        epsilon,
        reports,
        sites,
        seed: 1000 * share + reports,
      });
      const error = sigma(share, epsilon, reports, 2) / Math.sqrt(sites);
      expect(Math.abs(means[1]! - share)).toBeLessThan(4 * error);
      expect(coverage[1]).toBeGreaterThanOrEqual(0.94);
      expect(coverage[1]).toBeLessThanOrEqual(0.96);
    },
  );

  it('of a group are unbiased and covered, answer by answer', () => {
    const shares = [0.05, 0.1, 0.15, 0.3, 0.4];
    const sites = 10_000;
    const { means, coverage } = simulate({ shares, epsilon: 2, reports: 500, sites, seed: 5 });
    shares.forEach((share, answer) => {
      const error = sigma(share, 2, 500, 5) / Math.sqrt(sites);
      expect(Math.abs(means[answer]! - share)).toBeLessThan(4 * error);
      expect(coverage[answer]).toBeGreaterThanOrEqual(0.94);
      expect(coverage[answer]).toBeLessThanOrEqual(0.96);
    });
  });

  it('from few reports still hold the truth 94 % of the time or more', () => {
    for (const [share, reports] of [
      [0.02, 40],
      [0.3, 60],
      [0.9, 99],
    ] as const) {
      const { coverage } = simulate({
        shares: [1 - share, share],
        epsilon: 2,
        reports,
        sites: 10_000,
        seed: reports,
      });
      expect(coverage[1], `${share} from ${reports}`).toBeGreaterThanOrEqual(0.94);
    }
  });

  it('five classes at once are twice as exact as five questions', () => {
    // The design's number: a factor of 0.50 against 0.95, at a share of one fifth.
    const single = sigma(0.2, 2, 1000 / 5, 2);
    const group = sigma(0.2, 2, 1000, 5);
    expect(group / single).toBeLessThan(0.6);
  });

  it('agree with a calculation by hand', () => {
    // e² = 7.389056: p = 0.880797, q = 0.119203; λ̂ = 0.3, π̂ = (0.3 − 0.119203) / 0.761594.
    const estimate = estimateBinary({ yes: 300, reports: 1000, epsilon: 2 });
    expect(estimate.share).toBeCloseTo(0.237393, 5);
    // Wilson, z² = 3.841459: √(210 + 0.960365) / 1003.841459 / 0.761594
    expect(estimate.standardError).toBeCloseTo(0.0189984, 6);
    // (300 + 1.920729) / 1003.841459 = 0.300765, ± 1.959964 · 0.0144690, each mapped.
    expect(estimate.low).toBeCloseTo(0.201162, 5);
    expect(estimate.high).toBeCloseTo(0.275634, 5);
  });

  it('are not clipped, so that the shares of a group sum to one', () => {
    const none = estimateBinary({ yes: 90, reports: 1000, epsilon: 2 });
    expect(none.share).toBeLessThan(0);
    for (const counts of [
      [900, 20, 50, 30],
      [3, 0, 0, 1],
      [0, 0, 0, 0],
    ]) {
      const estimates = estimateGroup({ counts, epsilon: 1 });
      expect(estimates.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10);
    }
  });

  it('say nothing where nothing was reported, in numbers that can be written', () => {
    const nothing = estimateBinary({ yes: 0, reports: 0, epsilon: 2 });
    expect(nothing.low).toBeLessThanOrEqual(0);
    expect(nothing.high).toBeGreaterThanOrEqual(1);
    const one = estimateBinary({ yes: 1, reports: 1, epsilon: 0.5 });
    expect(one.standardError).toBeGreaterThan(0.5);
    for (const number of [...Object.values(nothing), ...Object.values(one)]) {
      expect(Number.isFinite(number)).toBe(true);
    }
  });

  it('a forged answer moves e^ε/(e^ε−1) people', () => {
    const reports = 10_000;
    const people = (yes: number, of: number) =>
      estimateBinary({ yes, reports: of, epsilon: 2 }).share * of;
    const moved = people(2001, reports + 1) - people(2000, reports);
    expect(moved).toBeCloseTo(Math.exp(2) / (Math.exp(2) - 1), 6);
  });
});
