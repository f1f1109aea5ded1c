import type { Json } from '../definitions/types.ts';
import type { CoveyEvent } from '../engine/types.ts';
import type { CodedRows } from './coded-rows.ts';
import type { AskedColumns } from './columns.ts';
import { readTime } from './instants.ts';
import type { TimeForms } from './instants.ts';

/** How a log is read, and who is told what stands in it. */
export interface LogReader {
  readonly name: string;
  readonly columns: AskedColumns;
  readonly times: TimeForms;
  /** Whether anybody reads a property; where nothing is said, each is. */
  readonly isRead?: (name: string) => boolean;
  /**
   * `event.id` is set where rows have ids: an id counts once. `isShared`: the object of the properties is that of other
   * rows, too, that say the same; and of it all is read.
   */
  readonly onEvent: (visitor: string, event: CoveyEvent, line: number, isShared?: boolean) => void;
  /** Takes many events at once, where that is worth something to who reads; otherwise each comes by itself. */
  readonly onRows?: (rows: CodedRows) => void;
  /** Names of columns, whether or not a row has something in them; and whether properties stand nowhere else. */
  readonly onColumns: (names: readonly string[], areAll?: boolean) => void;
  /** A row that says nothing usable. Throwing ends the reading. */
  readonly onBadRow: (row: BadRow) => void;
  /** Something that the owner should know, and that ends nothing. */
  readonly onNote: (note: string) => void;
  /** A time without a zone was read in the visitors' own. */
  readonly onLocalTime: () => void;
  /** For a log that cannot be read at all, from a line on where one is named: ends the reading, by throwing. */
  readonly refuse: (message: string, hints?: readonly string[], line?: number) => never;
}

export interface BadRow {
  /** Where the log is one of several files. */
  readonly file?: string;
  readonly line: number;
  readonly message: string;
}

/** Takes a log's text as it comes. */
export interface Sink {
  write(text: string): void;
  end(): void;
  /** How many lines were taken, where the text so far ends with one; null within a line. */
  lines(): number | null;
}

/** A row as either form of log gives it; texts are empty where something is missing. */
export interface Row {
  readonly visitor: string;
  /** As text; or the instant itself, where the log knows it. */
  readonly time: string | number;
  readonly event: string;
  readonly id: string;
  readonly props: { readonly [name: string]: Json };
  /** Other rows have the same object of properties. */
  readonly isShared?: boolean;
  readonly line: number;
}

/** Turns a row into an event, or says what is wrong with it. Spaces around names and times are none of them. */
export function takeRow(row: Row, reader: LogReader, hint = (): string => ''): void {
  const { props, line, isShared = false } = row;
  const [visitor, name, id] = [row.visitor.trim(), row.event.trim(), row.id.trim()];
  if (visitor === '') return reader.onBadRow({ line, message: `the visitor is missing.${hint()}` });
  if (name === '') return reader.onBadRow({ line, message: `the event is missing.${hint()}` });
  const text = typeof row.time === 'string' ? row.time.trim() : '';
  const read =
    typeof row.time === 'number' ? { time: row.time, zoned: true } : readTime(text, reader.times);
  if ('problem' in read) {
    const message = text === '' ? `${read.problem}${hint()}` : read.problem;
    return reader.onBadRow({ line, message });
  }
  if (!read.zoned) reader.onLocalTime();
  const { time } = read;
  const event = id === '' ? { name, time, props } : { name, time, props, id };
  reader.onEvent(visitor, event, line, isShared);
}

/** Sets a property of any name, `__proto__` included, as data. */
export function define(props: { [name: string]: Json }, name: string, value: Json): void {
  if (name === '__proto__') {
    Object.defineProperty(props, name, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  } else {
    props[name] = value;
  }
}
