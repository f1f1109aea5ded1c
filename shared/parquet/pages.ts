import { snappyUncompress } from 'hyparquet';
import type { CompressionCodec, Compressors } from 'hyparquet';
import { readHybrid } from './hybrid.ts';
import { pageHeaderAt } from './page-header.ts';

/** The bytes of a column in one group of rows, and how they are written. */
export interface ColumnBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly codec: CompressionCodec;
  readonly compressors: Compressors;
  /** Whether a row may have nothing. */
  readonly isOptional: boolean;
  /** Rows of the group. */
  readonly rows: number;
}

/** Some rows of a column that holds no lists, or the values that its rows name by their places. */
export interface Page {
  readonly isDictionary: boolean;
  /** Whether its rows name values of the dictionary. */
  readonly isCoded: boolean;
  /** Rows, or values of a dictionary. */
  readonly rows: number;
  /** By row, 1 where it has a value; null where all have. */
  readonly present: Uint32Array | null;
  /** How many have. */
  readonly values: number;
  /** The values, one after the other. */
  readonly bytes: Uint8Array;
}

/** Thrown for what is well written, but in a way that is not read here. */
export class Unusual extends Error {}

/** The pages of a column, up to a row. Of those that end before the first row that is wanted there is only their length. */
export function* pagesOf(
  column: ColumnBytes,
  first: number,
  end: number,
): Generator<Page | { readonly skipped: number }> {
  const { bytes } = column;
  let at = 0;
  let row = 0;
  while (row < end && at < bytes.length) {
    const header = pageHeaderAt(bytes, at);
    at = header.begin + header.bytes;
    if (header.bytes < 0 || at > bytes.length) throw new Error('a page ends early');
    if (header.values < 0 || header.values > column.rows) throw new Error('a page is too long');
    if (header.type === 'other') continue;
    if (header.encoding === 'other' || header.hasLists) throw new Unusual();
    if (header.type === 'dictionary') {
      const values = header.values;
      const unpacked = unpack(column, bytes.subarray(header.begin, at), header.unpackedBytes);
      const page = { isDictionary: true, isCoded: false, present: null, values };
      yield { ...page, rows: values, bytes: unpacked };
      continue;
    }
    row += header.values;
    if (row <= first) yield { skipped: header.values };
    else yield pageOf(column, header, bytes.subarray(header.begin, at));
  }
  if (row < end) throw new Error('a column ends early');
}

function pageOf(
  column: ColumnBytes,
  header: ReturnType<typeof pageHeaderAt>,
  packed: Uint8Array,
): Page {
  const { levelBytes, unpackedBytes, isPacked, values: rows } = header;
  const isCoded = header.encoding === 'dictionary';
  if (header.type === 'data2') {
    const rest = packed.subarray(levelBytes);
    const length = unpackedBytes - levelBytes;
    const bytes = isPacked && length > 0 ? unpack(column, rest, length) : rest;
    const present = column.isOptional ? presentIn(packed.subarray(0, levelBytes), rows) : null;
    return { isDictionary: false, isCoded, rows, ...counted(present, rows), bytes };
  }
  const bytes = unpack(column, packed, unpackedBytes);
  if (!column.isOptional)
    return { isDictionary: false, isCoded, rows, present: null, values: rows, bytes };
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const present = presentIn(bytes.subarray(4, 4 + length), rows);
  const after = bytes.subarray(4 + length);
  return { isDictionary: false, isCoded, rows, ...counted(present, rows), bytes: after };
}

function presentIn(levels: Uint8Array, rows: number): Uint32Array {
  const present = new Uint32Array(rows);
  readHybrid(levels, 0, 1, present, rows);
  return present;
}

function counted(present: Uint32Array | null, rows: number): Pick<Page, 'present' | 'values'> {
  if (!present) return { present, values: rows };
  let values = 0;
  for (let row = 0; row < rows; row += 1) values += present[row] ?? 0;
  return { present: values === rows ? null : present, values };
}

function unpack(
  { codec, compressors }: ColumnBytes,
  packed: Uint8Array,
  length: number,
): Uint8Array {
  if (codec === 'UNCOMPRESSED') return packed;
  const decompress = compressors[codec];
  let bytes: Uint8Array;
  if (decompress) bytes = decompress(packed, length);
  else if (codec === 'SNAPPY') snappyUncompress(packed, (bytes = new Uint8Array(length)));
  else throw new Unusual();
  if (bytes.length !== length) throw new Error('a page is not as long as it says');
  return bytes;
}
