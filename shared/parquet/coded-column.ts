import { MOST_BITS, readHybrid } from './hybrid.ts';
import { Unusual, pagesOf } from './pages.ts';
import type { ColumnBytes, Page } from './pages.ts';
import { plainInstants, plainValues } from './plain-values.ts';
import type { InstantKind, PlainKind } from './plain-values.ts';

/** A column whose rows name values by their places in a list, where the first is none: many rows say the same. */
export interface CodedColumn {
  readonly codes: Uint32Array;
  readonly values: readonly unknown[];
}

/** Rows of a group, from one on up to another. */
interface Rows {
  readonly from: number;
  readonly to: number;
}

/** @throws Unusual, or Error for what is not well written. */
export function codedColumn(column: ColumnBytes, kind: PlainKind, rows: Rows): CodedColumn {
  const values: unknown[] = [null];
  const codes = new Uint32Array(rows.to - rows.from);
  let places: Map<unknown, number> | null = null;
  let [begin, end] = [0, 0];
  const placeOf = (value: unknown): number => {
    places ??= new Map(values.map((each, place) => [each, place]));
    const known = places.get(value);
    if (known !== undefined) return known;
    places.set(value, values.length);
    return values.push(value) - 1;
  };
  /** Of each value that the page has. */
  const codesIn = (page: Page): Uint32Array => {
    if (!page.isCoded) {
      const found = plainValues(page.bytes, kind, page.values);
      const named = new Uint32Array(page.values);
      for (let at = 0; at < named.length; at += 1) named[at] = placeOf(found[at]);
      return named;
    }
    const named = namedIn(page, end - begin);
    for (let at = 0; at < named.length; at += 1) named[at] = begin + (named[at] ?? 0);
    return named;
  };
  readPages(column, rows, (page, at) => {
    if (page.isDictionary) {
      begin = values.length;
      const found = plainValues(page.bytes, kind, page.values);
      for (let place = 0; place < page.values; place += 1) values.push(found[place]);
      end = values.length;
      places = null;
    } else spread(page, codesIn(page), codes, at);
  });
  return { codes, values };
}

/** Milliseconds since the epoch; not a number where there is nothing. @throws as `codedColumn` */
export function instantColumn(column: ColumnBytes, kind: InstantKind, rows: Rows): Float64Array {
  const instants = new Float64Array(rows.to - rows.from).fill(NaN);
  let dictionary: Float64Array = new Float64Array();
  const instantsIn = (page: Page): Float64Array => {
    if (!page.isCoded) return plainInstants(page.bytes, kind, page.values);
    const named = namedIn(page, dictionary.length);
    const found = new Float64Array(page.values);
    for (let at = 0; at < found.length; at += 1) found[at] = dictionary[named[at] ?? 0] ?? NaN;
    return found;
  };
  readPages(column, rows, (page, at) => {
    if (page.isDictionary) dictionary = plainInstants(page.bytes, kind, page.values);
    else spread(page, instantsIn(page), instants, at);
  });
  return instants;
}

/** Gives the pages that hold some of the rows, each with the place of its first row among these. */
function readPages(
  column: ColumnBytes,
  { from, to }: Rows,
  onPage: (page: Page, at: number) => void,
): void {
  let row = 0;
  for (const page of pagesOf(column, from, to)) {
    if ('skipped' in page) {
      row += page.skipped;
      continue;
    }
    onPage(page, row - from);
    if (!page.isDictionary) row += page.rows;
  }
}

/** The places that a page names, all of them below a number. */
function namedIn({ bytes, values }: Page, below: number): Uint32Array {
  const named = new Uint32Array(values);
  const [width = 0] = bytes;
  if (width > MOST_BITS) throw new Unusual();
  if (width > 0) readHybrid(bytes, 1, width, named, values);
  for (let at = 0; at < values; at += 1)
    if ((named[at] ?? 0) >= below) throw new Error('a value is named that is not there');
  return named;
}

type Numbers = Uint32Array | Float64Array;

/** Puts the values of a page where their rows are. The first rows may lie before those that are asked for, the last behind. */
function spread({ present, rows }: Page, found: Numbers, into: Numbers, at: number): void {
  if (!present) {
    const skipped = Math.max(0, -at);
    into.set(found.subarray(skipped, into.length - at), at + skipped);
    return;
  }
  let next = 0;
  for (let row = 0; row < rows; row += 1) {
    if (present[row] !== 1) continue;
    const place = at + row;
    if (place >= 0 && place < into.length) into[place] = found[next] ?? 0;
    next += 1;
  }
}
