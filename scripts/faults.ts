// What is counted stays exact: workerd is killed at random moments, its disk is full, its disk is slow. Ends with 1 where a count is wrong.
//   npm run faults                                        20 rounds of 1,000 reports, each with some kills; then the disks
//   npm run faults -- --rounds 3 --reports 200 --seed 7
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fillWhileReporting } from './faults/full.ts';
import { killWhileReporting } from './faults/kill.ts';
import { slowWhileReporting } from './faults/slow.ts';
import { randomFrom } from '../shared/random/index.ts';
import { bundleWorker } from './workerd/bundle.ts';
import { freePort, type WorkerdOptions } from './workerd/process.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    reports: { type: 'string', default: '1000' },
    kills: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
  },
});
const [rounds, reports, kills] = [values.rounds, values.reports, values.kills].map(Number) as [
  number,
  number,
  number,
];
const random = randomFrom(Number(values.seed));
const token = 'token-of-the-faults';
const folder = mkdtempSync(join(tmpdir(), 'covey-faults-'));
const worker: WorkerdOptions = {
  folder,
  code: await bundleWorker(),
  port: await freePort(),
  files: 'test/worker/files',
  variables: { COVEY_TOKEN: token, COVEY_REPORTS_PER_MINUTE: '100000000' },
};
const wrong: string[] = [];
/** One line of what happened. */
function tell(
  what: string,
  one: {
    readonly acknowledged: number;
    readonly unknown: number;
    readonly failures: number;
    readonly counted: number;
    readonly wrong: string | null;
  },
): void {
  const { acknowledged, unknown, failures, counted } = one;
  console.log(
    `${what}: ${acknowledged} acknowledged, ${unknown} never answered, ${failures} failures on the way; ${counted} counted: ${one.wrong ?? 'exact'}`,
  );
  if (one.wrong) wrong.push(`${what}: ${one.wrong}`);
}

try {
  for (let round = 1; round <= rounds; round++) {
    const options = { worker, token, reports, kills, random };
    const killed = await killWhileReporting(options, `round-${round}.example`);
    tell(`round ${round}, ${killed.kills} kills`, killed);
  }
  const full = await fillWhileReporting(worker, token, reports);
  if (full) tell('disk full', full);
  else console.log('disk full: skipped, as no small disk can be mounted here (it takes root)');
  const slow = await slowWhileReporting(worker, token, Math.min(reports, 400), 20);
  if (slow) tell('slow disk, 20 ms a write', slow);
  else console.log('slow disk: skipped, as there is no strace here, or it may not trace');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const line of wrong) console.error(line);
if (wrong.length > 0) process.exitCode = 1;
