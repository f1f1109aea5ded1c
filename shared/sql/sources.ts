import type { MetricOf } from '../definitions/types.ts';
import type { KindTaking } from '../metrics/specs.ts';
import type { Query } from './query.ts';
import type { SqlValue } from './values.ts';

/** A metric as a part of the statement: a row for each of those asked about for whom there is something to say. */
export interface Measure {
  /** The part's name; its columns are the scope's keys and `value`. */
  readonly part: string;
  /** The metric's value from the column, which is NULL where the part has no row. */
  readonly value: (column: string) => SqlValue;
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
  /** A row for each text, number or boolean of the property, or of `by`: `value`, as JSON, with `t` and its place `n`, `i`. */
  readonly values: (by?: string) => string;
  /** A row for each number of the property below 1e200: `millionths`, whole, so that sums of them leave no error. */
  readonly numbers: () => string;
}

/** The aggregate that is the metric's value, and what it is over. */
export interface Gathered {
  readonly value: string;
  readonly from: string;
}

/** How a kind of metric gathers its value: its `sql`. */
export type SqlOf<K extends KindTaking<'events' | 'property'>> = (
  definition: MetricOf<K>,
  sources: Sources,
) => Gathered;
