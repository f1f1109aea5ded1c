// Importing the package does nothing: on a server, in a test runner without a page. In a worker: `test/worker/package.test.ts`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { machinesNode } from './machines-node.ts';

const { consumer } = inject('packed');
const node = machinesNode();

/** Tells what an import has left behind, and what a face answers where there is no page. */
const probe = (load: string) => `
  const before = Reflect.ownKeys(globalThis).length;
  const listeners = process.eventNames().length;
  const { createCovey } = ${load};
  const left = [Reflect.ownKeys(globalThis).length - before, process.eventNames().length - listeners];
  const covey = createCovey({ site: 'a.example', keys: 'k:x', edge: 'https://e.example' });
  covey.track('view');
  covey.consent.set({ personalisation: true });
  covey.ready.then(() => console.log(JSON.stringify([...left, covey.has('a'), covey.segments(), covey.choose({ a: 1, default: 2 }), covey.diagnostics().status])));
  // Nothing keeps the process: whoever is still here after this has left a timer or a handle behind.
  setTimeout(() => { console.log('still here'); process.exit(1); }, 5000).unref();`;
const INERT = '[0,0,false,[],2,"off"]\n';

describe('importing the package', () => {
  it.each([
    ['this Node', process.execPath],
    [`the machine's Node ${node.version}`, node.path],
  ])('does nothing in %s, as a module and by require', (_, path) => {
    const run = (type: string, load: string) =>
      spawnSync(path, [`--input-type=${type}`, '-e', probe(load)], {
        cwd: consumer,
        encoding: 'utf8',
      });
    const asModule = run('module', `await import('@covey-segments/browser')`);
    expect([asModule.stderr, asModule.stdout]).toEqual(['', INERT]);
    const required = run('commonjs', `require('@covey-segments/browser')`);
    expect([required.stderr, required.stdout]).toEqual(['', INERT]);
  });

  it('does nothing in this test runner, which has no page', async () => {
    const before = Reflect.ownKeys(globalThis);
    const { createCovey } = (await import(
      join(consumer, 'node_modules/@covey-segments/browser/index.js')
    )) as typeof import('../../sdk/index.ts');
    expect(Reflect.ownKeys(globalThis)).toEqual(before);
    const covey = createCovey({ site: 'a.example', keys: 'k:x', edge: 'https://e.example' });
    await covey.ready;
    expect(covey.segments()).toEqual([]);
  });

  it('gives the plain matcher by module and by require', () => {
    for (const [type, load] of [
      ['module', 'await import'],
      ['commonjs', 'require'],
    ]) {
      const script = `console.log((${load}('@covey-segments/browser/conditions')).matches({ a: { $in: [1, 2] } }, { a: 2 }))`;
      const { stdout } = spawnSync(node.path, [`--input-type=${type}`, '-e', script], {
        cwd: consumer,
        encoding: 'utf8',
      });
      expect(stdout).toBe('true\n');
    }
  });
});
