/** What questions and their answers are called, and how they are told apart. */
import type { Definitions } from '../../../shared/definitions/types.ts';
import { binText } from '../../../shared/histograms/index.ts';
import { called, listed } from '../../../shared/reading/called.ts';
import type { AnswerStats, QuestionStats } from '../../../shared/wire/index.ts';

/** The definitions that are live, for their names; null while they are not there. */
export type Live = Pick<Definitions, 'segments' | 'experiences'> | null;

export const titleOf = (question: QuestionStats): string =>
  called(`${question.kind}s`, question.id, question);

export function labelOf(
  { id: question, kind, values = 'number' }: QuestionStats,
  { id, from = null, to = null }: AnswerStats,
  live: Live,
): string {
  if (kind === 'segment') return 'Members';
  if (kind === 'histogram') {
    const text = id === null ? 'no value, or not known' : binText({ from, to }, values);
    return text.charAt(0).toUpperCase() + text.slice(1);
  }
  if (id === null) return kind === 'experience' ? 'Not in it' : 'None of these';
  if (kind === 'group') return listed(id, live?.segments[id]);
  if (id === 'holdout') return 'Hold-out';
  return listed(id, live?.experiences?.[question]?.variants[id]);
}

/** A question, as the address names it: a group may be called as a segment is. */
export const keyOf = ({ kind, id }: QuestionStats): string => `${kind}:${id}`;

/** One number of a question. */
export const answerKeyOf = (question: QuestionStats, { id }: AnswerStats): string =>
  question.kind === 'segment' ? keyOf(question) : `${keyOf(question)}:${id ?? ''}`;

/** A number by its whole name, for lists in which all are: "Life cycle: Champion". */
export const fullLabelOf = (question: QuestionStats, answer: AnswerStats, live: Live): string =>
  question.kind === 'segment'
    ? titleOf(question)
    : `${titleOf(question)}: ${labelOf(question, answer, live)}`;
