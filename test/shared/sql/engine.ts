import type { Json } from '../../../shared/definitions/types.ts';
import type { CoveyEvent } from '../../../shared/engine/index.ts';
import type { DialectName, Script } from '../../../shared/sql/dialects/index.ts';

export type Log = readonly (readonly [visitor: string, events: readonly CoveyEvent[]])[];

/** One way to answer SQL: what the suites need to know of it. */
export interface SqlEngine {
  readonly dialect: DialectName;
  /** Runs that many times fewer random cases: some evaluators are slow. */
  readonly slowness: number;
  /** So many visitors are asked about at once: the log is divided by visitor, and shares are asked for themselves. */
  readonly atOnce: number;
  /** A text as the engine can hold it: not all hold NUL. */
  readonly holds: (text: string) => string;
  readonly open: () => Promise<Database>;
}

/** A database in memory. Whole numbers come as such or as `bigint`, JSON as its text. */
export interface Database {
  /** Runs a script; the rows of its query. */
  readonly run: (script: Script) => Promise<unknown[][]>;
  /** Fills the table `events` anew. */
  readonly load: (log: Log) => Promise<void>;
  /** Fills the table `told` anew. */
  readonly tell: (facts: ReadonlyMap<string, unknown>) => Promise<void>;
  /** A table of events of that name with the event `x` of visitor `v` at time 0. */
  readonly table: (name: string) => Promise<void>;
  /**
   * A table with a column for each member of the rows, of JSON where a column can be, of texts otherwise. Gives the rows
   * as they stand there.
   */
  readonly store: (name: string, rows: readonly Stored[]) => Promise<readonly Stored[]>;
  readonly close: () => unknown;
}

export type Stored = { readonly [column: string]: Json };

/** All columns of rows. */
export const columnsOf = (rows: readonly Stored[]): readonly string[] => [
  ...new Set(rows.flatMap((row) => Object.keys(row))),
];

/** The rows of a log, each with its place among all. */
export const rowsOf = (log: Log) => {
  let seq = 0;
  return log.flatMap(([visitor, events]) =>
    events.map(({ name, time, props }) => ({
      visitor,
      time,
      seq: (seq += 1),
      name,
      props: JSON.stringify(props ?? {}),
    })),
  );
};

/** A SELECT alone. */
export const select = (query: string): Script => ({ prelude: [], query, cleanup: [] });
