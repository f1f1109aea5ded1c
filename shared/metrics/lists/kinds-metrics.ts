// Made by `node scripts/generate-metric-lists.ts`.
export { kind as mean } from '../mean.ts';
export { kind as min } from '../min.ts';
export { kind as max } from '../max.ts';
export { kind as distinct } from '../distinct.ts';
export { kind as first } from '../first.ts';
export { kind as last } from '../last.ts';
