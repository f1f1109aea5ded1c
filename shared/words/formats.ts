import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../definitions/durations.ts';

const UNITS = [
  ['day', DAY_MS],
  ['hour', HOUR_MS],
  ['minute', MINUTE_MS],
  ['second', SECOND_MS],
] as const;
export type Unit = (typeof UNITS)[number][0] | 'week' | 'millisecond' | 'kilobyte';

/** The greatest unit of which there are two or more and nothing over; seconds for zero and one. */
export const unitOf = (ms: number) =>
  UNITS.find(([, size]) => Math.abs(ms) >= 2 * size && ms % size === 0) ??
  (ms % SECOND_MS === 0 ? UNITS[3] : undefined);

/** How a language writes what is no word. Times are milliseconds since the epoch. */
export interface Formats {
  /** To the millionth that numbers are kept to. */
  number(value: number): string;
  /** `12%` of 0.12. */
  percent(share: number): string;
  /** `7 days` */
  amount(count: number, unit: Unit): string;
  /** In one unit, and never more than there is: 29 days and 23 hours are 29 days. */
  span(ms: number): string;
  /** All of it, in the greatest unit of which there are two or more and nothing over. */
  exact(ms: number): string;
  /** `a, b or c` */
  list(all: readonly string[], type: 'disjunction' | 'conjunction'): string;
  /** `Germany` of `DE`, `German` of `de`; what is no code as it is. */
  named(code: string, type: 'region' | 'language'): string;
  /** Of 1 (Monday) to 7, and of 1 (January) to 12. */
  weekday(number: number): string;
  month(number: number): string;
  day(time: number): string;
  /** `1 Apr 2026, 10:00` */
  instant(time: number): string;
  /** `Friday 10:00`, for what comes in six days at most, in languages whose names of days stand in any sentence as they are. */
  near(time: number): string;
}

/** Names of days neither bend nor take another article after "until" and "since". */
const SAYS_DAYS = /^(en|de|nl)\b/;
/** "fino al 7", but "fino all'8": before the name of a day there is no article. */
const NAMES_DAYS = /^it\b/;

/** Of a time zone, that of the device by default. */
export const formatsIn = (language: string, timeZone?: string): Formats => {
  const made = new Map<string, unknown>();
  /** To make one takes longer than to use it. */
  const once = <T>(key: string, make: () => T): T => {
    if (!made.has(key)) made.set(key, make());
    return made.get(key) as T;
  };
  const number = (key: string, options: Intl.NumberFormatOptions) =>
    once(key, () => new Intl.NumberFormat(language, options));
  const date = (key: string, options: Intl.DateTimeFormatOptions, zone = timeZone) =>
    once(
      key,
      () => new Intl.DateTimeFormat(language, { ...options, ...(zone && { timeZone: zone }) }),
    );
  const dateStyle = NAMES_DAYS.test(language) ? 'full' : 'medium';
  const amount = (count: number, unit: Unit) =>
    // Not under the unit alone: a day is formatted in two ways.
    number(`amount ${unit}`, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
  const instant = (time: number) => date('instant', { dateStyle, timeStyle: 'short' }).format(time);
  return {
    number: (value) => number('number', { maximumFractionDigits: 6 }).format(value),
    percent: (share) => number('percent', { style: 'percent' }).format(share),
    amount,
    span(ms) {
      const [unit, size] = UNITS.find(([, one]) => Math.abs(ms) >= 2 * one) ?? [
        'second',
        SECOND_MS,
      ];
      return amount(Math.trunc(ms / size), unit);
    },
    exact(ms) {
      const [unit, size] = unitOf(ms) ?? (['millisecond', 1] as const);
      return amount(ms / size, unit);
    },
    list: (all, type) => once(type, () => new Intl.ListFormat(language, { type })).format(all),
    named(code, type) {
      try {
        return (
          once(`${type} name`, () => new Intl.DisplayNames(language, { type })).of(code) ?? code
        );
      } catch {
        return code;
      }
    },
    // The first of January 2024 was a Monday.
    weekday: (day) => date('weekday', { weekday: 'long' }, 'UTC').format(Date.UTC(2024, 0, day)),
    month: (month) => date('month', { month: 'long' }, 'UTC').format(Date.UTC(2024, month - 1)),
    day: (time) => date('day', { dateStyle }).format(time),
    instant,
    near: SAYS_DAYS.test(language)
      ? (time) => date('near', { weekday: 'long', hour: '2-digit', minute: '2-digit' }).format(time)
      : instant,
  };
};
