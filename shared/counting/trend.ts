// A share over periods, as it is said: a row for each, with its interval or why there is no number.
import type { AnswerStats, Stats } from '../wire/index.ts';
import { DISPUTED, shareText, type FigureText } from './figures.ts';

export interface TrendRow {
  readonly period: number;
  /** Its first day, `2026-10-04`. */
  readonly from: string;
  /** Null where none is shown. */
  readonly share: FigureText | null;
  /** Why none is shown; empty where one is. */
  readonly why: string;
}

/** The first day of a period, `2026-10-04`, from another one's. */
export function firstDayOf(
  period: number,
  { number, from, to }: Pick<Stats['period'], 'number' | 'from' | 'to'>,
): string {
  const ms = Date.parse(to) - Date.parse(from);
  return new Date(Date.parse(from) + (period - number) * ms).toISOString().slice(0, 10);
}

/** The oldest first; none where the Worker tells of no other periods. */
export function trendRows(
  { trend = [] }: Pick<AnswerStats, 'trend'>,
  period: Parameters<typeof firstDayOf>[1],
): readonly TrendRow[] {
  return trend.map((point) => {
    const row = { period: point.period, from: firstDayOf(point.period, period) };
    switch (point.state) {
      case 'released':
        return { ...row, share: shareText(point), why: '' };
      case 'disputed': {
        const reasons = point.reasons.map((reason) => DISPUTED[reason] ?? reason);
        return { ...row, share: null, why: `disputed: ${reasons.join('; ')}` };
      }
      case 'too-few':
        return { ...row, share: null, why: 'too few to say' };
      case 'unreleased':
        return { ...row, share: null, why: 'nothing released' };
    }
  });
}
