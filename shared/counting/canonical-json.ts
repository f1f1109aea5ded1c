/** JSON with one spelling: the members of every object sorted by key, no white space. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, each: object) =>
    Object(each) !== each || Array.isArray(each)
      ? each
      : Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  );
}
