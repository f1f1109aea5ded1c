import { describe, expect, it } from 'vitest';
import { answerFor, questionSet, randomise } from '../../../shared/counting/index.ts';
import { changesOf } from '../../../shared/counting/change.ts';
import { estimateTogether } from '../../../shared/counting/combine.ts';
import { estimateSome } from '../../../shared/counting/estimate.ts';
import {
  greatestCorrelation,
  leastCorrelation,
  type Asking,
  type Sample,
} from '../../../shared/counting/repeats.ts';
import {
  cheapSubtle,
  coinOf,
  definitionsOf,
  digest,
  randomness,
  seedOf,
  segmentsOf,
} from './helpers.ts';

const asking = (part: Partial<Asking> = {}): Asking => ({
  epsilon: 2,
  answers: 2,
  these: 1,
  ...part,
});
const sample = (
  period: number,
  given: number,
  reports = 1000,
  { questions = 5, set = 'a' } = {},
): Sample => ({ period, given, reports, questions, set });

describe('devices that come to a question again', () => {
  const questions = 3;
  const periods = 12;
  const cycleOf = (period: number) => Math.floor(period / questions);

  it.each([
    ['the page’s HMAC', 40, crypto.subtle],
    ['a cheap one, of more devices', 1500, cheapSubtle],
  ] as const)(
    'are none in a cycle, and 1 in d × d in two cycles, with the same answer: %s',
    async (_, devices, subtle) => {
      const set = await questionSet(definitionsOf({ segments: segmentsOf(questions) }), digest);
      const random = randomness(devices);
      let [pairs, repeats] = [0, 0];
      for (let device = 0; device < devices; device++) {
        const seed = seedOf(random);
        const truth = random() % 2;
        const asked: { question: number; answer: number }[] = [];
        for (let period = 0; period < periods; period++) {
          const now = period * set.periodMs + 1;
          const answer = await answerFor({
            seed,
            subtle: subtle as never,
            questionSet: set,
            now,
            truthOf: () => truth,
          });
          asked.push(answer!);
        }
        for (let one = 0; one < periods; one++)
          for (let other = 0; other < one; other++) {
            const isAgain = asked[one]!.question === asked[other]!.question;
            if (isAgain) expect(asked[one]!.answer).toBe(asked[other]!.answer);
            if (cycleOf(one) === cycleOf(other)) expect(isAgain).toBe(false);
            else {
              pairs += 1;
              // To the same question in both: 1 in d for each of d questions.
              repeats += Number(isAgain);
            }
          }
      }
      const chance = 1 / questions;
      const sigma = Math.sqrt((chance * (1 - chance)) / (devices * periods));
      expect(Math.abs(repeats / pairs - chance)).toBeLessThan(5 * sigma);
    },
  );

  it('make estimates vary together by no more than the bound, which is reached', () => {
    for (const count of [1, 2, 5, 20]) {
      const at = (period: number, set = 'a', questions = count) =>
        sample(period, 1, 1000, { questions, set });
      expect(greatestCorrelation(at(0), at(count - 1))).toBe(0);
      expect(greatestCorrelation(at(0), at(count))).toBeCloseTo(1 / count, 12);
      // Two sets draw apart from the first period on; in one period a device answers one of them.
      expect(greatestCorrelation(at(0), at(1, 'b', 4 * count))).toBeCloseTo(1 / (2 * count), 12);
      expect(greatestCorrelation(at(1), at(1, 'b', 4 * count))).toBe(0);
    }
  });

  it.each([0.1, 0.3, 0.5, 0.8])(
    'make them vary against each other by no more than the bound: share %s, all that can have changed',
    (share) => {
      const random = randomness(100 * share);
      const [devices, sites] = [400, 1500];
      const values: [number, number][] = [];
      for (let site = 0; site < sites; site++) {
        let [first, second] = [0, 0];
        for (let device = 0; device < devices; device++) {
          const level = random() / 2 ** 32;
          const was = Number(level < share);
          // As many as can be were members before and are none now, or the other way round.
          const is = Number(level >= 1 - share);
          const coins = [coinOf(random), coinOf(random)];
          first += randomise(coins[was]!, was, 2, 2);
          second += randomise(coins[is]!, is, 2, 2);
        }
        values.push([first, second]);
      }
      const mean = (at: 0 | 1) => values.reduce((sum, value) => sum + value[at], 0) / sites;
      const [one, other] = [mean(0), mean(1)];
      const product = values.reduce((sum, [a, b]) => sum + (a - one) * (b - other), 0);
      const square = (at: 0 | 1, of: number) =>
        values.reduce((sum, value) => sum + (value[at] - of) ** 2, 0);
      const measured = product / Math.sqrt(square(0, one) * square(1, other));
      const bound = leastCorrelation(
        sample(0, one, devices, { questions: 1 }),
        sample(1, other, devices, { questions: 1 }),
        asking(),
      );
      expect(bound).toBeLessThan(0);
      expect(bound).toBeGreaterThanOrEqual(-1);
      expect(measured).toBeGreaterThan(bound - 4 / Math.sqrt(sites));
      // Where all change, it is what they do.
      if (share === 0.5) expect(Math.abs(measured - bound)).toBeLessThan(4 / Math.sqrt(sites));
    },
  );
});

