import type { Run } from './along.ts';
import { type RunningPart, addSql } from './running.ts';
import type { RunsBy } from './sources.ts';

interface Keyed {
  /** A relation as `from`, and what is the key there. */
  readonly rows: string;
  readonly key: string;
  readonly atLeast: number;
}

/** Where keys have rows enough, and where no longer: what follows a SELECT list of the run's columns and the key, `one`. */
interface Enough {
  /** By its `clock` and `n`. */
  readonly comes: string;
  /** By its `clock`, before anything is asked at that instant; null: never. */
  readonly leaves: { readonly from: string; readonly clock: string } | null;
}

/** In a sliding window a key is there from the last row that makes enough until the first of these leaves. */
export const enoughSql = ({ rows, key, atLeast }: Keyed, run: Run, part: RunningPart): Enough => {
  const keys = run.keys.join(', ');
  const { length } = run;
  const inOrder = `OVER (PARTITION BY ${keys}, one ORDER BY n)`;
  const keyed = `SELECT ${keys}, clock, n, ${key} AS one ${rows}`;
  if (length === null)
    return {
      comes: `FROM (SELECT *, row_number() ${inOrder} AS place FROM (${keyed}) AS keyed) AS placed WHERE place = ${atLeast}`,
      leaves: null,
    };
  const began = atLeast === 1 ? 'clock' : `covey_lag(clock, ${atLeast - 1}) ${inOrder}`;
  const enough = `SELECT *, ${began} AS began FROM (${keyed}) AS keyed`;
  const spans = part(
    'spans',
    `SELECT *, covey_lag(began) ${inOrder} AS was, covey_lead(clock) ${inOrder} AS next
  FROM (${enough}) AS enough
  WHERE clock < began + ${length}`,
  );
  // Where one ends in the next, neither end is told.
  return {
    comes: `FROM ${spans} WHERE was IS NULL OR was + ${length} <= clock`,
    leaves: {
      from: `FROM ${spans} WHERE next IS NULL OR next >= began + ${length}`,
      clock: `began + ${length}`,
    },
  };
};

/** How many keys have rows enough. */
export const keysSql = (
  { keysIn, key, atLeast = 1 }: RunsBy<'keysIn'>,
  run: Run,
  part: RunningPart,
): string => {
  const keys = run.keys.join(', ');
  const { comes, leaves } = enoughSql({ rows: keysIn, key, atLeast }, run, part);
  return addSql(
    [
      `SELECT ${keys}, clock, n, covey_int(1) AS delta ${comes}`,
      ...(leaves === null
        ? []
        : [
            `SELECT ${keys}, ${leaves.clock} AS clock, covey_int(-1) AS n, covey_int(-1) AS delta ${leaves.from}`,
          ]),
    ],
    run,
  );
};
