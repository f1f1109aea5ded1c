import type { AnswerStats, Release, WireRatio } from '../wire/index.ts';
import { Z } from './estimate.ts';
import { conversionOf, liftOf, type Arm, type RatioEstimate } from './lift.ts';
import type { Question } from './question-set.ts';
import { roundingFor } from './rounding.ts';
import { shownAnswers } from './shown-answers.ts';

interface ArmsInput {
  readonly question: Question;
  readonly counts: readonly number[];
  readonly epsilon: number;
  readonly releaseOf: (these: readonly number[]) => Release;
}

/**
 * The variants of an experience, the hold-out as one of them, and who is in none: the share of each and, with a goal,
 * how many of them converted and how much above the baseline that is, the hold-out or else the first variant. A ratio is
 * computed only of numbers that may be released themselves: how many have the variant, and how many of them converted.
 */
export function releaseArms(input: ArmsInput): readonly AnswerStats[] {
  const { question, counts, epsilon, releaseOf } = input;
  const shown = shownAnswers(question);
  const arms = shown.slice(0, -1);
  const conversions = arms.map(({ these }) => {
    const [first, second] = these;
    if (second === undefined) return undefined;
    const converted = releaseOf([first]);
    const isReleased = releaseOf(these).state === 'released' && converted.state === 'released';
    const arm: Arm = { converted: first, others: second };
    return { arm, rate: isReleased ? conversionOf({ counts, epsilon, arm }) : null };
  });
  const at = Math.max(
    0,
    arms.findIndex(({ id }) => id === HOLDOUT),
  );
  const baseline = conversions[at];
  return shown.map(({ id, these }, index): AnswerStats => {
    const own = conversions[index];
    if (!own || !baseline) return { id, ...releaseOf(these) };
    const lift =
      index !== at && own.rate && baseline.rate
        ? liftOf({ counts, epsilon, arm: own.arm, baseline: baseline.arm })
        : null;
    return {
      id,
      ...releaseOf(these),
      conversion: rounded(own.rate),
      ...(index === at ? { isBaseline: true } : { lift: rounded(lift) }),
    };
  });
}

/** The arm that sees the page as it is, as `shared/experiences` names it. */
const HOLDOUT = 'holdout';

function rounded(ratio: RatioEstimate | null): WireRatio | null {
  if (!ratio) return null;
  const round = roundingFor((ratio.high - ratio.low) / 2 / Z);
  return { value: round(ratio.value), low: round(ratio.low), high: round(ratio.high) };
}
