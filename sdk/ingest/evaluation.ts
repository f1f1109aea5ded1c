import { watchPatterns } from '../../shared/conditions/index.ts';
import type { Json } from '../../shared/definitions/types.ts';
import {
  compile,
  createEngine,
  type CoveyEvent,
  type Engine,
  type EngineHost,
  type HostFacts,
  type Plan,
} from '../../shared/engine/index.ts';
import { kinds } from '../../shared/metrics/kinds.ts';
import { ignoredHosts } from '../../shared/sources/index.ts';
import type { Source } from '../capture/index.ts';
import {
  factsToKnow,
  isEventRead,
  operationRead,
  placeRead,
  propertiesRead,
  touchesRead,
  traitsRead,
  type FactsRead,
} from '../facts-read.ts';
import type { Loaded } from '../loader/index.ts';
import { lowerLog, pruneLog, readLog, retention } from './log.ts';
import type { ProblemCode } from '../problems.ts';
import { plainProps, wanted, type Wanted } from './props.ts';
import { sessionEnd, sessionTimeoutOf, withoutSession } from './session-end.ts';
import {
  emptySnapshot,
  readHanded,
  readReads,
  readSnapshot,
  type Operation,
  type Reads,
  type Snapshot,
  SNAPSHOT,
} from './snapshot.ts';
import type { Store, Transaction } from '../store/index.ts';
import { touch } from './touches.ts';

/** Tabs and networks disagree by seconds; a clock further back than this was set. */
const SET_BACK_MS = 5 * 60_000;
/** Decided and not yet stored, or waiting for definitions, at most: what one task can carry. */
const MAX_PENDING = 500;
/** What waits for its turn behind these, at most. */
const MAX_WAITING = 10_000;
/** Of these, what a page that is left hands over. Of the others it says how many they are. */
const MAX_HANDED = 1000;
/** How far ahead endings are looked for, in changes by time alone. */
const MAX_STEPS = 20;
/**
 * Pages whose operations are remembered as taken in, beside those that stand in the record: more than
 * browsers keep in their back/forward caches, out of which each still has its own.
 */
const MAX_DONE = 32;
/** Properties of `session_start` that say where a session came from. */
const OF_SOURCE = /^(source|medium|campaign|channel)$/;

export interface EvaluationOptions {
  /** Names this page among those that write. */
  readonly page: string;
  readonly now: () => number;
  /** For short spans, milliseconds. */
  readonly clock: () => number;
  readonly host: EngineHost;
  readonly transact: Store['transact'];
  /** `device.*` and `page.*` as they are now. */
  readonly facts: () => Pick<HostFacts, 'device' | 'page'>;
  /** A source, or null where it is a host that no visit comes from. */
  readonly heeded: (
    found: Partial<Source> | null,
    ignored: (host: string) => boolean,
  ) => Partial<Source> | null;
  /** What pages handed over as they were left, by page. */
  readonly handed: {
    read(): unknown;
    /** Tells the next page what it may hand over before it knows the definitions itself. */
    know(reads: Reads): void;
    add(page: string, operations: readonly Operation[]): void;
    remove(pages: readonly string[]): void;
  };
  /** Answers may have changed. */
  readonly onChange: () => void;
  /** Something was stored that other tabs do not know. */
  readonly onStored: () => void;
  /** Another tab runs other definitions. */
  readonly onOtherPlan: () => Promise<void>;
  readonly onProblem: (code: ProblemCode, detail?: unknown) => void;
}

type Change = Omit<Operation, 'sequence' | 'time'>;

interface Entry {
  readonly operation: Operation;
  /** What is to be kept of it, under the present plan. */
  stored: CoveyEvent[];
}

export type Evaluation = ReturnType<typeof createEvaluation>;

/**
 * The engine on this page, and how its memory is shared: decided here at once, then written in one
 * transaction. If another tab wrote since, its snapshot is taken and what is pending here applied again.
 */
