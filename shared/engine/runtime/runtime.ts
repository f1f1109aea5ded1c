import type { MetricNode, Program } from '../plan/program.ts';
import { TimerQueue } from './timer-queue.ts';
import { type MembershipState, decide, freshMembership, keptTo } from './membership.ts';
import type { CompiledSegment } from '../plan/segments.ts';
import type { Demand, Metric } from '../graph/metric-node.ts';
import type { MetricState, VisitorState, FactNode, IngestedEvent } from '../graph/visitor-state.ts';
import type { Change, EngineHost } from '../types.ts';
import { UNKNOWN } from '../values/values.ts';
import { NO_SESSION, countVisit, enterSession } from '../graph/visit.ts';

const NO_CHANGES: readonly Change[] = Object.freeze([]);

export const freshVisitor = (program: Program, host: EngineHost, now: number): VisitorState => ({
  now,
  host,
  session: NO_SESSION,
  firstSeen: null,
  daysActive: 0,
  day: 0,
  dayEnd: 0,
  events: 0,
  missing: new Map(),
  unread: new Map(),
  isReplay: false,
  hostFacts: program.hostFacts.map(() => UNKNOWN),
  metrics: program.metricNodes.map(({ metric }) => metric.fresh(null)),
  ranks: new Int32Array(program.factNodes.length).fill(-1),
  answers: program.compiledSegments.map(() => null),
  beforeGroups: program.compiledSegments.map(() => null),
});

