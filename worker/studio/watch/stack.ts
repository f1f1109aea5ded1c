/** A group's answers on one bar: the shares that fit each other, of which there are 100 % at most. */
import type { QuestionStats } from '../../../shared/wire/index.ts';

export interface StackPart {
  /** Place among the answers, from 0. */
  readonly at: number;
  readonly share: number;
}

export interface Stack {
  readonly parts: readonly StackPart[];
  /** What belongs to answers of which nothing is said. */
  readonly rest: number;
}

/** Null where fewer than two answers are shown: then there is nothing to put together. */
export function stackOf({ answers }: QuestionStats): Stack | null {
  const parts = answers.flatMap((answer, at) =>
    answer.state === 'released'
      ? [{ at, share: Math.max(0, answer.consistent ?? answer.share) }]
      : [],
  );
  if (parts.length < 2) return null;
  const all = parts.reduce((sum, { share }) => sum + share, 0);
  const isWhole = parts.length === answers.length;
  return { parts, rest: isWhole ? 0 : Math.max(0, 1 - all) };
}
