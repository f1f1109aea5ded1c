import { text } from '../../sql/text.ts';
import type { EngineName } from './engines/index.ts';
import type { LogSource } from '../types.ts';

/** A row of each file as JSON, in its order, as DuckDB reads it; null where it is no file. */
export function fileRows({ columns }: LogSource, from: string): string | null {
  const file = text(from);
  if (/\.parquet$/i.test(from)) return `SELECT to_json(t) AS r FROM read_parquet(${file}) AS t`;
  if (/\.(nd)?jsonl?(\.(gz|zst))?$/i.test(from))
    return `SELECT json AS r FROM read_json_objects(${file}, format = 'auto', maximum_object_size = 134217728)`;
  if (/\.[ct]sv(\.(gz|zst))?$/i.test(from))
    return Array.isArray(columns)
      ? `SELECT to_json(t) AS r FROM read_csv(${file}, delim = '\\t', header = false, quote = '', escape = '', all_varchar = true, names = [${columns.map(text).join(', ')}]) AS t`
      : `SELECT to_json(t) AS r FROM read_csv(${file}, header = true, all_varchar = true) AS t`;
  // Whatever lies in a bucket packed, under names of its own, is lines of JSON.
  return columns === undefined && PACKED.test(from)
    ? `SELECT json AS r FROM read_json_objects(${file}, format = 'newline_delimited', maximum_object_size = 134217728)`
    : null;
}

const PACKED = /\.(gz|zst)$/i;

/** Whether it is no table: a path, a pattern or what is packed. In BigQuery a table may have a star. */
export const isPath = (from: string, engine: EngineName): boolean =>
  from.includes('/') || PACKED.test(from) || (engine !== 'bigquery' && from.includes('*'));
