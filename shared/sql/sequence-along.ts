import type { MetricOf } from '../definitions/types.ts';
import { type Along, type Run, runOf, scopeOf } from './along.ts';
import { followedSql } from './jumps.ts';
import type { Query } from './query.ts';
import { addSql } from './running.ts';
import { type Scope, isOpenEnded } from './scope.ts';
import { type Sequences, findSequences } from './sequences.ts';
import { and } from './text.ts';

/** Adds the part with how many sequences are complete at each moment. */
export const sequenceAlong = (
  name: string,
  definition: MetricOf<'sequence'>,
  scope: Scope,
  along: Along,
  query: Query,
): string => {
  const { within } = definition;
  const run = runOf(along, within, scope, query);
  const found = findSequences(name, definition, { ...scope, ...scopeOf(run, query) }, query, {
    everyStep: definition.where,
    counts: and(run.tests),
    isOpenEnded: isOpenEnded(within),
    after: run.after,
    period: run.keys.find((key) => key === 'in_period'),
    isTimed: true,
  });
  const part = (what: string, body: string): string =>
    query.part(`${name}${what}${scope.label}`, body);
  return part('', addSql(changesSql(found, run, part), run));
};

/**
 * SELECTs of where the number of sequences completed changes: `delta`. An end is one whatever the moment, and points to
 * the next; so in a sliding window, of the first end whose start is still in it as many are counted as have happened, by
 * jumps each twice as far as the last. That is asked wherever an end comes or a start leaves.
 */
export const changesSql = (
  found: Sequences,
  { keys: columns, length }: Run,
  part: (what: string, body: string) => string,
): readonly string[] => {
  const keys = columns.join(', ');
  const n = found.rests ? 'covey_int(-1)' : 'ends';
  if (found.isSingle) {
    const of = `FROM ${found.ends}`;
    const comes = `SELECT ${keys}, end_t AS clock, ${n} AS n, covey_int(1) AS delta ${of}`;
    const leaves = `SELECT ${keys}, start_t + ${length} AS clock, covey_int(-2) AS n, covey_int(-1) AS delta ${of}`;
    return length === null ? [comes] : [comes, leaves];
  }
  const counted = countedSql(found, length, n, part);
  const all = found.keys.join(', ');
  return [
    `SELECT ${keys}, clock, n, many - coalesce(covey_lag(many) OVER (PARTITION BY ${all} ORDER BY clock, n), 0) AS delta FROM (${counted}) AS counted`,
  ];
};

/** How many have been completed one after the other, wherever that changes. */
const countedSql = (
  linked: Sequences,
  length: number | null,
  n: string,
  part: (what: string, body: string) => string,
): string => {
  const { ends, rests } = linked;
  const keys = linked.keys.join(', ');
  const comes = `SELECT${rests ? ' DISTINCT' : ''} ${keys}, end_t AS clock, ${n} AS n, ends, covey_null(int) AS leaving FROM ${ends}`;
  const leaves = `SELECT ${keys}, start_t + ${length} AS clock, covey_int(-2) AS n, covey_null(int) AS ends, min(ends) AS leaving FROM ${ends} GROUP BY ${keys}, start_t`;
  const first =
    length === null
      ? `min(ends) OVER (PARTITION BY ${keys})`
      : `min(leaving) OVER (PARTITION BY ${keys} ORDER BY clock DESC, n DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`;
  const points = `SELECT ${keys}, clock, n, bound,
    CASE WHEN first <= bound THEN first END AS last,
    CASE WHEN first <= bound THEN covey_int(1) ELSE covey_int(0) END AS many
  FROM (SELECT ${keys}, clock, n, ${first} AS first, max(ends) OVER (PARTITION BY ${keys} ORDER BY clock, n ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS bound
    FROM (${[comes, ...(length === null ? [] : [leaves])].join('\n    UNION ALL\n    ')}) AS united) AS points`;
  return followedSql(
    linked,
    { from: points, also: ['clock', 'n', 'bound'], isReached: 'j.next <= p.bound' },
    (what, body) => part(` ${what}`, body),
  );
};
