import type { WireEstimate } from '../wire/index.ts';
import { probabilities } from './estimate.ts';

/** A share and its interval. */
type Share = Pick<WireEstimate, 'share' | 'low' | 'high'>;

export interface Difference {
  /** Of the shares: 0.02 is two points more. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/**
 * By how much the second share is above the first: Newcombe's interval (1998, methods 10 of both his papers) from those
 * of the two, at their level. `correlation` is that of the two estimates.
 */
export function newcombe(first: Share, second: Share, correlation: number): Difference {
  const far = (one: number, other: number) =>
    Math.sqrt(one ** 2 + other ** 2 - 2 * correlation * one * other);
  const difference = second.share - first.share;
  return {
    difference,
    low: difference - far(second.share - second.low, first.high - first.share),
    high: difference + far(second.high - second.share, first.share - first.low),
  };
}

/** How a question is asked of which both are answers. */
export interface SharedQuestion {
  readonly epsilon: number;
  /** k, all answers. */
  readonly answers: number;
  /** How many of them each share counts together. */
  readonly these: readonly [first: number, second: number];
}

/**
 * The difference of two shares of one period. Of two questions the samples are independent: a device answers one of them.
 * Two answers of one question come from the same devices, and who gives the one does not give the other: their rates
 * correlate by −√(λλ'/((1−λ)(1−λ'))), as those of a multinomial sample do.
 */
export function differenceBetween(
  first: Share,
  second: Share,
  question: SharedQuestion | null,
): Difference {
  return newcombe(first, second, question ? correlationWithin(first, second, question) : 0);
}

function correlationWithin(
  first: Share,
  second: Share,
  { epsilon, answers, these }: SharedQuestion,
): number {
  const { p, q } = probabilities(epsilon, answers);
  const odds = (share: number, of: number) => {
    const rate = Math.min(1, Math.max(0, share * (p - q) + q * of));
    return rate / (1 - rate);
  };
  return -Math.min(1, Math.sqrt(odds(first.share, these[0]) * odds(second.share, these[1])));
}
