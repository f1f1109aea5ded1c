// What may be said of a period beside others: their share together, what changed, and shares that fit each other.
// Everything is computed from snapshots that are released, one of each period, and from what is shown of them.
import type { AnswerStats, WireChange, WireCombined, WireTrendPoint } from '../wire/index.ts';
import { agreeing, contradict } from './agreeing.ts';
import { changesOf, type Pair } from './change.ts';
import { estimateTogether } from './combine.ts';
import { fittingShares } from './fitting-shares.ts';
import { disputedIn, type Earlier, LOOK_BACK, MIN_REPORTS } from './gates.ts';
import type { Nested } from './nested.ts';
import type { QuestionSet } from './question-set.ts';
import { isEnough, releasePeriod } from './release.ts';
import type { Asking, Sample } from './repeats.ts';
import { roundingFor } from './rounding.ts';
import { shownAnswers } from './shown-answers.ts';
import { type Snapshot, sum, total } from './snapshot.ts';

/** As many periods are put together at most: a year of 28 days each. */
export const MOST_TOGETHER = 13;

export interface AcrossInput {
  readonly set: QuestionSet;
  readonly period: number;
  /** What is released, by period; `periodsNeeded` says of which. */
  readonly snapshots: ReadonlyMap<number, Snapshot>;
  /** How many periods are put together, this one the last of them; 1: none. */
  readonly together: number;
  /** The period that this one is compared with. */
  readonly baseline: number;
  readonly nested: readonly Nested[];
  /** Other question sets, the newest first: where they ask the same, by its hash, they are read, too. */
  readonly others?: readonly Asked[];
}

/** A question set, and what is released of it, by period. */
interface Asked {
  readonly set: QuestionSet;
  readonly snapshots: ReadonlyMap<number, Snapshot>;
}

type Released = ReturnType<typeof releasePeriod>;

/** The periods whose snapshots are read: each with those before, which its gates compare it with. */
export function periodsNeeded(
  input: Pick<AcrossInput, 'period' | 'together' | 'baseline'>,
): readonly number[] {
  const looked = [...periodsTogether(input), input.period, input.baseline];
  const withBefore = (period: number) => range(LOOK_BACK + 1).map((back) => period - back);
  return [...new Set(looked.flatMap(withBefore))].filter((period) => period >= 0);
}

const periodsTogether = ({ period, together }: Pick<AcrossInput, 'period' | 'together'>) =>
  together < 2 ? [] : range(together).map((back) => period - back);

const range = (length: number) => Array.from({ length }, (_, at) => at);

/** One question set over these periods. */
function readingOf({ set, snapshots }: Asked, periods: ReadonlySet<number>) {
  const releases = new Map<number, Released>();
  const snapshotOf = (period: number) => (periods.has(period) ? snapshots.get(period) : undefined);
  const name = set.id.join();
  return {
    set,
    has: (period: number) => snapshots.get(period) !== undefined,
    /** A period as it is by itself. */
    releaseOf(period: number): Released {
      const known = releases.get(period);
      if (known) return known;
      const earlier = range(LOOK_BACK).flatMap((back): Earlier[] => {
        const of = period - 1 - back;
        const snapshot = snapshotOf(of);
        return snapshot
          ? [{ ...snapshot, disputed: disputedIn(this.releaseOf(of).questions) }]
          : [];
      });
      const released = releasePeriod({ set, period, snapshot: snapshotOf(period), earlier });
      releases.set(period, released);
      return released;
    },
    sampleOf(period: number, at: number, these: readonly number[]): Sample {
      const question = set.questions[at];
      const counts = question ? total(question, snapshotOf(period)?.counts[at]) : [];
      return {
        period,
        set: name,
        questions: set.questions.length,
        reports: sum(counts),
        given: sum(these.map((answer) => counts[answer] ?? 0)),
      };
    },
  };
}

