/** Builds the studio: the pages the Worker serves at `/studio/`. */
import { copyFile, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

const MINIFIED = {
  bundle: true,
  minify: true,
  sourcemap: true,
  target: 'es2022',
  logLevel: 'warning',
} as const;
const SCRIPT = { ...MINIFIED, splitting: true, format: 'esm' } as const;

/** Writes `index.html`, `studio.js` with what it loads later, `studio.css` and the font into `outDir`. */
export async function buildStudio(outDir: string): Promise<void> {
  await mkdir(outDir, { recursive: true });
  await build({
    ...SCRIPT,
    entryPoints: { studio: join(here, 'app/main.tsx') },
    outdir: outDir,
    chunkNames: 'studio-[hash]',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
  // Beside them, whole in itself but for what only a Parquet file needs.
  await build({
    ...SCRIPT,
    entryPoints: { 'preview-worker': join(here, 'preview/work/worker.ts') },
    outdir: outDir,
    chunkNames: 'preview-worker-[hash]',
  });
  await build({
    ...MINIFIED,
    entryPoints: { studio: join(here, 'styles/index.css') },
    outdir: outDir,
    external: ['./inter.woff2'],
  });
  await copyFile(join(here, 'index.html'), join(outDir, 'index.html'));
  await copyFile(join(here, 'icon.svg'), join(outDir, 'icon.svg'));
  await copyFile(
    require.resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'),
    join(outDir, 'inter.woff2'),
  );
}
