import type { Run } from './along.ts';
import type { Fold } from './sources.ts';

/** After all events of a place or an instant. */
export const LAST = 'covey_int(9007199254740991)';
export const SO_FAR = 'ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW';

/** Adds a part of the statement. */
export type RunningPart = (what: string, body: string) => string;

/** The values of columns at each moment, as aggregates over the rows in its window: `from` has the run's columns. */
interface Folding {
  readonly folds: readonly Fold[];
  readonly from: string;
  readonly run: Run;
  readonly result: (folded: readonly string[]) => string;
}

/**
 * A SELECT of `visitor`, `ask` and `value` from one pass over moments and events in order: not from all earlier events of
 * each moment, which are as many as the square of a visitor's. Frames begin with the partition: few engines can take a
 * row out of an aggregate again.
 */
export const foldSql = (folding: Folding): string =>
  folding.run.length === null ? foldAll(folding) : foldWindow(folding, folding.run.length);

/** All that have happened. */
const foldAll = ({ folds, from, run, result }: Folding): string => {
  const keys = run.keys.join(', ');
  const soFar = `OVER (PARTITION BY ${keys} ORDER BY n, is_asked ${SO_FAR})`;
  return `SELECT visitor, ask, ${result(folds.map((_, i) => `so_far${i}`))} AS value
  FROM (SELECT visitor, ask, is_asked, ${folds.map(([aggregate], i) => `${aggregate}(one${i}) ${soFar} AS so_far${i}`).join(', ')}
    FROM (
      SELECT ${keys}, n, covey_null(int) AS ask, ${columnsOf(folds)}, 0 AS is_asked ${from}
      UNION ALL
      SELECT ${keys}, n, ask, ${nothing(folds)}, 1 AS is_asked FROM ${run.moments}
    ) AS united) AS running
  WHERE is_asked = 1`;
};

/**
 * Those in a sliding window: time is cut into stretches as long as the window, so that each window is the end of one
 * and the start of the next, and both are running aggregates.
 */
const foldWindow = ({ folds, from, run, result }: Folding, length: number): string => {
  const keys = run.keys.join(', ');
  const stretch = `covey_int(floor(covey_float(clock) / ${length}))`;
  const over = (direction: string): string =>
    `OVER (PARTITION BY ${keys}, stretch ORDER BY clock${direction}, n${direction}, is_asked${direction} ${SO_FAR})`;
  const parts = folds.map(
    ([aggregate], i) =>
      `CASE WHEN is_asked = 1 THEN ${aggregate}(one${i}) ${over('')} ELSE ${aggregate}(one${i}) ${over(' DESC')} END AS part${i}`,
  );
  const whole = folds.map(
    ([aggregate], i) => `${aggregate === 'count' ? 'sum' : aggregate}(part${i})`,
  );
  return `SELECT visitor, ask, ${result(whole)} AS value
  FROM (SELECT visitor, ask, is_asked, ${parts.join(', ')}
    FROM (
      SELECT ${keys}, ${stretch} AS stretch, clock, n, covey_null(int) AS ask, ${columnsOf(folds)}, 0 AS is_asked ${from}
      UNION ALL
      SELECT ${keys}, ${stretch} AS stretch, clock, n, ask, ${nothing(folds)}, 1 AS is_asked FROM ${run.moments}
      UNION ALL
      SELECT ${keys}, ${stretch} - 1 AS stretch, clock - ${length} AS clock, ${LAST} AS n, ask, ${nothing(folds)}, 2 AS is_asked FROM ${run.moments}
    ) AS united) AS running
  WHERE is_asked > 0
  GROUP BY visitor, ask`;
};

const columnsOf = (folds: readonly Fold[]): string =>
  folds.map(([, column], i) => `${column} AS one${i}`).join(', ');
const nothing = (folds: readonly Fold[]): string =>
  folds.map(([, , type], i) => `covey_null(${type}) AS one${i}`).join(', ');

/** The same from SELECTs of what is added when: `delta`, by the run's columns. */
export const addSql = (deltas: readonly string[], { keys: columns, moments }: Run): string => {
  const keys = columns.join(', ');
  const rows = deltas.map(
    (one, i) =>
      `SELECT ${keys}, clock, n, covey_null(int) AS ask, delta, 0 AS is_asked FROM (${one}) AS change${i}`,
  );
  return `SELECT visitor, ask, value
  FROM (SELECT visitor, ask, is_asked, covey_int(sum(delta) OVER (PARTITION BY ${keys} ORDER BY clock, n, is_asked ${SO_FAR})) AS value
    FROM (
      ${rows.join('\n      UNION ALL\n      ')}
      UNION ALL
      SELECT ${keys}, clock, n, ask, covey_null(int) AS delta, 1 AS is_asked FROM ${moments}
    ) AS united) AS running
  WHERE is_asked = 1`;
};

/** Rows with their `place` among a visitor's, so that one of them can be looked for again. */
export const placedSql = (run: Run, rows: string, part: RunningPart, more = ''): string =>
  part(
    'rows',
    `SELECT ${run.keys.join(', ')}, clock, n, value${more}, covey_int(row_number() OVER (PARTITION BY visitor ORDER BY n, i)) AS place ${rows}`,
  );

/** The values of the rows at the places that `picks` gives. */
export const valueAt = (picks: string, rows: string): string =>
  `SELECT p.visitor AS visitor, p.ask AS ask, r.value AS value
  FROM (${picks}) AS p JOIN ${rows} AS r ON r.visitor = p.visitor AND r.place = p.value`;
