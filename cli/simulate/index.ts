// Definitions × an event log → who would be where: the page's own engine, one visitor after the other, in bounded memory.
export type { Evaluate, Evaluation } from './evaluate.ts';
export { openMembersFile } from './members-file.ts';
export { nothingTaken } from './nothing-taken.ts';
export { visitorsOf } from './part-visitors.ts';
export type { PartVisitors } from './part-visitors.ts';
export { remarksOn } from './remarks.ts';
export { createReplay } from './replay.ts';
export { asCsv, asJson, asText } from './report.ts';
export { limitSteps, simulate } from './simulate.ts';
export type { SimulateOptions, Store } from './options.ts';
export { createVisitorLog } from './visitor-log.ts';
export type { SimulateResult } from './simulate.ts';
export { isFolder, sourceFiles } from './source-files.ts';
export type { SourceTaken } from './read-source.ts';
export { sourceText } from './source-report.ts';
export { sparkline } from './sparkline.ts';
export { servesAsThread } from './thread.ts';
