import type { Moments } from './moments.ts';
import { type Query, SEEN } from './query.ts';
import type { Scope } from './scope.ts';
import { text } from './text.ts';

const start = (isTold: boolean): string =>
  `SELECT visitor, min(t) AS moment, covey_int(0) AS n, covey_null(int) AS asked_session, ${isTold ? 1 : 0} AS is_told FROM ${SEEN} GROUP BY visitor`;

const ORDERED = 'OVER (PARTITION BY visitor ORDER BY moment, n, is_told)';
/** Before the events of the same time. */
const SO_FAR =
  'OVER (PARTITION BY visitor ORDER BY moment, is_event ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)';

/**
 * Adds the part with every visitor's moments: before the first event, after each that matters, and
 * when time alone may change an answer. `ask` numbers them; at each, the first `n` events have happened,
 * the latest in session `asked_session`. With `since`, only from that instant on. A host tells its facts
 * right after the first moment, as a page does: from there on `is_told`.
 */
export const timeline = (moments: Moments, since: number | null, query: Query): string => {
  query.column('n');
  query.column('session');
  const { at } = query;
  const from = since === null ? 'TRUE' : `moment >= ${since}`;
  const passing = [
    ...moments.selects(query),
    ...(since === null
      ? []
      : [`SELECT DISTINCT visitor, covey_int(${since}) AS moment FROM ${SEEN}`]),
  ];
  const starts = query.told === null ? [start(true)] : [start(false), start(true)];
  return query.part(
    'moments',
    `SELECT visitor, moment, n, asked_session, is_told, covey_int(row_number() ${ORDERED}) AS ask, covey_lead(moment) ${ORDERED} AS next_moment
  FROM (
    ${starts.join('\n    UNION ALL\n    ')}
    UNION ALL
    SELECT visitor, t AS moment, n, session AS asked_session, 1 AS is_told FROM ${SEEN} WHERE ${moments.matters()}
    UNION ALL
    SELECT visitor, moment, n, asked_session, 1 AS is_told
    FROM (SELECT visitor, moment, is_event, max(n) ${SO_FAR} AS n, max(session) ${SO_FAR} AS asked_session
      FROM (
        SELECT visitor, t AS moment, n, session, 1 AS is_event FROM ${SEEN}
        UNION ALL
        SELECT DISTINCT visitor, moment, covey_null(int) AS n, covey_null(int) AS session, 0 AS is_event FROM (
          ${passing.join('\n          UNION ALL\n          ')}
        ) AS passing
      ) AS united) AS since_then
    WHERE is_event = 0 AND n IS NOT NULL
  ) AS moments
  WHERE moment <= ${at} AND ${from}`,
  );
};

/**
 * Adds the part with the entering and leaving of segments as events: `turns` are columns of
 * `answers`, a row for each moment, by the segment's id. `turned` is the moment's number.
 */
export const transitions = (
  turns: ReadonlyMap<string, string>,
  answers: string,
  query: Query,
): string => {
  query.column('first_t');
  query.column('last_session');
  const selects = [...turns].flatMap(([id, now], i) =>
    [
      { name: `leave:${id}`, test: `was AND NOT coalesce(${now}, FALSE)`, turn: 2 * i },
      { name: `enter:${id}`, test: `${now} AND NOT coalesce(was, FALSE)`, turn: 2 * i + 1 },
    ].map(({ name, test, turn }) => {
      const columns = `a.visitor AS visitor, a.moment AS t, a.n AS n, a.ask AS turned, covey_int(${turn}) AS turn, a.asked_session AS session, ${text(name)} AS name, s.first_t AS first_t, s.last_session AS last_session`;
      return `SELECT ${columns}
    FROM (SELECT visitor, moment, n, ask, asked_session, ${now}, covey_lag(${now}) OVER (PARTITION BY visitor ORDER BY ask) AS was FROM ${answers}) AS a
    JOIN (SELECT visitor, min(t) AS first_t, max(session) AS last_session FROM ${SEEN} GROUP BY visitor) AS s ON s.visitor = a.visitor
    WHERE a.ask > 1 AND ${test}`;
    }),
  );
  return query.part(
    `${[...turns.keys()].join(' and ')} entered and left`,
    selects.join('\n  UNION ALL\n  '),
  );
};

/** What `amongEvents` adds to the columns of a scope. */
export const AMONG_EVENTS = ['position', 'turned', 'turn'];

/**
 * Adds the part with transitions among a scope's events: after the event that they are due to, and without a
 * position of their own. `turns` has its columns, but for properties.
 */
export const amongEvents = (
  scope: Pick<Scope, 'events' | 'also' | 'keys'>,
  turns: string,
  query: Query,
): string => {
  const also = scope.also.map((column) => `${column}, `).join('');
  return query.part(
    'events and transitions',
    `SELECT ${also}covey_columns(e, n), covey_int(row_number() OVER (PARTITION BY ${scope.keys.join(', ')} ORDER BY position, turned, turn)) AS n, position, turned, turn
  FROM (
    SELECT ${also}covey_columns(s, n), n AS position, covey_int(0) AS turned, covey_int(0) AS turn FROM ${scope.events} AS s
    UNION ALL
    SELECT ${also}covey_columns_of_transitions(n), n AS position, turned, turn FROM ${turns} AS entered
  ) AS e`,
  );
};
