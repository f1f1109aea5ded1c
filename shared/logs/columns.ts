import { nearest } from '../definitions/checks/suggest.ts';
import { PACKED } from './packed-properties.ts';
import type { LogReader } from './rows.ts';

/** Names of a log's columns. */
export interface ColumnNames {
  readonly visitor: string;
  readonly time: string;
  readonly event: string;
  /** Of the column by which a repeated row is known; null where rows have no id. */
  readonly id: string | null;
}

/** What was said of them; the others are called as they are by default. */
export type AskedColumns = { readonly [name in keyof ColumnNames]?: string | undefined };

/** Columns that name one thing that happened, wherever they stand. `id` alone may be anything's. */
const ID_COLUMNS = ['event_id', 'eventId', 'message_id', 'messageId', 'insert_id', '$insert_id'];

/** What others call them, most telling first. */
const ALSO = {
  visitor: [
    'visitor_id',
    'user_id',
    'user_pseudo_id',
    'client_id',
    'anonymous_id',
    'distinct_id',
    'customer_id',
    'user',
    'customer',
  ],
  time: ['timestamp', 'event_timestamp', 'event_time', 'created_at', 'datetime', 'date', 'ts'],
  event: ['event_name', 'event_type', 'name', 'action', 'type'],
} as const;

/** The columns asked for, or named by default, among those there are. */
export function columnsIn(names: readonly string[], asked: AskedColumns): ColumnNames {
  const { visitor = 'visitor', time = 'time', event = 'event' } = asked;
  const id = asked.id ?? ID_COLUMNS.find((name) => names.includes(name)) ?? null;
  return { visitor, time, event, id };
}

/** A needed column that is not there, and the one that is meant, if any is. */
export interface MissingColumn {
  readonly kind: keyof ColumnNames;
  readonly column: string;
  readonly meant: string | null;
}

/** Which of the needed columns are not there. */
export function missingColumns(
  names: readonly string[],
  asked: AskedColumns,
): readonly MissingColumn[] {
  const wanted = columnsIn(names, asked);
  return (['visitor', 'time', 'event', 'id'] as const).flatMap((kind) => {
    const column = wanted[kind];
    if (column === null || names.includes(column)) return [];
    const alike = kind === 'id' ? ID_COLUMNS : [column, ...ALSO[kind]];
    const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
    const other =
      alike
        .map((one) => names.find((name) => plain(name) === plain(one)))
        .find((name) => name !== undefined) ?? nearest(column, names);
    return [{ kind, column, meant: other ?? null }];
  });
}

/** The columns of a log with headings. Refuses, naming what is missing and what may be meant. */
export function columnsOf(names: readonly string[], reader: LogReader): ColumnNames {
  const { columns: asked } = reader;
  // An id may stand among the properties.
  const isBeside = !names.includes(PACKED);
  const missing = missingColumns(names, asked).filter(({ kind }) => kind !== 'id' || isBeside);
  if (missing.length > 0) {
    reader.refuse(
      `no column ${missing.map(({ column }) => column).join(', ')}.`,
      [
        `The headings are ${names.join(', ')}. A log needs visitor, time and event; any others are properties.`,
        meantText(missing, reader) ??
          `Columns of other names are named with ${allOptions(reader)}.`,
      ],
      1,
    );
  }
  const repeated = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  if (repeated !== undefined) reader.refuse(`two columns are named "${repeated}".`, [], 1);
  return columnsIn(names, asked);
}

/** "Perhaps --visitor user_id?", or null where nothing is like it. */
export function meantText(
  missing: readonly MissingColumn[],
  { times: { option } }: LogReader,
): string | null {
  const meant = missing.flatMap((one) =>
    one.meant === null ? [] : `${option(one.kind)} ${quoted(one.meant)}`,
  );
  return meant.length > 0 ? `Perhaps ${meant.join(' ')}?` : null;
}

const allOptions = ({ times: { option } }: LogReader): string =>
  `${option('visitor')}, ${option('time')} and ${option('event')}`;

/** As a shell takes it. */
const quoted = (name: string): string =>
  /^[\w.-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`;
