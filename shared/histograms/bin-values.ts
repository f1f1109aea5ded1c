import type { Definitions } from '../definitions/types.ts';
import { specOf } from '../metrics/specs.ts';
import type { BinValues } from './bin-text.ts';

/** What the values are that a histogram counts. */
export function binValuesOf(
  { metrics = {}, histograms = {} }: Pick<Definitions, 'metrics' | 'histograms'>,
  id: string,
): BinValues {
  const metric = metrics[histograms[id]?.metric ?? ''];
  const value = metric && specOf(metric)?.value;
  return value === 'count' ? 'whole' : value === 'duration' ? value : 'number';
}
