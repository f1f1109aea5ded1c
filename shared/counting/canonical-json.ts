/**
 * JSON with one spelling: the members of every object sorted by key, unless the order is to stay; no
 * white space. Of `JSON.stringify` only what it makes of simple values: libraries of the page give
 * arrays and objects a `toJSON`, and page and Worker would ask different questions.
 */
export function canonicalJson(value: unknown, sorted = true): string {
  const write = (each: unknown) => canonicalJson(each, sorted);
  if (Object(value) !== value) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(write).join()}]`;
  const given = Object.entries(value as object);
  // As an object: numbers among the keys come first in any case.
  const members = sorted
    ? Object.entries(Object.fromEntries(given.toSorted(([a], [b]) => (a < b ? -1 : 1))))
    : given;
  const written = members
    .filter(([, each]) => each !== undefined)
    .map(([key, each]) => `${JSON.stringify(key)}:${write(each)}`);
  return `{${written.join()}}`;
}
