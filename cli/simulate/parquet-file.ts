import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { columnsWanted, ndjsonSink, takeCoded, takeColumns } from '../../shared/logs/index.ts';
import type { LogReader } from '../../shared/logs/index.ts';
import { instantsAsNumbers, openParquet, parquetLines } from '../../shared/parquet/index.ts';
import type { Parquet, RowRange } from '../../shared/parquet/index.ts';
import { Failure, reasonOf } from '../failure.ts';

export interface ParquetFile extends Parquet {
  close(): void;
}

/** @throws Failure for a file that cannot be read. */
export const openParquetFile = (path: string): Promise<ParquetFile> =>
  attempt(path, async () => {
    const file = openSync(path, 'r');
    const byteLength = fstatSync(file).size;
    const slice = (start: number, end = byteLength): ArrayBuffer => {
      const bytes = new Uint8Array(end - start);
      for (let done = 0; done < bytes.length;) {
        const got = readSync(file, bytes, done, bytes.length - done, start + done);
        if (got === 0) throw new Error('it ends early');
        done += got;
      }
      return bytes.buffer;
    };
    const close = () => closeSync(file);
    try {
      return { ...(await openParquet({ byteLength, slice })), close };
    } catch (error) {
      close();
      throw error;
    }
  });

/** The rows of a Parquet file, each as a line of JSON. @throws Failure for a file that cannot be read. */
export async function* parquetRows(path: string): AsyncGenerator<string> {
  const file = await openParquetFile(path);
  try {
    for (const range of file.ranges) yield* await attempt(path, () => parquetLines(file, range));
  } finally {
    file.close();
  }
}

/**
 * Reads a range of a log; of its columns those that anybody reads. Lines count from the first of the range.
 * @throws Failure for a file that cannot be read.
 */
export async function takeRange(
  file: Parquet,
  path: string,
  range: RowRange,
  reader: LogReader,
): Promise<void> {
  // Properties that stand in a column of their own have names that differ from row to row.
  if (file.names.includes('properties')) {
    const sink = ndjsonSink(reader);
    for (const line of await attempt(path, () => parquetLines(file, range)))
      sink.write(`${line}\n`);
    return;
  }
  const { visitor, time, event, id, properties } = columnsWanted(file.names, reader);
  const others = [visitor, event, ...(id === null ? [] : [id]), ...properties];
  const isInstant = file.isInstant(time) && !others.includes(time);
  const coded = isInstant && reader.onRows ? await file.coded(others, time, range) : null;
  const { names, json } = file;
  if (coded) {
    const { columns, instants: times } = coded;
    if (takeCoded({ names, columns, times, json, line: 1 }, reader)) return;
  }
  const values = await attempt(path, () =>
    file.columns(isInstant ? others : [...others, time], range),
  );
  const instants = isInstant
    ? await attempt(path, () => file.columns([time], range, instantsAsNumbers))
    : null;
  takeColumns(
    {
      names,
      values,
      rows: range.to - range.from,
      instants: instants?.get(time) ?? null,
      json,
      line: 1,
    },
    reader,
  );
}

/** @throws Failure where the task fails. */
async function attempt<T>(path: string, task: () => T | Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    throw new Failure('file', `${path} cannot be read: ${reasonOf(error).split('\n')[0] ?? ''}`, [
      'It may be cut off, or no Parquet: write it anew, or name another file.',
    ]);
  }
}
