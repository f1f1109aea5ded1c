/** Codings that the platform takes off a body and puts on again. */
const CODINGS = /^(identity|gzip|br)?$/i;
/**
 * Encodings in which a tag is written with the bytes of ASCII, and no other character has one of them, by labels of the
 * Encoding Standard (4.2): HTMLRewriter knows no others.
 */
const CHARSETS =
  /^(utf-?8|us-ascii|latin1|windows-(874|125[0-8])|iso-8859-([1-9]|1[013-6])|iso_8859-([1-9]|15))$/i;

/**
 * Whether a request asks for a page to be looked at. Scripts fetch pages, too, an editor to store them again: these get
 * what the author wrote.
 */
export function isForPage(request: Request): boolean {
  if (!/^(GET|HEAD|POST)$/.test(request.method)) return false;
  const destination = request.headers.get('sec-fetch-dest');
  return destination === null
    ? (request.headers.get('accept') ?? '').includes('text/html')
    : /^(document|i?frame)$/.test(destination);
}

/** Whether the page is to show a preview, which is its script's to do. */
export const isPreview = (request: Request): boolean => /[?&]covey-preview=/.test(request.url);

/** Headers by which a request is one for a page. */
export const askedBy = ({ headers }: Request): readonly string[] =>
  headers.has('sec-fetch-dest') ? ['Sec-Fetch-Dest'] : ['Sec-Fetch-Dest', 'Accept'];

/** Whether the page is one of its own, and not in a frame. */
export const isForDocument = (request: Request): boolean =>
  /^(document)?$/.test(request.headers.get('sec-fetch-dest') ?? '');

/** The visitor's browser objects. */
export const isObjection = ({ headers }: Request): boolean =>
  headers.get('sec-gpc') === '1' || headers.get('dnt') === '1';

/** Whether a response is a page that may be written into: whole, HTML, in bytes that can be read. */
export function isPage({ status, headers, bodyUsed }: Response): boolean {
  if (status !== 200 || bodyUsed) return false;
  const [type = '', ...parameters] = (headers.get('content-type') ?? '').split(';');
  if (type.trim().toLowerCase() !== 'text/html') return false;
  const charset = parameters
    .map((one) => /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/i.exec(one)?.[1])
    .find((one) => one !== undefined);
  if (charset !== undefined && !CHARSETS.test(charset)) return false;
  if (!CODINGS.test(headers.get('content-encoding')?.trim() ?? '')) return false;
  return !/(^|,)\s*no-transform\s*(,|$)/i.test(headers.get('cache-control') ?? '');
}
