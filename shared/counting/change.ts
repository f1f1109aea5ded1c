import { newcombe } from './difference.ts';
import { estimateSome, normalPoint, type Estimate } from './estimate.ts';
import { leastCorrelation, type Asking, type Sample } from './repeats.ts';

/** One share in two periods. */
export interface Pair {
  readonly before: Sample;
  readonly now: Sample;
  readonly asking: Asking;
}

/** By how much a share is another than before. */
export interface Change {
  readonly verdict: 'rose' | 'fell' | 'none';
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/** How often a reading may say *rose* or *fell* of any share that did not. */
const FALSE_ALARMS = 0.05;

/**
 * Which shares changed by more than noise. Many are compared at once, so Holm's (1979) procedure: the clearest change is
 * held against the level 0.05/m, the next against 0.05/(m − 1), and so on until one is not clear enough. Whether any
 * share that stayed is called changed is then wrong 5 times of 100 at most, however they hang together.
 *
 * The intervals are those of the first step, 0.05/m, so that all of them hold at once in 95 of 100 readings. One that a
 * later step of Holm's decides ends at zero there, so that verdict and interval never contradict each other; where such
 * an interval is among them, a truth just beyond zero may lie outside, and all hold in 92 of 100 at least.
 */
export function changesOf(pairs: readonly Pair[]): readonly Change[] {
  const levels = pairs.length;
  const isClear = (pair: Pair, of: number) => {
    const { low, high } = differenceOf(pair, FALSE_ALARMS / of);
    return low > 0 || high < 0;
  };
  const order = pairs
    .map((pair, at) => ({ pair, at, score: scoreOf(pair) }))
    .toSorted((a, b) => b.score - a.score);
  const clear = new Set<number>();
  for (const [step, { pair, at }] of order.entries()) {
    if (!isClear(pair, levels - step)) break;
    clear.add(at);
  }
  return pairs.map((pair, at): Change => {
    const { difference, low, high } = differenceOf(pair, FALSE_ALARMS / levels);
    if (!clear.has(at)) return { verdict: 'none', difference, low, high };
    return difference > 0
      ? { verdict: 'rose', difference, low: Math.max(0, low), high }
      : { verdict: 'fell', difference, low, high: Math.min(0, high) };
  });
}

/**
 * The difference of two shares, with an interval that is missed with chance `miss` and the least correlation that
 * repeats can bring. Repeats that stayed what they were only make the truth lie further inside.
 */
function differenceOf({ before, now, asking }: Pair, miss: number) {
  const z = normalPoint(miss / 2);
  return newcombe(
    estimateOf(before, asking, z),
    estimateOf(now, asking, z),
    leastCorrelation(before, now, asking),
  );
}

const estimateOf = (
  { given, reports }: Sample,
  { epsilon, answers, these }: Asking,
  z?: number,
): Estimate =>
  estimateSome({ given, reports, these, epsilon, answers, ...(z !== undefined && { z }) });

/** How clear a change is: the difference in standard errors of it, near enough to order by. */
function scoreOf({ before, now, asking }: Pair): number {
  const [was, is] = [estimateOf(before, asking), estimateOf(now, asking)];
  const against = -leastCorrelation(before, now, asking);
  const spread =
    was.standardError ** 2 +
    is.standardError ** 2 +
    2 * against * was.standardError * is.standardError;
  return Math.abs(is.share - was.share) / Math.sqrt(spread);
}
