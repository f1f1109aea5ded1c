import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Subject } from './subjects.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** One script of everything that `source` imports, minified, as a site would build it. */
async function bundle(source: string): Promise<Buffer> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: here, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    platform: 'browser',
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"', global: 'window' },
    logLevel: 'error',
  });
  return Buffer.from(outputFiles[0]?.contents ?? []);
}

/** The script of every page. */
export const bundleInPage = (): Promise<Buffer> =>
  bundle(`import { inPage } from './in-page.ts'; globalThis.bench = inPage;`);

/** The script that starts a subject, and then the library that it hears, and hands its `send` to the page. */
export const bundleSubject = ({
  entry,
  heard,
}: Pick<Subject, 'entry' | 'heard'>): Promise<Buffer> =>
  bundle(
    heard === undefined
      ? `import { start } from './subjects/${entry}.ts'; bench.ready = Promise.resolve(start());`
      : `import { start } from './subjects/${entry}.ts';
         import { start as startHeard } from './subjects/${heard}.ts';
         bench.ready = Promise.resolve(start()).then(() => startHeard());`,
  );
