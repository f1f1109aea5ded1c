// Lays out what is published, a folder for each package, from what is built: dist/packages/NAME.
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { type Plugin, rollup } from 'rollup';
import { ADD_ONS } from '../build/add-ons.ts';
import { BESIDE, BUNDLES } from '../build/parts.ts';
import { writeBundle } from './bundles.ts';
import { writeDeclarations } from './declarations.ts';
import { manifestOf } from './manifest.ts';
import { noticesOf } from './notices.ts';
import { deployedFrom } from './settings.ts';
import { type Entry, type Package, PACKAGES } from './table.ts';

export const PACKAGES_FOLDER = 'dist/packages';

export async function layOut(): Promise<void> {
  for (const one of PACKAGES) {
    const to = join(PACKAGES_FOLDER, one.folder);
    rmSync(to, { recursive: true, force: true });
    mkdirSync(to, { recursive: true });
    await contents[one.folder](to, one);
    if (one.program) chmodSync(join(to, one.program[1]), 0o755);
    copyFileSync('LICENSE', join(to, 'LICENSE'));
    copyFileSync('CHANGELOG.md', join(to, 'CHANGELOG.md'));
    copyFileSync(`scripts/packages/readmes/${one.folder}.md`, join(to, 'README.md'));
    writeFileSync(join(to, 'package.json'), `${JSON.stringify(manifestOf(one), null, 2)}\n`);
    const notices = noticesOf(to);
    if (notices !== '') writeFileSync(join(to, 'THIRD-PARTY-LICENSES.txt'), `${notices}\n`);
  }
}

const contents: {
  readonly [folder in Package['folder']]: (to: string, one: Package) => Promise<void>;
} = {
  async browser(to, { entries }) {
    const toRun = entries.filter(({ typesOnly }) => !typesOnly);
    // What the entry imports when it is needed.
    const bundles: readonly string[] = BUNDLES;
    for (const name of BESIDE) if (!bundles.includes(name)) copyMapped(`covey-${name}`, to);
    for (const { file, built } of toRun) copyMapped(built ?? file, to, file);
    await writeCommonJs(toRun, to);
    for (const { file, typesOnly } of entries) if (typesOnly) writeEmpty(file, to);
    writeDeclarations(entries, to);
  },
  async cli(to) {
    await writeBundle('cli', to);
  },
  async edge(to, { entries }) {
    await writeBundle('deploy', to);
    await writeBundle('worker', to);
    await writeBundle('proxy', to);
    await writeBundle('personalize', to, ['es', 'cjs']);
    writeDeclarations(entries, to);
    cpSync('dist/edge', join(to, 'assets'), { recursive: true });
    writeFileSync(join(to, 'wrangler.toml'), deployedFrom(readFileSync('wrangler.toml', 'utf8')));
  },
};

/** A built file with its map, and the comment that leads there: these are read by tools, not by visitors. */
function copyMapped(name: string, to: string, as = name): void {
  const code = readFileSync(`dist/${name}.js`, 'utf8');
  const comment = `//# sourceMappingURL=${basename(as)}.js.map`;
  mkdirSync(dirname(join(to, as)), { recursive: true });
  writeFileSync(join(to, `${as}.js`), `${code.trimEnd()}\n${comment}\n`);
  copyFileSync(`dist/${name}.js.map`, join(to, `${as}.js.map`));
}

function writeEmpty(name: string, to: string): void {
  writeFileSync(join(to, `${name}.js`), 'export {};\n');
  writeFileSync(join(to, `${name}.cjs`), "'use strict';\n");
}

/** Reads what is built together with its map. */
const mapped: Plugin = {
  name: 'mapped',
  load: (id) => ({
    code: readFileSync(id, 'utf8'),
    map: readFileSync(`${id}.map`, 'utf8'),
  }),
};

/** The same for `require`, which servers and test runners ask for. */
async function writeCommonJs(entries: readonly Entry[], to: string): Promise<void> {
  const directives = new Map(entries.map(({ file, directive = '' }) => [file, directive]));
  const input = Object.fromEntries(
    entries.map(({ file, built = file }) => [file, `dist/${built}.js`]),
  );
  const bundle = await rollup({
    input,
    external: ADD_ONS.flatMap(({ peers = {} }) => Object.keys(peers)),
    plugins: [mapped],
    // A directive is taken off a module, and put before what is made of it.
    onLog: (level, log, handle) => {
      if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
    },
    logLevel: 'warn',
  });
  await bundle.write({
    dir: to,
    format: 'cjs',
    exports: 'named',
    banner: ({ name }) => directives.get(name) ?? '',
    dynamicImportInCjs: false,
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    sourcemap: true,
    sourcemapPathTransform: (source, map) => relative('dist', resolve(dirname(map), source)),
  });
  await bundle.close();
}
