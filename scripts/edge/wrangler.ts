import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { Failure } from '../../cli/failure.ts';

/** Runs wrangler to its end, as the deployer's folder has it, or as it came with this package. */
export function runWrangler(args: readonly string[]): void {
  const { file, manifest } = installed();
  const program = join(dirname(file), manifest.bin.wrangler);
  const { status } = spawnSync(process.execPath, [program, ...args], { stdio: 'inherit' });
  if (status !== 0)
    throw new Failure('file', `wrangler ended with ${status ?? 'a signal'}: see above.`);
}

/** Its module, to be loaded. */
export const wranglerFile = (): string => {
  const { file } = installed();
  return createRequire(file).resolve(dirname(file));
};

/** @throws Failure where wrangler is missing, or this Node is older than it needs. */
export function requireWrangler(): void {
  const { manifest } = installed();
  const [, least] = /(\d+)/.exec(manifest.engines?.node ?? '') ?? [];
  const own = Number(process.versions.node.split('.')[0]);
  if (least !== undefined && own < Number(least))
    throw new Failure(
      'missing',
      `wrangler needs Node ${least} or later, and this is ${process.version}.`,
      ['Install a later Node, then run the command again.'],
    );
}

interface Manifest {
  readonly bin: { readonly wrangler: string };
  readonly engines?: { readonly node?: string };
}

function installed(): { readonly file: string; readonly manifest: Manifest } {
  for (const from of [resolve('package.json'), import.meta.url]) {
    try {
      const file = createRequire(from).resolve('wrangler/package.json');
      return { file, manifest: JSON.parse(readFileSync(file, 'utf8')) as Manifest };
    } catch {
      // Not there: the next place.
    }
  }
  throw new Failure('missing', 'wrangler is not installed.', ['npm install --save-dev wrangler']);
}
