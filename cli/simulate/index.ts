// Definitions × an event log → who would be where: the page's own engine, one visitor after the other, in bounded memory.
export { parseInstant } from './instants.ts';
export { openMembersFile } from './members-file.ts';
export { asCsv, asJson, asText } from './report.ts';
export { simulate } from './simulate.ts';
export type { SimulateOptions, SimulateResult } from './simulate.ts';
export { zoneOffsets } from './time-zone.ts';
