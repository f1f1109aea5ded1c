import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startWorkerd, type WorkerdOptions } from '../workerd/process.ts';
import { makeCountingSite } from '../workerd/site.ts';
import { post, sendReports, type Sent, wrongIn } from './sending.ts';

export interface Filled extends Sent {
  readonly counted: number;
  readonly wrong: string | null;
}

const SIZE = 24 * 1024 * 1024;

/**
 * The disk under the objects fills up while reports come, and has room again later. What was acknowledged before and after
 * is counted once; what failed is not, until it is sent again. Null: a small disk of one's own cannot be mounted here.
 */
export async function fillWhileReporting(
  worker: WorkerdOptions,
  token: string,
  reports: number,
): Promise<Filled | null> {
  const disk = join(worker.folder, 'disk');
  mkdirSync(disk, { recursive: true });
  const mount = ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'covey-faults', disk];
  if (spawnSync('mount', mount, { stdio: 'ignore' }).status !== 0) return null;
  try {
    const workerd = await startWorkerd({ ...worker, state: disk });
    try {
      const made = await makeCountingSite(workerd.origin, token, 'full.example');
      // Some come before, so that every shard has its tables.
      const before = await sendReports(() => workerd.origin, made, 200);
      fill(join(disk, 'filler'));
      const failed: Uint8Array<ArrayBuffer>[] = [];
      let accepted = 0;
      for (let at = 0; at < reports; at++) {
        const body = made.report();
        if (await post(workerd.origin, made.site, body)) accepted += 1;
        else failed.push(body);
      }
      rmSync(join(disk, 'filler'));
      for (const body of failed)
        while (!(await post(workerd.origin, made.site, body)))
          await new Promise((later) => setTimeout(later, 50));
      const sent = {
        ...before,
        acknowledged: before.acknowledged + accepted + failed.length,
        failures: before.failures + failed.length,
      };
      const counted = await made.counted();
      return { ...sent, counted, wrong: wrongIn(counted, sent) };
    } finally {
      workerd.kill('SIGKILL');
      await workerd.ended;
    }
  } finally {
    spawnSync('umount', ['-l', disk], { stdio: 'ignore' });
  }
}

/** Until nothing more goes in. */
function fill(path: string): void {
  for (const size of [1024 * 1024, 4096, 512])
    try {
      for (;;) writeFileSync(path, Buffer.alloc(size), { flag: 'a' });
    } catch {
      // Full, for pieces of this size.
    }
}
