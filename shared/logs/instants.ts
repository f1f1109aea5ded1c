import { dateFormat } from './date-format.ts';
import type { DateFormat } from './date-format.ts';
import { instantOf } from './local-time.ts';
import { plainInstant } from './plain-instant.ts';
import type { OffsetAt } from './time-zone.ts';

export const TIME_UNITS = ['s', 'ms', 'us', 'ns'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

/** What can be said of a log, by who reads it. */
export type OptionName = 'visitor' | 'time' | 'event' | 'id' | 'time-unit' | 'date-format';

/** How the times of a log are written, as far as that was said. */
export interface TimeForms {
  /** What messages call an option: `--time-unit`, or the label of a field. */
  readonly option: (name: OptionName) => string;
  /** The zone of times without one. */
  readonly offsetAt: OffsetAt;
  /** Of numbers since the epoch; by their digits unless said. */
  readonly unit?: TimeUnit;
  /** Of dates that are not ISO 8601. */
  readonly format?: DateFormat;
}

/** Milliseconds since the epoch and whether a zone was named; or why there is no such instant. */
export type ReadTime =
  { readonly time: number; readonly zoned: boolean } | { readonly problem: string };

const ISO =
  /^(\d{4})([-/])(\d\d)\2(\d\d)(?:[T ] *(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: *(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?))?)?$/i;

/**
 * A log's time: ISO 8601, a number since the epoch, or as `format` says. Never guesses: what may be
 * read in several ways is a problem that names the option.
 */
export function readTime(text: string, forms: TimeForms): ReadTime {
  if (text === '') return { problem: 'the time is missing.' };
  const formatted = forms.format?.read(text, forms.offsetAt);
  if (formatted) return formatted;
  const plain = plainInstant(text);
  if (!Number.isNaN(plain)) return { time: plain, zoned: true };
  const parts = ISO.exec(text);
  if (parts) {
    const [, year, , month, day, hour, minute, second, fraction, zone] = parts;
    const fields = { year, month, day, hour, minute, second, fraction, zone };
    const time = instantOf(fields, forms.offsetAt);
    return time === null ? noTime(text, forms) : { time, zoned: zone !== undefined };
  }
  if (/^\d+(\.\d+)?$/.test(text)) return ofNumber(text, forms);
  return noTime(text, forms);
}

/** The instant that a text names, or null. */
export function parseInstant(text: string, offsetAt: OffsetAt): number | null {
  const read = readTime(text, { offsetAt, option: (name) => name });
  return 'time' in read ? read.time : null;
}

const PER_MS: { readonly [unit in TimeUnit]: bigint } = {
  s: 1n,
  ms: 1n,
  us: 1000n,
  ns: 1_000_000n,
};

function ofNumber(text: string, forms: TimeForms): ReadTime {
  const [whole = '', fraction = ''] = text.split('.');
  const unit = forms.unit ?? unitOf(whole);
  if (unit === null) return ofDigits(text, forms);
  if (unit === 'several') {
    return {
      problem: `${shown(text)} may be a number since the epoch or a date. Say which: ${forms.option('time-unit')} ms or ${forms.option('date-format')} ${'YYYYMMDDHHmmss'.slice(0, whole.length)}.`,
    };
  }
  const ms = unit === 's' ? whole + fraction.padEnd(3, '0').slice(0, 3) : whole;
  const time = Number(BigInt(ms) / PER_MS[unit]);
  return time < 8e15 ? { time, zoned: true } : noTime(text, forms);
}

/** By the number of digits, which differ as long as times are of these centuries. */
function unitOf(whole: string): TimeUnit | 'several' | null {
  const digits = whole.length;
  if (digits === 9 || digits === 10) return 's';
  if (digits === 12 || digits === 14) return isDigitsDate(whole) ? 'several' : 'ms';
  if (digits === 13) return 'ms';
  if (digits >= 15 && digits <= 17) return 'us';
  if (digits >= 18 && digits <= 20) return 'ns';
  return null;
}

const isDigitsDate = (text: string): boolean =>
  /^(19|20)\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])(?:([01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?$/.test(text);

/** `20260301` is a day; other numbers are named. */
function ofDigits(text: string, forms: TimeForms): ReadTime {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(text) ?? [];
  if (year !== undefined && isDigitsDate(text)) {
    const time = instantOf({ year, month, day }, forms.offsetAt);
    if (time !== null) return { time, zoned: false };
  }
  if (/^\d{11}$/.test(text)) {
    return {
      problem: `${shown(text)} may be seconds or milliseconds. Say which with ${forms.option('time-unit')}.`,
    };
  }
  return noTime(text, forms);
}

/** Why there is no time, and what would make it one: the formats in which the text is a day that exists. */
function noTime(text: string, { format, offsetAt, option }: TimeForms): ReadTime {
  const named = option('date-format');
  const fitting = formatsLike(text).filter((form) => dateFormat(form)?.read(text, offsetAt));
  const forms = fitting.map((form) => `"${form}"`).join(' or ');
  if (format) {
    const other = forms && ` It would be one with ${forms}.`;
    return { problem: `${shown(text)} is no time as ${named} "${format.text}" says.${other}` };
  }
  if (fitting.length > 0) {
    const why = fitting.length > 1 ? 'may be read in several ways' : 'is not ISO 8601';
    return { problem: `${shown(text)} ${why}. Say which: ${named} ${forms}.` };
  }
  return {
    problem: `${shown(text)} is no time. Write ISO 8601 such as 2026-11-24T09:30:00Z or a number since the epoch, or say how it is written with ${named}.`,
  };
}

const ORDERS = ['DD MM YYYY', 'MM DD YYYY', 'DD MM YY', 'MM DD YY', 'YY MM DD'];
const CLOCK = /^(T?)( *)\d\d?:\d\d(:\d\d)?([.,]\d+)?( ?[AP]M)?( *)(Z|UTC|GMT|[+-]\d\d:?\d\d)?$/i;

/** 01.02.2026: the order of day and month differs from country to country. */
function formatsLike(text: string): readonly string[] {
  const [, date = '', separator = '', clock = ''] =
    /^(\d\d?([./-])\d\d?\2\d{2,4})(.*)$/.exec(text) ?? [];
  if (date === '') return [];
  const forms = ORDERS.map((order) => order.replaceAll(' ', separator));
  if (clock === '') return forms;
  const [whole, t = '', space = '', seconds, fraction, half, gap = '', zone] =
    CLOCK.exec(clock) ?? [];
  if (whole === undefined) return [];
  const time = `${half ? 'hh' : 'HH'}:mm${seconds ? ':ss' : ''}${fraction ? `${fraction[0] ?? ''}SSS` : ''}`;
  const rest = `${half ? half.replace(/\wM/i, 'A') : ''}${zone ? `${gap}Z` : ''}`;
  return forms.map((form) => `${form}${t}${space}${time}${rest}`);
}

/** A cell as a message shows it: in one line, and not too much of it. */
export const shown = (text: string): string =>
  JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
