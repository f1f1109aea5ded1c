// Made by `node scripts/generate-metric-lists.ts`.
export { words as count } from '../count.ts';
export { words as sum } from '../sum.ts';
export { words as mean } from '../mean.ts';
export { words as min } from '../min.ts';
export { words as max } from '../max.ts';
export { words as median } from '../median.ts';
export { words as percentile } from '../percentile.ts';
export { words as distinct } from '../distinct.ts';
export { words as first } from '../first.ts';
export { words as last } from '../last.ts';
export { words as top } from '../top.ts';
export { words as since } from '../since.ts';
export { words as periods } from '../periods.ts';
export { words as sequence } from '../sequence.ts';
export { words as sessions } from '../sessions.ts';
export { words as interest } from '../interest.ts';
export { words as formula } from '../formula.ts';
