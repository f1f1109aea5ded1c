import type { EventSelector, MetricDefinition } from '../types.ts';
import type { IssuePath, Reporter } from './issues.ts';
import type { Scope } from './scope.ts';
import { didYouMean } from './suggest.ts';

/** The events that a metric selects directly, without naming a property. */
export const countedEvents = (
  metric: MetricDefinition,
): { readonly key: string; readonly events: EventSelector } | undefined => {
  if ('count' in metric) return { key: 'count', events: metric.count };
  if ('since' in metric) return { key: 'since', events: metric.since };
  if ('periods' in metric) return { key: 'periods', events: metric.periods };
  return undefined;
};

/** The segment of `enter:ID` or `leave:ID`. */
export const transitionOf = (event: string): string | undefined =>
  /^(?:enter|leave):(.*)$/s.exec(event)?.[1];

/** Names of events; for `enter:` and `leave:` the segment must exist. */
export const checkEvents = (
  events: EventSelector,
  path: IssuePath,
  scope: Scope,
  report: Reporter,
): void => {
  const segments = scope.definitions.segments;
  const list = typeof events === 'string' ? [events] : events;
  list.forEach((event, i) => {
    const at = typeof events === 'string' ? path : [...path, i];
    const id = transitionOf(event);
    if (id !== undefined && !Object.hasOwn(segments, id))
      report.error(
        'unknown-segment',
        at,
        `There is no segment "${id}".${didYouMean(id, Object.keys(segments))}`,
      );
    if (event === '*' && list.length > 1)
      report.warn('meaningless', at, '"*" is every event already. Remove the others, or the "*".');
  });
};
