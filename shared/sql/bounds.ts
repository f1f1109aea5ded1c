import type { MetricOptions, SequenceDefinition } from '../definitions/types.ts';
import { boundedAlong } from './bounds-along.ts';
import { NoSqlForm } from './no-sql-form.ts';
import type { Query } from './query.ts';
import { type Scope, columnsOf, once, sameSql } from './scope.ts';
import { findSequences } from './sequences.ts';

/** The scope with only the events after the last completion of a sequence, or before its first start. */
export const boundedEvents = (
  name: string,
  options: MetricOptions,
  scope: Scope,
  query: Query,
): Scope => {
  const bound = options.after ?? options.before;
  if (bound === undefined) return scope;
  const what = options.after ? 'after' : 'before';
  if (bound.by !== undefined) throw new NoSqlForm(what, 'with "by", which shares nothing there');
  const bounded = (): string =>
    query.part(
      `${name} ${what} the sequence${scope.label}`,
      boundedSql(`${name} ${what}`, options, bound, scope, query),
    );
  if (scope.along === undefined) {
    const events = bounded();
    return { ...scope, events: () => events };
  }
  const along = boundedAlong(name, options, scope, scope.along, query);
  return { ...scope, events: once(bounded), along };
};

const boundedSql = (
  name: string,
  { after, orEver }: MetricOptions,
  bound: SequenceDefinition,
  scope: Scope,
  query: Query,
): string => {
  const { completed, ends, rests } = findSequences(name, bound, scope, query);
  const keys = scope.keys.join(', ');
  const edge = after
    ? `SELECT ${keys}, last AS edge FROM ${completed()}`
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
  return `SELECT ${columnsOf(scope, 'e')} FROM ${scope.events()} AS e ${join} (${edge}) AS b ON ${sameSql(scope, 'b', 'e')}\n  WHERE ${test}`;
};
