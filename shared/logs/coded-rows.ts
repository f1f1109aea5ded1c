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
  for (const time of times) if (!isOfCalendar(time)) return false;
  const textsOf = ({ values }: Coded<unknown>, name: string) =>
    values.map((value) => textOf(jsonOf(json(value, name))).trim());
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
  const isEmpty = Uint8Array.from(values, (text) => Number(text === ''));
  for (const code of codes) if (isEmpty[code] === 1) return false;
  return true;
}

/** Up to so many pairs, each has a place of its own in a list; of more it is looked up. */
const MOST_PLACES = 1 << 20;

/** Numbers rows by what all columns say together, in the order in which they come; and the first row of each number. */
function together(columns: readonly Coded<unknown>[]): {
  readonly codes: Uint32Array;
  readonly firsts: readonly number[];
} {
  let [codes, firsts] = [new Uint32Array(columns[0]?.codes.length ?? 0), [0]];
  for (const { codes: own, values } of columns) {
    const pairs = createNumbers(firsts.length * values.length);
    const both = new Uint32Array(codes.length);
    firsts = [];
    for (let row = 0; row < both.length; row += 1) {
      const number = pairs((codes[row] ?? 0) * values.length + (own[row] ?? 0));
      if (number === firsts.length) firsts.push(row);
      both[row] = number;
    }
    codes = both;
  }
  return { codes, firsts };
}

/** Numbers what it is given, all of it below a limit, from 0 on. */
function createNumbers(limit: number): (key: number) => number {
  let next = 0;
  if (limit > MOST_PLACES) {
    const known = new Map<number, number>();
    return (key) => {
      const number = known.get(key);
      if (number !== undefined) return number;
      known.set(key, next);
      return next++;
    };
  }
  const known = new Int32Array(limit).fill(-1);
  return (key) => {
    const number = known[key] ?? -1;
    if (number >= 0) return number;
    known[key] = next;
    return next++;
  };
}
