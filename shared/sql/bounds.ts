import type { MetricOptions } from '../definitions/types.ts';
import { NoSqlForm } from './no-sql-form.ts';
import type { Query } from './query.ts';
import { type Scope, columnsOf, sameSql } from './scope.ts';
import { findSequences } from './sequences.ts';

/** The scope with only the events after the last completion of a sequence, or before its first start. */
export const boundedEvents = (
  name: string,
  { after, before, orEver }: MetricOptions,
  scope: Scope,
  query: Query,
): Scope => {
  const bound = after ?? before;
  if (bound === undefined) return scope;
  const what = after ? 'after' : 'before';
  if (bound.by !== undefined) throw new NoSqlForm(what, 'with "by", which shares nothing there');
  const { completed, ends, rests } = findSequences(`${name} ${what}`, bound, scope, query);
  const keys = scope.keys.join(', ');
  const edge = after
    ? `SELECT ${keys}, max(ends) AS edge FROM ${completed()} GROUP BY ${keys}`
    : // Of several with the first end, the latest start.
      `SELECT ${keys}, max(start_n) AS edge
    FROM (SELECT ${keys}, start_n, ends, min(ends) OVER (PARTITION BY ${keys}) AS first_end FROM ${ends}) AS every
    WHERE ends = first_end GROUP BY ${keys}`;
  const isPast = rests ? 'e.t >= b.edge' : 'e.n > b.edge';
  const test = after
    ? orEver
      ? `(b.edge IS NULL OR ${isPast})`
      : isPast
    : 'e.n < coalesce(b.edge, e.n + 1)';
  const join = after && !orEver ? 'JOIN' : 'LEFT JOIN';
  return {
    ...scope,
    events: query.part(
      `${name} ${what} the sequence${scope.label}`,
      `SELECT ${columnsOf(scope, 'e')} FROM ${scope.events} AS e ${join} (${edge}) AS b ON ${sameSql(scope, 'b', 'e')}\n  WHERE ${test}`,
    ),
  };
};
