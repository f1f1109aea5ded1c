// Upkeep: what an earlier version or another site left, and what is due while no definitions are to be acted on.
export { keepHouse } from '../housekeeping.ts';
export { takeOver } from '../take-over.ts';
export { sweep } from '../sweep.ts';
