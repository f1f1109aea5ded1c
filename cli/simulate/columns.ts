import { nearest } from '../../shared/definitions/index.ts';
import { Failure, placeText } from '../failure.ts';

/** Names of a log's columns. */
export interface ColumnNames {
  readonly visitor: string;
  readonly time: string;
  readonly event: string;
  /** Of the column by which a repeated row is known; null where rows have no id. */
  readonly id: string | null;
}

/** What was said on the command line. */
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

/** Which of the needed columns are not there, with the option that would name another. */
export function missingColumns(
  names: readonly string[],
  asked: AskedColumns,
): readonly { readonly column: string; readonly meant: string | null }[] {
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
    return [{ column, meant: other === undefined ? null : `--${kind} ${quoted(other)}` }];
  });
}

/** The columns of a log with headings. @throws Failure that names what is missing, and what may be meant. */
export function columnsOf(
  names: readonly string[],
  asked: AskedColumns,
  file: string,
): ColumnNames {
  const missing = missingColumns(names, asked);
  const place = placeText({ file, line: 1 });
  if (missing.length > 0) {
    const meant = missing.flatMap((one) => one.meant ?? []);
    throw new Failure(`${place}: no column ${missing.map(({ column }) => column).join(', ')}.`, [
      `The headings are ${names.join(', ')}. A log needs visitor, time and event; any others are properties.`,
      meant.length > 0
        ? `Perhaps ${meant.join(' ')}?`
        : 'Columns of other names are named with --visitor, --time and --event.',
    ]);
  }
  const repeated = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  if (repeated !== undefined) throw new Failure(`${place}: two columns are named "${repeated}".`);
  return columnsIn(names, asked);
}

/** As a shell takes it. */
const quoted = (name: string): string =>
  /^[\w.-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`;
