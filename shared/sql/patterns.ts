import { NoSqlForm } from './no-sql-form.ts';

/**
 * A JavaScript pattern in RE2's syntax, which DuckDB uses; null where it is no pattern at all.
 * RE2 knows neither look-around nor back-references: those have no SQL form.
 */
export const toRe2 = (source: unknown): string | null => {
  if (typeof source !== 'string' || !isPattern(source)) return null;
  return source.replace(TOKEN, translated);
};

const isPattern = (source: string): boolean => {
  try {
    return new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
};

/** An escape, a class, the start of a group, a counted repeat, or one of the dots and anchors. */
const TOKEN =
  /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|c[A-Za-z]|k<[^>]*>|.)|\[(?:\\.|[^\]\\])*\]|\(\?(?:<?[=!]|<[^>]*>|[^:]*:)|\{(\d+)(?:,(\d*))?\}|[.{}]/gsu;

const BLANK =
  '\\t\\n\\x0b\\f\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}';
/** Always possible to repeat, never matching: what an empty class is. */
const NOTHING = '[^\\x00-\\x{10FFFF}]';
const ANYTHING = '[\\x00-\\x{10FFFF}]';

const translated = (token: string, least?: string, most?: string): string => {
  if (token.startsWith('[')) return classOf(token);
  if (token.startsWith('(')) return groupOf(token);
  if (token === '.') return '[^\\n\\r\\x{2028}\\x{2029}]';
  if (token === '{' || token === '}') return `\\${token}`;
  if (token.startsWith('{')) {
    if (Number(least) > 1000 || Number(most ?? 0) > 1000)
      throw new NoSqlForm('$regex', `${token} repeats more than 1000 times`);
    return token;
  }
  return escapeOf(token, false);
};

const groupOf = (token: string): string => {
  if (token === '(?:') return token;
  if (/^\(\?<[^=!]/.test(token)) return '(';
  throw new NoSqlForm('$regex', `${token} has no equal in SQL's patterns`);
};

const classOf = (token: string): string => {
  const negated = token.startsWith('[^');
  const inside = token.slice(negated ? 2 : 1, -1);
  if (inside === '') return negated ? ANYTHING : NOTHING;
  const body = inside.replace(/\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|c[A-Za-z]|.)|\[/gsu, (part) =>
    part === '[' ? '\\[' : escapeOf(part, true),
  );
  return `[${negated ? '^' : ''}${body}]`;
};

const escapeOf = (token: string, inClass: boolean): string => {
  const letter = token[1] ?? '';
  switch (letter) {
    case 'd':
    case 'D':
    case 'w':
    case 'W':
    case 't':
    case 'n':
    case 'r':
    case 'f':
      return token;
    case 'v':
      return '\\x0b';
    case '0':
      return '\\x00';
    case 's':
      return inClass ? BLANK : `[${BLANK}]`;
    case 'S':
      if (inClass) break;
      return `[^${BLANK}]`;
    case 'b':
      return inClass ? '\\x08' : token;
    case 'B':
      return token;
    case 'x':
    case 'u':
      if (token.length > 2) return `\\x{${token.slice(2)}}`;
      return letter;
    case 'c':
      if (token.length > 2) return `\\x{${((token.codePointAt(2) ?? 0) % 32).toString(16)}}`;
      break;
  }
  if (/^[1-9k]/.test(letter) || /^[cS]/.test(letter))
    throw new NoSqlForm('$regex', `${token} has no equal in SQL's patterns`);
  return /[\w\P{ASCII}]/u.test(letter) ? token.slice(1) : token;
};
