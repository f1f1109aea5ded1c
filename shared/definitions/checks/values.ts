/** Whether a literal can be the value of a fact at all. */
import { MAX_RETENTION_MS, SECOND_MS, formatDuration, parseDuration } from '../durations.ts';
import type { FactType } from '../facts.ts';
import { LIMITS } from '../limits.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { impossibleValue } from './known-values.ts';
import { comparisonMeant, durationMeant } from './meant.ts';
import { patternDanger } from './pattern-danger.ts';
import type { Scope } from './scope.ts';
import { isUsuallyNumber } from './vocabulary.ts';

/** A fact, and where it is read. */
export interface Fact {
  readonly name: string;
  readonly type: FactType;
  readonly scope: Scope;
  readonly report: Reporter;
  /** Checks a condition over the elements of a list. */
  readonly elements: (condition: unknown, path: IssuePath) => void;
}

/** A literal against the type, and, unless it is ordered only, against the values that the fact can have. */
export const checkValue = (
  fact: Fact,
  value: unknown,
  path: IssuePath,
  as: 'equal' | 'any-case' | 'ordered' = 'equal',
): void => {
  const { report, type, name } = fact;
  if (value === null) return;
  if (type === 'value') return checkPropertyValue(fact, value, path, as);
  const mismatch = (mend: string) =>
    report.error(
      'type-mismatch',
      path,
      `${name} is a ${typeName(type)} and is never ${short(value)}. ${mend}`,
    );
  switch (type) {
    case 'string':
    case 'string[]':
      if (typeof value !== 'string')
        return mismatch(
          `Write ${short(typeof value === 'object' ? 'text' : String(value))} in quotes.`,
        );
      if (as !== 'ordered') checkKnownValue(fact, value, path, as === 'any-case');
      return;
    case 'number':
      if (typeof value === 'string' && parseDuration(value) !== null)
        return mismatch(
          'Durations compare with "since" metrics, session.duration, visitor.age and the like.',
        );
      if (typeof value !== 'number')
        return mismatch(
          NAMED_NUMBERS[name] ??
            ((typeof value === 'string' && comparisonMeant(value).trim()) ||
              'Write a number without quotes.'),
        );
      if (as !== 'ordered') checkKnownValue(fact, value, path, as === 'any-case');
      return;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : mismatch('Write true or false.');
    case 'duration':
      return checkDuration(fact, value, path);
    case 'date':
      return checkDate(fact, value, path);
  }
};

const NAMED_NUMBERS: { readonly [fact: string]: string } = {
  'now.weekday': 'Weekdays are 1 (Monday) to 7 (Sunday).',
  'time.weekday': 'Weekdays are 1 (Monday) to 7 (Sunday).',
  'now.month': 'Months are 1 to 12.',
  'now.hour': 'Hours are 0 to 23.',
  'time.hour': 'Hours are 0 to 23.',
};

/** What a property of the usual name is compared with; any other may hold anything. */
export const checkPropertyValue = (
  fact: Fact,
  value: unknown,
  path: IssuePath,
  as: 'bare' | 'equal' | 'any-case' | 'ordered',
): void => {
  const { name, scope, report } = fact;
  if (scope.kind !== 'event') return;
  if (typeof value === 'string' && name === 'page_path' && /bare|equal/.test(as))
    checkKnownValue(fact, value, path, false);
  // A bare text equals the number of the same digits; $eq and $in do not.
  if (typeof value === 'string' && isUsuallyNumber(name) && /equal|any-case/.test(as))
    report.warn(
      'type-mismatch',
      path,
      `"${name}" is usually a number, which ${short(value)} never equals. Write it without quotes.`,
    );
};

const checkDate = ({ report, name }: Fact, value: unknown, path: IssuePath): void => {
  const mismatch = (why: string) => report.error('type-mismatch', path, why);
  const isDuration = parseDuration(value) !== null;
  if (isDuration)
    return mismatch(
      name === 'visitor.firstSeen'
        ? `${name} is a date. How long ago it was is visitor.age: { "visitor.age": { "$gte": ${short(value)} } }.`
        : `${name} is a date and is never ${short(value)}. ${name.startsWith('trait.') ? `Time compares with ${name.replace('trait.', 'until.')} and ${name.replace('trait.', 'since.')}, and a number of days with ${name.replace('trait.', 'anniversary.')}.` : 'Write a date such as "2026-11-24".'}`,
    );
  const [, year, month = '01', day = '01'] =
    (typeof value === 'string' && /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T.*)?)?)?$/.exec(value)) || [];
  if (year === undefined)
    return mismatch(
      `${name} is a date and is never ${short(value)}. Write a date such as "2026-11-24".`,
    );
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(8, 10) !== day)
    mismatch(`${short(value)} is no date that exists.`);
};

