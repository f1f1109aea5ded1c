/** Parquet, row group by row group, as `covey simulate` reads it: a line of JSON for each row. */
import { type FileMetaData, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import {
  decompressBrotli,
  decompressGzip,
  decompressLz4,
  decompressLz4Raw,
  decompressZstd,
} from 'hyparquet-compressors';
import { Refused } from './refused.ts';
import type { Piece } from './unpack.ts';

/** Snappy is read by `hyparquet` itself; that of the other package is WebAssembly, which the page's policy forbids. */
const compressors = {
  BROTLI: decompressBrotli,
  GZIP: decompressGzip,
  LZ4: decompressLz4,
  LZ4_RAW: decompressLz4Raw,
  ZSTD: (input: Uint8Array) => decompressZstd(input),
};
/** Rows at once: each becomes an object. */
const ROWS = 20_000;

/** @throws Refused for a file that cannot be read. */
export async function* parquetLines(file: File): AsyncGenerator<Piece> {
  try {
    const source = {
      byteLength: file.size,
      slice: (start: number, end?: number) => file.slice(start, end).arrayBuffer(),
    };
    const metadata = await parquetMetadataAsync(source);
    const total = Number(metadata.num_rows);
    const write = writerOf(metadata);
    for (let rowStart = 0; rowStart < total; rowStart += ROWS) {
      const rowEnd = Math.min(total, rowStart + ROWS);
      const rows = await parquetReadObjects({
        file: source,
        metadata,
        compressors,
        rowStart,
        rowEnd,
      });
      yield {
        text: rows.map((row) => `${write(row)}\n`).join(''),
        bytes: Math.round((file.size * rowEnd) / total),
      };
    }
  } catch (error) {
    throw new Refused(
      `${file.name} cannot be read as Parquet: ${error instanceof Error ? error.message : String(error)}`,
      ['Write it anew, or as CSV.'],
    );
  }
}

/** Deeper than any row is read: what lies below is cut off, and the row is found to be too deep. */
const CUT_BELOW = 100;

/** Writes rows as JSON: times of no zone without one, whole numbers that would not survive as they are written. */
function writerOf({ schema }: FileMetaData): (row: object) => string {
  const local = new Set<string>();
  const days = new Set<string>();
  for (const { name, logical_type: type, converted_type: old } of schema) {
    if (type?.type === 'TIMESTAMP' && !type.isAdjustedToUTC) local.add(name);
    if (type?.type === 'DATE' || old === 'DATE') days.add(name);
  }
  const plain = (value: unknown, name: string, depth: number): unknown => {
    if (depth > CUT_BELOW) return null;
    if (typeof value === 'bigint') {
      const number = Number(value);
      return Number.isSafeInteger(number) ? number : String(value);
    }
    if (value instanceof Date) {
      if (Number.isNaN(value.getTime())) return null;
      const iso = value.toISOString();
      return days.has(name) ? iso.slice(0, 10) : local.has(name) ? iso.slice(0, -1) : iso;
    }
    if (value instanceof Uint8Array) return new TextDecoder().decode(value);
    if (Array.isArray(value)) return value.map((each) => plain(each, name, depth + 1));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([key, each]) => [key, plain(each, key, depth + 1)]),
      );
    return value;
  };
  return (row) => JSON.stringify(plain(row, '', 0));
}
