import type { IngestOptions } from './ingest.ts';
import type { Reading } from './reading.ts';
import { pruneLog } from './stored-log.ts';
import type { Visitor } from './visitor.ts';

/** Removes what the definitions no longer need, and notes when there is more. */
export async function prune(
  visitor: Visitor,
  reading: Reading | null,
  { transact, now }: Pick<IngestOptions, 'transact' | 'now'>,
): Promise<void> {
  // Metrics let go of what has left their windows when they are looked at.
  visitor.engine()?.metricValues();
  // What is added meanwhile says for itself when it is due.
  visitor.memory().pruneAt = null;
  const next = await pruneLog(transact, reading?.plan ?? null, now);
  const memory = visitor.memory();
  const first = Math.min(next, memory.pruneAt ?? Infinity);
  memory.pruneAt = first === Infinity ? null : first;
}
