import type { Run } from './along.ts';
import { between } from './percentile.ts';
import { type RunningPart, SO_FAR } from './running.ts';
import { sameSql } from './scope.ts';
import type { RunsBy } from './sources.ts';

/** A number is looked for in parts of the order: in one of so many, of this in one of so many, and so on. */
const PARTS = 16;
/** Of a visitor's numbers, the number of parts to the power of this are told apart. */
const LEVELS = 6;

const size = (level: number): number => PARTS ** level;
/** Which part of this size a place of the order is in. */
const partOf = (place: string, level: number): string =>
  level === 0 ? place : `covey_int(floor(covey_float(${place}) / ${size(level)}))`;

/**
 * The number at a place of the order of those in the window. Of the parts in which it may be, it is counted how many of
 * their numbers are there at the moment: where a number comes and where it leaves stand in time with the moments that look
 * for one in the same part. A visitor with few numbers is asked about on few levels.
 */
export const percentileAlong = (
  { numbersIn, p, result }: RunsBy<'numbersIn'>,
  run: Run,
  part: RunningPart,
): string => {
  const keys = run.keys.join(', ');
  const inTime = `PARTITION BY ${keys}`;
  const soFar = (partition: string): string =>
    `OVER (${partition} ORDER BY clock, n, is_asked ${SO_FAR})`;
  const numbers = part(
    'numbers',
    `SELECT ${keys}, clock, n, millionths, covey_int(rank() OVER (${inTime} ORDER BY millionths)) - 1 AS place, covey_int(count(*) OVER (${inTime})) AS size ${numbersIn}`,
  );
  const changes = part('changes', changesSql(numbers, run));
  const looked = part(
    'places',
    `SELECT ${keys}, clock, n, ask, size, covey_float(many - 1) * ${p} / 100 AS wanted
  FROM (SELECT ${keys}, clock, n, ask, is_asked, max(size) ${soFar(inTime)} AS size, covey_int(sum(delta) ${soFar(inTime)}) AS many
    FROM (
      SELECT ${keys}, clock, n, covey_null(int) AS ask, size, delta, 0 AS is_asked FROM ${changes}
      UNION ALL
      SELECT ${keys}, clock, n, ask, covey_null(int) AS size, covey_int(0) AS delta, 1 AS is_asked FROM ${run.moments}
    ) AS united) AS counted
  WHERE is_asked = 1 AND many > 0`,
  );
  const targets = part(
    'targets',
    `SELECT ${keys}, clock, n, ask, size, wanted - floor(wanted) AS share, covey_int(0) AS is_next, covey_int(floor(wanted)) AS place FROM ${looked}
  UNION ALL
  SELECT ${keys}, clock, n, ask, size, covey_float(0) AS share, covey_int(1) AS is_next, covey_int(ceil(wanted)) AS place FROM ${looked} WHERE ceil(wanted) > wanted`,
  );
  const found = Array.from({ length: LEVELS }, (_, i) => LEVELS - 1 - i).reduce((inner, level) => {
    const few = level === 0 ? '' : ` AND size > ${size(level)}`;
    const entering = `SELECT ${targetOf(keys)}, covey_int(0) AS part FROM ${targets} WHERE size <= ${size(level + 1)}${few}`;
    const asked = inner === '' ? entering : `${inner}\n    UNION ALL\n    ${entering}`;
    return levelSql(keys, changes, asked, level, soFar);
  }, '');
  const low = 'max(CASE WHEN is_next = 0 THEN millionths END)';
  const high = 'max(CASE WHEN is_next = 1 THEN millionths END)';
  return `SELECT visitor, ask, ${result(between(low, `coalesce(${high}, ${low})`, 'max(share)'))} AS value
  FROM (SELECT f.visitor AS visitor, f.ask AS ask, f.is_next AS is_next, f.share AS share, v.millionths AS millionths
    FROM (${found}) AS f JOIN (SELECT ${keys}, place, max(millionths) AS millionths FROM ${numbers} GROUP BY ${keys}, place) AS v ON ${sameSql(run, 'v', 'f')} AND v.place = f.part) AS found
  GROUP BY visitor, ask`;
};

/** Where numbers come and, out of a sliding window, leave: before anything is asked at that instant. */
const changesSql = (numbers: string, { keys: columns, length }: Run): string => {
  const row = (clock: string, n: string, delta: number): string =>
    `SELECT ${columns.join(', ')}, ${clock} AS clock, ${n} AS n, place, size, covey_int(${delta}) AS delta FROM ${numbers}`;
  const comes = row('clock', 'n', 1);
  return length === null
    ? comes
    : `${comes}\n  UNION ALL\n  ${row(`clock + ${length}`, 'covey_int(-1)', -1)}`;
};

/** The columns of a target. */
const targetOf = (keys: string): string => `${keys}, clock, n, ask, size, share, is_next, place`;

/** A SELECT of the targets with the part that they are in, of those in a part of their own on the level above. */
const levelSql = (
  keys: string,
  changes: string,
  asked: string,
  level: number,
  soFar: (partition: string) => string,
): string => {
  const bounds = Array.from({ length: PARTS - 1 }, (_, i) => i);
  const partitioned = `PARTITION BY ${keys}, part`;
  const sums = bounds.map(
    (i) =>
      `covey_int(sum(CASE WHEN digit <= ${i} THEN delta ELSE 0 END) ${soFar(partitioned)}) AS up_to_${i}`,
  );
  const inWhich = (value: (i: number) => string): string =>
    `CASE ${bounds.map((i) => `WHEN place < up_to_${i} THEN ${value(i)}`).join(' ')} ELSE ${value(PARTS - 1)} END`;
  const few = level === 0 ? '' : ` WHERE size > ${size(level)}`;
  return `SELECT ${keys}, clock, n, ask, size, share, is_next, ${inWhich((i) => (i === 0 ? 'place' : `place - up_to_${i - 1}`))} AS place, part * ${PARTS} + ${inWhich(String)} AS part
  FROM (SELECT ${targetOf(keys)}, part, is_asked, ${sums.join(', ')}
    FROM (
      SELECT ${keys}, clock, n, covey_null(int) AS ask, size, covey_null(float) AS share, covey_null(int) AS is_next, covey_null(int) AS place, ${partOf('place', level + 1)} AS part, mod(${partOf('place', level)}, ${PARTS}) AS digit, delta, 0 AS is_asked FROM ${changes}${few}
      UNION ALL
      SELECT ${targetOf(keys)}, part, covey_null(int) AS digit, covey_null(int) AS delta, 1 AS is_asked FROM (${asked}) AS asked
    ) AS united) AS counted
  WHERE is_asked = 1`;
};
