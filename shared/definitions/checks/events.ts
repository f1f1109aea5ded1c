import { type Kind, SPECS, kindOf } from '../../metrics/specs.ts';
import type { EventSelector, MetricDefinition } from '../types.ts';
import type { IssuePath, Reporter } from './issues.ts';
import type { Scope } from './scope.ts';
import { didYouMean } from './suggest.ts';
import { carriesInstead, isUsualEvent, usualEvent, usualProperty } from './vocabulary.ts';

/** What a kind that takes events, or a property, says in its own key. */
const ownKey = (
  metric: MetricDefinition,
  takes: 'events' | 'property',
): [key: Kind, said: unknown] | undefined => {
  const key = kindOf(metric);
  return key !== undefined && SPECS[key].takes === takes
    ? [key, (metric as { readonly [key in Kind]?: unknown })[key]]
    : undefined;
};

/** The events that a metric selects directly, without naming a property. */
export const countedEvents = (
  metric: MetricDefinition,
): { readonly key: string; readonly events: EventSelector } | undefined => {
  const [key, events] = ownKey(metric, 'events') ?? [];
  return key && { key, events: events as EventSelector };
};

/** Event and property of a metric that reads one; the event's name ends at the first dot. */
export const readProperty = (
  metric: MetricDefinition,
): { readonly key: string; readonly event: string; readonly property: string } | undefined => {
  const [key, said] = ownKey(metric, 'property') ?? [];
  const selector = String(said);
  const dot = selector.indexOf('.');
  return key === undefined || dot < 0
    ? undefined
    : { key, event: selector.slice(0, dot), property: selector.slice(dot + 1) };
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
    else checkEventName(event, at, scope, report);
    if (event === '*' && list.length > 1)
      report.warn('meaningless', at, '"*" is every event already. Remove the others, or the "*".');
  });
};

/** A name that can be meant, and most likely is not. */
const checkEventName = (event: string, path: IssuePath, scope: Scope, report: Reporter): void => {
  const typo = (message: string) => report.warn('likely-typo', path, message);
  const [, word = '', id = ''] =
    /^(enter|entered|entry|join|joined|leave|left|exit|exited)\s*:\s*(.+)$/i.exec(event) ?? [];
  const usual = usualEvent(event);
  if (transitionOf(event) !== undefined) return;
  if (Object.hasOwn(scope.definitions.segments, id))
    typo(
      `Did you mean "${/^(leave|left|exit)/i.test(word) ? 'leave' : 'enter'}:${id}"? "${event}" is an event of that name.`,
    );
  else if (/^(all|any|every)([ _-]?events?)?$/i.test(event))
    typo(`"${event}" is an event of that name. Every event is "*".`);
  else if (event.includes('.') && isUsualEvent(event.slice(0, event.indexOf('.'))))
    typo(
      `"${event}" is an event of that name. Write "${event.slice(0, event.indexOf('.'))}" to look at the event; a property stands in "where", or in sum, max and the like.`,
    );
  else if (usual !== undefined)
    typo(`The web's usual name is "${usual}". Keep "${event}" only if the site sends it so.`);
};

/** The property that `event.property` names, or `by`: what the usual events carry, and what never. */
export const checkProperty = (
  property: string,
  events: readonly string[],
  path: IssuePath,
  report: Reporter,
): void => {
  const [first = '', ...rest] = property.split('.');
  if (property.split('.').includes(''))
    return report.error(
      'bad-value',
      path,
      `"${property}" is no name of a property: something is missing beside a dot.`,
    );
  if (/\[\d*\]|^items\.\d/.test(property))
    return report.warn(
      'likely-typo',
      path,
      `Items are not numbered: "items.price" reads each of them, so "${property}" finds nothing.`,
    );
  if (rest.length > 0 && (events.includes(first) || PREFIXES.test(first)))
    return report.warn(
      'likely-typo',
      path,
      `A property is named without its event: write "${rest.join('.')}", not "${property}".`,
    );
  if (events.length > 0 && events.every((event) => transitionOf(event) !== undefined))
    return report.warn(
      'meaningless',
      path,
      `Transitions have no properties, so "${property}" is never there.`,
    );
  const usual = usualProperty(property, events);
  if (usual !== undefined)
    return report.warn(
      'likely-typo',
      path,
      `The usual property is "${usual}". Keep "${property}" only if the site sends it so.`,
    );
  const other = carriesInstead(property, events);
  if (other !== undefined)
    report.warn(
      'likely-typo',
      path,
      `${events.join(', ')} usually has no "${property}"; "${other}" has. Keep it only if the site sends it so.`,
    );
};
const PREFIXES = /^(event|events|props|properties|params|parameters|attributes)$/;
