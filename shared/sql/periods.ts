import type { PeriodsMetric } from '../definitions/types.ts';
import type { Query } from './query.ts';
import type { Scope } from './scope.ts';

/** A relation with `periods`: how many local periods have enough matches, or the length of each run of them. */
export const periodsSql = (
  { unit, atLeast = 1, streak }: PeriodsMetric,
  matching: string,
  scope: Scope,
  query: Query,
): string => {
  const columns = [...scope.keys, ...scope.carried].join(', ');
  const ordinal = (ms: string): string => ORDINALS[unit](query.local(ms));
  const full = `SELECT ${columns}, ${ordinal('t')} AS period ${matching}
    GROUP BY ${columns}, period HAVING count(*) >= ${atLeast}`;
  if (streak === undefined)
    return `FROM (SELECT ${columns}, count(*) AS periods FROM (${full}) GROUP BY ${columns})`;
  // In a run, the period and its rank rise together.
  const rank = `row_number() OVER (PARTITION BY ${scope.keys.join(', ')} ORDER BY period)`;
  const runs = `SELECT ${columns}, count(*) AS periods, max(period) AS ends
    FROM (SELECT *, period - ${rank} AS run FROM (${full})) GROUP BY ${columns}, run`;
  const current = streak === 'current' ? ` WHERE ends >= ${ordinal(scope.at)} - 1` : '';
  return `FROM (${runs})${current}`;
};

/** Number of the local day, week (from Monday) or month. 1970 began on a Thursday. */
const ORDINALS: Readonly<Record<PeriodsMetric['unit'], (local: string) => string>> = {
  day: (local) => `date_diff('day', DATE '1970-01-01', CAST(${local} AS DATE))`,
  week: (local) => `date_diff('day', DATE '1969-12-29', CAST(${local} AS DATE)) // 7`,
  month: (local) => `(year(${local}) * 12 + month(${local}))`,
};
