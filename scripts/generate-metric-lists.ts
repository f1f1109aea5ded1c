// Writes shared/metrics/lists: for each thing that the files of the kinds export, the kinds that do. Whoever
// reads such a list loads that export alone. With --check nothing is written, and a stale file fails.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Spec } from '../shared/metrics/spec.ts';
import { KINDS, SPECS } from '../shared/metrics/specs.ts';

const LISTS = ['explained', 'most', 'sql', 'words'] as const;

/** What the engine runs, a list for each part of the page's script. */
const PARTS: readonly Spec['part'][] = [
  'core',
  'details',
  'metrics',
  'sessions',
  'sequence',
  'further',
];

const HEAD = '// Made by `node scripts/generate-metric-lists.ts`.\n';

/** File name in shared/metrics/lists/ and what belongs into it. */
export const metricLists = async (): Promise<{ readonly [file: string]: string }> => {
  const kinds = await Promise.all(
    KINDS.map(async (kind) => ({
      kind,
      exported: (await import(`../shared/metrics/${kind}.ts`)) as {
        readonly [name: string]: unknown;
      },
    })),
  );
  const list = (name: string, some: typeof kinds) =>
    HEAD +
    some
      .filter(({ exported }) => exported[name] !== undefined)
      .map(({ kind }) => `export { ${name} as ${kind} } from '../${kind}.ts';\n`)
      .join('');
  return Object.fromEntries([
    ...LISTS.map((name) => [`${name}.ts`, list(name, kinds)]),
    ...PARTS.map((part) => [
      `kinds-${part}.ts`,
      list(
        'kind',
        kinds.filter(({ kind }) => SPECS[kind].part === part),
      ),
    ]),
  ]);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const isCheck = process.argv.includes('--check');
  for (const [file, text] of Object.entries(await metricLists())) {
    const url = new URL(`../shared/metrics/lists/${file}`, import.meta.url);
    if (!isCheck) writeFileSync(url, text);
    else if (readFileSync(url, 'utf8') !== text) {
      console.error(
        `shared/metrics/lists/${file} is stale: run "node scripts/generate-metric-lists.ts".`,
      );
      process.exitCode = 1;
    }
  }
}
