import { createHash } from 'node:crypto';
import { fetchPublic } from '../edge.ts';
import { openDocument, type SignedDocument } from '../published.ts';
import { Failure } from '../failure.ts';

/** A way of asking, as one visitor or another would. */
export interface Guise {
  readonly name: string;
  readonly headers: { readonly [name: string]: string };
}

/** What one place answered to one way of asking. */
export interface Sighting {
  readonly place: string;
  readonly guise: string;
  /** Null where the answer was no document; `oddities` says what then. */
  readonly document: SignedDocument | null;
  /** SHA-256 of the whole answer, hex: equal documents may still come in different envelopes. */
  readonly bytes: string | null;
  /** What an answer that is the same for everyone does not have. */
  readonly oddities: readonly string[];
}

/** Visitors who differ in all that a request can say. */
export const guises = (site: string): readonly Guise[] => [
  { name: 'plain', headers: {} },
  {
    name: 'a browser in German',
    headers: {
      'accept-language': 'de-DE,de;q=0.9',
      'user-agent':
        'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/27.0 Safari/605.1.15',
      origin: `https://${site}`,
      'sec-fetch-mode': 'cors',
      'sec-fetch-site': 'cross-site',
    },
  },
  {
    name: 'a phone with cookies and a referrer',
    headers: {
      'accept-language': 'en-US',
      'user-agent':
        'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36',
      cookie: 'id=1; session=covey-monitor',
      referer: `https://${site}/account/`,
    },
  },
  { name: 'an objection (Sec-GPC)', headers: { 'sec-gpc': '1', dnt: '1' } },
];

/** Asks one address in one guise. What goes wrong is part of what was seen. */
export async function sight(place: string, url: string, guise: Guise): Promise<Sighting> {
  const seen = { place, guise: guise.name };
  try {
    const { status, headers, bytes } = await fetchPublic(url, guise.headers);
    if (status !== 200)
      return { ...seen, document: null, bytes: null, oddities: [`it answered ${status}`] };
    const document = await openDocument(bytes);
    if (!document)
      return { ...seen, document: null, bytes: null, oddities: ['it sent no signed envelope'] };
    const digest = createHash('sha256').update(bytes).digest('hex');
    return { ...seen, document, bytes: digest, oddities: odditiesOf(headers, document.hash) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { ...seen, document: null, bytes: null, oddities: [error.message] };
  }
}

/**
 * As a page asks that holds the document: whoever answers must know it by its hash. Null: nothing is odd.
 */
export async function revisit(url: string, hash: string): Promise<string | null> {
  const { status } = await fetchPublic(url, { 'if-none-match': `"${hash}"` });
  // 200 costs bytes and tells nobody anything: something in between knows no conditional requests.
  return status === 304 || status === 200 ? null : `it answered ${status} to a returning visitor`;
}

function odditiesOf(headers: Headers, hash: string): string[] {
  const odd: string[] = [];
  if (headers.has('set-cookie')) odd.push('it sets a cookie');
  const vary = (headers.get('vary') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'accept-encoding' && name !== 'origin');
  if (vary.length > 0) odd.push(`it varies by ${vary.join(', ')}`);
  const tag = headers.get('etag');
  // A proxy that compresses marks the tag with how; anything else could name a visitor.
  const [, ours] = /^(?:W\/)?"(.*?)(?:[-;+:](?:gzip|br|zstd|deflate))?"$/.exec(tag ?? '') ?? [];
  if (tag !== null && ours !== hash) odd.push('its ETag is not the hash of the signed bytes');
  return odd;
}
