import { isThere, startWorkerd, type WorkerdOptions } from '../workerd/process.ts';
import { makeCountingSite } from '../workerd/site.ts';
import { sendReports, type Sent, wrongIn } from './sending.ts';

export interface Slowed extends Sent {
  readonly counted: number;
  readonly wrong: string | null;
}

/**
 * Each write to a file takes so long (strace holds it up), and workerd is killed in the middle. Null: there is no strace
 * here, or it may not trace.
 */
export async function slowWhileReporting(
  worker: WorkerdOptions,
  token: string,
  reports: number,
  delayMs: number,
): Promise<Slowed | null> {
  if (!isThere('strace')) return null;
  const calls = 'pwrite64,pwritev,fsync,fdatasync';
  const under = [
    'strace',
    '-f',
    '-qq',
    '-o',
    '/dev/null',
    '--seccomp-bpf',
    '-e',
    `trace=${calls}`,
    '-e',
    `inject=${calls}:delay_enter=${delayMs * 1000}`,
  ];
  let workerd: Awaited<ReturnType<typeof startWorkerd>>;
  try {
    workerd = await startWorkerd({ ...worker, under });
  } catch {
    return null;
  }
  try {
    const made = await makeCountingSite(workerd.origin, token, 'slow.example');
    const sending = sendReports(() => workerd.origin, made, reports);
    await new Promise((later) => setTimeout(later, 1500));
    workerd.kill('SIGKILL');
    await workerd.ended;
    workerd = await startWorkerd({ ...worker, under });
    const sent = await sending;
    const counted = await made.counted();
    return { ...sent, counted, wrong: wrongIn(counted, sent) };
  } finally {
    workerd.kill('SIGKILL');
    await workerd.ended;
  }
}
