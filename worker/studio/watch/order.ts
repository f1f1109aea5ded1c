/** Which questions are shown, and in which order. */
import type { AnswerStats, QuestionStats } from '../../../shared/wire/index.ts';
import { labelOf, type Live, titleOf } from './labels.ts';

export const SORTS = [
  ['defined', 'As defined'],
  ['name', 'Name'],
  ['share', 'Share, the largest first'],
  ['change', 'Change, the clearest first'],
  ['width', 'Interval, the narrowest first'],
] as const;

export type Sort = (typeof SORTS)[number][0];

export const isSort = (text: string): text is Sort => SORTS.some(([sort]) => sort === text);

/** Those that hold every word of the search, in their order; what has no such number comes last. */
export function arranged(
  questions: readonly QuestionStats[],
  { search, sort }: { readonly search: string; readonly sort: Sort },
  live: Live,
): readonly QuestionStats[] {
  const words = search.toLowerCase().split(/\s+/);
  const found = questions.filter((question) => {
    const text = textOf(question, live);
    return words.every((word) => text.includes(word));
  });
  if (sort === 'defined') return found;
  if (sort === 'name')
    return found.toSorted((a, b) => titleOf(a).localeCompare(titleOf(b), 'en', { numeric: true }));
  const ranked = found.map((question) => ({ question, rank: RANKS[sort](question.answers) }));
  return ranked.toSorted((a, b) => a.rank - b.rank || 0).map(({ question }) => question);
}

const textOf = (question: QuestionStats, live: Live): string =>
  [
    question.id,
    question.kind,
    titleOf(question),
    ...question.answers.flatMap((answer) => [answer.id ?? '', labelOf(question, answer, live)]),
  ]
    .join('\n')
    .toLowerCase();

/** The least comes first. Of several numbers the one that decides is the largest, the clearest, the widest. */
const RANKS: {
  readonly [sort in 'share' | 'change' | 'width']: (answers: readonly AnswerStats[]) => number;
} = {
  share: (answers) =>
    -Math.max(
      -1e9,
      ...answers.flatMap((answer) =>
        // Most devices are in none: that is not what a question is looked at for.
        answer.state === 'released' && answer.id !== null ? [answer.share] : [],
      ),
    ),
  change: (answers) => -Math.max(-1e9, ...answers.flatMap(({ change }) => clearness(change))),
  width: (answers) => {
    const widths = answers.flatMap((answer) =>
      answer.state === 'released' ? [answer.high - answer.low] : [],
    );
    return widths.length === 0 ? 1e9 : Math.max(...widths);
  },
};

/** How far a change is from none, in half widths of its interval. */
function clearness(change: AnswerStats['change']): readonly number[] {
  if (!change) return [];
  const clear = Math.abs(change.difference) / Math.max(change.high - change.low, 1e-9);
  return [change.verdict === 'none' ? clear : clear + 1e6];
}
