import { describe, expect, it } from 'vitest';
import { estimateSome } from '../../../shared/counting/estimate.ts';
import { planCounts, randomise } from '../../../shared/counting/index.ts';
import { binomial, randomness } from './helpers.ts';

/** How often the page's coin gives each answer: the coins that each one owns, found by halving. */
function oddsOf(truth: number, answers: number, epsilon: number): readonly number[] {
  const odds = Array.from({ length: answers }, () => 0);
  for (let from = 0; from < 2 ** 53;) {
    const answer = randomise(from, truth, answers, epsilon);
    let [inside, outside] = [from, 2 ** 53];
    while (outside - inside > 1) {
      const middle = inside + Math.floor((outside - inside) / 2);
      if (randomise(middle, truth, answers, epsilon) === answer) inside = middle;
      else outside = middle;
    }
    odds[answer]! += (outside - from) / 2 ** 53;
    from = outside;
  }
  return odds;
}

const asked = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `s${index}`, answers: 2 }));
const percents = (dailyVisitors: number, period: '7d' | '28d', questions: number) => {
  const plan = planCounts({ questions: asked(questions), dailyVisitors, period, epsilon: 2 });
  const { errors } = plan.questions[0]!;
  return [errors[1], errors[5], errors[20]].map((error) => Number((100 * error).toPrecision(2)));
};

describe('accuracy planner', () => {
  const GRID = [1000, 20_000, 500_000].flatMap((participants) =>
    [1, 5, 20].flatMap((questions) =>
      [2, 3, 12].map((answers) => ({ participants, questions, answers })),
    ),
  );
  it.each(GRID)(
    'predicts the error within 5 % of the measured one: $participants participants, $questions questions, $answers answers',
    ({ participants, questions, answers }) => {
      const numbers = randomness(participants + questions + answers);
      const random = () => numbers() / 2 ** 32;
      for (const epsilon of [0.5, 2])
        for (const share of [0.01, 0.1, 0.5]) {
          const plan = planCounts({
            questions: Array.from({ length: questions }, (_, at) => ({
              id: `q${at}`,
              answers,
              share,
            })),
            dailyVisitors: 1,
            period: '28d',
            participants,
            epsilon,
          });
          // What the page's coin does, and not what a formula says of it.
          const told = oddsOf(1, answers, epsilon)[1]!;
          const otherwise = oddsOf(0, answers, epsilon)[1]!;
          const sites = 3000;
          let [sum, squares] = [0, 0];
          for (let site = 0; site < sites; site++) {
            const reports = binomial(participants, 1 / questions, random);
            const members = binomial(reports, share, random);
            const given =
              binomial(members, told, random) + binomial(reports - members, otherwise, random);
            const estimate = estimateSome({ given, reports, these: 1, epsilon, answers }).share;
            sum += estimate;
            squares += estimate ** 2;
          }
          const measured = Math.sqrt(squares / sites - (sum / sites) ** 2) / share;
          const { error } = plan.questions[0]!;
          expect(Math.abs(error / measured - 1), `ε ${epsilon}, ${share}`).toBeLessThan(0.05);
        }
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
