import { sessionTimeoutOf } from '../../shared/definitions/durations.ts';
import type { Json } from '../../shared/definitions/types.ts';
import type {
  beginEngine,
  CoveyEvent,
  Engine,
  EngineHost,
  HostFacts,
} from '../../shared/engine/index.ts';
import type { ProblemCode } from '../problems.ts';
import { retention } from './retention.ts';
import type { Reading } from './reading.ts';
import { emptySnapshot, type Operation, type Snapshot } from './snapshot.ts';

/** Something that happened, and what is to be kept of it under the present plan. */
export interface Entry {
  operation: Operation;
  stored: CoveyEvent[];
}

export interface VisitorOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly host: EngineHost;
  /** `device.*` and `page.*` as they are now. */
  readonly facts: (deviceFacts: Reading['deviceFacts']) => Pick<HostFacts, 'device' | 'page'>;
  /** Null before there are definitions. */
  readonly reading: () => Reading | null;
  /** Names the code: a state that another wrote is looked at afresh. */
  readonly build: string;
  readonly onProblem: (code: ProblemCode, detail?: unknown) => void;
}

/** The visitor as this page knows them: an engine, and what is remembered beside it. */
export interface Visitor {
  /** Null before the store was read. */
  engine(): Engine | null;
  /** Changed in place; without the engine's state, which is asked of the engine. */
  memory(): Snapshot;
  /** How far the engine's time has come, milliseconds since the epoch. */
  cameTo(): number;
  /** Lets one operation take part in the answers, at its own time or, where time has gone on, now. */
  decide(entry: Entry): void;
  /** The page's own facts may have changed. */
  refreshFacts(): void;
  advance(time: number): void;
  /** When place and landing page end, as far as any may be known; Infinity: never. */
  endOfSession(): number;
  /**
   * Becomes who stands in the store: `base` with its engine, and the stored events where metrics are to be rebuilt
   * from them. False where the engine's state cannot be read, and nothing has changed. `create`: how an engine is made
   * of that.
   */
  become(
    base: Snapshot | null,
    log: readonly CoveyEvent[] | undefined,
    create: typeof beginEngine,
  ): boolean;
  /** Knows nothing any more until it becomes somebody again. */
  forget(): void;
  /** Whether answers may have changed since this was last asked. */
  takeChanged(): boolean;
}

