import { identifier, text } from '../../sql/text.ts';
import { withNames } from '../../mappings/translate.ts';
import type { LogSource } from '../types.ts';
import { logMacros } from './macros.ts';
import { translatedSql } from './translated.ts';

export interface ViewOptions {
  /** The view. */
  readonly view: string;
  /** A table, with its schema before a dot; or files, by a path or a pattern. */
  readonly from: string;
  /** IANA name: the zone of times that name none. */
  readonly zone: string;
  /** Events and what they are to be called. */
  readonly names?: { readonly [theirs: string]: string };
}

/** A row of whatever it is as JSON, in its order. */
function rowsOf({ columns }: LogSource, from: string): string {
  const file = text(from);
  if (/\.parquet$/i.test(from)) return `SELECT to_json(t) AS r FROM read_parquet(${file}) AS t`;
  if (/\.(nd)?jsonl?(\.(gz|zst))?$/i.test(from))
    return `SELECT json AS r FROM read_json_objects(${file}, format = 'auto', maximum_object_size = 134217728)`;
  if (/\.[ct]sv(\.(gz|zst))?$/i.test(from))
    return Array.isArray(columns)
      ? `SELECT to_json(t) AS r FROM read_csv(${file}, delim = '\\t', header = false, quote = '', escape = '', all_varchar = true, names = [${columns.map(text).join(', ')}]) AS t`
      : `SELECT to_json(t) AS r FROM read_csv(${file}, header = true, all_varchar = true) AS t`;
  return `SELECT to_json(t) AS r FROM ${from.split('.').map(identifier).join('.')} AS t`;
}

/** Statements for DuckDB: a temporary view of an export, with the columns that definitions in SQL read, and the macros that it calls. */
export function sourceView(source: LogSource, { view, from, zone, names }: ViewOptions): string {
  const statement = `CREATE OR REPLACE TEMP VIEW ${identifier(view)} AS
WITH source_rows AS (
  SELECT row_number() OVER () AS line, r FROM (${rowsOf(source, from)})
),
told AS MATERIALIZED (
  ${source.sql(text(zone))}
),
${translatedSql(withNames(source.mapping, names))}
SELECT visitor, time, row_number() OVER (ORDER BY line, place) AS seq, name, props
FROM translated
QUALIFY id IS NULL OR row_number() OVER (PARTITION BY visitor, id ORDER BY epoch_ms(time), line, place) = 1`;
  return `${[...logMacros(statement), statement].join(';\n')};\n`;
}