/** A period as `releasePeriod` has it, and of each answer what the periods around it add. */
export function releaseAcross(input: AcrossInput): Omit<Released, 'participants'> & {
  /** How many shares were compared with those of the baseline. */
  readonly compared: number;
} {
  const { set, period, baseline, others = [] } = input;
  const needed = new Set(periodsNeeded(input));
  const own = readingOf(input, needed);
  const readings = [own, ...others.map((other) => readingOf(other, needed))];
  const { reports, questions } = own.releaseOf(period);

  /** Each number that is shown, and where the same was asked. */
  const shown = set.questions.map((question, index) => {
    const places = readings.flatMap((reading) => {
      if (reading === own) return [{ reading, at: index }];
      const at = reading.set.questions.findIndex(
        ({ hash, answers }) => answers === question.answers && hash.join() === question.hash.join(),
      );
      return at < 0 ? [] : [{ reading, at }];
    });
    return shownAnswers(question).map(({ these }, answer) => ({
      asking: {
        epsilon: set.epsilon,
        answers: question.answers,
        these: these.length,
      } satisfies Asking,
      in: (of: number) =>
        places.map(({ reading, at }) => ({
          sample: reading.sampleOf(of, at, these),
          isThere: reading.has(of),
          answer: reading.releaseOf(of).questions[at]?.answers[answer],
          devices: reading.releaseOf(of).participants,
          isOwn: reading === own,
        })),
    }));
  });
  type ShownNumber = (typeof shown)[number][number];

  /**
   * The share over the last periods together. What is disputed is left out, and so is what has few reports, and what other
   * sets add where it contradicts the rest.
   */
  const combinedOf = ({ asking, in: found }: ShownNumber): WireCombined | null => {
    const counted = periodsTogether(input).flatMap((of) =>
      found(of).filter(
        ({ sample, answer }) => answer?.state !== 'disputed' && sample.reports >= MIN_REPORTS,
      ),
    );
    const parts = agreeing(counted, asking);
    const periods = new Set(parts.map(({ sample }) => sample.period)).size;
    if (periods < 2) return null;
    const estimate = estimateTogether(
      parts.map(({ sample }) => sample),
      asking,
    );
    if (!isEnough(estimate, sum(parts.map(({ devices }) => devices)) / periods)) return null;
    const round = roundingFor(estimate.standardError);
    return {
      periods,
      share: round(estimate.share),
      standardError: round(estimate.standardError),
      low: round(estimate.low),
      high: round(estimate.high),
    };
  };

  /** What is shown now, beside what was shown then, of the same set if there is any. */
  const pairs = shown.map((numbers) =>
    numbers.map(({ asking, in: found }): Pair | null => {
      const [now] = found(period);
      // What is told of another set is no change where it would be a jump in this one.
      const before = found(baseline).find(
        ({ answer, isOwn, sample }) =>
          answer?.state === 'released' &&
          (isOwn || (now && !contradict([sample], [now.sample], asking))),
      );
      return baseline !== period && now?.answer?.state === 'released' && before
        ? { now: now.sample, before: before.sample, asking }
        : null;
    }),
  );
  const compared = pairs.flat().filter((pair) => pair !== null);
  const changes = new Map(changesOf(compared).map((change, at) => [compared[at], change]));
  const changeOf = (pair: Pair | null | undefined): WireChange | null => {
    const change = pair && changes.get(pair);
    if (!change) return null;
    const round = roundingFor((change.high - change.low) / 4);
    return {
      verdict: change.verdict,
      difference: round(change.difference),
      low: round(change.low),
      high: round(change.high),
    };
  };

  /**
   * Each period by itself. Where several sets asked in one, a number that is shown goes before a reason why none is, and one
   * that contradicts the rest is a jump.
   */
  const trendOf = ({ asking, in: found }: ShownNumber): readonly WireTrendPoint[] => {
    const all = periodsTogether(input)
      .filter((of) => of >= 0)
      .toReversed()
      .map((of) => ({ of, there: found(of).filter(({ isThere }) => isThere) }));
    const released = all.flatMap(({ there }) =>
      there.filter(({ answer }) => answer?.state === 'released'),
    );
    const told = new Set(agreeing(released, asking));
    return all.map(({ of, there }) => {
      const part = there.find((each) => told.has(each)) ?? there[0];
      return part?.answer?.state === 'released' && !told.has(part)
        ? { period: of, state: 'disputed', reasons: ['jump'] }
        : pointOf(of, part?.answer);
    });
  };

  const fitting = fittingShares(questions, input.nested);
  return {
    reports,
    compared: compared.length,
    questions: questions.map((question, at) => ({
      ...question,
      answers: question.answers.map((answer, index): AnswerStats => {
        const consistent = fitting.get(answer);
        const number = shown[at]?.[index];
        return {
          ...answer,
          ...(consistent !== undefined && { consistent }),
          combined: number ? combinedOf(number) : null,
          change: changeOf(pairs[at]?.[index]),
          ...(number && input.together > 1 && { trend: trendOf(number) }),
        };
      }),
    })),
  };
}

function pointOf(period: number, answer: AnswerStats | undefined): WireTrendPoint {
  if (!answer) return { period, state: 'unreleased' };
  if (answer.state === 'too-few') return { period, state: 'too-few' };
  if (answer.state === 'disputed') return { period, state: 'disputed', reasons: answer.reasons };
  const { state, share, low, high, standardError } = answer;
  return { period, state, share, low, high, standardError };
}
