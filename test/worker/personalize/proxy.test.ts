// A site behind the Worker that has no code of its own: its HTML is not changed for it.
import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  createProxy,
  type FollowOptions,
  forOrigin,
  type ProxySettings,
  type VerifiedDefinitions,
} from '../../../worker/personalize/index.ts';
import { ALL, page, verified, visit } from './site.ts';

const env: ProxySettings = {
  ORIGIN: 'https://origin.hazel.example',
  COVEY_EDGE: 'https://edge.example',
  COVEY_SITE: 'hazel.example',
  COVEY_KEYS: 'KID:X',
  COVEY_SEGMENTS: ALL.join(' '),
  COVEY_TAG: 'on',
};
const ctx = { waitUntil: () => {} };
let definitions: VerifiedDefinitions;
beforeAll(async () => {
  definitions = await verified();
});

async function through(
  request: Request,
  answer: Response,
  change: Partial<ProxySettings> = {},
  known: VerifiedDefinitions | null = definitions,
) {
  const asked: Request[] = [];
  const proxy = createProxy({
    async fetch(one) {
      asked.push(one);
      return answer;
    },
    follow: () => async () => known,
  });
  const response = await proxy.fetch(request, { ...env, ...change }, ctx);
  return { response, asked: asked[0] as Request };
}

const TAG =
  '<script async src="https://edge.example/covey.js" data-site="hazel.example" data-key="KID:X"></script>';

it.each([
  ['<html><head><meta charset="utf-8"><title>a</title></head><body>b', '<title>'],
  ['<html><head></head><body>b', '<body>'],
  ['<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><p>b', '<link'],
  ['<head><template><style></style></template></head>', '<template>'],
  ['<!doctype html><p>b', ''],
])('the tag comes into %j', async (html, before) => {
  const { response } = await through(visit(), page(html));
  const got = (await response.text()).replace(/ data-covey-edge[a-z-]*="[^"]*"/g, '');
  expect(got).toBe(before ? html.replace(before, TAG + before) : html + TAG);
});

it('the tag comes once, without definitions too, for a visitor who objects, and into no frame', async () => {
  const html = '<html><link><p data-covey-show="german" hidden>a</p><script></script>';
  const text = async (request: Request, known: VerifiedDefinitions | null) =>
    (await through(request, page(html), {}, known)).response.text();
  const tagged = html.replace('<link>', `${TAG}<link>`);
  expect(await text(visit(), null)).toBe(tagged);
  expect(await text(visit({ 'sec-gpc': '1' }), definitions)).toBe(tagged);
  expect(await text(visit({ 'sec-fetch-dest': 'iframe' }), null)).toBe(html);
  expect(await text(visit({ 'sec-fetch-dest': 'empty' }), definitions)).toBe(html);
});

it('a preview comes as it was written, with the tag that shows it', async () => {
  const html = '<html><link><p data-covey-show="german" hidden>a</p><script></script>';
  const preview = (change?: Partial<ProxySettings>) =>
    through(visit({}, { path: '/a?b&covey-preview=german' }), page(html), change);
  expect(await (await preview()).response.text()).toBe(html.replace('<link>', `${TAG}<link>`));
  expect(await (await preview({ COVEY_TAG: '' })).response.text()).toBe(html);
});

