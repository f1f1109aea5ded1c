import type { AnswerStats, Release } from '../wire/index.ts';
import type { Question } from './question-set.ts';

/**
 * The bins of a histogram in their order, then whose value is absent or not known. Each is a share like any other: what
 * bins would say together, such as a median, is not told, as it has no interval of its own.
 */
export function releaseBins(
  { id: histogram, options }: Question,
  releaseOf: (these: readonly number[]) => Release,
): readonly AnswerStats[] {
  return options.map((option, answer): AnswerStats => {
    if (answer === options.length - 1) return { id: null, ...releaseOf([answer]) };
    // Answers are named `HISTOGRAM:FROM..TO`.
    const id = option.slice(histogram.length + 1);
    const [from = '', to = ''] = id.split('..');
    return { id, from: boundOf(from), to: boundOf(to), ...releaseOf([answer]) };
  });
}

/** A number, or a duration such as `7d`. */
function boundOf(text: string): number | string | null {
  if (text === '') return null;
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}
