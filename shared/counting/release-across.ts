// What may be said of a period beside others: their share together, what changed, and shares that fit each other.
// Everything is computed from snapshots that are released, one of each period, and from what is shown of them.
import type { AnswerStats, WireChange, WireCombined } from '../wire/index.ts';
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

/** A period as `releasePeriod` has it, and of each answer what the periods around it add. */
export function releaseAcross(input: AcrossInput): Released & {
  /** How many shares were compared with those of the baseline. */
  readonly compared: number;
} {
  const { set, period, snapshots, baseline } = input;
  const releases = new Map<number, Released>();
  const releaseOf = (of: number): Released => {
    const known = releases.get(of);
    if (known) return known;
    const [snapshot, previous] = [snapshots.get(of), snapshots.get(of - 1)];
    const released = releasePeriod({ set, period: of, snapshot, previous });
    releases.set(of, released);
    return released;
  };
  const sampleOf = (of: number, question: number, these: readonly number[]): Sample => {
    const asked = set.questions[question];
    const counts = asked ? total(asked, snapshots.get(of)?.counts[question]) : [];
    const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
    return {
      period: of,
      reports: sum(counts),
      given: sum(these.map((answer) => counts[answer] ?? 0)),
    };
  };
  const askings = set.questions.map((question) =>
    shownAnswers(question).map(({ these }) => ({
      these,
      asking: {
        epsilon: set.epsilon,
        answers: question.answers,
        these: these.length,
        questions: set.questions.length,
      } satisfies Asking,
    })),
  );

  /** The share over the last periods together. A period that is disputed is left out, and so is one with few reports. */
  const combinedOf = (question: number, answer: number): WireCombined | null => {
    const { these, asking } = askings[question]?.[answer] ?? {};
    if (!these || !asking) return null;
    const samples = periodsTogether(input).flatMap((of) => {
      const state = releaseOf(of).questions[question]?.answers[answer]?.state;
      const sample = sampleOf(of, question, these);
      return state === 'disputed' || sample.reports < MIN_REPORTS ? [] : [sample];
    });
    if (samples.length < 2) return null;
    const estimate = estimateTogether(samples, asking);
    const devices =
      samples.reduce((sum, sample) => sum + releaseOf(sample.period).reports, 0) / samples.length;
    if (!isEnough(estimate, devices)) return null;
    const round = roundingFor(estimate.standardError);
    return {
      periods: samples.length,
      share: round(estimate.share),
      standardError: round(estimate.standardError),
      low: round(estimate.low),
      high: round(estimate.high),
    };
  };

  const { reports, questions } = releaseOf(period);
  const pairs: { readonly question: number; readonly answer: number; readonly pair: Pair }[] = [];
  for (const [question, parts] of askings.entries())
    for (const [answer, { these, asking }] of parts.entries()) {
      const states = [period, baseline].map(
        (of) => releaseOf(of).questions[question]?.answers[answer]?.state,
      );
      if (baseline === period || states.some((state) => state !== 'released')) continue;
      const [now, before] = [
        sampleOf(period, question, these),
        sampleOf(baseline, question, these),
      ];
      pairs.push({ question, answer, pair: { now, before, asking } });
    }
  const changes = changesOf(pairs.map(({ pair }) => pair));
  const changeOf = (question: number, answer: number): WireChange | null => {
    const at = pairs.findIndex((pair) => pair.question === question && pair.answer === answer);
    const change = changes[at];
    if (!change) return null;
    const round = roundingFor((change.high - change.low) / 4);
    return {
      verdict: change.verdict,
      difference: round(change.difference),
      low: round(change.low),
      high: round(change.high),
    };
  };

  const fitting = fittingShares(questions, input.nested);
  return {
    reports,
    compared: pairs.length,
    questions: questions.map((question, at) => ({
      ...question,
      answers: question.answers.map((answer, index): AnswerStats => {
        const consistent = fitting.get(answer);
        return {
          ...answer,
          ...(consistent !== undefined && { consistent }),
          combined: combinedOf(at, index),
          change: changeOf(at, index),
        };
      }),
    })),
  };
}
