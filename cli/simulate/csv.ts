import { parse } from 'csv-parse';
import type { CsvError } from 'csv-parse';
import type { Json } from '../../shared/definitions/types.ts';
import { Failure, placeText } from '../failure.ts';
import { define, takeRow } from './rows.ts';
import type { LogReader, Sink } from './rows.ts';

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** CSV (RFC 4180) with a line of headings. */
export function csvSink(reader: LogReader): Sink {
  let columns: Columns | null = null;
  let failed: unknown;
  const take = ({ record, info: { lines: line } }: CsvRecord) => {
    if (!columns) {
      columns = columnsOf(record, reader.name);
      return;
    }
    if (record.length !== columns.total) {
      const message = `${record.length} cells, but ${columns.total} headings. Quote cells that hold a comma.`;
      return reader.onBadRow({ line, message });
    }
    const props: { [name: string]: Json } = {};
    for (const [name, at] of columns.properties) {
      const value = cellValue(record[at] ?? '');
      if (value !== null) define(props, name, value);
    }
    const cell = (at: number) => record[at] ?? '';
    const { visitor, time, event } = columns;
    takeRow({ visitor: cell(visitor), time: cell(time), event: cell(event), props, line }, reader);
  };
  const parser = parse({
    bom: true,
    // Each line for itself: logs put together from parts mix them.
    record_delimiter: ['\r\n', '\n', '\r'],
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: 1 << 20,
  });
  const attempt = (task: () => void) => {
    try {
      task();
    } catch (error) {
      failed ??= error;
    }
  };
  parser.on('readable', () => {
    for (
      let row = parser.read() as CsvRecord | null;
      row;
      row = parser.read() as CsvRecord | null
    ) {
      const current = row;
      if (failed === undefined) attempt(() => take(current));
    }
  });
  parser.on('skip', (error: CsvError) => {
    const line = Number(error['lines'] ?? 0);
    attempt(() => reader.onBadRow({ line, message: `not CSV: ${error.message}` }));
  });
  parser.on('error', (error) => (failed ??= error));
  const settle = () => {
    if (failed !== undefined) throw failed;
  };
  return {
    async write(chunk) {
      await new Promise<void>((resolve) => {
        parser.write(chunk, () => resolve());
      });
      settle();
    },
    async end() {
      await new Promise<void>((resolve) => {
        parser.once('end', resolve).once('error', () => resolve());
        parser.end();
      });
      settle();
      if (!columns) throw new Failure(`${reader.name} has no line of headings.`);
    },
  };
}

interface Columns {
  readonly visitor: number;
  readonly time: number;
  readonly event: number;
  readonly properties: readonly (readonly [name: string, at: number])[];
  readonly total: number;
}

function columnsOf(headings: readonly string[], file: string): Columns {
  const names = headings.map((name) => name.trim());
  const at = (name: string) => names.indexOf(name);
  const missing = ['visitor', 'time', 'event'].filter((name) => at(name) < 0);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (missing.length > 0) {
    throw new Failure(`${placeText({ file, line: 1 })}: no column ${missing.join(', ')}.`, [
      `The headings are ${names.join(', ')}. A log needs visitor, time and event; any others are properties.`,
    ]);
  }
  if (repeated !== undefined) {
    throw new Failure(`${placeText({ file, line: 1 })}: two columns are named "${repeated}".`);
  }
  const properties = names.flatMap((name, index) =>
    ['visitor', 'time', 'event', ''].includes(name) ? [] : [[name, index] as const],
  );
  return {
    visitor: at('visitor'),
    time: at('time'),
    event: at('event'),
    properties,
    total: names.length,
  };
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** A cell as a property: numbers, true, false and JSON lists or objects as such; nothing for an empty cell. */
function cellValue(text: string): Json {
  if (text === '') return null;
  if (NUMBER.test(text)) {
    const number = Number(text);
    // A number that does not survive is an identifier.
    return Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number))
      ? number
      : text;
  }
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^[[{]/.test(text)) {
    try {
      return JSON.parse(text) as Json;
    } catch {
      return text;
    }
  }
  return text;
}
