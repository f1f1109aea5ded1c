// Upkeep: what an earlier version or another site left.
export { takeOver } from '../take-over.ts';
export { sweep } from '../sweep.ts';
