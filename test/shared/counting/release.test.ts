import { describe, expect, it } from 'vitest';
import {
  BUCKETS,
  mayFollow,
  questionSet,
  randomise,
  RELEASE_STEP,
  releasePeriod,
} from '../../../shared/counting/index.ts';
import type { PeriodCounts } from '../../../shared/counting/index.ts';
import { disputedIn, type Earlier } from '../../../shared/counting/gates.ts';
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
const release = (counts: PeriodCounts, more: { taken?: number; previous?: PeriodCounts } = {}) =>
  releasePeriod({
    set,
    period,
    snapshot: { counts, taken: more.taken ?? end },
    ...(more.previous && { earlier: [{ counts: more.previous, taken: start }] }),
  }).questions;

describe('release', () => {
  it('shows a number with its interval, its people and its median', () => {
    const [first, , third, tier] = release(honest(2000, shares));
    expect(first).toMatchObject({ id: 's0', kind: 'segment', reports: 2000 });
    const [members] = first!.answers;
    expect(members).toMatchObject({ id: 's0', state: 'released' });
    if (members?.state !== 'released') throw new Error('withheld');
    expect(members.low).toBeLessThan(0.2);
    expect(members.high).toBeGreaterThan(0.2);
    expect(Math.abs(members.people.about - members.share * 8000)).toBeLessThan(5 + 8000 * 0.0005);
    expect(members.people.about % 10).toBe(0);
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

  it('says on which day reports will be enough, at the pace so far', () => {
    const half = start + set.periodMs / 2;
    const [first] = release(honest(160, shares), { taken: half });
    // 160 reports in 14 days: 200 after 17.5, so on the 18th day.
    const day = new Date(start + 18 * 864e5).toISOString().slice(0, 10);
    expect(first!.answers[0]).toEqual({ id: 's0', state: 'too-few', enoughAt: day });
    // Another share, the same day: nothing of what is withheld is in it.
    const other = release(honest(160, [[0.97, 0.03], ...shares.slice(1)]), { taken: half });
    expect(other[0]!.answers[0]).toEqual(first!.answers[0]);
  });

  it('names no day where reports are not what is missing', () => {
    // Half a percent, and enough reports: what is missing would tell the share.
    const third = release(honest(2000, shares), { taken: start + 864e5 })[2];
    expect(third!.answers[0]).toEqual({ id: 's2', state: 'too-few', enoughAt: null });
  });

  it('names no day when the period would be over, or is', () => {
    const counts = honest(40, shares);
    for (const taken of [start + set.periodMs / 2, end + 1]) {
      expect(release(counts, { taken })[0]!.answers[0]).toEqual({
        id: 's0',
        state: 'too-few',
        enoughAt: null,
      });
    }
  });

  it('copes with a period in which nothing came, or nothing is released yet', () => {
    for (const questions of [
      release([], { taken: start + 1 }),
      releasePeriod({ set, period, snapshot: null }).questions,
    ])
      for (const question of questions) {
        expect(question.reports).toBe(0);
        for (const answer of question.answers) expect(answer).toMatchObject({ state: 'too-few' });
      }
  });

  it('follows another on another day, and with a step of new reports on every question', () => {
    const each = (...reports: number[]) => reports.map((count) => [[count, 0]]);
    const at = (day: number, counts: PeriodCounts) => ({ counts, taken: day * 864e5 + 5 });
    const step = RELEASE_STEP;
    expect(mayFollow(null, at(1, each(step, step - 1)))).toBe(false);
    expect(mayFollow(null, at(1, each(step, step)))).toBe(true);
    const before = at(1, each(30, 40));
    expect(mayFollow(before, at(1, each(900, 900)))).toBe(false);
    expect(mayFollow(before, at(2, each(30 + step, 39 + step)))).toBe(false);
    expect(mayFollow(before, at(2, each(30 + step, 40 + step)))).toBe(true);
    expect(mayFollow(before, at(0, each(900, 900)))).toBe(false);
  });

  it('tells reports in whole steps, and numbers no finer than they are certain', () => {
    const counts = honest(2000, shares);
    counts[0]![0]![0]! += 7;
    const { reports, questions } = releasePeriod({ set, period, snapshot: { counts, taken: end } });
    expect([reports, questions[0]!.reports]).toEqual([8000, 2000]);
    const [answer] = questions[0]!.answers;
    if (answer?.state !== 'released') throw new Error('withheld');
    // The standard error is 0.01: three digits.
    for (const number of [answer.share, answer.low, answer.high, answer.standardError])
      expect(String(number).length).toBeLessThanOrEqual(5);
  });

  const stuff = (counts: PeriodCounts, each: number, ...which: readonly number[]) =>
    counts.map((buckets, question) =>
      which.includes(question)
        ? buckets.map((answers) => [...answers.slice(0, -1), answers.at(-1)! + each / BUCKETS])
        : buckets,
    );

  it('disputes a question that came up too often, and no other', () => {
    const counts = honest(2000, shares);
    const plain = release(counts);
    for (const each of [480, 20_000]) {
      const [first, ...others] = release(stuff(counts, each, 0));
      expect(first!.answers[0]).toMatchObject({ state: 'disputed' });
      expect(first!.answers[0]).toHaveProperty(
        'reasons',
        expect.arrayContaining(['question-frequency']),
      );
      // Nor do the forged reports make people of the others.
      expect(others).toEqual(plain.slice(1));
    }
    expect(release(stuff(counts, 80, 0))[0]!.answers[0]!.state).toBe('released');
  });

  it('disputes all where it cannot be told which questions were stuffed', () => {
    const stuffed = release(stuff(honest(2000, shares), 800, 0, 1, 2));
    for (const { answers } of stuffed)
      for (const answer of answers)
        expect(answer).toHaveProperty('reasons', expect.arrayContaining(['question-frequency']));
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

  /** A period after others, each held against those before it: what is said of the first question. */
  const inTurn = (...periods: readonly PeriodCounts[]) => {
    const earlier: Earlier[] = [];
    return periods.map((counts) => {
      const released = releasePeriod({ set, period, snapshot: { counts, taken: end }, earlier });
      earlier.unshift({ counts, taken: end, disputed: disputedIn(released.questions) });
      const [answer] = released.questions[0]!.answers;
      return answer?.state === 'disputed' ? answer.reasons.join() : answer?.state;
    });
  };

  it('does not dispute an honest period after a disputed one', () => {
    const [before, after, last] = [
      honest(4000, shares, 2),
      honest(4000, shares, 3),
      honest(4000, shares, 4),
    ];
    const high = [[0.4, 0.6], ...shares.slice(1)];
    expect(inTurn(before, stuff(after, 2400, 0), after, last)).toEqual([
      'released',
      'question-frequency,jump',
      'released',
      'released',
    ]);
    // A flood that spreads over all questions is a jump alone.
    expect(inTurn(before, honest(4000, high, 5), after)).toEqual(['released', 'jump', 'released']);
    // What lasts is no jump from the second period on; two floods are none the less two.
    expect(inTurn(before, honest(4000, high, 5), honest(4000, high, 6))).toEqual([
      'released',
      'jump',
      'released',
    ]);
    const twice = inTurn(before, stuff(after, 2400, 0), stuff(last, 2400, 0), after);
    expect(twice.slice(2)).toEqual(['question-frequency,jump', 'released']);
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
