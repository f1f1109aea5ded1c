// Builds and deploys the Worker, so that pages which still name files of earlier releases go on.
//   npm run deploy -- --edge https://edge.example     what is live there is kept
//   npm run deploy -- --first                         there is no Worker yet
// Everything else goes to wrangler: npm run deploy -- --edge URL --dry-run
import { spawnSync } from 'node:child_process';

const HELP = `npm run deploy -- --edge https://edge.example   the Worker's origin: files of its last releases are kept
npm run deploy -- --first                       there is no Worker yet`;

const args = process.argv.slice(2);
const at = args.indexOf('--edge');
const edge = at < 0 ? undefined : args[at + 1];
const isFirst = args.includes('--first');
if ((edge === undefined) === !isFirst || (edge !== undefined && !URL.canParse(edge))) {
  console.error(`deploy: say where the Worker is, or that there is none yet.\n${HELP}`);
  process.exit(2);
}
const rest = args.filter(
  (arg, index) => arg !== '--first' && (at < 0 || (index !== at && index !== at + 1)),
);

run('scripts/build.ts', ...(edge === undefined ? [] : ['--previous', edge]));
run('node_modules/wrangler/bin/wrangler.js', 'deploy', ...rest);

function run(script: string, ...more: string[]): void {
  const { status } = spawnSync(process.execPath, [script, ...more], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
