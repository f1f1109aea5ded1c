import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { Failure } from '../../cli/failure.ts';

/** Runs wrangler to its end, as the deployer's folder has it, or as it came with this package. */
export function runWrangler(args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [binaryOfWrangler(), ...args], {
    stdio: 'inherit',
  });
  if (status !== 0)
    throw new Failure('file', `wrangler ended with ${status ?? 'a signal'}: see above.`);
}

function binaryOfWrangler(): string {
  for (const from of [resolve('package.json'), import.meta.url]) {
    try {
      const file = createRequire(from).resolve('wrangler/package.json');
      const { bin } = JSON.parse(readFileSync(file, 'utf8')) as { bin: { wrangler: string } };
      return join(dirname(file), bin.wrangler);
    } catch {
      // Not there: the next place.
    }
  }
  throw new Failure('missing', 'wrangler is not installed.', ['npm install --save-dev wrangler']);
}