const checkDuration = ({ report, name }: Fact, value: unknown, path: IssuePath): void => {
  if (typeof value === 'number') {
    if (value !== 0)
      report.error(
        'number-for-duration',
        path,
        `${name} is a duration, and ${value} would be milliseconds. Write a duration: ${likelyDuration(name, value)}.`,
      );
    return;
  }
  const ms = parseDuration(value);
  if (ms === null)
    return report.error(
      'type-mismatch',
      path,
      `${name} is a duration, and ${short(value)} is none. Write a whole number and a unit (s, m, h, d or w), such as "30d".${durationMeant(value) || (typeof value === 'string' ? comparisonMeant(value) : '')}`,
    );
  // A trait's date can lie any time away; what the script measures cannot.
  if (ms > MAX_RETENTION_MS && !/^(until|since)\./.test(name))
    report.error(
      'beyond-retention',
      path,
      `Nothing is kept for longer than 395 days, so ${name} cannot be compared with ${short(value)}.`,
    );
};

/** More than this is no number of seconds or minutes of a visit, nor of days of anything kept. */
const MOST = { visit: 10_000, days: 3650 } as const;

/** What a bare number may stand for. */
const likelyDuration = (name: string, value: number): string => {
  const ofVisit = name.startsWith('session.');
  if (value > 0 && Number.isInteger(value)) {
    if (value < (ofVisit ? MOST.visit : MOST.days))
      return ofVisit ? `"${value}s" for seconds, "${value}m" for minutes` : `"${value}d" for days`;
    if (value % SECOND_MS === 0) return `"${formatDuration(value)}"`;
  }
  return `such as "${ofVisit ? '5m' : '30d'}"`;
};

const checkKnownValue = (
  { report, name, scope }: Fact,
  value: string | number,
  path: IssuePath,
  ignoreCase: boolean,
): void => {
  const found = impossibleValue(name, value, scope, ignoreCase);
  if (found?.certain) report.error('unknown-value', path, found.message);
  else if (found !== undefined) report.warn('unknown-value', path, found.message);
};

/** A pattern that none of a trait's values matches. */
export const checkPatternValues = (
  { report, name, scope }: Fact,
  source: unknown,
  ignoreCase: boolean,
  path: IssuePath,
): void => {
  const values = scope.definitions.traits?.[name.replace(/^.*trait\./, '')]?.values;
  if (!name.includes('trait.') || values === undefined || typeof source !== 'string') return;
  try {
    const pattern = new RegExp(source, ignoreCase ? 'i' : '');
    if (source.length > LIMITS.patternLength || patternDanger(source, ignoreCase) !== 'none')
      return;
    if (values.some((value) => pattern.test(String(value)))) return;
  } catch {
    return;
  }
  report.error(
    'unknown-value',
    path,
    `None of the values of ${name} matches: ${values.slice(0, 12).map(short).join(', ')}.`,
  );
};

export const typeName = (type: FactType): string =>
  (({ string: 'text', 'string[]': 'list of texts', value: 'value' }) as const)[type as 'string'] ??
  type;

export const short = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
};

const ISO_DATE = /^\d{4}-\d\d(-\d\d(T.*)?)?$/;

/** Letter by letter is rarely what is meant; versions have operators of their own. */
export const checkTextOrder = (
  { report, type, name, scope }: Fact,
  text: string,
  path: IssuePath,
): void => {
  if (ISO_DATE.test(text) || (type !== 'string' && type !== 'value')) return;
  const isNumber = /^-?\d+(\.\d+)?$/.test(text);
  // A property, or a value of one, may well be text.
  if (type === 'value' && !isNumber && !(scope.kind === 'event' && isUsuallyNumber(name))) return;
  report.warn(
    'text-order',
    path,
    isNumber && type === 'value'
      ? `${short(text)} in quotes is text. Write ${text}, without quotes, to compare numbers.`
      : `Texts are put in order letter by letter, and "10" comes before "9". For some of a few values write $in; for numbers a number without quotes; for versions $vgt and the like.`,
  );
};
