import type { MetricOf } from '../definitions/types.ts';
import type { Measure } from './sources.ts';
import { NoSqlForm } from './no-sql-form.ts';
import type { Query } from './query.ts';
import { type Scope, isOpenEnded, windowSql, windowStart } from './scope.ts';
import { sequenceAlong } from './sequence-along.ts';
import { findSequences } from './sequences.ts';
import { and } from './text.ts';
import { orZero } from './values.ts';

/** How many sequences were completed, one after the other; with `by`, of all shared values together. */
export const sequenceMetric = (
  name: string,
  definition: MetricOf<'sequence'>,
  scope: Scope,
  query: Query,
): Measure => {
  const { within } = definition;
  if (typeof within === 'object' && 'sessions' in within && within.sessions > 1)
    throw new NoSqlForm('within', 'no sequence is looked for in several sessions');
  if (scope.along !== undefined) {
    const part = sequenceAlong(name, definition, scope, scope.along, query);
    return { part, value: orZero };
  }
  const counts = and(windowSql(within, scope, query));
  const { completed } = findSequences(name, definition, scope, query, {
    everyStep: definition.where,
    counts,
    isOpenEnded: isOpenEnded(within),
    after: windowStart(within, scope),
    isCompared: false,
  });
  const keys = scope.keys.join(', ');
  const ofAll = definition.by === undefined ? 'many' : 'covey_int(sum(many))';
  const group = definition.by === undefined ? '' : `\n  GROUP BY ${keys}`;
  return {
    part: query.part(
      `${name}${scope.label}`,
      `SELECT ${keys}, ${ofAll} AS value\n  FROM ${completed()}${group}`,
    ),
    value: orZero,
  };
};
