import { MAX_RETENTION_MS } from '../../definitions/durations.ts';
import type { Program } from '../plan/program.ts';
import { hash } from '../values/hash.ts';
import { type LogCoverage, coverageUnder, incompleteTo } from './log-coverage.ts';
import type { MetricState, VisitorState, IngestedEvent } from '../graph/visitor-state.ts';
import { type Runtime, freshVisitor, makeRuntime, newRuntime } from './runtime.ts';
import type { CoveyEvent, EngineHost, EngineState, Membership } from '../types.ts';
import { UNKNOWN, type Value, isRecord, own } from '../values/values.ts';
import { deserializeState, serializeState, decode } from '../graph/serialize.ts';
import { copyFact, countVisit, enterSession, rememberedOf, sessionFor } from '../graph/visit.ts';

const VERSION = 3;

/** What an engine remembers besides its runtime. */
export interface Memory {
  readonly runtime: Runtime;
  readonly coverage: LogCoverage;
  /** Hashes of the ids seen lately, the oldest first. */
  readonly ids: Set<string>;
  /** By event name, hashes of the ids that its property held, and when. */
  readonly once: Map<string, Sighting[]>;
}

type Sighting = readonly [id: string, time: number];

/** Ids of what the program still keeps, and of the last 13 months. */
const lately = (
  { once }: Program,
  sightings: Iterable<readonly [string, readonly Sighting[]]>,
  now: number,
): [string, Sighting[]][] =>
  [...sightings].flatMap(([name, some]): [string, Sighting[]][] => {
    const left = some.filter(([, time]) => time > now - MAX_RETENTION_MS);
    return once.has(name) && left.length > 0 ? [[name, left]] : [];
  });

type Saved = { readonly [key: string]: unknown };

/** All that is remembered, as JSON. */
const written = (program: Program, { runtime, coverage, ids, once }: Memory): Saved => {
  const { visitor } = runtime;
  const { now, session, firstSeen, daysActive, day, dayEnd, events, missing } = visitor;
  const facts = program.hostFacts.flatMap(({ namespace, key }, place) =>
    visitor.hostFacts[place] === UNKNOWN
      ? []
      : [[`${namespace}.${key}`, visitor.hostFacts[place] ?? null]],
  );
  const metrics = program.metricNodes.map(({ metric, hash: identity, demand }, place) => {
    const state = visitor.metrics[place] as MetricState;
    const limit = demand.max === Infinity ? null : demand.max;
    return [identity, [limit, serializeState(metric, state)]];
  });
  const segments = program.compiledSegments.map(({ id, hash: rules, index }) => {
    const { holds, heldTo, out } = runtime.membership(index);
    const answer = visitor.answers[index] ?? null;
    return [
      id,
      [
        rules,
        answer,
        runtime.since(index),
        ...(holds || heldTo !== null || out ? [holds, heldTo, out] : []),
      ],
    ];
  });
  return {
    v: VERSION,
    now,
    visit: {
      session: sessionFor(session, program.facts),
      firstSeen,
      ...(program.facts.has('visitor.daysActive') && { daysActive, day, dayEnd }),
      // The places of events among all of them.
      ...(program.metricNodes.length > 0 && { events }),
      facts: rememberedOf(program.facts),
      missing: Object.fromEntries(missing),
    },
    facts: Object.fromEntries(facts),
    metrics: Object.fromEntries(metrics),
    segments: Object.fromEntries(segments),
    kept: coverage,
    ids: [...ids],
    once: Object.fromEntries(lately(program, once, now)),
  };
};

export const serialize = (program: Program, memory: Memory): EngineState => {
  const body = written(program, memory);
  return { ...body, sum: hash(JSON.stringify(body)) } as unknown as EngineState;
};

/**
 * A state without what ends with its session: the place, and the page on which it began. Those are not known
 * until there is another session, or the host tells.
 */
export const endSession = (state: EngineState): EngineState => {
  const { sum: _, ...body } = state as { readonly sum?: unknown } & EngineState;
  if (!isWhole(state) || state.v !== VERSION) return state;
  const visit = body['visit'] as unknown as SavedVisit & Pick<VisitorState, 'session'>;
  const { session, missing } = visit;
  const facts = Object.entries(body['facts'] ?? {}).filter(([fact]) => !fact.startsWith('geo.'));
  const ended = {
    ...body,
    visit: {
      ...visit,
      session: { ...session, landing: null },
      missing: {
        ...missing,
        ...(session.landing !== null && { 'session.landing': session.number }),
      },
    },
    facts: Object.fromEntries(facts),
  };
  return { ...ended, sum: hash(JSON.stringify(ended)) } as unknown as EngineState;
};

/** A second visitor with the same memory, of whom nothing more is known than of the first. */
export const fork = (program: Program, memory: Memory): Runtime =>
  revive(program, memory.runtime.visitor.host, written(program, memory), []).runtime;

/** Whether this is a state as an engine wrote it, of whatever version. */
const isWhole = (state: unknown): state is EngineState => {
  if (!isRecord(state)) return false;
  const { sum, ...body } = state;
  try {
    return sum === hash(JSON.stringify(body));
  } catch {
    return false;
  }
};

