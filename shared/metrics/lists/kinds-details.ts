// Made by `node scripts/generate-metric-lists.ts`.
export { kind as sum } from '../sum.ts';
export { kind as since } from '../since.ts';
