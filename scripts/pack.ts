// Lays out what is published, from what `npm run build` made, and packs it: dist/packages/{browser,cli,edge} and *.tgz.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { layOut, PACKAGES_FOLDER } from './packages/lay-out.ts';
import { PACKAGES } from './packages/table.ts';

if (!existsSync('dist/types/sdk/index.d.ts')) {
  console.error('dist/ is missing: run "npm run build" first');
  process.exit(1);
}
await layOut();
for (const file of readdirSync(PACKAGES_FOLDER))
  if (file.endsWith('.tgz')) rmSync(join(PACKAGES_FOLDER, file));
for (const { folder, name } of PACKAGES) {
  const args = ['pack', '--json', '--pack-destination', resolve(PACKAGES_FOLDER)];
  const { status, stdout } = spawnSync('npm', args, {
    cwd: join(PACKAGES_FOLDER, folder),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 1);
  const file = join(PACKAGES_FOLDER, fileNameOf(stdout));
  console.log(`  ${name.padEnd(26)} ${file}, ${statSync(file).size.toLocaleString('en')} bytes`);
}

/** npm 11 gives a list, npm 12 an object by name. */
function fileNameOf(json: string): string {
  const [packed] = Object.values(JSON.parse(json) as Record<string, { filename: string }>);
  return packed?.filename ?? '';
}
