import type { Along } from './along.ts';
import type { Moments } from './moments.ts';
import { type Query, SEEN } from './query.ts';
import { LAST } from './running.ts';
import type { Scope } from './scope.ts';
import { text } from './text.ts';

const ORDERED = 'OVER (PARTITION BY visitor ORDER BY moment, n, is_told)';
/** Before the events of the same time. */
const SO_FAR =
  'OVER (PARTITION BY visitor ORDER BY moment, is_event ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)';

/** The events by which moments are told, with their places. */
export interface Told {
  /** Their relation. */
  readonly events: string;
  /** Whether one of them may change anything by happening. */
  readonly matters: string;
  /** Whether it is asked which session it was. */
  readonly bySession: boolean;
}

/**
 * Adds the part with every visitor's moments: before the first event, after each that matters, and
 * when time alone may change an answer. `ask` numbers them; at each, the first `n` events have happened,
 * the latest in session `asked_session`. With `since`, only from that instant on. A host tells its facts
 * right after the first moment, as a page does: from there on `is_told`.
 */
export const timeline = (
  moments: Moments,
  { events, matters, bySession }: Told,
  since: number | null,
  query: Query,
): string => {
  const { at } = query;
  const session = bySession ? 'session' : 'covey_null(int)';
  const lastSession = bySession ? 'max(session)' : session;
  // When each visitor's events began, and how many there are, and were at first.
  const ofVisitor =
    since === null
      ? `max(n) AS n, ${lastSession} AS session`
      : `max(n) AS n, ${lastSession} AS session, max(CASE WHEN t <= ${since} THEN n END) AS n_then, ${bySession ? `max(CASE WHEN t <= ${since} THEN session END)` : session} AS session_then`;
  const standing = query.part(
    'standing',
    `SELECT began.visitor AS visitor, began.first AS first, coalesce(e.n, 0) AS n, e.session AS session${since === null ? '' : ', coalesce(e.n_then, 0) AS n_then, e.session_then AS session_then'}
  FROM covey_started() AS began
  LEFT JOIN (SELECT visitor, ${ofVisitor} FROM ${events} GROUP BY visitor) AS e ON e.visitor = began.visitor`,
  );
  const selects = moments.selects(query, {
    events: `FROM ${events} WHERE ${matters}`,
    visitors: standing,
  });
  const passing =
    selects.length === 0
      ? null
      : query.part(
          'time passing',
          `SELECT DISTINCT visitor, moment FROM (
    ${selects.join('\n    UNION ALL\n    ')}
  ) AS moments
  WHERE moment <= ${at}${since === null ? '' : ` AND moment > ${since}`}`,
        );

  const row = (moment: string, n: string, ofSession: string, isTold = true): string =>
    `SELECT visitor, ${moment} AS moment, ${n} AS n, ${ofSession} AS asked_session, ${isTold ? 1 : 0} AS is_told`;
  const rows = [
    ...(query.told === null ? [true] : [false, true]).map(
      (isTold) =>
        `${row('first', 'covey_int(0)', 'covey_null(int)', isTold)} FROM ${standing}${since === null ? '' : ` WHERE first >= ${since}`}`,
    ),
    `${row('t', 'n', session)} FROM ${events} WHERE (${matters})${since === null ? '' : ` AND t >= ${since}`}`,
    `${row(`covey_int(${at})`, 'n', 'session')} FROM ${standing}`,
  ];
  // What was so at first is asked of those for whom anything happens after it.
  if (since !== null) {
    const turning = [
      `SELECT visitor FROM ${events} WHERE t > ${since} AND (${matters})`,
      ...(passing === null ? [] : [`SELECT visitor FROM ${passing}`]),
    ].join(' UNION ALL ');
    rows.push(
      `${row(`covey_int(${since})`, 'n_then', 'session_then')} FROM ${standing} WHERE first <= ${since} AND visitor IN (${turning})`,
    );
  }
  if (passing !== null) {
    const among = `visitor IN (SELECT visitor FROM ${passing})`;
    const known = (moment: string, n: string, ofSession: string): string =>
      `SELECT visitor, ${moment} AS moment, ${n} AS n, ${ofSession} AS session, 1 AS is_event FROM`;
    // How many events came before. Nobody is asked about before the first.
    const before = [
      `${known('t', 'n', session)} ${events} WHERE ${since === null ? '' : `t > ${since} AND `}${among}`,
      since === null
        ? `${known('first', 'covey_int(0)', 'covey_null(int)')} ${standing} WHERE ${among}`
        : `${known('first', `CASE WHEN first <= ${since} THEN n_then ELSE 0 END`, `CASE WHEN first <= ${since} THEN session_then END`)} ${standing} WHERE ${among}`,
    ];
    rows.push(`SELECT visitor, moment, n, asked_session, 1 AS is_told
    FROM (SELECT visitor, moment, is_event, max(n) ${SO_FAR} AS n, ${bySession ? `max(session) ${SO_FAR}` : session} AS asked_session
      FROM (
        ${before.join('\n        UNION ALL\n        ')}
        UNION ALL
        SELECT visitor, moment, covey_null(int) AS n, covey_null(int) AS session, 0 AS is_event FROM ${passing}
      ) AS united) AS since_then
    WHERE is_event = 0 AND n IS NOT NULL`);
  }
  return query.part(
    'moments',
    `SELECT visitor, moment, n, asked_session, is_told, covey_int(row_number() ${ORDERED}) AS ask, covey_lead(moment) ${ORDERED} AS next_moment
  FROM (
    ${rows.join('\n    UNION ALL\n    ')}
  ) AS moments`,
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
    SELECT ${also}covey_columns(s, n), n AS position, covey_int(0) AS turned, covey_int(0) AS turn FROM ${scope.events()} AS s
    UNION ALL
    SELECT ${also}covey_columns_of_transitions(n), n AS position, turned, turn FROM ${turns} AS entered
  ) AS e`,
  );
};

/** The same events and transitions for moments to run along, and the moments with how many of both have happened by then. */
export const alongTransitions = (along: Along, turns: string, query: Query): Along => {
  const events = amongEvents(
    { events: () => along.events, also: [], keys: ['visitor'] },
    turns,
    query,
  );
  const none = 'covey_null(int)';
  const moments = query.part(
    'moments among transitions',
    `SELECT visitor, ask, moment, asked_session, coalesce(happened, 0) AS n
  FROM (SELECT visitor, ask, moment, asked_session, max(n) OVER (PARTITION BY visitor ORDER BY position, turned, turn ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS happened
    FROM (
      SELECT visitor, ${none} AS ask, ${none} AS moment, ${none} AS asked_session, n, position, turned, turn FROM ${events}
      UNION ALL
      SELECT visitor, ask, moment, asked_session, ${none} AS n, n AS position, ask AS turned, ${LAST} AS turn FROM ${along.moments}
    ) AS united) AS known
  WHERE ask IS NOT NULL`,
  );
  return { ...along, moments, events, also: AMONG_EVENTS };
};
