import { startWorkerd, type Workerd, type WorkerdOptions } from '../workerd/process.ts';
import { makeCountingSite } from '../workerd/site.ts';
import { post, sendReports, type Sent, wrongIn } from './sending.ts';

export interface KillOptions {
  readonly worker: WorkerdOptions;
  readonly token: string;
  readonly reports: number;
  /** How often workerd is killed while they come. */
  readonly kills: number;
  /** From 0 to 1, the next of its row each time. */
  readonly random: () => number;
}

export interface Killed extends Sent {
  readonly kills: number;
  readonly counted: number;
  /** Null: exact. */
  readonly wrong: string | null;
}

/**
 * Reports come, and workerd is killed (SIGKILL) at random moments and started again on what it stored. Then every report
 * that was acknowledged is sent once more, and all are counted.
 */
export async function killWhileReporting(options: KillOptions, site: string): Promise<Killed> {
  const { worker, token, reports, random } = options;
  let workerd: Workerd = await startWorkerd(worker);
  try {
    const made = await makeCountingSite(workerd.origin, token, site);
    const progress = { isOver: false };
    let kills = 0;
    const sending = sendReports(() => workerd.origin, made, reports).finally(
      () => (progress.isOver = true),
    );
    const killing = (async () => {
      while (kills < options.kills && !progress.isOver) {
        await new Promise((later) => setTimeout(later, random() * 250));
        kills += 1;
        workerd.kill('SIGKILL');
        await workerd.ended;
        workerd = await startWorkerd(worker);
      }
    })();
    const [sent] = await Promise.all([sending, killing]);
    // The way back: what was acknowledged stands there after one more death, and counts no second time.
    workerd.kill('SIGKILL');
    await workerd.ended;
    workerd = await startWorkerd(worker);
    for (const body of sent.bodies.slice(0, 200)) await post(workerd.origin, site, body);
    const counted = await made.counted();
    return { ...sent, kills: kills + 1, counted, wrong: wrongIn(counted, sent) };
  } finally {
    workerd.kill('SIGKILL');
    await workerd.ended;
  }
}
