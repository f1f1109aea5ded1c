import type { Answer } from '../../shared/counting/index.ts';
import { MAX_RETENTION_MS } from '../../shared/definitions/durations.ts';

/** One answer that was given, and what it cost. What the answer was is not kept. */
export interface LedgerEntry {
  /** Segment or group that was asked about. */
  readonly question: string;
  /** The period: its begin and end, milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly epsilon: number;
}

/** An answer that is drawn and fixed, until it is sent. */
export interface Pending extends Answer {
  readonly entry: LedgerEntry;
  /** When it is to leave, milliseconds since the epoch. */
  readonly due: number;
}

/** The stored ledger without what has had its time, and nothing in it later than now; itself, where that is so. */
export function currentLedger(stored: unknown, now: number): readonly LedgerEntry[] | undefined {
  if (!Array.isArray(stored)) return undefined;
  const entries = stored as readonly LedgerEntry[];
  const left = entries.filter((entry) => entry?.to + MAX_RETENTION_MS > now);
  const isAhead = ({ from }: LedgerEntry) => from > now;
  if (left.length === entries.length && !left.some(isAhead)) return entries;
  // A period that has not begun was answered by a clock that was ahead.
  return left.map((entry) =>
    isAhead(entry) ? { ...entry, from: now, to: now + entry.to - entry.from } : entry,
  );
}

/** The stored answer, if it is one to this period and these questions. */
export function pendingFor(
  stored: unknown,
  period: { readonly from: number; readonly to: number; readonly questionSet: Uint8Array },
): Pending | null {
  const { questionSet, entry, due } = (stored ?? {}) as Partial<Pending>;
  const fits =
    questionSet instanceof Uint8Array &&
    questionSet.join() === period.questionSet.join() &&
    entry?.from === period.from &&
    entry.to === period.to &&
    typeof due === 'number';
  return fits ? (stored as Pending) : null;
}
