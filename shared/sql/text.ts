/**
 * Pieces of SQL text, as no engine reads it yet: `dialects` writes literals, names and `covey_*` forms out.
 * Every name and value that comes from a definition passes through here.
 */

/** A quoted name. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The name of a table or column that somebody else gave. */
export const given = (name: string): string => `covey_name(${text(name)})`;

/** Gives each name quoted, with a number behind it where it was taken: to some engines `"a"` and `"A"` are one. */
export const freeNames = (taken: readonly string[] = []): ((name: string) => string) => {
  const seen = new Set(taken.map((name) => name.toLowerCase()));
  return (name) => {
    let free = name;
    for (let i = 2; seen.has(free.toLowerCase()); i++) free = `${name} ${i}`;
    seen.add(free.toLowerCase());
    return identifier(free);
  };
};

/** A string literal. */
export const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** A number literal: whole numbers as they are, others as a form, since engines differ in what `0.1` is. */
export const number = (value: number): string => {
  if (!Number.isSafeInteger(value)) return real(value);
  return value < 0 ? `(${value})` : String(value);
};

/** A literal of binary floating point. */
export const real = (value: number): string => `covey_real('${value}')`;

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
