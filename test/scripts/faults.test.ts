// A few rounds of what "npm run faults" does at length, in real workerd.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fillWhileReporting } from '../../scripts/faults/full.ts';
import { killWhileReporting } from '../../scripts/faults/kill.ts';
import { wrongIn } from '../../scripts/faults/sending.ts';
import { randomFrom } from '../../shared/random/index.ts';
import { bundleWorker } from '../../scripts/workerd/bundle.ts';
import { freePort, type WorkerdOptions } from '../../scripts/workerd/process.ts';

const token = 'token-of-the-faults';
const folder = mkdtempSync(join(tmpdir(), 'covey-faults-'));
let worker: WorkerdOptions;

beforeAll(async () => {
  worker = {
    folder,
    code: await bundleWorker(),
    port: await freePort(),
    files: 'test/worker/files',
    variables: { COVEY_TOKEN: token, COVEY_REPORTS_PER_MINUTE: '100000000' },
  };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('killed at random moments while reports come, every acknowledged one is counted, and none twice', async () => {
  const options = { worker, token, reports: 200, kills: 2, random: randomFrom(20261129) };
  const killed = await killWhileReporting(options, 'killed.example');
  expect(killed).toMatchObject({ wrong: null });
  expect(killed.kills).toBeGreaterThan(1);
  expect(killed.acknowledged + killed.unknown).toBe(200);
});

it('a disk that is full costs no count, where a small one can be mounted', async ({ skip }) => {
  const full = await fillWhileReporting(worker, token, 100);
  if (!full) return skip('no small disk can be mounted here');
  expect(full.wrong).toBeNull();
  // The disk was full indeed.
  expect(full.failures).toBeGreaterThan(0);
});

it('a count too low and one too high are seen', () => {
  const sent = { acknowledged: 90, unknown: 5, failures: 9, bodies: [] };
  expect([89, 90, 95, 96].map((counted) => wrongIn(counted, sent) === null)).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
