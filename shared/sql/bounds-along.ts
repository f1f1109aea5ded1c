import type { MetricOptions } from '../definitions/types.ts';
import { type Along, type Run, runOf, scopeOf } from './along.ts';
import type { Query } from './query.ts';
import { type Scope, columnsOf, sameSql } from './scope.ts';
import { changesSql } from './sequence-along.ts';
import { type Sequences, findSequences } from './sequences.ts';

/** Moments and events parted by a sequence: at a moment only those events are seen that are in the same `epoch`. */
export const boundedAlong = (
  name: string,
  { after, before, orEver }: MetricOptions,
  scope: Scope,
  along: Along,
  query: Query,
): Along => {
  const bound = after ?? before;
  if (bound === undefined) return along;
  const run = runOf(along, undefined, scope, query);
  const of = scopeOf(run, query);
  const what = `${name} ${after ? 'after' : 'before'}`;
  const part = (more: string, body: string): string =>
    query.part(`${what}${more}${scope.label}`, body);
  const found = findSequences(what, bound, { ...scope, ...of }, query, { isTimed: true });
  const bounding: Bounding = { found, run, along, columns: columnsOf(of, 'e'), part };
  const parted = after ? afterLast(bounding, orEver === true) : beforeFirst(bounding);
  return { ...parted, same: [...along.same, 'epoch'], also: along.also, since: along.since };
};

interface Bounding {
  readonly found: Sequences;
  readonly run: Run;
  readonly along: Along;
  /** Those of events, of the relation `e`. */
  readonly columns: string;
  readonly part: (what: string, body: string) => string;
}

type Parted = Pick<Along, 'moments' | 'events'>;

const momentOf = ({ same }: Along): string =>
  ['visitor', 'ask', 'moment', 'asked_session', 'n', ...same]
    .map((column) => `m.${column} AS ${column}`)
    .join(', ');

/** An epoch begins with each sequence completed: with what is behind the event that completes it. */
const afterLast = ({ found, run, along, columns, part }: Bounding, orEver: boolean): Parted => {
  const keys = run.keys.join(', ');
  const row = (own: string, of: string): string => `SELECT ${keys}, clock, n, ${own} FROM ${of}`;
  const [none, nothing] = ['covey_null(int)', 'covey_int(0) AS delta'];
  const epochs = part(
    ' epochs',
    `SELECT visitor, ask, place,
    covey_int(sum(delta) OVER (PARTITION BY ${keys} ORDER BY clock, n, turn ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS epoch
  FROM (
    ${[
      row(`0 AS turn, ${none} AS ask, n AS place, ${nothing}`, run.events),
      ...changesSql(found, run, part).map((one) =>
        row(`1 AS turn, ${none} AS ask, ${none} AS place, delta`, `(${one}) AS changes`),
      ),
      row(`2 AS turn, ask, ${none} AS place, ${nothing}`, run.moments),
    ].join('\n    UNION ALL\n    ')}
  ) AS united`,
  );
  return {
    moments: part(
      ' moments',
      `SELECT ${momentOf(along)}, x.epoch AS epoch FROM ${along.moments} AS m JOIN ${epochs} AS x ON x.visitor = m.visitor AND x.ask = m.ask`,
    ),
    events: part(
      ' the sequence',
      `SELECT ${columns}, x.epoch AS epoch FROM ${along.events} AS e JOIN ${epochs} AS x ON x.visitor = e.visitor AND x.place = e.n${orEver ? '' : ' WHERE x.epoch > 0'}`,
    ),
  };
};

/** Until the first is completed all events are seen, from then on those before its start; of several with that end, the latest. */
const beforeFirst = ({ found, run, along, columns, part }: Bounding): Parted => {
  const keys = run.keys.join(', ');
  const edges = part(
    ' edge',
    `SELECT ${keys}, ends, max(start_n) AS edge
  FROM (SELECT ${keys}, start_n, ends, min(ends) OVER (PARTITION BY ${keys}) AS first_end FROM ${found.ends}) AS every
  WHERE ends = first_end GROUP BY ${keys}, ends`,
  );
  const happened = found.rests ? 'm.moment' : 'm.n';
  return {
    moments: part(
      ' moments',
      `SELECT ${momentOf(along)}, CASE WHEN ${happened} >= b.ends THEN covey_int(1) ELSE covey_int(0) END AS epoch FROM ${along.moments} AS m LEFT JOIN ${edges} AS b ON ${sameSql(run, 'b', 'm')}`,
    ),
    events: part(
      ' the sequence',
      `SELECT ${columns}, covey_int(0) AS epoch FROM ${along.events} AS e
  UNION ALL
  SELECT ${columns}, covey_int(1) AS epoch FROM ${along.events} AS e JOIN ${edges} AS b ON ${sameSql(run, 'b', 'e')} WHERE e.n < b.edge`,
    ),
  };
};
