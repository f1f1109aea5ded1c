// Made by `node scripts/generate-metric-lists.ts`.
export { kind as sequence } from '../sequence.ts';
