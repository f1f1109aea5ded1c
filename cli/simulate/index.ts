// Definitions × an event log → who would be where: the page's own engine, one visitor after the other, in bounded memory.
export { createTally } from './evaluate.ts';
export type { Evaluate, Evaluation } from './evaluate.ts';
export { DATE_PARTS, dateFormat } from './date-format.ts';
export type { DateFormat } from './date-format.ts';
export { TIME_UNITS, parseInstant } from './instants.ts';
export type { TimeUnit } from './instants.ts';
export { PAGE_EVENTS } from './page-events.ts';
export type { AsOnPage, PageEvent } from './page-events.ts';
export { needsOf } from './log-needs.ts';
export { openMembersFile } from './members-file.ts';
export { stepTimes } from './over-time.ts';
export { remarksOn } from './remarks.ts';
export { asCsv, asJson, asText } from './report.ts';
export { simulate } from './simulate.ts';
export type { SimulateOptions, Store } from './options.ts';
export type { SimulateResult } from './simulate.ts';
export { zoneOffsets } from './time-zone.ts';
