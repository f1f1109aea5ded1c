import { expect, test, vi } from 'vitest';
import { type Files, filesUrl, healthUrl } from '../../shared/wire/index.ts';
import { app } from '../../worker/app.ts';
import { call, EDGE, errorOf, refusal } from './edge.ts';

const files = async () => ((await (await call(filesUrl(EDGE))).json()) as Files).files;

const headers = async (path = '') => Object.fromEntries((await call(path)).headers);

test('each script is listed with the hash of what is served, under its name and under its hash', async () => {
  const listed = await files();
  expect(listed.map(({ path }) => path.replace(/-[0-9a-f]{16}/, '-HASH'))).toEqual([
    '/covey.js',
    '/covey-HASH.js',
    '/covey-panel.js',
    '/covey-panel-HASH.js',
  ]);
  for (const { path, bytes, integrity } of listed) {
    const body = await (await call(path)).arrayBuffer();
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
    expect(integrity).toBe(`sha256-${btoa(String.fromCharCode(...hash))}`);
    expect(body.byteLength).toBe(bytes);
  }
});

test('a name with a hash never changes; the plain name is looked at again', async () => {
  const [plain, hashed] = await files();
  expect(await headers(plain?.path)).toMatchObject({
    'content-type': expect.stringMatching(/javascript/) as string,
    'cache-control': 'public, max-age=3600, stale-while-revalidate=86400',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
  });
  expect(await headers(hashed?.path)).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'access-control-allow-origin': '*',
  });
});

test('a held copy is not sent again', async () => {
  const tag = (await call('/covey.js')).headers.get('etag') ?? '';
  const response = await call('/covey.js', { headers: { 'if-none-match': tag } });
  expect(response.status).toBe(304);
  expect(response.headers.get('cache-control')).toContain('max-age=3600');
});

test('a hash of other bytes, and files that were not built, are 404', async () => {
  for (const path of [
    '/covey-0123456789abcdef.js',
    '/covey-missing.js',
    '/covey.js.map',
    '/studio/missing.js',
  ]) {
    expect([path, ...(await refusal(call(path)))]).toEqual([path, 404, 'not-found']);
  }
});

test('the studio comes under a strict policy and in no frame', async () => {
  const response = await call('/studio/');
  expect(response.status).toBe(200);
  const policy = response.headers.get('content-security-policy') ?? '';
  for (const rule of [
    "default-src 'none'",
    "script-src 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ]) {
    expect(policy).toContain(rule);
  }
  expect(policy).not.toMatch(/unsafe|\*/);
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
  for (const path of ['/', '/studio']) {
    const redirect = await call(path);
    expect([path, Math.floor(redirect.status / 100), redirect.headers.get('location')]).toEqual([
      path,
      3,
      '/studio/',
    ]);
  }
});

test('health', async () => {
  const response = await call(healthUrl(EDGE));
  expect(await response.json()).toEqual({
    ok: true,
    version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
  });
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test("no address is without an answer of the wire's shape", async () => {
  for (const path of [
    '/nothing',
    '/v1',
    '/v1/sites',
    '/v1/sites/',
    '/v1/sites/a.example/else',
    '/covey',
    '/..%2fsecret',
  ]) {
    expect([path, ...(await refusal(call(path)))]).toEqual([path, 404, 'not-found']);
  }
  for (const path of ['/covey.js', '/v1/files', '/v1/health', '/studio/']) {
    expect([path, ...(await refusal(call(path, { method: 'POST' })))]).toEqual([
      path,
      405,
      'method-not-allowed',
    ]);
  }
});

test('every answer carries the security headers', async () => {
  for (const path of ['/v1/health', '/covey.js', '/studio/', '/nothing', '/v1/context', '/']) {
    const response = await call(path);
    for (const name of [
      'x-content-type-options',
      'referrer-policy',
      'strict-transport-security',
      'content-security-policy',
      'cross-origin-resource-policy',
    ]) {
      expect([path, name, response.headers.has(name)]).toEqual([path, name, true]);
    }
  }
});

test('a fault inside tells the caller nothing of itself', async () => {
  const fault = {
    get idFromName(): never {
      throw new Error('the secret detail');
    },
  };
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const url = `${EDGE}/v1/sites/a.example/definitions`;
  const response = await app.request(url, {}, { SITES: fault });
  // The log has the fault, and nothing of the request.
  expect(log.mock.calls).toEqual([[new Error('the secret detail')]]);
  log.mockRestore();
  const error = await errorOf(response);
  expect(error).toMatchObject({ status: 500, code: 'internal' });
  expect(error.message).not.toContain('secret');
});
