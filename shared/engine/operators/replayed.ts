import { type Demand, type Metric, thresholdRank } from '../graph/metric-node.ts';
import type { MetricState, VisitorState, Session, IngestedEvent } from '../graph/visitor-state.ts';
import { type Progress, Sequence, freshProgress } from '../sequence/sequence.ts';
import type { Steps } from '../sequence/steps.ts';
import { reduceProps } from '../plan/retention.ts';
import { loadState, saveState } from '../graph/serialize.ts';
import { UNKNOWN } from '../values/values.ts';
import { NO_SESSION, sessionFor } from '../graph/visit.ts';
import { CAP } from '../graph/window.ts';
import type { Inputs } from '../graph/subscriptions.ts';

/** An event kept for later, with what a metric reads of it and the wishes it met. */
type Kept = readonly [
  name: string,
  time: number,
  props: IngestedEvent['props'] | null,
  session: Session,
  position: number,
  bits: number,
];

/** What a metric says of its values. */
const outward = <State extends MetricState>({
  session,
  isDuration,
  scale,
  limited,
  isScore,
}: Metric<State>) => ({
  session,
  isDuration,
  scale,
  limited,
  isScore,
});

const pathsOf = ({ needs }: Inputs): readonly string[] => [
  ...new Set(needs.flatMap(({ paths }) => paths)),
];

const keep = (
  visitor: VisitorState,
  event: IngestedEvent,
  bits: number,
  paths: readonly string[],
  { facts }: Inputs,
): Kept => [
  event.name,
  event.time,
  reduceProps(event.props, paths) ?? null,
  sessionFor(visitor.session, facts),
  event.position,
  bits,
];

/** Adds a kept event to a metric, as of then. */
const recall = <State extends MetricState>(
  metric: Metric<State>,
  visitor: VisitorState,
  state: State,
  [name, time, props, session, position, bits]: Kept,
  demand: Demand,
): void => {
  const then: VisitorState = { ...visitor, now: time, session };
  metric.add(
    then,
    state,
    {
      name,
      time,
      props: props ?? undefined,
      session: session.number,
      position,
      host: visitor.host,
      stamp: NaN,
      item: undefined,
    },
    bits,
    demand,
  );
};

interface Delayed<State> extends MetricState {
  inner: State;
  /** The session of the last event that the window has reached. */
  session: Session;
  /** Events that the window has not reached. */
  readonly waiting: Kept[];
}

/** The value that a metric had some time ago. */
export const delayed = <State extends MetricState>(
  metric: Metric<State>,
  ago: number,
  inputs: Inputs,
): Metric<Delayed<State>> => {
  const paths = pathsOf(inputs);
  const then = (visitor: VisitorState, { session }: Delayed<State>): VisitorState => ({
    ...visitor,
    session,
    now: visitor.now - ago,
  });
  return {
    ...outward(metric),
    fresh: (unknownTo) => ({
      unknownTo,
      inner: metric.fresh(unknownTo),
      session: NO_SESSION,
      waiting: [],
    }),
    add(visitor, state, event, bits, demand) {
      const { waiting } = state;
      this.advanceTime(visitor, state, demand);
      waiting.push(keep(visitor, event, bits, paths, inputs));
      if (waiting.length > CAP) waiting.shift();
      return true;
    },
    advanceTime(visitor, state, demand) {
      const { inner, waiting } = state;
      while (waiting[0] && waiting[0][1] + ago <= visitor.now) {
        const next = waiting.shift() as Kept;
        state.session = next[3];
        recall(metric, visitor, inner, next, demand);
      }
      metric.advanceTime(then(visitor, state), inner, demand);
    },
    due: (visitor, state, demand) =>
      Math.min(
        (state.waiting[0]?.[1] ?? Infinity) + ago,
        metric.due(then(visitor, state), state.inner, demand) + ago,
      ),
    value: (visitor, state) => metric.value(then(visitor, state), state.inner),
    rank(visitor, state, { thresholds }) {
      return thresholdRank(thresholds, this.value(visitor, state));
    },
    isLeast: (visitor, state, demand) =>
      metric.isLeast?.(then(visitor, state), state.inner, demand) ?? false,
    approximate: (visitor, state) =>
      state.waiting.length === CAP ||
      (metric.approximate?.(then(visitor, state), state.inner) ?? false),
    save: (state) => ({ ...state, inner: saveState(metric, state.inner) }),
    load(state, saved, limit) {
      Object.assign(state, saved);
      state.inner = loadState(metric, saved.inner, limit);
    },
  };
};

