import { describe, expect, it } from 'vitest';
import { BUCKETS, questionSet, randomise, releasePeriod } from '../../../shared/counting/index.ts';
import { writeOut } from '../../../shared/experiences/index.ts';
import { describeStats } from '../../../cli/commands/stats.ts';
import type { ExperienceDefinition } from '../../../shared/definitions/types.ts';
import { coinOf, definitionsOf, digest, randomness } from './helpers.ts';

const hero: ExperienceDefinition = {
  variants: { a: {}, b: {} },
  holdout: 0.2,
  goal: 'sold',
  count: true,
};
const setOf = (experience: ExperienceDefinition) =>
  questionSet(
    writeOut(
      definitionsOf({
        segments: { sold: { when: { 'session.number': { $gte: 2 } } } },
        experiences: { hero: experience },
      }),
    ),
    digest,
  );

/** Reports of devices whose true answers have these shares, as the Worker releases them. */
async function released(
  experience: ExperienceDefinition,
  shares: readonly number[],
  reports: number,
) {
  const set = await setOf(experience);
  const random = randomness(3);
  const answers = set.questions[0]?.answers ?? 0;
  const counts = Array.from({ length: BUCKETS }, () => {
    const bucket = Array.from({ length: answers }, () => 0);
    for (let report = 0; report < reports / BUCKETS; report++) {
      let level = random() / 2 ** 32;
      let truth = 0;
      while (truth < answers - 1 && level >= (shares[truth] ?? 0)) level -= shares[truth++] ?? 0;
      const given = randomise(coinOf(random), truth, answers, set.epsilon);
      bucket[given] = (bucket[given] ?? 0) + 1;
    }
    return bucket;
  });
  const snapshot = { counts: [counts], taken: 701 * set.periodMs };
  return { set, ...releasePeriod({ set, period: 700, snapshot }) };
}

describe('the release of an experience', () => {
  // 40 % a, of which 30 % convert; 40 % b: 36 %; 10 % held out: 30 %; 10 % none.
  const shares = [0.12, 0.28, 0.144, 0.256, 0.03, 0.07];

  it('has the share of each variant, its conversion, and how much above the hold-out that is', async () => {
    const { questions } = await released(hero, shares, 200_000);
    const [question] = questions;
    expect(question).toMatchObject({ id: 'hero', kind: 'experience' });
    expect(question?.answers.map(({ id, state }) => [id, state])).toEqual([
      ['a', 'released'],
      ['b', 'released'],
      ['holdout', 'released'],
      [null, 'released'],
    ]);
    const [a, b, holdout, none] = question?.answers ?? [];
    for (const [answer, share] of [
      [a, 0.4],
      [b, 0.4],
      [holdout, 0.1],
      [none, 0.1],
    ] as const) {
      if (answer?.state !== 'released') throw new Error('withheld');
      expect(answer.low).toBeLessThan(share);
      expect(answer.high).toBeGreaterThan(share);
    }
    for (const [answer, rate] of [
      [a, 0.3],
      [b, 0.36],
      [holdout, 0.3],
    ] as const) {
      expect(answer?.conversion?.low).toBeLessThan(rate);
      expect(answer?.conversion?.high).toBeGreaterThan(rate);
    }
    expect(b?.lift?.low).toBeLessThan(0.2);
    expect(b?.lift?.high).toBeGreaterThan(0.2);
    expect(holdout).toMatchObject({ isBaseline: true });
    expect(holdout).not.toHaveProperty('lift');
    expect(none).not.toHaveProperty('conversion');
  });

  it('says nothing of a conversion of which too few are known, and of no lift that stands on it', async () => {
    const { questions } = await released(hero, [0.12, 0.38, 0.15, 0.35, 0.0005, 0.0005], 20_000);
    const [a, b, holdout] = questions[0]?.answers ?? [];
    expect(holdout).toMatchObject({ state: 'too-few', conversion: null });
    expect(a?.conversion).not.toBeNull();
    expect([a?.lift, b?.lift]).toEqual([null, null]);
  });

  it('compares with the first variant where nobody is held out, and has shares alone without a goal', async () => {
    const two = { variants: { a: {}, b: {} }, goal: 'sold', count: true };
    const { questions } = await released(two, [0.15, 0.35, 0.2, 0.3], 40_000);
    expect(questions[0]?.answers[0]).toMatchObject({ id: 'a', isBaseline: true });
    expect(questions[0]?.answers[1]?.lift?.value).toBeGreaterThan(0);
    const plain = await released({ variants: { a: {}, b: {} }, count: true }, [0.5, 0.4], 4000);
    expect(plain.questions[0]?.answers.map(Object.keys)).not.toContain('conversion');
    expect(plain.questions[0]?.answers).toHaveLength(3);
  });

  it('is printed with both tables', async () => {
    const { set, reports, questions } = await released(hero, shares, 200_000);
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
        questions: questions.map((each) => ({ ...each, name: 'Hero picture' })),
      },
      { bold: String, dim: String, yellow: String } as never,
    );
    expect(text).toMatch(/^hero: a +200,000 +(39|40)\.\d\d %/m);
    expect(text).toMatch(/^Experience +Converted +95 % interval +Lift +95 % interval$/m);
    expect(text).toMatch(
      /^hero: b +3\d\.\d\d % +3\d\.\d\d to 3\d\.\d\d % +\+\d+\.\d % +\+?\S+ to \+\d+\.\d %$/m,
    );
    expect(text).toMatch(/^hero: holdout .* compared with$/m);
  });

  it('asks another question where anything is another that decides the answer', async () => {
    const ids = await Promise.all(
      [
        hero,
        { ...hero, name: 'Hero' },
        { ...hero, holdout: 0.3 },
        { ...hero, end: '2026-12-24' },
      ].map(async (each) =>
        Buffer.from((await setOf(each)).questions[0]?.hash ?? []).toString('hex'),
      ),
    );
    const [base, named, other, ended] = ids;
    expect(named).toBe(base);
    expect(other).not.toBe(base);
    // The end changes who sees it, and not who is asked what.
    expect(ended).toBe(base);
  });
});
