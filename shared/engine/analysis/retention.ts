import { MAX_RETENTION_MS } from '../../definitions/durations.ts';
import type { HistoryDefinition } from '../../definitions/types.ts';
import type { LogNeed } from '../graph/metric.ts';
import type { AnalysedMetric } from './metrics.ts';
import type { AsksPresence } from './operands.ts';
import type { RetentionRule } from '../types.ts';
import { duration, isRecord } from '../values/values.ts';
import { isTransition } from '../graph/subscriptions.ts';

/**
 * What has to be kept, by event name: the properties that some metric reads, for as long as the
 * longest window that reads them. An entry for a name includes what is kept of every event (`*`).
 */
export const retentionRules = (
  needs: readonly LogNeed[],
  history: readonly HistoryDefinition[],
): ReadonlyMap<string, RetentionRule> => {
  const kept = new Map<string, { properties: Set<string>; forMs: number }>();
  const keep = (name: string, properties: Iterable<string>, forMs: number): void => {
    if (isTransition(name)) return;
    const entry = kept.get(name) ?? { properties: new Set(), forMs: 0 };
    kept.set(name, entry);
    for (const property of properties) entry.properties.add(property);
    entry.forMs = Math.max(entry.forMs, Math.min(forMs, MAX_RETENTION_MS));
  };
  for (const { names, paths, forMs } of needs) for (const name of names) keep(name, paths, forMs);
  for (const { event, properties, for: time } of history)
    keep(event, properties ?? [], duration(time));
  const all = kept.get('*');
  if (all) for (const name of kept.keys()) keep(name, all.properties, all.forMs);
  return new Map(
    [...kept].map(([name, { properties, forMs }]) => [
      name,
      { properties: [...properties].toSorted(), forMs },
    ]),
  );
};

/** What every shop's purchases have, unless the definitions say otherwise. */
const USUAL_IDS = { purchase: { id: 'transaction_id' }, refund: { id: 'transaction_id' } };

/** By event name, the property that holds its id; of events that are kept, since ids are remembered. */
export const onceOf = (
  events: unknown,
  stored: ReadonlyMap<string, RetentionRule>,
): ReadonlyMap<string, string> =>
  new Map(
    Object.entries({ ...USUAL_IDS, ...(isRecord(events) ? events : {}) }).flatMap(([name, one]) => {
      const id = isRecord(one) ? one['id'] : undefined;
      return typeof id === 'string' && (stored.has(name) || stored.has('*')) ? [[name, id]] : [];
    }),
  );

/**
 * What a metric needs of the log. A time since the last match that is compared with durations needs no match older
 * than the longest of them: without one, it is longer than that.
 */
export const needsOf = (
  { metric, fact, needs }: AnalysedMetric,
  max: number,
  asksPresence: AsksPresence,
): readonly LogNeed[] => {
  const isCompared = metric.isLatest && !asksPresence.has(fact) && max < Infinity;
  return isCompared ? needs.map((one) => ({ ...one, forMs: Math.min(one.forMs, max) })) : needs;
};
