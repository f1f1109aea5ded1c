import { increase, observe, type Series, addSeries } from './series.ts';

/** What this isolate has seen and not yet told. */
let seen: Series = {};

export function sawRequest(route: string, method: string, status: number): void {
  increase(seen, 'covey_requests_total', { route, method, status: String(status) });
}

/** `outcome`: `accepted`, or the code of the refusal. What an objection dropped is not among reports. */
export function sawReport(outcome: string): void {
  increase(seen, 'covey_reports_total', { outcome });
}

/** An answer of a Durable Object, as the Worker waited for it. */
export function sawObject(object: 'site' | 'shard', ms: number, isOk: boolean): void {
  observe(seen, 'covey_object_duration_seconds', { object }, ms / 1000);
  if (!isOk) increase(seen, 'covey_object_failures_total', { object });
}

/** Hands over what was seen since the last time. */
export function takeSeen(): Series {
  const taken = seen;
  seen = {};
  return taken;
}

/** It could not be told: it is told with the next. */
export function giveBack(taken: Series): void {
  addSeries(seen, taken);
}
