import type { Demand, Metric } from '../graph/metric.ts';
import type { FactNode, IngestedEvent, MetricState, VisitorState } from '../graph/visitor-state.ts';
import { NO_SESSION, countVisit, enterSession } from '../graph/visit.ts';
import type { LinkedPlan, MetricNode } from '../plan/linked-plan.ts';
import type { CompiledSegment } from '../plan/segments.ts';
import type { Change, EngineHost, Membership } from '../types.ts';
import { UNKNOWN } from '../values/values.ts';
import {
  type Beginning,
  ENTRY_COUNTS,
  EXIT_COUNTS,
  FOUND,
  HAS_RULES,
  HOLDS,
  IS_READ,
  type Layout,
  RANKS,
  WORD,
  layoutOf,
} from './layout.ts';
import { type MembershipState, decide, freshMembership, keptTo } from './membership.ts';
import { TimerQueue } from './timer-queue.ts';

/** Lets events and time act on one visitor, and tells which answers change. Instants are milliseconds since the epoch. */
export interface Runtime {
  readonly visitor: VisitorState;
  /** Takes an event in at the given time, or now if that is later; gives it as it was taken in. */
  ingest(
    name: string,
    time: number,
    props: IngestedEvent['props'],
    session: unknown,
  ): IngestedEvent;
  /** Lets time pass. What is due on the way happens at its own instant. */
  advanceTo(time: number): void;
  /** Lets one metric follow time, of which it otherwise takes note only as far as answers need. */
  advanceTime(metric: number): void;
  /** Says that the host's facts of a slot have changed; to be followed by `flush`. */
  refreshHostFact(slot: number): void;
  /** Evaluates the segments whose turn it is. Silent: nobody is told of what changes. */
  flush(silent: boolean): void;
  /** Looks at everything afresh, and says nothing of what it finds. */
  begin(): void;
  /** When time alone may next change an answer; null for never. */
  nextTimer(): number | null;
  /** What has changed since this was last called. */
  takeChanges(): readonly Change[];
  /** Since when the answer of the segment at this place is what it is. */
  since(place: number): number;
  membership(place: number): MembershipState;
  /** Brings back what was saved of a segment. */
  restore(place: number, answer: Membership, since: number, membership: MembershipState): void;
}

const NO_CHANGES: readonly Change[] = Object.freeze([]);
const NOTHING_MISSING: VisitorState['missing'] = new Map();
const NOTHING_REMEMBERED = Object.freeze(freshMembership());

/** A class: made anew time and again, a literal of these may be slow in V8. */
class Flip implements Change {
  readonly segment: string;
  readonly from: Membership;
  readonly to: Membership;
  readonly time: number;
  constructor(segment: string, from: Membership, to: Membership, time: number) {
    this.segment = segment;
    this.from = from;
    this.to = to;
    this.time = time;
  }
}

/** A visitor of whom nothing is known but the states of metrics. */
export const freshVisitor = (
  program: LinkedPlan,
  host: EngineHost,
  now: number,
  metrics: MetricState[],
  { ranks, answers, beforeGroups }: Beginning = layoutOf(program).blank,
): VisitorState => ({
  now,
  host,
  session: NO_SESSION,
  firstSeen: null,
  daysActive: 0,
  day: 0,
  dayEnd: 0,
  events: 0,
  missing: NOTHING_MISSING,
  unread: new Map(),
  isReplay: false,
  hostFacts: program.hostFacts.map(() => UNKNOWN),
  metrics,
  ranks: ranks.slice(),
  answers: answers.slice(),
  beforeGroups: beforeGroups.slice(),
});

/** For somebody new, who begins as others did where time makes no difference. */
export const newRuntime = (program: LinkedPlan, host: EngineHost, now: number): Runtime => {
  const layout = layoutOf(program);
  const { beginning, blank, noStates } = layout;
  const from = beginning ?? blank;
  const visitor = freshVisitor(program, host, now, layout.untouched().slice(), from);
  const runtime = new VisitorRuntime(program, visitor, noStates.slice(), from);
  if (!beginning) {
    runtime.begin();
    if (runtime.nextTimer() === null) layout.beginning = runtime.copy();
  }
  return runtime;
};

