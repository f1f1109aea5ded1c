import type { Figure } from './messages.ts';

/** Two standard deviations: 95 %. */
const Z = 1.96;

/** Within which the share of all lies, with 95 %. */
export interface Interval {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The share of members among all visitors, from some of them drawn by chance: Wilson's interval (1927), with as many drawn
 * as would say as much of endless visitors, since these are finite. Of all of them, it is a point.
 */
export function sampled({ visitors, of, members }: Figure): Interval {
  if (visitors === 0) return { share: 0, low: 0, high: 1 };
  const share = members / visitors;
  if (visitors >= of) return { share, low: share, high: share };
  const drawn = (visitors * (of - 1)) / (of - visitors);
  const middle = (share + Z ** 2 / (2 * drawn)) / (1 + Z ** 2 / drawn);
  const half =
    (Z / (1 + Z ** 2 / drawn)) *
    Math.sqrt((share * (1 - share)) / drawn + Z ** 2 / (4 * drawn ** 2));
  return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
