import { NoSqlForm } from './no-sql-form.ts';
import { toRe2 } from './patterns.ts';

/** RE2's escapes, classes, counted repeats and the rest, a token each. */
const TOKEN =
  /\\x\{[0-9a-fA-F]+\}|\\x[0-9a-fA-F]{2}|\\.|\[\^?(?:\\x\{[0-9a-fA-F]+\}|\\.|[^\]\\])*\]|\{\d+(?:,\d*)?\}/gsu;
const WORD = 'A-Za-z0-9_';
/** PostgreSQL's own limit. */
const MOST_REPEATS = 255;

/**
 * A JavaScript pattern in PostgreSQL's advanced regular expressions, by way of RE2's syntax; null where it is none.
 * There `\w`, `\d` and `\b` speak of all of Unicode, and NUL is in no text.
 */
export const toPosix = (source: unknown): string | null => {
  const re2 = toRe2(source);
  return re2 === null ? null : re2.replace(TOKEN, translated);
};

const translated = (token: string): string => {
  if (token.startsWith('{')) {
    const most = Math.max(...token.slice(1, -1).split(',').map(Number));
    if (most > MOST_REPEATS)
      throw new NoSqlForm('$regex', `${token} repeats more than ${MOST_REPEATS} times`);
    return token;
  }
  if (!token.startsWith('[')) return escapeOf(token, false);
  if (token === '[^\\x00-\\x{10FFFF}]') return '(?:(?!.*))';
  if (token === '[\\x00-\\x{10FFFF}]') return '(?:.|\\n)';
  const negated = token.startsWith('[^');
  const body = token
    .slice(negated ? 2 : 1, -1)
    .replace(/\\x\{[0-9a-fA-F]+\}|\\x[0-9a-fA-F]{2}|\\./gsu, (part) => escapeOf(part, true));
  return `[${negated ? '^' : ''}${body}]`;
};

const escapeOf = (token: string, inClass: boolean): string => {
  const code = /^\\x\{?([0-9a-fA-F]+)/.exec(token)?.[1];
  if (code !== undefined) return characterOf(Number.parseInt(code, 16));
  const letter = token[1] ?? '';
  switch (letter) {
    case 'd':
      return inClass ? '0-9' : '[0-9]';
    case 'w':
      return inClass ? WORD : `[${WORD}]`;
    case 'D':
    case 'W':
      if (inClass)
        throw new NoSqlForm(
          '$regex',
          `${token} within a class has no equal in PostgreSQL's patterns`,
        );
      return `[^${letter === 'D' ? '0-9' : WORD}]`;
    case 'b':
      return `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`;
    case 'B':
      return `(?:(?<=[${WORD}])(?=[${WORD}])|(?<![${WORD}])(?![${WORD}]))`;
    case 't':
      return characterOf(9);
    case 'n':
      return characterOf(10);
    case 'r':
      return characterOf(13);
    case 'f':
      return characterOf(12);
  }
  return token;
};

const characterOf = (code: number): string =>
  code === 0
    ? '\\ufffd'
    : code > 0xffff
      ? `\\U${code.toString(16).padStart(8, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
