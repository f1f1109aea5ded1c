import { DAY_MS } from '../../shared/definitions/durations.ts';
import type { Engine, EngineHost, Program } from '../../shared/engine/index.ts';
import type { Loaded } from '../loader/index.ts';
import type { Parts } from '../parts/index.ts';
import type { ProblemCode } from '../problems.ts';
import type { Store } from '../store/index.ts';
import type { Code } from './code.ts';
import { commit, NOTHING, SET_BACK_MS, type Committed, type Due } from './commit.ts';
import type { WatchedCompiler } from './compile-watched.ts';
import { findEndings, sureEndings, type Noted } from './endings.ts';
import { journalled, type Journal, type Read } from './journal.ts';
import type { Wanted } from './props.ts';
import { planOf } from './plan-of.ts';
import { createQueue } from './queue.ts';
import { readingOf, type Reading } from './reading.ts';
import type { RemoteCommit } from './remote-commit.ts';
import { pagesIn, readReads, type Operation, type Snapshot } from './snapshot.ts';
import { createVisitor, type VisitorOptions } from './visitor.ts';

export interface IngestOptions extends Omit<VisitorOptions, 'reading'> {
  /** Names this page among those that write. */
  readonly page: string;
  /** For short spans, milliseconds. */
  readonly clock: () => number;
  readonly host: EngineHost;
  readonly transact: Store['transact'];
  /** Whether what is written stands where other pages find it; else it is this page's memory. */
  readonly isShared: () => boolean;
  readonly journal: Journal;
  /** A hidden page hears of nothing: by itself it says what it said. */
  readonly isHidden: () => boolean;
  /** Answers may have changed. */
  readonly onChange: () => void;
  /** Something was stored that other tabs do not know. */
  readonly onCommit: (told: RemoteCommit) => void;
  /** Definitions with this hash were analysed. */
  readonly onAnalysed: (hash: string, program: Program) => void;
  /** Another tab runs other definitions. */
  readonly onForeignPlan: () => Promise<void>;
  readonly onProblem: (code: ProblemCode, detail?: unknown) => void;
  /** What is needed where something is known of the visitor already. */
  readonly loadPast: () => Promise<Parts['returning']>;
}

/** Where what is due could not be loaded, it is looked at again after this time. */
const AGAIN_MS = 5 * 60_000;

/** Something that happens, but for when and in which order. */
export type Happening = Omit<Operation, 'sequence' | 'time' | 'cut'>;

/**
 * What happens on this page: decided here at once, stored with the next commit. What other tabs stored
 * is taken in, so that all of them answer alike.
 */
export interface Ingest {
  /**
   * New definitions: unchanged metrics keep their state at the next `sync`, others are rebuilt.
   */
  setDefinitions(next: Loaded, code: Code): void;
  /** False while something is missing that the definitions need: then nothing is written, and nothing removed. */
  isWhole(): boolean;
  /** Properties of an event that the definitions read; null before there are any. */
  wanted(name: string): Wanted | null;
  /**
   * Takes part in the answers at once, or as soon as it is its turn, and is stored at the next `sync`.
   * False where it waits, or is dropped. `time`: milliseconds since the epoch, now by default.
   */
  add(happening: Happening, time?: number): boolean;
  /** Takes in what waits, as far as one task can carry it. False: nothing did. */
  admit(): boolean;
  /** Brings memory and store together; resolves when it is written. What fails is told to `onProblem`. */
  sync(): Promise<void>;
  /** Another tab wrote, and told this; undefined where all that is known is that it did. */
  onRemoteCommit(heard: unknown): Promise<void>;
  /** Leaves what is not stored yet to whichever page comes next. */
  handOver(leaving?: boolean): void;
  /** The page's own facts changed. */
  refreshFacts(): void;
  /** Lets time pass: of a hidden page, only the session's end. */
  advance(): void;
  /** Removes what the definitions no longer need. */
  prune(): Promise<void>;
  /** The page is turned to: what could not be loaded is asked for again. */
  retry(): void;
  /**
   * Earliest instant at which time alone changes something, milliseconds since the epoch; Infinity: never. Of a hidden
   * page that is what is to be removed: with the session, and what else is due once a day.
   */
  nextChange(): number;
  /** Whether the definitions read facts of this kind: `geo`, `source`. */
  reads(namespace: string): boolean;
  loaded(): Loaded | null;
  /** What reads facts that are no metric, where the definitions ask for some and it is there. */
  facts(): Code['facts'];
  /**
   * Null before the store was read; and while new definitions wait for that, or a pattern turned out to be slow: what
   * was decided before is no answer.
   */
  engine(): Engine | null;
  /** What is remembered beside the engine. */
  memory(): Readonly<Snapshot>;
  /** Segments the visitor is in and did not object to, in the order of the definitions. */
  members(): readonly string[];
  /**
   * When the visitor leaves each of these segments if nothing happens, milliseconds since the epoch; 0 where no end
   * is in sight. `noted`: what was found earlier, which holds as long as nothing but time has changed it. `quick`: where
   * something has, no more is told than is known without milliseconds of work; an end may then be told too early.
   */
  endings(ids: readonly string[], noted: Noted, quick: boolean): Noted;
}

