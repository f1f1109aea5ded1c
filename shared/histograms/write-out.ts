import type { HistogramDefinition, SegmentDefinition } from '../definitions/types.ts';

/** As many as the checker lets through: a page holds itself to it, whatever is signed. */
export const MOST_THRESHOLDS = 24;

/**
 * The bins of a histogram as segments that no page is shown: below the first threshold, from each to the next, from the
 * last on. Their ids, which no owner can write, name the thresholds: `spend:..20`, `spend:20..50`, `spend:50..`. Whose
 * value is absent or not known is in none. What makes no sense, or is more than there may be, is left out.
 */
export function writeOutBins(
  id: string,
  histogram: HistogramDefinition,
): { readonly [segment: string]: SegmentDefinition } {
  // What is signed may be anything.
  const { metric, bins, name = id } = Object(histogram) as HistogramDefinition;
  if (!Array.isArray(bins) || bins.length > MOST_THRESHOLDS) return {};
  const thresholds: HistogramDefinition['bins'] = bins;
  return Object.fromEntries(
    [...thresholds, undefined].map((to, at) => {
      const from = thresholds[at - 1];
      const range = `${from ?? ''}..${to ?? ''}`;
      const when = {
        [`metric.${metric}`]: {
          ...(from !== undefined && { $gte: from }),
          ...(to !== undefined && { $lt: to }),
        },
      };
      return [`${id}:${range}`, { name: `${name}: ${range}`, shadow: true, when }];
    }),
  );
}
