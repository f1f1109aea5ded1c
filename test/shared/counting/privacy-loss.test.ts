import { describe, expect, it } from 'vitest';
import { answerFor, questionSet, randomise } from '../../../shared/counting/index.ts';
import { LIMITS } from '../../../shared/definitions/limits.ts';
import { writeOut } from '../../../shared/experiences/index.ts';
import type { SubtleHmac } from '../../../shared/counting/index.ts';
import {
  cheapSubtle,
  clopperPearson,
  definitionsOf,
  digest,
  randomness,
  seedOf,
  segmentsOf,
} from './helpers.ts';

const EPSILONS = [0.5, 1, 1.5, 2] as const;
const COINS = 2 ** 53;

/** How many of the 2⁵³ coins give each answer: boundaries by bisection, every coin accounted for. */
function coinsPerAnswer(truth: number, answers: number, epsilon: number): bigint[] {
  const owned = Array.from({ length: answers }, () => 0n);
  for (let from = 0; from < COINS;) {
    const answer = randomise(from, truth, answers, epsilon);
    let [inside, outside] = [from, COINS];
    while (outside - inside > 1) {
      const middle = inside + Math.floor((outside - inside) / 2);
      if (randomise(middle, truth, answers, epsilon) === answer) inside = middle;
      else outside = middle;
    }
    owned[answer] = (owned[answer] ?? 0n) + BigInt(outside - from);
    from = outside;
  }
  return owned;
}

const SCALE = 10n ** 60n;

/** e^(halves/2) · 10⁶⁰, rounded down at each step: a lower bound, right to more than 50 digits. */
function exponential(halves: number): bigint {
  let [term, sum] = [SCALE, SCALE];
  for (let n = 1n; n < 80n; n++) {
    term = (term * BigInt(halves)) / (2n * n);
    sum += term;
  }
  return sum;
}

describe('privacy loss', () => {
  it.each(EPSILONS)('is at most ε = %s in exact arithmetic, over every output', (epsilon) => {
    const limit = exponential(epsilon * 2);
    for (const answers of [2, 3, 5, 12, 25, 65]) {
      const rows = [0, 1, answers - 1].map((truth) => coinsPerAnswer(truth, answers, epsilon));
      for (const row of rows) expect(row.reduce((sum, coins) => sum + coins)).toBe(2n ** 53n);
      let greatest = 0n;
      for (const row of rows) {
        for (const other of rows) {
          row.forEach((coins, answer) => {
            const ratio = (coins * SCALE) / other[answer]!;
            // Rounded down on both sides: one unit of 10⁻⁶⁰ decides nothing at 53 bits.
            expect(ratio <= limit).toBe(true);
            if (ratio > greatest) greatest = ratio;
          });
        }
      }
      // And no smaller than it has to be: equal to fourteen digits.
      expect(greatest * 10n ** 14n > limit * (10n ** 14n - 100n)).toBe(true);
    }
  });

  it('is at most ε for a histogram of any number of bins, over every truth and output', async () => {
    for (let thresholds = 1; thresholds <= LIMITS.bins; thresholds++) {
      const set = await questionSet(
        writeOut(
          definitionsOf({
            counting: { epsilon: 2 },
            metrics: { orders: { count: 'purchase' } },
            histograms: {
              spread: {
                metric: 'orders',
                bins: Array.from({ length: thresholds }, (_, at) => at + 1),
              },
            },
          }),
        ),
        digest,
      );
      const { answers = 0 } = set.questions[0] ?? {};
      expect(answers).toBe(thresholds + 2);
      const limit = exponential(set.epsilon * 2);
      const rows = Array.from({ length: answers }, (_, truth) =>
        coinsPerAnswer(truth, answers, set.epsilon),
      );
      for (let answer = 0; answer < answers; answer++) {
        const coins = rows.map((row) => row[answer] ?? 0n);
        const least = coins.reduce((one, other) => (one < other ? one : other));
        const greatest = coins.reduce((one, other) => (one > other ? one : other));
        expect((greatest * SCALE) / least <= limit).toBe(true);
      }
    }
  });

  it('tells every wrong answer with the same chance, and the truth with the rest', () => {
    const coins = coinsPerAnswer(2, 5, 1);
    expect(new Set(coins.filter((_, answer) => answer !== 2)).size).toBe(1);
    expect(Number(coins[2]) / COINS).toBeCloseTo(Math.E / (Math.E + 4), 12);
    expect(Number(coins[0]) / COINS).toBeCloseTo(1 / (Math.E + 4), 12);
  });

  /** Runs the shipped path from seed to answer, and bounds ε from below at 95 % confidence. */
  async function audit(epsilon: 0.5 | 1 | 1.5 | 2, runsEach: number, subtle: SubtleHmac) {
    const set = await questionSet(
      definitionsOf({ segments: segmentsOf(1), counting: { epsilon, period: '28d' } }),
      digest,
    );
    const random = randomness(1000 * epsilon + runsEach);
    const yes = [0, 0];
    for (const truth of [0, 1]) {
      for (let run = 0; run < runsEach; run++) {
        const answer = await answerFor({
          seed: seedOf(random),
          subtle,
          questionSet: set,
          now: 1.8e12,
          truthOf: () => truth,
        });
        yes[truth]! += answer!.answer;
      }
    }
    const bound = (likely: number, unlikely: number) =>
      Math.log(
        clopperPearson(likely, runsEach, 0.0125)[0] / clopperPearson(unlikely, runsEach, 0.0125)[1],
      );
    return Math.max(bound(yes[1]!, yes[0]!), bound(runsEach - yes[0]!, runsEach - yes[1]!));
  }

  it('audit of a million runs finds no more than ε, and nearly all of it', async () => {
    // With a fast stand-in for HMAC: the path is the shipped one, its PRF is not.
    const found = await audit(2, 500_000, cheapSubtle);
    expect(found).toBeLessThanOrEqual(2);
    expect(found).toBeGreaterThan(0.95 * 2);
  });

  it.each([0.5, 1] as const)('audit at ε = %s likewise', async (epsilon) => {
    const found = await audit(epsilon, 100_000, cheapSubtle);
    expect(found).toBeLessThanOrEqual(epsilon);
    expect(found).toBeGreaterThan(0.95 * epsilon);
  });

  it('audit with the real HMAC, fewer runs', async () => {
    const found = await audit(2, 30_000, crypto.subtle);
    expect(found).toBeLessThanOrEqual(2);
    expect(found).toBeGreaterThan(0.95 * 2);
  });

  it('the audit has power: a mechanism at twice the ε is caught', () => {
    const random = randomness(7);
    const runs = 20_000;
    const yes = [0, 1].map((truth) => {
      let count = 0;
      for (let run = 0; run < runs; run++) {
        count += randomise((random() >>> 11) * 2 ** 32 + random(), truth, 2, 2);
      }
      return count;
    });
    const bound = Math.log(
      clopperPearson(yes[1]!, runs, 0.025)[0] / clopperPearson(yes[0]!, runs, 0.025)[1],
    );
    expect(bound).toBeGreaterThan(1);
  });

  it('Clopper–Pearson agrees with its published values', () => {
    // 10 of 100, two-sided 95 %: 0.0490 to 0.1762; 0 of 20: upper 1 − 0.025^(1/20).
    const [low, high] = clopperPearson(10, 100, 0.025);
    expect(low).toBeCloseTo(0.049, 3);
    expect(high).toBeCloseTo(0.1762, 3);
    expect(clopperPearson(0, 20, 0.025)[1]).toBeCloseTo(1 - 0.025 ** (1 / 20), 6);
  });
});
