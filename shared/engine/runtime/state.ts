import { DAY_MS, MAX_RETENTION_MS } from '../../definitions/durations.ts';
import type { LinkedPlan } from '../plan/linked-plan.ts';
import { rememberedOf, sessionFor } from '../graph/visit.ts';
import type { CoveyEvent, EngineHost, EngineOptions, EngineState } from '../types.ts';
import { UNKNOWN } from '../values/values.ts';
import { type LogCoverage, coverageOfNew, serializeCoverage } from './log-coverage.ts';
import { layoutOf } from './layout.ts';
import { newRuntime } from './make-runtime.ts';
import type { Runtime } from './runtime.ts';
import {
  type SavedState,
  type Sighting,
  type Standing,
  seal,
  serializeSegment,
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
export const lately = (
  { once }: LinkedPlan,
  sightings: Iterable<readonly [string, readonly Sighting[]]>,
  now: number,
): [string, readonly Sighting[]][] =>
  [...sightings].flatMap(([name, some]): [string, readonly Sighting[]][] => {
    const left = some.filter(([, time]) => time > now - MAX_RETENTION_MS);
    return once.has(name) && left.length > 0 ? [[name, left]] : [];
  });

/** What has to be the same for a standing to be taken as it is. */
export const nameOf = (planId: string, host: EngineHost, now: number): string =>
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

/** What an engine begins with, and what is to happen to it first. */
export type Begun = Memory & { readonly replay?: readonly CoveyEvent[] };

/** How an engine begins: `startAnew`, or `restore`. */
export type Begin = (
  program: LinkedPlan,
  host: EngineHost,
  now: number,
  options: EngineOptions,
) => Begun;

/** The memory of an engine for somebody of whom nothing is known. */
export const startAnew: Begin = (program, host, now, { planId }) => ({
  planId,
  runtime: newRuntime(program, host, now),
  coverage: (layoutOf(program).coverage ??= coverageOfNew(program.stored)),
  ids: new Set(),
  once: new Map(),
});
