import { periodAt } from '../values/calendar.ts';
import type { Clause } from '../graph/clause.ts';
import { type Demand, type Metric, thresholdRank } from '../graph/metric.ts';
import { deserializeState, serializeState } from '../graph/serialize.ts';
import type { MetricState, VisitorState } from '../graph/visitor-state.ts';
import { Range } from '../values/values.ts';
import {
  type Period,
  type Window,
  certainFrom,
  moveOn,
  oldestStart,
  nextWindowChange,
} from '../graph/window.ts';

/** What a session has to be like, and the metrics of one session that it depends on. */
export interface Sessions {
  readonly each: readonly Metric[];
  /** Reads `visitor.session`, and as `visitor.metrics` those of the session looked at. */
  readonly meets: Clause<VisitorState>;
}

interface SessionsState extends MetricState {
  /** Starts of the past sessions that met the condition; where none leaves the window alone, their number is enough. */
  starts: number[];
  past: number;
  /** The session under way, and its metrics. */
  number: number;
  start: number;
  each: MetricState[];
  meets: boolean;
  period: Period;
}

const NOTHING: VisitorState['missing'] = new Map();
const EXACTLY: Demand = { thresholds: [], max: Infinity, inFormula: false };

/** How many sessions that started in the window meet a condition. The latest counts as it stands at its last event. */
export const sessionsMetric = (
  { each, meets }: Sessions,
  window: Window,
): Metric<SessionsState> => {
  const { length, unit, holds, sessions } = window;
  const freshEach = (): MetricState[] => each.map((metric) => metric.fresh(null));

  /** Whether a session that started then is in the window now. */
  const isIn = (
    { host }: VisitorState,
    { period, unknownTo }: SessionsState,
    start: number,
    now: number,
  ): boolean =>
    start + length > now &&
    (unknownTo === null || start > unknownTo) &&
    (!unit || periodAt(host, unit, start) === period.ordinal);

  return {
    followsSessions: true,
    isDuration: false,
    scale: 1,
    forgets: length < Infinity,
    isScore: false,

    fresh: (unknownTo) => ({
      unknownTo,
      starts: [],
      past: 0,
      number: 0,
      start: 0,
      each: freshEach(),
      meets: false,
      period: { ordinal: 0, end: 0 },
    }),

    add(visitor, state, event, bits, demand) {
      this.advanceTime(visitor, state, demand);
      // What nothing read before is found in the log again, or the session is left out.
      const inside: VisitorState = { ...visitor, missing: NOTHING, metrics: state.each };
      for (const [i, metric] of each.entries()) {
        const one = state.each[i] as MetricState;
        metric.add(inside, one, event, bits, EXACTLY);
      }
      if (sessions > 0 && state.unknownTo !== null && visitor.now > state.unknownTo)
        certainFrom(state.period, visitor.session.number + 1);
      state.meets =
        meets.test(inside) === true && (holds?.({ ...visitor, now: state.start }) ?? true);
      return true;
    },

    advanceTime(visitor, state, { max }) {
      const { now, session } = visitor;
      if (moveOn(visitor, window, state)) {
        state.starts = [];
        state.past = 0;
      }
      if (session.number !== state.number) {
        if (
          state.meets &&
          (!window.followsSessions || sessions > 0) &&
          isIn(visitor, state, state.start, now)
        ) {
          if (length < Infinity || sessions > 0) state.starts.push(state.start);
          else state.past++;
          if (length < Infinity && state.starts.length > max) state.starts.shift();
        }
        state.number = session.number;
        state.start = session.start;
        state.each = freshEach();
        state.meets = false;
      }
      while ((state.starts[0] ?? Infinity) + length <= now) state.starts.shift();
      if (sessions === 0) return;
      const oldest = oldestStart(visitor, window, state.period);
      while ((state.starts[0] ?? Infinity) < oldest) state.starts.shift();
    },

    nextTimer(visitor, state) {
      const live = state.meets && state.start + length > visitor.now ? state.start : Infinity;
      return Math.min(
        nextWindowChange(visitor, window, state),
        Math.min(state.starts[0] ?? live, live) + length,
      );
    },

    value(visitor, state) {
      const live = state.meets && isIn(visitor, state, state.start, visitor.now) ? 1 : 0;
      const count = state.past + state.starts.length + live;
      return state.unknownTo === null ? count : new Range(count, Infinity, true);
    },

    rank(visitor, state, { thresholds }) {
      return thresholdRank(thresholds, this.value(visitor, state));
    },

    isLowerBound: (_, { starts }, { max }) => sessions === 0 && starts.length >= max,

    isApproximate: (visitor, state) =>
      each.some((metric, i) => metric.isApproximate?.(visitor, state.each[i] as MetricState)),

    serialize: (state) => ({
      ...state,
      each: each.map((metric, i) => serializeState(metric, state.each[i] as MetricState)),
    }),
    deserialize(state, saved) {
      Object.assign(state, saved);
      // Of a session that has not begun, each metric is fresh.
      state.each = each.map((metric, i) => deserializeState(metric, state.each[i], Infinity));
    },
  };
};
