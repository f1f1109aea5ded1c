// What may be said of a period beside others: their share together, what changed, and shares that fit each other.
// Everything is computed from snapshots that are released, one of each period, and from what is shown of them.
import type { AnswerStats, WireChange, WireCombined, WireTrendPoint } from '../wire/index.ts';
import { changesOf, type Pair } from './change.ts';
import { estimateTogether } from './combine.ts';
import { fittingShares } from './fitting-shares.ts';
import type { Nested } from './nested.ts';
import type { QuestionSet } from './question-set.ts';
import { isEnough, MIN_REPORTS, releasePeriod, total, type Snapshot } from './release.ts';
import type { Asking, Sample } from './repeats.ts';
import { roundingFor } from './rounding.ts';
import { shownAnswers } from './shown-answers.ts';

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

/** The periods whose snapshots are read: each with the one before, which its gates compare it with. */
export function periodsNeeded(
  input: Pick<AcrossInput, 'period' | 'together' | 'baseline'>,
): readonly number[] {
  const looked = [...periodsTogether(input), input.period, input.baseline];
  return [...new Set(looked.flatMap((period) => [period, period - 1]))].filter(
    (period) => period >= 0,
  );
}

const periodsTogether = ({ period, together }: Pick<AcrossInput, 'period' | 'together'>) =>
  together < 2 ? [] : Array.from({ length: together }, (_, back) => period - back);

/** One question set over its periods. */
function readingOf({ set, snapshots }: Asked) {
  const releases = new Map<number, Released>();
  const name = set.id.join();
  return {
    set,
    has: (period: number) => snapshots.get(period) !== undefined,
    /** A period as it is by itself. */
    releaseOf(period: number): Released {
      const known = releases.get(period);
      if (known) return known;
      const [snapshot, previous] = [snapshots.get(period), snapshots.get(period - 1)];
      const released = releasePeriod({ set, period, snapshot, previous });
      releases.set(period, released);
      return released;
    },
    sampleOf(period: number, at: number, these: readonly number[]): Sample {
      const question = set.questions[at];
      const counts = question ? total(question, snapshots.get(period)?.counts[at]) : [];
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

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);

/** A period as `releasePeriod` has it, and of each answer what the periods around it add. */
export function releaseAcross(input: AcrossInput): Released & {
  /** How many shares were compared with those of the baseline. */
  readonly compared: number;
} {
  const { set, period, baseline, others = [] } = input;
  const own = readingOf(input);
  const readings = [own, ...others.map(readingOf)];
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
          devices: reading.releaseOf(of).reports,
        })),
    }));
  });
  type ShownNumber = (typeof shown)[number][number];

  /** The share over the last periods together. What is disputed is left out, and so is what has few reports. */
  const combinedOf = ({ asking, in: found }: ShownNumber): WireCombined | null => {
    const parts = periodsTogether(input).flatMap((of) =>
      found(of).filter(
        ({ sample, answer }) => answer?.state !== 'disputed' && sample.reports >= MIN_REPORTS,
      ),
    );
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
      const before = found(baseline).find(({ answer }) => answer?.state === 'released');
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

  /** Each period by itself. Where several sets asked in one, a number that is shown goes before a reason why none is. */
  const trendOf = ({ in: found }: ShownNumber): readonly WireTrendPoint[] =>
    periodsTogether(input)
      .filter((of) => of >= 0)
      .toReversed()
      .map((of) => {
        const there = found(of).flatMap(({ isThere, answer }) => (isThere && answer) || []);
        return pointOf(of, there.find(({ state }) => state === 'released') ?? there[0]);
      });

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