it('the least version holds here and in the tag; one that cannot be read lets nothing pass, and is said', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  const html = '<link><p data-covey-show="german" hidden>a</p>';
  const of = async (COVEY_MIN_VERSION: string) => {
    const asked: FollowOptions[] = [];
    const proxy = createProxy({
      fetch: async () => page(html),
      follow: (options) => {
        asked.push(options);
        return async () => definitions;
      },
    });
    const response = await proxy.fetch(visit(), { ...env, COVEY_MIN_VERSION }, ctx);
    return { asked, text: await response.text() };
  };
  const good = await of('7');
  expect(good.asked).toMatchObject([{ minVersion: 7 }]);
  expect(good.text).toContain('data-key="KID:X" data-min-version="7"></script>');
  expect(good.text).toContain('data-covey-edge-show');
  const none = await of('');
  expect(none.asked[0]).not.toHaveProperty('minVersion');
  expect(none.text).not.toContain('data-min-version');
  expect(said).not.toHaveBeenCalled();
  for (const text of ['v7', '7.1', '0x7', '-7', 'Infinity']) {
    const bad = await of(text);
    expect(bad.asked).toEqual([]);
    expect(bad.text).not.toContain('data-covey-edge-show');
    expect(said).toHaveBeenLastCalledWith(
      expect.stringContaining(`COVEY_MIN_VERSION is "${text}"`),
    );
  }
  said.mockRestore();
});

it('origins are taken with a slash at their end; what is none is said, and does nothing by halves', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  const html = '<link><p data-covey-show="german" hidden>a</p>';
  const of = async (change: Partial<ProxySettings>) => {
    const asked: string[] = [];
    const proxy = createProxy({
      fetch: async ({ url }) => {
        asked.push(url);
        return page(html);
      },
      follow: ({ edge }) => {
        asked.push(edge);
        return async () => definitions;
      },
    });
    const response = await proxy.fetch(visit(), { ...env, ...change }, ctx);
    return { asked, text: await response.text() };
  };
  const slash = { ORIGIN: `${env.ORIGIN}/`, COVEY_EDGE: `${env.COVEY_EDGE}/` };
  expect(await of(slash)).toEqual(await of({}));
  expect(said).not.toHaveBeenCalled();
  for (const text of ['edge.example', 'https://edge.example/covey', 'ftp://edge.example', '']) {
    expect(await of({ COVEY_EDGE: text })).toMatchObject({ asked: { length: 1 }, text: html });
    expect(said).toHaveBeenLastCalledWith(expect.stringContaining(`COVEY_EDGE is "${text}"`));
  }
  said.mockRestore();
  for (const text of ['origin.example', 'https://origin.example/app'])
    await expect(of({ ORIGIN: text })).rejects.toThrow(`ORIGIN is "${text}"`);
});

it('what is written into the tag is text', async () => {
  const change = { COVEY_SITE: '"><script>alert(1)</script>', COVEY_KEYS: '"\u00e9' };
  const { response } = await through(visit(), page('<title>a</title>'), change, null);
  expect(await response.text()).toMatch(
    /^<script async src="https:\/\/edge\.example\/covey.js" data-site="&#34;&#62;&#60;script&#62;alert\(1\)&#60;\/script&#62;" data-key="&#34;&#233;"><\/script><title>a<\/title>$/,
  );
});

it('the request goes on to the origin, whatever stands in its path', async () => {
  for (const path of [
    '/a/b?c=d&e',
    '//evil.example/x',
    '/%2e%2e/@evil.example',
    '/\\evil.example',
  ]) {
    const { asked } = await through(visit({ cookie: 'a=1' }, { path }), page(''));
    const url = new URL(asked.url);
    expect([path, url.origin]).toEqual([path, 'https://origin.hazel.example']);
    expect(url.pathname + url.search).toBe(new URL(visit({}, { path }).url).pathname + url.search);
    expect(asked.headers.get('cookie')).toBe('a=1');
    expect(asked.headers.get('x-forwarded-host')).toBe('hazel.example');
    expect(asked.headers.get('x-forwarded-proto')).toBe('https');
    expect(asked.redirect).toBe('manual');
  }
  const { asked } = await through(visit({}, { path: '/a?b' }), page(''), { ORIGIN: '' });
  expect(asked.url).toBe('https://hazel.example/a?b');
});

it('a form arrives with its body, and what comes back is a page', async () => {
  const request = visit({}, { method: 'POST', body: 'a=1' });
  const { response, asked } = await through(request, page('<p data-covey-show="german">a</p>'));
  expect([asked.method, await asked.text()]).toEqual(['POST', 'a=1']);
  expect(await response.text()).toContain('data-covey-edge-show');
});