export function createIngest(options: IngestOptions): Ingest {
  const { page, now, journal, onProblem } = options;
  let loaded: Loaded | null = null;
  let code: Code = {
    kinds: [],
    readSources: null,
    deviceFacts: null,
    isWhole: true,
    program: null,
  };
  let reading: Reading | null = null;
  let due: Due = { isStale: true, isDirty: false };
  let isPruning = false;
  /** The end of the session that what is stored has seen. */
  let seenEnd = 0;
  const queue = createQueue();
  const visitor = createVisitor({ ...options, reading: () => reading });
  /** One for all that this page compiles; none before something may have patterns. */
  let compiler: WatchedCompiler | undefined;
  const onSlow = (source: string) => {
    onProblem('pattern-slow', source);
    void Promise.resolve().then(() => {
      if (compiler?.isOutdated()) void sync();
    });
  };
  const setPlan = (definitions: Loaded, given: Code): Reading => {
    compiler ??= given.operators?.createWatchedCompiler(given.kinds, options.clock, onSlow);
    const compiled = compiler?.compile(definitions, given) ?? {
      ...planOf(definitions.definitions, given),
      planId: definitions.hash,
    };
    // A commit that is under way has its own: what it has done is not done for this plan.
    due = { ...due, isStale: true };
    reading = readingOf(definitions, compiled, given);
    if (compiled.analysed && given.isWhole) options.onAnalysed(definitions.hash, compiled.analysed);
    return reading;
  };
  /** The one that answers for the present definitions. */
  const answering = () => {
    const engine = visitor.engine();
    // Of other definitions, or on a pattern that was not tried, there is no answer.
    return engine?.plan === reading?.plan && !compiler?.isOutdated() ? engine : null;
  };
  /** Tells the host when answers changed, once for all that happened together. */
  const tell = () => {
    if (answering() && visitor.takeChanged()) options.onChange();
  };
  /** Of what this page did by itself: a hidden one does not know what others did, until its next commit. */
  const tellInView = () => {
    if (!options.isHidden()) tell();
  };
  /** What the page before knew of the definitions. */
  const readBefore = (): Read | null => {
    const reads = readReads(journal.read(), now());
    return reads && { reads, keeping: code.facts?.keepingFor(new Set(reads.facts)) ?? null };
  };
  /** How this page handed over last. */
  let isLeft = false;
  /** Up to which sequence it did as it was left. */
  let handedTo = 0;
  const handOver = (leaving = false): void => {
    isLeft = leaving;
    const pending = queue.pending().map(({ operation }) => operation);
    const waiting = queue.waiting();
    const read = reading?.isWhole ? reading : readBefore();
    if (!read || pending.length + waiting.length === 0) return;
    const operations = journalled(pending, waiting, read, leaving);
    const isKept = journal.add(page, operations);
    // A page that is only hidden sees to it by itself, whatever becomes of the journal.
    handedTo = (leaving && isKept && operations.at(-1)?.sequence) || 0;
  };
  let past: Parts['returning'] | null = null;
  let coming: Promise<Parts['returning'] | null> | undefined;
  const loadPast = () =>
    (coming ??= options.loadPast().then(
      (part) => (past = part),
      () => null,
    ));
  // Somebody was here before: it comes while the store is opened.
  if (journal.read()) void loadPast();

  /** A commit began, and it was not told how it ended. */
  let isUncertain = false;
  const commitOnce = async (
    definitions: Loaded,
    acceptForeignPlan: boolean,
  ): Promise<Committed> => {
    let wasUncertain = isUncertain;
    const committed = await options.transact(async (tx) => {
      const current = compiler?.isOutdated() ? setPlan(definitions, code) : reading;
      if (!current) return NOTHING;
      wasUncertain = isUncertain;
      isUncertain = true;
      return commit(tx, {
        page,
        now,
        reading: current,
        isCurrent: () => reading === current,
        visitor,
        queue,
        due,
        handed: journal.read,
        handedTo,
        past,
        acceptForeignPlan,
        isUncertain: wasUncertain,
        onProblem,
      });
    });
    isUncertain = committed.lacksPast === true && wasUncertain;
    return committed;
  };
  const synchronise = async (): Promise<void> => {
    if (!loaded) return;
    // Without it, a commit would find out that it is needed, and do no more.
    if (!past) await coming;
    let committed = await commitOnce(loaded, false);
    if (committed.lacksPast) {
      if (!(await loadPast())) return;
      committed = await commitOnce(loaded, false);
    }
    if (committed.isForeignPlan) {
      await options.onForeignPlan();
      committed = await commitOnce(loaded, true);
    }
    if (!code.isWhole) return tell();
    const { written, lost, told } = committed;
    for (let count = lost; count > 0; count--) onProblem('events-dropped');
    queue.acknowledge(written);
    const handed = journal.read();
    // What was taken into this page's memory alone, the next page needs still.
    const taken = options.isShared() ? past?.takenPages(handed, visitor.memory().done) : [];
    journal.remove([page, ...(taken ?? [])]);
    // What came after the transaction began still waits.
    if (pagesIn(handed).includes(page)) handOver(isLeft);
    if (told && options.isShared()) options.onCommit(told);
    tell();
  };
  /** One commit at a time; what comes meanwhile shares the next. */
  let running: Promise<void> | null = null;
  let again: Promise<void> | null = null;
  const sync = (): Promise<void> => {
    if (!running) {
      running = synchronise()
        .catch((error: unknown) => onProblem('storage-lost', error))
        .finally(() => {
          running = null;
        });
      return running;
    }
    again ??= running.then(() => {
      again = null;
      return sync();
    });
    return again;
  };

  return {
    sync,
    handOver,
    setDefinitions(found, given) {
      if (found.hash === loaded?.hash && given.isWhole === code.isWhole) return;
      const next = given.experiences?.withExperiences(found) ?? found;
      const set = setPlan(next, given);
      // What was decided without a part is decided anew, from what is stored and what waits to be.
      if (!code.isWhole) visitor.forget();
      loaded = next;
      code = given;
      if (set.isWhole) journal.know(set.reads);
    },
    isWhole: () => code.isWhole,
    wanted: (name) => (reading?.isWhole && reading.wanted(name)) || null,
    add(happening, time = now()) {
      const entry = queue.add({ ...happening, time }, visitor.engine() !== null);
      if (!entry) onProblem('events-dropped');
      if (!entry || entry === 'waiting') return false;
      visitor.decide(entry);
      tellInView();
      return true;
    },
    admit() {
      const admitted = queue.admit();
      for (const entry of admitted) visitor.decide(entry);
      tellInView();
      return admitted.length > 0;
    },
    async onRemoteCommit(heard) {
      const part = await loadPast();
      const planId = reading?.planId;
      const isBusy = running !== null || isUncertain;
      if (part?.follow(heard, { visitor, queue, due, planId, isUncertain: isBusy })) tell();
      else await sync();
    },
    reads: (namespace) => reading?.namespaces.has(namespace) ?? false,
    refreshFacts() {
      visitor.refreshFacts();
      tell();
    },
    advance() {
      const time = now();
      if (!options.isHidden()) {
        if (visitor.memory().clock > time + SET_BACK_MS) {
          due.isStale = true;
          void sync();
          return;
        }
        visitor.advance(time);
        tell();
      }
      const end = visitor.endOfSession();
      if (end > time || end === seenEnd) return;
      seenEnd = end;
      due.isDirty = true;
      void sync();
    },
    async prune() {
      if (isPruning || !code.isWhole) return;
      isPruning = true;
      try {
        const part = await loadPast();
        if (!part) {
          coming = undefined;
          visitor.memory().pruneAt = now() + AGAIN_MS;
          return;
        }
        await part.prune(visitor, reading, options);
        due.isDirty = true;
        await sync();
      } finally {
        isPruning = false;
      }
    },
    retry() {
      isLeft = false;
      if (!past) coming = undefined;
    },
    loaded: () => loaded,
    facts: () => code.facts,
    engine: answering,
    memory: visitor.memory,
    members: () => {
      const { objections } = visitor.memory();
      return (answering()?.current() ?? []).filter((id) => !objections.includes(id));
    },
    endings(ids, noted, quick) {
      const engine = answering();
      const { course } = visitor.memory();
      if (!engine) return { shown: {} };
      // Nothing but time has passed since they were found, and none has come: who left by time alone may be back.
      const stands = (end = -1) => end === 0 || end > now();
      if (noted.course === course && ids.every((id) => stands(noted.shown[id])))
        return {
          shown: Object.fromEntries(ids.map((id) => [id, Number(noted.shown[id])])),
          course,
        };
      return quick ? sureEndings(engine, ids) : findEndings(engine, course, now(), ids);
    },
    nextChange() {
      const pruneAt = (code.isWhole && visitor.memory().pruneAt) || Infinity;
      const end = visitor.endOfSession();
      const sessionEnd = end === seenEnd ? Infinity : end;
      if (options.isHidden()) return Math.min(Math.ceil(pruneAt / DAY_MS) * DAY_MS, sessionEnd);
      return Math.min(visitor.engine()?.nextChange() ?? Infinity, pruneAt, sessionEnd);
    },
  };
}
