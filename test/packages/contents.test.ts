import { readFileSync } from 'node:fs';
import { builtinModules, SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, join } from 'node:path';
import { parseAst } from 'rollup/parseAst';
import { describe, expect, it } from 'vitest';
import { filesOf } from './files.ts';
import { ADD_ONS } from '../../scripts/build/add-ons.ts';
import { PACKAGES } from '../../scripts/packages/table.ts';

/** As built, any of them may stand round a word; in a source it is the first. */
const QUOTES = `'"\``;
/** Words of one file that are looked up in its map. */
const ENOUGH = 25;

/** What is imported from elsewhere, statically or not, by name. */
function packagesImported(code: string): string[] {
  const found = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return void node.forEach(visit);
    if (typeof node !== 'object' || node === null) return;
    const { type, source, callee, arguments: given } = node as Node;
    const isRequire = type === 'CallExpression' && callee?.name === 'require';
    const target = isRequire ? given?.[0] : source;
    if (/^(Import|Export)/.test(type ?? '') || isRequire)
      if (typeof target?.value === 'string') found.add(target.value);
    for (const child of Object.values(node)) visit(child);
  };
  visit(parseAst(code, { allowReturnOutsideFunction: true }));
  return [...found].filter((name) => !name.startsWith('.')).toSorted();
}
/** As far as it is read. */
interface Node {
  readonly type?: string;
  readonly source?: { readonly value?: unknown };
  readonly callee?: { readonly name?: string };
  readonly arguments?: readonly { readonly value?: unknown }[];
}
const isBuiltIn = (name: string) => builtinModules.includes(name.replace(/^node:/, ''));

describe.each(PACKAGES)('$name', ({ folder, entries }) => {
  const root = join('dist/packages', folder);
  const files = filesOf(root);
  const text = (file: string) => readFileSync(join(root, file), 'utf8');
  const built = files.filter((file) => /\.(c?js|css)$/.test(file) && !/^global\.c?js$/.test(file));
  const manifest = JSON.parse(text('package.json')) as {
    dependencies?: object;
    peerDependencies?: object;
    exports: Record<string, unknown>;
  };

  it('depends on nothing', () => {
    expect(manifest.dependencies).toBeUndefined();
    expect(Object.keys(manifest.exports)).toEqual([
      ...entries.map(({ path }) => path),
      './package.json',
    ]);
  });

  it('imports nothing that does not come with it, but what its host has and its optional peers', () => {
    const foreign = new Set(
      built
        .filter((file) => !file.startsWith('assets/') && !file.endsWith('.css'))
        .flatMap((file) => packagesImported(text(file)))
        .filter((name) => !isBuiltIn(name)),
    );
    expect([...foreign].toSorted()).toEqual(
      {
        browser: [...new Set(ADD_ONS.flatMap(({ peers = {} }) => Object.keys(peers)))].toSorted(),
        cli: ['@clickhouse/client', '@duckdb/node-api', 'pg', 'playwright-core'],
        edge: ['cloudflare:workers'],
      }[folder],
    );
  });

  it('has the licences of other people’s code in it', () => {
    const notices = text('THIRD-PARTY-LICENSES.txt');
    const known = {
      browser: ['idb'],
      cli: ['commander', 'zod'],
      edge: ['@fontsource-variable/inter', 'hono', 'idb', 'preact', 'zod'],
    };
    for (const name of known[folder]) expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });

  it('has a map for every built file, whole in itself, without paths of this machine', () => {
    expect(built.length).toBeGreaterThan(0);
    // Of the files that are served by two names, the one that never changes has the map.
    const twice = /^assets\/covey(?!.*-[0-9a-f]{16}\.js$)/;
    for (const file of built.filter((each) => !twice.test(each))) {
      const { sources, sourcesContent } = JSON.parse(text(`${file}.map`)) as SourceMapPayload;
      // What the studio's bundler adds of its own comes from no source: one line.
      const mayBeAdded = file.startsWith('assets/studio/') && text(file).length < 200;
      expect([file, sources.length > 0 || mayBeAdded]).toEqual([file, true]);
      expect(sourcesContent.length).toBe(sources.length);
      expect([
        file,
        sources.filter((each) => each.startsWith('/') || each.includes(process.cwd())),
      ]).toEqual([file, []]);
    }
  });

  it('names its maps where tools read, and not in what visitors load', () => {
    for (const file of built) {
      const named = /\/[/*][#@] sourceMappingURL=(\S+)/.exec(text(file))?.[1];
      if (file.startsWith('assets/covey')) expect([file, named]).toEqual([file, undefined]);
      else expect(files).toContain(join(dirname(file), named ?? 'no comment'));
    }
  });

  it('leads back to the sources, to the place that is meant', () => {
    // A word that is written once in what is built and once in all its sources: the map takes one to the other.
    const samples = {
      browser: ['engine', 'panel', 'counting', 'layer'].map((part) => `covey-${part}.js`),
      cli: ['cli.js'],
      edge: ['worker.js', 'deploy.js'],
    };
    const both = folder === 'browser' ? ['index.js', 'index.cjs'] : [];
    for (const file of [...samples[folder], ...both]) {
      const built = placesOf(text(file), QUOTES);
      const payload = JSON.parse(text(`${file}.map`)) as SourceMapPayload;
      const map = new SourceMap(payload);
      const all = placesOf(payload.sourcesContent.join('\n'), "'");
      let checked = 0;
      for (const [at, source] of payload.sources.entries()) {
        if (checked >= ENOUGH) break;
        // A text of several lines is one place in a map.
        if (/^(node_modules|shared\/sql)\//.test(source)) continue;
        for (const [word, there] of placesOf(payload.sourcesContent[at] ?? '', "'")) {
          if (checked >= ENOUGH) break;
          const here = built.get(word) ?? [];
          if (here.length !== 1 || all.get(word)?.length !== 1) continue;
          const found = map.findEntry(here[0]?.line ?? 0, here[0]?.column ?? 0);
          expect([file, word, found]).toMatchObject([
            file,
            word,
            { originalSource: source, originalLine: there[0]?.line },
          ]);
          checked += 1;
        }
      }
      expect([file, checked > 0]).toEqual([file, true]);
    }
  });
});

/** Where each quoted word of nine letters and more stands; lines and columns count from 0. */
function placesOf(text: string, quotes: string) {
  const places = new Map<string, { readonly line: number; readonly column: number }[]>();
  for (const [line, code] of text.split('\n').entries())
    for (const { 2: word = '', index: column } of code.matchAll(
      new RegExp(`([${quotes}])([\\w-]{9,})(?=\\1)`, 'g'),
    ))
      places.set(word, [...(places.get(word) ?? []), { line, column }]);
  return places;
}
