import { DAY_MS, HOUR_MS, MAX_RETENTION_MS, MINUTE_MS } from '../definitions/durations.ts';

/** A threshold that is easily said; the lower its level, the more so. */
export interface Threshold {
  readonly value: number;
  readonly level: number;
}

const WEEK = 7 * DAY_MS;
const range = (from: number, to: number, step: number): readonly number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step);

/** Durations by how easily they are said, and those of each level. */
const DURATIONS: readonly (readonly number[])[] = [
  [
    ...[1, 5, 15, 30].map((n) => n * MINUTE_MS),
    ...[1, 3, 6, 12].map((n) => n * HOUR_MS),
    ...[1, 2, 3, 7, 14, 30, 60, 90, 120, 180, 270, 365].map((n) => n * DAY_MS),
  ],
  [...range(10, 390, 10).map((n) => n * DAY_MS), ...range(WEEK, 26 * WEEK, WEEK)],
  [
    ...range(2, 59, 1).map((n) => n * MINUTE_MS),
    ...range(1, 23, 1).map((n) => n * HOUR_MS),
    ...range(1, 394, 1).map((n) => n * DAY_MS),
  ],
];

/** Powers of ten below the greatest value in which thresholds are looked for. */
const DECADES = 6;

/** Thresholds above the least of the values and up to the greatest, ascending, each once. */
export function roundThresholds(
  least: number,
  most: number,
  { isDuration, isWhole }: { readonly isDuration: boolean; readonly isWhole: boolean },
): readonly Threshold[] {
  const levels = isDuration ? DURATIONS : amounts(Math.max(Math.abs(least), Math.abs(most)));
  const found = new Map<number, number>();
  for (const [level, values] of levels.entries())
    for (const value of values) {
      const fits =
        value > least &&
        value <= most &&
        (!isWhole || Number.isInteger(value)) &&
        (!isDuration || value < MAX_RETENTION_MS);
      if (fits && !found.has(value)) found.set(value, level);
    }
  return [...found]
    .map(([value, level]) => ({ value, level }))
    .toSorted((a, b) => a.value - b.value);
}

/** By how many digits count: 1, 2 and 5 of a power of ten, then any one digit, then two. Of either sign. */
function amounts(most: number): readonly (readonly number[])[] {
  const highest = Math.floor(Math.log10(most));
  const powers = range(highest - DECADES, highest, 1);
  const level = (digits: readonly number[], shift: number) =>
    powers.flatMap((power) =>
      digits.flatMap((digit) => {
        const value = Number(`${digit}e${power - shift}`);
        return [value, -value];
      }),
    );
  return [[0, ...level([1, 2, 5], 0)], level(range(1, 9, 1), 0), level(range(10, 99, 1), 1)];
}
