import { parquetSchema } from 'hyparquet';
import type { AsyncBuffer, Compressors, FileMetaData, SchemaElement } from 'hyparquet';
import { codedColumn, instantColumn } from './coded-column.ts';
import type { CodedColumn } from './coded-column.ts';
import { kindOf } from './column-kind.ts';
import type { ColumnBytes } from './pages.ts';
import type { InstantKind, ValueKind } from './plain-values.ts';

export interface CodedColumns {
  readonly columns: ReadonlyMap<string, CodedColumn>;
  /** Milliseconds since the epoch; not a number where there is nothing. */
  readonly instants: Float64Array;
}

interface Rows {
  readonly from: number;
  readonly to: number;
}

/** Reads columns without making a value of each row. What is written in another way, or not well, is left to who reads all. */
export function codedReader(file: AsyncBuffer, metadata: FileMetaData, compressors: Compressors) {
  const elements = new Map<string, SchemaElement | null>();
  for (const { element } of parquetSchema(metadata).children)
    // Of two columns of one name nobody knows which bytes are whose.
    elements.set(element.name, elements.has(element.name) ? null : element);

  /** The column in the group that holds the rows, and these as the group counts. */
  const find = async (name: string, rows: Rows) => {
    const element = elements.get(name);
    const kind = element ? kindOf(element) : null;
    if (!element || !kind) return null;
    let begin = 0;
    for (const { columns, num_rows: length } of metadata.row_groups) {
      const end = begin + Number(length);
      if (rows.from >= end) {
        begin = end;
        continue;
      }
      const chunk = columns.find(({ meta_data: data }) => data?.path_in_schema[0] === name);
      const data = chunk?.meta_data;
      if (!data || chunk.file_path !== undefined) return null;
      const start = Number(data.dictionary_page_offset ?? data.data_page_offset);
      const bytes = await file.slice(start, start + Number(data.total_compressed_size));
      const isOptional = element.repetition_type !== 'REQUIRED';
      const column: ColumnBytes = {
        bytes: new Uint8Array(bytes),
        codec: data.codec,
        compressors,
        isOptional,
        rows: end - begin,
      };
      return { column, kind, rows: { from: rows.from - begin, to: rows.to - begin } };
    }
    return null;
  };

  return async (
    names: readonly string[],
    instants: string,
    range: Rows,
  ): Promise<CodedColumns | null> => {
    try {
      const time = await find(instants, range);
      if (!time || !isInstant(time.kind)) return null;
      const columns = new Map<string, CodedColumn>();
      for (const name of names) {
        const found = await find(name, range);
        if (!found || isInstant(found.kind)) return null;
        columns.set(name, codedColumn(found.column, found.kind, found.rows));
      }
      return { columns, instants: instantColumn(time.column, time.kind, time.rows) };
    } catch {
      return null;
    }
  };
}

const isInstant = (kind: ValueKind): kind is InstantKind =>
  kind === 'ms' || kind === 'us' || kind === 'ns';
