import type { CoveyEvent } from '../../shared/engine/index.ts';
import type { ProblemCode } from '../problems.ts';
import type { Transaction } from '../store/index.ts';
import { reduced } from './journal.ts';
import { lowerLog, readLog } from './log.ts';
import type { Queue } from './queue.ts';
import type { Reading } from './reading.ts';
import { remoteCommit, type RemoteCommit } from './remote-commit.ts';
import { sessionEnd, withoutSession } from './session-end.ts';
import { readSnapshot, SNAPSHOT, type Operation, type Snapshot } from './snapshot.ts';
import type { Entry, Visitor } from './visitor.ts';

/** Tabs and networks disagree by seconds; a clock further back than this was set. */
export const SET_BACK_MS = 5 * 60_000;
/** What pages that were left could not hand over is told as far as this. */
const MAX_LOST = 10_000;
/**
 * Pages whose operations are remembered as acknowledged, beside those that stand in the journal: more than
 * browsers keep in their back/forward caches, out of which each still has its own.
 */
const MAX_ACKNOWLEDGED = 32;

/** What the next commit has to do beside writing what happened. It says itself when that is done. */
export interface Due {
  /** The engine does not fit the plan or the clock, and is to be made anew. */
  isStale: boolean;
  /** Something is to be written though nothing happened. */
  isDirty: boolean;
}

export interface CommitOptions {
  /** Names this page among those that write. */
  readonly page: string;
  readonly now: () => number;
  readonly reading: Reading;
  /** False once other definitions came: what is under way is not theirs, and the next commit does it. */
  readonly isCurrent: () => boolean;
  readonly visitor: Visitor;
  readonly queue: Queue;
  readonly due: Due;
  /** What other pages left in the journal, by page. */
  readonly journal: () => ReadonlyMap<string, readonly Operation[]>;
  /** Also on top of what a tab with other definitions wrote: these are the ones to go by. */
  readonly acceptForeignPlan: boolean;
  /** The commit before did not tell how it ended: what this page knows of the store may be wrong. */
  readonly isUncertain: boolean;
  readonly onProblem: (code: ProblemCode, detail?: unknown) => void;
}

export interface Committed {
  /** Another tab writes by other definitions: these are to be looked at first, and nothing was done. */
  readonly isForeignPlan: boolean;
  /** Operations of this page up to this sequence are stored with the transaction; 0: none. */
  readonly written: number;
  /** How many operations pages that were left could not hand over. */
  readonly lost: number;
  /** For the other tabs; null where nothing was written that they could not know. */
  readonly told: RemoteCommit | null;
}

export const NOTHING: Committed = { isForeignPlan: false, written: 0, lost: 0, told: null };

/**
 * Brings the visitor and the store together, in one transaction, which is the lock between tabs: what is
 * pending is written, and where another tab wrote meanwhile (a conflict) that is taken in first and what is
 * pending decided again on top of it.
 */
