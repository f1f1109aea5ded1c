import type { Moments } from './moments.ts';
import { type Query, SEEN } from './query.ts';
import { text } from './text.ts';

const start = (isTold: boolean): string =>
  `SELECT visitor, min(t) AS moment, 0 AS n, CAST(NULL AS BIGINT) AS asked_session, ${isTold} AS is_told FROM ${SEEN} GROUP BY visitor`;

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
    ...(since === null ? [] : [`SELECT DISTINCT visitor, ${since} AS moment FROM ${SEEN}`]),
  ];
  const starts = query.told === null ? [start(true)] : [start(false), start(true)];
  return query.part(
    'moments',
    `SELECT *, row_number() OVER ordered AS ask, lead(moment) OVER ordered AS next_moment
  FROM (
    ${starts.join('\n    UNION ALL\n    ')}
    UNION ALL
    SELECT visitor, t, n, session, TRUE FROM ${SEEN} WHERE ${moments.matters()}
    UNION ALL
    SELECT p.visitor, p.moment, e.n, e.session, TRUE
    FROM (SELECT DISTINCT visitor, moment FROM (
      ${passing.join('\n      UNION ALL\n      ')}
    )) AS p
    ASOF JOIN (SELECT visitor, t, max(n) AS n, max(session) AS session FROM ${SEEN} GROUP BY visitor, t) AS e
      ON p.visitor = e.visitor AND p.moment > e.t
  )
  WHERE moment <= ${at} AND ${from}
  WINDOW ordered AS (PARTITION BY visitor ORDER BY moment, n, is_told)`,
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
      { name: `leave:${id}`, test: `before AND ${now} IS NOT TRUE`, turn: 2 * i },
      { name: `enter:${id}`, test: `${now} AND before IS NOT TRUE`, turn: 2 * i + 1 },
    ].map(({ name, test, turn }) => {
      const columns = `visitor, moment AS t, n, ask AS turned, ${turn} AS turn, asked_session AS session, ${text(name)} AS name, first_t, last_session`;
      return `SELECT ${columns}
    FROM (SELECT *, lag(${now}) OVER (PARTITION BY visitor ORDER BY ask) AS before FROM ${answers})
    JOIN (SELECT visitor, min(t) AS first_t, max(session) AS last_session FROM ${SEEN} GROUP BY visitor) USING (visitor)
    WHERE ask > 1 AND ${test}`;
    }),
  );
  return query.part(
    `${[...turns.keys()].join(' and ')} entered and left`,
    selects.join('\n  UNION ALL\n  '),
  );
};

/** Adds the part with transitions among events: after the event that they are due to, and without a position of their own. */
export const amongEvents = (
  events: string,
  turns: string,
  keys: readonly string[],
  query: Query,
): string =>
  query.part(
    'events and transitions',
    `SELECT * REPLACE (row_number() OVER (PARTITION BY ${keys.join(', ')} ORDER BY n, turned, turn) AS n), n AS position
  FROM (SELECT *, 0 AS turned, 0 AS turn FROM ${events} UNION ALL BY NAME ${turns})`,
  );
