import type { CountingSite } from '../workerd/site.ts';

export interface Sent {
  /** Reports that were answered by 204 at last: each has to stand in the counters once. */
  readonly acknowledged: number;
  /** Reports that were sent once, and never answered: each may stand there, once. */
  readonly unknown: number;
  /** Answers that were no answer, or of 5xx. */
  readonly failures: number;
  /** All those that were acknowledged, for whoever sends them again. */
  readonly bodies: readonly Uint8Array<ArrayBuffer>[];
}

/**
 * Sends so many reports, over and over until each is acknowledged; every tenth only once, as a page does.
 * `origin` may be another from one moment to the next.
 */
export async function sendReports(
  origin: () => string,
  { site, report }: CountingSite,
  reports: number,
  together = 16,
): Promise<Sent> {
  let [left, acknowledged, unknown, failures] = [reports, 0, 0, 0];
  const bodies: Uint8Array<ArrayBuffer>[] = [];
  const sender = async () => {
    while (left > 0) {
      left -= 1;
      const isOnce = left % 10 === 0;
      const body = report();
      for (;;) {
        if (await post(origin(), site, body)) {
          acknowledged += 1;
          bodies.push(body);
          break;
        }
        failures += 1;
        if (isOnce) {
          unknown += 1;
          break;
        }
        await new Promise((later) => setTimeout(later, 20));
      }
    }
  };
  await Promise.all(Array.from({ length: together }, sender));
  return { acknowledged, unknown, failures, bodies };
}

/** Whether it was acknowledged. @throws Error where it was refused, which no fault excuses. */
export async function post(
  origin: string,
  site: string,
  body: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  let response: Response;
  try {
    response = await fetch(`${origin}/v1/sites/${site}/counts`, {
      method: 'POST',
      body,
      signal: AbortSignal.timeout(30_000),
    });
  } catch {
    return false;
  }
  const text = await response.text().catch(() => '');
  if (response.status === 204) return true;
  if (response.status < 500) throw new Error(`a report was answered ${response.status}: ${text}`);
  return false;
}

/** What is wrong with the counters; null: nothing. */
export function wrongIn(counted: number, { acknowledged, unknown }: Sent): string | null {
  if (counted < acknowledged)
    return `${acknowledged} were acknowledged, and ${counted} are counted`;
  if (counted > acknowledged + unknown)
    return `${counted} are counted, of ${acknowledged + unknown} that were sent`;
  return null;
}
