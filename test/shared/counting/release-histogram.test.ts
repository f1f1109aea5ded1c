import { describe, expect, it } from 'vitest';
import { describeStats } from '../../../cli/commands/stats.ts';
import { BUCKETS, questionSet, randomise, releasePeriod } from '../../../shared/counting/index.ts';
import type { HistogramDefinition } from '../../../shared/definitions/types.ts';
import { writeOut } from '../../../shared/experiences/index.ts';
import { coinOf, definitionsOf, digest, randomness } from './helpers.ts';

const orders: HistogramDefinition = { name: 'Orders', metric: 'orders', bins: [1, 2, 5, 10] };
const setOf = (histogram: HistogramDefinition, epsilon: 1 | 2 = 2) =>
  questionSet(
    writeOut(
      definitionsOf({
        counting: { epsilon },
        metrics: { orders: { count: 'purchase', within: '90d' }, recency: { since: 'purchase' } },
        histograms: { spread: histogram },
      }),
    ),
    digest,
  );

/** Reports of devices whose true answers have these shares, by random part. */
function countsOf(
  shares: readonly number[],
  reports: number,
  epsilon: number,
  random: () => number,
): readonly (readonly number[])[] {
  return Array.from({ length: BUCKETS }, () => {
    const bucket = shares.map(() => 0);
    for (let report = 0; report < reports / BUCKETS; report++) {
      let level = random() / 2 ** 32;
      let truth = 0;
      while (truth < shares.length - 1 && level >= (shares[truth] ?? 0))
        level -= shares[truth++] ?? 0;
      const given = randomise(coinOf(random), truth, shares.length, epsilon);
      bucket[given] = (bucket[given] ?? 0) + 1;
    }
    return bucket;
  });
}

async function released(
  histogram: HistogramDefinition,
  shares: readonly number[],
  reports: number,
) {
  const set = await setOf(histogram);
  const counts = countsOf(shares, reports, set.epsilon, randomness(3));
  const snapshot = { counts: [counts], taken: 701 * set.periodMs };
  return { set, ...releasePeriod({ set, period: 700, snapshot }) };
}

describe('the release of a histogram', () => {
  it('has the share of each bin with its bounds, and withholds the bins of which too little is known', async () => {
    const shares = [0.4, 0.3, 0.2, 0.0995, 0.0005, 0];
    const { questions } = await released(orders, shares, 20_000);
    expect(questions[0]).toMatchObject({ id: 'spread', kind: 'histogram', reports: 20_000 });
    const answers = questions[0]?.answers ?? [];
    expect(answers.map(({ id, from, to, state }) => [id, from, to, state])).toEqual([
      ['..1', null, 1, 'released'],
      ['1..2', 1, 2, 'released'],
      ['2..5', 2, 5, 'released'],
      ['5..10', 5, 10, 'released'],
      ['10..', 10, null, 'too-few'],
      [null, undefined, undefined, 'too-few'],
    ]);
    for (const [at, answer] of answers.entries()) {
      if (answer.state !== 'released') continue;
      expect(answer.low).toBeLessThan(shares[at] ?? 0);
      expect(answer.high).toBeGreaterThan(shares[at] ?? 0);
    }
    expect(JSON.stringify(answers[4])).not.toContain('share');
  });

  it('names thresholds that are durations as they are signed', async () => {
    const { questions } = await released(
      { metric: 'recency', bins: ['7d', '30d'] },
      [0.3, 0.3, 0.4, 0],
      4000,
    );
    expect(questions[0]?.answers.map(({ from, to }) => [from, to])).toEqual([
      [null, '7d'],
      ['7d', '30d'],
      ['30d', null],
      [undefined, undefined],
    ]);
  });

  it('is printed with its bins in words', async () => {
    const { set, reports, questions } = await released(orders, [0.4, 0.3, 0.2, 0.1, 0, 0], 20_000);
    const text = describeStats(
      {
        site: 'hazel.example',
        version: 1,
        questionSet: '',
        epsilon: set.epsilon,
        period: { number: 700, ms: set.periodMs, from: '2026-11-01', to: '2026-11-29', open: true },
        released: '2026-11-28',
        step: 20,
        reports,
        questions: questions.map((each) => ({ ...each, name: 'Orders', values: 'whole' as const })),
      },
      { bold: String, dim: String, yellow: String } as never,
    );
    for (const [bin, share] of [
      ['0', '(38|39|40)'],
      ['1', '(29|30|31)'],
      ['2 to 4', '(19|20)'],
    ])
      expect(text).toMatch(new RegExp(`^spread: ${bin} +20,000 +${share}\\.\\d %`, 'm'));
    expect(text).toMatch(/^spread: 10 or more .*too few to say/m);
    expect(text).toMatch(/^spread: none .*too few to say/m);
  });
});

describe('bins of a simulated site', () => {
  it.each([
    { reports: 2000, epsilon: 2, bins: [1, 2, 5, 10] },
    { reports: 5000, epsilon: 1, bins: [1, 3] },
    { reports: 5000, epsilon: 2, bins: Array.from({ length: 22 }, (_, at) => at + 1) },
  ] as const)(
    'hold the truth 95 times of 100: $reports reports, ε = $epsilon, $bins.length thresholds',
    async ({ reports, epsilon, bins }) => {
      const set = await setOf({ metric: 'orders', bins }, epsilon);
      // Fewer and fewer: half of what is left.
      const answers = set.questions[0]?.answers ?? 0;
      const weights = Array.from({ length: answers }, (_, at) => 0.8 ** at);
      const sum = weights.reduce((all, each) => all + each, 0);
      const shares = weights.map((each) => each / sum);
      const random = randomness(2026);
      let [held, told] = [0, 0];
      for (let run = 0; run < 300; run++) {
        const counts = countsOf(shares, reports, epsilon, random);
        const snapshot = { counts: [counts], taken: 701 * set.periodMs };
        const { questions } = releasePeriod({ set, period: 700, snapshot });
        for (const [at, answer] of (questions[0]?.answers ?? []).entries()) {
          // What is withheld for being small would leave only those that chance made large.
          if ((shares[at] ?? 0) < 0.04 || answer.state !== 'released') continue;
          told++;
          const share = shares[at] ?? 0;
          if (answer.low <= share && share <= answer.high) held++;
        }
      }
      expect(told).toBeGreaterThan(400);
      expect(held / told).toBeGreaterThan(0.93);
      expect(held / told).toBeLessThan(0.97);
    },
    60_000,
  );
});
