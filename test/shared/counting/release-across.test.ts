import { describe, expect, it } from 'vitest';
import {
  BUCKETS,
  questionSet,
  randomise,
  releaseAcross,
  releasePeriod,
  type PeriodCounts,
  type Snapshot,
} from '../../../shared/counting/index.ts';
import { periodsNeeded } from '../../../shared/counting/release-across.ts';
import { coinOf, definitionsOf, digest, randomness, segmentsOf } from './helpers.ts';

const set = await questionSet(
  definitionsOf({
    segments: {
      plain: { when: {}, count: true },
      gold: { when: {}, count: true },
      silver: { when: {} },
    },
    groups: { tier: { segments: ['gold', 'silver'], count: true } },
  }),
  digest,
);
const PERIOD = 699;

/** Reports of honest devices, as the counters hold them. */
function honest(
  reportsEach: number,
  shares: readonly (readonly number[])[],
  seed: number,
  of = set,
) {
  const random = randomness(seed);
  return shares.map((share, question) =>
    Array.from({ length: BUCKETS }, () => {
      const { answers } = of.questions[question]!;
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
const SHARES = [
  [0.8, 0.2],
  [0.7, 0.3],
  [0.3, 0.2, 0.5],
];
const at = (period: number, counts: PeriodCounts): [number, Snapshot] => [
  period,
  { counts, taken: (period + 1) * set.periodMs },
];
const read = (
  snapshots: readonly [number, Snapshot][],
  part: Partial<Parameters<typeof releaseAcross>[0]> = {},
) =>
  releaseAcross({
    set,
    period: PERIOD,
    snapshots: new Map(snapshots),
    together: 6,
    baseline: PERIOD - 1,
    nested: [],
    ...part,
  });
/** 699 is a whole number of cycles of three, so it begins one. */
const steady = (reports: number, periods = 3) =>
  Array.from({ length: periods }, (_, back) =>
    at(PERIOD - back, honest(reports, SHARES, 10 + back)),
  );

describe('what other periods add', () => {
  it('is a share over the last ones together, of as many as there are', () => {
    const [question] = read(steady(800)).questions;
    const { combined } = question!.answers[0]!;
    expect(combined?.periods).toBe(3);
    expect(combined!.low).toBeLessThan(0.2);
    expect(combined!.high).toBeGreaterThan(0.2);
    const two = read(steady(800), { together: 2 }).questions[0]!.answers[0]!.combined!;
    expect(two.periods).toBe(2);
    expect(two.standardError).toBeGreaterThan(combined!.standardError);
    for (const snapshots of [steady(800, 1), []])
      expect(read(snapshots).questions[0]!.answers[0]!.combined).toBeNull();
    expect(read(steady(800), { together: 1 }).questions[0]!.answers[0]!.combined).toBeNull();
  });

  it('shows a share of which one period says too little', async () => {
    const eight = await questionSet(definitionsOf({ segments: segmentsOf(8) }), digest);
    // What is expected of so many reports, without chance: λ = 0.7616 π + 0.1192.
    const readOf = (share: number) => {
      const yes = 40 * (0.761594 * share + 0.119203);
      const counts = eight.questions.map(() =>
        Array.from({ length: BUCKETS }, () => [40 - yes, yes]),
      );
      const snapshots = [0, 1, 2, 3, 4, 5].map((back) => at(703 - back, counts));
      return read(snapshots, { set: eight, period: 703, baseline: 702 }).questions[0]!.answers[0]!;
    };
    // A standard error of 0.026 in one period, of 0.011 in six.
    expect(readOf(0.04)).toMatchObject({ state: 'too-few', combined: { periods: 6, share: 0.04 } });
    // Of a share below fifty people of a period, no number of periods says anything.
    expect(readOf(0.019)).toMatchObject({ state: 'too-few', combined: null });
    expect(readOf(0.022)).toMatchObject({ combined: { periods: 6 } });
  });

  it('leaves out a period that is disputed, and one with few reports', () => {
    const stuffed = honest(800, SHARES, 11);
    stuffed[0] = stuffed[0]!.with(0, [4, 96]);
    const [now, , before] = steady(800);
    const disputed = read([now!, at(PERIOD - 1, stuffed), before!]);
    const { combined, change } = disputed.questions[0]!.answers[0]!;
    expect(combined).toMatchObject({ periods: 2 });
    expect(change).toBeNull();
    expect(disputed.questions[1]!.answers[0]!.combined).toMatchObject({ periods: 3 });
    const few = read([now!, at(PERIOD - 1, honest(192, SHARES, 5)), before!]);
    expect(few.questions[0]!.answers[0]!.combined).toMatchObject({ periods: 2 });
  });

  it('is the share in each of the last ones, as that period has it, or why there is none', () => {
    const stuffed = honest(800, SHARES, 11);
    stuffed[0] = stuffed[0]!.with(0, [4, 96]);
    const snapshots = [
      ...steady(800, 1),
      at(PERIOD - 1, stuffed),
      at(PERIOD - 3, honest(192, SHARES, 5)),
      at(PERIOD - 4, honest(800, SHARES, 6)),
    ];
    const all = read(snapshots, { together: 5 }).questions;
    const [answer] = all[0]!.answers;
    expect(answer!.trend?.map(({ period, state }) => [PERIOD - period, state])).toEqual([
      [4, 'released'],
      [3, 'too-few'],
      [2, 'unreleased'],
      [1, 'disputed'],
      [0, 'released'],
    ]);
    // What it says of a period is what that period says of itself.
    for (const question of all)
      for (const [index, { trend }] of question.answers.entries())
        for (const { period, ...told } of trend!) {
          if (told.state === 'unreleased') continue;
          const alone = read(snapshots, { period }).questions.find(({ id }) => id === question.id);
          expect(alone!.answers[index]).toMatchObject(told);
        }
    expect(read(snapshots, { together: 1 }).questions[0]!.answers[0]).not.toHaveProperty('trend');
  });

  it('is a change since the period before, or another one, of shares that both show', () => {
    const risen = [
      at(PERIOD, honest(1600, SHARES.with(0, [0.71, 0.29]), 4)),
      ...steady(1600).slice(1),
    ];
    const { questions, compared } = read(risen);
    expect(compared).toBe(5);
    expect(questions[0]!.answers[0]!.change).toMatchObject({ verdict: 'rose' });
    expect(questions[1]!.answers[0]!.change).toMatchObject({ verdict: 'none' });
    const other = read(risen, { baseline: PERIOD - 2 });
    expect(other.questions[0]!.answers[0]!.change?.verdict).toBe('rose');
    expect(other.questions[0]!.answers[0]!.change).not.toEqual(questions[0]!.answers[0]!.change);
    expect(read(risen, { baseline: PERIOD - 3 }).compared).toBe(0);
    expect(read(risen, { baseline: PERIOD }).compared).toBe(0);
  });

  it('changes nothing of the period itself, and reads what it says that it reads', () => {
    const snapshots = new Map(steady(800, 4));
    const seen = new Set<number>();
    const input = { period: PERIOD, together: 3, baseline: PERIOD - 20 };
    const { questions, reports } = releaseAcross({
      ...input,
      set,
      nested: [],
      snapshots: { get: (period: number) => (seen.add(period), snapshots.get(period)) } as never,
    });
    const alone = releasePeriod({
      set,
      period: PERIOD,
      snapshot: snapshots.get(PERIOD),
      earlier: [1, 2, 3].flatMap((back) => snapshots.get(PERIOD - back) ?? []),
    });
    expect(reports).toBe(alone.reports);
    for (const [index, { answers }] of alone.questions.entries())
      for (const [answer, shown] of answers.entries())
        expect(questions[index]!.answers[answer]).toMatchObject(shown);
    const needed = periodsNeeded(input);
    for (const period of seen) expect(needed).toContain(period);
    expect(periodsNeeded({ period: 0, together: 6, baseline: -1 })).toEqual([0]);
  });
});

describe('a question that other sets ask, too', () => {
  // One more segment, and another name: what was asked stays asked.
  const later = async () =>
    questionSet(
      definitionsOf({
        segments: {
          ...segmentsOf(1),
          plain: { name: 'Plain', when: {}, count: true },
          gold: { when: { 'session.number': 7 } },
          silver: { when: {} },
        },
      }),
      digest,
    );

  it('goes on with its counts, as far as devices can have come again', async () => {
    const set4 = await later();
    const same = set4.questions.findIndex(({ id }) => id === 'plain');
    expect(set4.questions[same]!.hash).toEqual(set.questions[0]!.hash);
    expect(set4.id).not.toEqual(set.id);
    const shares = set4.questions.map(() => [0.8, 0.2]);
    const now = new Map([at(PERIOD, honest(800, shares, 77, set4))]);
    const before = new Map(steady(800, 4).slice(1));
    const input = { set: set4, period: PERIOD, together: 6, baseline: PERIOD - 1, nested: [] };
    const alone = releaseAcross({ ...input, snapshots: now });
    expect(alone.questions[same]!.answers[0]).toMatchObject({ combined: null, change: null });
    const both = releaseAcross({ ...input, snapshots: now, others: [{ set, snapshots: before }] });
    expect(both.questions[same]!.answers[0]).toMatchObject({
      combined: { periods: 4 },
      change: { verdict: 'none' },
    });
    expect(both.questions[same]!.answers[0]!.trend?.map(({ state }) => state)).toEqual([
      'unreleased',
      'unreleased',
      'released',
      'released',
      'released',
      'released',
    ]);
    // The new question begins.
    expect(both.questions[1 - same]!.answers[0]).toMatchObject({ combined: null, change: null });
    expect(both.compared).toBe(1);
    expect(both.reports).toBe(alone.reports);
  });

  it('has both sets of a period in which another was published, as other devices', async () => {
    const set4 = await later();
    const same = set4.questions.findIndex(({ id }) => id === 'plain');
    const shares = set4.questions.map(() => [0.8, 0.2]);
    const input = { set: set4, period: PERIOD, together: 2, baseline: PERIOD - 1, nested: [] };
    const read4 = (others: readonly { set: typeof set; snapshots: Map<number, Snapshot> }[]) =>
      releaseAcross({
        ...input,
        snapshots: new Map([
          at(PERIOD, honest(800, shares, 5, set4)),
          at(PERIOD - 1, honest(800, shares, 6, set4)),
        ]),
        others,
      }).questions[same]!.answers[0]!.combined!;
    const one = read4([]);
    const two = read4([{ set, snapshots: new Map([at(PERIOD - 1, honest(800, SHARES, 7))]) }]);
    expect([one.periods, two.periods]).toEqual([2, 2]);
    expect(two.standardError).toBeLessThan(one.standardError);
  });
});

describe('a set that nobody is asked any more', () => {
  const stuffed = () =>
    at(
      PERIOD,
      set.questions.map(({ answers }) =>
        Array.from({ length: BUCKETS }, () =>
          Array.from({ length: answers }, (_, answer) => (answer === 1 ? 90 : 20)),
        ),
      ),
    );

  it('moves nothing by forged reports, though nothing disputes it by itself', async () => {
    const old = await questionSet(
      definitionsOf({ segments: { plain: { when: {}, count: true } } }),
      digest,
    );
    const own = steady(800);
    const plain = read(own).questions[0]!;
    const [, snapshot] = stuffed();
    const others = [{ set: old, snapshots: new Map([[PERIOD, snapshot]]) }];
    const alone = releasePeriod({ set: old, period: PERIOD, snapshot });
    expect(alone.questions[0]!.answers[0]!.state).toBe('released');
    expect(read(own, { others }).questions[0]).toEqual(plain);
    // As what is compared with, neither.
    const here = read(own.slice(0, 1), { others, baseline: PERIOD - 1 });
    const there = [{ set: old, snapshots: new Map([[PERIOD - 1, snapshot]]) }];
    expect(here.questions[0]!.answers[0]!.change).toBeNull();
    const compared = read(own.slice(0, 1), { others: there, baseline: PERIOD - 1 });
    expect(compared.questions[0]!.answers[0]!.change).toBeNull();
  });

  it('is left out among others, too, where the set itself has nothing yet', async () => {
    const now = await questionSet(
      definitionsOf({
        segments: { plain: { when: {}, count: true }, b: { when: {}, count: true } },
      }),
      digest,
    );
    const old = await questionSet(
      definitionsOf({ segments: { plain: { when: {}, count: true } } }),
      digest,
    );
    const input = { set: now, period: PERIOD, together: 6, baseline: PERIOD - 1, nested: [] };
    const combined = (...others: Parameters<typeof releaseAcross>[0]['others'] & object) =>
      releaseAcross({ ...input, snapshots: new Map(), others }).questions[
        now.questions.findIndex(({ id }) => id === 'plain')
      ]!.answers[0]!.combined;
    const honestPart = { set, snapshots: new Map(steady(800, 4).slice(1)) };
    const forged = { set: old, snapshots: new Map([stuffed()]) };
    expect(combined(honestPart)).toMatchObject({ periods: 3 });
    expect(combined(honestPart, forged)).toEqual(combined(honestPart));
    const { trend } = releaseAcross({
      ...input,
      snapshots: new Map(),
      others: [honestPart, forged],
    }).questions[now.questions.findIndex(({ id }) => id === 'plain')]!.answers[0]!;
    expect(trend!.at(-1)).toEqual({ period: PERIOD, state: 'disputed', reasons: ['jump'] });
    expect(trend!.at(-2)).toMatchObject({ state: 'released' });
  });
});

describe('shares that fit each other', () => {
  const consistent = (result: ReturnType<typeof read>) =>
    result.questions.map(({ answers }) => answers.map((answer) => answer.consistent));

  it('sum to one in a group, and are those of a segment that is asked about by itself', () => {
    const result = read([at(PERIOD, honest(1600, SHARES, 21))]);
    const [[plain], [gold], tier] = consistent(result) as [number[], number[], number[]];
    const share = (question: number, answer = 0) => {
      const shown = result.questions[question]!.answers[answer]!;
      return shown.state === 'released' ? shown.share : NaN;
    };
    expect(plain).toBe(share(0));
    expect(gold).toBe(tier[0]);
    expect(share(1)).not.toBe(share(2));
    const between = [share(1), share(2)].toSorted((a, b) => a - b);
    expect(gold).toBeGreaterThan(between[0]! - 0.001);
    expect(gold).toBeLessThan(between[1]! + 0.001);
    expect(tier.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 2);
  });

  it('do not contradict that one segment is within another', () => {
    const same = SHARES.with(0, [0.695, 0.305]);
    const result = read([at(PERIOD, honest(1600, same, 9))], { nested: [['plain', 'gold']] });
    const [[plain], [gold]] = consistent(result) as [number[], number[]];
    expect(plain).toBeLessThanOrEqual(gold!);
  });

  it('are told of what is shown alone', () => {
    const one = SHARES.with(2, [0.3, 0.004, 0.696]);
    const result = read([at(PERIOD, honest(1600, one, 3))]);
    const [, , [gold, silver] = []] = consistent(result);
    expect(gold).toBeDefined();
    expect(silver).toBeUndefined();
  });
});
