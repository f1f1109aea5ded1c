import type { AnswerStats, Release, WireRatio } from '../wire/index.ts';
import { conversionOf, liftOf, type Arm, type RatioEstimate } from './lift.ts';
import type { Question } from './question-set.ts';
import { roundingFor } from './rounding.ts';

const Z = 1.96;

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
  const arms = armsOf(question);
  const conversions = arms.map(({ indexes: [first, second], share }) => {
    if (second === undefined) return undefined;
    const converted = releaseOf([first]);
    const isReleased = share(releaseOf).state === 'released' && converted.state === 'released';
    const arm: Arm = { converted: first, others: second };
    return { arm, rate: isReleased ? conversionOf({ counts, epsilon, arm }) : null };
  });
  const at = Math.max(
    0,
    arms.findIndex(({ id }) => id === HOLDOUT),
  );
  const baseline = conversions[at];
  return [
    ...arms.map(({ id, share }, index): AnswerStats => {
      const own = conversions[index];
      if (!own || !baseline) return { id, ...share(releaseOf) };
      const lift =
        index !== at && own.rate && baseline.rate
          ? liftOf({ counts, epsilon, arm: own.arm, baseline: baseline.arm })
          : null;
      return {
        id,
        ...share(releaseOf),
        conversion: rounded(own.rate),
        ...(index === at ? { isBaseline: true } : { lift: rounded(lift) }),
      };
    }),
    { id: null, ...releaseOf([counts.length - 1]) },
  ];
}

/** The arm that sees the page as it is, as `shared/experiences` names it. */
const HOLDOUT = 'holdout';

interface ArmOf {
  readonly id: string;
  /** Of its answers: those who converted and the others; one where there is no goal. */
  readonly indexes: readonly [number, number?];
  readonly share: (releaseOf: ArmsInput['releaseOf']) => Release;
}

/** Answers are named `EXPERIENCE:VARIANT+` for who converted, `EXPERIENCE:VARIANT-` for all others. */
function armsOf({ id: experience, options }: Question): readonly ArmOf[] {
  const found = new Map<string, number[]>();
  for (const [index, option] of options.slice(0, -1).entries()) {
    const id = option.slice(experience.length + 1, -1);
    found.set(id, [...(found.get(id) ?? []), index]);
  }
  return [...found].map(([id, indexes]) => ({
    id,
    indexes: indexes as unknown as ArmOf['indexes'],
    share: (releaseOf) => releaseOf(indexes),
  }));
}

function rounded(ratio: RatioEstimate | null): WireRatio | null {
  if (!ratio) return null;
  const round = roundingFor((ratio.high - ratio.low) / 2 / Z);
  return { value: round(ratio.value), low: round(ratio.low), high: round(ratio.high) };
}
