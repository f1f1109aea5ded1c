import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root, temporaryFolder } from '../cli/helpers.ts';

const folder = temporaryFolder();

/** A run of tests that makes a folder for temporary files and then ends that way; what it said. */
function runThat(end: string) {
  const script = `
    import { mkdtempSync } from 'node:fs';
    import { tmpdir } from 'node:os';
    import { join } from 'node:path';
    import { ownTemporaryFolder } from ${JSON.stringify(join(root, 'test/temporary.ts'))};
    ownTemporaryFolder();
    ownTemporaryFolder();
    console.log(mkdtempSync(join(tmpdir(), 'left-')));
    ${end}`;
  const { status, signal, stdout } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', script],
    { env: { TMPDIR: folder }, encoding: 'utf8' },
  );
  return { ended: signal ?? status, made: stdout.trim() };
}

it('takes what tests left with the run, however that ends', () => {
  for (const [end, ended] of [
    ['', 0],
    ["throw new Error('no reason')", 1],
  ] as const) {
    const run = runThat(end);
    expect([run.ended, readdirSync(folder)]).toEqual([ended, []]);
    expect(run.made).toContain(join(folder, 'covey-run-'));
  }
});

it('takes what a killed run left, and nothing of a run that goes on or of somebody else', () => {
  expect(runThat("process.kill(process.pid, 'SIGKILL')").ended).toBe('SIGKILL');
  expect(readdirSync(folder)).toHaveLength(1);
  const others = [`covey-run-${process.pid}-other`, 'covey-run-1', 'somebody-else'];
  for (const name of others) mkdirSync(join(folder, name));
  expect(runThat('').ended).toBe(0);
  expect(readdirSync(folder)).toEqual(others.toSorted());
});
