import { parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet';
import type { AsyncBuffer, ParquetParsers } from 'hyparquet';
import { compressors } from './compressors.ts';
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
    async columns(names, { from, to }, parsers = {}) {
      const found = new Map<string, unknown[]>();
      const columns = names.filter((name) => elements.has(name));
      for (const name of columns) found.set(name, Array.from({ length: to - from }));
      if (columns.length === 0) return found;
      await parquetRead({
        file,
        metadata,
        compressors,
        columns,
        parsers,
        rowStart: from,
        rowEnd: to,
        onChunk({ columnName, columnData, rowStart }) {
          const values = found.get(columnName);
          const first = Math.max(from, rowStart);
          const last = Math.min(to, rowStart + columnData.length);
          if (!values) return;
          for (let row = first; row < last; row += 1)
            values[row - from] = columnData[row - rowStart];
        },
      });
      return found;
    },
    isInstant(name) {
      const { type, logical_type: logical, converted_type: old } = elements.get(name) ?? {};
      if (logical) return logical.type === 'TIMESTAMP' && logical.isAdjustedToUTC;
      return old === 'TIMESTAMP_MILLIS' || old === 'TIMESTAMP_MICROS' || type === 'INT96';
    },
    json: jsonValues(metadata),
  };
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
