// Made by `node scripts/generate-metric-lists.ts`.
export { explained as count } from '../count.ts';
export { explained as sum } from '../sum.ts';
export { explained as mean } from '../mean.ts';
export { explained as min } from '../min.ts';
export { explained as max } from '../max.ts';
export { explained as median } from '../median.ts';
export { explained as percentile } from '../percentile.ts';
export { explained as distinct } from '../distinct.ts';
export { explained as first } from '../first.ts';
export { explained as last } from '../last.ts';
export { explained as top } from '../top.ts';
export { explained as since } from '../since.ts';
export { explained as periods } from '../periods.ts';
export { explained as sequence } from '../sequence.ts';
export { explained as sessions } from '../sessions.ts';
export { explained as interest } from '../interest.ts';
export { explained as formula } from '../formula.ts';
