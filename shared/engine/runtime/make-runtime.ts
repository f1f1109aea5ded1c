import { NO_SESSION } from '../graph/visit.ts';
import type { MetricState, VisitorState } from '../graph/visitor-state.ts';
import type { LinkedPlan } from '../plan/linked-plan.ts';
import type { EngineHost } from '../types.ts';
import { UNKNOWN } from '../values/values.ts';
import { type Beginning, layoutOf } from './layout.ts';
import { Runtime } from './runtime.ts';

const NOTHING_MISSING: VisitorState['missing'] = new Map();

/** A visitor of whom nothing is known but the states of metrics. */
export const freshVisitor = (
  program: LinkedPlan,
  host: EngineHost,
  now: number,
  metrics: MetricState[],
  { ranks, answers, beforeGroups }: Beginning = layoutOf(program).blank,
): VisitorState => ({
  now,
  host,
  session: NO_SESSION,
  firstSeen: null,
  daysActive: 0,
  day: 0,
  dayEnd: 0,
  events: 0,
  missing: NOTHING_MISSING,
  unread: new Map(),
  isReplay: false,
  hostFacts: program.hostFacts.map(() => UNKNOWN),
  metrics,
  ranks: ranks.slice(),
  answers: answers.slice(),
  beforeGroups: beforeGroups.slice(),
});

/** For somebody new, who begins as others did where time makes no difference. */
export const newRuntime = (program: LinkedPlan, host: EngineHost, now: number): Runtime => {
  const layout = layoutOf(program);
  const make = (from: Beginning): Runtime =>
    new Runtime(
      program,
      freshVisitor(program, host, now, layout.untouched().slice(), from),
      layout.noStates.slice(),
      from,
    );
  if (!layout.beginning) {
    const first = make(layout.blank);
    first.begin();
    if (first.nextTimer() !== null) return first;
    // This one takes nothing in, and stays as it is.
    const { ranks, answers, beforeGroups } = first.visitor;
    const { memberships } = first.answers;
    layout.beginning = { ranks, answers, beforeGroups, memberships, seen: first.seen };
  }
  return make(layout.beginning);
};

/** For a visitor each of whose metrics has its state. */
export const makeRuntime = (program: LinkedPlan, visitor: VisitorState): Runtime =>
  new Runtime(program, visitor, visitor.metrics, layoutOf(program).blank);
