import type { Along } from './along.ts';

/** The moments moved to what they were some time ago, with what had happened then. */
export const earlierSql = ({ events, moments, same }: Along, ms: number): string => {
  const columns = ['visitor', 'ask', 'moment', 'asked_session', ...same].join(', ');
  const none = same.map((column) => `, covey_null(int) AS ${column}`).join('');
  const own = same.map((column) => `, ${column}`).join('');
  return `SELECT ${columns}, least(own_n, coalesce(before, 0)) AS n
  FROM (SELECT ${columns}, own_n, is_asked,
      max(n) OVER (PARTITION BY visitor ORDER BY moment, is_asked ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS before
    FROM (
      SELECT visitor, covey_null(int) AS ask, t AS moment, covey_null(int) AS asked_session${none}, covey_null(int) AS own_n, n, 0 AS is_asked FROM ${events}
      UNION ALL
      SELECT visitor, ask, moment - ${ms} AS moment, asked_session${own}, n AS own_n, covey_null(int) AS n, 1 AS is_asked FROM ${moments}
    ) AS united) AS known
  WHERE is_asked = 1`;
};
