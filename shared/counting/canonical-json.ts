/**
 * JSON with one spelling: the members of every object sorted by key, no white space. What stands there
 * is read past any `toJSON` that libraries of the page give to arrays and objects: page and Worker
 * would ask different questions.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, function (this: { readonly [key: string]: object }, key) {
    const each = this[key];
    return Object(each) !== each || Array.isArray(each)
      ? each
      : Object.fromEntries(Object.entries(each as object).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}