/** For a visitor each of whose metrics has its state. */
export const makeRuntime = (program: LinkedPlan, visitor: VisitorState): Runtime =>
  new VisitorRuntime(program, visitor, visitor.metrics, layoutOf(program).blank);

// A class: for every visitor its methods are the same, and called as such.
class VisitorRuntime implements Runtime {
  readonly visitor: VisitorState;
  private readonly _program: LinkedPlan;
  private readonly _layout: Layout;
  private readonly _metrics: readonly (Metric | undefined)[];
  private readonly _demands: readonly Demand[];
  /** Of the metrics that have a state of their own by now. */
  private readonly _states: (MetricState | undefined)[];
  private readonly _ranks: number[];
  private readonly _duties: readonly number[];
  /** When each source that time can change, and then each segment with `keep`, is next looked at. */
  private readonly _timers: TimerQueue;
  private readonly _seen: unknown[];
  private readonly _memberships: readonly (MembershipState | null)[];
  /** By place of the segment, since when the answer is what it is; NaN for the beginning. */
  private readonly _times: number[];
  private readonly _begun: number;
  /** Segments to evaluate, a bit for each, and the first number that has one. */
  private readonly _turns: number[];
  private _firstTurn: number;
  private _changes: Change[] | null = null;

  constructor(
    program: LinkedPlan,
    visitor: VisitorState,
    states: (MetricState | undefined)[],
    { seen, memberships }: Beginning,
  ) {
    const layout = layoutOf(program);
    this.visitor = visitor;
    this._program = program;
    this._layout = layout;
    this._metrics = layout.metrics;
    this._demands = layout.demands;
    this._states = states;
    this._ranks = visitor.ranks;
    this._duties = layout.duties;
    this._timers = new TimerQueue(program.timedCount + layout.keepers.length);
    this._seen = seen.slice();
    this._memberships = layout.hasRules ? memberships.map((one) => one && { ...one }) : memberships;
    this._times = layout.noTimes.slice();
    this._begun = visitor.now;
    this._turns = layout.noTurns.slice();
    this._firstTurn = this._turns.length;
  }

  ingest(
    name: string,
    time: number,
    props: IngestedEvent['props'],
    session: unknown,
  ): IngestedEvent {
    const { visitor, _program: program } = this;
    if (time > visitor.now) this.advanceTo(time);
    const isNew = enterSession(visitor, session, program.sessionTimeoutMs);
    const isFirst = visitor.firstSeen === null;
    countVisit(visitor, name, props);
    if (isNew)
      for (const place of program.sessionMetrics) {
        this.advanceTime(place);
        this._refreshMetric(place);
      }
    const event = this._eventNow(name, props);
    this._route(event);
    for (const one of program.visitFacts) this._refresh(one);
    if (isFirst) for (const one of program.clockFacts) this._refresh(one);
    this.flush(false);
    return event;
  }

  advanceTo(time: number): void {
    const { visitor, _timers: timers } = this;
    while (timers.first <= time) {
      visitor.now = timers.first;
      do this._onTimer(timers.pop());
      while (timers.first <= visitor.now);
      this.flush(false);
    }
    if (time > visitor.now) visitor.now = time;
  }

  advanceTime(metric: number): void {
    const state = this._states[metric] ?? this._ownState(metric);
    this._metrics[metric]?.advanceTime(this.visitor, state, this._demands[metric] as Demand);
  }

  refreshHostFact(slot: number): void {
    for (const one of this._program.hostFacts[slot]?.readBy ?? []) this._refresh(one);
  }

  flush(silent: boolean): void {
    const { _turns: turns } = this;
    // Evaluating lets later places have their turn only.
    for (let word = this._firstTurn; word < turns.length; word++)
      for (let left = turns[word] as number; left !== 0; left = turns[word] as number) {
        turns[word] = left & (left - 1);
        this._evaluate(WORD * word + 31 - Math.clz32(left & -left), silent);
      }
    this._firstTurn = turns.length;
  }

