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

type Resolution = 'bundler' | 'nodenext';

const use = `
  import { createCovey, type ChangeEvent, type Covey } from '@covey-segments/browser';
  import { matches } from '@covey-segments/browser/conditions';
  const covey: Covey = createCovey({ site: 'a.example', keys: 'k:x', edge: 'https://e.example' });
  covey.track('purchase', { value: 5, items: [{ item_id: 'a' }] });
  const off: () => void = covey.on('change', ({ entered }: ChangeEvent) => entered.join());
  const chosen: number = covey.choose({ a: 1, default: 2 });
  const perhaps: number | undefined = covey.choose({ a: 1 });
  const holds: boolean = matches({ age: { $gt: 5 } }, { age: 7 });
  export { off, chosen, perhaps, holds };`;
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

/** What somebody else's project has in it. */
const FILES = {
  'use.ts': use,
  'use.cts': use,
  'wrong.ts': `
    import { createCovey, type Covey } from '@covey-segments/browser';
    createCovey({ site: 7 });
    export const f = (c: Covey) => c.nothing();`,
  'definitions.ts': definitions("{ 'metric.orders': { $gte: 3 } }"),
  'unknown-metric.ts': definitions("{ 'metric.ordrs': { $gte: 3 } }"),
  'text-for-number.ts': definitions("{ 'metric.orders': { $gte: '3' } }"),
  'global.ts': `import '@covey-segments/browser/global';
    window.covey?.track('view');
    window.covey.track('view');
    window.covey?.trak('view');`,
} as const;
type File = keyof typeof FILES;
for (const [file, source] of Object.entries(FILES)) writeFileSync(join(consumer, file), source);

/** What a compiler says of all files, each complaint for itself: it is asked once. */
const asked = new Map<string, readonly string[]>();
function complaints(by: Compiler, resolution: Resolution): readonly string[] {
  const known = asked.get(`${by} ${resolution}`);
  if (known) return known;
  const module = resolution === 'nodenext' ? 'nodenext' : 'esnext';
  const flags = `--noEmit --strict --exactOptionalPropertyTypes --target es2022 --lib es2022,dom --module ${module} --moduleResolution ${resolution}`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [compilers[by], ...flags.split(' '), ...Object.keys(FILES)],
    { cwd: consumer, encoding: 'utf8' },
  );
  const said = `${stdout}${stderr}`.split(/^(?=\S)/m);
  asked.set(`${by} ${resolution}`, said);
  return said;
}

/** What the compiler says of a file, and what it says of none. */
function check(
  file: File,
  by: Compiler = 'TypeScript 7',
  resolution: Resolution = 'nodenext',
): string {
  const others = Object.keys(FILES).filter((each) => each !== file);
  return complaints(by, resolution)
    .filter((said) => !others.some((other) => said.startsWith(`${other}(`)))
    .join('');
}

describe('the types of the browser package, in a project of somebody else', () => {
  it.each(
    names.flatMap((by) => (['bundler', 'nodenext'] as const).map((each) => [by, each] as const)),
  )('are read by %s, resolving as %s', (by, resolution) => {
    expect(check('use.ts', by, resolution)).toBe('');
  });

  it.each(names)('are read by %s from CommonJS', (by) => {
    expect(check('use.cts', by)).toBe('');
  });

  it('refuse what it does not do', () => {
    expect(check('wrong.ts')).toMatch(/error TS2322[^]*error TS2339/);
  });

  it('know definitions that somebody else writes, and refuse what is wrong in them', () => {
    for (const by of names) expect(check('definitions.ts', by)).toBe('');
    expect(check('unknown-metric.ts')).toMatch(/error TS/);
    expect(check('text-for-number.ts')).toMatch(/error TS/);
  });

  it.each(names)('know window.covey, which may not be there, to %s', (by) => {
    const errors = [
      ...check('global.ts', by).matchAll(/global\.ts\((\d),\d+\): error (TS\d+)/g),
    ].map(([, line, code]) => `${line} ${code}`);
    expect(errors).toEqual(['3 TS18048', '4 TS2551']);
  });
});
