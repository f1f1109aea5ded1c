import { type Scope, durationMs } from './scope.ts';
import type { OfEachEvent } from './sources.ts';
import type { Duration, Window } from '../definitions/types.ts';

/**
 * A SELECT of the value at each of a visitor's moments, from one pass over moments and events in the order of time: not
 * from all earlier events of each, which are as many as the square of a visitor's. Null where the value does not run along.
 */
export const runningSql = (
  { ofEach }: OfEachEvent,
  within: Window | undefined,
  { along, keys }: Pick<Scope, 'along' | 'keys'>,
  match: () => string,
): string | null => {
  const isPlain = within === undefined || (typeof within === 'string' && /^\d/.test(within));
  if (along === undefined || !isPlain || (ofEach === 'min' && within !== undefined)) return null;
  const ms = within === undefined ? null : durationMs(within as Duration);
  const matching = `FROM ${along.events} WHERE ${match()}`;
  const rows = [
    `SELECT visitor, t AS moment, n, covey_null(int) AS ask, ${ofEach === 'count' ? 'covey_int(1)' : 't'} AS one, 0 AS is_asked ${matching}`,
    // What leaves the window is taken away again, before anything is asked at that instant.
    ...(ofEach === 'count' && ms !== null
      ? [
          `SELECT visitor, t + ${ms} AS moment, covey_int(-1) AS n, covey_null(int) AS ask, covey_int(-1) AS one, 0 AS is_asked ${matching}`,
        ]
      : []),
    `SELECT visitor, moment, n, ask, covey_null(int) AS one, 1 AS is_asked FROM ${along.moments}`,
  ];
  const soFar = `OVER (PARTITION BY visitor ORDER BY moment, n, is_asked ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)`;
  const value = ofEach === 'count' ? `covey_int(sum(one) ${soFar})` : `${ofEach}(one) ${soFar}`;
  const last =
    ofEach === 'max' && ms !== null
      ? `CASE WHEN so_far > moment - ${ms} THEN so_far END`
      : 'so_far';
  return `SELECT ${keys.join(', ')}, ${last} AS value
  FROM (SELECT visitor, ask, moment, is_asked, ${value} AS so_far
    FROM (
      ${rows.join('\n      UNION ALL\n      ')}
    ) AS united) AS running
  WHERE is_asked = 1`;
};
