import { parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet';
import type { AsyncBuffer, Compressors, FileMetaData, ParquetParsers } from 'hyparquet';
import { codedReader } from './coded-columns.ts';
import type { CodedColumns } from './coded-columns.ts';
import { jsonValues } from './values.ts';

/** A file by its parts. */
export type ParquetSource = AsyncBuffer;

/** Rows from one on, up to another that is not among them. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

export interface Parquet {
  readonly rows: number;
  /** Names of the columns, in their order. */
  readonly names: readonly string[];
  /** Its rows in ranges of not too many, none of which reaches over two groups. */
  readonly ranges: readonly RowRange[];
  /** The values of some columns in a range. Of a column that is not there, there are none. */
  columns(
    names: readonly string[],
    range: RowRange,
    parsers?: Partial<ParquetParsers>,
  ): Promise<ReadonlyMap<string, ArrayLike<unknown>>>;
  /** Columns of a range whose rows name values by their places, and one of instants; null where one of them is not written so. */
  coded(names: readonly string[], instants: string, range: RowRange): Promise<CodedColumns | null>;
  /** Whether a column holds instants, not times of some zone. */
  isInstant(name: string): boolean;
  /** A value as JSON has it. */
  json(value: unknown, column: string): unknown;
}

/** Rows whose values are held at once. */
const RANGE_ROWS = 1 << 17;

/** @throws Error for what is no such file. */
export async function openParquet(file: ParquetSource): Promise<Parquet> {
  const metadata = await parquetMetadataAsync(file);
  const { children } = parquetSchema(metadata);
  const elements = new Map(children.map(({ element }) => [element.name, element]));
  const compressors = await compressorsOf(metadata);
  const ranges: RowRange[] = [];
  let end = 0;
  for (const { num_rows: rows } of metadata.row_groups) {
    const start = end;
    end += Number(rows);
    const pieces = Math.max(1, Math.ceil((end - start) / RANGE_ROWS));
    const size = Math.ceil((end - start) / pieces);
    for (let from = start; from < end; from += size)
      ranges.push({ from, to: Math.min(end, from + size) });
  }
  return {
    rows: end,
    names: [...elements.keys()],
    ranges,
    async columns(names, range, parsers = {}) {
      const pieces = new Map<string, Piece[]>();
      for (const name of names) if (elements.has(name)) pieces.set(name, []);
      if (pieces.size === 0) return new Map();
      await parquetRead({
        file,
        metadata,
        compressors,
        columns: [...pieces.keys()],
        parsers,
        rowStart: range.from,
        rowEnd: range.to,
        onChunk: ({ columnName, columnData, rowStart }) =>
          pieces.get(columnName)?.push({ values: columnData, from: rowStart }),
      });
      return new Map([...pieces].map(([name, found]) => [name, together(found, range)]));
    },
    coded: codedReader(file, metadata, compressors),
    isInstant(name) {
      const { type, logical_type: logical, converted_type: old } = elements.get(name) ?? {};
      if (logical) return logical.type === 'TIMESTAMP' && logical.isAdjustedToUTC;
      return old === 'TIMESTAMP_MILLIS' || old === 'TIMESTAMP_MICROS' || type === 'INT96';
    },
    json: jsonValues(metadata),
  };
}

/** Snappy is read by `hyparquet`. */
const OWN_CODECS = ['UNCOMPRESSED', 'SNAPPY'];

/** What unpacks the pages of a file. Most need nothing more, and to load it takes as long as to read many a log. */
async function compressorsOf({ row_groups: groups }: FileMetaData): Promise<Compressors> {
  const isOwn = groups.every(({ columns }) =>
    columns.every(({ meta_data: data }) => !data || OWN_CODECS.includes(data.codec)),
  );
  return isOwn ? {} : (await import('./compressors.ts')).compressors;
}

/** Values of a column as they were read: those of whole pages. */
interface Piece {
  readonly values: ArrayLike<unknown>;
  /** The row of the first. */
  readonly from: number;
}

/** The values of a range; mostly one piece begins with it. */
function together(pieces: readonly Piece[], { from, to }: RowRange): ArrayLike<unknown> {
  const whole = pieces.find((piece) => piece.from === from && piece.values.length >= to - from);
  if (whole) return whole.values;
  const all: unknown[] = [];
  for (const piece of pieces.toSorted((a, b) => a.from - b.from)) {
    const last = Math.min(to, piece.from + piece.values.length);
    for (let row = Math.max(from, piece.from); row < last; row += 1)
      all.push(piece.values[row - piece.from]);
  }
  return all;
}

/** Instants as milliseconds since the epoch, where the default makes an object of each. */
export const instantsAsNumbers: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (ms: bigint) => Number(ms),
  timestampFromMicroseconds: (us: bigint) => Math.floor(Number(us) / 1000),
  timestampFromNanoseconds: (ns: bigint) => Number(ns / 1_000_000n),
};

/** The rows of a range, each as a line of JSON. */
export async function parquetLines(parquet: Parquet, range: RowRange): Promise<readonly string[]> {
  const columns = [...(await parquet.columns(parquet.names, range))];
  return Array.from({ length: range.to - range.from }, (_, row) =>
    JSON.stringify(
      Object.fromEntries(columns.map(([name, values]) => [name, parquet.json(values[row], name)])),
    ),
  );
}
