import { brotliCompressSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { minify } from 'terser';
import { describe, expect, it } from 'vitest';

const room = fileURLToPath(new URL('../../../shared/counting/', import.meta.url));

async function bundle(names: string) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export { ${names} } from './index.ts'`, resolveDir: room, loader: 'ts' },
    bundle: true,
    format: 'esm',
    target: 'es2023',
    write: false,
    metafile: true,
    treeShaking: true,
  });
  const { code = '' } = await minify(outputFiles[0]!.text, {
    module: true,
    compress: { passes: 3 },
  });
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([path]) => path.replace(/.*\//, '')),
  );
  return { code, used };
}

describe('what a page loads of counting', () => {
  it('is at most 2.75 kB of brotli, experiences and the normal form included, without the estimates', async () => {
    const { code, used } = await bundle('questionSet, askedOf, truthFrom');
    expect(brotliCompressSync(code).length).toBeLessThanOrEqual(2_816);
    expect(used).toContain('coin.ts');
    for (const file of ['estimate.ts', 'release.ts', 'plan.ts']) expect(used).not.toContain(file);
  });
});
