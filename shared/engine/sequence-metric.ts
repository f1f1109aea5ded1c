import type { Scalar } from './kinds.ts';
import type { Metric } from './metric.ts';
import type { MetricState, Run, Taken } from './run.ts';
import type { Steps } from './sequence-steps.ts';
import { type Progress, freshProgress, isIdle, makeSequence } from './sequence.ts';
import { Range, UNKNOWN } from './values.ts';
import { type Property, itemsOf } from './where.ts';
import { type Period, type Window, moveOn, windowDue } from './window.ts';
import type { Wishes } from './wishes.ts';

/** Values of `by` that are followed at the same time. */
const VALUES = 200;
const NOTHING = freshProgress();

interface SequenceState extends MetricState {
  /** By the value that all steps share; of a sequence that asks for none, under `true`. */
  by: Map<Scalar, Progress>;
  period: Period;
  /** When time alone next moves one of them. */
  next: number | null;
  approximate: boolean;
}

/** How many sequences were completed, one after the other, by events in the window: for all values of `by` together. */
export const sequenceMetric = (
  steps: Steps,
  within: Window,
  by: Property | null,
  { list }: Wishes,
): Metric<SequenceState> => {
  const sequence = makeSequence(steps, within.length);
  // What must not come before reaches back to the beginning, whatever the window.
  const starting = steps.places[0]?.bits ?? 0;
  const startsWithNot = (steps.places[0]?.nots.length ?? 0) > 0;
  const window: Window = startsWithNot ? { ...within, covered: () => false } : within;

  const restart = (state: SequenceState): void => {
    for (const [value, { blocked }] of state.by)
      if (blocked) state.by.set(value, { ...freshProgress(), blocked });
      else state.by.delete(value);
    state.next = null;
  };
  const progressOf = (state: SequenceState, value: Scalar): Progress => {
    const before = state.by.get(value);
    if (before && !by) return before;
    const known = before ?? freshProgress();
    // The value touched last stands last.
    state.by.delete(value);
    state.by.set(value, known);
    if (state.by.size > VALUES) {
      state.by.delete(state.by.keys().next().value as Scalar);
      state.approximate = true;
    }
    return known;
  };

  const advance = (
    run: Run,
    state: SequenceState,
    event: Taken,
    value: Scalar,
    met: number,
    limit: number,
  ): void => {
    // Nothing is under way that it could go on with or break, and it starts nothing.
    if (!(met & starting) && !state.by.has(value)) return;
    const progress = progressOf(state, value);
    sequence.add(progress, event, met, window.holds?.(run) ?? true, limit);
    const due = sequence.due(progress);
    if (due < (state.next ?? Infinity)) state.next = due;
  };

  return {
    session: window.session,
    scale: 1,
    limited: window.length < Infinity,

    fresh: (unknownTo) => ({
      unknownTo,
      by: new Map(),
      period: { ordinal: 0, end: 0 },
      next: null,
      approximate: false,
    }),

    add(run, state, event, bits, { limit }) {
      if (state.unknownTo !== null && run.now <= state.unknownTo) return;
      if (window.unit && moveOn(run, window, state)) restart(state);
      if (!by) return advance(run, state, event, true, bits, limit);
      // Of items, each has its own value, and meets the conditions or not.
      const met = new Map<unknown, number>();
      for (const item of by.ofItem ? itemsOf(event) : [undefined]) {
        event.item = item;
        const own = list.reduce(
          (all, { where, bit }) =>
            bits & bit && (!where?.ofItem || !by.ofItem || where.test(event)) ? all | bit : all,
          0,
        );
        for (const value of [by.get(event)].flat()) met.set(value, (met.get(value) ?? 0) | own);
      }
      for (const [value, own] of met)
        if (own && /^(string|number|boolean)$/.test(typeof value))
          advance(run, state, event, value as Scalar, own, limit);
    },

    tick(run, state) {
      if (moveOn(run, window, state)) restart(state);
      if (run.now < (state.next ?? Infinity)) return;
      state.next = Infinity;
      for (const [value, progress] of state.by) {
        sequence.tick(progress, run);
        state.next = Math.min(state.next, sequence.due(progress));
        if (isIdle(progress)) state.by.delete(value);
      }
    },

    due: (run, state) => Math.min(state.next ?? Infinity, windowDue(run, window, state)),

    // What rests in the last place may be complete sooner; so may another value leave.
    isSteady: ({ unknownTo }) => !by && steps.rest === 0 && unknownTo === null,

    value(_, { unknownTo, by: all }) {
      let count = 0;
      if (by) for (const progress of all.values()) count += sequence.count(progress);
      else count = sequence.count(all.get(true) ?? NOTHING);
      if (unknownTo === null) return count;
      return startsWithNot ? UNKNOWN : new Range(count, Infinity, true);
    },

    isLeast(run, state, { limit }) {
      return (this.value(run, state) as number) >= limit;
    },

    approximate: (state) => state.approximate,

    save: (state) => ({ ...state, next: Number.isFinite(state.next) ? state.next : null }),
  };
};
