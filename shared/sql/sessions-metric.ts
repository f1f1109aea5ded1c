import type { Condition, MetricDefinition, MetricOf } from '../definitions/types.ts';
import type { Along } from './along.ts';
import { boundedEvents } from './bounds.ts';
import { conditionSql } from './conditions.ts';
import type { MakeFacts } from './fact-context.ts';
import type { Query } from './query.ts';
import { type Scope, columnsOf, once, sameSql, shifted, windowSql } from './scope.ts';
import { eachSession, sessionsAlong } from './sessions-along.ts';
import type { Measure } from './sources.ts';
import { and } from './text.ts';
import { orZero } from './values.ts';

/** Columns of the events that a window may read, besides those of the session itself. */
const OF_WINDOW = ['moment', 'first_t', 'last_session', 'asked_session'];

/** What is asked of each session. */
interface Asking {
  readonly definition: MetricOf<'sessions'>;
  readonly scope: Scope;
  /** The same with the events that a sequence bounds. */
  readonly bounded: Scope;
  /** Ends the names of parts. */
  readonly label: string;
  readonly part: (what: string, body: string) => string;
  readonly query: Query;
  readonly judge: Judge;
}

/** Scopes of a session: of its metrics, of its facts, and of the visitor's facts up to its end. */
interface Judged {
  readonly ofMetrics: Scope;
  readonly own: Scope;
  readonly whole: () => Scope;
}

/** The relation of those asked about with what the condition reads and columns besides, and whether they meet it. */
type Judge = (
  scopes: Judged,
  asked: string,
  also: readonly string[],
) => { readonly from: string; readonly meets: string };

/** How many sessions that started in the window meet a condition, each judged as of its last event. `makeFacts` reads what the condition reads. */
export const sessionsMetric = (
  name: string,
  definition: MetricOf<'sessions'>,
  outer: Scope,
  query: Query,
  makeFacts: MakeFacts,
): Measure => {
  const scope = shifted(name, outer, definition.within, query);
  const bounded = boundedEvents(name, definition, scope, query);
  const label = ` of each session of ${name}${scope.label}`;
  const part = (what: string, body: string): string => query.part(`${what}${label}`, body);
  query.column('session');
  const judge = judgeOf(definition, query, makeFacts);
  const asking: Asking = { definition, scope, bounded, label, part, query, judge };
  // What a sequence bounds may be another part of a session at each moment.
  const along = bounded === scope ? scope.along : undefined;
  const counted = along === undefined ? ofEach(asking) : ofEachAlong(asking, along);
  return { part: query.part(`${name}${scope.label}`, counted), value: orZero };
};

const judgeOf =
  (
    { sessions, each = {}, where }: MetricOf<'sessions'>,
    query: Query,
    makeFacts: MakeFacts,
  ): Judge =>
  ({ ofMetrics, own, whole }, asked, also) => {
    const facts = makeFacts({
      definitions: { metrics: withCondition(each, where) },
      query,
      scope: ofMetrics,
      ofVisit: (fact) => (fact.startsWith('visitor.') ? whole() : own),
      readsTold: false,
      eventsWith: () => null,
    });
    const meets = conditionSql(sessions, {
      savedGroups: query.savedGroups,
      pattern: query.pattern,
      read: facts.read,
    });
    return { from: facts.part(asked, also), meets };
  };

/** A session changes only while it lasts: it is judged once after each of its events, for all moments. */
const ofEachAlong = (
  { definition, scope, label, part, query, judge }: Asking,
  along: Along,
): string => {
  const { asked, own, whole } = eachSession(along, label, query);
  const scopes: Judged = { ofMetrics: own, own, whole: () => whole };
  const { from, meets } = judge(scopes, asked, ['moment', 'of_session']);
  const verdicts = part(
    'verdicts',
    `SELECT visitor, of_session AS session, ask AS n, moment AS t, CASE WHEN ${meets} THEN covey_int(1) ELSE covey_int(0) END AS verdict FROM ${from}`,
  );
  return sessionsAlong(verdicts, definition, scope, along, part, query);
};

const ofEach = ({ definition, scope, bounded, label, part, query, judge }: Asking): string => {
  const keys = scope.keys.join(', ');
  // The window asks when a session started.
  const inWindow = and(windowSql(definition.within, scope, query));
  const read = OF_WINDOW.filter((column) => inWindow.includes(column));
  const asked = part(
    'extent',
    `SELECT ${[keys, 'session', 'session AS of_session', 'min(t) AS t', 'max(t) AS ended', ...read.map((column) => `max(${column}) AS ${column}`)].join(', ')}
  FROM ${scope.events()}\n  GROUP BY ${keys}, session`,
  );
  const withEnd = (events: string): string =>
    `SELECT *, session AS of_session, max(t) OVER (PARTITION BY ${keys}, session) AS ended FROM ${events}`;
  const own: Scope = {
    events: once(() => part('events', withEnd(scope.events()))),
    keys: [...scope.keys, 'of_session'],
    also: [...scope.also, 'of_session', 'ended'],
    at: 'ended',
    carried: ['ended'],
    inSession: () => 'TRUE',
    latest: () => 'session',
    inOrder: null,
    label,
  };
  const withExtent = (what: string, of: Scope, test: string): (() => string) =>
    once(() =>
      part(
        what,
        `SELECT s.of_session AS of_session, s.ended AS ended, ${columnsOf(scope, 'e')} FROM ${asked} AS s JOIN ${of.events()} AS e ON ${sameSql(scope, 'e', 's')} AND ${test}`,
      ),
    );
  const whole = once((): Scope => ({
    ...own,
    events: withExtent('events up to the end', scope, 'e.session <= s.of_session'),
    inSession: () => 'session = of_session',
    latest: () => 'of_session',
  }));
  // What bounds the metric bounds what the session's own metrics see.
  const ofMetrics: Scope =
    bounded === scope
      ? own
      : {
          ...own,
          events: withExtent('bounded events', bounded, 'e.session = s.of_session'),
        };
  const { from, meets } = judge({ ofMetrics, own, whole }, asked, ['t', 'session', ...read]);
  return `SELECT ${keys}, count(*) AS value\n  FROM ${from}\n  WHERE ${and([meets, inWindow])}\n  GROUP BY ${keys}`;
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
