import { MAX_RETENTION_MS } from '../../definitions/durations.ts';
import type { Program } from '../plan/program.ts';
import { readHostFact } from '../plan/facts.ts';
import { hash } from '../values/hash.ts';
import type { IngestedEvent, VisitorState } from '../graph/visitor-state.ts';
import { fork, restore, serialize } from './state.ts';
import { type FactReading, readFact } from './metric-values.ts';
import type { Runtime } from './runtime.ts';
import { reduceProps } from '../graph/reduce-props.ts';
import type { Change, CoveyEvent, Engine, EngineHost, EngineState, Plan } from '../types.ts';
import { Range, isRecord, own } from '../values/values.ts';

export interface EngineOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** From an earlier engine's `state()`: metrics whose definition is unchanged continue from it. */
  readonly state?: EngineState | undefined;
  /**
   * The stored events in the order they were applied. Metrics that `state` does not know are
   * rebuilt from them; without a state, everything is, and they count as the whole history.
   */
  readonly log?: readonly CoveyEvent[] | undefined;
}

/** What lies behind an engine, for `explain`: all metrics are at the present when it is asked for. */
export interface EngineInside {
  readonly program: Program;
  readonly runtime: Runtime;
  /** A second visitor of whom the same is known: what is done to it leaves the engine as it is. */
  readonly fork: () => Runtime;
  readonly readFact: (visitor: VisitorState, fact: string) => FactReading;
}

/** Every engine is one of these: the face that hosts see does not say so. */
interface OpenEngine extends Engine {
  inside(): EngineInside;
}

export const insideOf = (engine: Engine): EngineInside => (engine as OpenEngine).inside();

/** Beyond this an instant is no date. */
const LATEST = 8e15;
/** How many event ids are remembered. */
const IDS = 100;
/** How many of the ids that a property holds, for each event name; and for how long. */
const ONCE = 100;
const NONE: readonly Change[] = Object.freeze([]);

/**
 * An engine for one visitor, at `now`. What happened by time alone between the state and now has
 * happened when this returns. Never throws; a state that cannot be read counts as none.
 */
export function createEngine(plan: Plan, host: EngineHost, options: EngineOptions): Engine {
  const program = plan as Program;
  const { segmentIndexes, metricNodes, hostFacts } = program;
  const log = (options.log ?? []).filter(
    (event) => isRecord(event) && typeof event.name === 'string' && Number.isFinite(event.time),
  );
  const start = Number.isFinite(options.now) ? options.now : 0;
  const memory = restore(program, host, start, options.state, log);
  const { runtime, ids, once } = memory;
  const { visitor } = runtime;
  let lastEvent: CoveyEvent | null = null;
  let lastTaken: IngestedEvent | null = null;

  const validTime = (time: unknown): number =>
    typeof time === 'number' && time > visitor.now && time < LATEST
      ? Math.floor(time)
      : visitor.now;

  const isKnown = (id: unknown): boolean => {
    if (typeof id !== 'string') return false;
    const short = hash(id);
    if (ids.has(short)) return true;
    ids.add(short);
    if (ids.size > IDS) ids.delete(ids.keys().next().value as string);
    return false;
  };

  /** Whether this very purchase, say, was seen before: by the property that tells one from another. */
  const isRepeated = (name: string, props: IngestedEvent['props'], time: number): boolean => {
    const property = program.once.get(name);
    const id = property === undefined ? undefined : own(props, property);
    if (!(typeof id === 'number' ? Number.isFinite(id) : typeof id === 'string' && id))
      return false;
    const short = hash(String(id));
    const since = time - MAX_RETENTION_MS;
    const seen = (once.get(name) ?? []).filter(([, seenAt]) => seenAt > since);
    const isSeen = seen.some(([other]) => other === short);
    if (!isSeen) seen.push([short, time]);
    once.set(name, seen.slice(-ONCE));
    return isSeen;
  };

  const apply = (event: CoveyEvent): readonly Change[] => {
    // What is not taken in is not to be stored either.
    lastTaken = null;
    if (!isRecord(event) || typeof event.name !== 'string' || isKnown(event.id)) return NONE;
    const props = isRecord(event.props) ? event.props : undefined;
    if (isRepeated(event.name, props, validTime(event.time))) return NONE;
    const taken = runtime.ingest(event.name, validTime(event.time), props, event.session);
    lastEvent = event;
    lastTaken = taken;
    return runtime.takeChanges();
  };

  for (const event of memory.replay) apply(event);
  runtime.advanceTo(validTime(options.now));
  runtime.takeChanges();
  // Of what was replayed it was said when it happened.
  visitor.unread.clear();

  const values = () => {
    for (const place of metricNodes.keys()) runtime.advanceTime(place);
    return plan.metrics.map((id) => [id, readFact(program, visitor, `metric.${id}`)] as const);
  };

  const engine: OpenEngine = {
    plan,
    apply,

    // A method: an accessor would give every engine a hidden class of its own.
    lastStored() {
      if (!lastEvent || !lastTaken) return null;
      const { name, time, session } = lastTaken;
      const kept = plan.stored.get(name) ?? plan.stored.get('*');
      if (!kept) return null;
      const props = reduceProps(lastTaken.props, kept.properties);
      const { id } = lastEvent;
      return {
        name,
        time,
        ...(props && { props: props as NonNullable<CoveyEvent['props']> }),
        ...(typeof id === 'string' && { id }),
        session,
      };
    },

    setFacts(facts) {
      for (const [place, slot] of hostFacts.entries()) {
        const value = readHostFact(facts, slot);
        const before = visitor.hostFacts[place];
        const same =
          before === value ||
          (typeof value === 'object' &&
            !(value instanceof Range) &&
            !(before instanceof Range) &&
            JSON.stringify(before) === JSON.stringify(value));
        if (same) continue;
        visitor.hostFacts[place] = value;
        runtime.refreshHostFact(place);
      }
      runtime.flush(false);
      return runtime.takeChanges();
    },

    advance(now) {
      runtime.advanceTo(validTime(now));
      return runtime.takeChanges();
    },

    nextChange: () => runtime.nextTimer(),

    has(id) {
      const place = segmentIndexes.get(id);
      return place !== undefined && visitor.answers[place] === true;
    },

    member(id) {
      const place = segmentIndexes.get(id);
      return place === undefined ? false : (visitor.answers[place] ?? null);
    },

    current: () => plan.segments.filter((id) => engine.has(id) && !plan.shadow.has(id)),

    inside() {
      for (const place of metricNodes.keys()) runtime.advanceTime(place);
      return {
        program,
        runtime,
        fork: () => fork(program, memory),
        readFact: (of, fact) => readFact(program, of, fact),
      };
    },

    metricValues: () => Object.fromEntries(values().map(([id, { value }]) => [id, value])),

    approximate: () => values().flatMap(([id, { approximate }]) => (approximate ? [id] : [])),

    unread() {
      if (visitor.unread.size === 0) return visitor.unread;
      const found = new Map(visitor.unread);
      visitor.unread.clear();
      return found;
    },
    state: () => serialize(program, memory),
    historySince: () => visitor.firstSeen,
  };

  return engine;
}
