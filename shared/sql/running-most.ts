import type { Run } from './along.ts';
import { type RunningPart, foldSql, placedSql, valueAt } from './running.ts';
import type { RunsBy } from './sources.ts';

type Most = RunsBy<'mostIn'>;

/** At each moment, how many rows the key with most of them has; or that key's value, of equals that of the one seen last. */
export const mostSql = (most: Most, run: Run, part: RunningPart): string => {
  const { mostIn, key, isCounted } = most;
  const rows = placedSql(run, mostIn, part, `, ${key} AS one`);
  const picks =
    run.length === null
      ? ofAll(rows, isCounted, run)
      : inWindow(rows, isCounted, run, run.length, part);
  return isCounted ? picks : valueAt(picks, rows);
};

/** Of all that have happened: where none leaves, a row that makes its key the one with most is so until the next does. */
const ofAll = (rows: string, isCounted: boolean, run: Run): string => {
  const keys = run.keys.join(', ');
  const counted = `SELECT *, covey_int(row_number() OVER (PARTITION BY ${keys}, one ORDER BY place)) AS times FROM ${rows}`;
  const before = `OVER (PARTITION BY ${keys} ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`;
  return foldSql({
    folds: [['max', isCounted ? 'times' : 'place', 'int']],
    from: isCounted
      ? `FROM (${counted}) AS counted`
      : `FROM (SELECT *, max(times) ${before} AS most FROM (${counted}) AS counted) AS compared WHERE most IS NULL OR times >= most`,
    run,
    result: ([one = '']) => one,
  });
};

/** Of a visitor's moments, two to the power of this are told apart. */
const LEVELS = 26;
/** A key's rank: how often it is there, and then where it was last. */
const OFTEN = 2 ** 32;

/**
 * In a sliding window: a key has its rank from one of its rows coming or leaving to the next. Such a span of moments is
 * put together of few stretches, each twice as long as the one below, of which each moment lies in one on each level.
 */
const inWindow = (
  rows: string,
  isCounted: boolean,
  run: Run,
  length: number,
  part: RunningPart,
): string => {
  const keys = run.keys.join(', ');
  const same = (one: string, other: string): string =>
    run.keys.map((key) => `${one}.${key} = ${other}.${key}`).join(' AND ');
  const passing = part(
    'passing',
    `SELECT *, covey_int(sum(is_asked) OVER (PARTITION BY ${keys} ORDER BY clock, n, is_asked ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS asked
  FROM (
    SELECT ${keys}, clock, n, one, place, covey_int(1) AS delta, covey_null(int) AS ask, covey_int(0) AS is_asked FROM ${rows}
    UNION ALL
    SELECT ${keys}, clock + ${length} AS clock, covey_int(-1) AS n, one, place, covey_int(-1) AS delta, covey_null(int) AS ask, covey_int(0) AS is_asked FROM ${rows}
    UNION ALL
    SELECT ${keys}, clock, n, covey_null(text) AS one, covey_null(int) AS place, covey_int(0) AS delta, ask, covey_int(1) AS is_asked FROM ${run.moments}
  ) AS united`,
  );
  const ofKey = `PARTITION BY ${keys}, one ORDER BY clock, n, place`;
  const soFar = `OVER (${ofKey} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)`;
  const spans = `SELECT ${keys}, asked AS since, covey_lead(asked) OVER (${ofKey}) AS until,
      covey_int(sum(delta) ${soFar}) AS times, max(CASE WHEN delta = 1 THEN place END) ${soFar} AS seen
    FROM ${passing} WHERE is_asked = 0`;
  const levels = Array.from({ length: LEVELS }, (_, i) => `SELECT covey_int(${2 ** i}) AS size`);
  const stretch = (of: string): string => `covey_int(floor(covey_float(${of}) / size))`;
  const ranges = part(
    'spans',
    `SELECT ${keys}, size, ${isCounted ? 'times' : `times * ${OFTEN} + seen`} AS held, ${stretch('since + size - 1')} AS since, ${stretch('until')} AS until
  FROM (${spans}) AS spans CROSS JOIN (${levels.join(' UNION ALL ')}) AS levels
  WHERE times > 0 AND since < until AND size <= until - since`,
  );
  const stretches = part(
    'stretches',
    `SELECT ${keys}, size, stretch, max(held) AS held
  FROM (
    SELECT ${keys}, size, since AS stretch, held FROM ${ranges} WHERE since < until AND mod(since, 2) = 1
    UNION ALL
    SELECT ${keys}, size, until - 1 AS stretch, held FROM ${ranges} WHERE since < until AND mod(until, 2) = 1
  ) AS united
  GROUP BY ${keys}, size, stretch`,
  );
  const asks = `SELECT ${run.keys.map((key) => `a.${key} AS ${key}`).join(', ')}, a.ask AS ask, s.size AS size, ${stretch('a.asked - 1').replace('/ size', '/ s.size')} AS stretch
    FROM (SELECT * FROM ${passing} WHERE is_asked = 1) AS a JOIN (SELECT DISTINCT ${keys}, size FROM ${stretches}) AS s ON ${same('s', 'a')}`;
  return `SELECT a.visitor AS visitor, a.ask AS ask, ${isCounted ? 'max(x.held)' : `mod(max(x.held), ${OFTEN})`} AS value
  FROM (${asks}) AS a JOIN ${stretches} AS x ON ${same('x', 'a')} AND x.size = a.size AND x.stretch = a.stretch
  GROUP BY a.visitor, a.ask`;
};
