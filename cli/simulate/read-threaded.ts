import { csvRecords, csvSink, ndjsonSink } from '../../shared/logs/index.ts';
import type { Input } from '../input.ts';
import { cutText } from './cut-text.ts';
import type { Cut } from './cut-text.ts';
import {
  LOST_LETTERS,
  START,
  behind,
  decoded,
  formOfText,
  openBytes,
  pathOfParquet,
  readParquet,
  readText,
} from './log-reader.ts';
import type { LogReader, TextForm } from './log-reader.ts';
import { openParquetFile } from './parquet-file.ts';
import type { Stretch, StretchRead } from './thread-messages.ts';
import type { ThreadPool } from './thread-pool.ts';

/** Reads a log in stretches, of which the threads have several at once. */
export interface Threaded {
  readonly pool: ThreadPool;
  /** Bytes of a stretch. */
  readonly stretchBytes: number;
  /** Told of what was read, in the order of the log, and of the lines before it. @throws whatever ends the reading */
  readonly onStretch: (read: StretchRead, lines: number) => void;
}

/**
 * The same as reading it by itself, and done so where it is short.
 * @throws Failure for a log that cannot be read.
 */
export async function readThreaded(
  input: Input,
  reader: LogReader,
  threaded: Threaded,
): Promise<void> {
  const chunks = await openBytes(input, reader);
  return chunks ? ofText(chunks, reader, threaded) : ofParquet(input, reader, threaded);
}

async function ofParquet(
  input: Input,
  reader: LogReader,
  { pool, onStretch }: Threaded,
): Promise<void> {
  const path = pathOfParquet(input);
  const { ranges, rows, close } = await openParquetFile(path);
  close();
  if (ranges.length < 2) return readParquet(input, reader);
  const underWay: Promise<StretchRead>[] = [];
  let lines = 0;
  const settle = async (most: number) => {
    while (underWay.length > most) {
      const read = await underWay.shift();
      if (!read) continue;
      onStretch(read, lines);
      lines += read.lines ?? 0;
      reader.onBytes(Math.round(((input.size ?? 0) * lines) / rows));
    }
  };
  for (const range of ranges) {
    underWay.push(caught(pool.run('stretch', { form: 'parquet', path, range })));
    await settle(pool.size + 1);
  }
  await settle(0);
}

/** Whoever waits for it hears of its failure; before, nobody has to. */
function caught<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

interface UnderWay {
  readonly text: Uint8Array;
  readonly read: Promise<StretchRead>;
}

async function ofText(
  chunks: AsyncIterable<Buffer>,
  reader: LogReader,
  { pool, stretchBytes, onStretch }: Threaded,
): Promise<void> {
  const isCsv = (start: Uint8Array) => formOfText(startOf(start), reader).form === 'csv';
  const cuts = cutText(chunks, stretchBytes, isCsv);
  const first = await cuts.next();
  if (first.done === true) return readText(decoded(chunks, reader), reader);
  const second = await cuts.next();
  const begin = begins(withoutMark(first.value.bytes), reader);
  if (second.done === true || !begin || !first.value.isWhole) {
    const all = [first.value.bytes, ...(second.done === true ? [] : [second.value.bytes])];
    return readText(decoded(followedBy(all, cuts), reader), reader);
  }

  const underWay: UnderWay[] = [];
  let lines = 0;
  let isLossy = false;
  const send = (text: Uint8Array, isFirst = false) =>
    underWay.push({
      text,
      read: caught(pool.run('stretch', stretchOf(begin, text, isFirst))),
    });
  /** Whether all that was waited for ends with a line. */
  const settle = async (most: number): Promise<boolean> => {
    for (let next = underWay[0]; next && underWay.length > most; next = underWay[0]) {
      const read = await next.read;
      if (read.lines === null && !read.ended) return false;
      onStretch(read, lines);
      lines += read.lines ?? 0;
      isLossy ||= read.isLossy;
      underWay.shift();
    }
    return true;
  };
  /** What is not known to begin with a line is read by itself, with all that follows. */
  const readOn = async (more: readonly Uint8Array[]) => {
    const texts = [...underWay.map(({ text }) => text), ...more];
    const rest = behind(reader, lines);
    const isBegin = lines === 0;
    const sink =
      begin.form === 'ndjson'
        ? ndjsonSink(rest)
        : csvSink(rest, begin.delimiter, isBegin ? null : begin.headings);
    for await (const text of decoded(followedBy(texts, cuts), rest, isBegin)) sink.write(text);
    sink.end();
  };
  const toTheEnd = async (): Promise<void> => {
    send(withoutMark(first.value.bytes), true);
    for (
      let cut: IteratorResult<Cut, unknown> = second;
      cut.done !== true;
      cut = await cuts.next()
    ) {
      if (!cut.value.isWhole) {
        await settle(0);
        return readOn([cut.value.bytes]);
      }
      send(cut.value.bytes);
      if (!(await settle(pool.size + 1))) return readOn([]);
    }
    if (!(await settle(0))) return readOn([]);
  };
  await toTheEnd();
  if (isLossy) reader.onNote(LOST_LETTERS);
}

/** How a log begins, of which later stretches have to know. */
type Begin =
  | Exclude<TextForm, { form: 'csv' }>
  | { readonly form: 'csv'; readonly delimiter: string; readonly headings: readonly string[] };

/** Null where that cannot be told at once. @throws Failure for what is no log. */
function begins(bytes: Uint8Array, reader: LogReader): Begin | null {
  const start = startOf(bytes);
  const form = formOfText(start, reader);
  if (form.form === 'ndjson') return form;
  let headings: readonly string[] | null = null;
  let isBad = false;
  const records = csvRecords(
    form.delimiter,
    (cells) => (headings ??= cells),
    () => (isBad = true),
  );
  records.write(start);
  return headings && !isBad ? { ...form, headings } : null;
}

const stretchOf = (begin: Begin, text: Uint8Array, isFirst: boolean): Stretch =>
  begin.form === 'ndjson'
    ? { form: 'ndjson', text }
    : {
        form: 'csv',
        text,
        delimiter: begin.delimiter,
        headings: isFirst ? null : begin.headings,
      };

const bufferOf = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const startOf = (bytes: Uint8Array): string => bufferOf(bytes.subarray(0, START)).toString();

/** Without the mark of the byte order, which is no letter. */
const withoutMark = (bytes: Uint8Array): Uint8Array =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;

async function* followedBy(
  texts: readonly Uint8Array[],
  cuts: AsyncIterable<Cut>,
): AsyncGenerator<Buffer> {
  // A decoder takes no memory that threads share.
  for (const text of texts) yield Buffer.from(text);
  for await (const { bytes } of cuts) yield Buffer.from(bytes);
}
