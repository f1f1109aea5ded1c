import type { Json } from '../../shared/definitions/types.ts';
import type { CoveyEvent } from '../../shared/engine/types.ts';
import { parseInstant } from './instants.ts';
import type { OffsetAt } from './time-zone.ts';

export interface LogReader {
  readonly name: string;
  readonly offsetAt: OffsetAt;
  readonly onEvent: (visitor: string, event: CoveyEvent) => void;
  /** A row that says nothing usable. Throwing ends the reading. */
  readonly onBadRow: (row: BadRow) => void;
  /** Bytes read so far. */
  readonly onBytes: (bytes: number) => void;
}

export interface BadRow {
  readonly line: number;
  readonly message: string;
}

/** Takes a log's bytes as they come. */
export interface Sink {
  write(chunk: Buffer): Promise<void> | void;
  end(): Promise<void> | void;
}

const TIME_FORMS = 'Write ISO 8601 such as 2026-11-24T09:30:00Z, or milliseconds since the epoch';

/** A row as either form of log gives it; texts are empty where something is missing. */
export interface Row {
  readonly visitor: string;
  readonly time: string;
  readonly event: string;
  readonly props: { readonly [name: string]: Json };
  readonly line: number;
}

/** Turns a row into an event, or says what is wrong with it. */
export function takeRow(
  { visitor, time: text, event: name, props, line }: Row,
  reader: LogReader,
): void {
  if (visitor === '') return reader.onBadRow({ line, message: 'the visitor is missing.' });
  if (name === '') return reader.onBadRow({ line, message: 'the event is missing.' });
  const time = parseInstant(text.trim(), reader.offsetAt);
  if (time === null) {
    const seconds = /^\d{9,11}$/.test(text) ? ' (these look like seconds: add three zeros)' : '';
    const said = text === '' ? 'the time is missing' : `"${text}" is no time${seconds}`;
    return reader.onBadRow({ line, message: `${said}. ${TIME_FORMS}.` });
  }
  reader.onEvent(visitor, { name, time, props });
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
