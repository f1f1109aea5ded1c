import { DAY_MS, MAX_RETENTION_MS } from '../../definitions/durations.ts';
import type { LinkedPlan, MetricNode } from '../plan/linked-plan.ts';
import { decode } from '../graph/serialize.ts';
import { rememberedOf, sessionFor } from '../graph/visit.ts';
import type { SavedMetric, VisitorState } from '../graph/visitor-state.ts';
import type { CoveyEvent, EngineHost, EngineOptions, EngineState } from '../types.ts';
import { UNKNOWN, own } from '../values/values.ts';
import {
  type LogCoverage,
  coverageUnder,
  deserializeCoverage,
  incompleteTo,
  serializeCoverage,
} from './log-coverage.ts';
import { replay } from './replay.ts';
import { layoutOf } from './layout.ts';
import { freshVisitor, makeRuntime, newRuntime } from './make-runtime.ts';
import type { Runtime } from './runtime.ts';
import {
  type SavedSegment,
  type SavedState,
  type SavedVisit,
  type Sighting,
  type Standing,
  deserializeMembership,
  seal,
  serializeSegment,
  unseal,
} from './saved-state.ts';

/** What an engine remembers. */
export interface Memory {
  /** Names plan and code, where the host gave them a name. */
  readonly planId: string | undefined;
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

/** What has to be the same for a standing to be taken as it is. */
const nameOf = (planId: string, host: EngineHost, now: number): string =>
  `${planId} ${host.offsetAt(now)}`;

const standingOf = (program: LinkedPlan, planId: string, runtime: Runtime): Standing => {
  const { now, host, ranks, beforeGroups } = runtime.visitor;
  return [
    nameOf(planId, host, now),
    runtime.advancedTo,
    ranks.slice(),
    runtime.timers.dueTimes.map((time) => (time < Infinity ? time : 0)),
    layoutOf(program).hasRules ? beforeGroups.slice() : [],
  ];
};

/** All that is remembered, as JSON. */
const toSaved = (program: LinkedPlan, memory: Memory): Omit<SavedState, 'v'> => {
  const { planId, runtime, coverage, ids, once } = memory;
  const { visitor } = runtime;
  // What has left its window leaves the store as well, though no answer asks.
  if (planId !== undefined && visitor.now >= runtime.advancedTo + DAY_MS) runtime.advanceAll();
  const { now, session, firstSeen, daysActive, day, dayEnd, events, missing } = visitor;
  const facts = program.hostFacts.flatMap(({ namespace, key }, index) =>
    visitor.hostFacts[index] === UNKNOWN
      ? []
      : [[`${namespace}.${key}`, visitor.hostFacts[index] ?? null]],
  );
  const metrics = runtime.saveMetrics().map((saved, i) => [program.metricNodes[i]?.hash, saved]);
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
    ...(planId !== undefined && { standing: standingOf(program, planId, runtime) }),
  };
};

export const serialize = (program: LinkedPlan, memory: Memory): EngineState =>
  seal(toSaved(program, memory));

/** An engine's memory from a state and the stored events; from the events alone where there is no readable state. */
export const restore = (
  program: LinkedPlan,
  host: EngineHost,
  now: number,
  { state, planId }: Pick<EngineOptions, 'state' | 'planId'>,
  log: readonly CoveyEvent[],
): Memory & { readonly replay: readonly CoveyEvent[] } => {
  const saved = unseal(state);
  if (saved) return { ...revive(program, host, planId, saved, log), replay: [] };
  const runtime = newRuntime(program, host, Math.min(now, log[0]?.time ?? now));
  return {
    planId,
    runtime,
    coverage: (layoutOf(program).coverage ??= coverageUnder(program.stored, {}, runtime.visitor)),
    ids: new Set(),
    once: new Map(),
    replay: log,
  };
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

/** Whether nothing was forgotten that answers depend on now. */
const isEnough = ({ metric, demand }: MetricNode, [max, state]: SavedMetric): boolean =>
  !!state && (!metric.forgets || max === null || max >= demand.max);

/** The visitor of a saved state, and the metrics, by their index, that have to be built anew. */
const reviveVisitor = (
  program: LinkedPlan,
  host: EngineHost,
  saved: Omit<SavedState, 'v'>,
  coverage: LogCoverage,
  isSame: boolean,
): { readonly visitor: VisitorState; readonly rebuild: ReadonlySet<number> } => {
  const visitor = freshVisitor(program, host, saved.now);
  const { facts: remembered, missing, ...visit } = decode(saved.visit) as SavedVisit;
  Object.assign(visitor, visit);
  visitor.missing = missingNow(program, visitor, remembered, missing);
  for (const [index, { namespace, key }] of program.hostFacts.entries()) {
    const fact = `${namespace}.${key}`;
    if (Object.hasOwn(saved.facts, fact)) visitor.hostFacts[index] = saved.facts[fact];
  }
  const rebuild = new Set<number>();
  for (const [index, node] of program.metricNodes.entries()) {
    const found = own(saved.metrics, node.hash);
    if (found && (isSame || isEnough(node, found))) visitor.saved[index] = found;
    else {
      const { metric, needs } = node;
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

/** Goes on where an engine of the very same plan stood: what has not changed is not looked at. */
const resume = (runtime: Runtime, [, advancedTo, ranks, timers, beforeGroups]: Standing): void => {
  const { visitor } = runtime;
  Object.assign(visitor.ranks, ranks);
  Object.assign(visitor.beforeGroups, visitor.answers, beforeGroups);
  runtime.timers.scheduleAll(timers);
  runtime.advancedTo = advancedTo;
};

const revive = (
  program: LinkedPlan,
  host: EngineHost,
  planId: string | undefined,
  saved: Omit<SavedState, 'v'>,
  log: readonly CoveyEvent[],
): Memory => {
  const { standing } = saved;
  const isSame = planId !== undefined && standing?.[0] === nameOf(planId, host, saved.now);
  const before = deserializeCoverage(saved.kept);
  const { visitor, rebuild } = reviveVisitor(program, host, saved, before, isSame);
  if (rebuild.size > 0) replay(program, visitor, log, rebuild);
  const runtime = makeRuntime(program, visitor);
  reviveMemberships(program, runtime, saved.segments);
  if (isSame) resume(runtime, standing);
  // Serialized with what had left the window: the thresholds of then did not need it to be looked for.
  else runtime.advanceAll();
  if (!isSame || saved.isEnded) runtime.begin(isSame);
  return {
    planId,
    runtime,
    coverage: isSame ? before : coverageUnder(program.stored, before, visitor),
    ids: new Set(saved.ids),
    once: new Map(lately(program, Object.entries(saved.once ?? {}), visitor.now)),
  };
};
