/** Pieces of SQL text. Every name and value that comes from a definition passes through here. */

/** A quoted name. NUL, which SQL text cannot carry, becomes U+FFFD. */
export const identifier = (name: string): string =>
  `"${name.replaceAll('"', '""').replaceAll('\0', '\uFFFD')}"`;

/** Gives each name quoted, with a number behind it where it was taken: to DuckDB `"a"` and `"A"` are one. */
export const freeNames = (taken: readonly string[] = []): ((name: string) => string) => {
  const seen = new Set(taken.map((name) => name.toLowerCase()));
  return (name) => {
    let free = name;
    for (let i = 2; seen.has(free.toLowerCase()); i++) free = `${name} ${i}`;
    seen.add(free.toLowerCase());
    return identifier(free);
  };
};

/** A string literal. Control characters are function calls: NUL would end the statement early, others would not survive a terminal. */
export const text = (value: string): string => {
  const quoted = `'${value.replaceAll("'", "''")}'`;
  const written = quoted.replace(CONTROLS, (one) => `' || chr(${one.charCodeAt(0)}) || '`);
  return written === quoted ? quoted : `(${written})`;
};

// oxlint-disable-next-line no-control-regex -- these are the characters looked for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/** A number literal: whole numbers as they are, others in exponent form, which DuckDB reads as DOUBLE. */
export const number = (value: number): string => {
  if (Number.isNaN(value)) return "CAST('nan' AS DOUBLE)";
  if (!Number.isFinite(value)) return `CAST('${value < 0 ? '-' : ''}inf' AS DOUBLE)`;
  const digits = String(Math.abs(value));
  const written = Number.isSafeInteger(value) || digits.includes('e') ? digits : `${digits}e0`;
  return value < 0 ? `(-${written})` : written;
};

/** A JSON pointer to a key, or to a key within a key. */
export const pointer = (path: readonly string[]): string =>
  text(path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''));

/** All hold. Short, because constant parts fold away; SQL's own three-valued logic is Kleene's. */
export const and = (parts: readonly string[]): string => combined(parts, 'AND', 'TRUE', 'FALSE');

/** One holds. */
export const or = (parts: readonly string[]): string => combined(parts, 'OR', 'FALSE', 'TRUE');

export const not = (part: string): string =>
  part === 'TRUE'
    ? 'FALSE'
    : part === 'FALSE'
      ? 'TRUE'
      : part === 'NULL'
        ? 'NULL'
        : `NOT ${/^\w+$|^"[^"]*"$/.test(part) ? part : `(${part})`}`;

const combined = (
  parts: readonly string[],
  operator: string,
  neutral: string,
  decisive: string,
): string => {
  const rest = [...new Set(parts)].filter((part) => part !== neutral);
  if (rest.includes(decisive)) return decisive;
  if (rest.length < 2) return rest[0] ?? neutral;
  return rest.map(group).join(` ${operator} `);
};

/** In brackets, where another AND or OR stands in it. */
const group = (part: string): string => (/\s(AND|OR)\s/.test(part) ? `(${part})` : part);
