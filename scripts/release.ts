// Publishes what `npm run pack` made, from a workflow that can vouch for where it was built. `--dry-run` publishes nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGES_FOLDER } from './packages/lay-out.ts';
import { faultsOf } from './packages/release-faults.ts';
import { PACKAGES, tarballOf, version } from './packages/table.ts';

const isDryRun = process.argv.includes('--dry-run');
const faults = faultsOf({
  version,
  tag: process.env['GITHUB_REF_NAME'],
  changelog: readFileSync('CHANGELOG.md', 'utf8'),
  missing: PACKAGES.filter((one) => !existsSync(join(PACKAGES_FOLDER, tarballOf(one)))),
});
for (const fault of faults) console.error(`release: ${fault}`);
if (faults.length > 0) process.exit(1);

for (const one of PACKAGES) {
  const args = ['publish', join(PACKAGES_FOLDER, tarballOf(one)), '--access', 'public'];
  const mode = isDryRun ? '--dry-run' : '--provenance';
  const { status } = spawnSync('npm', [...args, mode], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
