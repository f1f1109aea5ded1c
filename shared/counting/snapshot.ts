import type { Question } from './question-set.ts';

/** `[question][bucket][answer]`: how often each answer was given. Missing parts count as none. */
export type PeriodCounts = readonly (readonly (readonly number[])[])[];

/** Counters as they stood once. */
export interface Snapshot {
  readonly counts: PeriodCounts;
  /** Milliseconds since the epoch. */
  readonly taken: number;
}

export const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);

/** How often each answer of a question was given, all parts together. */
export function total(
  question: Question,
  buckets: readonly (readonly number[])[] = [],
): readonly number[] {
  return question.options.map((_, answer) => sum(buckets.map((counts) => counts[answer] ?? 0)));
}
