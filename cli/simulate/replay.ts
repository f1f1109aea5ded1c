import { MAX_RETENTION_MS } from '../../shared/definitions/durations.ts';
import type { CoveyEvent, Unread } from '../../shared/engine/types.ts';
import { pageEventsBefore } from '../../shared/logs/index.ts';
import type { AsOnPage } from '../../shared/logs/index.ts';
import type { PartVisitors } from './part-visitors.ts';

/** What became of the rows of one visitor. */
export interface Replayed {
  /** Rows with the id of an earlier one, which were left out. */
  readonly repeated: number;
  /** Whether the last event comes when a page has forgotten the first. */
  readonly isLong: boolean;
}

/** Gives the events of a visitor up to an instant as a page would have had them: each id once, with what a page adds before. */
export function createReplay({ at, ...page }: AsOnPage & { readonly at: number }) {
  const added = pageEventsBefore(page);
  return (visitors: PartVisitors, place: number, take: (event: CoveyEvent) => void): Replayed => {
    const [from, to] = [visitors.starts[place] ?? 0, visitors.starts[place + 1] ?? 0];
    const began = visitors.times[from] ?? 0;
    let seen: Set<string> | null = null;
    let last: number | null = null;
    let repeated = 0;
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
    return {
      repeated,
      isLong: last !== null && last - began >= MAX_RETENTION_MS,
    };
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
