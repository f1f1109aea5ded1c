// What becomes of the response around the page: caching, validators, codings, streams, and all that is no page.
import { beforeAll, describe, expect, it } from 'vitest';
import { personalize, type VerifiedDefinitions } from '../../../worker/personalize/index.ts';
import { page, verified, visit } from './site.ts';

const HTML = '<html><p data-covey-show="german" hidden>a</p>';
const segments = ['german', 'speaker', 'mobile'];
let definitions: VerifiedDefinitions;
beforeAll(async () => {
  definitions = await verified();
});
const sent = (response: Response, request = visit()) =>
  personalize(response, definitions, request, { segments });
const isPersonal = async (response: Response) =>
  (await response.text()).includes('data-covey-edge-show');

describe('what is no page to be written into is the very response that came', () => {
  it.each<[string, () => Response]>([
    ['an error', () => page(HTML, {}, { status: 500 })],
    ['what is not there', () => page(HTML, {}, { status: 404 })],
    ['a redirect', () => page(null, { location: '/b' }, { status: 302 })],
    ['not modified', () => page(null, { etag: '"1"' }, { status: 304 })],
    ['a part', () => page(HTML, { 'content-range': 'bytes 0-3/9' }, { status: 206 })],
    ['a script', () => page(HTML, { 'content-type': 'text/javascript' })],
    ['XML', () => page(HTML, { 'content-type': 'application/xhtml+xml' })],
    ['something that does not say what it is', () => new Response(new Uint8Array([60]))],
    ['another coding', () => page(HTML, { 'content-encoding': 'zstd' })],
    [
      'an encoding that is no ASCII',
      () => page(HTML, { 'content-type': 'text/html; charset=utf-16' }),
    ],
    ...['iso-8859-12', 'windows-936', 'windows-949', 'iso_8859-10', 'x'].map(
      (label): [string, () => Response] => [
        `the encoding ${label}, which is none or not of single bytes`,
        () => page(HTML, { 'content-type': `text/html; charset=${label}` }),
      ],
    ),
    ['what is not to be changed', () => page(HTML, { 'cache-control': 'public, no-transform' })],
  ])('%s', (_, make) => {
    const response = make();
    expect(sent(response)).toBe(response);
  });

  it.each<[string, Request, string?]>([
    ['a script that fetches', visit({ 'sec-fetch-dest': 'empty' })],
    [
      'an older script that fetches',
      new Request('https://hazel.example/', { headers: { accept: '*/*' } }),
      ', Accept',
    ],
    ['a preview', visit({}, { path: '/?a=1&covey-preview=german' })],
    ['a method that asks for no page', visit({}, { method: 'PUT' })],
  ])(
    'the page stays as it was for %s, and says that others get another one',
    async (_, request, more = '') => {
      const kept = { etag: '"1"', 'cache-control': 'public, max-age=60', vary: 'Accept-Encoding' };
      const response = sent(page(HTML, kept), request);
      expect(Object.fromEntries(response.headers)).toEqual({
        ...kept,
        'content-type': 'text/html; charset=utf-8',
        vary: `Accept-Encoding, Sec-Fetch-Dest${more}`,
      });
      expect(await response.text()).toBe(HTML);
      const script = page(HTML, { 'content-type': 'text/javascript' });
      expect(sent(script, request)).toBe(script);
    },
  );

  it('without definitions, with ones that ran out, say stop or are for children, or where nothing is asked', async () => {
    const response = page(HTML);
    const given = { segments };
    expect(personalize(response, null, visit(), given)).toBe(response);
    const later = { segments, now: definitions.expires };
    expect(personalize(response, definitions, visit(), later)).toBe(response);
    for (const change of [{ stop: true }, { children: true }])
      expect(personalize(response, await verified(change), visit(), given)).toBe(response);
    for (const none of [[], ['buyer'], ['nobody']])
      expect(personalize(response, definitions, visit(), { segments: none })).toBe(response);
    const forged = { ...definitions };
    expect(personalize(response, forged, visit(), given)).toBe(response);
    expect(await sent(response).text()).toContain('data-covey-edge-show');
  });
});

