// What honest devices cannot have sent: the gates of the threat model.
import type { DisputeReason, QuestionStats } from '../wire/index.ts';
import { probabilities, type Estimate } from './estimate.ts';
import type { Question } from './question-set.ts';
import { type Snapshot, sum, total } from './snapshot.ts';

/** What a number must rest on to be shown. */
export const MIN_REPORTS = 200;
export const GATE_SIGMAS = 4;
/** Shares that are further apart, in standard errors of their difference, contradict each other. */
export const JUMP_SIGMAS = 6;

/** A period before, and why its questions are disputed: a list for each, empty or missing where it is not. */
export interface Earlier extends Snapshot {
  readonly disputed?: readonly (readonly DisputeReason[])[];
}

/** So far back is looked for a period that is not disputed, to hold a number against. Periods. */
export const LOOK_BACK = 3;

/** Why something of each question is disputed. */
export function disputedIn(
  questions: readonly Pick<QuestionStats, 'answers'>[],
): readonly (readonly DisputeReason[])[] {
  return questions.map(({ answers }) => [
    ...new Set(answers.flatMap((answer) => (answer.state === 'disputed' ? answer.reasons : []))),
  ]);
}

/**
 * Which counts honest devices cannot have sent. The schedule asks all questions equally often, and a forged report can
 * only add: so each count is held against the median (the lower one of two), ± 4 σ of its difference to the others' mean.
 * One above it is odd by itself. One below it tells that more than half are stuffed, so that nothing can be said of any.
 */
export function frequencies(reports: readonly number[]): {
  readonly isOdd: (count: number) => boolean;
  readonly participants: number;
} {
  const questions = reports.length;
  const usual = reports.toSorted((a, b) => a - b)[Math.ceil(questions / 2) - 1] ?? 0;
  const most = questions > 1 ? GATE_SIGMAS * Math.sqrt((usual * questions) / (questions - 1)) : 0;
  const isAbove = (count: number) => count - usual > most;
  const isMajorityStuffed = reports.some((count) => usual - count > most);
  const even = reports.filter((count) => !isAbove(count));
  return {
    isOdd: (count) => isMajorityStuffed || isAbove(count),
    participants: even.length > 0 ? (sum(even) * questions) / even.length : 0,
  };
}

/**
 * The counts that a question's numbers must not be far from, all of them: those of the last period that is not disputed,
 * so that a flood does not dispute the honest period after it. Or, where the period before jumped and nothing else was
 * wrong with it, those of that one: a change that stays is true, and is told from the second period on.
 */
export function heldAgainst(
  question: Question,
  at: number,
  earlier: readonly Earlier[],
): readonly (readonly number[])[] {
  const found: (readonly number[])[] = [];
  for (const [back, { counts, disputed }] of earlier.entries()) {
    const reasons = disputed?.[at] ?? [];
    const isUndisputed = reasons.length === 0;
    const given = total(question, counts[at]);
    if (isUndisputed || (back === 0 && reasons.every((reason) => reason === 'jump')))
      if (sum(given) >= MIN_REPORTS) found.push(given);
    if (isUndisputed) break;
  }
  return found;
}

/** Whether so many answers came as often as the mechanism can give them: one from q − 4 σ to p + 4 σ. */
export function inRange(
  given: number,
  reports: number,
  epsilon: number,
  answers: number,
  these: number,
): boolean {
  const { p, q } = probabilities(epsilon, answers);
  const sigmas = (chance: number) => GATE_SIGMAS * Math.sqrt((chance * (1 - chance)) / reports);
  const rate = given / reports;
  const [least, most] = [q * these, p + q * (these - 1)];
  return rate >= least - sigmas(least) && rate <= most + sigmas(most);
}

/** How far apart two estimates of a share are, in standard errors of their difference. */
export function sigmasApart(one: Estimate, other: Estimate): number {
  return Math.abs(one.share - other.share) / Math.hypot(one.standardError, other.standardError);
}

/** Whether they are further apart than chance and a usual change explain: 6 σ. */
export const isFar = (one: Estimate, other: Estimate): boolean =>
  sigmasApart(one, other) > JUMP_SIGMAS;
