import { type Metric, type Need, type Subscription } from './metric.ts';
import type { MetricState } from './run.ts';
import type { Steps } from './sequence-steps.ts';
import { type Progress, freshProgress, makeSequence } from './sequence.ts';
import { Range, UNKNOWN } from './values.ts';
import { type Period, type Window, moveOn, windowDue } from './window.ts';

interface SequenceState extends MetricState {
  progress: Progress;
  period: Period;
}

/** How many sequences were completed, one after the other, by events in the window. */
export const sequenceMetric = (
  steps: Steps,
  within: Window,
  subscriptions: readonly Subscription[],
  needs: readonly Need[],
): Metric<SequenceState> => {
  const sequence = makeSequence(steps, within.length);
  // What must not come before reaches back to the beginning, whatever the window.
  const startsWithNot = (steps.places[0]?.nots.length ?? 0) > 0;
  const window: Window = startsWithNot ? { ...within, covered: () => false } : within;

  const restart = (state: SequenceState): void => {
    const { blocked } = state.progress;
    state.progress = { ...freshProgress(), blocked };
  };

  return {
    subscriptions,
    needs,
    session: window.session,
    isDuration: false,
    scale: 1,
    limited: window.length < Infinity,

    fresh: (unknownTo) => ({
      unknownTo,
      progress: freshProgress(),
      period: { ordinal: 0, end: 0 },
    }),

    add(run, state, event, bits, { limit }) {
      if (state.unknownTo !== null && run.now <= state.unknownTo) return;
      if (window.unit && moveOn(run, window, state)) restart(state);
      sequence.add(state.progress, event, bits, window.holds?.(run) ?? true, limit);
    },

    tick(run, state) {
      if (moveOn(run, window, state)) restart(state);
      sequence.tick(state.progress, run);
    },

    due: (run, state) => Math.min(sequence.due(state.progress), windowDue(run, window, state)),

    value(_, { unknownTo, progress }) {
      const count = sequence.count(progress);
      if (unknownTo === null) return count;
      return startsWithNot ? UNKNOWN : new Range(count, Infinity, true);
    },
  };
};
