// Made by `node scripts/generate-metric-lists.ts`.
export { kind as count } from '../count.ts';
