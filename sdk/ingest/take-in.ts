import type { CoveyEvent } from '../../shared/engine/index.ts';
import { createEngine } from '../../shared/engine/index.ts';
import type { Transaction } from '../store/index.ts';
import { MAX_ACKNOWLEDGED, SET_BACK_MS, type CommitOptions, type TakenIn } from './commit.ts';
import { only } from './props.ts';
import { readHanded, readSnapshot } from './read-stored.ts';
import { sessionEnd, withoutSession } from './session-end.ts';
import type { Operation, Snapshot } from './snapshot.ts';
import { lowerLog, readLog } from './stored-log.ts';
import type { Entry } from './visitor.ts';

/** What pages that were left could not hand over is told as far as this. */
const MAX_LOST = 10_000;

/**
 * Makes the visitor anew from what stands in the store, and decides on top of it what is not stored yet. True where
 * another tab writes by other definitions, false where there is no engine to decide with: then nothing was done.
 */
export async function takeIn(
  tx: Transaction,
  stored: unknown,
  time: number,
  options: CommitOptions,
): Promise<TakenIn | boolean> {
  const { page, reading, visitor, queue, due, acceptForeignPlan, isCurrent, onProblem } = options;
  const found = readSnapshot(stored);
  const journal = readHanded(options.handed());
  const isHanded = journal.delete(page);
  const known = visitor.memory().done;
  const engine = visitor.engine();
  /** In the engine's own state already, where nothing else is found. */
  const decided = new Set(found ? [] : engine && queue.pending());
  let past: Snapshot | null = found ?? (engine && { ...visitor.memory(), engine: engine.state() });
  const isOtherPlan = past?.plan !== reading.planId;
  if (isOtherPlan && found && engine && !due.isStale && !acceptForeignPlan) return true;
  due.isDirty ||= !found;
  // Another page's session is over, whether or not something comes.
  if (found && sessionEnd(found, reading.sessionTimeoutMs) <= time) {
    past = withoutSession(found);
    due.isDirty = true;
  }
  let log: readonly CoveyEvent[] | undefined;
  const isSetBack = past !== null && past.clock > time + SET_BACK_MS;
  if (!past || isOtherPlan || isSetBack) {
    let keyed = await readLog(tx);
    if (!isCurrent()) return false;
    if (past && isSetBack) {
      onProblem('clock-set-back');
      keyed = lowerLog(tx, keyed, time);
      const last = past.last === null ? null : Math.min(past.last, time);
      // By this clock nobody can tell any more what was told before what.
      past = { ...past, engine: null, last, clock: time, told: {} };
    }
    if (past) past.pruneAt = 0;
    log = keyed.map(([, event]) => event);
    due.isDirty = true;
  }
  if (!isCurrent()) return false;
  if (!visitor.become(past, log, createEngine)) {
    log ??= (await readLog(tx)).map(([, event]) => event);
    if (!isCurrent()) return false;
    due.isDirty = true;
    if (!visitor.become(past && { ...past, engine: null }, log, createEngine)) return false;
  }
  // From here on nothing waits: what the page does meanwhile comes after.
  due.isStale = false;
  const acknowledged = (by: string) => found?.done.find(([name]) => name === by)?.[1] ?? 0;
  // Another page took these in while this one was away: perhaps so long ago that only the journal tells.
  const isForgotten = found && !isHanded && isForgetful(found.done, known);
  queue.acknowledge(acknowledged(page) || (isForgotten ? options.handedTo : 0));
  const left = [...journal].flatMap(([name, operations]) =>
    operations.filter(({ sequence }) => sequence > acknowledged(name)),
  );
  let lost = 0;
  for (const { cut = 0 } of left) lost = Math.min(lost + cut, MAX_LOST);
  const ofOthers = left.map((operation): Entry => ({ operation, stored: [] }));
  const entries = [...ofOthers, ...queue.pending()];
  for (const entry of entries) {
    if (decided.has(entry)) continue;
    entry.operation = withoutOld(entry.operation, visitor.memory().told, options.now());
    visitor.decide(entry);
  }
  return { entries, lost, isOtherPlan, journal };
}

/**
 * Told late, a trait does not take the place of what was told after it. What was told later than now was told by a clock
 * that ran ahead, and nobody can tell what came before it.
 */
function withoutOld(operation: Operation, told: Snapshot['told'], now: number): Operation {
  const { traits, given, time } = operation;
  const isNews = (id: string) => !(Number(told[id]) > time && Number(told[id]) <= now);
  return {
    ...operation,
    ...(traits && { traits: only(traits, isNews) as typeof traits }),
    ...(given && { given: only(given, isNews) as typeof given }),
  };
}

/**
 * Whether what was acknowledged since this page knew the list may be on it no more: the last acknowledged stay longest,
 * so where one of before still is, all are.
 */
const isForgetful = (done: Snapshot['done'], known: Snapshot['done']): boolean =>
  done.length >= MAX_ACKNOWLEDGED &&
  !known.some(([name, sequence]) => done.some(([by, to]) => by === name && to === sequence));

/** Pages of which all that they left in the journal is acknowledged. */
export function takenPages(handed: unknown, done: Snapshot['done']): readonly string[] {
  const acknowledged = new Map(done);
  return [...readHanded(handed)].flatMap(([name, operations]) =>
    operations.every(({ sequence }) => sequence <= (acknowledged.get(name) ?? 0)) ? [name] : [],
  );
}
