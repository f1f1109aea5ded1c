import { isAscii, isUtf8 } from 'node:buffer';
import {
  createSurvey,
  csvSink,
  dateFormat,
  ndjsonSink,
  propertiesRead,
  zoneOffsets,
} from '../../shared/logs/index.ts';
import type { BadRow, LogReader, Sink } from '../../shared/logs/index.ts';
import { createBlockWriter } from './block-writer.ts';
import { openParquetFile, takeRange } from './parquet-file.ts';
import type { ParquetFile } from './parquet-file.ts';
import { createRows } from './rows-seen.ts';
import type { Stretch, StretchRead, ThreadSetup } from './thread-messages.ts';

/** Ends the reading of a stretch; who puts the stretches together knows its line in the log. */
class Ended extends Error {
  readonly ended: StretchRead['ended'];
  constructor(ended: StretchRead['ended']) {
    super('ended');
    this.ended = ended;
  }
}

/** Reads one stretch of a log after the other, each for itself. */
export function stretchReader(setup: ThreadSetup): (stretch: Stretch) => Promise<StretchRead> {
  const { definitions, name, columns, at, now, skipBad } = setup;
  const isRead = propertiesRead(definitions);
  const format = setup.format === undefined ? null : dateFormat(setup.format);
  const writer = createBlockWriter();
  let parquet: ParquetFile | null = null;
  const times = {
    offsetAt: zoneOffsets(setup.zone) ?? (() => 0),
    option: (option: string) => `--${option}`,
    ...(setup.unit && { unit: setup.unit }),
    ...(format && { format }),
  };

  return async (stretch) => {
    const rows = createRows({ at, now, isRead }, createSurvey(definitions), writer);
    const reader: LogReader = {
      name,
      columns,
      times,
      isRead,
      onEvent: rows.onEvent,
      onRows: rows.onRows,
      onColumns: rows.onColumns,
      onBadRow(row: BadRow) {
        if (!skipBad) throw new Ended({ why: 'bad', row });
        rows.onBad(row);
      },
      onNote: rows.onNote,
      onLocalTime: rows.onLocalTime,
      refuse(message, hints = [], line) {
        throw new Ended({ why: 'refused', refusal: { message, hints, line } });
      },
    };
    let ended: StretchRead['ended'] = null;
    let lines: number | null = null;
    let isLossy = false;
    try {
      if (stretch.form === 'parquet') {
        parquet ??= await openParquetFile(stretch.path);
        await takeRange(parquet, stretch.path, stretch.range, reader);
        lines = stretch.range.to - stretch.range.from;
      } else {
        const sink = sinkOf(stretch, reader);
        isLossy = !isUtf8(stretch.text);
        sink.write(textOf(stretch.text));
        lines = sink.lines();
      }
    } catch (error) {
      if (!(error instanceof Ended)) throw error;
      ended = error.ended;
    }
    return { seen: rows.seen(), lines, block: writer.take(), isLossy, ended };
  };
}

const sinkOf = (stretch: Exclude<Stretch, { form: 'parquet' }>, reader: LogReader): Sink =>
  stretch.form === 'csv'
    ? csvSink(reader, stretch.delimiter, stretch.headings)
    : ndjsonSink(reader);

/** Text without letters of its own costs half as much to hold and less to look through. */
function textOf(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.toString(isAscii(bytes) ? 'latin1' : 'utf8');
}
