// What is built, one configuration each. `scripts/build.ts` runs them and writes what stands beside them; `rollup -c` runs them alone.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { MagicString } from 'magic-string';
import esbuild from 'rollup-plugin-esbuild';
import { minify as terser } from 'terser';
import { ADD_ONS, builtAs, tagBuiltAs } from './scripts/build/add-ons.ts';
import { createKit } from './scripts/build/kit.ts';
import { letForConst } from './scripts/build/let-for-const.ts';
import { names } from './scripts/build/names.ts';
import { BUNDLES, LANGUAGES, PARTS, WHOLE } from './scripts/build/parts.ts';
import { isShortened, nameCache } from './scripts/build/short-names.ts';

const target = 'es2022';

/** SHA-256 of a built file, as an `integrity` attribute wants it and as part of a name that never changes. */
export function fingerprint(file) {
  const hash = createHash('sha256').update(readFileSync(file)).digest();
  const hex = hash.toString('hex');
  return { hex, name: hex.slice(0, 16), integrity: `sha256-${hash.toString('base64')}` };
}

/** Fields of a class are set where it sets them, and not declared before as well: that is bytes for nothing. */
const tsconfigRaw = { compilerOptions: { useDefineForClassFields: false } };

const source = () => [nodeResolve(), esbuild({ target, tsconfig: false, tsconfigRaw })];

/** In this thread: to start one costs more than it saves. */
const minified = (options) => ({
  name: 'minify',
  async renderChunk(code) {
    const { code: shorter, map } = await terser(code, {
      ecma: 2020,
      module: true,
      // No `pure_getters`: a metric of a plan is compiled by being read.
      compress: { passes: 4, inline: 1, unsafe_arrows: true },
      format: { comments: false },
      sourceMap: true,
      ...options(),
    });
    return { code: shorter, map };
  },
});

/** Shortens what is ours alone: see `scripts/build/short-names.ts`. */
const minify = () =>
  minified(() => ({ mangle: { properties: { regex: isShortened } }, nameCache: nameCache() }));

/** Whole in itself, and full of names that others see, as `subscribe` of a store or `_paq` of a page: none is shortened. */
const minifyAddOn = (directive) =>
  minified(() => ({
    format: { comments: false, ...(directive && { preamble: directive }) },
  }));

/** A map beside every file, by no comment in it: who visits loads none, and an integrity hash is that of the code alone. */
const written = (name, format = 'es') => ({
  file: `dist/${name}.js`,
  format,
  sourcemap: 'hidden',
  sourcemapPathTransform: (path, map) => relative('.', resolve(dirname(map), path)),
});

/** For a plugin: the code with what matches replaced, and the map of that. */
function replaced(code, ...replacements) {
  const text = new MagicString(code);
  for (const [pattern, replacement] of replacements) text.replaceAll(pattern, replacement);
  return { code: text.toString(), map: text.generateMap({ hires: 'boundary' }) };
}

/** For `replaced`: a constant that the source declares and asks for by `typeof`, and its value as JSON. */
const constant = (name, json) => [
  [new RegExp(`typeof ${name}\\b`, 'g'), JSON.stringify(typeof JSON.parse(json))],
  [new RegExp(`(?<!typeof )\\b${name}\\b`, 'g'), () => json],
];

/** Importing a module of ours, or `idb`, does nothing by itself: who uses none of it must not carry it. */
const treeshake = {
  moduleSideEffects: (id) => !/\/(shared|sdk|idb)\//.test(id),
  // By which `idb` adds shortcuts and cursors to loop over, to what it wraps. We use neither.
  manualPureFunctions: ['replaceTraps'],
};

/** Files that are loaded when they are needed, whole in themselves, by what they are called in code and in dist/. */
const files = {
  ...Object.fromEntries(
    LANGUAGES.map((name) => [`shared/words/${name}.ts`, `covey-words-${name}`]),
  ),
  'sdk/words/index.ts': 'covey-words',
  ...Object.fromEntries(
    LANGUAGES.map((name) => [`shared/reading/words/${name}.ts`, `covey-meaning-${name}`]),
  ),
  'sdk/meaning/index.ts': 'covey-meaning',
  // Before what names it.
  'sdk/devtools/index.ts': 'covey-devtools',
  'sdk/debug/index.ts': 'covey-debug',
  'sdk/panel/index.ts': 'covey-panel',
  'sdk/show-preview.ts': 'covey-preview',
};
const ENGINE = 'sdk/active.ts';
/** The engine itself is a part of the script. */
const SCRIPT = 'sdk/script.ts';
const base = createKit({
  core: SCRIPT,
  module: 'sdk/base.ts',
  name: 'BASE',
  plugins: source,
  treeshake,
  isDivisible: (id) => id.endsWith('/sdk/counted.ts'),
});

/** Parts of the engine: see `scripts/build/kit.ts`. */
const filesOf = (some) =>
  Object.fromEntries(some.map((name) => [`sdk/parts/${name}.ts`, `covey-${name}`]));
const parts = filesOf(PARTS);
const bundles = filesOf(BUNDLES);
const kit = createKit({
  core: ENGINE,
  module: 'sdk/parts/kit.ts',
  name: 'KIT',
  plugins: source,
  treeshake,
  beneath: base,
  // A kind's file holds what describes it beside what runs; a language's, the words of each who speaks.
  isDivisible: (id) => /\/shared\/(metrics|words)\//.test(id),
});

