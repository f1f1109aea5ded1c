import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shopApp } from '../../demo/server.ts';

const EDGE = 'https://edge.example';
const root = mkdtempSync(join(tmpdir(), 'hazel-server-'));
const dir = join(root, 'dist');
let app: ReturnType<typeof shopApp>;

beforeAll(() => {
  mkdirSync(join(dir, 'cart'), { recursive: true });
  writeFileSync(join(dir, 'index.html'), '<h1>Home</h1>');
  writeFileSync(join(dir, 'cart/index.html'), '<h1>Basket</h1>');
  writeFileSync(join(dir, '404.html'), '<h1>Not on any shelf</h1>');
  writeFileSync(join(dir, 'shop.js'), 'export {}');
  writeFileSync(join(root, 'secret.txt'), 'not for visitors');
  app = shopApp(EDGE, dir);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('the shop’s server', () => {
  test('serves pages by folder and files by their type', async () => {
    expect(await (await app.request('/')).text()).toContain('Home');
    expect(await (await app.request('/cart/')).text()).toContain('Basket');
    const script = await app.request('/shop.js');
    expect(script.headers.get('content-type')).toContain('text/javascript');
  });

  test('answers an unknown address with its own page and 404', async () => {
    const answer = await app.request('/nothing/here/');
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('Not on any shelf');
  });

  test('never serves what stands outside its folder', async () => {
    for (const path of [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/cart/../../secret.txt',
    ]) {
      const answer = await app.request(`http://localhost${path}`);
      expect(await answer.text(), path).not.toContain('not for visitors');
    }
  });

  test.each(['/', '/shop.js', '/nothing/'])('sends every safeguard with %s', async (path) => {
    const { headers } = await app.request(path);
    const policy = new Map(
      (headers.get('content-security-policy') ?? '')
        .split('; ')
        .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1).join(' ')]),
    );
    expect(policy.get('default-src')).toBe("'none'");
    expect(policy.get('script-src')).toBe(`'self' ${EDGE}`);
    expect(policy.get('connect-src')).toBe(`'self' ${EDGE}`);
    expect(policy.get('style-src')).toBe("'self'");
    expect(policy.get('base-uri')).toBe("'none'");
    expect(policy.get('frame-ancestors')).toBe("'none'");
    expect(policy.get('require-trusted-types-for')).toBe("'script'");
    expect(policy.get('trusted-types')).toBe('default covey');
    expect([...policy.values()].join(' ')).not.toMatch(/unsafe|\*/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin');
    expect(headers.get('permissions-policy')).toContain('geolocation=()');
    expect(headers.get('set-cookie')).toBeNull();
  });
});
