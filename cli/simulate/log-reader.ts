import { isUtf8 } from 'node:buffer';
import { Failure, reasonOf } from '../failure.ts';
import type { Input } from '../input.ts';
import { csvSink, delimiterOf, ndjsonSink } from '../../shared/logs/index.ts';
import type { LogReader as RowReader, Sink } from '../../shared/logs/index.ts';
import { openParquetFile, takeRange } from './parquet-file.ts';
import { unpacked } from './unpack.ts';

export interface LogReader extends RowReader {
  /** Bytes read so far. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Reads a log of any form: Parquet by its first bytes, NDJSON when its first character is `{`, CSV
 * otherwise; gzip and zstd are unpacked.
 */
export async function readLog(input: Input, reader: LogReader): Promise<void> {
  const text = await openText(input, reader);
  if (text === null) return parquet(input, reader);
  let sink: Sink | null = null;
  for await (const chunk of text) {
    sink ??= sinkFor(chunk, reader);
    sink.write(chunk);
  }
  if (!sink)
    throw new Failure('file', `${reader.name} is empty.`, [
      'A log starts with a line of headings.',
    ]);
  sink.end();
}

/** The text of a log, unpacked; null for Parquet, which is none. Says where it was no UTF-8. */
export async function openText(
  input: Input,
  reader: LogReader,
): Promise<AsyncGenerator<string> | null> {
  const form = await unpacked(chunksOf(input, reader), (chunks) => named(chunks, reader.name));
  return form.form === 'parquet' ? null : decoded(form.chunks, reader);
}

async function* decoded(
  chunks: AsyncIterable<Buffer>,
  { onNote }: LogReader,
): AsyncGenerator<string> {
  const isText = utf8Check();
  const decoder = new TextDecoder();
  let lost = false;
  for await (const chunk of chunks) {
    lost ||= !isText(chunk);
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
  if (lost)
    onNote(
      'it is not all UTF-8, and letters were lost: iconv -f WINDOWS-1252 -t UTF-8 makes it so.',
    );
}

/** Whether each chunk, after those before it, is UTF-8. */
function utf8Check(): (chunk: Buffer) => boolean {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    // A letter of several bytes may go on in the next chunk.
    const tail = bytes.subarray(-3);
    const lead = tail.findLastIndex((byte) => byte >= 0xc0);
    const letter = tail[lead] ?? 0;
    const length = letter >= 0xf0 ? 4 : letter >= 0xe0 ? 3 : 2;
    const open = lead >= 0 && tail.length - lead < length ? tail.length - lead : 0;
    rest = Buffer.from(bytes.subarray(bytes.length - open));
    return isUtf8(bytes.subarray(0, bytes.length - open));
  };
}

async function parquet(input: Input, reader: LogReader): Promise<void> {
  const path = pathOfParquet(input);
  const file = await openParquetFile(path);
  try {
    for (const range of file.ranges) {
      await takeRange(file, path, range, behind(reader, range.from));
      reader.onBytes(Math.round(((input.size ?? 0) * range.to) / file.rows));
    }
  } finally {
    file.close();
  }
}

/** @throws Failure where it comes by a pipe: it is read from its end. */
export function pathOfParquet({ name, path }: Input): string {
  if (path !== undefined) return path;
  throw new Failure('file', `${name} is a Parquet file, which cannot come by a pipe.`, [
    'Name the file: --events log.parquet',
  ]);
}

/** Reads what follows so many lines. */
export const behind = <R extends RowReader>(reader: R, lines: number): R => ({
  ...reader,
  onEvent: (visitor, event, line) => reader.onEvent(visitor, event, line + lines),
  onBadRow: (row) => reader.onBadRow({ ...row, line: row.line + lines }),
  refuse: (message, hints, line) =>
    reader.refuse(message, hints, line === undefined ? undefined : line + lines),
});

async function* chunksOf(input: Input, { name, onBytes }: LogReader): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of named(input.stream() as AsyncIterable<Buffer>, name)) {
    bytes += chunk.length;
    yield chunk;
    onBytes(bytes);
  }
}

/** The same; what fails is said of the log. */
async function* named(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  try {
    yield* chunks;
  } catch (error) {
    if (error instanceof Failure) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES') throw new Failure('file', `${name} may not be read by this user.`);
    throw new Failure('file', `${name} cannot be read: ${reasonOf(error)}`);
  }
}

function sinkFor(chunk: string, reader: LogReader): Sink {
  const start = chunk.slice(0, 1 << 16).replace(/^[\uFEFF\s]+/, '');
  if (/^\[\s*\{/.test(start)) {
    throw new Failure(
      'file',
      `${reader.name} is one list in JSON; a log has an object on each line.`,
      ['Take it apart on the way: jq -c ".[]" log.json | covey simulate --events - …'],
    );
  }
  return start.startsWith('{')
    ? ndjsonSink(reader)
    : csvSink(reader, delimiterOf(/^.*/.exec(start)?.[0] ?? ''));
}
