import { endSession, isOfSession } from '../../shared/engine/index.ts';
import type { Snapshot } from './snapshot.ts';

/** The snapshot without what ends with its session: place, and page on which it began. */
export const withoutSession = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  geo: null,
  located: 0,
  engine: snapshot.engine && endSession(snapshot.engine),
});

/** When that is due, milliseconds since the epoch; Infinity where nothing of it stands in the snapshot. */
export function sessionEnd(snapshot: Snapshot, timeoutMs: number): number {
  const { geo, engine, last, located } = snapshot;
  const isLeft = geo !== null || (engine && isOfSession(engine));
  return isLeft ? Math.max(last ?? 0, located) + timeoutMs : Infinity;
}