/** An engine's memory from a state and the stored events; from the events alone where there is no readable state. */
export const restore = (
  program: Program,
  host: EngineHost,
  now: number,
  state: EngineState | undefined,
  log: readonly CoveyEvent[],
): Memory & { readonly replay: readonly CoveyEvent[] } => {
  // Of a state in another form, what was kept is readable still, and the metrics are rebuilt.
  if (isWhole(state)) {
    const known = state.v === VERSION ? state : { ...state, metrics: {}, segments: {} };
    return { ...revive(program, host, known, log), replay: [] };
  }
  const runtime = newRuntime(program, host, Math.min(now, log[0]?.time ?? now));
  return {
    runtime,
    coverage: coverageOfNew(program, runtime.visitor),
    ids: new Set(),
    once: new Map(),
    replay: log,
  };
};

const coverages = new WeakMap<Program, LogCoverage>();

/** What the log of a new visitor holds: the same for each of them. */
const coverageOfNew = (program: Program, visitor: VisitorState): LogCoverage => {
  const coverage = coverages.get(program) ?? coverageUnder(program.stored, {}, visitor);
  coverages.set(program, coverage);
  return coverage;
};

interface SavedVisit {
  /** What was remembered; earlier versions remembered everything. */
  readonly facts?: readonly string[];
  readonly missing?: { readonly [fact: string]: number };
}

/** What of the visit is not known, since nothing read it. Before the first event nothing can be missing. */
const missingNow = (
  { facts }: Program,
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

const revive = (
  program: Program,
  host: EngineHost,
  saved: Saved,
  log: readonly CoveyEvent[],
): Memory => {
  const visitor = freshVisitor(program, host, saved['now'] as number);
  const { facts: remembered, missing, ...visit } = decode(saved['visit']) as SavedVisit;
  Object.assign(visitor, visit);
  visitor.missing = missingNow(program, visitor, remembered, missing);
  const facts = saved['facts'] as { readonly [fact: string]: Value };
  for (const [place, { namespace, key }] of program.hostFacts.entries()) {
    const fact = `${namespace}.${key}`;
    if (Object.hasOwn(facts, fact)) visitor.hostFacts[place] = facts[fact];
  }
  const before = saved['kept'] as LogCoverage;
  const metrics = saved['metrics'] as Saved;
  const rebuild = new Set<number>();
  for (const [place, { metric, needs, hash: identity, demand }] of program.metricNodes.entries()) {
    const [limit, kept] = (own(metrics, identity) ?? []) as [number | null, object?];
    if (kept && (!metric.forgets || limit === null || (limit as number) >= demand.max))
      visitor.metrics[place] = deserializeState(metric, kept, demand.max);
    else {
      visitor.metrics[place] = metric.fresh(incompleteTo(needs, before, visitor));
      rebuild.add(place);
    }
  }
  if (rebuild.size > 0) replay(program, visitor, log, rebuild);
  const runtime = makeRuntime(program, visitor);
  // Written down with what had left the window: the marks of then did not need it to be looked for.
  for (const place of program.metricNodes.keys()) runtime.advanceTime(place);
  const segments = saved['segments'] as Saved;
  for (const { id, hash: rules, index } of program.compiledSegments) {
    const saved = (own(segments, id) ?? []) as unknown[];
    const [known, answer, since, holds = false, heldTo = null, out = false] = saved;
    if (known !== rules) continue;
    runtime.restore(index, answer as Membership, since as number, {
      holds: holds as boolean,
      heldTo: heldTo as number | null,
      out: out as boolean,
    });
  }
  runtime.begin();
  return {
    runtime,
    coverage: coverageUnder(program.stored, before, visitor),
    ids: new Set(saved['ids'] as string[]),
    once: new Map(
      lately(
        program,
        Object.entries((saved['once'] ?? {}) as { [name: string]: Sighting[] }),
        visitor.now,
      ),
    ),
  };
};

/** Shows the stored events to some metrics, at the events' own times and in their own sessions. */
const replay = (
  program: Program,
  visitor: VisitorState,
  log: readonly CoveyEvent[],
  rebuild: ReadonlySet<number>,
): void => {
  const then: VisitorState = {
    ...visitor,
    now: 0,
    session: { ...visitor.session, number: 0 },
    isReplay: true,
  };
  const each = (act: (place: number) => void): void => rebuild.forEach(act);
  const metricAt = (place: number) => program.metricNodes[place] as Program['metricNodes'][number];
  const advanceTime = (place: number): void =>
    metricAt(place).metric.advanceTime(
      then,
      then.metrics[place] as MetricState,
      metricAt(place).demand,
    );
  for (const [i, { name, time, props, session }] of log.entries()) {
    then.now = Math.min(Math.max(then.now, time), visitor.now);
    const isNew = enterSession(then, session, program.sessionTimeoutMs);
    countVisit(then, name, props);
    if (isNew) each(advanceTime);
    const event: IngestedEvent = {
      name,
      time: then.now,
      props,
      session: then.session.number,
      position: visitor.events - log.length + i + 1,
      host: visitor.host,
      stamp: ++program.stamp,
      item: undefined,
    };
    const concerned = program.router(event);
    for (let k = 0; k < concerned.length; k += 2) {
      const place = concerned[k] as number;
      if (!rebuild.has(place)) continue;
      const { metric, demand } = metricAt(place);
      const state = then.metrics[place] as MetricState;
      metric.add(then, state, event, concerned[k + 1] as number, demand);
    }
  }
  then.now = visitor.now;
  if (then.session.number === visitor.session.number)
    for (const fact of visitor.missing.keys())
      visitor.session = copyFact(fact, then.session, visitor.session);
  then.session = visitor.session;
  then.isReplay = false;
  each(advanceTime);
};
