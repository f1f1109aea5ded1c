// The settings and the headers with which Cloudflare serves scripts without asking the Worker, tried on its own asset server.
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { headersFile } from '../../scripts/build/headers.ts';
import { type RunningWorker, startWorker } from '../../scripts/start/processes.ts';
import { freePort } from '../../scripts/workerd/process.ts';
import { NEWEST_SCRIPT, PUBLIC, SCRIPT_FOR_EVER, SECURITY } from '../../worker/headers.ts';

const dir = mkdtempSync(join(tmpdir(), 'covey-past-'));
const files = join(dir, 'files');
let worker: RunningWorker;
let origin = '';

beforeAll(async () => {
  cpSync('test/worker/files', files, { recursive: true });
  // A mark that the Worker does not make.
  const headers = headersFile(['/covey.js', '/covey-panel.js']).replace('\n', '\n  x-past: yes\n');
  writeFileSync(join(files, '_headers'), headers);
  const port = await freePort();
  writeFileSync(join(dir, 'variables'), 'COVEY_TOKEN="token"\n');
  worker = await startWorker(port, join(dir, 'state'), join(dir, 'variables'), files);
  origin = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  await worker?.stop();
  rmSync(dir, { recursive: true, force: true });
});

it('scripts come past the Worker, with the headers that it would give them', async () => {
  const scripts = readdirSync(files).filter((name) => name.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(3);
  for (const name of scripts) {
    const { status, headers } = await fetch(`${origin}/${name}`);
    expect([name, status, headers.get('x-past')]).toEqual([name, 200, 'yes']);
    expect(Object.fromEntries(headers)).toMatchObject({
      ...SECURITY,
      ...PUBLIC,
      'cache-control': /-[0-9a-f]{16}\.js$/.test(name) ? SCRIPT_FOR_EVER : NEWEST_SCRIPT,
      'content-type': expect.stringMatching(/javascript/) as string,
    });
    const tag = headers.get('etag') ?? '';
    const again = await fetch(`${origin}/${name}`, { headers: { 'if-none-match': tag } });
    expect([name, again.status]).toEqual([name, 304]);
  }
});

it('all else is the Worker’s, and so is a script that there is not', async () => {
  for (const [path, status] of [
    ['/covey-missing.js', 404],
    ['/covey-0123456789abcdef.js', 404],
    ['/files.json', 404],
    ['/_headers', 404],
    ['/v1/files', 200],
    ['/v1/health', 200],
    ['/studio/', 200],
  ] as const) {
    const response = await fetch(origin + path);
    expect([path, response.status, response.headers.get('x-past')]).toEqual([path, status, null]);
    if (status === 404)
      expect(await response.json()).toMatchObject({ error: { code: 'not-found' } });
  }
});

it('has no more rules than are read', () => {
  expect(() => headersFile(Array.from({ length: 100 }, (_, at) => `/covey-${at}.js`))).toThrow();
});
