// Ingest: what happens on the page is decided here at once, and written in turns that tabs share.
export type { Code } from './code.ts';
export { planOf } from './compile-watched.ts';
export { createIngest } from './ingest.ts';
export type { Happening, Ingest, IngestOptions } from './ingest.ts';
export type { Journal } from './journal.ts';
export type { RemoteCommit } from './remote-commit.ts';
export { retention } from './log.ts';
export { createPace } from './pace.ts';
export { plainProps } from './props.ts';
export { sessionEnd, withoutSession } from './session-end.ts';
export { READS, readSnapshot, SNAPSHOT } from './snapshot.ts';
export type { Operation, Snapshot } from './snapshot.ts';
export type { Touches } from './touches.ts';
export { declaredTraits } from './traits.ts';
