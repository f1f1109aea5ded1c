import type { Metric } from './metric.ts';
import {
  type RecordedEvent,
  type SavedEvent,
  deserializeEvent,
  serializeEvent,
} from './recorded-event.ts';
import { deserializeState, serializeState } from './serialize.ts';
import type { MetricState } from './visitor-state.ts';

/** State of a metric that is made around another, which is shown some events later than they happen. */
export interface WaitingState<Inner> extends MetricState {
  inner: Inner;
  waiting: RecordedEvent[];
}

/** How such a state is written down and brought back. */
export const storedAround = <Inner extends MetricState, State extends WaitingState<Inner>>(
  metric: Metric<Inner>,
): Required<Pick<Metric<State>, 'serialize' | 'deserialize'>> => ({
  serialize: (state) => ({
    ...state,
    inner: serializeState(metric, state.inner),
    waiting: state.waiting.map(serializeEvent),
  }),
  deserialize(state, saved, limit) {
    Object.assign(state, saved);
    state.inner = deserializeState(metric, saved.inner, limit);
    state.waiting = ((saved.waiting ?? []) as unknown as SavedEvent[]).map(deserializeEvent);
  },
});
