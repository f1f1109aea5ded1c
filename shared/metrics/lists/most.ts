// Made by `node scripts/generate-metric-lists.ts`.
export { most as count } from '../count.ts';
export { most as distinct } from '../distinct.ts';
export { most as periods } from '../periods.ts';
export { most as sequence } from '../sequence.ts';
export { most as sessions } from '../sessions.ts';
