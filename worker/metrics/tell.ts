import type { Env } from '../env.ts';
import { metricsStub } from '../shards.ts';
import { giveBack, takeSeen } from './isolate.ts';

/** How long an isolate gathers before it tells: one write in so long, however many requests there are. */
const GATHER_MS = 15_000;

let isWaiting = false;

/** After a request: tells what was seen, once enough time has passed to make it worth a write. */
export function tellSoon(
  env: Env,
  context: Pick<ExecutionContext, 'waitUntil'>,
  gatherMs = GATHER_MS,
): void {
  if (isWaiting) return;
  isWaiting = true;
  context.waitUntil(
    new Promise((resolve) => setTimeout(resolve, gatherMs)).then(() => {
      isWaiting = false;
      return tell(env);
    }),
  );
}

/** Never throws: metrics stop no request. */
export async function tell(env: Env): Promise<void> {
  const taken = takeSeen();
  if (Object.keys(taken).length === 0) return;
  try {
    await metricsStub(env).addMetrics(taken);
  } catch {
    giveBack(taken);
  }
}