export async function commit(tx: Transaction, options: CommitOptions): Promise<Committed> {
  const { page, now, reading, visitor, queue, due } = options;
  const time = now();
  const found = readSnapshot(await tx.get(SNAPSHOT));
  const journal = options.journal();
  // Others may not have heard of what was written as a page was left, be it this one or one before.
  const isOverdue = options.isUncertain || journal.size > 0;
  const isConflict = isOverdue || (found !== null && found.rev !== visitor.memory().rev);
  const isPlain = found !== null && visitor.engine() !== null && !due.isStale && !isConflict;
  const rest = isPlain ? null : await takeIn(tx, found, journal, time, options);
  if (typeof rest === 'boolean') return { ...NOTHING, isForeignPlan: rest };
  const lost = rest?.lost ?? 0;
  const entries = rest?.entries ?? queue.pending();
  // What a part that is missing would have made of this is not to be lost: nothing is written.
  if (!reading.isWhole) return NOTHING;
  if (entries.length === 0 && !due.isDirty) {
    const memory = visitor.memory();
    return { ...NOTHING, lost, told: isOverdue ? remoteCommit(memory.rev, memory, null) : null };
  }
  for (const { stored } of entries) for (const event of stored) tx.add(event);
  const own = queue.pending().map(({ operation }) => operation);
  const memory = visitor.memory();
  const base = found?.rev ?? memory.rev;
  memory.done = acknowledging(memory.done, new Map(journal).set(page, own));
  memory.rev = base + 1;
  memory.plan = reading.planId;
  memory.keptMs = reading.keptMs;
  memory.clock = Math.max(time, memory.last ?? 0);
  const whole = { ...memory, engine: visitor.engine()?.state() ?? null };
  // A page that stays open goes on knowing what is not kept any more.
  tx.put(SNAPSHOT, visitor.endOfSession() <= time ? withoutSession(whole) : whole);
  const canBeFollowed = isPlain && !due.isDirty && !reading.isOfPage;
  const told = remoteCommit(base, memory, canBeFollowed ? reduced(own, reading.reads) : null);
  const isNews = isOverdue || entries.length > 0 || rest?.isOtherPlan === true;
  due.isDirty = false;
  const written = own.at(-1)?.sequence ?? 0;
  return { isForeignPlan: false, written, lost, told: isNews ? told : null };
}

interface TakenIn {
  /** What other pages left in the journal, and what is pending here. */
  readonly entries: readonly Entry[];
  readonly lost: number;
  readonly isOtherPlan: boolean;
}

/**
 * Makes the visitor anew from what stands in the store, and decides on top of it what is not stored yet. True where
 * another tab writes by other definitions, false where there is no engine to decide with: then nothing was done.
 */
async function takeIn(
  tx: Transaction,
  found: Snapshot | null,
  journal: ReadonlyMap<string, readonly Operation[]>,
  time: number,
  { page, reading, visitor, queue, due, acceptForeignPlan, isCurrent, onProblem }: CommitOptions,
): Promise<TakenIn | boolean> {
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
      past = { ...past, engine: null, last, clock: time };
    }
    if (past) past.pruneAt = 0;
    log = keyed.map(([, event]) => event);
    due.isDirty = true;
  }
  if (!isCurrent()) return false;
  if (!visitor.become(past, log)) {
    log ??= (await readLog(tx)).map(([, event]) => event);
    if (!isCurrent()) return false;
    due.isDirty = true;
    if (!visitor.become(past && { ...past, engine: null }, log)) return false;
  }
  // From here on nothing waits: what the page does meanwhile comes after.
  due.isStale = false;
  const acknowledged = (by: string) => found?.done.find(([name]) => name === by)?.[1] ?? 0;
  // Another page took these in while this one was away.
  queue.acknowledge(acknowledged(page));
  const left = [...journal].flatMap(([name, operations]) =>
    operations.filter(({ sequence }) => sequence > acknowledged(name)),
  );
  let lost = 0;
  for (const { cut = 0 } of left) lost = Math.min(lost + cut, MAX_LOST);
  const ofOthers = left.map((operation): Entry => ({ operation, stored: [] }));
  const entries = [...ofOthers, ...queue.pending()];
  for (const entry of entries) if (!decided.has(entry)) visitor.decide(entry);
  return { entries, lost, isOtherPlan };
}

/** How far operations of pages have been taken in; what still stands in the journal must not be so again. */
function acknowledging(
  done: Snapshot['done'],
  pages: ReadonlyMap<string, readonly Operation[]>,
): Snapshot['done'] {
  const next = new Map(done);
  for (const [name, operations] of pages) {
    const last = operations.at(-1);
    if (!last) continue;
    next.delete(name);
    next.set(name, last.sequence);
  }
  return [...next].filter(([name], at) => pages.has(name) || at >= next.size - MAX_ACKNOWLEDGED);
}
