import { LIMITS } from '../definitions/limits.ts';
import type { Json } from '../definitions/types.ts';

/** What can be asked of a text, in the tools' own terms. */
export interface TextTest {
  /** `pattern` is a regular expression that says by itself where it begins and ends; `regex` is of the whole text. */
  readonly kind:
    'equals' | 'starts' | 'ends' | 'contains' | 'contains-all' | 'glob' | 'regex' | 'pattern';
  /** Any of these; all of them for `contains-all`. */
  readonly values: readonly string[];
  readonly caseSensitive: boolean;
  /** To the tool every value is a text: "3" is also the number 3, and "true" what is true. */
  readonly areTexts?: boolean;
}

/**
 * The operand of a condition that asks the same, or null for a regular expression that is none in
 * JavaScript, or too long for a condition. An absent value never meets it.
 */
export const textOperand = (test: TextTest): Json | null => {
  const { kind, values, caseSensitive } = test;
  if (kind === 'equals') {
    const all = test.areTexts ? values.flatMap(withTwin) : values;
    if (!caseSensitive) return { $ini: all };
    const [only] = values;
    if (only === undefined || values.length > 1) return { $in: all };
    // As a literal it also equals a number that reads the same; "null" would equal what is absent.
    return only === 'null' ? { $eq: only } : only;
  }
  const isWritten = kind === 'regex' || kind === 'pattern';
  if (isWritten && values.every((value) => value.startsWith('(?i)')))
    return textOperand({
      kind,
      values: values.map((value) => value.slice('(?i)'.length)),
      caseSensitive: false,
    });
  if (isWritten && values.some((value) => OTHER_SYNTAX.test(value))) return null;
  const patterns = values.map((value) => patternOf(kind, value));
  // Each word ahead of the start, in any order.
  const source =
    kind === 'contains-all'
      ? `^${patterns.map((pattern) => `(?=[\\s\\S]*${pattern})`).join('')}`
      : patterns.join('|');
  const expression = regExp(source, caseSensitive);
  if (expression === null) return null;
  const operator = caseSensitive ? '$regex' : '$regexi';
  // An absent value is tested as the text "null".
  return expression.test('null') ? { $exists: true, [operator]: source } : { [operator]: source };
};

/** What RE2 and PCRE know and JavaScript reads as something else, without complaint. */
const OTHER_SYNTAX = /(?<!\\)(?:\\\\)*\\(?:[AzZQECGpPXRhHa]|x\{)|\[\[:|\[:\^?[a-z]+:\]/;

/** A text with the number or truth value that reads the same. */
const withTwin = (value: string): readonly Json[] => {
  if (value === 'true' || value === 'false') return [value, value === 'true'];
  const number = Number(value);
  return Number.isFinite(number) && String(number) === value ? [value, number] : [value];
};

/** Whether a text meets the test: for values that are looked up while importing. No expressions: they could take for ever. */
export const textHolds = (test: TextTest, value: string): boolean => {
  const fold = (text: string): string => (test.caseSensitive ? text : text.toLowerCase());
  const holds = (wanted: string): boolean => {
    if (test.kind === 'equals') return fold(value) === fold(wanted);
    if (test.kind === 'starts') return fold(value).startsWith(fold(wanted));
    if (test.kind === 'ends') return fold(value).endsWith(fold(wanted));
    return fold(value).includes(fold(wanted));
  };
  return test.kind === 'contains-all' ? test.values.every(holds) : test.values.some(holds);
};

const patternOf = (kind: TextTest['kind'], value: string): string => {
  if (kind === 'regex') return `^(?:${value})$`;
  if (kind === 'pattern') return value;
  if (kind === 'starts') return `^${literal(value)}`;
  if (kind === 'ends') return `${literal(value)}$`;
  if (kind === 'glob') return `^${glob(value)}$`;
  return literal(value);
};

export const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** `*` stands for any text, `\*` for a star. */
const glob = (text: string): string =>
  text.replace(/\\\*|\*|[^*\\]+|\\/g, (part) => {
    if (part === '*') return '[\\s\\S]*';
    return literal(part === '\\*' ? '*' : part);
  });

const regExp = (source: string, caseSensitive: boolean): RegExp | null => {
  if (source.length > LIMITS.patternLength) return null;
  try {
    return new RegExp(source, caseSensitive ? '' : 'i');
  } catch {
    return null;
  }
};
