import type { Run } from './along.ts';
import { enoughSql } from './running-keys.ts';
import { type RunningPart, SO_FAR, foldSql } from './running.ts';
import { sameSql } from './scope.ts';
import type { RunsBy } from './sources.ts';

/**
 * The longest run of keys that follow one another, or the last. Keys rise with time, and those that have rows enough at a
 * moment are neighbours among all that ever had: so a run is one of all of time, less what has left the window.
 */
export const runsSql = (
  { runsIn, key, atLeast, isCurrent }: RunsBy<'runsIn'>,
  run: Run,
  part: RunningPart,
): string => {
  const keys = run.keys.join(', ');
  const { comes, leaves } = enoughSql({ rows: runsIn, key, atLeast }, run, part);
  const inOrder = `OVER (PARTITION BY ${keys} ORDER BY clock, n)`;
  const came = part(
    'runs',
    `SELECT ${keys}, clock, n, one, place, place - max(CASE WHEN one = before + 1 THEN 0 ELSE place - 1 END) OVER (PARTITION BY ${keys} ORDER BY place ${SO_FAR}) AS length
  FROM (SELECT ${keys}, clock, n, one, covey_int(row_number() ${inOrder}) AS place, covey_lag(one) ${inOrder} AS before ${comes}) AS placed`,
  );
  if (leaves === null && isCurrent === undefined)
    return foldSql({
      folds: [['max', 'length', 'int']],
      from: `FROM ${came}`,
      run,
      result: ([longest = '']) => longest,
    });
  const gone =
    leaves === null
      ? []
      : [
          `SELECT ${keys}, ${leaves.clock} AS clock, covey_int(-1) AS n, covey_int(0) AS came, covey_int(1) AS gone ${leaves.from}`,
        ];
  // How many have come and gone, wherever that changes.
  const soFar = `OVER (PARTITION BY ${keys} ORDER BY clock, n ${SO_FAR})`;
  const points = part(
    'points',
    `SELECT ${keys}, clock, n, covey_int(sum(came) ${soFar}) AS came, covey_int(sum(gone) ${soFar}) AS gone,
    covey_int(row_number() OVER (PARTITION BY visitor ORDER BY ${['clock', 'n', ...run.keys.slice(1)].join(', ')})) AS point
  FROM (SELECT ${keys}, clock, n, sum(came) AS came, sum(gone) AS gone
    FROM (
      ${[`SELECT ${keys}, clock, n, covey_int(1) AS came, covey_int(0) AS gone FROM ${came}`, ...gone].join('\n      UNION ALL\n      ')}
    ) AS united
    GROUP BY ${keys}, clock, n) AS changes`,
  );
  const lengths = part(
    'lengths',
    isCurrent === undefined ? longestSql(points, came, run) : lastSql(points, came, run),
  );
  return atMomentsSql(points, lengths, isCurrent, run);
};

/** Of those that came last: nothing, where all have left. */
const lastSql = (points: string, came: string, run: Run): string =>
  `SELECT p.visitor AS visitor, p.point AS point, c.one AS ends, least(c.length, p.came - p.gone) AS length
  FROM ${points} AS p JOIN ${came} AS c ON ${sameSql(run, 'c', 'p')} AND c.place = p.came`;

/** A window touches few keys, and they change seldom: of each change all of them are looked at. */
const longestSql = (points: string, came: string, run: Run): string => {
  const keys = run.keys.join(', ');
  const each = `SELECT ${keys}, point, gone, value AS place FROM covey_each(SELECT ${keys}, point, gone, covey_range(gone + 1, came + 1, 1) AS list FROM ${points})`;
  return `SELECT e.visitor AS visitor, e.point AS point, max(least(c.length, e.place - e.gone)) AS length
  FROM (${each}) AS e JOIN ${came} AS c ON ${sameSql(run, 'c', 'e')} AND c.place = e.place
  GROUP BY e.visitor, e.point`;
};

/** The length that was found at the last change before each moment. */
const atMomentsSql = (
  points: string,
  lengths: string,
  isCurrent: RunsBy<'runsIn'>['isCurrent'],
  run: Run,
): string => {
  const keys = run.keys.join(', ');
  const tests = isCurrent === undefined ? '' : ` AND ${isCurrent('l.ends', 'm.moment')}`;
  return `SELECT m.visitor AS visitor, m.ask AS ask, l.length AS value
  FROM (SELECT visitor, ask, moment, is_asked, max(point) OVER (PARTITION BY ${keys} ORDER BY clock, n, is_asked ${SO_FAR}) AS point
    FROM (
      SELECT ${keys}, clock, n, covey_null(int) AS ask, covey_null(int) AS moment, point, 0 AS is_asked FROM ${points}
      UNION ALL
      SELECT ${keys}, clock, n, ask, moment, covey_null(int) AS point, 1 AS is_asked FROM ${run.moments}
    ) AS united) AS m JOIN ${lengths} AS l ON l.visitor = m.visitor AND l.point = m.point
  WHERE m.is_asked = 1${tests}`;
};
