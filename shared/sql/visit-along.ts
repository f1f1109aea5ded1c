import { type Along, type Run, runOf } from './along.ts';
import type { Query } from './query.ts';
import { eventsSql, runningSql } from './running-kinds.ts';
import { type RunningPart, foldSql } from './running.ts';
import type { Scope } from './scope.ts';

/** A fact of the visit as it runs along: `events` is the relation of the run's events. */
interface Running {
  readonly run: Run;
  readonly events: string;
  readonly query: Query;
  readonly part: RunningPart;
}

const columns = ({ keys }: Run): string => [...keys, 'clock', 'n', 't'].join(', ');

/** What runs along within the session of the moment. */
const IN_SESSION: Readonly<Record<string, (running: Running) => string>> = {
  'session.pages': ({ run, events }) =>
    eventsSql({ ofEach: 'count' }, `FROM ${events} WHERE name = 'page_view'`, run),
  'session.events': ({ run, events }) => eventsSql({ ofEach: 'count' }, `FROM ${events}`, run),
  'session.duration': ({ run, events }) =>
    foldSql({
      folds: [
        ['max', 't', 'int'],
        ['min', 't', 'int'],
      ],
      from: `FROM ${events}`,
      run,
      result: ([last, first]) => `${last} - ${first}`,
    }),
  'session.landing': ({ run, events, query, part }) => {
    const path = landingSql(query);
    const rowIn = `FROM (SELECT ${columns(run)}, covey_int(0) AS i, ${path} AS value FROM ${events} WHERE name = 'page_view') AS views WHERE value IS NOT NULL`;
    return runningSql({ rowIn, row: 'first' }, '', run, part) ?? '';
  },
  'session.engaged': ({ run, events, query }) => {
    const { ms, test } = engagedSql(query);
    return foldSql({
      folds: [['sum', 'ms', 'float']],
      from: `FROM (SELECT ${columns(run)}, ${ms} AS ms FROM ${events} WHERE ${test}) AS engaged`,
      run,
      result: ([sum = '']) => sum,
    });
  },
  // The last event before a session is known with the first in it.
  'visitor.away': ({ run, events }) =>
    foldSql({
      folds: [
        ['min', 't', 'int'],
        ['min', 'left_at', 'int'],
      ],
      from: `FROM (SELECT ${columns(run)}, CASE WHEN session > covey_lag(session) OVER (PARTITION BY visitor ORDER BY n) THEN covey_lag(t) OVER (PARTITION BY visitor ORDER BY n) END AS left_at FROM ${events}) AS begun`,
      run,
      result: ([first, left]) => `${first} - ${left}`,
    }),
};

const OVERALL: Readonly<Record<string, (running: Running) => string>> = {
  'session.number': sessions,
  'visitor.sessions': sessions,
  'visitor.firstSeen': (running) => firstSql(running, (t) => running.query.local('date', t)),
  'visitor.age': (running) => firstSql(running, (t) => t),
  'visitor.daysActive': ({ run, events, query, part }) =>
    runningSql({ keysIn: `FROM ${events}`, key: query.local('day', 't') }, '', run, part) ?? '',
};

function sessions({ run }: Running): string {
  return `SELECT visitor, ask, asked_session AS value FROM ${run.moments}`;
}

const firstSql = ({ run, events }: Running, result: (t: string) => string): string =>
  foldSql({
    folds: [['min', 't', 'int']],
    from: `FROM ${events}`,
    run,
    result: ([first = '']) => result(first),
  });

/** A SELECT of a fact of the session or the visitor at each moment: `visitor`, `ask`, `value`. */
export const visitAlong = (
  fact: string,
  scope: Scope,
  along: Along,
  query: Query,
): string | null => {
  const inSession = IN_SESSION[fact];
  const make = inSession ?? OVERALL[fact];
  if (make === undefined) return null;
  const run = runOf(along, inSession ? 'session' : undefined, scope, query);
  const part: RunningPart = (what, body) => query.part(`${fact} ${what}${scope.label}`, body);
  return make({ run, events: run.events, query, part });
};

/** A page's path, of an event that is a view of one. */
export const landingSql = (query: Query): string => {
  const [path = '', address = ''] = ['page_path', 'page_location'].map((name) =>
    query.property([name], ['page_view']),
  );
  return `covey_path(${path}, ${address})`;
};

/** The milliseconds that an event says somebody was engaged for, and whether it does. */
export const engagedSql = (query: Query): { readonly ms: string; readonly test: string } => {
  const time = query.property(['engagement_time_msec'], ['user_engagement']);
  const ms = `covey_finite(covey_measured(${time}))`;
  return {
    ms,
    test: `name = 'user_engagement' AND covey_type(${time}) IN ('number', 'string') AND ${ms} > 0`,
  };
};