export function createVisitor(options: VisitorOptions): Visitor {
  const { now, reading, onProblem } = options;
  let engine: Engine | null = null;
  let memory: Snapshot = emptySnapshot();
  let cameTo = -Infinity;
  let changed = false;
  /** The engine's, to which the memory's belongs. */
  let course = 0;

  const timeoutMs = () => reading()?.sessionTimeoutMs ?? sessionTimeoutOf(undefined);
  const note = (changes: readonly unknown[] = []) => {
    changed ||= changes.length > 0;
    if (!engine || engine.course() === course) return;
    course = engine.course();
    memory.course = Math.random();
  };
  const told = () => options.facts(reading()?.deviceFacts ?? null);
  const refreshFacts = () => {
    const { traits, touches, geo } = memory;
    const hostFacts = {
      ...told(),
      trait: traits,
      // What cannot be told is unknown, and not absent.
      ...(reading()?.sources && {
        source: (touches ?? {}) as unknown as { readonly [id: string]: Json },
      }),
      ...(geo && { geo: { ...geo } }),
    };
    note(engine?.setFacts(hostFacts));
  };
  /** Lets go of what definitions do not read, or read no longer. */
  const reduce = () => {
    const keeping = reading()?.keeping;
    memory.traits = keeping?.traits(memory.traits) ?? {};
    memory.told = keeping?.traits(memory.told) ?? {};
    memory.touches = keeping?.touches(memory.touches) ?? null;
    memory.geo = keeping?.place(memory.geo) ?? null;
    if (!memory.geo) memory.located = 0;
  };
  const apply = (
    entry: Entry,
    event: { readonly name: string; readonly props?: { readonly [key: string]: Json } },
    time: number,
  ) => {
    note(engine?.apply({ ...event, time }));
    for (const place of engine?.unread().keys() ?? []) onProblem('number-unreadable', place);
    const kept = engine?.lastStored();
    if (!kept) return;
    entry.stored.push(kept);
    const until = time + retention(reading()?.plan ?? null, event.name);
    memory.pruneAt = Math.min(memory.pruneAt ?? Infinity, until);
  };

  return {
    engine: () => engine,
    memory: () => memory,
    cameTo: () => cameTo,
    refreshFacts,
    decide(entry) {
      if (!engine) return;
      const current = reading();
      const { sources, namespaces } = current ?? {};
      // From here on it is no more than what definitions may ask.
      if (current?.isWhole && entry.operation.arrival)
        entry.operation = {
          ...entry.operation,
          arrival: sources?.told(entry.operation.arrival) ?? null,
        };
      if (current?.isWhole && entry.operation.given) {
        const { given, ...rest } = entry.operation;
        entry.operation = { ...rest, traits: current.traitsOf(given, onProblem) };
      }
      const { event, arrival, traits, isDrawn, objection, geo } = entry.operation;
      const time = Math.max(Math.min(entry.operation.time, now()), memory.last ?? 0);
      cameTo = Math.max(cameTo, time);
      entry.stored = [];
      if (traits) {
        const merged = Object.entries({
          ...memory.traits,
          ...traits,
          ...(isDrawn && memory.traits),
        });
        memory.traits = Object.fromEntries(merged.filter(([, value]) => value !== null));
        // When a variant was drawn is nobody's business.
        if (!isDrawn) for (const id in traits) memory.told[id] = entry.operation.time;
      }
      if (objection) {
        const others = memory.objections.filter((id) => id !== objection.segment);
        memory.objections = objection.stands ? [...others, objection.segment] : others;
        changed = true;
      }
      if (geo) [memory.geo, memory.located] = [geo, time];
      const newSession = memory.last === null || time - memory.last >= timeoutMs();
      if (event && newSession && time - memory.located >= timeoutMs()) memory.geo = null;
      if ((event || arrival !== undefined) && sources && namespaces?.has('source'))
        memory.touches = sources.touch(memory.touches, arrival ?? null, {
          time,
          last: memory.last,
          newSession,
        });
      if (traits || geo || newSession || arrival !== undefined) {
        reduce();
        refreshFacts();
      }
      if (!event) return;
      if (memory.last === null) apply(entry, { name: 'first_visit' }, time);
      if (newSession) {
        const props = sources?.sessionStart(told().device, memory.touches) ?? {};
        apply(entry, { name: 'session_start', props }, time);
      }
      apply(entry, event, time);
      memory.last = time;
    },
    advance(time) {
      cameTo = Math.max(cameTo, time);
      note(engine?.advance(time));
    },
    endOfSession: () =>
      memory.geo || reading()?.keeping?.facts.has('session.landing')
        ? Math.max(memory.last ?? 0, memory.located) + timeoutMs()
        : Infinity,
    become(base, log, create) {
      const current = reading();
      if (!current) return false;
      const { plan } = current;
      const state = base?.engine ?? undefined;
      const time = now();
      // The plan of definitions of which a part is missing is another.
      const planId = current.isWhole ? options.build + current.planId : undefined;
      const built = create(plan, options.host, { now: time, state, log, planId });
      // An engine that could not read its state has seen nothing.
      if (state && base?.last !== null && !log && built.historySince() === null) {
        onProblem('state-corrupt');
        return false;
      }
      engine = built;
      course = 0;
      cameTo = Math.max(time, memory.last ?? 0);
      memory = {
        ...(base ?? { ...emptySnapshot(), last: log?.at(-1)?.time ?? null }),
        engine: null,
      };
      reduce();
      changed = true;
      refreshFacts();
      return true;
    },
    forget() {
      engine = null;
      memory = emptySnapshot();
      cameTo = -Infinity;
    },
    takeChanged() {
      const was = changed;
      changed = false;
      return was;
    },
  };
}
