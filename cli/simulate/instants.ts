import type { OffsetAt } from './time-zone.ts';

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/**
 * A log's time as milliseconds since the epoch: ISO 8601, or milliseconds as a whole number.
 * Without a zone of its own it is local time by `offsetAt`. Null for anything else, the 30th of
 * February included.
 */
export function parseInstant(text: string, offsetAt: OffsetAt): number | null {
  const parts = ISO.exec(text);
  if (!parts) return /^\d{12,14}$/.test(text) ? Number(text) : null;
  const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = '', zone] = parts;
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  const isDate = new Date(date).getUTCDate() === Number(day) && Number(month) > 0;
  if (!isDate || h > 23 || m > 59 || s > 59) return null;
  const local = date + ((h * 60 + m) * 60 + s) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
  if (zone === undefined) {
    // The offset depends on the instant looked for: the second guess settles it.
    return local - offsetAt(local - offsetAt(local) * 60_000) * 60_000;
  }
  if (zone === 'Z' || zone === 'z') return local;
  const east = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return local - (zone.startsWith('-') ? -east : east) * 60_000;
}
