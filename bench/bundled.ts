import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

type Engine = typeof import('../shared/engine/index.ts');
type Kinds = typeof import('../shared/metrics/kinds.ts');

const source = `
export { compile, createEngine } from './shared/engine/index.ts';
export { kinds } from './shared/metrics/kinds.ts';
`;

/**
 * The engine in one file, as it is shipped. Of modules apart, Node asks with every use of what another exports whether
 * it is there by now, which nobody pays for who runs a build.
 */
export async function bundled(): Promise<Pick<Engine, 'compile' | 'createEngine'> & Kinds> {
  const folder = mkdtempSync(join(tmpdir(), 'covey-bench-'));
  const outfile = join(folder, 'engine.mjs');
  try {
    await build({
      stdin: {
        contents: source,
        resolveDir: fileURLToPath(new URL('..', import.meta.url)),
        loader: 'ts',
      },
      bundle: true,
      outfile,
      format: 'esm',
      target: 'es2022',
      // As in rollup.config.mjs.
      tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
      logLevel: 'error',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
