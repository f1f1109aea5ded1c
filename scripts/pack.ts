// Lays out what is published, from what `npm run build` made, and packs it: dist/packages/{browser,cli,edge} and *.tgz.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { layOut, PACKAGES_FOLDER } from './packages/lay-out.ts';
import { PACKAGES, tarballOf } from './packages/table.ts';

if (!existsSync('dist/types/sdk/index.d.ts')) {
  console.error('dist/ is missing: run "npm run build" first');
  process.exit(1);
}
await layOut();
for (const file of readdirSync(PACKAGES_FOLDER))
  if (file.endsWith('.tgz')) rmSync(join(PACKAGES_FOLDER, file));
for (const one of PACKAGES) {
  const { status } = spawnSync('npm', ['pack', '--pack-destination', resolve(PACKAGES_FOLDER)], {
    cwd: join(PACKAGES_FOLDER, one.folder),
    stdio: 'ignore',
  });
  const file = join(PACKAGES_FOLDER, tarballOf(one));
  if (status !== 0 || !existsSync(file)) {
    console.error(
      `${one.name} could not be packed: run "npm pack" in ${PACKAGES_FOLDER}/${one.folder}`,
    );
    process.exit(1);
  }
  console.log(
    `  ${one.name.padEnd(26)} ${file}, ${statSync(file).size.toLocaleString('en')} bytes`,
  );
}
