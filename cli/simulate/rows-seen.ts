import type { CoveyEvent } from '../../shared/engine/types.ts';
import { createSpan, readOf } from '../../shared/logs/index.ts';
import type { BadRow, CodedRows, NamesSeen, SpanSeen, Survey } from '../../shared/logs/index.ts';

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

/** Who is given the events, one by one or many at once. */
export interface EventSink {
  /** `isShared`: the object of the properties is that of other events, too. */
  add(visitor: string, event: CoveyEvent, isShared?: boolean): void;
  addRows?(rows: CodedRows): void;
}

/** Gives each by itself. */
function addEach({ visitors, times, bodies }: CodedRows, add: EventSink['add']): void {
  for (const [row, time] of times.entries()) {
    const body = bodies.values[bodies.codes[row] ?? 0];
    if (body) add(visitors.values[visitors.codes[row] ?? 0] ?? '', { ...body, time }, true);
  }
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
  { add, addRows = (rows) => addEach(rows, add) }: EventSink,
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
    onRows(rows: CodedRows) {
      for (const { name, props } of rows.bodies.values) survey.event(name, props);
      const { kept, left } = at === null ? { kept: rows, left: 0 } : upTo(at, rows);
      later += left;
      const { times, line } = rows;
      const limit = at ?? now + FUTURE_MS;
      for (let row = 0; row < times.length; row += 1) {
        const time = times[row] ?? 0;
        if (time <= limit) past.add(time, line + row);
        else if (at === null) ahead.add(time, line + row);
      }
      addRows(kept);
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
/** The rows up to an instant, and how many lie behind it. */
function upTo(at: number, rows: CodedRows): { readonly kept: CodedRows; readonly left: number } {
  const { visitors, times, bodies } = rows;
  let left = 0;
  for (const time of times) if (time > at) left += 1;
  if (left === 0) return { kept: rows, left };
  const isKept = (_: number, row: number) => (times[row] ?? 0) <= at;
  const kept = {
    ...rows,
    times: times.filter(isKept),
    visitors: { ...visitors, codes: visitors.codes.filter(isKept) },
    bodies: { ...bodies, codes: bodies.codes.filter(isKept) },
  };
  return { kept, left };
}

export type Rows = ReturnType<typeof createRows>;
