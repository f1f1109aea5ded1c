// The Worker as it is published: laid out by its own program, and run by the deployer's wrangler.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startPackedWorker, type PackedWorker } from './packed-worker.ts';
import { installInto } from './setup.ts';

const { tarballs } = inject('packed');
const project = mkdtempSync(join(tmpdir(), 'covey-edge-'));

/** The program of the package; wrangler needs a newer Node than it, and has this one. */
const edge = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['node_modules/.bin/covey-edge', ...args], {
    cwd: project,
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', NO_COLOR: '1' },
    encoding: 'utf8',
  });

beforeAll(() => {
  installInto(project, tarballs.edge);
  mkdirSync(join(project, 'node_modules'), { recursive: true });
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

describe('the package of the Worker', () => {
  it('says what is missing: its settings, then where the Worker is, then wrangler', () => {
    expect(edge('prepare')).toMatchObject({ status: 1, stderr: expect.stringContaining('init') });
    // No example's name is laid in silence.
    expect(edge('init')).toMatchObject({ status: 2, stderr: expect.stringContaining('--site') });
    expect(existsSync(join(project, 'wrangler.toml'))).toBe(false);
    const init = ['init', '--site', 'hazel.example', '--workers-dev'];
    expect(edge(...init)).toMatchObject({ status: 0, stdout: expect.stringContaining('keygen') });
    expect(edge(...init)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('is there already'),
    });
    expect(edge('deploy')).toMatchObject({ status: 2, stderr: expect.stringContaining('--first') });
    expect(edge('deploy', '--first', '--dry-run')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('npm install --save-dev wrangler'),
    });
  });

  it('is taken by wrangler as it is', () => {
    symlinkSync(resolve('node_modules/wrangler'), join(project, 'node_modules/wrangler'), 'dir');
    const { status, stdout, stderr } = edge('deploy', '--first', '--dry-run');
    expect([status, stdout + stderr]).toMatchObject([0, expect.stringContaining('env.SITES')]);
    expect(stdout + stderr).not.toMatch(/Multiple environments|not inherited/);
    expect(existsSync(join(project, '.covey-edge/worker.js'))).toBe(true);
  });

  describe('running', () => {
    let worker: PackedWorker;
    beforeAll(async () => {
      worker = await startPackedWorker(project);
    });
    afterAll(() => worker?.stop());

    it('answers with its version', async () => {
      const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
      const health = await fetch(`${worker.origin}/v1/health`);
      expect(await health.json()).toEqual({ ok: true, version });
    });

    it('serves the files it lists, and their maps to who asks for one by its name', async () => {
      const { files } = (await (await fetch(`${worker.origin}/v1/files`)).json()) as {
        files: { path: string; integrity: string }[];
      };
      const hashed = files.filter(({ path }) => /-[0-9a-f]{16}\.js$/.test(path));
      expect(hashed.length).toBeGreaterThan(10);
      expect(files.filter(({ path }) => path.endsWith('.map'))).toEqual([]);
      for (const { path, integrity } of hashed) {
        const file = await fetch(worker.origin + path);
        const bytes = new Uint8Array(await file.arrayBuffer());
        expect(`sha256-${createHash('sha256').update(bytes).digest('base64')}`).toBe(integrity);
        expect(file.headers.get('sourcemap')).toBeNull();
        // Past the Worker, by the headers that are laid out beside the files.
        expect(file.headers.get('access-control-allow-origin')).toBe('*');
        expect(file.headers.get('cache-control')).toContain('immutable');
        const map = await fetch(`${worker.origin}${path}.map`);
        expect([path, map.status]).toEqual([path, 200]);
        expect(await map.json()).toMatchObject({ version: 3 });
      }
      expect((await fetch(`${worker.origin}/studio/`)).status).toBe(200);
    });
  });
});
