import { numberIn } from '../conditions/index.ts';
import type { Json } from '../definitions/types.ts';
import { columnsIn, columnsOf } from './columns.ts';
import { csvRecords } from './csv-records.ts';
import { parseJson, survives } from './json-line.ts';
import { knownProps } from './known-props.ts';
import type { KnownProps } from './known-props.ts';
import { textOf } from './ndjson.ts';
import { NO_OBJECT, PACKED, addPacked } from './packed-properties.ts';
import { define, takeRow } from './rows.ts';
import type { LogReader, Sink } from './rows.ts';

/** What stands between cells, as it is called. */
const NAMES: { readonly [delimiter: string]: string } = {
  ',': 'a comma',
  ';': 'a semicolon',
  '\t': 'a tab',
  '|': 'a bar',
};

/** What separates the headings, outside quotes, most often. */
export function delimiterOf(headings: string): string {
  const plain = headings.replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => plain.split(delimiter).length - 1;
  return Object.keys(NAMES).reduce((best, one) => (count(one) > count(best) ? one : best));
}

/** CSV with a line of headings; or a later stretch of one, whose headings are known. */
export function csvSink(
  reader: LogReader,
  delimiter: string,
  headings: readonly string[] | null = null,
): Sink {
  if (delimiter !== ',') reader.onNote(`its cells are separated by ${NAMES[delimiter] ?? ''}.`);
  let columns = headings && placesOf(headings, reader);
  let propsOf = columns && propsReader(columns);
  const take = (record: readonly string[], line: number) => {
    if (!columns || !propsOf) {
      columns = placesOf(record, reader);
      propsOf = propsReader(columns);
      return;
    }
    if (record.length !== columns.total) {
      const message = `${record.length} cells, but ${columns.total} headings. Quote cells that hold ${NAMES[delimiter] ?? 'the separator'}.`;
      return reader.onBadRow({ line, message });
    }
    const cell = (at: number) => record[at] ?? '';
    const { visitor, time, event, packed } = columns;
    let [props, id] = [propsOf.of(record), cell(columns.id)];
    if (packed >= 0) {
      // Rows may share the object.
      const all = { ...props };
      const names = addPacked(cellValue(cell(packed).trim()), all);
      if (names === null) return reader.onBadRow({ line, message: NO_OBJECT });
      const { id: inside } = columnsIn(names, reader.columns);
      if (columns.id < 0 && inside !== null && Object.hasOwn(all, inside))
        id = textOf(all[inside] ?? null);
      props = all;
    }
    takeRow(
      {
        visitor: cell(visitor),
        time: cell(time),
        event: cell(event),
        id,
        props,
        isShared: packed < 0 && propsOf.areShared(),
        line,
      },
      reader,
    );
  };
  const records = csvRecords(delimiter, take, (line, message) =>
    reader.onBadRow({ line, message: `not CSV: ${message}` }),
  );
  return {
    write: records.write,
    end() {
      records.end();
      if (!columns) reader.refuse(`${reader.name} has no line of headings.`);
    },
    lines: records.lines,
  };
}

/** The properties of a record. */
function propsReader({ properties }: Columns): KnownProps<readonly string[]> {
  const cell = (record: readonly string[], place: number) => record[properties[place]?.[1] ?? -1];
  return knownProps(properties.length, cell, (record) => {
    const props: { [name: string]: Json } = {};
    for (const [name, at] of properties) {
      const value = cellValue((record[at] ?? '').trim());
      if (value !== null) define(props, name, value);
    }
    return props;
  });
}

interface Columns {
  readonly visitor: number;
  readonly time: number;
  readonly event: number;
  readonly id: number;
  /** Of the column that holds properties; -1 where there is none. */
  readonly packed: number;
  readonly properties: readonly (readonly [name: string, at: number])[];
  readonly total: number;
}

function placesOf(headings: readonly string[], reader: LogReader): Columns {
  const names = headings.map((name) => name.trim());
  const { visitor, time, event, id } = columnsOf(names, reader);
  const { isRead = () => true } = reader;
  const properties = names.flatMap((name, index) =>
    [visitor, time, event, ''].includes(name) ? [] : [[name, index] as const],
  );
  const packed = properties.find(([name]) => name === PACKED)?.[1] ?? -1;
  const beside = properties.filter(([, at]) => at !== packed);
  reader.onColumns(
    beside.map(([name]) => name),
    packed < 0,
  );
  return {
    visitor: names.indexOf(visitor),
    time: names.indexOf(time),
    event: names.indexOf(event),
    id: id === null ? -1 : names.indexOf(id),
    packed,
    properties: beside.filter(([name]) => isRead(name)),
    total: names.length,
  };
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * A cell as a property: true, false and JSON lists or objects as such; nothing for an empty cell. Numbers too, where
 * the page has no doubt about the text: "1.234" stays one, and whoever asks for a number tells of it.
 */
function cellValue(text: string): Json {
  if (text === '') return null;
  if (NUMBER.test(text)) {
    const number = numberIn(text);
    // A number that does not survive is an identifier.
    return survives(number) ? number : text;
  }
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^[[{]/.test(text)) {
    try {
      return parseJson(text);
    } catch {
      return text;
    }
  }
  return text;
}
