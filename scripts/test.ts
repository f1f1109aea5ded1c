// Runs what the README promises: types, lint, build, size budget, packages, every test; ends with the
// plain line "N passed, N failed" from the runner's own JSON. With `--engines`, compiled SQL on other engines, too.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { foundEngines, missingEngines } from '../test/e2e/harness/engines/found.ts';
import { ownTemporaryFolder } from '../test/temporary.ts';
import { NOT_RUN, engineTests, installEngines } from './test/engines.ts';
import { run } from './test/run.ts';
import { type Report, type Totals, totalsOf } from './test/totals.ts';

/** Steps by what has to be there before: the two chains run beside each other. */
const chains = [
  {
    build: ['node', 'scripts/build.ts'],
    size: ['node', 'scripts/size.ts'],
    packages: ['node', 'scripts/pack.ts'],
  },
  {
    types: ['node', 'scripts/typecheck.ts'],
    lint: ['oxlint', '--deny-warnings'],
    format: ['prettier', '--check', '--log-level', 'warn', '.'],
  },
];

/** Browsers wait much and must not be kept waiting; the others fill what they leave of the processors. */
const runners = [
  { name: 'browsers', projects: ['--project=e2e'] },
  { name: 'others', projects: ['--project=!e2e'], isPatient: true },
];

ownTemporaryFolder();
const started = performance.now();
// They are downloaded while the rest is built.
const engines = process.argv.includes('--engines') ? installEngines() : null;
const steps = (await Promise.all(chains.map(inTurn))).flat();
mkdirSync('dist', { recursive: true });
// Tests start the command line many times.
if (steps.every(Boolean)) process.env['COVEY_PROGRAM'] = 'dist/cli.js';
const totals = await Promise.all([
  ...runners.map(tests),
  ...(engines === null ? [] : [engineTests(engines)]),
]);

console.log(`end to end in: ${foundEngines().join(', ')}`);
for (const missing of missingEngines()) console.log(`NOT RUN end to end in: ${missing}`);
if (engines === null) console.log(`NOT RUN ${NOT_RUN}`);
const sum = (key: keyof Totals) => totals.reduce((all, each) => all + each[key], 0);
const failed = sum('failed') + steps.filter((isWell) => !isWell).length;
const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
console.log(`took ${seconds(started)} s`);
console.log(`${sum('passed')} passed, ${failed} failed${skipped}`);
process.exit(failed === 0 ? 0 : 1);

async function inTurn(chain: Readonly<Record<string, readonly string[]>>): Promise<boolean[]> {
  const results: boolean[] = [];
  for (const [name, command] of Object.entries(chain)) {
    const begun = performance.now();
    const isWell = await run(command);
    console.log(`${isWell ? 'ok  ' : 'FAIL'} ${name} (${seconds(begun)} s)`);
    results.push(isWell);
  }
  return results;
}

async function tests({
  name,
  projects,
  isPatient = false,
}: (typeof runners)[number]): Promise<Totals> {
  const file = `dist/test-report-${name}.json`;
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const endedWell = await run(['vitest', 'run', ...projects, ...reporters], {
    prefix: `${name.padEnd(8)} | `,
    isPatient,
  });
  if (!existsSync(file)) console.error(`the test runner wrote no report of the ${name}`);
  const report = existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as Report);
  return totalsOf(report || undefined, endedWell);
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}
