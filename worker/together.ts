import type { Env } from './env.ts';
import type { Failure } from './failure.ts';
import type { Received } from './intake.ts';
import { shardObject } from './objects.ts';

/** Reports in one call. */
const MOST_REPORTS = 256;
/** For so long the next call of a site waits for the one before: a slow shard, or a request that was lost, holds up no more. */
const SLOW_MS = 250;
/** After so long the call that carries a report is taken for lost, and the report is sent again: it counts once. */
const LOST_MS = 10_000;
/** A report that waits looks after so long whether it was counted, then after twice as long, and so on up to the last. */
const [FIRST_LOOK_MS, LAST_LOOK_MS] = [2, 32];

interface Call {
  readonly since: number;
}
interface Waiting {
  readonly received: Received;
  told: { readonly outcome: Failure | null } | { readonly error: unknown } | null;
}
/** Of one site. */
interface Line {
  /** For each shard, those that no call carries yet. */
  readonly waiting: Map<number, Waiting[]>;
  /** Those that are under way: one, but for slow ones. */
  readonly calls: Set<Call>;
}

/** Of this isolate. None stays once it is empty. */
const lines = new Map<string, Line>();

/**
 * Hands a report to its shard, together with those for it that came while another call was under way: the busier the
 * Worker, the fewer calls and writes a report costs, and an idle one waits for nothing. The report is counted, or refused,
 * when this resolves.
 *
 * Requests share what they know here and no promise: what belongs to one may not be awaited by another, and a request that
 * waits for another one alone is taken for hung. So each looks by itself.
 */
export function reportTogether(
  env: Env,
  context: Pick<ExecutionContext, 'waitUntil'>,
  site: string,
  shard: number,
  received: Received,
): Promise<Failure | null> {
  const sent = send(env, site, shard, received);
  // Others wait for what this request does, even when its own visitor has left.
  context.waitUntil(sent.catch(() => {}));
  return sent;
}

async function send(
  env: Env,
  site: string,
  shard: number,
  received: Received,
): Promise<Failure | null> {
  const line = lines.get(site) ?? { waiting: new Map<number, Waiting[]>(), calls: new Set<Call>() };
  lines.set(site, line);
  if (isBusy(line)) {
    const told = await turn(line, shard, received);
    if (told && 'error' in told) throw told.error;
    if (told) return told.outcome;
  }
  const call = { since: Date.now() };
  line.calls.add(call);
  const others = line.waiting.get(shard)?.splice(0, MOST_REPORTS - 1) ?? [];
  try {
    const all = [received, ...others.map((other) => other.received)];
    const outcomes = await shardObject(env, site, shard).reports(site, all);
    for (const [at, other] of others.entries()) other.told = { outcome: outcomes[at + 1] ?? null };
    return outcomes[0] ?? null;
  } catch (error) {
    for (const other of others) other.told = { error };
    throw error;
  } finally {
    line.calls.delete(call);
    if (line.calls.size === 0 && [...line.waiting.values()].every(({ length }) => length === 0))
      lines.delete(site);
  }
}

/** What became of a report that another request's call carried; null: it is this one's turn to call. */
async function turn(line: Line, shard: number, received: Received): Promise<Waiting['told']> {
  const one: Waiting = { received, told: null };
  const queue = line.waiting.get(shard) ?? [];
  line.waiting.set(shard, queue);
  queue.push(one);
  const start = Date.now();
  for (let ms = FIRST_LOOK_MS; ; ms = Math.min(2 * ms, LAST_LOOK_MS)) {
    await new Promise((done) => setTimeout(done, ms));
    if (one.told) return one.told;
    const at = queue.indexOf(one);
    const waited = Math.abs(Date.now() - start);
    // No shard waits for longer than that for the calls to others.
    if (at >= 0 ? waited < SLOW_MS && isBusy(line) : waited < LOST_MS) continue;
    if (at >= 0) queue.splice(at, 1);
    return null;
  }
}

function isBusy({ calls }: Line): boolean {
  const now = Date.now();
  return [...calls].some(({ since }) => Math.abs(now - since) < SLOW_MS);
}
