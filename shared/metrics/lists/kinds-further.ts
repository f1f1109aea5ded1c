// Made by `node scripts/generate-metric-lists.ts`.
export { kind as median } from '../median.ts';
export { kind as percentile } from '../percentile.ts';
export { kind as top } from '../top.ts';
export { kind as periods } from '../periods.ts';
export { kind as interest } from '../interest.ts';
