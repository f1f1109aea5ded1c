import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import pc from 'picocolors';
import { rollup, type OutputOptions, type RollupOptions } from 'rollup';

/** Builds one after the other, and says what each has become. */
export async function bundle(configurations: readonly RollupOptions[]): Promise<void> {
  for (const configuration of configurations) {
    const built = await rollup({ ...configuration, logLevel: 'warn' });
    for (const output of [configuration.output].flat()) {
      await built.write(output as OutputOptions);
      tell((output as OutputOptions).file ?? '');
    }
    await built.close();
  }
}

/** Above this nobody loads it over a network, and compressing it takes seconds. */
const MAX_LOADED = 500_000;

/** One line: a path, and what a script weighs. */
export function tell(path: string): void {
  const bytes = statSync(path).isFile() && path.endsWith('.js') ? readFileSync(path) : null;
  const brotli =
    bytes && bytes.length < MAX_LOADED
      ? `, ${brotliCompressSync(bytes).length.toLocaleString('en')} brotli`
      : '';
  const size = bytes ? pc.dim(`${bytes.length.toLocaleString('en')} bytes${brotli}`) : '';
  console.log(`  ${path.padEnd(dirname(path).length > 9 ? 34 : 24)} ${size}`);
}
