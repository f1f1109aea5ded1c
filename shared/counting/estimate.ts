/** A share of the participating devices, estimated from randomised answers. */
export interface Estimate {
  /** 0 to 1, but not clipped: below 0 or above 1 is chance, and sums must not lose it. */
  readonly share: number;
  /** Half the interval's width over 1.96, or over what the interval was made with. */
  readonly standardError: number;
  /** 95 % interval, not clipped. */
  readonly low: number;
  readonly high: number;
}

/** 97.5 % point of the normal distribution: two-sided 95 %. */
export const Z = 1.959963984540054;

/**
 * The point of the normal distribution that is passed with this chance, below 0.5 (Hastings 1955; Abramowitz and Stegun
 * 26.2.23): right to 0.00045.
 */
export function normalPoint(chance: number): number {
  const t = Math.sqrt(-2 * Math.log(chance));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  return t - above / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
}

/**
 * How often the truth is told, p, and each other answer given, q, with k answers at ε:
 * p = e^ε/(e^ε+k−1), q = 1/(e^ε+k−1) (Kairouz et al. 2014; Warner 1965 for k = 2).
 */
export function probabilities(epsilon: number, answers: number): { p: number; q: number } {
  const q = 1 / (Math.exp(epsilon) + answers - 1);
  return { p: Math.exp(epsilon) * q, q };
}

/**
 * The share whose true answer is yes: π̂ = (λ̂ − q)/(p − q) with λ̂ = yes/n, unbiased (Warner 1965;
 * Wang et al., USENIX Security 2017). Without any report the interval says that all is possible.
 *
 * Interval: Wilson's (1927) on λ, mapped the same way. Its exact coverage stays within 93.9 and
 * 96.1 % from 200 reports on, where the normal interval still falls to 93 % (Brown, Cai, DasGupta
 * 2001 on why). It is for the share among devices like those that reported; for these very
 * devices it is a little too wide, the more so the fewer questions share them.
 */
export function estimateBinary(input: {
  /** Reports that answer yes. */
  readonly yes: number;
  readonly reports: number;
  readonly epsilon: number;
}): Estimate {
  return estimateAnswer(input.yes, input.reports, input.epsilon, 2);
}

/**
 * The share of each of k answers, of which `counts` says how often each was given. Each alone is
 * estimated as in `estimateBinary`, with the p and q of k answers; together they sum to 1.
 */
export function estimateGroup(input: {
  readonly counts: readonly number[];
  readonly epsilon: number;
}): readonly Estimate[] {
  const reports = input.counts.reduce((sum, count) => sum + count, 0);
  return input.counts.map((given) =>
    estimateAnswer(given, reports, input.epsilon, input.counts.length),
  );
}

/**
 * The share of those whose true answer is one of several, of k. `given` is how often these came together, `these` how
 * many they are: λ = π(p − q) + q · these.
 */
export function estimateSome(input: {
  readonly given: number;
  readonly these: number;
  readonly reports: number;
  readonly epsilon: number;
  readonly answers: number;
  /** Half the interval's width in standard errors, where it is not to be a 95 % interval. */
  readonly z?: number;
}): Estimate {
  const { given, reports, epsilon, answers, these, z } = input;
  return estimateAnswer(given, reports, epsilon, answers, these, z);
}

function estimateAnswer(
  given: number,
  reports: number,
  epsilon: number,
  answers: number,
  these = 1,
  z = Z,
): Estimate {
  const { p, q } = probabilities(epsilon, answers);
  const share = (lambda: number) => (lambda - q * these) / (p - q);
  const lambda = reports > 0 ? given / reports : these / answers;
  const middle = (given + z ** 2 / 2) / (reports + z ** 2);
  const deviation = Math.sqrt(reports * lambda * (1 - lambda) + z ** 2 / 4) / (reports + z ** 2);
  return {
    share: share(lambda),
    standardError: deviation / (p - q),
    low: share(middle - z * deviation),
    high: share(middle + z * deviation),
  };
}
