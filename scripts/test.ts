// Runs what the README promises: types, lint, build, size budget, packages, every test; ends with the
// plain line "N passed, N failed" from the runner's own JSON.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { foundEngines, missingEngines } from '../test/e2e/harness/engines/found.ts';

const report = 'dist/test-report.json';
const steps: readonly (readonly [string, readonly string[]])[] = [
  ['types', ['node', 'scripts/typecheck.ts']],
  ['lint', ['oxlint', '--deny-warnings']],
  ['format', ['prettier', '--check', '--log-level', 'warn', '.']],
  ['build', ['node', 'scripts/build.ts']],
  ['size', ['node', 'scripts/size.ts']],
  ['packages', ['node', 'scripts/pack.ts']],
];

let failedSteps = 0;
for (const [name, [command, ...args]] of steps) {
  const started = performance.now();
  const { status } = spawnSync(command ?? '', args, { stdio: 'inherit' });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  if (status !== 0) failedSteps += 1;
}

mkdirSync('dist', { recursive: true });
rmSync(report, { force: true });
const tests = spawnSync(
  'vitest',
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  { stdio: 'inherit' },
);

/** What vitest's JSON reporter writes, as far as it is read here. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numFailedTestSuites: number;
  readonly success: boolean;
}
if (!existsSync(report)) {
  console.error('the test runner wrote no report');
  console.log(`0 passed, ${failedSteps + 1} failed`);
  process.exit(1);
}
console.log(`end to end in: ${foundEngines().join(', ')}`);
for (const missing of missingEngines()) console.log(`NOT RUN end to end in: ${missing}`);
const totals = JSON.parse(readFileSync(report, 'utf8')) as Report;
// A file that fails to load has no failed test of its own: it counts as one.
const runnerFailed = totals.numFailedTests === 0 && (tests.status !== 0 || !totals.success) ? 1 : 0;
const failed = totals.numFailedTests + failedSteps + runnerFailed;
const skipped = totals.numPendingTests > 0 ? `, ${totals.numPendingTests} skipped` : '';
console.log(`${totals.numPassedTests} passed, ${failed} failed${skipped}`);
process.exit(failed === 0 ? 0 : 1);
