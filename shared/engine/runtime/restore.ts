import type { LinkedPlan, MetricNode } from '../plan/linked-plan.ts';
import { inRange } from '../graph/in-range.ts';
import { decode } from '../graph/serialize.ts';
import { rememberedOf } from '../graph/visit.ts';
import type { SavedMetric, VisitorState } from '../graph/visitor-state.ts';
import type { CoveyEvent, Engine, EngineHost, EngineOptions, Plan } from '../types.ts';
import { isRecord, own } from '../values/values.ts';
import { beginEngine } from './engine.ts';
import type { LogCoverage } from './log-coverage.ts';
import { layoutOf } from './layout.ts';
import { freshVisitor } from './make-runtime.ts';
import { coverageUnder, deserializeCoverage, incompleteTo } from './past-coverage.ts';
import { deserializeMembership, unseal } from './read-state.ts';
import { replay } from './replay.ts';
import { Runtime } from './runtime.ts';
import type { SavedSegment, SavedState, SavedVisit, Standing } from './saved-state.ts';
import { type Begin, type Memory, lately, nameOf, startAnew } from './state.ts';

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
  visitor.inRange = inRange;
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
  { visitor, answers }: Runtime,
  saved: { readonly [id: string]: SavedSegment },
): void => {
  for (const { id, hash: rules, index } of program.compiledSegments) {
    const segment = own(saved, id);
    if (!segment || segment[0] !== rules) continue;
    [, visitor.answers[index], answers.times[index]] = segment;
    Object.assign(answers.memberships[index] ?? {}, deserializeMembership(segment));
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
  const runtime = new Runtime(program, visitor, layoutOf(program).blank);
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

/** An engine's memory from a state and the stored events; from the events alone where there is no readable state. */
const restore: Begin = (program, host, now, options) => {
  const log = (options.log ?? []).filter(
    (event) => isRecord(event) && typeof event.name === 'string' && Number.isFinite(event.time),
  );
  const saved = unseal(options.state);
  if (saved) return revive(program, host, options.planId, saved, log);
  const start = Math.min(now, log[0]?.time ?? now);
  return { ...startAnew(program, host, start, options), replay: log };
};

/**
 * An engine for one visitor, at `now`, with what is known of them. What happened by time alone between the state and
 * now has happened when this returns. Never throws; a state that cannot be read counts as none.
 */
export const createEngine = (plan: Plan, host: EngineHost, options: EngineOptions): Engine =>
  beginEngine(plan, host, options, restore);
