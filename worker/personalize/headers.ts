/** What would not be true any more of the page as it is written, or would let somebody else have this visitor's. */
const GONE = [
  // Of the bytes that the origin sent: their length, their digests, a signature that covers these.
  'accept-ranges',
  'content-digest',
  'content-length',
  'content-md5',
  'digest',
  'repr-digest',
  'signature',
  'signature-input',
  'x-goog-hash',
  // A validator that goes with this page's answers would be asked for again, and tell of the visitor; one without
  // them would confirm another's. So would the hash of a page that serves as a dictionary for the next.
  'etag',
  'last-modified',
  'use-as-dictionary',
  // Words to caches in between, each in its own language: Akamai, Fastly and Varnish, nginx, LiteSpeed.
  'edge-control',
  'surrogate-control',
  'x-accel-expires',
  'x-litespeed-cache-control',
];
/** `CDN-Cache-Control` and those of one network (`Cloudflare-CDN-Cache-Control`), and the digests of storages. */
const GONE_TOO = /(^|-)cdn-cache-control$|^x-amz-checksum-/;

/** Directives that are for shared caches, or say that nobody gets anything else. */
const SHARED = /^(public|private|s-maxage|proxy-revalidate|immutable)(=|$)/i;

/** The headers of a page that differs by visitor: kept by that visitor's browser alone, and by no validator. */
export function privateHeaders(given: Headers, varyBy: readonly string[]): Headers {
  const headers = new Headers(given);
  const gone = [...headers.keys()].filter((name) => GONE.includes(name) || GONE_TOO.test(name));
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
