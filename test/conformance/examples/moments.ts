import { parseDuration } from '../../../shared/definitions/index.ts';
import { type Entry, type Fragment } from './example.ts';

export const OFFSET_MINUTES = 60;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FIRST = Date.parse('2026-03-02T10:00:00+01:00');

/** One entry with its time in milliseconds. */
export interface Moment {
  readonly time: number;
  readonly does:
    Exclude<Entry, readonly unknown[]> | { readonly event: string; readonly props: object };
}

/** A visitor's entries with their times, in order. */
export const timeline = (entries: readonly Entry[]): readonly Moment[] => {
  let now = FIRST;
  return entries.map((entry): Moment => {
    if (!Array.isArray(entry))
      return { time: now, does: entry as Exclude<Entry, readonly unknown[]> };
    const [time, second, props] = entry as readonly [string, unknown, object | undefined];
    const next = timeOf(time, now);
    if (next < now && entry !== entries[0])
      throw new Error(`"${time}" lies before the entry before it`);
    now = next;
    return {
      time: now,
      does:
        typeof second === 'string'
          ? { event: second, props: props ?? {} }
          : (second as Moment['does']),
    };
  });
};

const timeOf = (text: string, now: number): number => {
  if (text.startsWith('+')) return now + (parseDuration(text.slice(1)) ?? NaN);
  const [, year = '2026', date, clock = ''] =
    /^(?:(\d{4})-)?(?:(\d\d-\d\d) )?([\d:.]+)$/.exec(text) ?? [];
  const day = date === undefined ? localDay(now) : `${year}-${date}`;
  const time = Date.parse(`${day}T${clock}${clock.length === 5 ? ':00' : ''}+01:00`);
  if (Number.isNaN(time)) throw new Error(`"${text}" is no time`);
  return time;
};
const localDay = (time: number): string => new Date(time + HOUR).toISOString().slice(0, 10);

/**
 * Every moment at which an answer could change with time alone: sums of up to three durations of
 * the document after anything that happens or any instant that is named, midnights, and, where the hour is read, hours.
 */
export const turns = (fragment: Fragment, moments: readonly Moment[]): readonly number[] => {
  const texts = JSON.stringify([fragment, moments]);
  const durations = [...texts.matchAll(/"(\d+[smhdw])"/g)].map(
    ([, one]) => parseDuration(one) ?? 0,
  );
  const instants = [...texts.matchAll(/"(\d{4}-\d\d-\d\d(?:T[^"]*)?)"/g)].map(([, one = '']) =>
    Date.parse(one),
  );
  const start = moments[0]?.time ?? FIRST;
  const end = moments.at(-1)?.time ?? FIRST;
  const all = new Set<number>();
  const reach = (time: number, depth: number): void => {
    if (time > end || (depth === 0 && all.has(time))) return;
    all.add(time).add(time + 1);
    if (depth > 0) for (const duration of new Set(durations)) reach(time + duration, depth - 1);
  };
  for (const one of new Set([...moments.map(({ time }) => time), ...instants])) reach(one, 3);
  for (const instant of instants) for (const duration of durations) reach(instant - duration, 0);
  const step = texts.includes('now.hour') ? HOUR : DAY;
  for (let time = Math.floor(start / DAY) * DAY - HOUR; time <= end; time += step) all.add(time);
  return [...all].filter((time) => time > start && time <= end).toSorted((a, b) => a - b);
};
