import { estimateSome, probabilities, type Estimate } from '../../shared/counting/estimate.ts';
import { MIN_REPORTS } from '../../shared/counting/gates.ts';
import { isEnough } from '../../shared/counting/release.ts';

/** What becomes of an estimate over all that chance can do, computed and not drawn. */
export interface Exact {
  /** Mean of the estimate, less the truth. */
  readonly bias: number;
  /** How often the interval holds the truth. */
  readonly coverage: number;
  /** How often the number is shown. */
  readonly shown: number;
  /** The same two, of the numbers that are shown; NaN where none is to speak of. */
  readonly shownBias: number;
  readonly shownCoverage: number;
}

/** Standard deviations on both sides beyond which nothing counts. */
const REACH = 9;
const HARDLY_EVER = 1e-6;

/**
 * One answer of a question with so many, over every number of times it can be given: binomial, as each report gives it
 * with λ = π(p − q) + q, by the code that the Worker runs. Nothing is drawn, so nothing is left to chance.
 */
export function exactly(input: {
  readonly share: number;
  readonly participants: number;
  readonly reports: number;
  readonly epsilon: number;
  readonly answers: number;
}): Exact {
  const { share, participants, reports, epsilon, answers } = input;
  const { p, q } = probabilities(epsilon, answers);
  const rate = share * (p - q) + q;
  const spread = Math.sqrt(reports * rate * (1 - rate));
  const least = Math.max(0, Math.floor(reports * rate - REACH * spread));
  const most = Math.min(reports, Math.ceil(reports * rate + REACH * spread));
  const sums = { all: 0, error: 0, held: 0, shown: 0, shownError: 0, shownHeld: 0 };
  for (let given = least; given <= most; given++) {
    const chance = Math.exp(logBinomial(reports, given, rate));
    const estimate: Estimate = estimateSome({ given, reports, these: 1, epsilon, answers });
    const error = estimate.share - share;
    const isHeld = estimate.low <= share && share <= estimate.high;
    sums.all += chance;
    sums.error += chance * error;
    if (isHeld) sums.held += chance;
    if (reports < MIN_REPORTS || !isEnough(estimate, participants)) continue;
    sums.shown += chance;
    sums.shownError += chance * error;
    if (isHeld) sums.shownHeld += chance;
  }
  const isShown = sums.shown > HARDLY_EVER;
  return {
    bias: sums.error / sums.all,
    coverage: sums.held / sums.all,
    shown: sums.shown / sums.all,
    shownBias: isShown ? sums.shownError / sums.shown : NaN,
    shownCoverage: isShown ? sums.shownHeld / sums.shown : NaN,
  };
}

function logBinomial(trials: number, hits: number, chance: number): number {
  return (
    logFactorial(trials) -
    logFactorial(hits) -
    logFactorial(trials - hits) +
    hits * Math.log(chance) +
    (trials - hits) * Math.log1p(-chance)
  );
}

/** Stirling's series, after shifting the argument above 10. */
function logFactorial(n: number): number {
  let [x, shift] = [n + 1, 0];
  while (x < 10) shift += Math.log(x++);
  const y = 1 / (x * x);
  const series = (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y / 1680))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - shift;
}
