import { describe, expect, it } from 'vitest';
import {
  estimateBinary,
  estimateGroup,
  planCounts,
  randomise,
  relativeError,
} from '../../../shared/counting/index.ts';
import { coinOf, randomness } from './helpers.ts';

const asked = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `s${index}`, answers: 2 }));
const percents = (dailyVisitors: number, period: '7d' | '28d', questions: number) => {
  const plan = planCounts({ questions: asked(questions), dailyVisitors, period, epsilon: 2 });
  const { errors } = plan.questions[0]!;
  return [errors[1], errors[5], errors[20]].map((error) => Number((100 * error).toPrecision(2)));
};

describe('accuracy planner', () => {
  it.each([
    { share: 0.2, reports: 500, epsilon: 2, answers: 2 },
    { share: 0.05, reports: 1000, epsilon: 1, answers: 2 },
    { share: 0.2, reports: 500, epsilon: 1.5, answers: 5 },
  ])(
    'predicts the error within 5 % of the measured one: $share of $reports reports, ε $epsilon, $answers answers',
    ({ share, reports, epsilon, answers }) => {
      const random = randomness(reports + answers);
      const sites = 5000;
      let [sum, squares] = [0, 0];
      for (let site = 0; site < sites; site++) {
        const counts = Array.from({ length: answers }, () => 0);
        for (let report = 0; report < reports; report++) {
          const truth = random() < share * 2 ** 32 ? 1 : 0;
          counts[randomise(coinOf(random), truth, answers, epsilon)]! += 1;
        }
        const estimate =
          answers === 2
            ? estimateBinary({ yes: counts[1]!, reports, epsilon })
            : estimateGroup({ counts, epsilon })[1]!;
        sum += estimate.share;
        squares += estimate.share ** 2;
      }
      const measured = Math.sqrt(squares / sites - (sum / sites) ** 2) / share;
      const predicted = relativeError({ share, reports, epsilon, answers });
      expect(Math.abs(predicted / measured - 1)).toBeLessThan(0.05);
    },
  );

  it('gives the published table at ε = 2', () => {
    expect(percents(1000, '28d', 20)).toEqual([280, 62, 19]);
    expect(percents(10_000, '28d', 20)).toEqual([89, 20, 6]);
    expect(percents(100_000, '28d', 20)).toEqual([28, 6.2, 1.9]);
    expect(percents(1_000_000, '28d', 20)).toEqual([8.9, 2, 0.6]);
  });

  it('chooses the smallest ε that reaches 10 % for a share of 20 %', () => {
    const choice = (dailyVisitors: number) =>
      planCounts({ questions: asked(20), dailyVisitors, period: '28d' });
    expect(choice(1000)).toMatchObject({ recommendedEpsilon: 2, reachesTarget: false });
    expect(choice(5000)).toMatchObject({ recommendedEpsilon: 2, reachesTarget: true });
    expect(choice(10_000)).toMatchObject({ recommendedEpsilon: 1.5, reachesTarget: true });
    expect(choice(1_000_000)).toMatchObject({ recommendedEpsilon: 0.5, reachesTarget: true });
    const { epsilon, questions } = choice(10_000);
    expect(epsilon).toBe(1.5);
    expect(questions[0]!.errors[20]).toBeLessThanOrEqual(0.1);
  });

  it('chooses among what the period allows: 0.5 in 7 days', () => {
    const plan = planCounts({ questions: asked(2), dailyVisitors: 500, period: '7d' });
    expect(plan).toMatchObject({ epsilon: 0.5, recommendedEpsilon: 0.5, reachesTarget: false });
    expect(plan.questionsThatFit).toBe(0);
    const large = planCounts({ questions: asked(2), dailyVisitors: 50_000, period: '7d' });
    expect(large).toMatchObject({ epsilon: 0.5, reachesTarget: true });
    expect(large.questionsThatFit).toBeGreaterThan(2);
  });

  it('tells a small site that about five questions fit', () => {
    const plan = planCounts({ questions: asked(20), dailyVisitors: 1000, period: '28d' });
    expect(plan.questionsThatFit).toBe(5);
  });

  it('refuses a question whose error would exceed 50 %', () => {
    const plan = planCounts({
      questions: [
        { id: 'big', answers: 2, share: 0.3 },
        { id: 'small', answers: 2, share: 0.01 },
      ],
      dailyVisitors: 1000,
      period: '28d',
    });
    expect(plan.questions.map(({ id, refused }) => [id, refused])).toEqual([
      ['big', false],
      ['small', true],
    ]);
    expect(plan.questions[1]!.error).toBeGreaterThan(0.5);
  });

  it('assumes no share: without one, a question is judged at 5 %', () => {
    const planned = (dailyVisitors: number) =>
      planCounts({ questions: asked(20), dailyVisitors, period: '28d' }).questions[0]!;
    expect(planned(1000)).toMatchObject({ share: null, refused: true });
    expect(planned(1000).error).toBe(planned(1000).errors[5]);
    // At 20 %, what was assumed before, the same question looks fine.
    expect(planned(1000).errors[20]).toBeLessThan(0.2);
    expect(planned(2000)).toMatchObject({ share: null, refused: false });
  });

  it("takes the site's own participants instead of the assumption", () => {
    const plan = planCounts({
      questions: asked(4),
      dailyVisitors: 1000,
      period: '7d',
      participants: 8000,
    });
    expect(plan).toMatchObject({ participants: 8000, reportsPerQuestion: 2000 });
  });

  it('warns of a group with more answers than its mechanism is good for', () => {
    const plan = planCounts({
      questions: [
        { id: 'tiers', answers: 24, share: 0.2 },
        { id: 'cities', answers: 25, share: 0.2 },
      ],
      dailyVisitors: 1e5,
      period: '28d',
      epsilon: 2,
    });
    expect(plan.questions.map(({ tooManyAnswers }) => tooManyAnswers)).toEqual([false, true]);
  });
});
