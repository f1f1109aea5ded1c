import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Definitions } from '../../shared/definitions/types.ts';
import { define, EDGE, newDevice, newEdge, newOwner, SITE } from './harness.ts';
import { TAGS } from '../../scripts/build/add-ons.ts';
import { BESIDE } from '../../scripts/build/parts.ts';

const built = existsSync('dist/packages/browser/index.cjs');

describe.skipIf(!built)('what is built (after "npm run build && npm run pack")', () => {
  const require = createRequire(import.meta.url);
  it.each([
    ['as modules', () => import(resolve('dist/index.js'))],
    ['as CommonJS', async () => require(resolve('dist/packages/browser/index.cjs'))],
  ])('makes its engine and the parts of what is in the files beside, %s', async (_, load) => {
    const { createCovey } = (await load()) as typeof import('../../sdk/index.ts');
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
    // The script, all that stands beside it, and the add-ons that a tag may load: each by two names.
    expect(files.length).toBe(2 * (1 + BESIDE.length + TAGS.length));
    for (const { path, integrity, bytes } of files) {
      const content = readFileSync(join('dist/edge', path));
      expect(content.length).toBe(bytes);
      expect(`sha256-${createHash('sha256').update(content).digest('base64')}`).toBe(integrity);
    }
    const hashed = (name: string) => {
      const { path = '', integrity = '' } =
        files.find(({ path: each }) =>
          new RegExp(`^/covey-${name}-[0-9a-f]{16}\\.js$`).test(each),
        ) ?? {};
      return { path: path.slice(1), integrity };
    };
    const script = readFileSync('dist/covey.js', 'utf8');
    expect(script).toContain(hashed('engine').path);
    for (const name of BESIDE) {
      const { integrity } = hashed(name);
      const named = (by: string) => {
        // What loads a file says for itself what it is checked against: base64, or hex in the engine's list.
        const [, hash = ''] = integrity.split('-');
        expect(hash).toHaveLength(44);
        const code = readFileSync(`dist/${by}.js`, 'utf8');
        return (
          code.includes(integrity) || code.includes(Buffer.from(hash, 'base64').toString('hex'))
        );
      };
      const [family, language] = name.split('-');
      const by = language
        ? `covey-${family}`
        : ({ engine: 'covey', devtools: 'covey-debug', meaning: 'covey-panel' }[name] ??
          'covey-engine');
      expect([name, named(by)]).toEqual([name, true]);
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
