// What is built, one configuration each, in the order in which they need one another.
// `scripts/build.ts` runs them and writes what stands beside them; `rollup -c` runs them alone.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';

const target = 'es2022';

/** SHA-384 of a built file, as an `integrity` attribute wants it and as part of a name that never changes. */
export function fingerprint(file) {
  const hash = createHash('sha384').update(readFileSync(file)).digest();
  return {
    integrity: `sha384-${hash.toString('base64')}`,
    name: hash.toString('hex').slice(0, 16),
  };
}

/** Fields of a class are set where it sets them, and not declared before as well: that is bytes for nothing. */
const tsconfigRaw = { compilerOptions: { useDefineForClassFields: false } };

const source = () => [nodeResolve(), esbuild({ target, tsconfig: false, tsconfigRaw })];

/** Shortens what is ours alone: properties that begin with `_` never cross a bundle's wall. */
const minify = () =>
  terser({
    ecma: 2020,
    module: true,
    compress: { passes: 3, pure_getters: true, unsafe_arrows: true },
    mangle: { properties: { regex: /^_/ } },
    format: { comments: false },
  });

/** `idb` does not say that importing it alone does nothing: who uses none of it must not carry it. */
const treeshake = { moduleSideEffects: (id) => !id.includes('/node_modules/idb/') };

/** Parts that are loaded when they are needed, by what they are called in code and in dist/. */
const parts = {
  'sdk/debug/index.ts': 'covey-debug',
  'sdk/panel/index.ts': 'covey-panel',
  'sdk/active.ts': 'covey-engine',
};

/** Name and hash of files that may be loaded later are written into the one that names them. */
const fingerprints = {
  name: 'fingerprints',
  transform(code, id) {
    const constant = (name) => {
      const { integrity, name: hash } = fingerprint(`dist/${name}.js`);
      return JSON.stringify([`${name}-${hash}.js`, integrity]);
    };
    if (id === resolve('sdk/script.ts'))
      return code.replaceAll(/\bENGINE\b/g, () => constant('covey-engine'));
    if (id !== resolve('sdk/parts.ts')) return null;
    return code
      .replaceAll(/\bPANEL\b/g, () => constant('covey-panel'))
      .replaceAll(/\bDEBUG\b/g, () => constant('covey-debug'));
  },
};

const partConfigurations = Object.entries(parts).map(([input, name]) => ({
  input,
  plugins: [...source(), fingerprints, minify()],
  output: { file: `dist/${name}.js`, format: 'es' },
}));

const script = {
  input: 'sdk/script.ts',
  treeshake,
  plugins: [...source(), fingerprints, minify()],
  output: { file: 'dist/covey.js', format: 'iife' },
};

const packageEntry = {
  input: 'sdk/index.ts',
  treeshake,
  external: Object.keys(parts).map((input) => resolve(input)),
  plugins: [...source(), minify()],
  output: {
    file: 'dist/index.js',
    format: 'es',
    paths: Object.fromEntries(
      Object.entries(parts).map(([input, name]) => [resolve(input), `./${name}.js`]),
    ),
  },
};

const conditions = {
  input: 'shared/conditions/index.ts',
  plugins: [...source(), minify()],
  output: { file: 'dist/conditions.js', format: 'es' },
};

const definitions = {
  input: 'shared/definitions/authoring.ts',
  plugins: [...source(), minify()],
  output: { file: 'dist/definitions.js', format: 'es' },
};

/** `package.json` is read for its version alone. */
const version = {
  name: 'version',
  transform(code, id) {
    if (!id.endsWith('/package.json')) return null;
    return `export const version = ${JSON.stringify(JSON.parse(code).version)}; export default { version };`;
  },
};

const cli = {
  input: 'cli/main.ts',
  external: (id) => !id.startsWith('.') && !id.startsWith('/'),
  plugins: [version, ...source()],
  output: {
    file: 'dist/cli.js',
    format: 'es',
    banner: '#!/usr/bin/env node',
    inlineDynamicImports: true,
  },
};

export default [...partConfigurations, script, packageEntry, conditions, definitions, cli].filter(
  ({ input }) => existsSync(input),
);
