import type { Condition, MetricDefinition, MetricOf } from '../definitions/types.ts';
import { boundedEvents } from './bounds.ts';
import { conditionSql } from './conditions.ts';
import type { MakeFacts } from './fact-context.ts';
import type { Measure } from './sources.ts';
import type { Query } from './query.ts';
import { type Scope, columnsOf, once, sameSql, shifted, windowSql } from './scope.ts';
import { and } from './text.ts';
import { orZero } from './values.ts';

/** Columns of the events that a window may read, besides those of the session itself. */
const OF_WINDOW = ['moment', 'first_t', 'last_session', 'asked_session'];

/** How many sessions that started in the window meet a condition, each judged as of its last event. `makeFacts` reads what the condition reads. */
export const sessionsMetric = (
  name: string,
  definition: MetricOf<'sessions'>,
  outer: Scope,
  query: Query,
  makeFacts: MakeFacts,
): Measure => {
  const { sessions, each = {}, where, within } = definition;
  const scope = shifted(name, outer, within, query);
  const bounded = boundedEvents(name, definition, scope, query);
  const label = ` of each session of ${name}${scope.label}`;
  const part = (what: string, body: string): string => query.part(`${what}${label}`, body);
  const keys = scope.keys.join(', ');
  query.column('session');

  // The window asks when a session started.
  const inWindow = and(windowSql(within, scope, query));
  const read = OF_WINDOW.filter((column) => inWindow.includes(column));
  const asked = part(
    'extent',
    `SELECT ${[keys, 'session', 'session AS of_session', 'min(t) AS t', 'max(t) AS ended', ...read.map((column) => `max(${column}) AS ${column}`)].join(', ')}
  FROM ${scope.events()}\n  GROUP BY ${keys}, session`,
  );
  const ofEach = (events: string): string =>
    `SELECT *, session AS of_session, max(t) OVER (PARTITION BY ${keys}, session) AS ended FROM ${events}`;
  const inner: Scope = {
    events: once(() => part('events', ofEach(scope.events()))),
    keys: [...scope.keys, 'of_session'],
    also: [...scope.also, 'of_session', 'ended'],
    at: 'ended',
    carried: ['ended'],
    inSession: () => 'TRUE',
    latest: () => 'session',
    inOrder: null,
    label,
  };
  const upTo = (): Scope => ({
    ...inner,
    events: once(() =>
      part(
        'events up to the end',
        `SELECT s.of_session AS of_session, s.ended AS ended, ${columnsOf(scope, 'e')} FROM ${asked} AS s JOIN ${scope.events()} AS e ON ${sameSql(scope, 'e', 's')} WHERE e.session <= s.of_session`,
      ),
    ),
    inSession: () => 'session = of_session',
    latest: () => 'of_session',
  });
  let whole: Scope | null = null;

  const facts = makeFacts({
    definitions: { metrics: withCondition(each, where) },
    query,
    // What bounds the metric bounds what the session's own metrics see.
    scope:
      bounded === scope
        ? inner
        : {
            ...inner,
            events: once(() =>
              part(
                'bounded events',
                `SELECT s.of_session AS of_session, s.ended AS ended, ${columnsOf(scope, 'e')} FROM ${bounded.events()} AS e JOIN ${asked} AS s ON ${sameSql(scope, 'e', 's')} AND e.session = s.of_session`,
              ),
            ),
          },
    ofVisit: (fact) => (fact.startsWith('visitor.') ? (whole ??= upTo()) : inner),
    readsTold: false,
    eventsWith: () => null,
  });
  const meets = conditionSql(sessions, {
    savedGroups: query.savedGroups,
    pattern: query.pattern,
    read: facts.read,
  });
  const judged = facts.part(asked, ['t', 'session', ...read]);
  return {
    part: query.part(
      `${name}${scope.label}`,
      `SELECT ${keys}, count(*) AS value\n  FROM ${judged}\n  WHERE ${and([meets, inWindow])}\n  GROUP BY ${keys}`,
    ),
    value: orZero,
  };
};

/** The metrics of a session under the condition of the whole as well. */
const withCondition = (
  each: { readonly [id: string]: MetricDefinition },
  where: Condition | undefined,
): { readonly [id: string]: MetricDefinition } =>
  where === undefined
    ? each
    : Object.fromEntries(
        Object.entries(each).map(([id, metric]) => [
          id,
          'formula' in metric
            ? metric
            : {
                ...metric,
                where: metric.where === undefined ? where : { $and: [metric.where, where] },
              },
        ]),
      );
