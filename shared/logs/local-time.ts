import { DAY_MS } from '../definitions/durations.ts';
import type { OffsetAt } from './time-zone.ts';

/** What a time says, as text. `zone` is `Z`, `UTC`, `GMT` or an offset such as `+01:00`. */
export interface TimeFields {
  readonly year?: string | undefined;
  readonly month?: string | undefined;
  readonly day?: string | undefined;
  readonly hour?: string | undefined;
  readonly minute?: string | undefined;
  readonly second?: string | undefined;
  /** Digits behind the comma of a second. */
  readonly fraction?: string | undefined;
  readonly zone?: string | undefined;
}

/** Earlier years are slips of the keyboard: no log is as old, and 0026 may mean 2026. */
export const FIRST_YEAR = 1900;
/** East or west of UTC; nowhere is further. */
const MOST_OFFSET_HOURS = 14;

/** Milliseconds since the epoch; null for what is no time, such as the 30th of February, a 13th month or an offset of 25 hours. */
export function instantOf(fields: TimeFields, offsetAt: OffsetAt): number | null {
  const {
    year,
    month = 1,
    day = 1,
    hour = 0,
    minute = 0,
    second = 0,
    fraction = '',
    zone,
  } = fields;
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  const isMonth = Number(month) >= 1 && Number(month) <= 12;
  const isDate = isMonth && new Date(date).getUTCDate() === Number(day);
  if (Number(year) < FIRST_YEAR || !isDate || h > 23 || m > 59 || s > 59) return null;
  const local = date + ((h * 60 + m) * 60 + s) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
  if (zone === undefined) return atClock(local, offsetAt);
  const [, sign, hours, minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  if (sign === undefined) return local;
  if (Number(hours) > MOST_OFFSET_HOURS || Number(minutes) > 59) return null;
  const east = Number(hours) * 60 + Number(minutes);
  return local - (sign === '-' ? -east : east) * 60_000;
}

/**
 * The instant at which the clock of a zone shows `local`, milliseconds as if it were UTC's. Where clocks are put back a
 * time occurs twice, and the first is meant; one that is left out counts on from before.
 */
export function atClock(local: number, offsetAt: OffsetAt): number {
  const before = local - offsetAt(local - DAY_MS) * 60_000;
  const after = local - offsetAt(local + DAY_MS) * 60_000;
  const occurs = (time: number) => time + offsetAt(time) * 60_000 === local;
  return occurs(after) && !occurs(before) ? after : before;
}
