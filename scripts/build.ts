// Builds everything into dist/: the script, the package, the command line, and what the Worker serves.
// `--previous https://edge.example` keeps the files of the releases that this edge serves, for a deploy.
import { spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import pc from 'picocolors';
import type { Failure } from '../cli/failure.ts';
import { chain, fingerprint } from '../rollup.config.mjs';
import { buildStudio } from '../worker/studio/build.ts';
import { TAGS, builtAs } from './build/add-ons.ts';
import { bundle, tell } from './build/bundle.ts';
import { keepEarlierReleases } from './build/earlier-releases.ts';
import { headersFile } from './build/headers.ts';
import { BESIDE } from './build/parts.ts';
import { previousEdge } from './build/previous.ts';
import { PACKAGES } from './packages/table.ts';

const EDGE = 'dist/edge';
/** Looked at before anything is built: that takes long. */
const previous = orEnd(() => previousEdge(process.argv));
const started = performance.now();

/** What is older than this when all is done is left over from an earlier build. */
const startedAt = Date.now();
const apart = run('node', ['scripts/build/apart.ts']);
const declarations = [false, true].map((ofWorker) => run('tsc', declarationFlags(ofWorker)));
await bundle(chain);
if ((await apart) !== 0) end(new Error('what stands above could not be bundled'));
if (existsSync('dist/cli.js')) chmodSync('dist/cli.js', 0o755);
writeEdge();
await keepEarlier();
await buildStudio(join(EDGE, 'studio'));
tell(join(EDGE, 'studio'));
if ((await Promise.all(declarations)).some((code) => code !== 0))
  end(new Error('the declarations could not be written: see the type errors above'));
finishTypes();
removeLeftovers();
console.log(pc.green(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`));

/** The files that the Worker serves, by their plain name and by one that never changes. */
function writeEdge(): void {
  mkdirSync(EDGE, { recursive: true });
  const others = [...BESIDE, ...TAGS.map(builtAs)];
  const names = ['', ...others.map((name) => `-${name}`)];
  const files = names.flatMap((ending) => {
    const name = `covey${ending}`;
    const file = `dist/${name}.js`;
    const { integrity, name: hash } = fingerprint(file);
    return [`${name}.js`, `${name}-${hash}.js`].map((path) => {
      copyFileSync(file, join(EDGE, path));
      // Of a file that never changes, for whoever reads it in the browser's tools: `covey-HASH.js.map`.
      if (path !== `${name}.js`) copyFileSync(`${file}.map`, join(EDGE, `${path}.map`));
      return { path: `/${path}`, bytes: statSync(file).size, integrity };
    });
  });
  writeFileSync(join(EDGE, 'files.json'), `${JSON.stringify({ files }, null, 2)}\n`);
  tell(join(EDGE, 'files.json'));
  writeFileSync(join(EDGE, '_headers'), headersFile(names.map((ending) => `/covey${ending}.js`)));
}

/** What pages still name that were built or cached with an earlier release. */
async function keepEarlier(): Promise<void> {
  const option = (name: string) => {
    const at = process.argv.indexOf(name);
    return at < 0 ? undefined : process.argv[at + 1];
  };
  if (previous === undefined) return;
  try {
    const kept = await keepEarlierReleases(previous, EDGE, {
      known: option('--known'),
    });
    console.log(`  kept ${kept.files} files of ${kept.releases} earlier releases`);
  } catch (error) {
    end(error);
  }
}

function orEnd<T>(task: () => T): T {
  try {
    return task();
  } catch (error) {
    return end(error);
  }
}

/** Says what is wrong, and how to mend it. */
function end(error: unknown): never {
  const { message, hints = [] } = error as Partial<Failure>;
  console.error(pc.red(`build: ${message ?? ''}`), ...hints.map((hint) => `\n  ${hint}`));
  process.exit(1);
}

/** Starts a program; its exit code. */
function run(command: string, args: readonly string[]): Promise<number | null> {
  return new Promise((resolve) => {
    spawn(command, args, { stdio: 'inherit' })
      .once('exit', resolve)
      .once('error', () => resolve(null));
  });
}

/** Declarations of what can be imported, and of all it needs, readable without this project's settings. */
function declarationFlags(ofWorker: boolean): readonly string[] {
  const entries = PACKAGES.flatMap((one) => one.entries.map(({ types }) => `${types}.ts`)).filter(
    (path) => path.startsWith('worker/') === ofWorker,
  );
  const flags =
    '--declaration --emitDeclarationOnly --outDir dist/types --rootDir . --target es2023 --module esnext ' +
    '--moduleResolution bundler --strict --exactOptionalPropertyTypes ' +
    '--noUncheckedIndexedAccess --allowImportingTsExtensions --skipLibCheck --ignoreConfig';
  const platform = ofWorker
    ? ['--lib', 'es2023', '--types', '@cloudflare/workers-types']
    : ['--lib', 'es2023,dom,dom.iterable', '--types', ''];
  return [...flags.split(' '), ...platform, ...entries];
}

function finishTypes(): void {
  for (const file of readdirSync('dist/types', { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.d.ts')) continue;
    const path = join('dist/types', file);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replaceAll(/(from ['"]\.[^'"]*)\.ts(['"])/g, '$1.js$2'));
  }
  tell('dist/types');
}

/** Only now: whoever serves dist/ meanwhile is never without files. */
function removeLeftovers(): void {
  for (const name of readdirSync('dist', { recursive: true, encoding: 'utf8' })) {
    const path = join('dist', name);
    if (statSync(path).isFile() && statSync(path).mtimeMs < startedAt - 1000) rmSync(path);
  }
}
