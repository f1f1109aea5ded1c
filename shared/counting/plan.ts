import { MAX_QUESTIONS } from '../wire/index.ts';
import { EPSILONS, greatestEpsilon, type Period } from './budget.ts';
import { probabilities } from './estimate.ts';

/**
 * Devices that take part in a period, as a multiple of a day's visitors. An assumption, to show
 * and to replace by the site's own figure.
 */
export const PARTICIPANTS_PER_DAILY_VISITOR = { '7d': 2.1, '28d': 4.8 } as const;

/** The relative standard error to reach, and the share it is reached for. */
export const TARGET_ERROR = { error: 0.1, share: 0.2 } as const;

/** Above this a question is refused: its number would say nothing. */
export const MAX_RELATIVE_ERROR = 0.5;

/** Where no share is given, a question is judged by its error at this one. Nothing is assumed of the question. */
export const JUDGED_SHARE = 0.05;

/**
 * Expected standard error of an estimate, as a part of the share itself:
 * √(λ(1−λ)/n)/((p−q)π) with λ = πp + (1−π)q (Wang et al., USENIX Security 2017).
 */
export function relativeError(input: {
  /** π, above 0. */
  readonly share: number;
  readonly reports: number;
  readonly epsilon: number;
  /** k: 2 for a segment. */
  readonly answers: number;
}): number {
  const { p, q } = probabilities(input.epsilon, input.answers);
  const lambda = input.share * (p - q) + q;
  return Math.sqrt((lambda * (1 - lambda)) / input.reports) / ((p - q) * input.share);
}

export interface PlanInput {
  readonly questions: readonly {
    readonly id: string;
    readonly answers: number;
    /** Expected share, where it is known. For a group: its smallest answer of interest. */
    readonly share?: number;
  }[];
  readonly dailyVisitors: number;
  readonly period: Period;
  /** The site's own figure for a period, instead of the assumption. */
  readonly participants?: number;
  /** As signed; without it the plan's own choice. */
  readonly epsilon?: number;
}

export interface PlannedQuestion {
  readonly id: string;
  readonly answers: number;
  /** As given; null: not known. */
  readonly share: number | null;
  /** Expected relative standard error at that share; at 5 % where none is given. */
  readonly error: number;
  /** The same at 1, 5 and 20 %. */
  readonly errors: { readonly 1: number; readonly 5: number; readonly 20: number };
  /** The error is above 50 %. */
  readonly refused: boolean;
  /** More answers than k < 3e^ε + 2: one question per segment would be more exact. */
  readonly tooManyAnswers: boolean;
}

export interface CountPlan {
  /** The smallest ε that reaches the target for every question, or the greatest that the period allows. */
  readonly recommendedEpsilon: number;
  /** Whether that ε reaches the target. */
  readonly reachesTarget: boolean;
  /** The ε of the errors below. */
  readonly epsilon: number;
  readonly participants: number;
  readonly reportsPerQuestion: number;
  /** How many segments could be asked about at the period's greatest ε within the target; 64 at most. */
  readonly questionsThatFit: number;
  readonly questions: readonly PlannedQuestion[];
}

/** What counts will be worth at a site's traffic, before anything is signed. */
export function planCounts(input: PlanInput): CountPlan {
  const participants =
    input.participants ?? input.dailyVisitors * PARTICIPANTS_PER_DAILY_VISITOR[input.period];
  const reports = participants / Math.max(1, input.questions.length);
  const { share: target, error } = TARGET_ERROR;
  const worst = (epsilon: number) =>
    Math.max(
      ...input.questions.map(({ answers }) =>
        relativeError({ share: target, reports, epsilon, answers }),
      ),
    );
  const enough = EPSILONS[input.period].find((epsilon) => worst(epsilon) <= error);
  const greatest = greatestEpsilon(input.period);
  const epsilon = input.epsilon ?? enough ?? greatest;
  // The squared error is inverse to the reports.
  const errorOfAll = relativeError({
    share: target,
    reports: participants,
    epsilon: greatest,
    answers: 2,
  });
  return {
    recommendedEpsilon: enough ?? greatest,
    reachesTarget: enough !== undefined,
    epsilon,
    participants,
    reportsPerQuestion: reports,
    questionsThatFit: Math.min(MAX_QUESTIONS, Math.floor((error / errorOfAll) ** 2)),
    questions: input.questions.map(({ id, answers, share = null }) => {
      const at = (of: number) => relativeError({ share: of, reports, epsilon, answers });
      const judged = at(share ?? JUDGED_SHARE);
      return {
        id,
        answers,
        share,
        error: judged,
        errors: { 1: at(0.01), 5: at(0.05), 20: at(0.2) },
        refused: !(judged <= MAX_RELATIVE_ERROR),
        tooManyAnswers: answers >= 3 * Math.exp(epsilon) + 2,
      };
    }),
  };
}
