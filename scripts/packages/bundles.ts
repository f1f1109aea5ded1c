// Programs and the Worker as they are published: with all that they import, but what their host has.
import { dirname, relative, resolve } from 'node:path';
import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup, type RollupOptions } from 'rollup';
import esbuild from 'rollup-plugin-esbuild';
import { names } from '../build/names.ts';

/** Mathematics of others, of which a little is used: the rest is left out, what it loads in turn as well. */
const PURE = /\/node_modules\/(ml-[^/]+|fft\.js|is-any-array|binary-search)\//;

const program = (input: string): RollupOptions => ({
  input,
  // Loaded where it is installed.
  external: ['@clickhouse/client', '@duckdb/node-api', 'pg', 'playwright-core'],
  treeshake: { moduleSideEffects: (id) => !PURE.test(id) },
  plugins: [
    names,
    nodeResolve({ preferBuiltins: true, exportConditions: ['node'] }),
    commonjs(),
    esbuild({ target: 'node20', tsconfig: false }),
  ],
  output: { banner: '#!/usr/bin/env node', inlineDynamicImports: true },
});

const worker = (input: string): RollupOptions => ({
  input,
  external: /^cloudflare:/,
  plugins: [
    names,
    nodeResolve({ exportConditions: ['workerd', 'worker'] }),
    esbuild({ target: 'es2022', tsconfig: false }),
  ],
});

const BUNDLES = {
  cli: program('cli/main.ts'),
  deploy: program('scripts/edge/main.ts'),
  worker: worker('worker/index.ts'),
  proxy: worker('worker/proxy.ts'),
  personalize: worker('worker/personalize/index.ts'),
};

/** Writes one of them, with its map; where it may be imported, for `require`, too. */
export async function writeBundle(
  name: keyof typeof BUNDLES,
  to: string,
  formats: readonly ('es' | 'cjs')[] = ['es'],
): Promise<void> {
  const { output, ...input } = BUNDLES[name];
  const bundle = await rollup({
    ...input,
    logLevel: 'warn',
    // How other people's modules are written is theirs.
    onwarn(warning, warn) {
      const where = [warning.id, ...(warning.ids ?? [])];
      if (!where.some((id) => id?.includes('/node_modules/'))) warn(warning);
    },
  });
  for (const format of formats)
    await bundle.write({
      ...output,
      file: `${to}/${name}.${format === 'es' ? 'js' : 'cjs'}`,
      format,
      sourcemap: true,
      sourcemapPathTransform: (path, map) => relative('.', resolve(dirname(map), path)),
    });
  await bundle.close();
}
