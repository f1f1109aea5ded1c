/**
 * What a kind of metric is, as data. Whatever lists kinds, or treats one differently from another, reads it here:
 * schema, types, checker, SQL, importers, docs. A page may import a kind's `aggregate` without its `spec`.
 */

/** What stands beside the kind's own key. */
export type Takes = 'events' | 'property' | 'steps' | 'condition' | 'formula';

/** What stands beside a further key. `name` is the name of a property, without its event. */
export interface Parameter {
  readonly type: 'duration' | 'name' | 'text' | 'whole' | 'number' | 'metrics' | 'choice';
  /** Of a `choice`. */
  readonly of?: readonly string[];
  /** Of a `number`: its bounds, both included. */
  readonly from?: number;
  readonly to?: number;
  readonly required?: true;
  /** What holds where nothing is said. */
  readonly usual?: string | number;
}

export interface Spec {
  /** The member of a definition that names the kind, and the name of the kind's file. */
  readonly key: string;
  readonly takes: Takes;
  readonly parameters: { readonly [key: string]: Parameter };
  /** Reads numbers only, and texts that stand for one. */
  readonly numeric?: true;
  /**
   * What its value is: a whole number from 0, any number, a number from 0 that falls with time, a duration, or what
   * the property held.
   */
  readonly value: 'count' | 'number' | 'score' | 'duration' | 'any';
  /** Its value where nothing matches. *Never* is longer than any duration. */
  readonly empty: 'zero' | 'absent' | 'never';
  /** The part of the page's script that its code belongs to. */
  readonly part: 'core' | 'details' | 'metrics' | 'sessions' | 'sequence' | 'further';
}
