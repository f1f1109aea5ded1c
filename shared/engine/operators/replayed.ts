import { type Asked, type Metric, bucketOf } from '../graph/metric-node.ts';
import type { MetricState, Run, Session, Taken } from '../graph/visitor-state.ts';
import { type Progress, Sequence, freshProgress } from '../sequence/sequence.ts';
import type { Steps } from '../sequence/steps.ts';
import { reduceProps } from '../plan/retention.ts';
import { loadState, saveState } from '../graph/serialize.ts';
import { UNKNOWN } from '../values/values.ts';
import { NO_SESSION, sessionFor } from '../graph/visit.ts';
import { CAP } from './window.ts';
import type { Wishes } from '../plan/subscriptions.ts';

/** An event kept for later, with what a metric reads of it and the wishes it met. */
type Kept = readonly [
  name: string,
  time: number,
  props: Taken['props'] | null,
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

const pathsOf = ({ needs }: Wishes): readonly string[] => [
  ...new Set(needs.flatMap(({ paths }) => paths)),
];

const keep = (
  run: Run,
  event: Taken,
  bits: number,
  paths: readonly string[],
  { facts }: Wishes,
): Kept => [
  event.name,
  event.time,
  reduceProps(event.props, paths) ?? null,
  sessionFor(run.session, facts),
  event.position,
  bits,
];

/** Adds a kept event to a metric, as of then. */
const recall = <State extends MetricState>(
  metric: Metric<State>,
  run: Run,
  state: State,
  [name, time, props, session, position, bits]: Kept,
  asked: Asked,
): void => {
  const then: Run = { ...run, now: time, session };
  metric.add(
    then,
    state,
    {
      name,
      time,
      props: props ?? undefined,
      session: session.number,
      position,
      host: run.host,
      stamp: NaN,
      item: undefined,
    },
    bits,
    asked,
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
  wishes: Wishes,
): Metric<Delayed<State>> => {
  const paths = pathsOf(wishes);
  const then = (run: Run, { session }: Delayed<State>): Run => ({
    ...run,
    session,
    now: run.now - ago,
  });
  return {
    ...outward(metric),
    fresh: (unknownTo) => ({
      unknownTo,
      inner: metric.fresh(unknownTo),
      session: NO_SESSION,
      waiting: [],
    }),
    add(run, state, event, bits, asked) {
      const { waiting } = state;
      this.tick(run, state, asked);
      waiting.push(keep(run, event, bits, paths, wishes));
      if (waiting.length > CAP) waiting.shift();
      return true;
    },
    tick(run, state, asked) {
      const { inner, waiting } = state;
      while (waiting[0] && waiting[0][1] + ago <= run.now) {
        const next = waiting.shift() as Kept;
        state.session = next[3];
        recall(metric, run, inner, next, asked);
      }
      metric.tick(then(run, state), inner, asked);
    },
    due: (run, state, asked) =>
      Math.min(
        (state.waiting[0]?.[1] ?? Infinity) + ago,
        metric.due(then(run, state), state.inner, asked) + ago,
      ),
    value: (run, state) => metric.value(then(run, state), state.inner),
    bucket(run, state, { marks }) {
      return bucketOf(marks, this.value(run, state));
    },
    isLeast: (run, state, asked) => metric.isLeast?.(then(run, state), state.inner, asked) ?? false,
    approximate: (run, state) =>
      state.waiting.length === CAP ||
      (metric.approximate?.(then(run, state), state.inner) ?? false),
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
  wishes: Wishes,
): Metric<Bounded<State>> => {
  const sequence = new Sequence(steps, Infinity);
  const paths = pathsOf(wishes);
  // One step is complete with the event that starts it, whatever else there was.
  const isOneEvent = steps.places.length === 2 && !steps.usesNot;

  /** Lets the bounding sequence take note of time or of an event; true where it was completed. */
  const follow = (
    run: Run,
    state: Bounded<State>,
    asked: Asked,
    act: (of: Progress) => void,
  ): boolean => {
    const { progress, waiting } = state;
    const before = progress.completed;
    act(progress);
    if (progress.completed === before) return false;
    if (isAfter) {
      // Whatever is missing came before: unless it could shift where the sequences end, all is known.
      state.inner = metric.fresh(isOneEvent ? null : state.unknownTo);
      metric.tick(run, state.inner, asked);
    } else if (before === 0 && !isOneEvent) {
      state.inner = metric.fresh(state.unknownTo);
      for (const one of waiting)
        if (one[4] < (progress.firstPosition ?? 0)) recall(metric, run, state.inner, one, asked);
      waiting.length = 0;
      metric.tick(run, state.inner, asked);
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
    add(run, state, event, met, asked) {
      this.tick(run, state, asked);
      const { unknownTo, progress, waiting } = state;
      if (unknownTo !== null && run.now <= unknownTo) return true;
      const completes = follow(run, state, asked, () =>
        sequence.add(progress, event, met, true, Infinity),
      );
      const isOutside = progress.completed > 0 !== isAfter && !orEver;
      if (completes || !(met & bits) || isOutside) return true;
      metric.add(run, state.inner, event, met, asked);
      if (isAfter || isOneEvent) return true;
      waiting.push(keep(run, event, met, paths, wishes));
      if (waiting.length > CAP) waiting.shift();
      return true;
    },
    tick(run, state, asked) {
      follow(run, state, asked, () => sequence.tick(state.progress, run));
      metric.tick(run, state.inner, asked);
    },
    due: (run, { inner, progress }, asked) =>
      Math.min(sequence.due(progress), metric.due(run, inner, asked)),
    value: (run, { unknownTo, inner, progress }) =>
      unknownTo === null || (isAfter && isOneEvent && progress.completed > 0)
        ? metric.value(run, inner)
        : UNKNOWN,
    bucket(run, state, { marks }) {
      return bucketOf(marks, this.value(run, state));
    },
    isLeast: (run, state, asked) => metric.isLeast?.(run, state.inner, asked) ?? false,
    approximate: (run, { inner, waiting }) =>
      waiting.length === CAP || (metric.approximate?.(run, inner) ?? false),
    save: (state) => ({ ...state, inner: saveState(metric, state.inner) }),
    load(state, saved, limit) {
      Object.assign(state, saved);
      state.inner = loadState(metric, saved.inner, limit);
    },
  };
};
