import type { Report } from '../wire/index.ts';
import { randomise } from './coin.ts';
import { prf } from './prf.ts';
import type { SubtleHmac } from './prf.ts';
import type { Question, QuestionSet } from './question-set.ts';
import { periodAt, questionAt } from './schedule.ts';

/** A report but for its random id. */
export type Answer = Omit<Report, 'reportId'>;

export interface AskedInput {
  /** 16 random bytes that never leave the device. */
  readonly seed: Uint8Array<ArrayBuffer>;
  readonly subtle: SubtleHmac;
  readonly questionSet: QuestionSet;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface AnswerInput extends AskedInput {
  /** Index of the true answer; see `truthFrom`. Called once, for the question whose turn it is. */
  readonly truthOf: (question: Question) => number;
}

/** The question whose turn it is, and this device's answer to it, by the index of the true one. */
export interface Asked {
  readonly question: Question;
  readonly answerTo: (truth: number) => Promise<Answer>;
}

/**
 * What this device is asked in the period of `now`, or null where nothing is. Asked again, its answers are the same:
 * the coin hangs on seed, question and truth, and nothing is drawn anew.
 */
export async function askedOf(input: AskedInput): Promise<Asked | null> {
  const { questionSet, now } = input;
  const period = periodAt(now, questionSet.periodMs);
  const draw = await prf(input.subtle, input.seed);
  const index = await questionAt(draw, questionSet, period);
  const question = questionSet.questions[index];
  if (!question) return null;
  return {
    question,
    answerTo: async (truth) => ({
      questionSet: questionSet.id,
      period,
      question: index,
      answer: randomise(
        await draw('coin', question.hash, truth),
        truth,
        question.answers,
        questionSet.epsilon,
      ),
    }),
  };
}

/** This device's answer for the period of `now`, or null where nothing is asked. */
export async function answerFor(input: AnswerInput): Promise<Answer | null> {
  const asked = await askedOf(input);
  return asked && asked.answerTo(input.truthOf(asked.question));
}

/** The true answer from an engine's `has`: what it cannot know counts as *no*, or as *none*. */
export function truthFrom(has: (segment: string) => boolean): (question: Question) => number {
  return ({ id, kind, answers, options }) =>
    kind === 'segment' ? Number(has(id)) : (options.findIndex(has) + answers) % answers;
}
