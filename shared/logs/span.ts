import { DAY_MS } from '../definitions/durations.ts';

/** Fewer events than this have no habit that one could break. */
const FEW_EVENTS = 20;

/** From when to when events reach, and whether the last one lies apart. */
export function createSpan() {
  let [total, first, last, before, lastLine] = [0, Infinity, -Infinity, -Infinity, 0];
  let start: { readonly time: number; readonly line: number } | null = null;
  return {
    add(time: number, line: number) {
      start ??= { time, line };
      total += 1;
      if (time < first) first = time;
      if (time > last) [before, last, lastLine] = [last, time, line];
      else if (time > before) before = time;
    },
    count: () => total,
    first: () => first,
    last: () => last,
    firstLine: () => start?.line ?? 0,
    firstTime: () => start?.time ?? 0,
    lone: () =>
      total >= FEW_EVENTS && last - before > Math.max(before - first, 30 * DAY_MS)
        ? { line: lastLine, time: last, before }
        : null,
  };
}
