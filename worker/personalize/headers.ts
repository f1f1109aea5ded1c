/** What speaks of the bytes that the origin sent, or would let somebody else have this visitor's. */
const GONE = [
  'accept-ranges',
  'content-digest',
  'content-length',
  'content-md5',
  'digest',
  // A validator that goes with this page's answers would be asked for again, and tell of the visitor; one without
  // them would confirm another's.
  'etag',
  'last-modified',
  'repr-digest',
  'surrogate-control',
  'x-accel-expires',
];

/** Directives that are for shared caches, or say that nobody gets anything else. */
const SHARED = /^(public|private|s-maxage|proxy-revalidate|immutable)(=|$)/i;

/** The headers of a page that differs by visitor: kept by that visitor's browser alone, and by no validator. */
export function privateHeaders(given: Headers, varyBy: readonly string[]): Headers {
  const headers = new Headers(given);
  const gone = [...headers.keys()].filter(
    (name) => GONE.includes(name) || name.endsWith('cdn-cache-control'),
  );
  for (const name of gone) headers.delete(name);
  const kept = directives(given.get('cache-control') ?? '').filter((one) => !SHARED.test(one));
  headers.set('cache-control', ['private', ...kept].join(', '));
  addVary(headers, varyBy);
  return headers;
}

/** Adds names to `Vary` that it does not have. */
export function addVary(headers: Headers, names: readonly string[]): void {
  const vary = list(headers.get('vary') ?? '');
  if (vary.includes('*')) return;
  const known = new Set(vary.map((name) => name.toLowerCase()));
  const all = [...vary, ...names.filter((name) => !known.has(name.toLowerCase()))];
  if (all.length > 0) headers.set('vary', [...new Set(all)].join(', '));
}

const list = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

/** A comma between quotes parts nothing: `private="set-cookie, x"`. */
const directives = (text: string): string[] =>
  (text.match(/(?:[^,"]|"[^"]*"?)+/g) ?? []).map((one) => one.trim()).filter(Boolean);
