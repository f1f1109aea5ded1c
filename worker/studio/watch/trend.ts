/** A share over periods as a picture: where its points, its band and its gaps are. */
import type { WireTrendPoint } from '../../../shared/wire/index.ts';
import { type Axis, rangeFor } from './numbers.ts';

type Released = Extract<WireTrendPoint, { readonly state: 'released' }>;

export interface TrendPoint {
  /** Place among all periods, from 0. */
  readonly at: number;
  readonly point: Released;
}

export interface TrendShape {
  /** How many periods it is of. */
  readonly length: number;
  readonly axis: Axis;
  /** Periods with a number that follow each other: only these are joined by a line. */
  readonly runs: readonly (readonly TrendPoint[])[];
  readonly gaps: readonly { readonly at: number; readonly isDisputed: boolean }[];
}

/** Null where no period has a number. */
export function trendShape(
  trend: readonly WireTrendPoint[],
  axis: Axis = axisOf([trend]),
): TrendShape | null {
  const runs: TrendPoint[][] = [];
  const gaps: { at: number; isDisputed: boolean }[] = [];
  let run: TrendPoint[] = [];
  for (const [at, point] of trend.entries()) {
    if (point.state === 'released') {
      if (run.length === 0) runs.push(run);
      run.push({ at, point });
    } else {
      run = [];
      gaps.push({ at, isDisputed: point.state === 'disputed' });
    }
  }
  return runs.length === 0 ? null : { length: trend.length, axis, runs, gaps };
}

/** An axis that all of these fit on. */
export function axisOf(trends: readonly (readonly WireTrendPoint[])[]): Axis {
  const ends = trends
    .flat()
    .flatMap((point) => (point.state === 'released' ? [Math.max(0, point.low), point.high] : []));
  return rangeFor(ends.map((end) => Math.min(1, end)));
}
