import type { Demand, Metric } from '../graph/metric.ts';
import { countVisit, enterSession } from '../graph/visit.ts';
import { serializeState, stateOf } from '../graph/serialize.ts';
import type {
  FactNode,
  IngestedEvent,
  MetricState,
  SavedMetric,
  VisitorState,
} from '../graph/visitor-state.ts';
import type { LinkedPlan, MetricNode } from '../plan/linked-plan.ts';
import type { CompiledSegment } from '../plan/segments.ts';
import type { LookAhead } from '../types.ts';
import { type Beginning, type Layout, layoutOf } from './layout.ts';
import { SegmentAnswers } from './segment-answers.ts';
import { TimerQueue } from './timer-queue.ts';

const serializeMetric = (node: MetricNode, state: MetricState | undefined): SavedMetric => {
  const { max } = node.demand;
  return [max === Infinity ? null : max, state ? serializeState(node.metric, state) : {}];
};

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Lets events and time act on one visitor. Instants are milliseconds since the epoch. */
// A class: for every visitor its methods are the same, and called as such.
export class Runtime implements LookAhead {
  readonly visitor: VisitorState;
  readonly answers: SegmentAnswers;
  /** By source, what it said when its readers were last told, where no threshold says enough. */
  readonly seen: unknown[];
  private readonly _program: LinkedPlan;
  private readonly _layout: Layout;
  /** Of the metrics that are known to differ from what was last saved. */
  private readonly _states: (MetricState | undefined)[];
  /** When each source that time can change, and then each segment with `keep`, is next looked at. */
  readonly timers: TimerQueue;
  /** What was taken in last: one object for all events, of which most make little else. */
  private readonly _event: Writable<IngestedEvent>;
  /** Up to when all metrics have followed time. */
  advancedTo: number;
  /** Raised by whatever, but for time, may change what time will bring. */
  course = 0;

  constructor(
    program: LinkedPlan,
    visitor: VisitorState,
    beginning: Pick<Beginning, 'seen' | 'memberships'>,
  ) {
    const layout = layoutOf(program);
    this.visitor = visitor;
    this._program = program;
    this._layout = layout;
    this._states = layout.noStates.slice();
    this._event = { host: visitor.host } as Writable<IngestedEvent>;
    this.advancedTo = visitor.now;
    this.timers = new TimerQueue(layout.notDue);
    this.seen = beginning.seen.slice();
    this.answers = new SegmentAnswers(visitor, layout, beginning, this.timers, (name) =>
      this._route(this._fill({ ...this._event }, name)),
    );
  }

