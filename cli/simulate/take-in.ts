import { count } from '../../shared/counting/index.ts';
import { Failure, placeText } from '../failure.ts';
import type { Progress } from '../progress.ts';
import { propertiesRead } from '../../shared/logs/index.ts';
import type { BadRow, Survey } from '../../shared/logs/index.ts';
import { readLog } from './log-reader.ts';
import type { LogReader } from './log-reader.ts';
import { readThreaded } from './read-threaded.ts';
import { readSource } from './read-source.ts';
import type { SourceTaken } from './read-source.ts';
import type { SimulateOptions, Store } from './options.ts';
import { nothingTaken } from './nothing-taken.ts';
import { createRows } from './rows-seen.ts';
import type { Refusal } from './thread-messages.ts';

/** What was read. */
export interface Taken {
  /** The instant of the evaluation. */
  readonly at: number;
  /** Time of the earliest event, or infinite. */
  readonly first: number;
  /** Events at or before `at`. */
  readonly events: number;
  /** Events after it, which were left out. */
  readonly later: number;
  /** Those of them that lie in the future, and the first row of them. */
  readonly future: {
    readonly count: number;
    readonly line?: number;
    readonly time: number;
  } | null;
  /** The last row, where it lies further from all others than they lie apart. */
  readonly lone: { readonly line?: number; readonly time: number; readonly before: number } | null;
  /** Events whose time names no zone. */
  readonly local: number;
  /** Rows left out, and the first few of them. */
  readonly bad: number;
  readonly badRows: readonly BadRow[];
  /** What the owner should know of how the log was read. */
  readonly notes: readonly string[];
  /** What became of the rows of another tool's export. */
  readonly source: SourceTaken | null;
}

/** Reads the events up to the instant asked for; without one, up to the last that is not in the future. */
export async function takeIn(
  options: SimulateOptions,
  store: Store,
  survey: Survey,
  progress: Progress,
): Promise<Taken> {
  const { input, at, offsetAt, skipBad, now = Infinity } = options;
  const isRead = propertiesRead(options.definitions);
  const rows = createRows({ at, now, isRead }, survey, store);
  const { past, ahead, badRows } = rows;
  const reader: LogReader = {
    name: input.name,
    columns: options.columns ?? {},
    times: { ...options.times, offsetAt, option: (name: string) => `--${name}` },
    isRead,
    onEvent: rows.onEvent,
    onRows: rows.onRows,
    onColumns: rows.onColumns,
    onBadRow(row: BadRow) {
      if (!skipBad) throw badRowFailure(input.name, row);
      rows.onBad(row);
    },
    refuse(message: string, hints: readonly string[] = [], line?: number): never {
      throw refusal(input.name, { message, hints, line });
    },
    onNote: rows.onNote,
    onLocalTime: rows.onLocalTime,
    onBytes: (bytes: number) => progress.update(bytes, `${count(past.count())} events`),
  };
  const source = options.source ? await readSource(options.source, reader) : null;
  if (options.there) await options.there.read(reader);
  else if (!source) {
    const { threaded } = store;
    if (!threaded) await readLog(input, reader);
    else
      await readThreaded(input, reader, {
        ...threaded,
        onStretch({ ended, seen, block }, lines) {
          if (ended?.why === 'bad')
            throw badRowFailure(input.name, { ...ended.row, line: ended.row.line + lines });
          if (ended) throw refusal(input.name, shifted(ended.refusal, lines));
          rows.addSeen(seen, lines);
          threaded.addBlock(block);
        },
      });
  }
  const bad = rows.bad();
  if (source && source.rows > 0 && source.taken === 0 && bad === 0)
    throw nothingTaken(input.name, source);
  if (past.count() + ahead.count() === 0 && at === null) {
    if (bad > 0) throw noGoodRow(input.name, bad, badRows);
    if (source) throw nothingTaken(input.name, source);
    throw new Failure('file', `${input.name} holds no events.`, [
      'Below the headings, each row is an event.',
    ]);
  }
  // A log that lies in the future as a whole is meant so.
  const span = past.count() > 0 || at !== null ? past : ahead;
  const future = span === past && ahead.count() > 0 ? ahead : null;
  return {
    at: at ?? span.last() + 1,
    first: span.first(),
    events: span.count(),
    later: rows.later() + (future?.count() ?? 0),
    future: future && { count: future.count(), line: future.firstLine(), time: future.firstTime() },
    lone: at === null ? span.lone() : null,
    local: rows.local(),
    bad,
    badRows,
    notes: rows.notes,
    source,
  };
}

function noGoodRow(file: string, bad: number, badRows: readonly BadRow[]): Failure {
  return new Failure(
    'file',
    `${file} holds no events: ${bad === 1 ? 'its only row' : `all ${count(bad)} rows`} cannot be read.`,
    badRows.map(
      ({ line, message, file: of }) => `${placeText({ file: of ?? file, line })}: ${message}`,
    ),
  );
}

const shifted = ({ line, ...rest }: Refusal, lines: number): Refusal => ({
  ...rest,
  line: line === undefined ? undefined : line + lines,
});

const refusal = (file: string, { message, hints, line }: Refusal): Failure =>
  new Failure(
    'file',
    line === undefined ? message : `${placeText({ file, line })}: ${message}`,
    hints,
  );

function badRowFailure(file: string, { line, message, file: of }: BadRow): Failure {
  return new Failure('file', `${placeText({ file: of ?? file, line })}: ${message}`, [
    'Mend the row, or leave out such rows with --skip-bad.',
  ]);
}