describe('periods together', () => {
  const alone = (given: number, reports: number) =>
    estimateSome({ given, reports, these: 1, epsilon: 2, answers: 2 });

  it('are all their reports within a cycle', () => {
    const samples = [sample(0, 300), sample(1, 280, 900), sample(2, 310, 1100)];
    expect(estimateTogether(samples, asking())).toEqual(alone(890, 3000));
  });

  it('are one period, where one question is asked of the same devices', () => {
    const samples = [0, 1, 2, 3].map((period) => sample(period, 300, 1000, { questions: 1 }));
    const together = estimateTogether(samples, asking());
    expect(together.low).toBeCloseTo(alone(300, 1000).low, 12);
    expect(together.high).toBeCloseTo(alone(300, 1000).high, 12);
  });

  it('are one cycle, where there are two whole ones of the same devices', () => {
    const samples = [0, 1, 2, 3].map((period) => sample(period, 300, 1000, { questions: 2 }));
    const together = estimateTogether(samples, asking());
    expect(together.standardError).toBeCloseTo(alone(600, 2000).standardError, 12);
  });

  it('are never less exact than the one with the most reports', () => {
    for (const questions of [1, 2, 5, 13])
      for (const reports of [200, 1000, 50_000]) {
        const samples = [
          sample(5, 3000, 10_000, { questions }),
          sample(6, 0.3 * reports, reports, { questions }),
        ];
        const together = estimateTogether(samples, asking()).standardError;
        const best = Math.max(10_000, reports);
        // As exact, but for what a mean by reports costs where all devices repeat.
        expect(together).toBeLessThan(1.3 * alone(0.3 * best, best).standardError);
      }
  });

  it('do not say anything where there is nothing', () => {
    const { low, high } = estimateTogether([], asking());
    expect([low < 0, high > 1]).toEqual([true, true]);
  });
});

describe('changes', () => {
  const pair = (before: number, now: number, questions = 5) => ({
    before: sample(0, before, 1000, { questions }),
    now: sample(1, now, 1000, { questions }),
    asking: asking(),
  });

  it('are told where they are greater than noise, with an interval that says the same', () => {
    const [rose, fell, none] = changesOf([pair(250, 400), pair(400, 250), pair(300, 310)]);
    expect([rose?.verdict, fell?.verdict, none?.verdict]).toEqual(['rose', 'fell', 'none']);
    expect(rose!.low).toBeGreaterThan(0);
    expect(fell!.high).toBeLessThan(0);
    expect(none!.low).toBeLessThan(0);
    expect(none!.high).toBeGreaterThan(0);
    // 0.15 of the answers, through p − q = 0.7616.
    expect(rose!.difference).toBeCloseTo(0.15 / 0.761594, 5);
    expect(rose!.difference).toBeCloseTo(-fell!.difference, 10);
  });

  it('must be clearer the more shares are compared, and less so once others are clear', () => {
    // z = 2.5: one in 80.
    const doubtful = pair(300, 352);
    expect(changesOf([doubtful])[0]!.verdict).toBe('rose');
    const still = Array.from({ length: 20 }, () => pair(300, 300));
    expect(changesOf([doubtful, ...still])[0]!.verdict).toBe('none');
    // Holm: with twenty that are clear beside it, it is held against what one alone is.
    const clear = Array.from({ length: 20 }, () => pair(200, 500));
    const last = changesOf([doubtful, ...clear])[0]!;
    expect(last.verdict).toBe('rose');
    expect(last.low).toBe(0);
  });

  it('are as Newcombe has them, where no device repeats', () => {
    // Newcombe 1998 (Statistics in Medicine 17, 873), method 10: 56/70 − 48/80 is 0.2, 0.0524 to 0.3339.
    const epsilon = 40;
    const [change] = changesOf([
      {
        now: sample(1, 56, 70),
        before: sample(0, 48, 80),
        asking: asking({ epsilon }),
      },
    ]);
    expect(change!.difference).toBeCloseTo(0.2, 10);
    expect(change!.low).toBeCloseTo(0.0524, 3);
    expect(change!.high).toBeCloseTo(0.3339, 3);
  });

  it('count nothing for certain where the same devices may have been asked', () => {
    const apart = changesOf([pair(300, 340, 5)])[0]!;
    const again = changesOf([pair(300, 340, 1)])[0]!;
    expect(again.high - again.low).toBeGreaterThan(apart.high - apart.low);
    expect(changesOf([])).toEqual([]);
  });
});
