import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, inject, it } from 'vitest';

const { consumer } = inject('packed');

/** The compilers that are there: this project's, and the one that is still asked through its API. */
const compilers = {
  'TypeScript 7': resolve('node_modules/typescript/bin/tsc'),
  'TypeScript 5.6': resolve('node_modules/@arethetypeswrong/core/node_modules/typescript/bin/tsc'),
} as const;
type Compiler = keyof typeof compilers;
const names = Object.keys(compilers) as Compiler[];

/** What the compiler says of a file of somebody else's project. */
function check(
  source: string,
  {
    by = 'TypeScript 7',
    resolution = 'nodenext',
    file = 'use.ts',
  }: {
    by?: Compiler;
    resolution?: 'bundler' | 'nodenext';
    file?: `use.${'ts' | 'cts'}`;
  } = {},
): string {
  writeFileSync(join(consumer, file), source);
  const module = resolution === 'nodenext' ? 'nodenext' : 'esnext';
  const flags = `--noEmit --strict --exactOptionalPropertyTypes --target es2022 --lib es2022,dom --module ${module} --moduleResolution ${resolution}`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [compilers[by], ...flags.split(' '), file],
    { cwd: consumer, encoding: 'utf8' },
  );
  return stdout + stderr;
}

describe('the types of the browser package, in a project of somebody else', () => {
  const use = `
    import { createCovey, type ChangeEvent, type Covey } from '@covey-segments/browser';
    import { matches } from '@covey-segments/browser/conditions';
    const covey: Covey = createCovey({ site: 'a.example', keys: 'k:x', edge: 'https://e.example' });
    covey.track('purchase', { value: 5, items: [{ item_id: 'a' }] });
    const off: () => void = covey.on('change', ({ entered }: ChangeEvent) => entered.join());
    const chosen: number | undefined = covey.choose({ a: 1, default: 2 });
    const holds: boolean = matches({ age: { $gt: 5 } }, { age: 7 });
    export { off, chosen, holds };`;

  it.each(
    names.flatMap((by) => (['bundler', 'nodenext'] as const).map((each) => [by, each] as const)),
  )('are read by %s, resolving as %s', (by, resolution) => {
    expect(check(use, { by, resolution })).toBe('');
  });

  it.each(names)('are read by %s from CommonJS', (by) => {
    expect(check(use, { by, file: 'use.cts' })).toBe('');
  });

  it('refuse what it does not do', () => {
    const wrong = `import { createCovey, type Covey } from '@covey-segments/browser';
      createCovey({ site: 7 });
      export const f = (c: Covey) => c.nothing();`;
    expect(check(wrong)).toMatch(/error TS2322[^]*error TS2339/);
  });

  it('know definitions that somebody else writes, and refuse what is wrong in them', () => {
    const definitions = (when: string) => `
      import { defineSegments, type SegmentIds } from '@covey-segments/browser/definitions';
      const definitions = defineSegments({
        covey: 1, site: 'a.example', version: 1,
        issued: '2026-11-24T00:00:00Z', expires: '2027-01-24T00:00:00Z',
        metrics: { orders: { count: 'purchase', within: '90d' } },
        segments: { regular: { when: ${when} } },
      });
      export const id: SegmentIds<typeof definitions> = 'regular';
      export default definitions;`;
    for (const by of names)
      expect(check(definitions("{ 'metric.orders': { $gte: 3 } }"), { by })).toBe('');
    expect(check(definitions("{ 'metric.ordrs': { $gte: 3 } }"))).toMatch(/error TS/);
    expect(check(definitions("{ 'metric.orders': { $gte: '3' } }"))).toMatch(/error TS/);
  });

  it.each(names)('know window.covey, which may not be there, to %s', (by) => {
    const said = check(
      `import '@covey-segments/browser/global';
      window.covey?.track('view');
      window.covey.track('view');
      window.covey?.trak('view');`,
      { by },
    );
    const errors = [...said.matchAll(/use\.ts\((\d),\d+\): error (TS\d+)/g)].map(
      ([, line, code]) => `${line} ${code}`,
    );
    expect(errors).toEqual(['3 TS18048', '4 TS2551']);
  });
});
