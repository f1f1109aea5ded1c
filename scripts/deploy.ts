// Builds and deploys the Worker, so that pages which still name files of earlier releases go on.
//   npm run deploy -- --edge https://edge.example     what is live there is kept
//   npm run deploy -- --first                         there is no Worker yet
// Everything else goes to wrangler: npm run deploy -- --edge URL --dry-run
import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';

const HELP = `npm run deploy -- --edge https://edge.example   the Worker's origin: files of its last releases are kept
npm run deploy -- --first                       there is no Worker yet
  --known released.json   the list of what you deployed, kept by you: read before, written after`;

const args = process.argv.slice(2);
const edge = take('--edge');
const known = take('--known');
const isFirst = args.includes('--first');
if ((edge === undefined) === !isFirst || (edge !== undefined && !URL.canParse(edge))) {
  console.error(`deploy: say where the Worker is, or that there is none yet.\n${HELP}`);
  process.exit(2);
}
if (known === '') {
  console.error(`deploy: --known names a file.\n${HELP}`);
  process.exit(2);
}
const rest = args.filter((arg) => arg !== '--first');

const before = edge === undefined ? [] : ['--previous', edge];
run('scripts/build.ts', ...before, ...(known === undefined ? [] : ['--known', known]));
run('node_modules/wrangler/bin/wrangler.js', 'deploy', ...rest);
if (known !== undefined && !rest.includes('--dry-run')) copyFileSync('dist/edge/files.json', known);

/** An option's value, taken out of the arguments; empty where it has none. */
function take(name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : (args.splice(at, 2)[1] ?? '');
}

function run(script: string, ...more: string[]): void {
  const { status } = spawnSync(process.execPath, [script, ...more], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
