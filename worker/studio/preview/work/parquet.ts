import { openParquet, parquetLines } from '../../../../shared/parquet/index.ts';
import { Refused } from './refused.ts';
import type { Piece } from './unpack.ts';

/**
 * Parquet, range by range, as `covey simulate` reads it: a line of JSON for each row.
 * @throws Refused for a file that cannot be read.
 */
export async function* linesOfParquet(file: File): AsyncGenerator<Piece> {
  try {
    const parquet = await openParquet({
      byteLength: file.size,
      slice: (start: number, end?: number) => file.slice(start, end).arrayBuffer(),
    });
    for (const range of parquet.ranges) {
      const lines = await parquetLines(parquet, range);
      yield {
        text: lines.map((line) => `${line}\n`).join(''),
        bytes: Math.round((file.size * range.to) / parquet.rows),
      };
    }
  } catch (error) {
    throw new Refused(
      `${file.name} cannot be read as Parquet: ${error instanceof Error ? error.message : String(error)}`,
      ['Write it anew, or as CSV.'],
    );
  }
}
