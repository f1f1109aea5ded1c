import type { MetricOf } from '../definitions/types.ts';
import type { KindTaking } from '../metrics/specs.ts';
import type { Query } from './query.ts';
import type { SqlValue } from './values.ts';

/** A metric: an aggregate over all events of the scope, or a part of the statement. */
export type Measure = {
  /** The metric's value from the column, which is NULL where there is nothing to say. */
  readonly value: (column: string) => SqlValue;
} & ({ readonly aggregate: string } | OfPart);

/** A row for each of those asked about for whom there is something to say. */
interface OfPart {
  /** The part's name; its columns are the scope's keys and `value`. */
  readonly part: string;
}

/** What a kind gathers from: relations of what matches in the window, as the text that follows a SELECT list. */
export interface Sources {
  /** The columns that name those asked about. */
  readonly keys: string;
  /** Further columns that are the same for all events of those asked about. */
  readonly carried: readonly string[];
  /** "Now", in milliseconds. */
  readonly at: string;
  readonly local: Query['local'];
  /** A row for each event: `t`. */
  readonly events: () => string;
  /** A row for each text, number or boolean of the property, or of `by`: `value`, as JSON, with `t`. */
  readonly values: (by?: string) => string;
  /** A row for each of the property's, with its place: `value`, `n` and `i`. */
  readonly inOrder: () => string;
  /** A row for each number of the property below 1e200: `millionths`, whole, so that sums of them leave no error. */
  readonly numbers: () => string;
  /** Of one event, the sum of these; null where an event alone does not tell it. */
  readonly ofOne: () => string | null;
}

/** The aggregate that is the metric's value, and what it is over. */
export interface Gathered {
  readonly value: string;
  readonly from: string;
  /** The same from one pass over all events, where an event alone tells what it adds to a sum. */
  readonly inOnePass?: { readonly sumOf: string; readonly value: (sum: string) => string } | null;
  /** How the value runs along a visitor's moments, where it can. */
  readonly along?: RunsAlong;
}

/**
 * How a value runs along: from aggregates of parts of a window, from how many keys have rows enough, from the longest or
 * the last run of such keys that follow one another, from one row of all, from the greatest number of rows of one key, or
 * from the numbers that stand in places of their order.
 */
export type RunsAlong =
  | { readonly folds: readonly Fold[]; readonly result: (folded: readonly string[]) => string }
  | { readonly keysIn: string; readonly key: string; readonly atLeast?: number }
  | {
      readonly runsIn: string;
      readonly key: string;
      readonly atLeast: number;
      /** Whether a run that ends with a key is the last at a moment; left out: the longest is asked for. */
      readonly isCurrent?: (ends: string, moment: string) => string;
    }
  | { readonly rowIn: string; readonly row: 'first' | 'last' }
  | { readonly mostIn: string; readonly key: string; readonly isCounted: boolean }
  | {
      /** A relation with `millionths`. */
      readonly numbersIn: string;
      readonly p: number;
      readonly result: (millionths: string) => string;
    };

/** One of these ways, by what tells it apart. */
export type RunsBy<Key extends string> = Extract<RunsAlong, { readonly [K in Key]: unknown }>;

/** An aggregate of a column, which that of two parts of the rows follows from; and the column's type. */
export type Fold = readonly [
  aggregate: 'sum' | 'count' | 'min' | 'max',
  column: string,
  type: 'int' | 'float',
];

/** A value from such aggregates. */
export const folded = (
  folds: readonly Fold[],
  from: string,
  result: (folded: readonly string[]) => string,
): Gathered => ({
  value: result(folds.map(([aggregate, column]) => `${aggregate}(${column})`)),
  from,
  along: { folds, result },
});

/** The value is how many events match, or the time of the first or the last of them. */
export interface OfEachEvent {
  readonly ofEach: 'count' | 'min' | 'max';
}

/** How a kind of metric gathers its value: its `sql`. */
export type SqlOf<K extends KindTaking<'events' | 'property'>> = (
  definition: MetricOf<K>,
  sources: Sources,
) => Gathered | OfEachEvent;
