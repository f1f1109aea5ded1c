// The command line as it is published: by npx, on the Node that the machine has, with nothing else installed.
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { machinesNode, PATH } from './machines-node.ts';
import { installInto } from './setup.ts';

const { tarballs } = inject('packed');
const node = machinesNode();
const project = mkdtempSync(join(tmpdir(), 'covey-cli-'));

beforeAll(() => installInto(project, tarballs.cli));
afterAll(() => rmSync(project, { recursive: true, force: true }));

const npx = (...args: readonly string[]): SpawnSyncReturns<string> =>
  spawnSync('npx', ['--offline', '--no-install', ...args], {
    cwd: project,
    env: { ...process.env, PATH, NO_COLOR: '1' },
    encoding: 'utf8',
  });

const installed = (...args: readonly string[]): SpawnSyncReturns<string> =>
  spawnSync('node_modules/.bin/covey', args, {
    cwd: project,
    env: { ...process.env, PATH, NO_COLOR: '1' },
    encoding: 'utf8',
  });

describe(`the command line, on Node ${node.version}`, () => {
  it('is on Node 20 or later, and where this project is tested on Node 20', () => {
    expect(Number(/^v(\d+)/.exec(node.version)?.[1])).toBeGreaterThanOrEqual(20);
  });

  it('goes from nothing to a signed document, by the name of its package', () => {
    const init = npx('@covey-segments/cli', 'init', '--site', 'hazel.example');
    expect([init.status, init.stderr]).toEqual([0, '']);
    const run = (...args: readonly string[]) => {
      const { status, stderr } = installed(...args);
      expect([args[0], status, stderr]).toMatchObject([args[0], 0, expect.any(String)]);
    };
    run('check', 'segments.jsonc');
    run('types', 'segments.jsonc', '-o', 'covey.d.ts');
    run('plan', 'segments.jsonc', '--daily-visitors', '100000');
    run('keygen');
    run('sign', 'segments.jsonc', '--key', 'covey-key.json', '--out', 'envelope.json');
    expect(JSON.parse(readFileSync(join(project, 'envelope.json'), 'utf8'))).toHaveProperty(
      'signatures.0.protected',
    );
    expect(readFileSync(join(project, 'covey.d.ts'), 'utf8')).toContain('interface KnownSegments');
  });

  it('is called covey where it is installed, and says its version', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const { stdout } = installed('--version');
    expect(stdout).toBe(`${version}\n`);
  });

  it('simulates by threads, which are the program itself', () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, row) => `v${row % 700},2026-03-0${1 + (row % 9)}T10:00:00Z,add_to_cart\n`,
    );
    writeFileSync(join(project, 'log.csv'), `visitor,time,event\n${rows.join('')}`);
    const [one, three] = ['1', '3'].map((threads) =>
      installed(
        'simulate',
        '--definitions',
        'segments.jsonc',
        '--events',
        'log.csv',
        '--json',
        '--threads',
        threads,
      ),
    );
    expect(JSON.parse(one?.stdout ?? '')).toMatchObject({ events: 20_000, visitors: 700 });
    expect([three?.status, three?.stdout]).toEqual([0, one?.stdout]);
  });

  it('says how to come by DuckDB, which is not installed', () => {
    const { status, stderr } = installed(
      'simulate',
      '--engine',
      'duckdb',
      '--definitions',
      'segments.jsonc',
      '--events',
      'package.json',
    );
    expect([status, stderr]).toMatchObject([1, expect.stringContaining('npm install @duckdb')]);
  });
});
