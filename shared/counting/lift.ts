import { probabilities, Z } from './estimate.ts';

/** A ratio with its 95 % interval. */
export interface RatioEstimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The answers of one variant, as indexes of a question's answers. */
export interface Arm {
  readonly converted: number;
  /** Drawn, and not converted. */
  readonly others: number;
}

export interface ArmInput {
  /** How often each answer was given. */
  readonly counts: readonly number[];
  readonly epsilon: number;
  readonly arm: Arm;
}

/**
 * The part of a variant's visitors that converted: c/(c + d), where c and d are the estimated shares of those who did
 * and those who did not. Interval: Fieller's (1954), which takes the noise of both into account, with the covariances
 * of one multinomial sample. Null where the variant's own share may be zero: then every ratio is possible.
 */
export function conversionOf({ counts, epsilon, arm }: ArmInput): RatioEstimate | null {
  const { share, covariance } = sharesOf(counts, epsilon);
  const { converted: c, others: d } = arm;
  return ratio(covariance, { [c]: 1 }, { [c]: 1, [d]: 1 }, [share(c), share(c) + share(d)]);
}

/**
 * By how much a variant's conversion is above the baseline's, as a part of the latter: 0.1 is a tenth more. It is
 * c₁m₀/(c₀m₁) − 1, where m = c + d is the share of all with that variant. Interval: Fieller's for the two products, with
 * their covariances by the delta method. Null where the baseline's conversion may be zero.
 */
export function liftOf({
  counts,
  epsilon,
  arm,
  baseline,
}: ArmInput & { readonly baseline: Arm }): RatioEstimate | null {
  const { share, covariance } = sharesOf(counts, epsilon);
  const [c1, d1, c0, d0] = [arm.converted, arm.others, baseline.converted, baseline.others];
  const m1 = share(c1) + share(d1);
  const m0 = share(c0) + share(d0);
  const found = ratio(
    covariance,
    { [c1]: m0, [c0]: share(c1), [d0]: share(c1) },
    { [c0]: m1, [c1]: share(c0), [d1]: share(c0) },
    [share(c1) * m0, share(c0) * m1],
  );
  return found && { value: found.value - 1, low: found.low - 1, high: found.high - 1 };
}

/** Weights of answers. */
interface Gradient {
  readonly [answer: number]: number;
}
type Covariance = (one: number, other: number) => number;

/** Estimated shares of randomised answers, and how they vary together (multinomial, mapped). */
function sharesOf(counts: readonly number[], epsilon: number) {
  const reports = counts.reduce((sum, each) => sum + each, 0);
  const { p, q } = probabilities(epsilon, counts.length);
  const rate = (answer: number) => (counts[answer] ?? 0) / reports;
  return {
    share: (answer: number) => (rate(answer) - q) / (p - q),
    covariance: (one: number, other: number) =>
      ((one === other ? rate(one) : 0) - rate(one) * rate(other)) / (reports * (p - q) ** 2),
  };
}

/** Fieller's interval: all θ for which above − θ · below is not further from zero than chance explains. */
function ratio(
  covariance: Covariance,
  above: Gradient,
  below: Gradient,
  [a, b]: readonly [number, number],
): RatioEstimate | null {
  const between = (one: Gradient, other: Gradient) => {
    let sum = 0;
    for (const [i, weight] of Object.entries(one))
      for (const [j, by] of Object.entries(other))
        sum += Number(weight) * Number(by) * covariance(Number(i), Number(j));
    return sum;
  };
  const square = b ** 2 - Z ** 2 * between(below, below);
  if (!(square > 0) || b <= 0) return null;
  const middle = a * b - Z ** 2 * between(above, below);
  const constant = a ** 2 - Z ** 2 * between(above, above);
  const root = Math.sqrt(Math.max(0, middle ** 2 - square * constant));
  return { value: a / b, low: (middle - root) / square, high: (middle + root) / square };
}