  begin(): void {
    for (const one of this._program.factNodes) this._refresh(one);
    for (const { index } of this._program.compiledSegments) this._invalidate(index);
    this.flush(true);
  }

  nextTimer(): number | null {
    const { _timers: timers } = this;
    // Some are due too early, and know better when asked.
    for (;;) {
      const { first } = timers;
      if (first === Infinity) return null;
      const node = timers.pop();
      const due = this._due(node);
      timers.schedule(node, due);
      if (due <= first) return first;
    }
  }

  takeChanges(): readonly Change[] {
    const changes = this._changes ?? NO_CHANGES;
    this._changes = null;
    return changes;
  }

  since(place: number): number {
    const time = this._times[place] as number;
    return Number.isNaN(time) ? this._begun : time;
  }

  membership(place: number): MembershipState {
    return this._memberships[place] ?? NOTHING_REMEMBERED;
  }

  restore(place: number, answer: Membership, since: number, membership: MembershipState): void {
    this.visitor.answers[place] = answer;
    this._times[place] = since;
    Object.assign(this._memberships[place] ?? {}, membership);
  }

  copy(): Beginning {
    const { _seen: seen, _memberships: memberships } = this;
    const { ranks, answers, beforeGroups } = this.visitor;
    return {
      ranks: ranks.slice(),
      seen: seen.slice(),
      answers: answers.slice(),
      beforeGroups: beforeGroups.slice(),
      memberships: memberships.map((one) => one && { ...one }),
    };
  }

  private _ownState(metric: number): MetricState {
    const state = (this._program.metricNodes[metric] as MetricNode).metric.fresh(null);
    this._states[metric] = state;
    this.visitor.metrics[metric] = state;
    return state;
  }

  private _eventNow(name: string, props: IngestedEvent['props']): IngestedEvent {
    const { visitor } = this;
    return {
      name,
      time: visitor.now,
      props,
      session: visitor.session.number,
      position: visitor.events,
      host: visitor.host,
      stamp: ++this._program.stamp,
      item: undefined,
    };
  }

  /** Shows an event to the metrics that read it. */
  private _route(event: IngestedEvent): void {
    const { visitor, _metrics: metrics, _demands: demands, _states: states } = this;
    const concerned = this._program.router(event);
    for (let i = 0; i < concerned.length; i += 2) {
      const place = concerned[i] as number;
      const state = states[place] ?? this._ownState(place);
      const mayMatter = (metrics[place] as Metric).add(
        visitor,
        state,
        event,
        concerned[i + 1] as number,
        demands[place] as Demand,
      );
      if (mayMatter) this._refreshMetric(place);
    }
  }

  /** Tells the readers of a metric, and asks when to look at it again. */
  private _refreshMetric(place: number): void {
    const one = this._program.metricNodes[place] as MetricNode;
    const { fact, demand } = one;
    if (fact.dependents.length === 0) return;
    const { metric } = one;
    const { visitor } = this;
    const state = visitor.metrics[place] as MetricState;
    this._propagate(fact, fact.isExact ? -1 : metric.rank(visitor, state, demand));
    this._timers.schedule(fact.index, metric.nextTimer(visitor, state, demand));
  }

  private _refresh(one: FactNode): void {
    const { visitor } = this;
    if (one.metric >= 0) return this._refreshMetric(one.metric);
    if (one.dependents.length === 0) return;
    this._propagate(one, one.isExact ? -1 : one.rank(visitor));
    if (one.nextTimer) this._timers.schedule(one.index, one.nextTimer(visitor, one));
  }

  /** Tells the readers of a source, if its value has passed one of their thresholds. */
  private _propagate(one: FactNode, rank: number): void {
    const { _ranks: ranks, _seen: seen } = this;
    const { dependents, byThreshold, index } = one;
    const before = ranks[index] as number;
    ranks[index] = rank;
    if (rank >= 0 && before >= 0) {
      for (let i = Math.min(before, rank); i < before || i < rank; i++)
        for (const place of byThreshold[i] as number[]) this._invalidate(place);
      return;
    }
    if (rank < 0) {
      const now = one.get(this.visitor);
      if (before < 0 && now === seen[index] && typeof now !== 'object') return;
      seen[index] = now;
    }
    for (const place of dependents) this._invalidate(place);
  }