/** Name and hash of files that may be loaded later are written into the one that names them. */
const fingerprints = {
  name: 'fingerprints',
  transform(code, id) {
    const fileOf = (plain) => {
      const { name, integrity } = fingerprint(`dist/${plain}.js`);
      return JSON.stringify([`${plain}-${name}.js`, integrity]);
    };
    if (id === resolve(SCRIPT))
      return replaced(code, [/\bENGINE\b/g, () => fileOf('covey-engine')]);
    const hashes = (prefix, all) =>
      JSON.stringify(
        Object.fromEntries(all.map((one) => [one, fingerprint(`dist/${prefix}${one}.js`).hex])),
      );
    if (id === resolve('sdk/words/files.ts'))
      return replaced(code, ...constant('WORDS', hashes('covey-words-', LANGUAGES)));
    if (id === resolve('sdk/meaning/files.ts')) {
      const all = LANGUAGES.map(
        (one) => `${JSON.stringify(one)}:${fileOf(`covey-meaning-${one}`)}`,
      );
      return replaced(code, ...constant('MEANING_WORDS', `{${all.join()}}`));
    }
    if (id === resolve('sdk/panel/open-meaning.ts'))
      return replaced(code, ...constant('MEANING', fileOf('covey-meaning')));
    if (id === resolve('sdk/debug/open-devtools.ts'))
      return replaced(code, ...constant('DEVTOOLS', fileOf('covey-devtools')));
    if (id !== resolve('sdk/parts/files.ts')) return null;
    return replaced(
      code,
      ...constant('BUILD_ID', JSON.stringify(BUILD_ID)),
      ...constant('BUILT', hashes('covey-', [...WHOLE, ...PARTS, ...BUNDLES])),
    );
  },
};

/** Stands in the engine until it is known what else does. */
const BUILD_ID = '(build)';

/** A hash of the engine as it is built, in which it stands itself: what it leaves on a device may be for it alone. */
const buildId = {
  name: 'build-id',
  renderChunk(code) {
    const id = createHash('sha256').update(code).digest('base64url').slice(0, 12);
    if (!code.includes(BUILD_ID)) this.error('the engine does not say of which build it is');
    return replaced(code, [BUILD_ID, id]);
  },
};

const fileConfigurations = Object.entries(files).map(([input, name]) => ({
  input,
  plugins: [...source(), fingerprints, minify()],
  output: written(name),
}));

/** What is taken is there: to read it does nothing. */
const partTreeshake = {
  ...treeshake,
  propertyReadSideEffects: false,
  unknownGlobalSideEffects: false,
};
const partConfigurations = Object.entries({ ...parts, ...bundles }).map(([input, name]) => ({
  input,
  treeshake: partTreeshake,
  plugins: [kit.part(input in bundles), ...source(), letForConst(), minify()],
  output: written(name),
}));

const engine = {
  input: ENGINE,
  treeshake: partTreeshake,
  plugins: [kit.core(), base.part(), ...source(), fingerprints, letForConst(), minify(), buildId],
  output: written('covey-engine'),
};

const script = {
  input: SCRIPT,
  treeshake,
  plugins: [base.core(), ...source(), fingerprints, letForConst(), minify()],
  output: written('covey', 'iife'),
};

const beside = { ...files, ...parts, [ENGINE]: 'covey-engine' };
const packageEntry = {
  input: 'sdk/index.ts',
  treeshake,
  external: Object.keys(beside).map((input) => resolve(input)),
  plugins: [base.core(), ...source(), letForConst(), minify()],
  output: {
    ...written('index'),
    paths: Object.fromEntries(
      Object.entries(beside).map(([input, name]) => [resolve(input), `./${name}.js`]),
    ),
  },
};

const conditions = {
  input: 'shared/conditions/index.ts',
  plugins: [...source(), minify()],
  output: written('conditions'),
};

const definitions = {
  input: 'shared/definitions/authoring.ts',
  plugins: [...source(), minify()],
  output: written('definitions'),
};

/** Each whole in itself: for a bundler, and as a script of its own beside the tag. */
const addOns = ADD_ONS.flatMap((addOn) => [
  {
    input: addOn.source,
    external: Object.keys(addOn.peers ?? {}),
    plugins: [...source(), minifyAddOn(addOn.directive)],
    output: written(builtAs(addOn)),
  },
  ...(addOn.tag
    ? [
        {
          input: addOn.tag,
          plugins: [...source(), minifyAddOn()],
          output: written(tagBuiltAs(addOn), 'iife'),
        },
      ]
    : []),
]);

const cli = {
  input: 'cli/main.ts',
  external: (id) => !id.startsWith('.') && !id.startsWith('/'),
  plugins: [names, ...source()],
  output: {
    ...written('cli'),
    banner: '#!/usr/bin/env node',
    inlineDynamicImports: true,
  },
};

const withSource = (configurations) => configurations.filter(({ input }) => existsSync(input));

/** Those that need one another, in this order. */
export const chain = withSource([
  ...fileConfigurations,
  ...partConfigurations,
  engine,
  script,
  packageEntry,
]);

/** Those that need nobody. */
export const apart = withSource([conditions, definitions, ...addOns, cli]);

export default [...chain, ...apart];
