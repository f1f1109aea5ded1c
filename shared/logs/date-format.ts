import { instantOf } from './local-time.ts';
import type { TimeFields } from './local-time.ts';
import type { OffsetAt } from './time-zone.ts';

/** Times written in a way of their own: `DD.MM.YYYY HH:mm`. */
export interface DateFormat {
  /** As it was given. */
  readonly text: string;
  /** Null where the text is not written so, or names no time. */
  read(text: string, offsetAt: OffsetAt): { readonly time: number; readonly zoned: boolean } | null;
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** Parts of a format, longest first: what each matches, and which field it fills. */
const PARTS: readonly (readonly [part: string, pattern: string, field: string])[] = [
  ['YYYY', '(\\d{4})', 'year'],
  ['MMM', `(${MONTHS.join('|')})[a-z]*`, 'monthName'],
  ['SSS', '(\\d{1,9})', 'fraction'],
  ['YY', '(\\d\\d)', 'shortYear'],
  ['MM', '(\\d{1,2})', 'month'],
  ['DD', '(\\d{1,2})', 'day'],
  ['HH', '(\\d{1,2})', 'hour'],
  ['hh', '(\\d{1,2})', 'hour'],
  ['mm', '(\\d\\d)', 'minute'],
  ['ss', '(\\d\\d)', 'second'],
  ['A', '([AP]M)', 'half'],
  ['Z', '(Z|UTC|GMT|[+-]\\d\\d(?::?\\d\\d)?)', 'zone'],
];

/** What `--date-format` takes, for messages. */
export const DATE_PARTS = 'YYYY or YY, MM or MMM, DD, HH or hh with A, mm, ss, SSS, Z';

/** Null for a format that does not name year, month and day once each. */
export function dateFormat(format: string): DateFormat | null {
  const fields: string[] = [];
  let pattern = '';
  // Without anything between them, parts have all their digits.
  const isTight = /(MM|DD|HH)(MM|DD|HH|mm)/.test(format);
  for (let at = 0; at < format.length;) {
    const part = PARTS.find(([name]) => format.startsWith(name, at));
    if (part) {
      pattern += isTight ? part[1].replace('{1,2}', '{2}') : part[1];
      fields.push(part[2]);
      at += part[0].length;
    } else {
      pattern += (format[at] ?? '').replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
      at += 1;
    }
  }
  const has = (...names: string[]) => names.filter((name) => fields.includes(name)).length === 1;
  const isWhole = has('year', 'shortYear') && has('month', 'monthName') && has('day');
  if (!isWhole || new Set(fields).size < fields.length) return null;
  const matcher = new RegExp(`^${pattern}$`, 'i');
  return {
    text: format,
    read(text, offsetAt) {
      const found = matcher.exec(text);
      if (!found) return null;
      const given = Object.fromEntries(fields.map((field, i) => [field, found[i + 1] ?? '']));
      const { shortYear, monthName, half, ...plain } = given;
      const fieldsOf: TimeFields = {
        ...plain,
        ...(shortYear !== undefined && { year: `20${shortYear}` }),
        ...(monthName !== undefined && {
          month: String(MONTHS.indexOf(monthName.toLowerCase()) + 1),
        }),
        ...(half !== undefined && { hour: hourOf(plain['hour'], half) }),
      };
      const time = instantOf(fieldsOf, offsetAt);
      return time === null ? null : { time, zoned: fieldsOf.zone !== undefined };
    },
  };
}

/** 12 AM is midnight, 12 PM noon; more than 12 is no hour then. */
function hourOf(hour: string | undefined, half: string): string {
  const number = Number(hour);
  if (number < 1 || number > 12) return '99';
  return String((number % 12) + (half.toUpperCase() === 'PM' ? 12 : 0));
}
