/** How many different events one metric looks for: the engine tells each apart by a bit of a number. */
import { LIMITS } from '../limits.ts';
import type {
  Condition,
  EventSelector,
  MetricDefinition,
  SequenceDefinition,
  SequenceStep,
} from '../types.ts';
import { countedEvents, readProperty } from './events.ts';
import type { IssuePath, Reporter } from './issues.ts';

export const checkMetricEvents = (
  metric: MetricDefinition,
  path: IssuePath,
  report: Reporter,
): void => {
  const events = new Set(eventsOf(metric, undefined));
  if (events.size > LIMITS.metricEvents)
    report.error(
      'too-many',
      path,
      `With its sequences and the metrics of "each" this metric tells ${events.size} kinds of event apart; at most ${LIMITS.metricEvents} are allowed. Make two metrics of it.`,
    );
};

/** Each kind of event as text, by names and conditions. */
function* eventsOf(metric: MetricDefinition, outer: Condition | undefined): Generator<string> {
  if ('formula' in metric) return;
  const { where } = metric;
  if ('sessions' in metric) {
    yield kind('*');
    for (const part of Object.values(metric.each ?? {})) yield* eventsOf(part, where);
  } else if ('sequence' in metric) yield* steps(metric, where, outer);
  else {
    const events = countedEvents(metric)?.events ?? readProperty(metric)?.event;
    if (events !== undefined) yield kind(events, where, outer);
  }
  for (const bound of [metric.after, metric.before]) if (bound !== undefined) yield* steps(bound);
}

function* steps(
  { sequence }: SequenceDefinition,
  ...around: readonly (Condition | undefined)[]
): Generator<string> {
  const one = (step: Exclude<SequenceStep, { anyOrder: unknown }>): string =>
    kind('not' in step ? step.not : step.event, step.where, ...around);
  for (const step of sequence)
    if ('anyOrder' in step) for (const inner of step.anyOrder) yield one(inner);
    else yield one(step);
}

const kind = (events: EventSelector, ...where: readonly (Condition | undefined)[]): string =>
  JSON.stringify([[...new Set(typeof events === 'string' ? [events] : events)].toSorted(), where]);
