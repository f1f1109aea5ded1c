import type { Run } from './along.ts';
import { keysSql } from './running-keys.ts';
import { mostSql } from './running-most.ts';
import { percentileAlong } from './running-percentile.ts';
import { runsSql } from './running-runs.ts';
import { type RunningPart, addSql, foldSql, placedSql, valueAt } from './running.ts';
import type { OfEachEvent, RunsAlong, RunsBy } from './sources.ts';

/** A SELECT of a kind's value at each moment: `visitor`, `ask`, `value`. */
export const runningSql = (along: RunsAlong, from: string, run: Run, part: RunningPart): string => {
  if ('folds' in along) return foldSql({ ...along, from, run });
  if ('keysIn' in along) return keysSql(along, run, part);
  if ('runsIn' in along) return runsSql(along, run, part);
  if ('rowIn' in along) return rowSql(along, run, part);
  if ('mostIn' in along) return mostSql(along, run, part);
  return percentileAlong(along, run, part);
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
