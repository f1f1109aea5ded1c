import type { Readable } from 'node:stream';
import { Failure, reasonOf } from '../failure.ts';
import { csvSink } from './csv.ts';
import { ndjsonSink } from './ndjson.ts';
import type { LogReader, Sink } from './rows.ts';

/** Reads a log of either form: NDJSON when its first character is `{`, CSV otherwise. */
export async function readLog(stream: Readable, reader: LogReader): Promise<void> {
  let bytes = 0;
  let sink: Sink | null = null;
  for await (const chunk of chunksOf(stream, reader.name)) {
    bytes += chunk.length;
    sink ??= firstCharacter(chunk) === '{' ? ndjsonSink(reader) : csvSink(reader);
    await sink.write(chunk);
    reader.onBytes(bytes);
  }
  if (!sink)
    throw new Failure(`${reader.name} is empty.`, ['A log starts with a line of headings.']);
  await sink.end();
}

async function* chunksOf(stream: Readable, name: string): AsyncGenerator<Buffer> {
  try {
    yield* stream as AsyncIterable<Buffer>;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES') throw new Failure(`${name} may not be read by this user.`);
    throw new Failure(`${name} cannot be read: ${reasonOf(error)}`);
  }
}

function firstCharacter(chunk: Buffer): string | undefined {
  return /^[\uFEFF\s]*(\S)/.exec(chunk.toString('utf8', 0, 1024))?.[1];
}
