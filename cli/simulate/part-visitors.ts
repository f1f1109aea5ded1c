import { partRows } from './event-block.ts';
import type { Body, PartRows } from './event-block.ts';

/** The visitors of a part, in the order of their first rows, each with its rows by time. */
export interface PartVisitors {
  readonly ids: readonly string[];
  /** Where the rows of each begin, and where those of the last end. */
  readonly starts: Uint32Array;
  /** By time; rows of the same time as they stood in the log. */
  readonly times: Float64Array;
  bodyAt(row: number): Body;
  /** Instant of a visitor's first event. */
  beganAt(place: number): number;
  /** How many rows a visitor has. */
  rowsOf(place: number): number;
}

const NO_BODY: Body = { name: '' };

export function visitorsOf(part: Uint8Array): PartVisitors {
  const blocks = [...partRows(part)];
  const total = blocks.reduce((sum, { times }) => sum + times.length, 0);
  const ids: string[] = [];
  const owners = ownersIn(blocks, total, ids);
  const starts = new Uint32Array(ids.length + 1);
  for (const owner of owners) starts[owner + 1] = (starts[owner + 1] ?? 0) + 1;
  for (let visitor = 1; visitor <= ids.length; visitor += 1)
    starts[visitor] = (starts[visitor] ?? 0) + (starts[visitor - 1] ?? 0);

  const next = starts.slice();
  const times = new Float64Array(total);
  const bodies: Body[] = [];
  /** Where a row's body stands among all of them. */
  const placeOf = new Uint32Array(total);
  let row = 0;
  for (const rows of blocks) {
    const before = bodies.length;
    for (const body of rows.bodies) bodies.push(body);
    for (let at = 0; at < rows.times.length; at += 1, row += 1) {
      const owner = owners[row] ?? 0;
      const to = next[owner] ?? 0;
      next[owner] = to + 1;
      times[to] = rows.times[at] ?? 0;
      placeOf[to] = before + (rows.places[at] ?? 0);
    }
  }
  for (let visitor = 0; visitor < ids.length; visitor += 1)
    sortByTime(times, placeOf, starts[visitor] ?? 0, starts[visitor + 1] ?? 0);
  return {
    ids,
    starts,
    times,
    bodyAt: (at) => bodies[placeOf[at] ?? 0] ?? NO_BODY,
    beganAt: (place) => times[starts[place] ?? 0] ?? 0,
    rowsOf: (place) => (starts[place + 1] ?? 0) - (starts[place] ?? 0),
  };
}

/** The visitor of each row, as a place among all ids of the part. */
function ownersIn(blocks: readonly PartRows[], total: number, ids: string[]): Uint32Array {
  const known = new Map<string, number>();
  const owners = new Uint32Array(total);
  let row = 0;
  for (const { visitors, owners: own } of blocks) {
    const places = visitors.map((id) => {
      const place = known.get(id);
      if (place !== undefined) return place;
      known.set(id, ids.length);
      return ids.push(id) - 1;
    });
    for (const place of own) {
      owners[row] = places[place] ?? 0;
      row += 1;
    }
  }
  return owners;
}

/** Sorts a stretch of rows by time, stably; most logs have them so. */
function sortByTime(times: Float64Array, places: Uint32Array, from: number, to: number): void {
  let isSorted = true;
  for (let at = from + 1; at < to && isSorted; at += 1)
    isSorted = (times[at - 1] ?? 0) <= (times[at] ?? 0);
  if (isSorted) return;
  const order = Array.from({ length: to - from }, (_, at) => from + at);
  order.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0));
  for (const column of [times, places])
    column.set(
      order.map((at) => column[at] ?? 0),
      from,
    );
}
