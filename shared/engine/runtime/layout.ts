import type { Demand, Metric } from '../graph/metric.ts';
import type { FactNode } from '../graph/visitor-state.ts';
import type { LinkedPlan } from '../plan/linked-plan.ts';
import type { CompiledSegment } from '../plan/segments.ts';
import type { Membership } from '../types.ts';
import type { LogCoverage } from './log-coverage.ts';
import { type MembershipState, freshMembership } from './membership.ts';

/** What there is to a segment beside its condition, in bits, and how many bits these are. */
export const HAS_RULES = 1;
export const IS_READ = 2;
export const EXIT_COUNTS = 4;
export const ENTRY_COUNTS = 8;
export const DUTIES = 15;
export const DUTY_BITS = 4;

/** Numbers of thresholds, from 0 on, for each of which there are two bits. */
export const RANKS = 16;
export const FOUND = 1;
export const HOLDS = 2;

/** Segments whose turn to be evaluated is told by one number. */
const WORD = 32;

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
  /** What conditions read of it; null where nothing does. */
  readonly facts: readonly (FactNode | null)[];
  /** Of no metric there is a state yet. */
  readonly noStates: readonly undefined[];
  readonly segments: readonly CompiledSegment[];
  readonly ids: readonly string[];
  /** A number for each segment, to be overwritten: copied, it stays a list of numbers in V8. */
  readonly noTimes: readonly number[];
  /**
   * By place of the segment, two numbers. First the one fact that its condition asks about, -1 where there are more,
   * and below it its duties. Then what the condition was found to say of that fact: two bits for each number of
   * thresholds reached, FOUND and HOLDS. A segment's objects stand all over the memory, and these next to one another.
   */
  readonly findings: Int32Array;
  /** Of any segment more than the answer is remembered. */
  readonly hasRules: boolean;
  readonly keepers: readonly CompiledSegment[];
  /** By place of a segment with `keep`, its place among the timers. */
  readonly keeperOf: ReadonlyMap<number, number>;
  /** Of timers that are not due: two for each place among them, and one to spare. */
  readonly notDue: readonly number[];
  /** How many numbers tell the turns of segments. */
  readonly words: number;
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
  const unanswered = compiledSegments.map(() => null);
  return {
    metrics: program.metricsSoFar,
    demands: metricNodes.map(({ demand }) => demand),
    facts: metricNodes.map(({ fact }) => (fact.dependents.length > 0 ? fact : null)),
    noStates: metricNodes.map(() => undefined),
    segments: compiledSegments,
    ids: compiledSegments.map(({ id }) => id),
    noTimes: compiledSegments.map(() => Infinity),
    findings: Int32Array.from(
      compiledSegments.flatMap(({ onlyFact, isPlain, dependents, entryCounts, exitCounts }) => [
        (onlyFact << DUTY_BITS) |
          (isPlain ? 0 : HAS_RULES) |
          (dependents.length > 0 ? IS_READ : 0) |
          (exitCounts ? EXIT_COUNTS : 0) |
          (entryCounts ? ENTRY_COUNTS : 0),
        0,
      ]),
    ),
    hasRules: compiledSegments.some(({ isPlain }) => !isPlain),
    keepers,
    keeperOf: new Map(keepers.map(({ index }, i) => [index, timedCount + i])),
    notDue: Array.from({ length: 2 * (timedCount + keepers.length + 1) }, () => Infinity),
    words: Math.ceil(compiledSegments.length / WORD),
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
