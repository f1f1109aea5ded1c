// Prints what each built file weighs, what visitors of some definitions load, and which room weighs how much; fails
// above the budget.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { decode } from '@jridgewell/sourcemap-codec';
import pc from 'picocolors';
import { definitions as shop } from '../demo/definitions.ts';
import type { Definitions } from '../shared/definitions/types.ts';
import { ADD_ONS, builtAs, tagBuiltAs } from './build/add-ons.ts';
import { BUNDLES, PARTS } from './build/parts.ts';
import { isCommon, isCommonWorthIt } from '../sdk/parts/bundle.ts';
import { partsOf } from '../shared/wire/index.ts';
import { LANGUAGES } from '../shared/words/languages.ts';

interface Built {
  readonly file: string;
  /** Its rooms are told apart. */
  readonly byRoom?: true;
  /** Bytes after brotli, at most. */
  readonly budget: number;
  readonly what: string;
}

const partFiles: { readonly [name in (typeof PARTS)[number]]: Omit<Built, 'file'> } = {
  details: {
    budget: 1_888,
    what: 'properties of events, windows that are no length; sums, times since',
  },
  facts: {
    budget: 1_696,
    what: 'facts that are no metric: of the visit, the clock, traits, place',
  },
  metrics: { budget: 2_592, what: 'metrics that fold the values of a property' },
  sessions: { budget: 2_048, what: 'metrics of sessions, and formulas' },
  sequence: { budget: 4_160, what: 'sequences' },
  further: {
    budget: 3_040,
    what: 'medians, scores, periods, by value or of several sessions, after and before, ago; dates',
  },
  sources: { budget: 3_392, what: 'where a visit came from' },
  operators: {
    budget: 1_600,
    what: 'operators that fewer documents have: patterns, versions, lists, groups',
  },
  experiences: { budget: 1_216, what: 'experiences and histograms: written out; and drawn' },
  returning: {
    budget: 3_648,
    what: 'a visitor who is known already, or a page that stays open for long',
  },
  upkeep: {
    budget: 1_312,
    what: 'what an earlier version, another site of the origin, an edge, or pages left that nobody can take in',
  },
  counting: { budget: 4_672, what: 'one answer a period, where something is counted' },
  explain: { budget: 6_304, what: 'explanations, when one is asked for' },
  layer: { budget: 1_856, what: 'the data layer, with its first item' },
  surveys: { budget: 4_032, what: 'a question to the visitor, where one may be due' },
};

const bundleFiles: { readonly [name in (typeof BUNDLES)[number]]: Omit<Built, 'file'> } = {
  common: {
    budget: 10_016,
    what: 'details, facts, metrics, sequence and experiences, where the first four are needed',
  },
};

const files: readonly Built[] = [
  {
    file: 'covey.js',
    byRoom: true,
    // 5,120 is aimed at. The short names are worth some ten bytes up or down.
    budget: 5_168,
    what: 'the script: consent, first paint, markup, the public face',
  },
  {
    file: 'covey-engine.js',
    byRoom: true,
    // As above: it is to become less.
    budget: 33_024,
    what: 'loaded once something is granted: engine, what analyses definitions, store, signatures, capture',
  },
  ...PARTS.map((name): Built => ({ file: `covey-${name}.js`, ...partFiles[name] })),
  ...BUNDLES.map((name): Built => ({ file: `covey-${name}.js`, ...bundleFiles[name] })),
  {
    file: 'covey-panel.js',
    byRoom: true,
    budget: 9_856,
    what: 'loaded when the panel is opened',
  },
  { file: 'covey-words.js', budget: 1_280, what: 'finds the language, and its words' },
  ...LANGUAGES.map((name) => ({
    file: `covey-words-${name}.js`,
    budget: 4_608,
    what: 'the words of a language, where it is spoken',
  })),
  { file: 'covey-meaning.js', budget: 12_544, what: 'what a rule says, where the panel is asked' },
  ...LANGUAGES.map((name) => ({
    file: `covey-meaning-${name}.js`,
    budget: 5_248,
    what: 'and its words in a language',
  })),
  { file: 'covey-preview.js', budget: 2_048, what: 'shows a preview' },
  { file: 'covey-debug.js', budget: 6_272, what: 'words for developers' },
  {
    file: 'covey-devtools.js',
    budget: 3_968,
    what: 'events, segments, metrics and time travel for developers',
  },
  ...ADD_ONS.map((addOn) => ({
    file: `${addOn.tag ? tagBuiltAs(addOn) : builtAs(addOn)}.js`,
    budget: addOn.budget,
    what: `${addOn.what}, where it is used`,
  })),
  { file: 'index.js', budget: 5_248, what: 'the package' },
  { file: 'conditions.js', budget: 2_432, what: 'the package: /conditions' },
  { file: 'definitions.js', budget: 128, what: 'the package: /definitions' },
];

