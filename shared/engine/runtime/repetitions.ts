import { MAX_RETENTION_MS } from '../../definitions/durations.ts';
import type { IngestedEvent } from '../graph/visitor-state.ts';
import { hash } from '../values/hash.ts';
import { own } from '../values/values.ts';
import type { Sighting } from './saved-state.ts';

/** How many event ids are remembered. */
const MOST_IDS = 100;
/** How many of the ids that a property holds are remembered, for each event name. */
const MOST_SIGHTINGS = 100;

/** Whether an event of this id was seen lately; takes it down. */
export const isSeenId = (ids: Set<string>, id: unknown): boolean => {
  if (typeof id !== 'string') return false;
  const short = hash(id);
  if (ids.has(short)) return true;
  ids.add(short);
  if (ids.size > MOST_IDS) ids.delete(ids.keys().next().value as string);
  return false;
};

/** Whether this very purchase, say, was seen before, by the property that tells one from another; takes it down. */
export const isRepetition = (
  property: string | undefined,
  once: Map<string, readonly Sighting[]>,
  name: string,
  props: IngestedEvent['props'],
  time: number,
): boolean => {
  const id = property === undefined ? undefined : own(props, property);
  if (!(typeof id === 'number' ? Number.isFinite(id) : typeof id === 'string' && id)) return false;
  const short = hash(String(id));
  const since = time - MAX_RETENTION_MS;
  const seen = (once.get(name) ?? []).filter(([, seenAt]) => seenAt > since);
  const isSeen = seen.some(([other]) => other === short);
  if (!isSeen) seen.push([short, time]);
  once.set(name, seen.slice(-MOST_SIGHTINGS));
  return isSeen;
};