  /** Takes an event in at the given time, or now if that is later; gives it as it was taken in, until the next. */
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
    if (isNew) {
      this.course++;
      for (const place of program.sessionMetrics) {
        this._advanceTime(place);
        this._refreshMetric(place);
      }
    }
    const event = this._fill(this._event, name, props);
    this._route(event);
    for (const one of program.visitFacts) this._refresh(one);
    if (isFirst) for (const one of program.clockFacts) this._refresh(one);
    this.answers.flush(false);
    return event;
  }

  /** Lets time pass. What is due on the way happens at its own instant. */
  advanceTo(time: number): void {
    const { visitor, timers, course } = this;
    while (timers.first <= time) {
      visitor.now = timers.first;
      do this._onTimer(timers.pop());
      while (timers.first <= visitor.now);
      this.answers.flush(false);
    }
    this.course = course;
    if (time > visitor.now) visitor.now = time;
  }

  /** Lets all metrics follow time, of which they otherwise take note only as far as answers need. */
  advanceAll(): void {
    for (const place of this._layout.demands.keys()) this._advanceTime(place);
    this.advancedTo = this.visitor.now;
  }

  /** Says that the host's facts of a slot have changed; to be followed by a flush of the answers. */
  refreshHostFact(slot: number): void {
    this.course++;
    for (const one of this._program.hostFacts[slot]?.readBy ?? []) this._refresh(one);
  }

  /** Looks at everything afresh, or at facts that are no metrics, and says nothing of what it finds. */
  begin(butMetrics = false): void {
    const { factNodes, compiledSegments } = this._program;
    this.course++;
    for (const one of factNodes) if (!butMetrics || one.metric < 0) this._refresh(one);
    if (!butMetrics) this.answers.invalidate(compiledSegments.map(({ index }) => index));
    this.answers.flush(true);
  }

  /** When time alone may next change an answer; null for never. */
  nextTimer(): number | null {
    const { timers } = this;
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

  /** True only for true. */
  has(segment: string): boolean {
    const place = this._program.segmentIndexes.get(segment);
    return place !== undefined && this.visitor.answers[place] === true;
  }

  /** The states of all metrics, as they are stored. */
  saveMetrics(): readonly SavedMetric[] {
    const { visitor, _program: program, _states: states } = this;
    states.fill(undefined);
    return program.metricNodes.map(
      (node, place) => (visitor.saved[place] ??= serializeMetric(node, visitor.metrics[place])),
    );
  }

  private _advanceTime(metric: number): void {
    const state = this._states[metric] ?? this._ownState(metric);
    const { metrics, demands } = this._layout;
    metrics[metric]?.advanceTime(this.visitor, state, demands[metric] as Demand);
  }

  /** The state of a metric that is about to change. */
  private _ownState(place: number): MetricState {
    const { visitor } = this;
    const state = stateOf(visitor, place, this._program.metricNodes[place] as MetricNode);
    visitor.saved[place] = undefined;
    this._states[place] = state;
    return state;
  }

  /** Makes an event one that happens now. */
  private _fill(
    event: Writable<IngestedEvent>,
    name: string,
    props?: IngestedEvent['props'],
  ): IngestedEvent {
    const { visitor } = this;
    event.name = name;
    event.time = visitor.now;
    event.props = props;
    event.session = visitor.session.number;
    event.position = visitor.events;
    event.stamp = ++this._program.stamp;
    event.item = undefined;
    return event;
  }

  /** Shows an event to the metrics that read it. */
  private _route(event: IngestedEvent): void {
    const { visitor, _states: states } = this;
    const { metrics, demands } = this._layout;
    const concerned = this._program.router(event);
    if (concerned.length > 0) this.course++;
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

  private _refreshMetric(place: number): void {
    const fact = this._layout.facts[place];
    if (fact) this._tell(fact);
  }

  private _refresh(one: FactNode): void {
    if (one.dependents.length > 0) this._tell(one);
  }

  /** Tells the readers of a fact what it is, and asks when to look at it again. */
  private _tell(one: FactNode): void {
    const { visitor, timers } = this;
    const { metric: place, index, isExact } = one;
    if (place < 0) {
      this._propagate(one, isExact ? -1 : one.rank(visitor));
      if (one.nextTimer) timers.schedule(index, one.nextTimer(visitor, one));
      return;
    }
    const { metrics, demands } = this._layout;
    const state = this._states[place] ?? this._ownState(place);
    const metric = metrics[place] as Metric;
    const demand = demands[place] as Demand;
    this._propagate(one, isExact ? -1 : metric.rank(visitor, state, demand));
    timers.schedule(index, metric.nextTimer(visitor, state, demand));
  }

  /** Tells the readers of a source, if its value has passed one of their thresholds. */
  private _propagate(one: FactNode, rank: number): void {
    const { visitor, answers, seen } = this;
    const { ranks } = visitor;
    const { dependents, index } = one;
    const before = ranks[index] as number;
    ranks[index] = rank;
    if (rank >= 0 && before >= 0) {
      if (rank === before) return;
      this.course++;
      return answers.jump(one, before, rank);
    }
    if (rank < 0) {
      const now = one.get(visitor);
      if (before < 0 && now === seen[index] && typeof now !== 'object') return;
      seen[index] = now;
    }
    this.course++;
    answers.invalidate(dependents);
  }

  private _onTimer(node: number): void {
    const { timedCount, factNodes } = this._program;
    if (node >= timedCount) return this.answers.invalidate([this._keeper(node).index]);
    const one = factNodes[node] as FactNode;
    if (one.metric >= 0) this._advanceTime(one.metric);
    this._tell(one);
  }

  private _due(node: number): number {
    const { timedCount, factNodes } = this._program;
    if (node >= timedCount) return this.answers.keptTo(this._keeper(node));
    const one = factNodes[node] as FactNode;
    return one.nextTimer?.(this.visitor, one) ?? Infinity;
  }

  private _keeper(node: number): CompiledSegment {
    return this._layout.keepers[node - this._program.timedCount] as CompiledSegment;
  }
}
