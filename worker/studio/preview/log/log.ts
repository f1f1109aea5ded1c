import type { Json } from '../../../../shared/definitions/types.ts';

/**
 * Events by visitor, each visitor's in the order of time, in columns of numbers: a million events take some 30 MB, and go
 * through as fast as they are read. Visitors stand in an order that is random and always the same, so that the first of
 * them are a sample of all.
 */
export interface Log {
  readonly ids: readonly string[];
  /** Where the events of each visitor begin; one more at the end. */
  readonly starts: Uint32Array;
  /** Milliseconds since the epoch. */
  readonly times: Float64Array;
  /** Places in `eventNames`. */
  readonly names: Uint32Array;
  readonly eventNames: readonly string[];
  /** Where the properties of each event begin; one more at the end. */
  readonly propertyStarts: Uint32Array;
  /** Of each property its column, and its value's place in that column's `values`. */
  readonly propertyColumns: Uint32Array;
  readonly propertyValues: Uint32Array;
  readonly columns: readonly string[];
  readonly values: readonly (readonly Json[])[];
  /** By event; null where the log has no column of ids. */
  readonly eventIds: readonly (string | undefined)[] | null;
}

/** Places of texts in a list of them, each once. */
export function createPlaces() {
  const places = new Map<string, number>();
  const all: string[] = [];
  return {
    all,
    of(text: string): number {
      const known = places.get(text);
      if (known !== undefined) return known;
      places.set(text, all.length);
      return all.push(text) - 1;
    },
  };
}

/** FNV-1a and a finalizer (MurmurHash3), 32 bits: spreads ids that are numbered one after the other, too. */
export function hashOf(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++)
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