export function createEvaluation(options: EvaluationOptions) {
  const { page, now, onProblem } = options;
  let loaded: Loaded | null = null;
  let plan: Plan | null = null;
  let sessionTimeout = sessionTimeoutOf(undefined);
  let facts: FactsRead = new Set();
  /** Kinds of facts that the definitions read (`geo`, `source`). */
  let namespaces = new Set<string | undefined>();
  let ignored = ignoredHosts();
  let engine: Engine | null = null;
  let memory: Snapshot = emptySnapshot();
  let pending: Entry[] = [];
  let waiting: Operation[] = [];
  /** Properties that the plan reads, by event name. */
  const wishes = new Map<string, Wanted>();
  let sequence = 0;
  /** The engine does not fit the plan, the clock or the snapshot, and is to be built anew. */
  let stale = true;
  let dirty = false;
  let pruning = false;
  /** Sequence of the last operation that the running transaction writes. */
  let written = 0;
  /** What pages that were left could not hand over, as the running transaction finds. */
  let cutOff = 0;
  /** The end of the session that what is stored has seen. */
  let seenEnd = 0;

  /** Tells the host when answers changed, once for all that happened together. */
  let changed = false;
  const note = (changes: readonly unknown[] = []) => {
    changed ||= changes.length > 0;
  };
  const tell = () => {
    // What stood on a pattern that was not tried is no answer.
    if (!changed || outdated()) return;
    changed = false;
    options.onChange();
  };

  /** Patterns that took too long on this page: what reads them is not known any more. */
  const patterns = watchPatterns(options.clock, (source) => {
    onProblem('pattern-slow', source);
    void Promise.resolve().then(() => {
      if (outdated()) void sync();
    });
  });
  const { slow } = patterns;
  /** Slow patterns that the plan leaves out. */
  let leftOut = 0;
  const outdated = () => slow.size > leftOut;
  /** What the engine's state is of. */
  let planId = '';
  /** What slow patterns read is kept all the same: the next page may be quicker. */
  const makePlan = ({ definitions, hash }: Loaded): Plan => {
    const whole = compile(definitions, kinds, slow.size > 0 ? undefined : patterns);
    plan =
      slow.size === 0
        ? whole
        : { ...compile(definitions, kinds, patterns), stored: whole.stored, facts: whole.facts };
    leftOut = slow.size;
    planId = [hash, ...[...slow].toSorted()].join(' ');
    stale = true;
    return plan;
  };

  const setFacts = () => {
    const { traits, touches, geo } = memory;
    const told = {
      ...options.facts(),
      trait: traits,
      source: (touches ?? {}) as unknown as { readonly [id: string]: Json },
      ...(geo && { geo: { ...geo } }),
    };
    note(engine?.setFacts(told));
  };
  /** What is said of a session as it begins; of it is stored what definitions read. */
  const sessionStart = () => {
    const { device } = options.facts() as { readonly device?: { readonly type?: Json } };
    const { source, medium, campaign, channel } = memory.touches?.session ?? {};
    const said = { device_type: device?.type, source, medium, campaign, channel };
    const known = Object.entries(said).filter(([, value]) => value !== undefined && value !== null);
    return Object.fromEntries(known) as { readonly [key: string]: Json };
  };
  /** Lets go of what definitions do not read, or read no longer. */
  const reduce = () => {
    memory.traits = traitsRead(memory.traits, facts);
    memory.touches = touchesRead(memory.touches, facts);
    memory.geo = placeRead(memory.geo, facts);
    if (!memory.geo) memory.located = 0;
  };
  /** When place and landing page end, as far as any may be known. */
  const endOfSession = () =>
    memory.geo || facts.has('session.landing')
      ? Math.max(memory.last ?? 0, memory.located) + sessionTimeout
      : Infinity;
  const run = (entry: Entry): void => {
    if (!engine) return;
    const { event, arrival, traits, objection, geo } = entry.operation;
    const time = Math.max(Math.min(entry.operation.time, now()), memory.last ?? 0);
    entry.stored = [];
    const apply = (name: string, props?: { readonly [key: string]: Json }) => {
      note(engine?.apply({ name, time, ...(props && { props }) }));
      for (const place of engine?.unread().keys() ?? []) onProblem('number-unreadable', place);
      const kept = engine?.lastStored();
      if (!kept) return;
      entry.stored.push(kept);
      memory.pruneAt = Math.min(memory.pruneAt ?? Infinity, time + retention(plan, name));
    };
    if (traits) {
      const merged = Object.entries({ ...memory.traits, ...traits });
      memory.traits = Object.fromEntries(merged.filter(([, value]) => value !== null));
    }
    if (objection) {
      const others = memory.objections.filter((id) => id !== objection.segment);
      memory.objections = objection.stands ? [...others, objection.segment] : others;
      changed = true;
    }
    if (geo) [memory.geo, memory.located] = [geo, time];
    const newSession = memory.last === null || time - memory.last >= sessionTimeout;
    if (event && newSession && time - memory.located >= sessionTimeout) memory.geo = null;
    if ((event || arrival !== undefined) && namespaces.has('source')) {
      const found = options.heeded(arrival ?? null, ignored);
      memory.touches = touch(memory.touches, found, { time, last: memory.last, newSession });
    }
    if (traits || geo || newSession || arrival !== undefined) {
      reduce();
      setFacts();
    }
    if (!event) return;
    if (memory.last === null) apply('first_visit');
    if (newSession) apply('session_start', sessionStart());
    apply(event.name, event.props);
    memory.last = time;
  };

  const enter = (operation: Operation): void => {
    const entry: Entry = { operation, stored: [] };
    pending.push(entry);
    run(entry);
  };

  const build = (base: Snapshot | null, log: readonly CoveyEvent[] | undefined): Engine | null => {
    if (!plan) return null;
    const state = base?.engine ?? undefined;
    const built = createEngine(plan, options.host, { now: now(), state, log });
    // An engine that could not read its state has seen nothing.
    if (!state || base?.last === null || log || built.historySince() !== null) return built;
    onProblem('state-corrupt');
    return null;
  };

  /** One turn with the store. True: the other tab's definitions are to be looked at first. */
  const turn = async (tx: Transaction, force: boolean): Promise<boolean> => {
    const time = now();
    cutOff = 0;
    const found = readSnapshot(await tx.get(SNAPSHOT));
    const handed = readHanded(options.handed.read());
    handed.delete(page);
    const taken = (by: string) => found?.done.find(([name]) => name === by)?.[1] ?? 0;
    const overtaken = found !== null && (found.rev !== memory.rev || handed.size > 0);
    if (loaded && outdated()) makePlan(loaded);
    let entries = pending;
    let log: CoveyEvent[] | undefined;
    if (!engine || stale || overtaken) {
      const own = engine && { ...memory, engine: engine.state() };
      let base = found ?? own;
      // Another page's session is over, whether or not something comes.
      if (base && base === found && sessionEnd(base, sessionTimeout) <= time) {
        base = withoutSession(base);
        dirty = true;
      }
      const otherPlan = base?.plan !== planId;
      if (otherPlan && found && engine && !stale && !force) return true;
      const back = base !== null && base.clock > time + SET_BACK_MS;
      if (!base || otherPlan || back) {
        let keyed = await readLog(tx);
        if (base && back) {
          onProblem('clock-set-back');
          keyed = lowerLog(tx, keyed, time);
          const last = base.last === null ? null : Math.min(base.last, time);
          base = { ...base, engine: null, last, clock: time };
        }
        if (base) base.pruneAt = 0;
        log = keyed.map(([, event]) => event);
      }
      let built = build(base, log);
      if (!built) {
        log ??= (await readLog(tx)).map(([, event]) => event);
        built = build(null, log);
      }
      if (!built) return false;
      // From here on nothing waits: what the page does meanwhile comes after.
      engine = built;
      memory = { ...(base ?? { ...emptySnapshot(), last: log?.at(-1)?.time ?? null }) };
      reduce();
      stale = false;
      changed = true;
      setFacts();
      if (base !== own || !own) {
        // Another page took these in while this one was away.
        pending = pending.filter(({ operation }) => operation.sequence > taken(page));
        waiting = waiting.filter(({ sequence: own }) => own > taken(page));
        const before = [...handed].flatMap(([name, operations]) =>
          operations.filter((operation) => operation.sequence > taken(name)),
        );
        for (const { cut = 0 } of before) cutOff = Math.min(cutOff + cut, MAX_WAITING);
        entries = [...before.map((operation): Entry => ({ operation, stored: [] })), ...pending];
        entries.forEach(run);
      }
    }
    if (!(entries.length > 0 || log || dirty || !found)) return false;
    for (const { stored } of entries) for (const event of stored) tx.add(event);
    const done = new Map(memory.done);
    handed.set(
      page,
      pending.map(({ operation }) => operation),
    );
    for (const [name, operations] of handed) {
      const last = operations.at(-1);
      if (!last) continue;
      done.delete(name);
      done.set(name, last.sequence);
    }
    // What still stands in the record must not be taken in again, however much it is.
    memory.done = [...done].filter(([name], i) => handed.has(name) || i >= done.size - MAX_DONE);
    memory.rev = (found?.rev ?? memory.rev) + 1;
    memory.plan = planId;
    memory.keptMs = Math.max(0, ...[...(plan?.stored.values() ?? [])].map(({ forMs }) => forMs));
    memory.clock = Math.max(time, memory.last ?? 0);
    const whole = { ...memory, engine: engine.state() };
    // A page that stays open goes on knowing what is not kept any more.
    tx.put(SNAPSHOT, endOfSession() <= time ? withoutSession(whole) : whole);
    written = pending.at(-1)?.operation.sequence ?? written;
    dirty = false;
    return false;
  };

  /** What the definitions read; before they are known, what the page before knew of them. */
  const reads = (): Reads | null => {
    if (!plan || !loaded) return readReads(options.handed.read(), now());
    const paths = [...plan.stored].map(([name, { properties }]) => [
      name,
      [...properties, ...idOf(name)],
    ]);
    return { until: loaded.expires, facts: factsToKnow(facts), paths: Object.fromEntries(paths) };
  };
  /** What tells one event of a name from another: looked at, and not stored. */
  const idOf = (name: string): readonly string[] => {
    const id = plan?.once.get(name);
    return id === undefined ? [] : [id];
  };
  /** Properties of an event that the definitions read; null before there are any. */
  const read = (name: string): Wanted | null => {
    if (!plan) return null;
    const paths = (plan.stored.get(name) ?? plan.stored.get('*'))?.properties ?? [];
    const found = wishes.get(name) ?? wanted([...paths, ...idOf(name), ...propertiesRead(facts)]);
    if (wishes.size < MAX_PENDING) wishes.set(name, found);
    return found;
  };

  /**
   * Leaves what is not stored yet to whichever page comes next, reduced to what the definitions need.
   * A page that is only hidden goes on with the rest by itself.
   */
  const handOver = (leaving = false): void => {
    const operations = [
      ...pending.map(({ operation }) => operation),
      ...waiting.slice(0, MAX_HANDED),
    ];
    const known = reads();
    if (!known || operations.length === 0) return;
    const read = new Set(known.facts);
    const reduced = operations.map((operation): Operation => {
      const { event, ...rest } = operationRead(operation, read);
      if (!event) return rest;
      const { name } = event;
      const paths = Object.hasOwn(known.paths, name) ? known.paths[name] : known.paths['*'];
      // What nothing reads is an event all the same: sessions are made of them.
      if (!paths && !isEventRead(name, read)) return { ...rest, event: { name: '', props: {} } };
      const wish = wanted([...(paths ?? []), ...propertiesRead(read)]);
      return { ...rest, event: { name, props: plainProps([event.props], wish, () => {}) } };
    });
    // The rest is dropped, once another page takes these in, which counts it.
    const cut = waiting.length - MAX_HANDED;
    const last = waiting.at(-1);
    if (leaving && cut > 0 && last) reduced.push({ sequence: last.sequence, time: last.time, cut });
    options.handed.add(page, reduced);
  };

  /** Brings memory and store together; resolves when it is written. */
  const synchronise = async (): Promise<void> => {
    if (!loaded) return;
    const handed = [...readHanded(options.handed.read()).keys()];
    if (await options.transact((tx) => turn(tx, false))) {
      await options.onOtherPlan();
      await options.transact((tx) => turn(tx, true));
    }
    for (; cutOff > 0; cutOff--) onProblem('events-dropped');
    const count = pending.length;
    pending = pending.filter(({ operation }) => operation.sequence > written);
    const own = readHanded(options.handed.read()).get(page);
    options.handed.remove([...handed, page]);
    // What came after the transaction began still waits.
    if (own) handOver(own.some(({ cut }) => cut));
    if (pending.length < count) options.onStored();
    tell();
  };

  /** One turn at a time; what comes meanwhile shares the next. */
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
    /** New definitions: unchanged metrics keep their state at the next `sync`, others are rebuilt. */
    use(next: Loaded): void {
      if (next.hash === loaded?.hash) return;
      loaded = next;
      const made = makePlan(next);
      wishes.clear();
      // Where a session came from stands in its first event, too.
      const ofSession = ['session_start', '*'].flatMap(
        (name) => made.stored.get(name)?.properties ?? [],
      );
      const ofSource = ofSession.filter((name) => OF_SOURCE.test(name));
      facts = new Set([...made.facts, ...ofSource.map((name) => `source.session.${name}`)]);
      namespaces = new Set([...facts].map((fact) => fact.split('.')[0]));
      ignored = ignoredHosts(next.definitions.sources?.ignore);
      sessionTimeout = sessionTimeoutOf(next.definitions);
      const known = reads();
      if (known) options.handed.know(known);
    },
    wanted: read,
    /**
     * Takes part in the answers at once, or as soon as it is its turn, and is stored at the next `sync`.
     * False where it waits, or is dropped.
     */
    apply(change: Change, time: number = now()): boolean {
      const waits = waiting.length > 0 || pending.length >= MAX_PENDING;
      if (waits && (!engine || waiting.length >= MAX_WAITING)) {
        onProblem('events-dropped');
        return false;
      }
      const operation = { ...change, time, sequence: ++sequence };
      if (waits) waiting.push(operation);
      else enter(operation);
      tell();
      return !waits;
    },
    /** Takes in what waits, as far as one task can carry it. False: nothing did. */
    admit(): boolean {
      const next = waiting.splice(0, MAX_PENDING - pending.length);
      for (const operation of next) enter(operation);
      tell();
      return next.length > 0;
    },
    /** Whether the definitions read facts of this kind: `geo`, `source`. */
    reads: (namespace: string) => namespaces.has(namespace),
    /** The page's own facts changed. */
    refreshFacts(): void {
      setFacts();
      tell();
    },
    /** Lets time pass. */
    advance(): void {
      const time = now();
      if (memory.clock > time + SET_BACK_MS) {
        stale = true;
        void sync();
      } else {
        note(engine?.advance(time));
        tell();
        const end = endOfSession();
        if (end > time || end === seenEnd) return;
        seenEnd = end;
        dirty = true;
        void sync();
      }
    },
    handOver,
    /** Removes what the definitions no longer need. */
    async prune(): Promise<void> {
      if (pruning) return;
      pruning = true;
      try {
        // Metrics let go of what has left their windows when they are looked at.
        engine?.metricValues();
        // What is added meanwhile says for itself when it is due.
        memory.pruneAt = null;
        const next = Math.min(
          await pruneLog(options.transact, plan, now),
          memory.pruneAt ?? Infinity,
        );
        memory.pruneAt = next === Infinity ? null : next;
        dirty = true;
        await sync();
      } finally {
        pruning = false;
      }
    },
    loaded: () => loaded,
    engine: () => engine,
    memory: () => memory,
    /** Segments the visitor is in and did not object to, in the order of the definitions. */
    members: (): readonly string[] =>
      engine?.current().filter((id) => !memory.objections.includes(id)) ?? [],
    /** When the visitor leaves each of these segments if nothing happens; 0 where no end is in sight. */
    endings(ids: readonly string[]): { readonly [id: string]: number } {
      const ends = new Map(ids.map((id) => [id, 0]));
      const copy =
        plan && engine && createEngine(plan, options.host, { now: now(), state: engine.state() });
      for (let step = 0; copy && step < MAX_STEPS; step++) {
        const next = copy.nextChange();
        if (next === null) break;
        copy.advance(next);
        for (const id of ids) if (!ends.get(id) && !copy.has(id)) ends.set(id, next);
      }
      return Object.fromEntries(ends);
    },
    /** Earliest instant at which time alone changes something. */
    nextChange: (): number =>
      Math.min(
        engine?.nextChange() ?? Infinity,
        memory.pruneAt ?? Infinity,
        endOfSession() === seenEnd ? Infinity : endOfSession(),
      ),
  };
}
