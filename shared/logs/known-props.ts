import type { Json } from '../definitions/types.ts';

export type Props = { readonly [name: string]: Json };
/** Values that stood in the columns up to one, and how the row goes on. */
interface Known extends Map<unknown, Known | Entry> {}
interface Entry {
  readonly props: Props;
}

/** The properties of rows. */
export interface KnownProps<Row> {
  of(row: Row): Props;
  /** Whether rows that say the same are given the same object. */
  areShared(): boolean;
}

/** Rows that were told from others before it is asked whether that was worth it. */
const KNOWN_ROWS = 1 << 13;

/**
 * Reads the properties of rows. Where rows say the same in all columns, they are given the same object, as long as many
 * do: most events of most logs say what others said before.
 */
export function knownProps<Row>(
  columns: number,
  valueAt: (row: Row, column: number) => unknown,
  read: (row: Row) => Props,
): KnownProps<Row> {
  const NONE: Props = {};
  if (columns === 0) return { of: () => NONE, areShared: () => true };
  let areShared = true;
  let [hits, misses] = [0, 0];
  let known: Known = new Map();
  const of = (row: Row): Props => {
    if (!areShared) return read(row);
    if (misses > KNOWN_ROWS) {
      // Where most rows say something else, to look is in vain.
      if (hits < misses) {
        areShared = false;
        return read(row);
      }
      known = new Map();
      [hits, misses] = [0, 0];
    }
    let at = known;
    for (let column = 0; column < columns - 1; column += 1) {
      const value = valueAt(row, column);
      const next = at.get(value);
      if (next instanceof Map) at = next;
      else {
        const below: Known = new Map();
        at.set(value, below);
        at = below;
      }
    }
    const last = valueAt(row, columns - 1);
    const entry = at.get(last);
    if (entry && !(entry instanceof Map)) {
      hits += 1;
      return entry.props;
    }
    misses += 1;
    const props = read(row);
    at.set(last, { props });
    return props;
  };
  return { of, areShared: () => areShared };
}
