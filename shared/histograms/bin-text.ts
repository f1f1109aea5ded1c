import { durationText } from '../definitions/duration-text.ts';

/** A bin's bounds as they are signed: from the first on, below the second; null where there is none. */
export interface Bin {
  readonly from: number | string | null;
  readonly to: number | string | null;
}

/** What a metric's values are: whole numbers from 0, any numbers, or durations. */
export type BinValues = 'whole' | 'number' | 'duration';

/** `7d` as "7 days"; a number with its digits in groups. */
const boundText = (bound: number | string): string =>
  typeof bound === 'number'
    ? bound.toLocaleString('en', { maximumFractionDigits: 20 })
    : (durationText(bound) ?? bound);

/** A bin as people call it: "0", "1 to 4" and "5 or more"; "20 to under 50"; "90 days or more, or never". */
export function binText({ from, to }: Bin, values: BinValues): string {
  const isWhole = (bound: number | string | null): bound is number =>
    values === 'whole' && Number.isInteger(bound);
  if (from === null) {
    if (to === null) return 'any value';
    if (!isWhole(to)) return `under ${boundText(to)}`;
    return to === 1 ? '0' : `0 to ${boundText(to - 1)}`;
  }
  const start = boundText(from);
  // Of what never happened, more time has passed than any.
  if (to === null) return `${start} or more${values === 'duration' ? ', or never' : ''}`;
  if (!isWhole(from) || !isWhole(to)) return `${start} to under ${boundText(to)}`;
  return to - from === 1 ? start : `${start} to ${boundText(to - 1)}`;
}
