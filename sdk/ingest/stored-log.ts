import type { CoveyEvent, Plan } from '../../shared/engine/types.ts';
import type { Store, Transaction } from '../store/index.ts';
import { retention } from './retention.ts';

/** Events handled before the page has its turn. */
const BATCH = 500;

export type KeyedEvent = [key: number, event: CoveyEvent];

/** All stored events, in the order in which they were applied. */
export async function readLog(tx: Transaction): Promise<KeyedEvent[]> {
  const log: KeyedEvent[] = [];
  for (;;) {
    const batch = await tx.events(log.at(-1)?.[0] ?? 0, BATCH);
    log.push(...batch);
    if (batch.length < BATCH) return log;
  }
}

/** Lowers what lies in the future to now: the device's clock was set back. */
export function lowerLog(tx: Transaction, log: readonly KeyedEvent[], now: number): KeyedEvent[] {
  return log.map(([key, event]) => {
    if (event.time <= now) return [key, event];
    const lowered = { ...event, time: now };
    tx.replace(key, lowered);
    return [key, lowered];
  });
}

/**
 * Removes what has been kept as long as the definitions need it, and properties that they no longer
 * read, in small turns. Gives the instant at which the next event is due; Infinity: none is kept.
 */
export async function pruneLog(
  transact: Store['transact'],
  plan: Plan | null,
  now: () => number,
): Promise<number> {
  let next = Infinity;
  for (let after: number | undefined = 0; after !== undefined;) {
    const from: number = after;
    after = await transact(async (tx) => {
      const batch = await tx.events(from, BATCH);
      for (const [key, event] of batch) {
        const until = event.time + retention(plan, event.name);
        const kept = until > now() ? reduce(event, plan) : null;
        if (kept) next = Math.min(next, until);
        if (kept !== event) tx.replace(key, kept);
      }
      return batch.at(-1)?.[0];
    });
  }
  return next;
}

/** The event with the properties that the plan reads; itself, where it has no others. */
function reduce(event: CoveyEvent, plan: Plan | null): CoveyEvent {
  const { props, ...bare } = event;
  if (!props) return event;
  const paths = (plan?.stored.get(event.name) ?? plan?.stored.get('*'))?.properties ?? [];
  const reduced = plan?.reduceProps(props, paths) as CoveyEvent['props'];
  if (JSON.stringify(reduced)?.length === JSON.stringify(props).length) return event;
  return { ...bare, ...(reduced && { props: reduced }) };
}
