import type { Demand, Metric } from '../graph/metric.ts';
import type { FactNode } from '../graph/visitor-state.ts';
import type { LinkedPlan } from '../plan/linked-plan.ts';
import type { CompiledSegment } from '../plan/segments.ts';
import type { Membership } from '../types.ts';
import type { LogCoverage } from './log-coverage.ts';
import { type MembershipState, freshMembership } from './membership.ts';
import { roomFor } from './timer-queue.ts';

/** The answer of a segment where it is known before it is evaluated. */
export type Said = Membership | undefined;

/** What a source said of which nobody was told yet: nothing is equal to it. */
const UNSEEN = {};

/** How a visitor stands before any event. */
export interface Beginning {
  /** By source, as in `VisitorState`. */
  readonly ranks: readonly number[];
  /** By source, what it said when its readers were last told, where no threshold says enough. */
  readonly seen: readonly unknown[];
  /** By place of the segment. */
  readonly answers: readonly Membership[];
  readonly beforeGroups: readonly Membership[];
  readonly memberships: readonly (MembershipState | null)[];
}

/** What all visitors of a program share, in lists of their own, each small enough to stay at hand. */
export interface Layout {
  /** Those that are compiled: all of which a visitor has a state. */
  readonly metrics: readonly (Metric | undefined)[];
  readonly demands: readonly Demand[];
  /** What each metric is for those that read it; null where nobody does. */
  readonly facts: readonly (FactNode | null)[];
  /** Of no metric there is a state yet. */
  readonly noStates: readonly undefined[];
  readonly segments: readonly CompiledSegment[];
  readonly ids: readonly string[];
  /** A number for each segment, to be overwritten: copied, it stays a list of numbers in V8. */
  readonly noTimes: readonly number[];
  /** By place, of segments whose turn it is: of whoever is looked at, since all have had their turn before another is. */
  readonly said: Said[];
  /** Of any segment more than the answer is remembered. */
  readonly hasRules: boolean;
  readonly keepers: readonly CompiledSegment[];
  /** By place of a segment with `keep`, its place among the timers. */
  readonly keeperOf: ReadonlyMap<number, number>;
  /** Of timers that are not due: one for each, and one to spare. */
  readonly notDue: readonly number[];
  /** Before anything was looked at. */
  readonly blank: Beginning;
  /** After everything was, where time alone changes nothing for a new visitor: then all are alike. */
  beginning: Beginning | null;
  /** What the log of a new visitor holds: the same for each of them. */
  coverage: LogCoverage | null;
}

const layouts = new WeakMap<LinkedPlan, Layout>();

const makeLayout = (program: LinkedPlan): Layout => {
  const { metricNodes, compiledSegments, factNodes, timedCount } = program;
  const keepers = compiledSegments.filter(({ keepMs }) => keepMs > 0);
  const timers = timedCount + keepers.length + 1;
  const unanswered = compiledSegments.map(() => null);
  return {
    metrics: program.metricsSoFar,
    demands: metricNodes.map(({ demand }) => demand),
    facts: metricNodes.map(({ fact }) => (fact.dependents.length > 0 ? fact : null)),
    noStates: metricNodes.map(() => undefined),
    segments: compiledSegments,
    ids: compiledSegments.map(({ id }) => id),
    noTimes: compiledSegments.map(() => Infinity),
    said: compiledSegments.map(() => undefined),
    hasRules: compiledSegments.some(({ isPlain }) => !isPlain),
    keepers,
    keeperOf: new Map(keepers.map(({ index }, i) => [index, timedCount + i])),
    notDue: Array.from({ length: roomFor(timers) }, () => Infinity),
    blank: {
      ranks: factNodes.map(() => -1),
      seen: factNodes.map(() => UNSEEN),
      answers: unanswered,
      beforeGroups: unanswered,
      memberships: compiledSegments.map(({ isPlain }) => (isPlain ? null : freshMembership())),
    },
    beginning: null,
    coverage: null,
  };
};

/** Found once for each program. */
export const layoutOf = (program: LinkedPlan): Layout => {
  let layout = layouts.get(program);
  if (!layout) layouts.set(program, (layout = makeLayout(program)));
  return layout;
};
