import { NO_SESSION } from '../graph/visit.ts';
import type { VisitorState } from '../graph/visitor-state.ts';
import type { LinkedPlan } from '../plan/linked-plan.ts';
import type { EngineHost } from '../types.ts';
import { UNKNOWN } from '../values/values.ts';
import { type Beginning, type Layout, layoutOf } from './layout.ts';
import { Runtime } from './runtime.ts';

const NOTHING_MISSING: VisitorState['missing'] = new Map();

/** A visitor of whom nothing is known. */
export const freshVisitor = (
  program: LinkedPlan,
  host: EngineHost,
  now: number,
  { noStates, blank }: Layout = layoutOf(program),
  { ranks, answers, beforeGroups }: Beginning = blank,
): VisitorState => ({
  now,
  host,
  session: { ...NO_SESSION },
  firstSeen: null,
  daysActive: 0,
  day: 0,
  // Never, where nothing reads them.
  dayEnd: program.facts.has('visitor.daysActive') ? 0 : Infinity,
  events: 0,
  missing: NOTHING_MISSING,
  unread: new Map(),
  isReplay: false,
  inRange: null,
  hostFacts: program.hostFacts.map(() => UNKNOWN),
  metrics: noStates.slice(),
  saved: noStates.slice(),
  ranks: ranks.slice(),
  answers: answers.slice(),
  beforeGroups: beforeGroups.slice(),
});

/** For somebody new, who begins as others did where time makes no difference. */
export const newRuntime = (program: LinkedPlan, host: EngineHost, now: number): Runtime => {
  const layout = layoutOf(program);
  const make = (from: Beginning): Runtime =>
    new Runtime(program, freshVisitor(program, host, now, layout, from), from);
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

/** The same visitor, to look ahead with for as long as the first does not go on. */
export const forkRuntime = (program: LinkedPlan, runtime: Runtime): Runtime => {
  const { visitor, answers, seen, timers } = runtime;
  const copy: VisitorState = {
    ...visitor,
    metrics: layoutOf(program).noStates.slice(),
    saved: runtime.saveMetrics().slice(),
    ranks: visitor.ranks.slice(),
    answers: visitor.answers.slice(),
    beforeGroups: visitor.beforeGroups.slice(),
  };
  const { memberships } = answers;
  const ahead = new Runtime(program, copy, { seen, memberships });
  ahead.timers.scheduleAll(timers.dueTimes);
  return ahead;
};
