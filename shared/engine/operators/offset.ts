import type { MetricModifier } from '../graph/metric-kind.ts';
import { type Metric, thresholdRank } from '../graph/metric.ts';
import { recorder, replayInto, traitsOf } from '../graph/recorded-event.ts';
import { NO_SESSION } from '../graph/visit.ts';
import type { MetricState, Session, VisitorState } from '../graph/visitor-state.ts';
import { type WaitingState, storedAround } from '../graph/waiting-events.ts';
import { CAP } from '../graph/window.ts';

/** Events wait until the window reaches them. */
interface OffsetState<State> extends WaitingState<State> {
  /** The session of the last event that the window has reached. */
  session: Session;
}

/** `ago` in a window, of a metric of any kind. */
export const offset: MetricModifier = {
  modifies: 'offset',
  modify: (metric, _, { window, inputs, known }) =>
    offsetMetric(metric, window.offset, recorder(inputs, known)),
};

/** The value that a metric had so many milliseconds ago. */
const offsetMetric = <State extends MetricState>(
  metric: Metric<State>,
  ms: number,
  record: ReturnType<typeof recorder>,
): Metric<OffsetState<State>> => {
  const then = (visitor: VisitorState, { session }: OffsetState<State>): VisitorState => ({
    ...visitor,
    session,
    now: visitor.now - ms,
  });
  return {
    ...traitsOf(metric),
    fresh: (unknownTo) => ({
      unknownTo,
      inner: metric.fresh(unknownTo),
      session: NO_SESSION,
      waiting: [],
    }),
    add(visitor, state, event, bits, demand) {
      const { waiting } = state;
      this.advanceTime(visitor, state, demand);
      waiting.push(record(visitor, event, bits));
      if (waiting.length > CAP) waiting.shift();
      return true;
    },
    advanceTime(visitor, state, demand) {
      const { inner, waiting } = state;
      for (let next = waiting[0]; next && next.time + ms <= visitor.now; next = waiting[0]) {
        waiting.shift();
        state.session = next.session;
        replayInto(metric, visitor, inner, next, demand);
      }
      metric.advanceTime(then(visitor, state), inner, demand);
    },
    nextTimer: (visitor, state, demand) =>
      Math.min(
        (state.waiting[0]?.time ?? Infinity) + ms,
        metric.nextTimer(then(visitor, state), state.inner, demand) + ms,
      ),
    value: (visitor, state) => metric.value(then(visitor, state), state.inner),
    rank(visitor, state, { thresholds }) {
      return thresholdRank(thresholds, this.value(visitor, state));
    },
    isLowerBound: (visitor, state, demand) =>
      metric.isLowerBound?.(then(visitor, state), state.inner, demand) ?? false,
    isApproximate: (visitor, state) =>
      state.waiting.length === CAP ||
      (metric.isApproximate?.(then(visitor, state), state.inner) ?? false),
    ...storedAround(metric),
  };
};