  /** Lets a segment have its turn. */
  private _invalidate(place: number): void {
    const { _turns: turns } = this;
    const word = Math.floor(place / WORD);
    turns[word] = (turns[word] as number) | (1 << (place - WORD * word));
    if (word < this._firstTurn) this._firstTurn = word;
  }

  private _evaluate(place: number, silent: boolean): void {
    const { visitor } = this;
    const { answers } = visitor;
    const duty = this._duties[place] as number;
    const from = answers[place] as Membership;
    const condition = this._condition(place);
    const to = duty === 0 ? condition : this._applyRules(place, duty, condition);
    if (to === from) return;
    answers[place] = to;
    this._times[place] = visitor.now;
    if (silent) return;
    const id = this._layout.ids[place] as string;
    const change = new Flip(id, from, to, visitor.now);
    if (this._changes) this._changes.push(change);
    else this._changes = [change];
    if (duty < EXIT_COUNTS) return;
    if (from === true && duty & EXIT_COUNTS) this._route(this._eventNow(`leave:${id}`, undefined));
    if (to === true && duty & ENTRY_COUNTS) this._route(this._eventNow(`enter:${id}`, undefined));
  }

  /** What the condition of a segment says now. */
  private _condition(place: number): Membership {
    const { conditions, conditionOf, findings, onlyFacts } = this._layout;
    const fact = onlyFacts[place] as number;
    const rank = fact < 0 ? -1 : (this._ranks[fact] as number);
    const isFindable = rank >= 0 && rank < RANKS;
    if (isFindable) {
      const found = (findings[place] as number) >> (2 * rank);
      if (found & FOUND) return (found & HOLDS) !== 0;
    }
    const answer = (conditions[place] ?? conditionOf(place))(this.visitor);
    if (isFindable && answer !== null)
      findings[place] =
        (findings[place] as number) | ((answer ? FOUND | HOLDS : FOUND) << (2 * rank));
    return answer;
  }

  /** The answer of a segment that has rules, or readers, beside its condition. */
  private _applyRules(place: number, duty: number, condition: Membership): Membership {
    const { visitor, _layout: layout } = this;
    const { answers, beforeGroups } = visitor;
    const segment = this._program.compiledSegments[place] as CompiledSegment;
    const before = beforeGroups[place];
    let to = condition;
    if (duty & HAS_RULES) {
      to = decide(segment, visitor, this._memberships[place] as MembershipState, condition);
      if (segment.keepMs > 0)
        this._timers.schedule(layout.keeperOf.get(place) as number, this._keeperDue(segment));
    } else beforeGroups[place] = condition;
    if (duty & IS_READ && (beforeGroups[place] !== before || to !== answers[place]))
      for (const reader of segment.dependents) this._invalidate(reader);
    return to;
  }

  private _onTimer(node: number): void {
    const { timedCount, factNodes } = this._program;
    if (node >= timedCount) return this._invalidate(this._keeper(node).index);
    const one = factNodes[node] as FactNode;
    if (one.metric >= 0) this.advanceTime(one.metric);
    this._refresh(one);
  }

  private _due(node: number): number {
    const { timedCount, factNodes } = this._program;
    if (node >= timedCount) return this._keeperDue(this._keeper(node));
    const one = factNodes[node] as FactNode;
    return one.nextTimer?.(this.visitor, one) ?? Infinity;
  }

  private _keeper(node: number): CompiledSegment {
    return this._layout.keepers[node - this._program.timedCount] as CompiledSegment;
  }

  private _keeperDue(segment: CompiledSegment): number {
    const until = keptTo(segment, this._memberships[segment.index] as MembershipState);
    return until > this.visitor.now ? until : Infinity;
  }
}
