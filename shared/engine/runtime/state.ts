import { MAX_RETENTION_MS } from '../../definitions/durations.ts';
import type { LinkedPlan } from '../plan/linked-plan.ts';
import { decode, deserializeState, serializeState } from '../graph/serialize.ts';
import { rememberedOf, sessionFor } from '../graph/visit.ts';
import type { MetricState, VisitorState } from '../graph/visitor-state.ts';
import type { CoveyEvent, EngineHost, EngineState } from '../types.ts';
import { UNKNOWN, own } from '../values/values.ts';
import {
  type LogCoverage,
  coverageUnder,
  deserializeCoverage,
  incompleteTo,
  serializeCoverage,
} from './log-coverage.ts';
import { replay } from './replay.ts';
import { freshVisitor, makeRuntime, newRuntime } from './make-runtime.ts';
import type { Runtime } from './runtime.ts';
import {
  type SavedSegment,
  type SavedState,
  type SavedVisit,
  type Sighting,
  deserializeMembership,
  seal,
  serializeSegment,
  unseal,
} from './saved-state.ts';

/** What an engine remembers. */
export interface Memory {
  readonly runtime: Runtime;
  readonly coverage: LogCoverage;
  /** Hashes of the ids seen lately, the oldest first. */
  readonly ids: Set<string>;
  /** By event name, hashes of the ids that its property held, and when. */
  readonly once: Map<string, readonly Sighting[]>;
}

/** Ids of what the program still keeps, and of the last 13 months. */
const lately = (
  { once }: LinkedPlan,
  sightings: Iterable<readonly [string, readonly Sighting[]]>,
  now: number,
): [string, readonly Sighting[]][] =>
  [...sightings].flatMap(([name, some]): [string, readonly Sighting[]][] => {
    const left = some.filter(([, time]) => time > now - MAX_RETENTION_MS);
    return once.has(name) && left.length > 0 ? [[name, left]] : [];
  });

/** All that is remembered, as JSON. */
const toSaved = (program: LinkedPlan, memory: Memory): Omit<SavedState, 'v'> => {
  const { runtime, coverage, ids, once } = memory;
  const { visitor } = runtime;
  const { now, session, firstSeen, daysActive, day, dayEnd, events, missing } = visitor;
  const facts = program.hostFacts.flatMap(({ namespace, key }, index) =>
    visitor.hostFacts[index] === UNKNOWN
      ? []
      : [[`${namespace}.${key}`, visitor.hostFacts[index] ?? null]],
  );
  const metrics = program.metricNodes.map(({ metric, hash: identity, demand: { max } }, index) => {
    const state = serializeState(metric, visitor.metrics[index] as MetricState);
    return [identity, [max === Infinity ? null : max, state]];
  });
  const segments = program.compiledSegments.map(({ id, hash: rules, index }) => {
    const answer = visitor.answers[index] ?? null;
    return [
      id,
      serializeSegment(
        rules,
        answer,
        runtime.answers.times[index] as number,
        runtime.answers.membership(index),
      ),
    ];
  });
  return {
    now,
    visit: {
      session: sessionFor(session, program.facts),
      firstSeen,
      ...(program.facts.has('visitor.daysActive') && { daysActive, day, dayEnd }),
      // Positions of events among all of them.
      ...(program.metricNodes.length > 0 && { events }),
      facts: rememberedOf(program.facts),
      missing: Object.fromEntries(missing),
    },
    facts: Object.fromEntries(facts) as SavedState['facts'],
    metrics: Object.fromEntries(metrics) as SavedState['metrics'],
    segments: Object.fromEntries(segments) as SavedState['segments'],
    kept: serializeCoverage(coverage),
    ids: [...ids],
    once: Object.fromEntries(lately(program, once, now)),
  };
};

export const serialize = (program: LinkedPlan, memory: Memory): EngineState =>
  seal(toSaved(program, memory));

/** A second visitor with the same memory, of whom nothing more is known than of the first. */
export const fork = (program: LinkedPlan, memory: Memory): Runtime =>
  revive(program, memory.runtime.visitor.host, toSaved(program, memory), []).runtime;

