import type { LinkedPlan, MetricNode } from '../plan/linked-plan.ts';
import { copyFact, countVisit, enterSession } from '../graph/visit.ts';
import type { IngestedEvent, MetricState, VisitorState } from '../graph/visitor-state.ts';
import type { CoveyEvent } from '../types.ts';

/** Shows the stored events to some metrics, by their index, at the events' own times and in their own sessions. */
export const replay = (
  program: LinkedPlan,
  visitor: VisitorState,
  log: readonly CoveyEvent[],
  rebuild: ReadonlySet<number>,
): void => {
  const { metricNodes, router, sessionTimeoutMs } = program;
  const then: VisitorState = {
    ...visitor,
    now: 0,
    session: { ...visitor.session, number: 0 },
    isReplay: true,
  };
  const advanceTime = (): void => {
    for (const index of rebuild) {
      const { metric, demand } = metricNodes[index] as MetricNode;
      metric.advanceTime(then, then.metrics[index] as MetricState, demand);
    }
  };
  for (const [i, { name, time, props, session }] of log.entries()) {
    then.now = Math.min(Math.max(then.now, time), visitor.now);
    const isNew = enterSession(then, session, sessionTimeoutMs);
    countVisit(then, name, props);
    if (isNew) advanceTime();
    const event: IngestedEvent = {
      name,
      time: then.now,
      props,
      session: then.session.number,
      position: visitor.events - log.length + i + 1,
      host: visitor.host,
      stamp: ++program.stamp,
      item: undefined,
    };
    const readers = router(event);
    for (let k = 0; k < readers.length; k += 2) {
      const index = readers[k] as number;
      if (!rebuild.has(index)) continue;
      const { metric, demand } = metricNodes[index] as MetricNode;
      metric.add(then, then.metrics[index] as MetricState, event, readers[k + 1] as number, demand);
    }
  }
  then.now = visitor.now;
  // What nothing read before of the session under way is in the log.
  if (then.session.number === visitor.session.number)
    for (const fact of visitor.missing.keys())
      visitor.session = copyFact(fact, then.session, visitor.session);
  then.session = visitor.session;
  then.isReplay = false;
  advanceTime();
};