it('a page is asked for whole, not whether it has changed; all else as the browser asks', async () => {
  const held = {
    'if-none-match': '"1"',
    'if-modified-since': 'x',
    'available-dictionary': ':AA==:',
    'dictionary-id': '"a"',
    range: 'bytes=0-1',
  };
  const names = Object.keys(held);
  const asks = async (request: Request) => {
    const { asked } = await through(request, page(''));
    return names.filter((name) => asked.headers.has(name));
  };
  expect(await asks(visit(held))).toEqual(['range']);
  expect(await asks(visit({ ...held, 'sec-fetch-dest': 'image' }))).toEqual(names);
  const own = forOrigin(visit(held));
  expect(names.filter((name) => own.headers.has(name))).toEqual(['range']);
});

describe('a redirect', () => {
  it.each([
    ['https://origin.hazel.example/a?b=c#d', 'https://hazel.example/a?b=c#d'],
    ['//origin.hazel.example/a', 'https://hazel.example/a'],
    ['https://origin.hazel.example//evil.example/', 'https://hazel.example//evil.example/'],
    // Of others, and within the site, it is left as it is written.
    ['/a', '/a'],
    ['a?b', 'a?b'],
    ['//evil.example', '//evil.example'],
    ['https://hazel.example/a', 'https://hazel.example/a'],
    ['http://origin.hazel.example/a', 'http://origin.hazel.example/a'],
    ['https://origin.hazel.example:8443/a', 'https://origin.hazel.example:8443/a'],
    ['https://origin.hazel.example.evil/a', 'https://origin.hazel.example.evil/a'],
    ['https://[', 'https://['],
  ])('to %s leads to %s', async (location, expected) => {
    for (const destination of ['document', 'image']) {
      const answer = page(null, { location, 'set-cookie': 'a=1' }, { status: 302 });
      const { response } = await through(visit({ 'sec-fetch-dest': destination }), answer);
      expect([response.status, response.headers.get('location')]).toEqual([302, expected]);
      expect(response.headers.get('set-cookie')).toBe('a=1');
    }
  });

  it('keeps the port of the site, and not that of the server', async () => {
    const to = async (url: string, ORIGIN: string) => {
      const answer = page(null, { location: `${ORIGIN}/a` }, { status: 301 });
      const request = new Request(url, { headers: { 'sec-fetch-dest': 'document' } });
      return (await through(request, answer, { ORIGIN })).response.headers.get('location');
    };
    expect(await to('https://hazel.example/', 'http://127.0.0.1:3000')).toBe(
      'https://hazel.example/a',
    );
    expect(await to('http://localhost:8787/', 'https://o.example')).toBe('http://localhost:8787/a');
  });

  it('is left alone where there is no server of its own, or nothing to follow', async () => {
    const answer = page(null, { location: 'https://hazel.example/a' }, { status: 302 });
    expect((await through(visit(), answer, { ORIGIN: '' })).response).toBe(answer);
    const made = page('', { location: 'https://origin.hazel.example/a' }, { status: 201 });
    expect((await through(visit(), made)).response).toBe(made);
  });
});

it('what is fetched ahead is kept apart from the page', async () => {
  const { response } = await through(visit({ 'sec-fetch-dest': 'empty' }), page('a'));
  expect(response.headers.get('vary')).toBe('Sec-Fetch-Dest');
});

it('a place for local runs', async () => {
  const html = '<p data-covey-show="french" hidden>a</p>';
  const of = async (context: string) =>
    (
      await through(visit(), page(html), { COVEY_TAG: '', COVEY_DEV_CONTEXT: context })
    ).response.text();
  expect(await of('{"country":"FR"}')).toBe('<p data-covey-edge-show="french">a</p>');
  expect(await of('{')).toBe('<p hidden="" data-covey-edge-show="french">a</p>');
});
