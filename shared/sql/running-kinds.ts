import type { Run } from './along.ts';
import { mostSql } from './running-most.ts';
import { type RunningPart, addSql, foldSql, placedSql, valueAt } from './running.ts';
import type { OfEachEvent, RunsAlong, RunsBy } from './sources.ts';

/** A SELECT of a kind's value at each moment: `visitor`, `ask`, `value`. */
export const runningSql = (along: RunsAlong, from: string, run: Run, part: RunningPart): string => {
  if ('folds' in along) return foldSql({ ...along, from, run });
  if ('keysIn' in along) return keysSql(along, run, part);
  if ('rowIn' in along) return rowSql(along, run, part);
  return mostSql(along, run, part);
};

/** How many events match, or the time of the first or the last. */
export const eventsSql = ({ ofEach }: OfEachEvent, from: string, run: Run): string => {
  const { keys: columns, length } = run;
  if (ofEach !== 'count' || length === null)
    return foldSql({ folds: [[ofEach, 't', 'int']], from, run, result: ([one = '']) => one });
  const keys = columns.join(', ');
  return addSql(
    [
      `SELECT ${keys}, clock, n, covey_int(1) AS delta ${from}`,
      // What leaves the window is taken away again, before anything is asked at that instant.
      `SELECT ${keys}, clock + ${length} AS clock, covey_int(-1) AS n, covey_int(-1) AS delta ${from}`,
    ],
    run,
  );
};

/** How many keys have rows enough. In a sliding window each is there from the last row that makes enough until the first of these leaves. */
const keysSql = (
  { keysIn, key, atLeast = 1 }: RunsBy<'keysIn'>,
  run: Run,
  part: RunningPart,
): string => {
  const keys = run.keys.join(', ');
  const { length } = run;
  const inOrder = `OVER (PARTITION BY ${keys}, one ORDER BY n)`;
  const keyed = `SELECT ${keys}, clock, n, ${key} AS one ${keysIn}`;
  if (length === null)
    return addSql(
      [
        `SELECT ${keys}, clock, n, covey_int(1) AS delta
    FROM (SELECT *, row_number() ${inOrder} AS place FROM (${keyed}) AS keyed) AS placed WHERE place = ${atLeast}`,
      ],
      run,
    );
  const began = atLeast === 1 ? 'clock' : `covey_lag(clock, ${atLeast - 1}) ${inOrder}`;
  const enough = `SELECT *, ${began} AS began FROM (${keyed}) AS keyed`;
  const spans = part(
    'spans',
    `SELECT *, covey_lag(began) ${inOrder} AS was, covey_lead(clock) ${inOrder} AS next
  FROM (${enough}) AS enough
  WHERE clock < began + ${length}`,
  );
  // Where one ends in the next, neither end is told.
  return addSql(
    [
      `SELECT ${keys}, clock, n, covey_int(1) AS delta FROM ${spans} WHERE was IS NULL OR was + ${length} <= clock`,
      `SELECT ${keys}, began + ${length} AS clock, covey_int(-1) AS n, covey_int(-1) AS delta FROM ${spans} WHERE next IS NULL OR next >= began + ${length}`,
    ],
    run,
  );
};

const rowSql = ({ rowIn, row }: RunsBy<'rowIn'>, run: Run, part: RunningPart): string => {
  const rows = placedSql(run, rowIn, part);
  const picks = foldSql({
    folds: [[row === 'first' ? 'min' : 'max', 'place', 'int']],
    from: `FROM ${rows}`,
    run,
    result: ([one = '']) => one,
  });
  return valueAt(picks, rows);
};
