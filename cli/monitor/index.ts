// Whether everyone is served the same definitions: asks several places as different visitors would, and compares.
export { differences } from './compare.ts';
export type { ListSighting, Seen } from './compare.ts';
export { guises, revisit, sight } from './probe.ts';
export type { Guise, Sighting } from './probe.ts';
