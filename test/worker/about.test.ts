import { expect, test } from 'vitest';
import {
  call,
  definitionsOf,
  EDGE,
  errorOf,
  newName,
  newSite,
  published,
  put,
  sign,
} from './edge.ts';

const aboutUrl = (site: string, query = '') => `${EDGE}/v1/sites/${site}/about${query}`;

test('anyone can read what the live definitions do, at an address that stays', async () => {
  const { site, key } = await newSite(null);
  const first = { controller: { name: 'Hazel <b>Goods</b>', contact: 'Kitchen Lane 1' } };
  const { hash } = await published(await put(site, await sign(definitionsOf(site, first), key)));
  const response = await call(aboutUrl(site));
  expect(response.status).toBe(200);
  const headers = Object.fromEntries(response.headers);
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-language': 'en',
    'cache-control': 'public, max-age=60',
    vary: 'accept-language',
  });
  const html = await response.text();
  const text = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(html));
  // Of the words and the style too, which change with the Worker.
  const tag = [...new Uint8Array(text, 0, 8)].map((one) => one.toString(16).padStart(2, '0'));
  expect(headers['etag']).toBe(`"${hash}-en-${tag.join('')}"`);
  expect(html).toContain('purchase');
  expect(html).toContain('90 days');
  expect(html).toContain(hash);
  expect(html).toContain(key.public.kid);
  expect(html).toContain(`/v1/sites/${site}/definitions/1`);
  expect(html).not.toContain('<b>');

  await published(await put(site, await sign(definitionsOf(site, { version: 2 }), key)));
  expect(await (await call(aboutUrl(site))).text()).toContain(`/v1/sites/${site}/definitions/2`);
});

test('its policy allows the one style that it has, by hash, and nothing else', async () => {
  const { site } = await newSite();
  const response = await call(aboutUrl(site));
  const html = await response.text();
  const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style));
  const hash = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  expect(response.headers.get('content-security-policy')).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  );
  expect(html).not.toMatch(/<script|style=|src=/);
});

test('it speaks the language that is asked for, or the one that is liked best', async () => {
  const { site } = await newSite();
  const spoken = async (query: string, accept?: string) =>
    (
      await call(aboutUrl(site, query), accept ? { headers: { 'accept-language': accept } } : {})
    ).headers.get('content-language');
  expect(await spoken('?language=de')).toBe('de');
  expect(await spoken('?language=pt-BR')).toBe('pt');
  expect(await spoken('?language=it', 'fr')).toBe('it');
  expect(await spoken('', 'xx, fr;q=0.5, pl-PL;q=0.8, de;q=0')).toBe('pl');
  expect(await spoken('', '*')).toBe('en');
  expect(await spoken('', ';;,q=,de;q=abc,\u00e9')).toBe('en');
});

test('whoever holds it is told so, and a language that there is not is refused', async () => {
  const { site } = await newSite();
  const etag = (await call(aboutUrl(site))).headers.get('etag') ?? '';
  const held = await call(aboutUrl(site), { headers: { 'if-none-match': etag } });
  expect([held.status, await held.text()]).toEqual([304, '']);
  const unknown = await call(aboutUrl(site, '?language=xx'));
  expect(unknown.status).toBe(400);
  expect((await errorOf(unknown)).message).toContain('There is no page in that language');
  const none = await call(aboutUrl(newName()));
  expect(none.status).toBe(404);
});
