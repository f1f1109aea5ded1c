// Made by `node scripts/generate-metric-lists.ts`.
export { kind as sessions } from '../sessions.ts';
export { kind as formula } from '../formula.ts';