describe('caches', () => {
  it.each([
    ['public, max-age=600, s-maxage=9', 'private, max-age=600'],
    ['max-age=60, must-revalidate', 'private, max-age=60, must-revalidate'],
    ['private="set-cookie, x-a", no-cache', 'private, no-cache'],
    ['PUBLIC, immutable', 'private'],
    ['no-store', 'private, no-store'],
    ['', 'private'],
  ])('%j becomes %j', (given, expected) => {
    const { headers } = sent(page(HTML, given ? { 'cache-control': given } : {}));
    expect(headers.get('cache-control')).toBe(expected);
  });

  it('have nothing to go by: no validator, no length, no digest, no word to shared caches', () => {
    const { headers, status } = sent(
      page(HTML, {
        etag: '"1"',
        'last-modified': 'Sun, 29 Nov 2026 00:00:00 GMT',
        'accept-ranges': 'bytes',
        'content-length': '46',
        digest: 'sha-256=x',
        'cdn-cache-control': 'max-age=9',
        'cloudflare-cdn-cache-control': 'max-age=9',
        'surrogate-control': 'max-age=9',
        'edge-control': '!no-store, max-age=1d',
        'x-accel-expires': '10',
        'x-litespeed-cache-control': 'public,max-age=600',
        'use-as-dictionary': 'match="/*"',
        'x-goog-hash': 'md5=x',
        'x-amz-checksum-sha256': 'x',
        signature: 'sig1=:AA==:',
        'signature-input': 'sig1=("content-digest")',
        'content-security-policy': "default-src 'none'",
        'set-cookie': 'a=1',
        link: '</a.css>; rel=preload',
        vary: 'accept-encoding, Sec-GPC',
      }),
    );
    expect([status, Object.fromEntries(headers)]).toEqual([
      200,
      {
        'cache-control': 'private',
        'content-security-policy': "default-src 'none'",
        'content-type': 'text/html; charset=utf-8',
        link: '</a.css>; rel=preload',
        'set-cookie': 'a=1',
        vary: 'accept-encoding, Sec-GPC, DNT, Sec-Fetch-Dest, Accept-Language, Sec-CH-UA-Mobile',
      },
    ]);
  });

  it('keep apart by what segments read alone, and leave *', () => {
    const only = personalize(page(HTML), definitions, visit(), { segments: ['german'] });
    expect(only.headers.get('vary')).toBe('Sec-GPC, DNT, Sec-Fetch-Dest');
    expect(sent(page(HTML, { vary: '*' })).headers.get('vary')).toBe('*');
    // A browser that does not say what a request is for says by what it accepts.
    const { headers } = visit();
    headers.delete('sec-fetch-dest');
    const old = (accept: string) => {
      headers.set('accept', accept);
      const request = new Request('https://hazel.example/', { headers });
      return personalize(page(HTML), definitions, request, { segments: ['german'] }).headers;
    };
    expect(old('text/html').get('vary')).toBe('Sec-GPC, DNT, Sec-Fetch-Dest, Accept');
    expect(old('*/*').get('vary')).toBe('Sec-Fetch-Dest, Accept');
  });

  it.each(['sec-gpc', 'dnt'])(
    'an objection (%s): the page as it was, which others may have, too',
    async (name) => {
      const response = sent(
        page(HTML, { etag: '"1"', 'cache-control': 'public, max-age=60' }),
        visit({ [name]: '1' }),
      );
      expect(await response.text()).toBe(HTML);
      expect(response.headers.get('cache-control')).toBe('public, max-age=60');
      expect(response.headers.get('etag')).toBe('"1"');
      expect(response.headers.get('vary')).toContain('Sec-GPC, DNT');
    },
  );

  it('a question for headers alone has the same ones', () => {
    const head = sent(page(null, { etag: '"1"' }), visit({}, { method: 'HEAD' }));
    expect(head.headers.get('etag')).toBeNull();
    expect(head.headers.get('cache-control')).toBe('private');
    expect(head.body).toBeNull();
  });

  it('of two visitors, neither gets the page of the other, nor tells by its headers', async () => {
    const french = visit({}, { cf: { country: 'FR' } });
    const [one, other] = [sent(page(HTML)), sent(page(HTML), french)];
    expect([...one.headers]).toEqual([...other.headers]);
    expect(await one.text()).not.toBe(await other.text());
  });
});

describe('bytes', () => {
  it('come as they are made: the first before the last is written', async () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    const encode = (text: string) => new TextEncoder().encode(text);
    const reader = sent(page(readable)).body!.getReader();
    void writer.write(encode('<html><p data-covey-show="german" hidden>a</p><p>'));
    let text = '';
    const until = async (part: string) => {
      while (!text.includes(part)) {
        const { value, done } = await reader.read();
        if (done) break;
        text += new TextDecoder().decode(value);
      }
      expect(text).toContain(part);
    };
    await until('<p data-covey-edge-show="german">a</p>');
    expect(text).not.toContain('b</p>');
    void writer.write(encode('b</p>')).then(() => writer.close());
    await until('b</p>');
  });

  it('of a page of many megabytes are handed on, and none is lost', async () => {
    const line = new TextEncoder().encode(`<p>${'x'.repeat(1020)}</p>\n`.repeat(64));
    let left = 300;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (left-- > 0) controller.enqueue(line);
        else controller.close();
      },
    });
    let length = 0;
    for await (const chunk of sent(page(body)).body as unknown as AsyncIterable<Uint8Array>)
      length += chunk.length;
    expect(length).toBe(300 * line.length);
  });

  it.each(['gzip', 'br'])('that are declared as %s are packed again', async (coding) => {
    // As the platform hands on what it has fetched: it takes the coding off when the body is read.
    const response = sent(page(HTML, { 'content-encoding': coding }));
    expect(response.headers.get('content-encoding')).toBe(coding);
    expect(await isPersonal(response)).toBe(true);
  });

  it.each([
    'windows-874',
    'us-ascii',
    'latin1',
    'ISO-8859-15',
    'iso_8859-15',
    ...Array.from({ length: 16 }, (_, at) => `iso-8859-${at + 1}`).filter(
      (one) => !one.endsWith('12'),
    ),
    ...Array.from({ length: 9 }, (_, at) => [`iso_8859-${at + 1}`, `windows-125${at}`]).flat(),
  ])('of another encoding (%s) stay what they are', async (charset) => {
    const bytes = (text: string) => Uint8Array.from(text, (one) => one.charCodeAt(0));
    const html = '<p title="M\xfcnchen" data-covey-show="german" hidden>\xe4\xff</p>';
    const response = sent(page(bytes(html), { 'content-type': `text/html;charset=${charset}` }));
    const got = new Uint8Array(await response.arrayBuffer());
    expect(got).toEqual(bytes('<p title="M\xfcnchen" data-covey-edge-show="german">\xe4\xff</p>'));
  });

  it('a body that was read already is handed on as it is, and nothing is thrown', async () => {
    const response = page(HTML);
    await response.text();
    expect(sent(response)).toBe(response);
  });
});
