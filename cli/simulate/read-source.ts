import { Failure } from '../failure.ts';
import type { Input } from '../input.ts';
import { createIntake, formOf, takeObject } from '../../shared/log-sources/index.ts';
import type { FormOptions, LogSource, TakenIn } from '../../shared/log-sources/index.ts';
import type { OffsetAt } from '../../shared/logs/index.ts';
import type { LogReader } from './log-reader.ts';
import { openText } from './log-reader.ts';
import { parquetRows } from './parquet-file.ts';
import { headingsBeside, tablesNotNamed } from './source-files.ts';

export interface SourceRead {
  readonly source: LogSource;
  readonly inputs: readonly Input[];
  /** The zone of times that name none, and what it is called. */
  readonly offsetAt: OffsetAt;
  readonly zone: string;
  readonly names: { readonly [theirs: string]: string };
}

/** What became of the rows of an export, for the report. */
export interface SourceTaken extends TakenIn {
  readonly source: string;
  readonly row: string;
  /** Of files; or else of a table in a database, where only events are counted. */
  readonly files?: number;
  readonly table?: string;
  readonly zone: string;
  /** Whether times were seen that name no zone. */
  readonly isLocal: boolean;
}

/** Reads the files of an export one after the other. @throws Failure for a file that cannot be read. */
export async function readSource(
  { source, inputs, offsetAt, zone, names }: SourceRead,
  reader: LogReader,
): Promise<SourceTaken> {
  let file: string | undefined;
  const onBadRow: FormOptions['onBadRow'] = (row) =>
    reader.onBadRow({ ...row, ...(file !== undefined && { file }) });
  let isLocal = false;
  const localOffset: OffsetAt = (time) => {
    isLocal = true;
    return offsetAt(time);
  };
  const { onEvent } = reader;
  const intake = createIntake(source, { offsetAt: localOffset, names, onEvent, onBadRow });
  const form: FormOptions = { onRow: intake.take, onBadRow };
  let before = 0;
  for (const input of inputs) {
    file = input.name;
    let bytes = 0;
    const onBytes = (read: number) => {
      bytes = read;
      reader.onBytes(before + read);
    };
    await readFile(source, input, { ...reader, name: file, onBytes }, form);
    intake.end();
    before += bytes;
  }
  const lacking = tablesNotNamed(source, inputs);
  if (lacking.length > 0)
    reader.onNote(
      `${lacking.join(', ')} is not there, and what it says of events is lost: name the folder that holds all tables.`,
    );
  const { name, row } = source;
  return { ...intake.result(), source: name, row, files: inputs.length, zone, isLocal };
}

async function readFile(
  source: LogSource,
  input: Input,
  reader: LogReader,
  options: FormOptions,
): Promise<void> {
  const text = await openText(input, reader);
  if (text === null) {
    if (input.path === undefined)
      throw new Failure('file', `${input.name} is a Parquet file, which cannot come by a pipe.`, [
        'Name the file after --events.',
      ]);
    let line = 0;
    for await (const row of parquetRows(input.path)) takeObject(row, (line += 1), options);
    return;
  }
  let form: ReturnType<typeof formOf> | null = null;
  for await (const chunk of text) {
    if (!form && /^.{257}ustar/s.test(chunk))
      throw new Failure('file', `${input.name} is a tar archive, which is not read.`, [
        'Unpack it into a folder, and name the folder: tar -xzf feed.tar.gz -C feed',
      ]);
    form ??= formOf(source, chunk, () => headingsBeside(source, input), options);
    form.write(chunk);
  }
  form?.end();
}
