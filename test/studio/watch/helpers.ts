import type { AnswerStats, QuestionStats } from '../../../shared/wire/index.ts';

/** A number that is shown, two points either way. */
export function released(
  id: string | null,
  share: number,
  more: Partial<Pick<AnswerStats, 'change' | 'consistent' | 'trend' | 'conversion'>> & {
    readonly width?: number;
  } = {},
): AnswerStats {
  const { width = 0.04, ...rest } = more;
  return {
    id,
    state: 'released',
    share,
    low: share - width / 2,
    high: share + width / 2,
    standardError: width / 4,
    median: share,
    people: { about: 1000, low: 900, high: 1100 },
    ...rest,
  };
}

export const tooFew = (id: string | null): AnswerStats => ({
  id,
  state: 'too-few',
  enoughAt: null,
});

export const questionOf = (
  id: string,
  answers: readonly AnswerStats[],
  kind: QuestionStats['kind'] = 'segment',
): QuestionStats => ({ id, kind, name: id, reports: 1000, answers });
