import { DAY_MS as DAY, HOUR_MS as HOUR } from '../../definitions/durations.ts';
import type { EngineHost } from '../types.ts';

export type Unit = 'hour' | 'day' | 'week' | 'month';

export const localTime = (host: EngineHost, time: number): number =>
  time + host.offsetAt(time) * 60_000;

/** Number of the local hour, day, week (from Monday) or month that holds a local time. */
const ordinal = (unit: Unit, local: number): number => {
  if (unit === 'hour') return Math.floor(local / HOUR);
  const day = Math.floor(local / DAY);
  // 1 January 1970, day 0, was a Thursday.
  if (unit === 'week') return Math.floor((day + 3) / 7);
  if (unit === 'day') return day;
  const date = new Date(local);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
};

/** Local time at which a period starts. */
const start = (unit: Unit, period: number): number =>
  unit === 'hour'
    ? period * HOUR
    : unit === 'day'
      ? period * DAY
      : unit === 'week'
        ? (period * 7 - 3) * DAY
        : Date.UTC(Math.floor(period / 12), period % 12);

/** The visitor's own hour, day, week or month at an instant, as a running number. */
export const periodAt = (host: EngineHost, unit: Unit, time: number): number =>
  ordinal(unit, localTime(host, time));

/** 0–23. */
export const hourAt = (host: EngineHost, time: number): number =>
  ((periodAt(host, 'hour', time) % 24) + 24) % 24;

/** 1 (Monday) – 7. */
export const weekdayAt = (host: EngineHost, time: number): number =>
  ((((periodAt(host, 'day', time) + 3) % 7) + 7) % 7) + 1;

/** The first instant after `time` at which the period may be another: its end, or a change of the clock before it. */
export const nextPeriod = (host: EngineHost, unit: Unit, time: number): number => {
  const offset = host.offsetAt(time);
  const end = start(unit, periodAt(host, unit, time) + 1) - offset * 60_000;
  if (host.offsetAt(end) === offset) return end;
  let before = time;
  let after = end;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (host.offsetAt(middle) === offset) before = middle;
    else after = middle;
  }
  return after;
};
