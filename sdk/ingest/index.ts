// Ingest: what happens on the page is decided here at once, and written in turns that tabs share.
export { createEvaluation } from './evaluation.ts';
export type { Evaluation, EvaluationOptions } from './evaluation.ts';
export { retention } from './log.ts';
export { plainProps } from './props.ts';
export { sessionEnd, sessionTimeoutOf, withoutSession } from './session-end.ts';
export { READS, readSnapshot, SNAPSHOT } from './snapshot.ts';
export type { Operation, Snapshot } from './snapshot.ts';
export type { Touches } from './touches.ts';
export { declaredTraits } from './traits.ts';
