import { DAY_MS } from '../definitions/durations.ts';

/** Fewer events than this have no habit that one could break. */
const FEW_EVENTS = 20;

/** What is known of the events of a stretch of a log. */
export interface SpanSeen {
  readonly total: number;
  readonly first: number;
  readonly last: number;
  /** The latest but one. */
  readonly before: number;
  readonly lastLine: number;
  readonly start: { readonly time: number; readonly line: number } | null;
}

/** From when to when events reach, and whether the last one lies apart. */
export function createSpan() {
  let [total, first, last, before, lastLine] = [0, Infinity, -Infinity, -Infinity, 0];
  let start: SpanSeen['start'] = null;
  return {
    add(time: number, line: number) {
      start ??= { time, line };
      total += 1;
      if (time < first) first = time;
      if (time > last) [before, last, lastLine] = [last, time, line];
      else if (time > before) before = time;
    },
    seen: (): SpanSeen => ({ total, first, last, before, lastLine, start }),
    /** What somebody else has seen of the stretch that follows so many lines. */
    addSeen(seen: SpanSeen, lines: number) {
      start ??= seen.start && { time: seen.start.time, line: seen.start.line + lines };
      total += seen.total;
      first = Math.min(first, seen.first);
      const isLater = seen.last > last;
      before = isLater ? Math.max(last, seen.before) : Math.max(before, seen.last);
      if (isLater) [last, lastLine] = [seen.last, seen.lastLine + lines];
    },
    count: () => total,
    first: () => first,
    last: () => last,
    firstLine: () => start?.line ?? 0,
    firstTime: () => start?.time ?? 0,
    lone: () =>
      isLone({ total, first, before, last }) ? { line: lastLine, time: last, before } : null,
  };
}

/** Whether the last of so many events lies further behind all others than those lie apart, and a month at least. */
export const isLone = ({
  total,
  first,
  before,
  last,
}: {
  readonly total: number;
  readonly first: number;
  /** The last but one. */
  readonly before: number;
  readonly last: number;
}): boolean => total >= FEW_EVENTS && last - before > Math.max(before - first, 30 * DAY_MS);
