import {
  type AskedColumns,
  type BadRow,
  createSpan,
  csvSink,
  dateFormat,
  delimiterOf,
  type LogReader,
  ndjsonSink,
  type OptionName,
  type Sink,
  type TimeUnit,
  zoneOffsets,
} from '../../../../shared/logs/index.ts';
import { createLogBuilder } from '../log/build-log.ts';
import type { Log } from '../log/log.ts';
import type { Headings } from '../log/survey-of.ts';
import { isEmpty, Refused, refuseList, startOf } from './refused.ts';
import { contentOf } from './unpack.ts';

/** What is said of a log in the form beside it. */
export interface Asked {
  readonly columns: AskedColumns;
  readonly unit?: TimeUnit;
  readonly format?: string;
  /** IANA name of the visitors' time zone, and that of times without one. */
  readonly zone: string;
}

/** What was read, and what its owner should know of how. */
export interface Taken {
  readonly log: Log;
  readonly headings: Headings;
  readonly events: number;
  readonly first: number;
  /** Instant of the evaluation: 1 ms after the last event that is not in the future. */
  readonly at: number;
  /** Events in the future, which are left out. */
  readonly later: number;
  /** Rows that could not be read, and the first few of them. */
  readonly bad: number;
  readonly badRows: readonly BadRow[];
  /** Times that name no zone. */
  readonly local: number;
  readonly notes: readonly string[];
}

/** More do not fit into the memory that a page has. */
const MOST_EVENTS = 10_000_000;
const BAD_ROWS_KEPT = 3;
/** Time zones and clocks differ by less. */
const FUTURE_MS = 86_400_000;

/** What the fields of the form are called. */
export const FIELDS: { readonly [name in OptionName]: string } = {
  visitor: 'Visitor:',
  time: 'Time:',
  event: 'Event:',
  id: 'Row id:',
  'time-unit': 'Unit of times:',
  'date-format': 'Format of times:',
};

/** @throws Refused for a log that cannot be read, with the way out. */
export async function readLog(
  file: File,
  asked: Asked,
  now: number,
  onProgress: (bytes: number, events: number) => void | Promise<void>,
): Promise<Taken> {
  const builder = createLogBuilder();
  const badRows: BadRow[] = [];
  const notes: string[] = [];
  let headings: Headings = { names: [], areAll: false };
  const [past, ahead] = [createSpan(), createSpan()];
  let [bad, local] = [0, 0];
  const format = asked.format ? dateFormat(asked.format) : null;
  if (asked.format && !format)
    throw new Refused(
      `${FIELDS['date-format']} "${asked.format}" does not name year, month and day once each.`,
    );
  const offsetAt = zoneOffsets(asked.zone);
  if (!offsetAt)
    throw new Refused(`"${asked.zone}" is no time zone.`, [
      'Write an IANA name such as Europe/Berlin.',
    ]);
  const reader: LogReader = {
    name: file.name,
    columns: asked.columns,
    times: {
      offsetAt,
      option: (name) => FIELDS[name],
      ...(asked.unit && { unit: asked.unit }),
      ...(format && { format }),
    },
    onEvent(visitor, event, line) {
      (event.time > now + FUTURE_MS ? ahead : past).add(event.time, line);
      builder.add(visitor, event);
      if (builder.size() > MOST_EVENTS)
        throw new Refused(
          `${file.name} holds more than ${MOST_EVENTS.toLocaleString('en-GB')} events, which a page has no memory for.`,
          [
            'Take a part of the visitors, all events of each; or run covey simulate, which reads logs of any size.',
          ],
        );
    },
    onColumns(names, areAll = true) {
      headings = { names, areAll };
    },
    onBadRow(row) {
      bad += 1;
      if (badRows.length < BAD_ROWS_KEPT) badRows.push(row);
    },
    onNote: (note) => notes.push(note),
    onLocalTime: () => (local += 1),
    refuse(message, hints = [], line) {
      const place = line === undefined ? '' : `${file.name}:${line}: `;
      throw new Refused(place + message, hints);
    },
  };
  const content = await contentOf(file);
  let sink: Sink | null = null;
  let isLossy = false;
  for await (const { text, bytes } of content.pieces) {
    if (text !== '') {
      sink ??= sinkFor(text, reader, content.form);
      isLossy ||= text.includes('\uFFFD');
      sink.write(text);
    }
    await onProgress(bytes, builder.size());
  }
  if (!sink) throw isEmpty(file.name);
  sink.end();
  if (isLossy) notes.push('it is not all UTF-8, and letters were lost. Save it as UTF-8.');
  if (builder.size() === 0)
    throw new Refused(
      bad > 0
        ? `${file.name} holds no events: none of its ${bad.toLocaleString('en-GB')} rows can be read.`
        : `${file.name} holds no events.`,
      badRows.map(({ line, message }) => `Line ${line}: ${message}`),
    );
  // A log that lies in the future as a whole is meant so.
  const span = past.count() > 0 ? past : ahead;
  return {
    log: builder.build(),
    headings,
    events: span.count(),
    first: span.first(),
    at: span.last() + 1,
    later: builder.size() - span.count(),
    bad,
    badRows,
    local,
    notes,
  };
}

/** NDJSON when its first character is `{`, CSV otherwise. */
export function sinkFor(text: string, reader: LogReader, form: 'text' | 'parquet'): Sink {
  const start = startOf(text);
  if (form === 'text') refuseList(start, reader.name);
  return start.startsWith('{')
    ? ndjsonSink(reader)
    : csvSink(reader, delimiterOf(/^.*/.exec(start)?.[0] ?? ''));
}
