// Ingest: what happens on the page is decided here at once, and written in turns that tabs share.
export type { Code } from './code.ts';
export { planOf } from './compile-watched.ts';
export { createIngest } from './ingest.ts';
export type { Happening, Ingest, IngestOptions } from './ingest.ts';
export type { Journal } from './journal.ts';
export type { RemoteCommit } from './remote-commit.ts';
export { follow } from './follow.ts';
export { prune } from './prune.ts';
export { readSnapshot } from './read-stored.ts';
export { retention } from './retention.ts';
export { createPace } from './pace.ts';
export { plainProps } from './props.ts';
export { sessionEnd, withoutSession } from './session-end.ts';
export { READS, SNAPSHOT } from './snapshot.ts';
export type { Operation, Snapshot } from './snapshot.ts';
export { takeIn, takenPages } from './take-in.ts';
export type { Touches } from './touches.ts';
export { declaredTraits } from './traits.ts';