/** Definitions whose visitors are added up: bytes after brotli, at most, and what is aimed at. */
const visits: readonly {
  readonly of: string;
  readonly definitions: Definitions;
  /** Whether its pages have a data layer with something in it. */
  readonly layer?: true;
  readonly budget: number;
  readonly aim: number;
}[] = [
  { of: "README's definitions", definitions: readmeDefinitions(), budget: 38_176, aim: 29_000 },
  {
    of: 'docs/examples/rfm.json',
    definitions: JSON.parse(readFileSync('docs/examples/rfm.json', 'utf8')) as Definitions,
    budget: 44_640,
    aim: 29_000,
  },
  { of: 'the shop', definitions: shop as Definitions, layer: true, budget: 54_528, aim: 35_000 },
];

/** Bytes after brotli, at most. */
const STUDIO_BUDGET = 150_000;

let failed = false;
const sizes = new Map<string, number>();
const number = (bytes: number) => bytes.toLocaleString('en').padStart(8);

console.log(`${'file'.padEnd(18)}minified    gzip  brotli`);
for (const { file, budget, what } of files) {
  const path = `dist/${file}`;
  if (!existsSync(path)) {
    console.error(`${path} is missing: run "npm run build" first`);
    process.exit(1);
  }
  const bytes = withFixedHashes(path);
  const brotli = brotliCompressSync(bytes).length;
  sizes.set(file, brotli);
  const over = brotli > budget;
  failed ||= over;
  const verdict = over
    ? pc.red(`${brotli - budget} over the budget of ${budget.toLocaleString('en')}`)
    : pc.dim(`of ${budget.toLocaleString('en')}`);
  console.log(
    `${file.padEnd(16)}${number(bytes.length)}${number(gzipSync(bytes, { level: 9 }).length)}${number(brotli)}  ${verdict}  ${pc.dim(what)}`,
  );
}
const sizeOf = (name: string) => sizes.get(`${name}.js`) ?? 0;
console.log(
  `\na visitor who refuses loads ${sizeOf('covey').toLocaleString('en')} bytes (brotli); one who grants both purposes, on a first visit, without panel and explanations (after that it is in the browser's cache):`,
);
for (const { of, definitions, layer, budget, aim } of visits) {
  const { segments, groups = {}, experiences = {}, histograms = {} } = definitions;
  const isCounted =
    Object.keys(histograms).length > 0 ||
    [segments, groups, experiences].flatMap(Object.values).some(({ count }) => count);
  const needed = partsOf(definitions);
  const parts = [
    'engine',
    ...(isCommonWorthIt(needed) ? ['common', ...needed.filter((name) => !isCommon(name))] : needed),
    ...(isCounted ? ['counting'] : []),
    ...(layer ? ['layer'] : []),
  ];
  const sum = parts.reduce((bytes, part) => bytes + sizeOf(`covey-${part}`), sizeOf('covey'));
  failed ||= sum > budget;
  // By then a device has been seen, and what it counts is prepared.
  const later = isCounted ? sizeOf('covey-counting') : 0;
  const verdict =
    sum > budget
      ? pc.red(`${sum - budget} over the budget of ${budget.toLocaleString('en')}`)
      : pc.dim(`of ${budget.toLocaleString('en')}; ${aim.toLocaleString('en')} is aimed at`);
  console.log(
    `  ${of.padEnd(24)}${number(sum)}  ${later ? `${(sum - later).toLocaleString('en')} in the first five seconds  ` : ''}${verdict}  ${pc.dim(`covey + ${parts.join(' + ')}`)}`,
  );
}
console.log('');

