import type { Query } from './query.ts';

/**
 * How many are in each segment, of how many that is unknown, and how many each two share: rows of `a`, `b` and `n`.
 * Segments are counted from 1. `a = b` is a segment's size, `b = 0` how many are unknown, `0, 0` all visitors.
 * Visitors with the same answers are put together first, so that pairs cost by the answers that there are.
 */
export const sizesSql = (query: Query, answers: string, segments: readonly string[]): string => {
  const letters = segments.map(
    (answer) => `CASE WHEN ${answer} THEN '1' WHEN NOT ${answer} THEN '0' ELSE '?' END`,
  );
  const alike = query.part(
    'alike',
    `SELECT pattern, covey_int(count(*)) AS n
  FROM (SELECT ${letters.join(' || ') || "''"} AS pattern FROM ${answers}) AS patterns
  GROUP BY pattern`,
  );
  const places = `covey_range(1, ${segments.length + 1}, 1)`;
  const that = (letter: string): string =>
    `SELECT n, covey_filter(${places}, nth, covey_letter(pattern, nth) = '${letter}') AS list FROM ${alike}`;
  const pairs = `SELECT a, value AS b, n FROM covey_each(SELECT value AS a, n, list FROM covey_each(${that('1')}))`;
  return `SELECT covey_int(0) AS a, covey_int(0) AS b, covey_int(coalesce(sum(n), 0)) AS n
FROM ${alike}
UNION ALL
SELECT covey_int(a) AS a, covey_int(b) AS b, covey_int(sum(n)) AS n
FROM (${pairs}) AS pairs
WHERE a <= b
GROUP BY a, b
UNION ALL
SELECT covey_int(value) AS a, covey_int(0) AS b, covey_int(sum(n)) AS n
FROM covey_each(${that('?')})
GROUP BY value`;
};
