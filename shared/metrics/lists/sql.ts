// Made by `node scripts/generate-metric-lists.ts`.
export { sql as count } from '../count.ts';
export { sql as sum } from '../sum.ts';
export { sql as mean } from '../mean.ts';
export { sql as min } from '../min.ts';
export { sql as max } from '../max.ts';
export { sql as median } from '../median.ts';
export { sql as percentile } from '../percentile.ts';
export { sql as distinct } from '../distinct.ts';
export { sql as first } from '../first.ts';
export { sql as last } from '../last.ts';
export { sql as top } from '../top.ts';
export { sql as since } from '../since.ts';
export { sql as periods } from '../periods.ts';
export { sql as interest } from '../interest.ts';
