import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { COMPILED } from '../scripts/test/run.ts';

const NAME = /^covey-run-(\d+)-/;

/**
 * What tests, and the browsers, Workers and databases that they start, put into the folder for temporary files lies in a
 * folder of this run, and goes with it, however the run ends.
 */
export function ownTemporaryFolder(): void {
  const all = tmpdir();
  // The settings of a run are read anew while tests are watched.
  if (NAME.test(basename(all))) return;
  for (const name of readdirSync(all)) {
    const [, pid] = NAME.exec(name) ?? [];
    // Of a run that was killed.
    if (pid !== undefined && !isRunning(Number(pid))) remove(join(all, name));
  }
  const folder = mkdtempSync(join(all, `covey-run-${process.pid}-`));
  // PostgreSQL runs as another user below it.
  chmodSync(folder, 0o755);
  process.env['TMPDIR'] = folder;
  // Node's compiled code would go there, too, and be made anew in each run.
  process.env['NODE_COMPILE_CACHE'] ??= COMPILED;
  process.once('exit', () => remove(folder));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What ends at this moment may still be writing. */
function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // The next run finds it.
  }
}
