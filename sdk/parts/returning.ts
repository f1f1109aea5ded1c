// A visitor who is known already: reads what is stored, takes in what other pages and tabs did, and removes what is due.
export { createEngine } from '../../shared/engine/index.ts';
export { follow, prune, takeIn, takenPages, withoutSession } from '../ingest/index.ts';
export { keepHouse } from '../housekeeping.ts';
