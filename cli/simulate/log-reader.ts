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
  const chunks = await openBytes(input, reader);
  return chunks ? readText(decoded(chunks, reader), reader) : readParquet(input, reader);
}

export async function readText(text: AsyncIterable<string>, reader: LogReader): Promise<void> {
  let sink: Sink | null = null;
  for await (const chunk of text) {
    sink ??= sinkOf(formOfText(chunk, reader), reader);
    sink.write(chunk);
  }
  if (!sink) throw new Failure('file', `${reader.name} is empty.`, [hintOnEmpty(reader.name)]);
  sink.end();
}

/** What should stand in it, by what its name says it is. */
function hintOnEmpty(name: string): string {
  const [, ending = ''] = /\.(\w+)(?:\.(?:gz|zst))?$/.exec(name.toLowerCase()) ?? [];
  if (['ndjson', 'jsonl', 'json'].includes(ending))
    return 'A log in NDJSON has an event on each line: {"visitor", "time", "event", …}.';
  if (ending === 'parquet') return 'Parquet is never empty, even without rows: export it again.';
  return 'A log in CSV starts with a line of headings.';
}

/** The bytes of a log's text, unpacked, in UTF-8; null for Parquet, which is none. */
export async function openBytes(
  input: Input,
  reader: LogReader,
): Promise<AsyncIterable<Buffer> | null> {
  const form = await unpacked(chunksOf(input, reader), (chunks) => named(chunks, reader.name));
  return form.form === 'parquet' ? null : form.chunks;
}

/** The text of a log, unpacked; null for Parquet, which is none. Says where it was no UTF-8. */
export async function openText(
  input: Input,
  reader: LogReader,
): Promise<AsyncGenerator<string> | null> {
  const chunks = await openBytes(input, reader);
  return chunks && decoded(chunks, reader);
}

/** What is said of a log that is not all UTF-8. */
export const LOST_LETTERS =
  'it is not all UTF-8, and letters were lost: iconv -f WINDOWS-1252 -t UTF-8 makes it so.';

/** Text of chunks; a mark of the byte order is none of it where the log begins with them. */
export async function* decoded(
  chunks: AsyncIterable<Buffer>,
  { onNote }: LogReader,
  isBegin = true,
): AsyncGenerator<string> {
  const isText = utf8Check();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: !isBegin });
  let lost = false;
  for await (const chunk of chunks) {
    lost ||= !isText(chunk);
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
  if (lost) onNote(LOST_LETTERS);
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

export async function readParquet(input: Input, reader: LogReader): Promise<void> {
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
  onEvent: (visitor, event, line, isShared) =>
    reader.onEvent(visitor, event, line + lines, isShared),
  ...(reader.onRows && {
    onRows: (rows) => reader.onRows?.({ ...rows, line: rows.line + lines }),
  }),
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

export type TextForm =
  { readonly form: 'ndjson' } | { readonly form: 'csv'; readonly delimiter: string };

/** What a text is that begins so. */
export function formOfText(text: string, { name }: LogReader): TextForm {
  const start = text.slice(0, START).replace(/^[\uFEFF\s]+/, '');
  if (/^\[\s*\{/.test(start)) {
    throw new Failure('file', `${name} is one list in JSON; a log has an object on each line.`, [
      'Take it apart on the way: jq -c ".[]" log.json | covey simulate --events - …',
    ]);
  }
  return start.startsWith('{')
    ? { form: 'ndjson' }
    : { form: 'csv', delimiter: delimiterOf(/^.*/.exec(start)?.[0] ?? '') };
}
/** Characters that are looked at. */
export const START = 1 << 16;

const sinkOf = (form: TextForm, reader: LogReader): Sink =>
  form.form === 'ndjson' ? ndjsonSink(reader) : csvSink(reader, form.delimiter);
