import type { CoveyEvent } from '../../shared/engine/types.ts';
import { createSpan, readOf } from '../../shared/logs/index.ts';
import type { BadRow, NamesSeen, SpanSeen, Survey } from '../../shared/logs/index.ts';

/** What is asked of rows as they are read. */
export interface RowsAsked {
  /** The instant of the evaluation; null: after the last event that is not in the future. */
  readonly at: number | null;
  /** The clock, to tell what lies in the future. */
  readonly now: number;
  readonly isRead: (name: string) => boolean;
}

/** What was seen of a stretch of a log, without its events; lines count from its first. */
export interface RowsSeen {
  readonly names: NamesSeen;
  readonly past: SpanSeen;
  readonly ahead: SpanSeen;
  readonly later: number;
  readonly bad: number;
  readonly badRows: readonly BadRow[];
  readonly local: number;
  readonly notes: readonly string[];
}

/** Of rows that were left out, as many are shown. */
export const BAD_ROWS_KEPT = 3;

const DAY_MS = 86_400_000;
/** Time zones and clocks differ by less. */
const FUTURE_MS = DAY_MS;

/** Takes rows down: those that count are added, of the others it is known how many there are. */
export function createRows(
  { at, now, isRead }: RowsAsked,
  survey: Survey,
  add: (visitor: string, event: CoveyEvent, isShared?: boolean) => void,
) {
  const past = createSpan();
  const ahead = createSpan();
  let [later, bad, local] = [0, 0, 0];
  const badRows: BadRow[] = [];
  const notes: string[] = [];
  const onNote = (note: string) => {
    if (!notes.includes(note)) notes.push(note);
  };
  const takeBad = (number: number, rows: readonly BadRow[]) => {
    bad += number;
    badRows.push(...rows.slice(0, BAD_ROWS_KEPT - badRows.length));
  };
  return {
    past,
    ahead,
    notes,
    badRows,
    later: () => later,
    bad: () => bad,
    local: () => local,
    onEvent(visitor: string, event: CoveyEvent, line: number, isShared = false) {
      survey.event(event.name, event.props);
      const { time, props } = event;
      if (at !== null && time > at) {
        later += 1;
        return;
      }
      (at === null && time > now + FUTURE_MS ? ahead : past).add(time, line);
      if (isShared) return add(visitor, event, isShared);
      const read = props && readOf(props, isRead);
      add(visitor, read === props ? event : { ...event, ...(read && { props: read }) });
    },
    onColumns: survey.columns,
    onLocalTime: () => (local += 1),
    onNote,
    onBad: (row: BadRow) => takeBad(1, [row]),
    seen: (): RowsSeen => ({
      names: survey.seen(),
      past: past.seen(),
      ahead: ahead.seen(),
      later,
      bad,
      badRows,
      local,
      notes,
    }),
    /** What somebody else has seen of the stretch that follows so many lines. */
    addSeen(seen: RowsSeen, lines: number) {
      survey.addSeen(seen.names);
      past.addSeen(seen.past, lines);
      ahead.addSeen(seen.ahead, lines);
      later += seen.later;
      local += seen.local;
      takeBad(
        seen.bad,
        seen.badRows.map((row) => ({ ...row, line: row.line + lines })),
      );
      seen.notes.forEach(onNote);
    },
  };
}
export type Rows = ReturnType<typeof createRows>;
