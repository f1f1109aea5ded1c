import type { MetricModifier } from '../graph/metric-kind.ts';
import { type Demand, type Metric, thresholdRank } from '../graph/metric.ts';
import { recorder, replayInto, traitsOf } from '../graph/recorded-event.ts';
import type { MetricState, VisitorState } from '../graph/visitor-state.ts';
import { type WaitingState, storedAround } from '../graph/waiting-events.ts';
import { CAP } from '../graph/window.ts';
import { UNKNOWN } from '../values/values.ts';
import type { Matcher, PartialMatches, noMatches } from './matcher.ts';
import type { Pattern, subscribePattern } from './pattern.ts';

/** What follows steps: it comes in another part of a page's script. */
export interface Steps {
  readonly subscribePattern: typeof subscribePattern;
  readonly noMatches: typeof noMatches;
  readonly Matcher: typeof Matcher;
}

/** Events since the beginning wait until it is known where the sequence started. */
interface BoundedState<State> extends WaitingState<State> {
  progress: PartialMatches;
}

/** What a bounded metric is made of. */
interface Bounds {
  readonly pattern: Pattern;
  /** Of the metric's own inputs. */
  readonly bits: number;
  /** Of events after the last completion of the steps; else before its first start. */
  readonly isAfter: boolean;
  /** Of all events until the steps are completed. */
  readonly orEver: boolean;
}

/** `after` and `before`, of a metric of any kind: only its events on that side of some steps. */
export const boundsOf = (steps: Steps): MetricModifier => ({
  modifies: 'bounds',
  modify(metric, { after, before, orEver }, { inputs, known }) {
    const isAfter = after !== undefined;
    const bits = inputs.list.reduce((all, { bit }) => all | bit, 0);
    const pattern = steps.subscribePattern(after ?? before, inputs);
    const made: Bounds = { pattern, bits, isAfter, orEver: isAfter && orEver === true };
    return boundedMetric(metric, made, recorder(inputs, known), steps);
  },
});

const boundedMetric = <State extends MetricState>(
  metric: Metric<State>,
  { pattern, bits, isAfter, orEver }: Bounds,
  record: ReturnType<typeof recorder>,
  { Matcher, noMatches }: Steps,
): Metric<BoundedState<State>> => {
  const matcher = new Matcher(pattern, Infinity);
  // One step is complete with the event that starts it, whatever else there was.
  const isOneEvent = pattern.states.length === 2 && !pattern.usesNot;

  /** Lets the bounding sequence take note of time or of an event; true where it was completed. */
  const follow = (
    visitor: VisitorState,
    state: BoundedState<State>,
    demand: Demand,
    act: (of: PartialMatches) => void,
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
        if (one.position < (progress.firstPosition ?? 0))
          replayInto(metric, visitor, state.inner, one, demand);
      waiting.length = 0;
      metric.advanceTime(visitor, state.inner, demand);
    }
    return true;
  };

  return {
    ...traitsOf(metric),
    fresh: (unknownTo) => ({
      unknownTo,
      inner: metric.fresh(unknownTo),
      progress: noMatches(),
      waiting: [],
    }),
    add(visitor, state, event, met, demand) {
      this.advanceTime(visitor, state, demand);
      const { unknownTo, progress, waiting } = state;
      if (unknownTo !== null && visitor.now <= unknownTo) return true;
      const completes = follow(visitor, state, demand, () =>
        matcher.add(progress, event, met, true, Infinity),
      );
      const isOutside = progress.completed > 0 !== isAfter && !orEver;
      if (completes || !(met & bits) || isOutside) return true;
      metric.add(visitor, state.inner, event, met, demand);
      if (isAfter || isOneEvent) return true;
      waiting.push(record(visitor, event, met));
      if (waiting.length > CAP) waiting.shift();
      return true;
    },
    advanceTime(visitor, state, demand) {
      follow(visitor, state, demand, () => matcher.advanceTime(state.progress, visitor));
      metric.advanceTime(visitor, state.inner, demand);
    },
    nextTimer: (visitor, { inner, progress }, demand) =>
      Math.min(matcher.nextTimer(progress), metric.nextTimer(visitor, inner, demand)),
    value: (visitor, { unknownTo, inner, progress }) =>
      unknownTo === null || (isAfter && isOneEvent && progress.completed > 0)
        ? metric.value(visitor, inner)
        : UNKNOWN,
    rank(visitor, state, { thresholds }) {
      return thresholdRank(thresholds, this.value(visitor, state));
    },
    isLowerBound: (visitor, state, demand) =>
      metric.isLowerBound?.(visitor, state.inner, demand) ?? false,
    isApproximate: (visitor, { inner, waiting }) =>
      waiting.length === CAP || (metric.isApproximate?.(visitor, inner) ?? false),
    ...storedAround(metric),
  };
};
