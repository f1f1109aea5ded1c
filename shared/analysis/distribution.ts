import { DAY_MS, HOUR_MS, MINUTE_MS } from '../definitions/durations.ts';

/** How a value stands to a threshold. */
export type Bound = '$gte' | '$gt' | '$lt' | '$lte';

/** Values in bins of one width; the last holds all that is more. */
export interface Bins {
  readonly from: number;
  readonly width: number;
  readonly counts: readonly number[];
}

const MOST_BINS = 24;
const DURATIONS = [1, 5, 15, 30, 60, 180, 360, 720].map((minutes) => minutes * MINUTE_MS);
const DAYS = [1, 2, 7, 14, 30, 60, 90].map((days) => days * DAY_MS);

/** The place of the first value at or above; of values ascending. */
export function placeOf(values: Float64Array, value: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of the values meet a threshold. */
export function meeting(values: Float64Array, operator: Bound, threshold: number): number {
  const below = placeOf(values, threshold);
  if (operator === '$gte') return values.length - below;
  if (operator === '$lt') return below;
  // The next number there is: values are as they were computed.
  let upTo = below;
  while (values[upTo] === threshold) upTo += 1;
  return operator === '$gt' ? values.length - upTo : upTo;
}

/** Of counts and sums, those that are anything: whoever never did it stands at 0, and says nothing of how much. */
export function some(
  values: Float64Array,
  { zeroIsNone }: { readonly zeroIsNone: boolean },
): Float64Array {
  if (!zeroIsNone) return values;
  const above = values.subarray(placeOf(values, Number.MIN_VALUE));
  // Sums of refunds lie below.
  return (values[0] ?? 0) < 0 ? values.filter((value) => value !== 0) : above;
}

/** The value at which the upper part of the values begins; null where there is none. */
export function topBegins(values: Float64Array, part: number): number | null {
  const place = Math.min(values.length - 1, Math.ceil(values.length * (1 - part)));
  return values[place] ?? null;
}

/** The value up to which the lower part of the values goes. */
export function lowestEnd(values: Float64Array, part: number): number | null {
  const place = Math.max(0, Math.floor(values.length * part) - 1);
  return values[place] ?? null;
}

/** Bins of a width that is easily said, for all but the greatest twentieth of the values. */
export function binsOf(values: Float64Array, isDuration: boolean): Bins {
  const least = Math.min(0, values[0] ?? 0);
  const most = topBegins(values, 0.05) ?? 1;
  const isWhole = values.every(Number.isInteger);
  const span = most > least ? most - least : 1;
  // Below zero there is one more, so that bins begin at values that are easily said.
  const fewest = span / (MOST_BINS - (least < 0 ? 3 : 2));
  const width = isDuration ? durationStep(fewest) : Math.max(isWhole ? 1 : 0, easyStep(fewest));
  const from = Math.floor(least / width) * width;
  const length = Math.min(MOST_BINS, Math.floor((most - from) / width) + 2);
  const empty = { from, width, counts: Array.from({ length }, () => 0) };
  return { ...empty, counts: countIn(empty, values) };
}

/** How many of the values are in each of the bins. */
export function countIn({ from, width, counts }: Bins, values: Float64Array): readonly number[] {
  const own = counts.map(() => 0);
  for (const value of values) {
    const place = Math.min(own.length - 1, Math.floor((value - from) / width));
    own[place] = (own[place] ?? 0) + 1;
  }
  return own;
}

/** By how much a threshold moves: a tenth of a bin, whole where the values are. */
export function stepOf({ width }: Bins, values: Float64Array, isDuration: boolean): number {
  if (isDuration)
    return Math.max(width >= 2 * DAY_MS ? DAY_MS : width >= 3 * HOUR_MS ? HOUR_MS : MINUTE_MS, 1);
  return values.every(Number.isInteger) ? Math.max(1, Math.round(width / 10)) : width / 10;
}

function easyStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((digit) => digit * power >= least) ?? 10);
}

const durationStep = (least: number): number =>
  [...DURATIONS, ...DAYS].find((step) => step >= least) ??
  Math.ceil(least / (30 * DAY_MS)) * 30 * DAY_MS;

/** Parts of the visitors that thresholds are taken from. */
export const PARTS = [0.5, 0.25, 0.1, 0.05, 0.01] as const;

/** The value below which so large a part of the values lies, between two in proportion; null of none. Ascending. */
export function quantile(values: Float64Array, part: number): number | null {
  if (values.length === 0) return null;
  const rank = part * (values.length - 1);
  const [low, high] = [values[Math.floor(rank)] ?? 0, values[Math.ceil(rank)] ?? 0];
  return low + (rank - Math.floor(rank)) * (high - low);
}