const studio = firstLoadOf('dist/edge/studio');
const studioSum = studio.reduce((sum, [, bytes]) => sum + bytes, 0);
failed ||= studioSum > STUDIO_BUDGET;
console.log(
  `the studio's first load, all files of it:\n  ${'studio'.padEnd(24)}${number(studioSum)}  ${
    studioSum > STUDIO_BUDGET
      ? pc.red(
          `${studioSum - STUDIO_BUDGET} over the budget of ${STUDIO_BUDGET.toLocaleString('en')}`,
        )
      : pc.dim(`of ${STUDIO_BUDGET.toLocaleString('en')}`)
  }  ${pc.dim(studio.map(([file, bytes]) => `${file} ${bytes.toLocaleString('en')}`).join(' + '))}\n`,
);

for (const { file, byRoom: isTold } of files) {
  if (!isTold) continue;
  const rooms = [...byRoom(file)].toSorted(([, a], [, b]) => b - a);
  const total = rooms.reduce((sum, [, bytes]) => sum + bytes, 0);
  const scale = (sizes.get(file) ?? 0) / total;
  console.log(`${file}, by room (minified, and its share after brotli)`);
  for (const [room, bytes] of rooms)
    console.log(`  ${room.padEnd(22)}${number(bytes)}${number(Math.round(bytes * scale))}`);
}
if (failed) process.exit(1);

/**
 * A built file, in which the hashes of other files and its own build's name are always the same ones: by chance some
 * compress better, and one byte that changes in a part would make the file that names it up to a hundred larger or smaller.
 */
function withFixedHashes(path: string): Buffer {
  const text = readFileSync(path, 'utf8');
  const sha256 = (of: string, encoding: 'hex' | 'base64' | 'base64url') =>
    createHash('sha256').update(of).digest(encoding);
  // The build's name is a hash of the file in which it stands.
  const isBuild = (name: string) =>
    sha256(text.trimEnd().replace(name, '(build)'), 'base64url').startsWith(name);
  let count = 0;
  const fixed = text
    .replace(/\b[0-9a-f]{64}\b/g, () => sha256(String(count++), 'hex'))
    .replace(/(?<=-)[0-9a-f]{16}(?=\.js")/g, () => sha256(String(count++), 'hex').slice(0, 16))
    .replace(/(?<="sha256-)[\w+/]{43}=(?=")/g, () => sha256(String(count++), 'base64'))
    .replace(/(?<=")[\w-]{12}(?=")/g, (name) =>
      isBuild(name) ? sha256('build', 'base64url').slice(0, 12) : name,
    );
  return Buffer.from(fixed);
}

/** What the start of the studio loads, with its bytes after brotli: the page, its style and font, and all that its script imports. */
function firstLoadOf(folder: string): readonly (readonly [string, number])[] {
  const scripts = new Set(['studio.js']);
  for (const file of scripts) {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    for (const [, other = ''] of text.matchAll(/(?:from|import)"\.\/([^"]+)"/g)) scripts.add(other);
  }
  return ['index.html', 'studio.css', 'inter.woff2', ...scripts].map((file) => {
    const bytes = readFileSync(`${folder}/${file}`);
    // A font is compressed already.
    return [file, file.endsWith('.woff2') ? bytes.length : brotliCompressSync(bytes).length];
  });
}

/** Minified bytes by folder, by the file's source map. */
function byRoom(file: string): Map<string, number> {
  const lines = readFileSync(`dist/${file}`, 'utf8').split('\n');
  const { mappings, sources } = JSON.parse(readFileSync(`dist/${file}.map`, 'utf8')) as {
    readonly mappings: string;
    readonly sources: readonly string[];
  };
  const rooms = new Map<string, number>();
  for (const [at, line] of decode(mappings).entries())
    for (const [index, [column, source]] of line.entries()) {
      const end = line[index + 1]?.[0] ?? lines[at]?.length ?? column;
      const room = roomOf(source === undefined ? 'the build' : (sources[source] ?? ''));
      rooms.set(room, (rooms.get(room) ?? 0) + end - column);
    }
  return rooms;
}

/** `shared/engine/plan/link.ts` is in `shared/engine`, what is in a package in that. */
function roomOf(path: string): string {
  const [top = '', next = '', ...inside] = path.split('/');
  return top === 'node_modules' ? next : inside.length > 0 ? `${top}/${next}` : top;
}

/** The first definitions that the README shows. */
function readmeDefinitions(): Definitions {
  const [, json = ''] = /```json\n([\s\S]*?)```/.exec(readFileSync('README.md', 'utf8')) ?? [];
  return JSON.parse(json) as Definitions;
}
