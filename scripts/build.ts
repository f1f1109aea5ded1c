// Builds everything into dist/: the script, the package, the command line, and what the Worker serves.
// `--previous https://edge.example` keeps the files of the releases that this edge serves, for a deploy.
import { spawnSync } from 'node:child_process';
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
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import pc from 'picocolors';
import { rollup, type OutputOptions, type RollupOptions } from 'rollup';
import type { Failure } from '../cli/failure.ts';
import configurations, { fingerprint } from '../rollup.config.mjs';
import { buildStudio } from '../worker/studio/build.ts';
import { TAGS, builtAs } from './build/add-ons.ts';
import { keepEarlierReleases } from './build/earlier-releases.ts';
import { PARTS } from './build/parts.ts';
import { previousEdge } from './build/previous.ts';
import { PACKAGES } from './packages/table.ts';

const EDGE = 'dist/edge';
/** Looked at before anything is built: that takes long. */
const previous = orEnd(() => previousEdge(process.argv));
const started = performance.now();

/** What is older than this when all is done is left over from an earlier build. */
const startedAt = Date.now();
for (const configuration of configurations as RollupOptions[]) {
  const bundle = await rollup({ ...configuration, logLevel: 'warn' });
  for (const output of [configuration.output].flat()) {
    await bundle.write(output as OutputOptions);
    tell((output as OutputOptions).file ?? '');
  }
  await bundle.close();
}
if (existsSync('dist/cli.js')) chmodSync('dist/cli.js', 0o755);
writeEdge();
await keepEarlier();
await buildStudio(join(EDGE, 'studio'));
tell(join(EDGE, 'studio'));
writeTypes();
removeLeftovers();
console.log(pc.green(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`));

/** The files that the Worker serves, by their plain name and by one that never changes. */
function writeEdge(): void {
  mkdirSync(EDGE, { recursive: true });
  const others = ['engine', ...PARTS, 'panel', 'debug', ...TAGS.map(builtAs)];
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

/** Declarations of what can be imported, and of all it needs, readable without this project's settings. */
function writeTypes(): void {
  const entries = PACKAGES.flatMap((one) => one.entries.map(({ types }) => `${types}.ts`));
  const flags =
    '--declaration --emitDeclarationOnly --outDir dist/types --rootDir . --target es2023 --module esnext ' +
    '--moduleResolution bundler --lib es2023,dom,dom.iterable --strict --exactOptionalPropertyTypes ' +
    '--noUncheckedIndexedAccess --allowImportingTsExtensions --skipLibCheck --ignoreConfig';
  const { status } = spawnSync('tsc', [...flags.split(' '), '--types', '', ...entries], {
    stdio: 'inherit',
  });
  if (status !== 0) {
    console.error(pc.red('the declarations could not be written: see the type errors above'));
    process.exit(1);
  }
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

function tell(path: string): void {
  const isFile = statSync(path).isFile();
  const bytes = isFile ? readFileSync(path) : null;
  const size =
    bytes && path.endsWith('.js')
      ? pc.dim(
          `${bytes.length.toLocaleString('en')} bytes, ${brotliCompressSync(bytes).length.toLocaleString('en')} brotli`,
        )
      : '';
  console.log(`  ${path.padEnd(dirname(path).length > 9 ? 34 : 24)} ${size}`);
}
