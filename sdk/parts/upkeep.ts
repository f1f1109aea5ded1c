// Upkeep: what an earlier version, another site, or an edge that has decided this page left; and pages, where it cannot
// be taken in.
export { letGo } from '../ingest/index.ts';
export { handBack } from '../hand-back.ts';
export { takeOver } from '../take-over.ts';
export { sweep } from '../sweep.ts';
