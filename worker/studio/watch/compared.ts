/** Two numbers of one period, and what may be said of their difference. */
import { differenceBetween, type Difference } from '../../../shared/counting/index.ts';
import type { AnswerStats, QuestionStats, Stats } from '../../../shared/wire/index.ts';
import { answerKeyOf } from './labels.ts';

export interface Figure {
  readonly question: QuestionStats;
  readonly answer: AnswerStats;
}

export const numbersOf = ({ questions }: Pick<Stats, 'questions'>): readonly Figure[] =>
  questions.flatMap((question) => question.answers.map((answer) => ({ question, answer })));

export const numberAt = (stats: Pick<Stats, 'questions'>, key: string): Figure | null =>
  numbersOf(stats).find(({ question, answer }) => answerKeyOf(question, answer) === key) ?? null;

/** By how much the second is above the first; null where one of them is not shown, or both are the same. */
export function differenceOf(
  { epsilon }: Pick<Stats, 'epsilon'>,
  first: Figure,
  second: Figure,
): Difference | null {
  const [one, other] = [first.answer, second.answer];
  if (one.state !== 'released' || other.state !== 'released' || one === other) return null;
  const isOneQuestion = first.question === second.question;
  return differenceBetween(
    one,
    other,
    isOneQuestion
      ? {
          epsilon,
          answers: first.question.answers.reduce((sum, answer) => sum + givenAs(answer), 0),
          these: [givenAs(one), givenAs(other)],
        }
      : null,
  );
}

/** How many answers of the question a number counts: a variant with a goal is told with and without conversion. */
const givenAs = ({ conversion }: AnswerStats): number => (conversion === undefined ? 1 : 2);