/** Lets events and time act on one visitor, and tells which answers change. */
export const makeRuntime = (program: Program, visitor: VisitorState) => {
  const { metricNodes, compiledSegments, factNodes, timedCount, router, visitFacts, clockFacts } =
    program;
  const memberships: MembershipState[] = compiledSegments.map(() => freshMembership(visitor.now));
  const keepers = compiledSegments.filter(({ keepMs }) => keepMs > 0);
  /** When each source that time can change, and then each segment with `keep`, is next looked at. */
  const timers = new TimerQueue(timedCount + keepers.length);
  const keeperOf = new Map(keepers.map(({ index }, i) => [index, timedCount + i]));
  // Beside the states in lists of their own, each small enough to stay at hand.
  const metrics = metricNodes.map(({ metric }) => metric);
  const demands = metricNodes.map(({ demand }) => demand);
  const states = visitor.metrics;
  const { ranks } = visitor;
  /** What each source said when its readers were last told, where no bucket says enough. */
  const seen: unknown[] = factNodes.map(() => undefined);
  /** Transitions that some metric counts, by place: most are counted by none. */
  const read = new Set(metricNodes.flatMap(({ inputs }) => inputs.flatMap(({ names }) => names)));
  const entering = compiledSegments.map(({ id }) => read.has(`enter:${id}`));
  const leaving = compiledSegments.map(({ id }) => read.has(`leave:${id}`));
  /** Members to evaluate, a bit for each, and the first word of 32 that has some. */
  const dirty = new Int32Array((compiledSegments.length >> 5) + 1);
  let firstDirty = dirty.length;
  let changes: Change[] | null = null;

  const keeperDue = (member: CompiledSegment): number => {
    const until = keptTo(member, memberships[member.index] as MembershipState);
    return until > visitor.now ? until : Infinity;
  };
  const dueOf = (node: number): number => {
    if (node >= timedCount) return keeperDue(keepers[node - timedCount] as CompiledSegment);
    const one = factNodes[node] as FactNode;
    return one.nextTimer?.(visitor, one) ?? Infinity;
  };

  const invalidate = (place: number): void => {
    const word = place >> 5;
    dirty[word] = (dirty[word] as number) | (1 << (place & 31));
    if (word < firstDirty) firstDirty = word;
  };

  /** Tells the readers of a source, if its value has passed one of their marks. */
  const propagate = (one: FactNode, rank: number): void => {
    const { dependents, byThreshold, index } = one;
    const before = ranks[index] as number;
    ranks[index] = rank;
    if (rank >= 0 && before >= 0) {
      for (let i = Math.min(before, rank); i < before || i < rank; i++)
        for (const place of byThreshold[i] as number[]) invalidate(place);
      return;
    }
    if (rank < 0) {
      const now = one.get(visitor);
      if (before < 0 && now === seen[index] && typeof now !== 'object') return;
      seen[index] = now;
    }
    for (const place of dependents) invalidate(place);
  };

  /** Tells the readers of a metric, and asks when to look at it again. */
  const refreshMetric = (place: number): void => {
    const { metric, fact, demand } = metricNodes[place] as MetricNode;
    const state = states[place] as MetricState;
    if (fact.dependents.length === 0) return;
    propagate(fact, fact.isExact ? -1 : metric.rank(visitor, state, demand));
    timers.schedule(fact.index, metric.nextTimer(visitor, state, demand));
  };
  const refresh = (one: FactNode): void => {
    if (one.metric >= 0) return refreshMetric(one.metric);
    if (one.dependents.length === 0) return;
    propagate(one, one.isExact ? -1 : one.rank(visitor));
    if (one.nextTimer) timers.schedule(one.index, one.nextTimer(visitor, one));
  };

  const advanceTime = (place: number): void => {
    metrics[place]?.advanceTime(visitor, states[place] as MetricState, demands[place] as Demand);
  };

  /** Shows an event to the metrics that read it. */
  const route = (event: IngestedEvent): void => {
    const concerned = router(event);
    for (let i = 0; i < concerned.length; i += 2) {
      const place = concerned[i] as number;
      const isMoved = (metrics[place] as Metric).add(
        visitor,
        states[place] as MetricState,
        event,
        concerned[i + 1] as number,
        demands[place] as Demand,
      );
      if (isMoved) refreshMetric(place);
    }
  };

  const eventNow = (name: string, props: IngestedEvent['props']): IngestedEvent => ({
    name,
    time: visitor.now,
    props,
    session: visitor.session.number,
    position: visitor.events,
    host: visitor.host,
    stamp: ++program.stamp,
    item: undefined,
  });

  const evaluate = (place: number, silent: boolean): void => {
    const member = compiledSegments[place] as (typeof compiledSegments)[number];
    const membership = memberships[place] as MembershipState;
    const before = visitor.beforeGroups[place];
    const from = visitor.answers[place] ?? null;
    const to = decide(member, visitor, membership);
    visitor.answers[place] = to;
    if (member.keepMs > 0) timers.schedule(keeperOf.get(place) as number, keeperDue(member));
    if (visitor.beforeGroups[place] !== before || to !== from)
      for (const reader of member.dependents) invalidate(reader);
    if (to === from) return;
    membership.since = visitor.now;
    if (silent) return;
    const change: Change = { segment: member.id, from, to, time: visitor.now };
    if (changes) changes.push(change);
    else changes = [change];
    if (from === true && leaving[place]) route(eventNow(`leave:${member.id}`, undefined));
    if (to === true && entering[place]) route(eventNow(`enter:${member.id}`, undefined));
  };
  const flush = (silent: boolean): void => {
    // Evaluating marks later places only.
    for (let word = firstDirty; word < dirty.length; word++)
      for (let left = dirty[word] as number; left !== 0; left = dirty[word] as number) {
        dirty[word] = left & (left - 1);
        evaluate(32 * word + 31 - Math.clz32(left & -left), silent);
      }
    firstDirty = dirty.length;
  };

  const onTimer = (node: number): void => {
    if (node >= timedCount)
      return invalidate((keepers[node - timedCount] as CompiledSegment).index);
    const one = factNodes[node] as FactNode;
    advanceTime(one.metric);
    refresh(one);
  };
  /** Wakes whoever is due, instant by instant, until `time`. */
  const advanceTo = (time: number): void => {
    while (timers.first <= time) {
      visitor.now = timers.first;
      do onTimer(timers.pop());
      while (timers.first <= visitor.now);
      flush(false);
    }
    if (time > visitor.now) visitor.now = time;
  };

  return {
    visitor,
    memberships,
    advanceTime,

    /** An event in, at its own time or now, whichever is later. */
    ingest(
      name: string,
      time: number,
      props: IngestedEvent['props'],
      session: unknown,
    ): IngestedEvent {
      if (time > visitor.now) advanceTo(time);
      const isNew = enterSession(visitor, session, program.sessionTimeoutMs);
      const isFirst = visitor.firstSeen === null;
      countVisit(visitor, name, props);
      if (isNew)
        for (const place of program.sessionMetrics) {
          advanceTime(place);
          refreshMetric(place);
        }
      const event = eventNow(name, props);
      route(event);
      for (const one of visitFacts) refresh(one);
      if (isFirst) for (const one of clockFacts) refresh(one);
      flush(false);
      return event;
    },

    advanceTo,

    /** Facts of a slot have changed. */
    refreshHostFact(place: number): void {
      program.hostFacts[place]?.readBy.forEach(refresh);
    },

    flush,

    /** Looks at everything afresh, and says nothing of what it finds. */
    begin(): void {
      factNodes.forEach(refresh);
      compiledSegments.forEach(({ index }) => invalidate(index));
      flush(true);
    },

    nextTimer(): number | null {
      // Some are brought too early, and know better when asked.
      for (;;) {
        const { first } = timers;
        if (first === Infinity) return null;
        const node = timers.pop();
        const due = dueOf(node);
        timers.schedule(node, due);
        if (due <= first) return first;
      }
    },

    takeChanges(): readonly Change[] {
      const made = changes ?? NO_CHANGES;
      changes = null;
      return made;
    },
  };
};

export type Runtime = ReturnType<typeof makeRuntime>;
