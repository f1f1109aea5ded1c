import { MAX_RETENTION_MS } from '../../shared/definitions/durations.ts';
import { createAlarm } from '../alarm.ts';
import type { Ingest, IngestOptions } from '../ingest/index.ts';
import type { PartLoader } from '../parts/index.ts';
import type { ActiveContext } from './context.ts';
import type { DefinitionsInUse } from './definitions-in-use.ts';

/** What is due is looked at again after this time where its code could not be loaded. */
const AGAIN_MS = 5 * 60_000;

/** One timer: for the next answer that changes by itself, and whatever else is due. */
export interface Timetable {
  /** What is due when may be another. */
  arm(): void;
  /** Does what is due. */
  passTime(): void;
  /** While no definitions are to be acted on: what is due goes all the same. */
  keepHouse(): Promise<void>;
  stop(): void;
}

export function createTimetable(
  context: ActiveContext,
  definitions: DefinitionsInUse,
  ingest: Ingest,
  ingestOptions: IngestOptions,
  parts: PartLoader,
  /** No definitions are to be acted on: what pages left cannot be taken in. */
  letGo: () => void,
): Timetable {
  const { record, background } = context;
  const { now } = context.host;
  /** When something is due while no definitions are to be acted on. */
  let houseAt = 0;
  const alarm = createAlarm(now, () => passTime());
  const arm = () => {
    if (context.stopped) return;
    const loaded = definitions.active();
    // A grant ends by itself, and so does all that rests on it.
    const { time = now(), erased = time } = record.read();
    const end = Math.min(time, erased) + MAX_RETENTION_MS;
    if (loaded) alarm.at(Math.min(ingest.nextChange(), loaded.expires, end));
    else alarm.at(definitions.isSettled() ? Math.min(definitions.due(), houseAt, end) : Infinity);
  };
  const tidy = async () => {
    if (definitions.active()) return;
    houseAt = Infinity;
    letGo();
    const last = ingest.loaded() ?? definitions.last();
    const keeper = await parts.load('returning').catch(() => null);
    houseAt = keeper
      ? await keeper.keepHouse(ingestOptions, last, definitions.codeFor)
      : now() + AGAIN_MS;
    arm();
  };
  const passTime = () => {
    if (!context.permitted()) return;
    ingest.advance();
    if (!definitions.active()) {
      context.onAnswers();
      background(definitions.refresh());
      if (definitions.isSettled() && houseAt <= now()) background(tidy());
    } else if ((ingest.memory().pruneAt ?? Infinity) <= now()) {
      background(ingest.prune().then(arm));
    }
    arm();
  };
  return { arm, passTime, keepHouse: tidy, stop: alarm.clear };
}
