import type { MetricOf } from '../definitions/types.ts';
import { type Along, type Run, runOf, scopeOf } from './along.ts';
import type { Query } from './query.ts';
import { addSql } from './running.ts';
import { type Scope, isOpenEnded } from './scope.ts';
import { type Sequences, findSequences } from './sequences.ts';
import { and } from './text.ts';

/** Jumps of 1, 2, 4 and more sequences, that count up to 2 to the power of this. */
const JUMPS = 18;

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
  { keys: columns, ends, next, rests }: Sequences,
  length: number | null,
  n: string,
  part: (what: string, body: string) => string,
): string => {
  const keys = columns.join(', ');
  const same = (one: string, other: string): string =>
    columns.map((key) => `${one}.${key} = ${other}.${key}`).join(' AND ');
  const of = (alias: string): string =>
    columns.map((key) => `${alias}.${key} AS ${key}`).join(', ');
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
  const jumps = [next()];
  for (let i = 1; i < JUMPS; i++) {
    const half = String(jumps[i - 1]);
    jumps.push(
      part(
        ` ${2 ** i} further`,
        `SELECT ${of('a')}, a.ends AS ends, b.next AS next\n  FROM ${half} AS a JOIN ${half} AS b ON ${same('b', 'a')} AND b.ends = a.next`,
      ),
    );
  }
  return jumps.reduceRight((from, jump, i) => {
    const reached = 'j.next <= p.bound';
    return `SELECT ${of('p')}, p.clock AS clock, p.n AS n, p.bound AS bound,
    CASE WHEN ${reached} THEN j.next ELSE p.last END AS last,
    p.many + CASE WHEN ${reached} THEN ${2 ** i} ELSE 0 END AS many
  FROM (${from}) AS p LEFT JOIN ${jump} AS j ON ${same('j', 'p')} AND j.ends = p.last`;
  }, points);
};
