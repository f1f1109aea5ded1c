import type { SequenceMetric } from '../definitions/types.ts';
import type { Measure } from './metrics.ts';
import type { Query } from './query.ts';
import { type Scope, windowSql } from './scope.ts';
import { findSequences } from './sequences.ts';
import { and } from './text.ts';
import { orZero } from './values.ts';

/** How many sequences were completed, one after the other; with `by`, of all shared values together. */
export const sequenceMetric = (
  name: string,
  definition: SequenceMetric,
  scope: Scope,
  query: Query,
): Measure => {
  const counts = and(windowSql(definition.within, scope, query));
  const { completed } = findSequences(name, definition, scope, query, definition.where, counts);
  const keys = scope.keys.join(', ');
  return {
    part: query.part(
      `${name}${scope.label}`,
      // Each completed one has a row.
      `SELECT ${keys}, count(*) AS value\n  FROM ${completed}\n  GROUP BY ${keys}`,
    ),
    value: orZero,
  };
};
