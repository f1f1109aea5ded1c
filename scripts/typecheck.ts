// Type-checks each runtime with its own globals: shared code sees neither DOM nor Node.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const projects = process.argv.slice(2);
const all = ['shared', 'sdk', 'worker', 'worker/studio', 'cli', 'demo', 'test', 'test/worker'];
let failed = 0;
for (const project of projects.length > 0 ? projects : all) {
  if (!existsSync(`${project}/tsconfig.json`)) continue;
  // What has not changed since it was last looked at is not looked at again.
  const seen = `node_modules/.cache/types/${project.replace('/', '-')}.tsbuildinfo`;
  const options = ['-p', project, '--incremental', '--tsBuildInfoFile', seen];
  const { status } = spawnSync('tsc', options, { stdio: 'inherit' });
  if (status !== 0) {
    console.error(`type errors in ${project}`);
    failed = 1;
  }
}
process.exit(failed);
