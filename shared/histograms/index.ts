// Histograms: in which bin of values a metric's value is. Written out, each bin is a segment like others.
export { binText } from './bin-text.ts';
export type { Bin, BinValues } from './bin-text.ts';
export { binValuesOf } from './bin-values.ts';
export { MOST_THRESHOLDS, writeOutBins } from './write-out.ts';