/** An engine's memory from a state and the stored events; from the events alone where there is no readable state. */
export const restore = (
  program: LinkedPlan,
  host: EngineHost,
  now: number,
  state: EngineState | undefined,
  log: readonly CoveyEvent[],
): Memory & { readonly replay: readonly CoveyEvent[] } => {
  const saved = unseal(state);
  if (saved) return { ...revive(program, host, saved, log), replay: [] };
  const runtime = newRuntime(program, host, Math.min(now, log[0]?.time ?? now));
  return {
    runtime,
    coverage: coverageOfNew(program, runtime.visitor),
    ids: new Set(),
    once: new Map(),
    replay: log,
  };
};

const coverages = new WeakMap<LinkedPlan, LogCoverage>();

/** What the log of a new visitor holds: the same for each of them. */
const coverageOfNew = (program: LinkedPlan, visitor: VisitorState): LogCoverage => {
  const coverage = coverages.get(program) ?? coverageUnder(program.stored, {}, visitor);
  coverages.set(program, coverage);
  return coverage;
};

/** What of the visit is not known, since nothing read it. Before the first event nothing can be missing. */
const missingNow = (
  { facts }: LinkedPlan,
  { session, firstSeen }: VisitorState,
  before: readonly string[] = rememberedOf(facts),
  missing: SavedVisit['missing'] = {},
): VisitorState['missing'] =>
  new Map(
    rememberedOf(facts).flatMap((fact): [string, number][] => {
      if (firstSeen === null) return [];
      const since = before.includes(fact) ? own(missing, fact) : session.number;
      return since === undefined ? [] : [[fact, since]];
    }),
  );

/** The visitor of a saved state, and the metrics, by their index, that have to be built anew. */
const reviveVisitor = (
  program: LinkedPlan,
  host: EngineHost,
  saved: Omit<SavedState, 'v'>,
  coverage: LogCoverage,
): { readonly visitor: VisitorState; readonly rebuild: ReadonlySet<number> } => {
  const visitor = freshVisitor(program, host, saved.now, []);
  const { facts: remembered, missing, ...visit } = decode(saved.visit) as SavedVisit;
  Object.assign(visitor, visit);
  visitor.missing = missingNow(program, visitor, remembered, missing);
  for (const [index, { namespace, key }] of program.hostFacts.entries()) {
    const fact = `${namespace}.${key}`;
    if (Object.hasOwn(saved.facts, fact)) visitor.hostFacts[index] = saved.facts[fact];
  }
  const rebuild = new Set<number>();
  for (const [index, { metric, needs, hash: identity, demand }] of program.metricNodes.entries()) {
    const [max = null, state] = own(saved.metrics, identity) ?? [];
    if (state && (!metric.forgets || max === null || max >= demand.max))
      visitor.metrics[index] = deserializeState(metric, state, demand.max);
    else {
      visitor.metrics[index] = metric.fresh(incompleteTo(needs, coverage, visitor));
      rebuild.add(index);
    }
  }
  return { visitor, rebuild };
};

const reviveMemberships = (
  program: LinkedPlan,
  runtime: Runtime,
  saved: { readonly [id: string]: SavedSegment },
): void => {
  for (const { id, hash: rules, index } of program.compiledSegments) {
    const segment = own(saved, id);
    if (!segment || segment[0] !== rules) continue;
    const [, answer, since] = segment;
    runtime.answers.restore(index, answer, since, deserializeMembership(segment));
  }
};

const revive = (
  program: LinkedPlan,
  host: EngineHost,
  saved: Omit<SavedState, 'v'>,
  log: readonly CoveyEvent[],
): Memory => {
  const before = deserializeCoverage(saved.kept);
  const { visitor, rebuild } = reviveVisitor(program, host, saved, before);
  if (rebuild.size > 0) replay(program, visitor, log, rebuild);
  const runtime = makeRuntime(program, visitor);
  // Serialized with what had left the window: the thresholds of then did not need it to be looked for.
  for (const index of program.metricNodes.keys()) runtime.advanceTime(index);
  reviveMemberships(program, runtime, saved.segments);
  runtime.begin();
  return {
    runtime,
    coverage: coverageUnder(program.stored, before, visitor),
    ids: new Set(saved.ids),
    once: new Map(lately(program, Object.entries(saved.once ?? {}), visitor.now)),
  };
};
