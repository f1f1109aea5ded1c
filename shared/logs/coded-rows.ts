import type { CoveyEvent } from '../engine/types.ts';
import { columnsWanted, isOfCalendar, jsonOf, propsOf } from './column-rows.ts';
import { textOf } from './ndjson.ts';
import type { LogReader } from './rows.ts';

/** A column whose rows name values by their places in a list, where the first is none. */
export interface Coded<T> {
  readonly codes: Uint32Array;
  readonly values: readonly T[];
}

/** Rows that are each an event: who, when, and the rest, of which many say the same. */
export interface CodedRows {
  readonly visitors: Coded<string>;
  readonly times: Float64Array;
  /** In the order of their first rows. */
  readonly bodies: Coded<Omit<CoveyEvent, 'time'>>;
  /** Of the first row. */
  readonly line: number;
}

/** The columns of a stretch of a log, as far as they are wanted. */
export interface CodedLog {
  readonly names: readonly string[];
  readonly columns: ReadonlyMap<string, Coded<unknown>>;
  /** Milliseconds since the epoch; not a number where there is none. */
  readonly times: Float64Array;
  /** A value as JSON has it. */
  readonly json: (value: unknown, column: string) => unknown;
  readonly line: number;
}

/**
 * Takes all rows at once, as `takeColumns` does one after the other. False where that cannot be, as some row has to be looked
 * at by itself: nothing was taken then.
 */
export function takeCoded(log: CodedLog, reader: LogReader): boolean {
  const { names, columns, times, json, line } = log;
  const wanted = columnsWanted(names, reader);
  const [visitor, event] = [columns.get(wanted.visitor), columns.get(wanted.event)];
  if (!reader.onRows || !visitor || !event || wanted.id !== null) return false;
  if (!times.every(isOfCalendar)) return false;
  const textsOf = ({ values }: Coded<unknown>, name: string) =>
    values.map((value) =>
      (typeof value === 'string' ? value : textOf(jsonOf(json(value, name)))).trim(),
    );
  const visitors = { codes: visitor.codes, values: textsOf(visitor, wanted.visitor) };
  const events = { codes: event.codes, values: textsOf(event, wanted.event) };
  if (!isFilled(visitors) || !isFilled(events)) return false;

  const properties = wanted.properties.flatMap((name) => {
    const column = columns.get(name);
    return column ? [[name, column] as const] : [];
  });
  const { codes, firsts } = together([events, ...properties.map(([, column]) => column)]);
  const bodies = firsts.map((row) => ({
    name: valueAt(events, row) ?? '',
    props: propsOf(properties, (name, column) => json(valueAt(column, row), name)),
  }));
  reader.onColumns(
    names.filter((name) => ![wanted.visitor, wanted.time, wanted.event].includes(name)),
  );
  reader.onRows({ visitors, times, bodies: { codes, values: bodies }, line });
  return true;
}

const valueAt = <T>({ codes, values }: Coded<T>, row: number): T | undefined =>
  values[codes[row] ?? 0];

/** Whether no row names an empty text. */
function isFilled({ codes, values }: Coded<string>): boolean {
  const isEmpty = new Uint8Array(values.length);
  for (let code = 0; code < values.length; code += 1) if (values[code] === '') isEmpty[code] = 1;
  for (let row = 0; row < codes.length; row += 1) if (isEmpty[codes[row] ?? 0] === 1) return false;
  return true;
}

/** Below such a limit, each key has a place of its own in a list; otherwise it is looked up. */
const MOST_PLACES = 1 << 20;

/** Numbers rows by what all columns say together, in the order in which they come; and the first row of each number. */
function together(columns: readonly Coded<unknown>[]): {
  readonly codes: Uint32Array;
  readonly firsts: readonly number[];
} {
  const rows = columns[0]?.codes.length ?? 0;
  const keys = new Float64Array(rows);
  let limit = 1;
  for (const { codes, values } of columns) {
    const size = values.length;
    if (limit * size > MOST_PLACES) {
      const numbered = numberedByKey(keys, limit);
      keys.set(numbered.codes);
      limit = numbered.firsts.length;
    }
    for (let row = 0; row < rows; row += 1) keys[row] = (keys[row] ?? 0) * size + (codes[row] ?? 0);
    limit *= size;
  }
  return numberedByKey(keys, limit);
}

/** Numbers whole numbers below a limit from 0 on. */
function numberedByKey(keys: Float64Array, limit: number) {
  const codes = new Uint32Array(keys.length);
  const firsts: number[] = [];
  const isListed = limit <= MOST_PLACES;
  const list = new Int32Array(isListed ? limit : 0).fill(-1);
  const map = new Map<number, number>();
  for (let row = 0; row < keys.length; row += 1) {
    const key = keys[row] ?? 0;
    let number = isListed ? (list[key] ?? -1) : (map.get(key) ?? -1);
    if (number < 0) {
      number = firsts.push(row) - 1;
      if (isListed) list[key] = number;
      else map.set(key, number);
    }
    codes[row] = number;
  }
  return { codes, firsts };
}
