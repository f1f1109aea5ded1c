import { MAX_RETENTION_MS } from '../../shared/definitions/durations.ts';
import type { CoveyEvent, Unread } from '../../shared/engine/types.ts';
import { pageEventsBefore } from '../../shared/logs/index.ts';
import type { AsOnPage } from '../../shared/logs/index.ts';
import type { PartVisitors } from './part-visitors.ts';

/** What became of the rows of some visitors. */
export interface Replayed {
  /** Rows with the id of an earlier one, which were left out. */
  readonly repeated: number;
  /** Visitors whose last event comes when a page has forgotten the first. */
  readonly longHistories: number;
  /** What their engines could not read. */
  readonly unread: ReadonlyMap<string, Unread>;
}

/** Gives the events of visitors up to an instant as a page would have had them: each id once, with what a page adds before. */
export function createReplay({ at, ...page }: AsOnPage & { readonly at: number }) {
  const added = pageEventsBefore(page);
  const unread = new Map<string, Unread>();
  let [repeated, longHistories] = [0, 0];

  const replay = (
    visitors: PartVisitors,
    place: number,
    take: (event: CoveyEvent) => void,
  ): void => {
    const [from, to] = [visitors.starts[place] ?? 0, visitors.starts[place + 1] ?? 0];
    let seen: Set<string> | null = null;
    let last: number | null = null;
    for (let row = from; row < to; row += 1) {
      const time = visitors.times[row] ?? 0;
      if (time > at) break;
      const { name, props, id } = visitors.bodyAt(row);
      if (id !== undefined) {
        seen ??= new Set();
        if (seen.has(id)) {
          repeated += 1;
          continue;
        }
        seen.add(id);
      }
      const event = props ? { name, time, props } : { name, time };
      added(event, last, take);
      take(event);
      last = time;
    }
    if (last !== null && last - visitors.beganAt(place) >= MAX_RETENTION_MS) longHistories += 1;
  };
  return {
    replay,
    /** Takes down what a visitor's engine could not read. */
    addUnread: (more: ReadonlyMap<string, Unread>) => addUnread(unread, more),
    replayed: (): Replayed => ({ repeated, longHistories, unread }),
  };
}

/** Adds what others counted; of several texts the last one is shown. */
export function addUnread(
  sums: Map<string, Unread>,
  more: Iterable<readonly [string, Unread]>,
): void {
  for (const [place, { events, text }] of more)
    sums.set(place, { events: (sums.get(place)?.events ?? 0) + events, text });
}