interface Bounded<State> extends MetricState {
  inner: State;
  progress: Progress;
  /** Events since the beginning, until it is known where the sequence started. */
  readonly waiting: Kept[];
}

/**
 * A metric of the events after the last completion of a sequence, or before its first start. With `orEver`,
 * of all events until it is completed.
 * `bits` are those of the metric's own wishes.
 */
export const bounded = <State extends MetricState>(
  metric: Metric<State>,
  bits: number,
  steps: Steps,
  isAfter: boolean,
  orEver: boolean,
  inputs: Inputs,
): Metric<Bounded<State>> => {
  const sequence = new Sequence(steps, Infinity);
  const paths = pathsOf(inputs);
  // One step is complete with the event that starts it, whatever else there was.
  const isOneEvent = steps.places.length === 2 && !steps.usesNot;

  /** Lets the bounding sequence take note of time or of an event; true where it was completed. */
  const follow = (
    visitor: VisitorState,
    state: Bounded<State>,
    demand: Demand,
    act: (of: Progress) => void,
  ): boolean => {
    const { progress, waiting } = state;
    const before = progress.completed;
    act(progress);
    if (progress.completed === before) return false;
    if (isAfter) {
      // Whatever is missing came before: unless it could shift where the sequences end, all is known.
      state.inner = metric.fresh(isOneEvent ? null : state.unknownTo);
      metric.advanceTime(visitor, state.inner, demand);
    } else if (before === 0 && !isOneEvent) {
      state.inner = metric.fresh(state.unknownTo);
      for (const one of waiting)
        if (one[4] < (progress.firstPosition ?? 0))
          recall(metric, visitor, state.inner, one, demand);
      waiting.length = 0;
      metric.advanceTime(visitor, state.inner, demand);
    }
    return true;
  };

  return {
    ...outward(metric),
    fresh: (unknownTo) => ({
      unknownTo,
      inner: metric.fresh(unknownTo),
      progress: freshProgress(),
      waiting: [],
    }),
    add(visitor, state, event, met, demand) {
      this.advanceTime(visitor, state, demand);
      const { unknownTo, progress, waiting } = state;
      if (unknownTo !== null && visitor.now <= unknownTo) return true;
      const completes = follow(visitor, state, demand, () =>
        sequence.add(progress, event, met, true, Infinity),
      );
      const isOutside = progress.completed > 0 !== isAfter && !orEver;
      if (completes || !(met & bits) || isOutside) return true;
      metric.add(visitor, state.inner, event, met, demand);
      if (isAfter || isOneEvent) return true;
      waiting.push(keep(visitor, event, met, paths, inputs));
      if (waiting.length > CAP) waiting.shift();
      return true;
    },
    advanceTime(visitor, state, demand) {
      follow(visitor, state, demand, () => sequence.advanceTime(state.progress, visitor));
      metric.advanceTime(visitor, state.inner, demand);
    },
    due: (visitor, { inner, progress }, demand) =>
      Math.min(sequence.due(progress), metric.due(visitor, inner, demand)),
    value: (visitor, { unknownTo, inner, progress }) =>
      unknownTo === null || (isAfter && isOneEvent && progress.completed > 0)
        ? metric.value(visitor, inner)
        : UNKNOWN,
    rank(visitor, state, { thresholds }) {
      return thresholdRank(thresholds, this.value(visitor, state));
    },
    isLeast: (visitor, state, demand) => metric.isLeast?.(visitor, state.inner, demand) ?? false,
    approximate: (visitor, { inner, waiting }) =>
      waiting.length === CAP || (metric.approximate?.(visitor, inner) ?? false),
    save: (state) => ({ ...state, inner: saveState(metric, state.inner) }),
    load(state, saved, limit) {
      Object.assign(state, saved);
      state.inner = loadState(metric, saved.inner, limit);
    },
  };
};
