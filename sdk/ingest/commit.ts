import { beginEngine } from '../../shared/engine/index.ts';
import type { Parts } from '../parts/index.ts';
import type { ProblemCode } from '../problems.ts';
import type { Transaction } from '../store/index.ts';
import { reduced } from './journal.ts';
import type { Queue } from './queue.ts';
import type { Reading } from './reading.ts';
import { remoteCommit, type RemoteCommit } from './remote-commit.ts';
import { pagesIn, SNAPSHOT, type Operation, type Snapshot } from './snapshot.ts';
import type { Entry, Visitor } from './visitor.ts';

/** Tabs and networks disagree by seconds; a clock further back than this was set. */
export const SET_BACK_MS = 5 * 60_000;
/** Pages whose operations are remembered as acknowledged, beside those that stand in the journal. */
export const MAX_ACKNOWLEDGED = 32;

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
  /** What stands in the journal. */
  readonly handed: () => unknown;
  /** Up to which sequence this page put its own there as it was left; 0: nothing. */
  readonly handedTo: number;
  /** Knows what to do where something is known of the visitor already; null: it is not loaded yet. */
  readonly past: Parts['returning'] | null;
  /** Also on top of what a tab with other definitions wrote: these are the ones to go by. */
  readonly acceptForeignPlan: boolean;
  /** The commit before did not tell how it ended: what this page knows of the store may be wrong. */
  readonly isUncertain: boolean;
  readonly onProblem: (code: ProblemCode, detail?: unknown) => void;
}

export interface Committed {
  /** Another tab writes by other definitions: these are to be looked at first, and nothing was done. */
  readonly isForeignPlan: boolean;
  /** Something is known of the visitor, and the part for it is not there: nothing was written. */
  readonly lacksPast?: true;
  /** Operations of this page up to this sequence are stored with the transaction; 0: none. */
  readonly written: number;
  /** How many operations pages that were left could not hand over. */
  readonly lost: number;
  /** For the other tabs; null where nothing was written that they could not know. */
  readonly told: RemoteCommit | null;
}

export const NOTHING: Committed = { isForeignPlan: false, written: 0, lost: 0, told: null };
const LACKS_PAST: Committed = { ...NOTHING, lacksPast: true };

/**
 * Brings the visitor and the store together, in one transaction, which is the lock between tabs: what is
 * pending is written, and where another tab wrote meanwhile (a conflict) that is taken in first and what is
 * pending decided again on top of it.
 */
export async function commit(tx: Transaction, options: CommitOptions): Promise<Committed> {
  const { page, now, reading, visitor, queue, due, past } = options;
  const time = now();
  /** Looked at closely where it is more than what this page has written. */
  const found = (await tx.get(SNAPSHOT)) as Partial<Snapshot> | undefined;
  // Others may not have heard of what was written as a page was left, be it this one or one before.
  const isOverdue = options.isUncertain || pagesIn(options.handed()).some((name) => name !== page);
  const engine = visitor.engine();
  const isPlain =
    !isOverdue &&
    !due.isStale &&
    visitor.memory().clock <= time + SET_BACK_MS &&
    engine &&
    // While a part is missing nothing is written.
    (found ? found.rev === visitor.memory().rev : !reading.isWhole);
  const isNew = !isOverdue && !engine && !found && (await tx.events(0, 1)).length === 0;
  if (!isPlain && !isNew && !past) return LACKS_PAST;
  const rest = isPlain
    ? null
    : isNew
      ? beginAnew(options)
      : ((await past?.takeIn(tx, found, time, options)) ?? null);
  if (typeof rest === 'boolean') return { ...NOTHING, isForeignPlan: rest };
  const lost = rest?.lost ?? 0;
  const entries = rest?.entries ?? queue.pending();
  // What a part that is missing would have made of this is not to be lost: nothing is written.
  if (!reading.isWhole) return NOTHING;
  if (entries.length === 0 && !due.isDirty) {
    const memory = visitor.memory();
    return { ...NOTHING, lost, told: isOverdue ? remoteCommit(memory.rev, memory, null) : null };
  }
  const isSessionOver = visitor.endOfSession() <= time;
  if (isSessionOver && !past) return LACKS_PAST;
  for (const { stored } of entries) for (const event of stored) tx.add(event);
  const own = queue.pending().map(({ operation }) => operation);
  const memory = visitor.memory();
  const base = memory.rev;
  memory.done = acknowledging(memory.done, new Map(rest?.journal).set(page, own));
  memory.rev = base + 1;
  memory.plan = reading.planId;
  memory.keptMs = reading.keptMs;
  memory.clock = Math.max(time, memory.last ?? 0);
  const whole = { ...memory, engine: visitor.engine()?.state() ?? null };
  // A page that stays open goes on knowing what is not kept any more.
  tx.put(SNAPSHOT, isSessionOver ? past?.withoutSession(whole) : whole);
  const canBeFollowed = isPlain && !due.isDirty && !reading.isOfPage;
  const told = remoteCommit(base, memory, canBeFollowed ? reduced(own, reading) : null);
  const isNews = isOverdue || entries.length > 0 || rest?.isOtherPlan === true;
  due.isDirty = false;
  const written = own.at(-1)?.sequence ?? 0;
  return { isForeignPlan: false, written, lost, told: isNews ? told : null };
}

export interface TakenIn {
  /** What other pages left in the journal, and what is pending here. */
  readonly entries: readonly Entry[];
  readonly lost: number;
  readonly isOtherPlan: boolean;
  /** By page, what others had left. */
  readonly journal: ReadonlyMap<string, readonly Operation[]>;
}

/** Of the visitor nothing is known, here or in the store: decides what has happened. False: by other definitions by now. */
function beginAnew({ visitor, queue, due, isCurrent }: CommitOptions): TakenIn | false {
  if (!isCurrent() || !visitor.become(null, [], beginEngine)) return false;
  due.isDirty = true;
  due.isStale = false;
  const entries = queue.pending();
  for (const entry of entries) visitor.decide(entry);
  return { entries, lost: 0, isOtherPlan: true, journal: new Map() };
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
