import type { MetricOf } from '../definitions/types.ts';
import { type Along, runOf } from './along.ts';
import { type Query, eventColumns } from './query.ts';
import { addSql } from './running.ts';
import { type Scope, once } from './scope.ts';
import { and } from './text.ts';

/** Adds a part of the statement. */
type Part = (what: string, body: string) => string;

/** A session after each of its events, as a visitor's moments: what it is worth then is so until the next. */
interface EachSession {
  /** A relation of these: `ask` is the event's place. */
  readonly asked: string;
  /** The session's events, and all of the visitor's. */
  readonly own: Scope;
  readonly whole: Scope;
}

export const eachSession = (along: Along, label: string, query: Query): EachSession => {
  const part: Part = (what, body) => query.part(`${what}${label}`, body);
  const asked = part(
    'moments',
    `SELECT visitor, n AS ask, t AS moment, session AS asked_session, session AS of_session, n FROM ${along.events}`,
  );
  const events = part('events', `SELECT *, session AS of_session FROM ${along.events}`);
  // For what does not run along.
  const upTo = (what: string, test: string): (() => string) =>
    once(() =>
      part(
        what,
        `SELECT m.ask AS ask, m.moment AS moment, m.asked_session AS asked_session, m.of_session AS of_session, ${eventColumns('e')}
  FROM ${asked} AS m JOIN ${along.events} AS e ON e.visitor = m.visitor${test}
  WHERE e.n <= m.n`,
      ),
    );
  const own: Scope = {
    events: upTo('events so far', ' AND e.session = m.asked_session'),
    along: { ...along, moments: asked, events, same: ['of_session'] },
    keys: ['visitor', 'ask'],
    also: ['ask', 'moment', 'asked_session', 'of_session'],
    at: 'moment',
    carried: ['moment'],
    inSession: () => 'session = asked_session',
    latest: () => 'asked_session',
    inOrder: null,
    label,
  };
  const whole: Scope = {
    ...own,
    events: upTo('all events so far', ''),
    along: { ...along, moments: asked },
  };
  return { asked, own, whole };
};

/**
 * A SELECT of how many sessions that began in the window meet a condition at each moment: `verdicts` is a relation of
 * `visitor`, `session`, an event's `n` and `t`, and 1 or 0. The number changes where a session's own verdict does, and
 * where its beginning leaves the window.
 */
export const sessionsAlong = (
  verdicts: string,
  { within }: MetricOf<'sessions'>,
  scope: Scope,
  along: Along,
  part: Part,
  query: Query,
): string => {
  const isOfFirst = typeof within === 'object' && 'first' in within;
  if (isOfFirst) query.column('first_t');
  const began = part(
    'beginnings',
    `SELECT visitor, session, min(t) AS t${isOfFirst ? ', max(first_t) AS first_t' : ''} FROM ${along.events} GROUP BY visitor, session`,
  );
  const run = runOf({ ...along, events: began }, within, scope, query);
  const { length } = run;
  const clock = typeof within === 'object' && 'sessions' in within ? 'session' : 't';
  const before = 'covey_lag(verdict) OVER (PARTITION BY visitor, session ORDER BY n)';
  const ofWindow = run.tests.length === 0 ? '' : ` WHERE ${and(run.tests)}`;
  const changed = part(
    'changes',
    `SELECT ${run.keys.map((key) => `b.${key} AS ${key}, `).join('')}v.session AS session, b.clock AS began, v.clock AS clock, v.n AS n, v.delta AS delta
  FROM (SELECT visitor, session, n, ${clock} AS clock, verdict - coalesce(${before}, 0) AS delta FROM ${verdicts}) AS v
  JOIN (SELECT * FROM ${run.events}${ofWindow}) AS b ON b.visitor = v.visitor AND b.session = v.session${length === null ? '' : ` AND v.clock < b.clock + ${length}`}`,
  );
  const keys = run.keys.join(', ');
  return addSql(
    [
      `SELECT ${keys}, clock, n, delta FROM ${changed} WHERE delta <> 0`,
      ...(length === null
        ? []
        : [
            `SELECT ${keys}, began + ${length} AS clock, covey_int(-1) AS n, covey_int(-sum(delta)) AS delta FROM ${changed} GROUP BY ${keys}, session, began`,
          ]),
    ],
    run,
  );
};
