import { describe, expect, it } from 'vitest';
import { BUCKETS, questionSet, randomise, releasePeriod } from '../../../shared/counting/index.ts';
import type { PeriodCounts, QuestionSet } from '../../../shared/counting/index.ts';
import { coinOf, definitionsOf, digest, randomness, segmentsOf } from './helpers.ts';

const period = 700;
const set = await questionSet(
  definitionsOf({
    segments: { ...segmentsOf(3), a: { when: {} }, b: { when: {} } },
    groups: { tier: { segments: ['a', 'b'], count: true } },
  }),
  digest,
);
const start = period * set.periodMs;
const end = start + set.periodMs;

/** Counts as honest devices give them; one array of shares per question. */
function honest(
  reportsEach: number,
  shares: readonly (readonly number[])[],
  seed = 1,
): number[][][] {
  const random = randomness(seed);
  return shares.map((share, question) =>
    Array.from({ length: BUCKETS }, () => {
      const answers = set.questions[question]!.answers;
      const counts = Array.from({ length: answers }, () => 0);
      for (let report = 0; report < reportsEach / BUCKETS; report++) {
        let level = random() / 2 ** 32;
        let truth = 0;
        while (truth < answers - 1 && level >= share[truth]!) level -= share[truth++]!;
        counts[randomise(coinOf(random), truth, answers, set.epsilon)]! += 1;
      }
      return counts;
    }),
  );
}
const shares = [
  [0.8, 0.2],
  [0.6, 0.4],
  [0.995, 0.005],
  [0.3, 0.2, 0.5],
];
const release = (
  counts: PeriodCounts,
  more: { now?: number; previous?: PeriodCounts; of?: QuestionSet } = {},
) =>
  releasePeriod({
    set: more.of ?? set,
    period,
    now: more.now ?? end,
    counts,
    ...(more.previous && { previous: more.previous }),
  });

describe('release', () => {
  it('shows a number with its interval, its people and its median', () => {
    const [first, , third, tier] = release(honest(2000, shares));
    expect(first).toMatchObject({ id: 's0', kind: 'segment', reports: 2000 });
    const [members] = first!.answers;
    expect(members).toMatchObject({ id: 's0', state: 'released' });
    if (members?.state !== 'released') throw new Error('withheld');
    expect(members.low).toBeLessThan(0.2);
    expect(members.high).toBeGreaterThan(0.2);
    expect(members.people.about).toBe(Math.round(members.share * 8000));
    expect(members.people.low).toBeLessThan(members.people.about);
    expect(members.people.high).toBeGreaterThan(members.people.about);
    expect(Math.abs(members.median - members.share)).toBeLessThan(4 * members.standardError);
    // Half a percent: below 50 people, or too uncertain.
    expect(third!.answers[0]).toEqual({ id: 's2', state: 'too-few', enoughAt: null });
    expect(tier!.answers.map(({ id, state }) => [id, state])).toEqual([
      ['a', 'released'],
      ['b', 'released'],
      [null, 'released'],
    ]);
  });

  it('says when it will be enough, at the pace so far', () => {
    const half = start + set.periodMs / 2;
    const [first] = release(honest(160, shares), { now: half });
    const answer = first!.answers[0]!;
    expect(answer.state).toBe('too-few');
    if (answer.state !== 'too-few' || answer.enoughAt === null) throw new Error('no time');
    const at = Date.parse(answer.enoughAt);
    // 200 of 160 reports: at the earliest after 5/8 of the period.
    expect(at).toBeGreaterThanOrEqual(start + (set.periodMs * 5) / 8);
    expect(at).toBeLessThan(end);
  });

  it('names no time when the period would be over, or is', () => {
    const counts = honest(40, shares);
    for (const now of [start + set.periodMs / 2, end + 1]) {
      expect(release(counts, { now })[0]!.answers[0]).toEqual({
        id: 's0',
        state: 'too-few',
        enoughAt: null,
      });
    }
  });

  it('copes with a period in which nothing came', () => {
    for (const question of release([], { now: start + 1 })) {
      expect(question.reports).toBe(0);
      for (const answer of question.answers) expect(answer).toMatchObject({ state: 'too-few' });
    }
  });

  it('disputes the period when one question came up too often', () => {
    const counts = honest(2000, shares);
    const stuffed = counts.map((buckets, question) =>
      question === 0 ? buckets.map(([no, yes]) => [no!, yes! + 60]) : buckets,
    );
    for (const { answers } of release(stuffed)) {
      for (const answer of answers) {
        expect(answer.state).toBe('disputed');
        expect(answer.state === 'disputed' && answer.reasons).toContain('question-frequency');
      }
    }
  });

  it('disputes an answer that came more often than the mechanism can give it', () => {
    const counts = honest(2000, shares);
    counts[1] = counts[1]!.map(() => [5, 245]);
    const [first, second] = release(counts);
    expect(first!.answers[0]!.state).toBe('released');
    expect(second!.answers[0]).toMatchObject({ state: 'disputed', reasons: ['answer-range'] });
  });

  it('disputes a jump of more than 6 σ, but not the first period', () => {
    const now = honest(4000, shares, 2);
    const before = honest(4000, [[0.4, 0.6], ...shares.slice(1)], 3);
    expect(release(now)[0]!.answers[0]!.state).toBe('released');
    const [first, second] = release(now, { previous: before });
    expect(first!.answers[0]).toMatchObject({ state: 'disputed', reasons: ['jump'] });
    expect(second!.answers[0]!.state).toBe('released');
  });

  it('disputes reports that agree only in some of the random parts', () => {
    const counts = honest(2000, shares);
    counts[0] = counts[0]!.map((bucket, at) => (at === 0 ? [10, 240] : bucket));
    expect(release(counts)[0]!.answers[0]).toMatchObject({
      state: 'disputed',
      reasons: ['median'],
    });
  });

  it('disputes honest reports less than once in a hundred periods', () => {
    let disputed = 0;
    const periods = 300;
    let previous: PeriodCounts | undefined;
    for (let seed = 0; seed < periods; seed++) {
      const counts = honest(800, shares, 100 + seed);
      const answers = release(counts, previous && { previous }).flatMap((each) => each.answers);
      if (answers.some(({ state }) => state === 'disputed')) disputed += 1;
      previous = counts;
    }
    expect(disputed).toBeLessThan(periods / 100);
  });
});
