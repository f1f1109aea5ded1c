import type { Json } from '../definitions/types.ts';
import { columnsIn } from './columns.ts';
import { parseJson, survives, TOO_DEEP } from './json-line.ts';
import { knownProps } from './known-props.ts';
import type { Props } from './known-props.ts';
import { FIRST_YEAR } from './local-time.ts';
import { hintOf, textOf } from './ndjson.ts';
import { define, takeRow } from './rows.ts';
import type { LogReader } from './rows.ts';

/** The columns of a stretch of a log, of which only some are there. */
export interface LogColumns {
  /** All that the log has. */
  readonly names: readonly string[];
  /** By name; of columns that nobody asked for there are none. */
  readonly values: ReadonlyMap<string, ArrayLike<unknown>>;
  readonly rows: number;
  /** Instants, where the column of the time has such: milliseconds since the epoch. */
  readonly instants: ArrayLike<unknown> | null;
  /** A value as JSON has it. */
  readonly json: (value: unknown, column: string) => unknown;
  /** Of the first row. */
  readonly line: number;
}

/** What has to be there of the columns of a log. */
export function columnsWanted(
  names: readonly string[],
  { columns, isRead = () => true }: Pick<LogReader, 'columns' | 'isRead'>,
) {
  const { visitor, time, event, id } = columnsIn(names, columns);
  return {
    visitor,
    time,
    event,
    id,
    properties: names.filter((name) => ![visitor, time, event].includes(name) && isRead(name)),
  };
}

const NOTHING: ArrayLike<unknown> = [];

/** Takes the rows of a log that is kept in columns, as those of NDJSON with the same names and values. */
export function takeColumns(log: LogColumns, reader: LogReader): void {
  const { names, values, instants, json } = log;
  const { visitor, time, event, id, properties } = columnsWanted(names, reader);
  const column = (name: string | null) => (name === null ? NOTHING : (values.get(name) ?? NOTHING));
  const [visitors, times, events, ids] = [column(visitor), column(time), column(event), column(id)];
  const read = properties.map((name) => [name, column(name)] as const);
  if (log.rows > 0)
    reader.onColumns(names.filter((name) => ![visitor, time, event].includes(name)));

  const known = knownProps(
    read.length,
    (row: number, place) => read[place]?.[1][row],
    (row) => propsOf(read, (name, cells) => json(cells[row], name)),
  );
  const text = (cell: unknown, name: string | null): string =>
    typeof cell === 'string' ? cell : textOf(jsonOf(json(cell, name ?? '')));
  const hint = () => hintOf(names, reader);
  for (let row = 0; row < log.rows; row += 1) {
    const line = log.line + row;
    const instant = instants?.[row];
    try {
      takeRow(
        {
          visitor: text(visitors[row], visitor),
          time: typeof instant === 'number' ? timeOf(instant) : text(times[row], time),
          event: text(events[row], event),
          id: text(ids[row], id),
          props: known.of(row),
          isShared: known.areShared(),
          line,
        },
        reader,
        hint,
      );
    } catch (error) {
      if (!(error instanceof TooDeep)) throw error;
      reader.onBadRow({ line, message: `${TOO_DEEP}.` });
    }
  }
}

/** The properties of a row, of columns that have a value there. */
export function propsOf<Column>(
  columns: readonly (readonly [name: string, column: Column])[],
  valueOf: (name: string, column: Column) => unknown,
): Props {
  const props: { [name: string]: Json } = {};
  for (const [name, column] of columns) {
    const value = jsonOf(valueOf(name, column));
    if (value !== null) define(props, name, value);
  }
  return props;
}

/** What no calendar has is said as text, and found to be no time. */
function timeOf(instant: number): number | string {
  if (isOfCalendar(instant)) return instant;
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? String(instant) : date.toISOString();
}
const FIRST_INSTANT = Date.UTC(FIRST_YEAR, 0, 1);
const END_OF_YEARS = Date.UTC(10_000, 0, 1);

export const isOfCalendar = (instant: number): boolean =>
  instant >= FIRST_INSTANT && instant < END_OF_YEARS;

class TooDeep extends Error {}

/** What a value is once it was written as JSON and read again. */
export function jsonOf(value: unknown): Json {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number')
    return survives(value) ? value : Number.isFinite(value) ? String(value) : null;
  if (typeof value !== 'object' || value === null) return null;
  try {
    return parseJson(JSON.stringify(value));
  } catch (error) {
    throw error instanceof RangeError ? new TooDeep() : error;
  }
}
