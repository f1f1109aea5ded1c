import type { DisputeReason, QuestionStats, Release } from '../wire/index.ts';
import { estimateSome, type Estimate } from './estimate.ts';
import {
  type Earlier,
  frequencies,
  GATE_SIGMAS,
  heldAgainst,
  inRange,
  isFar,
  MIN_REPORTS,
} from './gates.ts';
import { MAX_RELATIVE_ERROR } from './plan.ts';
import type { Question, QuestionSet } from './question-set.ts';
import { releaseArms } from './release-arms.ts';
import { releaseBins } from './release-bins.ts';
import { roundingFor } from './rounding.ts';
import { periodEnd } from './schedule.ts';
import { shownAnswers } from './shown-answers.ts';
import { type Snapshot, sum, total } from './snapshot.ts';

/**
 * Reports fall into so many random parts. The Worker draws them, so forged reports spread as evenly as honest ones: parts
 * that differ are nothing that a sender can bring about, but counters that are damaged or were written by hand.
 */
export const BUCKETS = 8;

/** Reports that every question must have got before there is another release. */
export const RELEASE_STEP = 20;

const DAY_MS = 864e5;
/** People are told in tens. */
const PEOPLE_STEP = 10;
const MIN_PEOPLE = 50;
/**
 * Spread of (median − mean) of eight equal parts, in standard errors of the mean: the median of
 * eight normal values has efficiency 0.743, so √(1/0.743 − 1).
 */
const MEDIAN_SPREAD = 0.588;

export interface ReleaseInput {
  readonly set: QuestionSet;
  readonly period: number;
  /** What is released; nothing else is looked at. Null: nothing yet. */
  readonly snapshot: Snapshot | null | undefined;
  /** The periods before, of the same question set, the latest first; of `LOOK_BACK` periods at most. */
  readonly earlier?: readonly Earlier[];
}

/**
 * Whether a snapshot may take the place of the one before: on another day (UTC), and if every question
 * got a step of new reports. So whoever compares two readings sees at least so many together, never one.
 */
export function mayFollow(before: Snapshot | null, next: Snapshot): boolean {
  const day = ({ taken }: Snapshot) => Math.floor(taken / DAY_MS);
  if (before && day(next) <= day(before)) return false;
  return next.counts.every(
    (buckets, at) => sum(buckets.flat()) - sum(before?.counts[at]?.flat() ?? []) >= RELEASE_STEP,
  );
}

/** Whether an estimate stands for at least 50 people and has a relative standard error of at most 50 %. */
export function isEnough({ share, standardError }: Estimate, participants: number): boolean {
  return share * participants >= MIN_PEOPLE && standardError <= MAX_RELATIVE_ERROR * share;
}

/**
 * What may be said of each question: a number that rests on at least 200 reports, stands for at
 * least 50 people and has a relative standard error of at most 50 %; *too few* otherwise; and
 * *disputed* where the reports are not what honest devices send (the gates of the threat model).
 */
export function releasePeriod(input: ReleaseInput): {
  readonly reports: number;
  /** Devices that took part, as far as the questions agree about it: one that is stuffed adds none to the others. */
  readonly participants: number;
  readonly questions: readonly Omit<QuestionStats, 'name'>[];
} {
  const { questions, epsilon } = input.set;
  const current = input.snapshot?.counts ?? [];
  const reports = questions.map((question, at) => sum(total(question, current[at])));
  const { isOdd, participants } = frequencies(reports);

  const release = (question: Question, at: number): Omit<QuestionStats, 'name'> => {
    const buckets = current[at];
    const counts = total(question, buckets);
    const compared = heldAgainst(question, at, input.earlier ?? []);
    const count = reports[at] ?? 0;
    const estimateOf = (of: readonly number[], these: readonly number[]) =>
      estimateSome({
        given: sum(these.map((answer) => of[answer] ?? 0)),
        these: these.length,
        reports: sum(of),
        epsilon,
        answers: question.answers,
      });
    /** Of those who gave one of these answers. */
    const releaseOf = (these: readonly number[]): Release => {
      if (count < MIN_REPORTS) return tooFew(input, count);
      const estimate = estimateOf(counts, these);
      const given = sum(these.map((answer) => counts[answer] ?? 0));
      const middle = median(
        (buckets ?? [])
          .map((bucket) => total(question, [bucket]))
          .filter((bucket) => sum(bucket) > 0)
          .map((bucket) => estimateOf(bucket, these).share),
      );
      const reasons: DisputeReason[] = [];
      if (isOdd(count)) reasons.push('question-frequency');
      if (!inRange(given, count, epsilon, question.answers, these.length))
        reasons.push('answer-range');
      const isJump = (before: readonly number[]) => isFar(estimate, estimateOf(before, these));
      if (compared.length > 0 && compared.every(isJump)) reasons.push('jump');
      if (
        Math.abs(middle - estimate.share) >
        GATE_SIGMAS * MEDIAN_SPREAD * estimate.standardError
      ) {
        reasons.push('median');
      }
      if (reasons.length > 0) return { state: 'disputed', reasons };
      if (!isEnough(estimate, participants)) {
        // When it will be enough follows from the share, which is not told.
        return { state: 'too-few', enoughAt: null };
      }
      const people = (share: number) =>
        Math.max(0, Math.round((share * participants) / PEOPLE_STEP) * PEOPLE_STEP);
      const round = roundingFor(estimate.standardError);
      return {
        state: 'released',
        share: round(estimate.share),
        standardError: round(estimate.standardError),
        low: round(estimate.low),
        high: round(estimate.high),
        median: round(middle),
        people: {
          about: people(estimate.share),
          low: people(estimate.low),
          high: people(estimate.high),
        },
      };
    };
    const { id, kind } = question;
    const answers =
      kind === 'experience'
        ? releaseArms({ question, counts, epsilon, releaseOf })
        : kind === 'histogram'
          ? releaseBins(question, releaseOf)
          : shownAnswers(question).map(({ id: answer, these }) => ({
              id: answer,
              ...releaseOf(these),
            }));
    return { id, kind, reports: inSteps(count), answers };
  };
  return { reports: inSteps(sum(reports)), participants, questions: questions.map(release) };
}

const inSteps = (reports: number) => Math.floor(reports / RELEASE_STEP) * RELEASE_STEP;

/** 0 of nothing. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

/** The day on which there will be enough reports at the pace so far; null: not in this period. */
function tooFew({ period, set, snapshot }: ReleaseInput, reports: number): Release {
  const never: Release = { state: 'too-few', enoughAt: null };
  const start = periodEnd(period - 1, set.periodMs);
  const told = inSteps(reports);
  if (!snapshot || told === 0) return never;
  const days = Math.ceil(Math.max(1, snapshot.taken - start) / DAY_MS);
  const enough = start + Math.ceil((days * MIN_REPORTS) / told) * DAY_MS;
  return enough < periodEnd(period, set.periodMs)
    ? { state: 'too-few', enoughAt: new Date(enough).toISOString().slice(0, 10) }
    : never;
}
