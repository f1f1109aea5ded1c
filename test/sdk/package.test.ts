import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Definitions } from '../../shared/definitions/types.ts';
import { define, EDGE, newDevice, newEdge, newOwner, SITE } from './harness.ts';
import { CONSENT_MANAGERS } from '../../scripts/build/consent-managers.ts';
import { PARTS } from '../../scripts/build/parts.ts';

/** A project of somebody else that has the built package among its dependencies. */
const project = mkdtempSync(join(tmpdir(), 'covey-consumer-'));
const root = resolve('.');
const built = existsSync('dist/types/sdk/index.d.ts') && existsSync('dist/index.js');

beforeAll(() => {
  mkdirSync(join(project, 'node_modules'));
  symlinkSync(root, join(project, 'node_modules/covey'), 'dir');
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

function check(source: string, moduleResolution: 'bundler' | 'nodenext'): string {
  writeFileSync(join(project, 'use.ts'), source);
  const flags = [
    '--noEmit',
    '--strict',
    '--target',
    'es2022',
    '--lib',
    'es2022,dom',
    '--types',
    '',
  ];
  const module = moduleResolution === 'nodenext' ? 'nodenext' : 'esnext';
  const { stdout } = spawnSync(
    join(root, 'node_modules/.bin/tsc'),
    [...flags, '--module', module, '--moduleResolution', moduleResolution, 'use.ts'],
    { cwd: project, encoding: 'utf8' },
  );
  return stdout;
}

describe.skipIf(!built)('the built package, from outside (after "npm run build")', () => {
  const use = `
    import { createCovey, type ChangeEvent, type Covey } from 'covey';
    import { matches } from 'covey/conditions';
    const covey: Covey = createCovey({ site: 'a.example', keys: 'k:x', edge: 'https://e.example' });
    covey.track('purchase', { value: 5, items: [{ item_id: 'a' }] });
    const off: () => void = covey.on('change', ({ entered }: ChangeEvent) => entered.join());
    const chosen: number | undefined = covey.choose({ a: 1, default: 2 });
    const holds: boolean = matches({ age: { $gt: 5 } }, { age: 7 });
    export { off, chosen, holds };`;

  it.each(['bundler', 'nodenext'] as const)(
    'is typed for a project that resolves as %s',
    (resolution) => {
      expect(check(use, resolution)).toBe('');
    },
  );

  it('has types that refuse what it does not do', () => {
    expect(
      check(`import { createCovey } from 'covey'; createCovey({ site: 7 });`, 'bundler'),
    ).toMatch(/error TS/);
    expect(
      check(
        `import type { Covey } from 'covey'; export const f = (c: Covey) => c.nothing();`,
        'bundler',
      ),
    ).toMatch(/error TS2339/);
  });

  it('runs its plain matcher in Node', () => {
    const script = `import { matches } from 'covey/conditions'; console.log(matches({ a: { $in: [1, 2] } }, { a: 2 }));`;
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: project,
      encoding: 'utf8',
    });
    expect(out.trim()).toBe('true');
  });

  it('types definitions that somebody else writes, and refuses what is wrong in them', () => {
    const definitions = (when: string) => `
      import { defineSegments, type SegmentIds } from 'covey/definitions';
      const definitions = defineSegments({
        covey: 1, site: 'a.example', version: 1,
        issued: '2026-11-24T00:00:00Z', expires: '2027-01-24T00:00:00Z',
        metrics: { orders: { count: 'purchase', within: '90d' } },
        segments: { regular: { when: ${when} } },
      });
      export const id: SegmentIds<typeof definitions> = 'regular';
      export default definitions;`;
    expect(check(definitions("{ 'metric.orders': { $gte: 3 } }"), 'nodenext')).toBe('');
    expect(check(definitions("{ 'metric.ordrs': { $gte: 3 } }"), 'nodenext')).toMatch(/error TS/);
    expect(check(definitions("{ 'metric.orders': { $gte: '3' } }"), 'nodenext')).toMatch(
      /error TS/,
    );
  });

  it('does nothing when it is merely imported', () => {
    const script = `const { createCovey } = await import('covey'); console.log(typeof createCovey);`;
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: project,
      encoding: 'utf8',
    });
    expect(out.trim()).toBe('function');
  });

  it('makes its engine and the parts of what is in the files beside', async () => {
    const { createCovey } = (await import(
      resolve('dist/index.js')
    )) as typeof import('../../sdk/index.ts');
    const owner = await newOwner();
    const now = Date.now();
    const { storage } = newDevice();
    const edge = newEdge();
    edge.envelope = await owner.sign(
      define({
        issued: new Date(now - 1000).toISOString(),
        expires: new Date(now + 1e9).toISOString(),
        metrics: { worth: { mean: 'view.value' } },
        segments: { rich: { when: { 'metric.worth': { $gte: 5 } } } },
      } as Partial<Definitions>),
    );
    const covey = createCovey({
      site: SITE,
      keys: owner.keys,
      edge: EDGE,
      debug: false,
      host: { fetch: edge.fetch, crypto, localStorage: () => storage },
    });
    covey.consent.set({ personalisation: true });
    covey.track('view', { value: 7 });
    await covey.ready;
    expect(covey.diagnostics()).toMatchObject({ status: 'running', disabled: {} });
    expect(covey.segments()).toEqual(['rich']);
    expect((await covey.explain('rich'))?.member).toBe(true);
    expect(covey.diagnostics().problems['part-failed']).toBeUndefined();
    covey.destroy();
  });

  it('serves files whose hashes are those written into the script and into files.json', async () => {
    const { createHash } = await import('node:crypto');
    const { files } = JSON.parse(readFileSync('dist/edge/files.json', 'utf8')) as {
      files: { path: string; integrity: string; bytes: number }[];
    };
    // The script, the engine, its parts, the panel, the words for developers and the adapters: each by two names.
    expect(files.length).toBe(2 * (4 + PARTS.length + CONSENT_MANAGERS.length));
    for (const { path, integrity, bytes } of files) {
      const content = readFileSync(join('dist/edge', path));
      expect(content.length).toBe(bytes);
      expect(`sha384-${createHash('sha384').update(content).digest('base64')}`).toBe(integrity);
    }
    const script = readFileSync('dist/covey.js', 'utf8');
    const engine = readFileSync('dist/covey-engine.js', 'utf8');
    for (const { path, integrity } of files.filter(({ path: each }) =>
      /y-(?!consent)\w+-/.test(each),
    )) {
      const carrier = path.includes('engine') ? script : engine;
      expect(carrier).toContain(path.slice(1));
      expect(carrier).toContain(integrity);
    }
  });

  it('has a command line that Node 20 can start: nothing newer is taken from Node by name', () => {
    const code = readFileSync('dist/cli.js', 'utf8');
    const names = [...code.matchAll(/import\s*\{([^}]*)\}\s*from\s*["']node:[\w/]+["']/g)]
      .flatMap(([, list = '']) => list.split(','))
      .map((name) => name.trim().split(/\s+as\s+/)[0] ?? '');
    expect(names.length).toBeGreaterThan(10);
    // A missing name ends the program before its first line.
    const newer = /zstd|^glob|^DatabaseSync$|^styleText$|^registerHooks$|^fromAsync$/i;
    expect(names.filter((name) => newer.test(name))).toEqual([]);
  });

  it('keeps the script within its budget', () => {
    const { status, stdout } = spawnSync(process.execPath, ['scripts/size.ts'], {
      encoding: 'utf8',
    });
    expect(stdout).toContain('covey.js');
    expect(status).toBe(0);
  });
});
