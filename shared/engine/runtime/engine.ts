import type { LinkedPlan } from '../plan/linked-plan.ts';
import type { IngestedEvent, VisitorState } from '../graph/visitor-state.ts';
import { forkRuntime } from './make-runtime.ts';
import { type Begin, serialize, startAnew } from './state.ts';
import { type FactReading, readFact } from './metric-values.ts';
import { isRepetition, isSeenId } from './repetitions.ts';
import type { Runtime } from './runtime.ts';
import type { Change, CoveyEvent, Engine, EngineHost, EngineOptions, Plan } from '../types.ts';
import { isRecord } from '../values/values.ts';

/** What lies behind an engine, for `explain`: all metrics are at the present when it is asked for. */
export interface EngineInside {
  readonly program: LinkedPlan;
  readonly runtime: Runtime;
  /** The same visitor, to look ahead with: what is done to it leaves the engine as it is. */
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

/**
 * An engine for one visitor, at `now`: for somebody of whom nothing is known, unless `begin` knows more of them
 * (`restore.ts`). Never throws.
 */
export function beginEngine(
  plan: Plan,
  host: EngineHost,
  options: EngineOptions,
  begin: Begin = startAnew,
): Engine {
  const program = plan as LinkedPlan;
  const { segmentIndexes, hostFacts } = program;
  const start = Number.isFinite(options.now) ? options.now : 0;
  const memory = begin(program, host, start, options);
  const { runtime, ids, once } = memory;
  const { visitor, answers } = runtime;
  let lastId: unknown;
  let lastIngested: IngestedEvent | null = null;

  const validTime = (time: unknown): number =>
    typeof time === 'number' && time > visitor.now && time < LATEST
      ? Math.floor(time)
      : visitor.now;

  const apply = (event: CoveyEvent): readonly Change[] => {
    // What is not taken in is not to be stored either.
    lastIngested = null;
    if (isRecord(event) && typeof event.name === 'string' && !isSeenId(ids, event.id)) {
      const { name } = event;
      const time = validTime(event.time);
      const props = isRecord(event.props) ? event.props : undefined;
      // Mostly no definition says that there are any.
      if (
        program.once.size === 0 ||
        !isRepetition(program.once.get(name), once, name, props, time)
      ) {
        lastIngested = runtime.ingest(name, time, props, event.session);
        lastId = event.id;
      }
    }
    return answers.takeChanges();
  };

  for (const event of memory.replay ?? []) apply(event);
  runtime.advanceTo(validTime(options.now));
  answers.takeChanges();
  // Of what was replayed it was said when it happened.
  visitor.unread.clear();

  const values = () => {
    runtime.advanceAll();
    return plan.metrics.map((id) => [id, readFact(program, visitor, `metric.${id}`)] as const);
  };

  const engine: OpenEngine = {
    plan,
    apply,

    // A method: an accessor would give every engine a hidden class of its own.
    lastStored() {
      if (!lastIngested) return null;
      const { name, time, session } = lastIngested;
      const kept = plan.stored.get(name) ?? plan.stored.get('*');
      if (!kept) return null;
      const props = plan.reduceProps(lastIngested.props, kept.properties);
      return {
        name,
        time,
        ...(props && { props: props as NonNullable<CoveyEvent['props']> }),
        ...(typeof lastId === 'string' && { id: lastId }),
        session,
      };
    },

    setFacts(facts) {
      for (const [index, fact] of hostFacts.entries()) {
        const value = program.otherFacts?.readHostFact(facts, fact);
        const before = visitor.hostFacts[index];
        const same =
          before === value ||
          (Array.isArray(value) && JSON.stringify(before) === JSON.stringify(value));
        if (same) continue;
        visitor.hostFacts[index] = value;
        runtime.refreshHostFact(index);
      }
      answers.flush(false);
      return answers.takeChanges();
    },

    advance(now) {
      runtime.advanceTo(validTime(now));
      return answers.takeChanges();
    },

    nextChange: () => runtime.nextTimer(),

    has: (id) => runtime.has(id),

    member(id) {
      const index = segmentIndexes.get(id);
      return index === undefined ? false : (visitor.answers[index] ?? null);
    },

    current: () => plan.segments.filter((id) => engine.has(id) && !plan.shadow.has(id)),

    inside() {
      runtime.advanceAll();
      return {
        program,
        runtime,
        fork: () => forkRuntime(program, runtime),
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
    lookAhead: () => forkRuntime(program, runtime),
    course: () => runtime.course,
    state: () => serialize(program, memory),
    historySince: () => visitor.firstSeen,
  };

  return engine;
}
